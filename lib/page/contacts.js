/* contacts.js - the contacts that change: searched, filtered, sorted, a page at a time */
'use strict';

const PAGE_SIZE = 50;
const PRINTED_MOST = 2000;

let contacts = [];
let found = [];
let page = 0;

/* What the contacts that are here are of: rules by number, groups by name. */
const theirRules = new Set(), theirGroups = new Set();

function takeContacts() {
	contacts = found = readContacts();
	for (const contact of contacts) {
		theirRules.add(contact.takenOutBy);
		contact.changes.forEach((change) => theirRules.add(change.rule));
		contact.groups.forEach((name) => theirGroups.add(name));
	}
}

const KIND_WORDS = {
	stops: 'would stop hearing from us', starts: 'would start to receive texts', deactivated: 'set inactive',
	activated: 'set active', purged: 'to be deleted', dropped: 'changed, but left out of the file', out: 'left out by you',
};
const KIND_FLAGS = {stops: STOPS, starts: STARTS, deactivated: DEACTIVATED, activated: ACTIVATED, purged: PURGED, dropped: DROPPED};

const SORTS = {
	export: ['as in the export', (a, b) => a.number - b.number],
	name: ['name', (a, b) => collate(a.lastName, b.lastName) || collate(a.name, b.name) || a.number - b.number],
	key: ['key', (a, b) => collate(a.key, b.key) || a.number - b.number],
	group: ['group', (a, b) => collate(a.groups.join(';'), b.groups.join(';')) || a.number - b.number],
};
const collate = new Intl.Collator('en', {numeric: true, sensitivity: 'base'}).compare;

/* Made when it is first looked for. */
function haystack(contact) {
	contact.text = contact.text || [contact.name, contact.key, contact.phone, contact.groups.join(' '),
		...contact.changes.map((change) => `${change.from || ''} ${change.to || ''}`)].join('\n').toLowerCase();
	return contact.text;
}

function matches(contact, wanted) {
	return (!wanted.kind || (wanted.kind === 'out' ? isLeftOut(contact) : contact.flags & KIND_FLAGS[wanted.kind])) &&
		(wanted.rule === '' || contact.takenOutBy === Number(wanted.rule) || contact.changes.some((change) => change.rule === Number(wanted.rule))) &&
		(!wanted.field || contact.changes.some((change) => change.field === wanted.field)) &&
		(!wanted.group || contact.groups.includes(wanted.group)) &&
		wanted.words.every((word) => haystack(contact).includes(word));
}

function search() {
	const form = at('filters').elements;
	const wanted = {kind: form.kind.value, rule: form.rule.value, field: form.field.value, group: form.group.value,
		words: form.search.value.toLowerCase().split(/\s+/).filter(Boolean)};
	found = contacts.filter((contact) => matches(contact, wanted));
	if (form.sort.value !== 'export')
		found.sort(SORTS[form.sort.value][1]);
	page = 0;
	drawContacts();
}

/* Set the filters, show what they find, and go there. */
function showOnly(settings) {
	const form = at('filters');
	form.reset();
	for (const [name, setting] of Object.entries(settings))
		form.elements[name].value = setting;
	search();
	at('contacts-title').scrollIntoView();
	at('contacts-title').focus({preventScroll: true});
}
const showKind = (kind) => showOnly({kind});
const showRule = (rule) => showOnly({rule: String(rule.number)});

/* A change of a list of groups, name by name. */
function groupChange(from, to) {
	const old = (from || '').split(';').filter(Boolean), now = (to || '').split(';').filter(Boolean);
	const left = old.filter((name) => !now.includes(name)), joined = now.filter((name) => !old.includes(name));
	const stays = now.filter((name) => old.includes(name));
	return [...stays.map((name) => make('span', {class: 'chip'}, quoted(name))),
		...left.map((name) => make('del', {class: 'chip'}, quoted(name))),
		...joined.map((name) => make('ins', {class: 'chip'}, quoted(name)))];
}

function changeItem(contact, change) {
	const isGroups = isGroupList(change.field);
	const out = valueLeftOut(contact, change.field);
	return make('li', {class: out && 'left-out'}, make('code', {class: 'field'}, quoted(change.field)), ' ',
		make('span', {class: 'values'}, isGroups ? groupChange(change.from, change.to)
			: [make('del', {}, value(change.from)), ' ', make('ins', {}, value(change.to))]),
		rules.length > 1 && make('span', {class: 'by'}, quoted(rules[change.rule].name)));
}

function badges(contact) {
	return Object.entries(KIND_FLAGS).filter(([kind, flag]) => kind !== 'stops' && contact.flags & flag)
		.map(([kind]) => make('span', {class: `badge ${kind}`}, KIND_WORDS[kind]));
}

function leaveButton(contact) {
	if (!contact.key)
		return make('span', {class: 'faint'}, 'no key');
	return make('button', {type: 'button', class: 'quiet', 'data-decision': contactId(contact), onclick: (event) => decide(event.currentTarget,
		{scope: 'contact', key: contact.key, key_field: contact.keyField}, nameOf(contact))},
	'Leave out…', make('span', {class: 'unseen'}, ' ', nameOf(contact)));
}

function contactRow(contact) {
	const by = leavesOut(contact);
	return make('tr', {class: isLeftOut(contact) && 'left-out'},
		make('th', {scope: 'row'}, quoted(nameOf(contact), {class: 'name'}),
			make('span', {class: 'faint'}, quoted(contact.key || 'no key'), contact.phone && contact.name && [' · ', quoted(contact.phone)]),
			contact.groups.length > 0 && make('span', {class: 'faint groups-of'}, quoted(contact.groups.join(', ')))),
		make('td', {}, badges(contact), make('ul', {class: 'changes'}, contact.changes.map((change) => changeItem(contact, change))),
			by && make('p', {class: 'why'}, `left out, ${by.when}: `, quoted(by.reason))),
		make('td', {class: 'act'}, leaveButton(contact)));
}

/* The rows of the current page, or more of them for paper. */
function drawContacts(most = PAGE_SIZE) {
	const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
	page = Math.min(page, pages - 1);
	const first = most === PAGE_SIZE ? page * PAGE_SIZE : 0;
	const shown = found.slice(first, first + most);
	at('rows').replaceChildren(...shown.map(contactRow));
	for (const button of at('rows').querySelectorAll('[data-decision]'))
		button.dataset.words = 'Leave out…';
	at('found').textContent = shown.length
		? `${say(first + 1)}–${say(first + shown.length)} of ${people(found.length)}`
		: contacts.length ? 'No contact fits; change the search or the filters.' : 'No contact.';
	at('previous').disabled = page === 0;
	at('next').disabled = page === pages - 1;
	markButtons();
}

function turn(by) {
	page += by;
	const [pressed, other] = by > 0 ? ['next', 'previous'] : ['previous', 'next'];
	drawContacts();
	if (at(pressed).disabled)
		at(other).focus();
	at('found').scrollIntoView({block: 'nearest'});
}

function choice(name, label, options) {
	return make('label', {}, make('span', {}, label), make('select', {name, onchange: search},
		options.map(([setting, text]) => make('option', {value: setting}, text))));
}

function distinct(list) {
	return [...new Set(list)].sort(collate);
}

function filterForm() {
	const fields = distinct(summary.effects.map(([, field]) => field));
	const groups = distinct(theirGroups);
	const kinds = Object.keys(KIND_WORDS).filter((kind) => kind === 'out' || totals[kind]);
	return make('form', {id: 'filters', role: 'search', onsubmit: (event) => event.preventDefault()},
		make('label', {class: 'search'}, make('span', {}, 'Search'), make('input', {type: 'search', name: 'search', autocomplete: 'off',
			placeholder: 'name, key, phone, value', oninput: search})),
		choice('kind', 'Who', [['', 'everybody'], ...kinds.map((kind) => [kind, KIND_WORDS[kind]])]),
		choice('rule', 'Rule', [['', 'every rule'], ...inOrder.map((rule) => [rule.number, rule.name])]),
		choice('field', 'Field', [['', 'every field'], ...fields.map((name) => [name, name])]),
		choice('group', 'Group', [['', 'every group'], ...groups.map((name) => [name, name])]),
		choice('sort', 'Sort by', Object.entries(SORTS).map(([name, [words]]) => [name, words])));
}

function completeness() {
	if (!totals.touched)
		return 'Nothing happens to any contact.';
	if (isComplete)
		return `All ${people(totals.touched)} that something happens to are here.`;
	return `${say(totals.shown)} of ${people(totals.touched)} are here: everyone whose active changes, who would start to receive texts or who is to be deleted, everyone of a rule with few contacts, and of the rest a sample spread evenly over the export. The full list is `;
}

function startContacts() {
	at('contacts-part').append(
		make('p', {}, completeness(), !isComplete && [make('a', {href: 'journal.ndjson'}, 'journal.ndjson'), ', beside this page.']),
		filterForm(),
		make('table', {class: 'contacts'},
			make('thead', {}, make('tr', {}, ['Contact', 'What changes', 'Decision'].map((text) => make('th', {scope: 'col'}, text)))),
			make('tbody', {id: 'rows'})),
		make('nav', {class: 'pager', 'aria-label': 'Pages of contacts'},
			make('button', {type: 'button', id: 'previous', onclick: () => turn(-1)}, '← Previous'),
			make('span', {id: 'found', role: 'status'}), make('button', {type: 'button', id: 'next', onclick: () => turn(1)}, 'Next →')));
	window.addEventListener('beforeprint', () => drawContacts(PRINTED_MOST));
	window.addEventListener('afterprint', () => drawContacts());
	document.addEventListener('keydown', focusSearch);
}

/* `/` goes to the search, where nothing is being written. */
function focusSearch(event) {
	if (event.key !== '/' || event.target.matches('input, textarea, select') || at('dialog').open)
		return;
	event.preventDefault();
	at('filters').elements.search.focus();
}
