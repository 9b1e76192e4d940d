/* decisions.js - whom the reviewer leaves out, and decisions.json for roster approve */
'use strict';

const decisions = new Map(); // by what is left out: rule:NAME, group:NAME, contact:FIELD:KEY
let unsaved = false;

const idOf = (decision) => ({
	rule: () => `rule:${decision.stage}`,
	group: () => `group:${decision.group}`,
	contact: () => `contact:${decision.key_field}:${decision.key}`,
}[decision.scope]());

const contactId = (contact) => `contact:${contact.keyField}:${contact.key}`;

/* The decision that leaves the whole contact out, if there is one. */
const leavesOut = (contact) => decisions.get(contactId(contact)) ||
	contact.groups.map((name) => decisions.get(`group:${name}`)).find(Boolean);

const ruleLeftOut = (number) => decisions.get(`rule:${rules[number].name}`);

/* A value is left out with any of the rules that had a part in it, as roster approve does. */
const valueLeftOut = (contact, field) => contact.changes.some((change) => change.field === field && ruleLeftOut(change.rule));

/* Whether nothing of what happens to the contact is left; who is taken out is in no update. */
function isLeftOut(contact) {
	if (leavesOut(contact))
		return true;
	return contact.takenOutBy < 0 ? contact.changes.every((change) => valueLeftOut(contact, change.field))
		: Boolean(ruleLeftOut(contact.takenOutBy));
}

const stillChanges = (contact) => !(contact.flags & DROPPED) && !isLeftOut(contact);

const NEVER = {
	contact: 'Never: not in any later run either (goes on the protect list)',
	group: 'Never: nobody of them, in any later run either (they go on the protect list; who joins the group later does not)',
	rule: 'Never: the rule is wrong (tell whoever keeps the pipeline)',
};

let asked = null; // what the dialog is about: {decision, what}

function makeDialog() {
	const when = (text, label) => make('label', {}, make('input', {type: 'radio', name: 'when', value: text, required: true}), ' ', make('span', {}, label));
	const form = make('form', {method: 'dialog'},
		make('h2', {id: 'dialog-title'}),
		make('fieldset', {}, make('legend', {}, 'For how long?'), when('not now', 'Not now: leave it out of this run'), when('never', '')),
		make('label', {class: 'reason-field'}, 'Why? ', make('textarea', {name: 'reason', rows: '3', required: true, maxlength: '500'})),
		make('p', {class: 'actions'}, make('button', {type: 'submit', class: 'strong'}, 'Leave out'), ' ',
			make('button', {type: 'button', class: 'quiet', onclick: () => at('dialog').close()}, 'Cancel')));
	form.addEventListener('submit', keepDecision);
	document.body.append(make('dialog', {id: 'dialog', 'aria-labelledby': 'dialog-title'}, form));
}

/* Ask about something that is to be left out; what is left out already comes back. */
function decide(button, decision, what) {
	if (decisions.has(idOf(decision))) {
		takeBack(idOf(decision));
		return;
	}
	asked = {decision, what};
	const form = at('dialog').querySelector('form');
	form.reset();
	at('dialog-title').replaceChildren('Leave out ', quoted(what));
	form.querySelectorAll('fieldset span')[1].textContent = NEVER[decision.scope];
	form.elements.when[0].checked = true;
	button.focus(); // the browser gives the focus back to it; some give a clicked button none
	at('dialog').showModal();
	form.elements.reason.focus();
}

function keepDecision(event) {
	const {when, reason} = event.target.elements;
	event.preventDefault();
	if (!reason.value.trim()) {
		reason.setCustomValidity('Say why, in a word or two');
		reason.reportValidity();
		reason.setCustomValidity('');
		return;
	}
	at('dialog').close(); // first, while the button that gets the focus back is there
	decisions.set(idOf(asked.decision), {...asked.decision, when: when.value, reason: reason.value.trim(), what: asked.what});
	unsaved = true;
	showDecisions();
}

function takeBack(id) {
	decisions.delete(id);
	unsaved = decisions.size > 0;
	showDecisions();
}

function decisionsDocument() {
	return {
		run: manifest.run,
		manifest_sha256: summary.manifestDigest,
		decisions: [...decisions.values()].map(({what, ...decision}) => decision),
	};
}

function saveDecisions() {
	const text = `${JSON.stringify(decisionsDocument(), null, 2)}\n`;
	const link = make('a', {download: 'decisions.json', href: URL.createObjectURL(new Blob([text], {type: 'application/json'}))});
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60000);
	unsaved = false;
	showDecisions();
}

function decisionItem([id, decision]) {
	return make('li', {}, make('p', {}, make('strong', {}, quoted(decision.what)), ` — ${decision.when}: `, quoted(decision.reason)),
		make('button', {type: 'button', class: 'quiet', onclick: () => takeBack(id)}, 'Take back', make('span', {class: 'unseen'}, ' ', decision.what)));
}

/* Where the run lies is not on the page, which is the same wherever it is made. */
const command = (more) => [make('p', {}, make('code', {class: 'command'}, `roster approve runs/${manifest.run} --by "YOUR NAME"${more}`)),
	make('p', {class: 'faint'}, make('code', {}, 'runs'), ' stands for the folder that the run lies in.')];
const saveButton = () => make('button', {type: 'button', class: 'strong', onclick: saveDecisions}, 'Save decisions.json');

function decisionsText() {
	const count = decisions.size;
	if (!totals.touched && !count)
		return [make('p', {}, 'There is nothing to decide: the run changes nothing.')];
	if (!count)
		return [make('p', {}, 'Nothing is left out. If all of this is right, have it approved as it is:'), ...command('')];
	const left = isComplete && contacts.filter(stillChanges).length;
	return [make('p', {}, `${plural(count, 'thing is', 'things are')} left out${unsaved ? ', and not saved yet' : ''}. `,
		isComplete && `Of ${people(totals.touched - totals.dropped)}, ${say(left)} would still change.`),
	make('ul', {class: 'decisions'}, [...decisions].map(decisionItem)), make('p', {}, saveButton()),
	make('p', {}, 'Then have the rest approved:'), ...command(' --decisions decisions.json'),
	make('p', {class: 'faint'}, 'Say the file that was saved last: a browser that has saved one before may call it ', make('code', {}, 'decisions (1).json'), '.')];
}

function markButtons() {
	for (const button of document.querySelectorAll('[data-decision]')) {
		const out = decisions.has(button.dataset.decision);
		button.setAttribute('aria-pressed', String(out));
		button.firstChild.textContent = out ? 'Take back' : button.dataset.words;
	}
}

/* What is drawn anew though the focus may be in it; what is not there then leaves it to the title. */
const REDRAWN = ['#rows [data-decision]', '#decisions button.strong', '#decisions button'];

function keepFocus(redraw) {
	const focused = document.activeElement;
	const those = REDRAWN.find((selector) => focused.matches(selector));
	const place = those ? [...document.querySelectorAll(those)].indexOf(focused) : -1;
	redraw();
	if (those && !focused.checkVisibility())
		((those !== '#decisions button' && document.querySelectorAll(those)[place]) || at('decisions-title')).focus({preventScroll: true});
}

function showDecisions() {
	keepFocus(() => {
		at('decisions').replaceChildren(at('decisions-title'), ...decisionsText());
		at('tray').hidden = !decisions.size;
		at('left-out').textContent = `${plural(decisions.size, 'thing', 'things')} left out${unsaved ? ', not saved yet' : ''}`;
		drawContacts();
	});
}

function startDecisions() {
	makeDialog();
	document.body.append(make('div', {id: 'tray', hidden: true}, make('span', {id: 'left-out', role: 'status'}),
		make('a', {href: '#decisions-title'}, 'Look at them'), saveButton()));
	window.addEventListener('beforeunload', (event) => unsaved && event.preventDefault());
}
