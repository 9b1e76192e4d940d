/* rules.js - what each rule does, in plain words, and where it draws the line */
'use strict';

const TITLES = {
	'tag-archive': (to) => `Moves contacts to the group ${to[0] || 'ARCHIVED'}`,
	'set-phone-valid': (to) => (isTrue(to) ? 'Marks phone numbers as valid' : 'Marks phone numbers as invalid'),
	'set-active': (to) => (isTrue(to) ? 'Sets contacts active' : 'Sets contacts inactive'),
	'purge': () => 'Asks for contacts to be deleted',
	'select': () => 'Leaves contacts out of the cleaned file',
	'correct': () => 'Corrects values from a list',
	'patch': () => 'Applies recorded changes again, or undoes them',
};

const isTrue = (to) => to.length > 0 && to.every((text) => /^true$/i.test(text));

/* The help article's cautions, by filter; a function is asked whether it applies. */
const CAUTIONS = {
	'tag-archive': () => 'Archived contacts leave the groups they were in, and only admins or users with access to the archive see them. They can still text in: somebody must look at that group every so often.',
	'set-phone-valid': (to) => (isTrue(to) ? null : 'No message reaches these contacts. It leaves the metrics alone and can be taken back without harm; together with the archive group it is the recommended way.'),
	'set-active': (to) => (isTrue(to) ? 'Opting contacts in again is not recommended unless they asked for it.' : 'This adds false opt-outs to your metrics. Afterwards nobody can tell a real opt-out from this clean-up.'),
	'purge': () => 'Only the platform’s staff deletes, from the list that you send. It is permanent and takes the message history along: a last resort.',
};

const targetsOf = (rule) => [...new Set(effectsOf(rule).map((effect) => effect.to).filter((to) => to !== null))];

function ruleTitle(rule) {
	const words = TITLES[rule.filter];
	return words ? words(targetsOf(rule)) : `Runs ${rule.filter}`;
}

function cutSentence(cut) {
	const side = cut.before ? 'before' : 'after';
	return make('p', {class: 'cut'}, 'The line is drawn at ', make('strong', {}, sayDay(cut.date)), ': meant are contacts whose ',
		make('code', {}, quoted(cut.column)), ` is ${side} that day${cut.withDay ? ' or on it' : ''}.`);
}

function ruleCount(label, number, quiet) {
	return (number > 0 || !quiet) && make('div', {}, make('dt', {}, label), make('dd', {}, say(number)));
}

function ruleCounts(rule) {
	const takesOut = rule.gone > 0 || rule.filter === 'purge' || rule.filter === 'select';
	return make('dl', {class: 'counts'},
		ruleCount('looked at', rule.read),
		!takesOut && ruleCount('changed', rule.changed),
		takesOut && ruleCount(rule.filter === 'purge' ? 'to be deleted' : 'left out', rule.gone),
		ruleCount('held back', rule.held, true), ruleCount('left alone', rule.left_alone, true), ruleCount('protected', rule.protected, true),
		ruleCount('without a key', rule.keyless, true), ruleCount('bad records', rule.rejected, true),
		rule.empty.map(([column, count]) => ruleCount(make('span', {}, 'without ', make('code', {}, quoted(column))), count, true)));
}

function nearRow([key, first, last, phone, groups, date]) {
	const name = [first, last].filter(Boolean).join(' ') || phone;
	return make('tr', {}, make('td', {class: 'day'}, sayDay(date)), make('td', {}, quoted(name)),
		make('td', {class: 'faint'}, quoted(key)), make('td', {class: 'faint'}, quoted(groups.split(';').filter(Boolean).join(', '))));
}

const nearTitle = (where, number, one, many) => (number > 1 ? `${where}: the ${number} nearest who ${many}` : `${where}: the nearest who ${one}`);

function nearTable(title, list, side) {
	return make('div', {class: `near ${side}`}, make('h4', {}, title),
		list.length ? make('table', {class: 'plain'},
			make('thead', {class: 'unseen'}, make('tr', {}, ['Date', 'Name', 'Key', 'Groups'].map((text) => make('th', {scope: 'col'}, text)))),
			make('tbody', {}, list.map(nearRow))) : make('p', {class: 'faint'}, 'Nobody.'));
}

const sameNeighbours = (a, b) => JSON.stringify([a.inside, a.outside]) === JSON.stringify([b.inside, b.outside]);

/* Rules that cut at the same place have the same neighbours; they are shown once. */
function nearest(cut, shownBefore) {
	const same = shownBefore.find((rule) => rule.cut && sameNeighbours(rule.cut, cut));
	if (same)
		return make('p', {class: 'faint'}, 'The nearest on both sides are those of ', quoted(same.name), ', above.');
	return make('div', {class: 'nearest'},
		nearTable(nearTitle('Just inside', cut.inside.length, 'changes', 'change'), cut.inside, 'inside'),
		nearTable(nearTitle('Just outside', cut.outside.length, 'stays', 'stay'), cut.outside, 'outside'));
}

function ruleCard(rule, i, all) {
	const caution = rule.changed + rule.gone > 0 && CAUTIONS[rule.filter] && CAUTIONS[rule.filter](targetsOf(rule));
	const leave = make('button', {type: 'button', class: 'quiet', 'data-decision': `rule:${rule.name}`,
		onclick: (event) => decide(event.currentTarget, {scope: 'rule', stage: rule.name}, `the rule “${ruleTitle(rule)}”`)}, 'Leave this rule out…');
	return make('article', {class: 'rule', 'data-rule': rule.name},
		make('header', {}, make('h3', {}, quoted(ruleTitle(rule))), make('span', {class: 'stage'}, quoted(rule.name))),
		rule.reason && make('p', {class: 'reason'}, 'Why: ', quoted(rule.reason)),
		make('p', {}, 'Who: ', rule.where ? make('code', {class: 'where'}, quoted(rule.where)) : 'every contact'),
		rule.cut && cutSentence(rule.cut), ruleCounts(rule),
		rule.cut && rule.cut.inside.length + rule.cut.outside.length > 0 && nearest(rule.cut, all.slice(0, i)),
		caution && make('p', {class: 'caution'}, make('strong', {}, 'Keep in mind: '), caution),
		rule.gone > 0 && !theirRules.has(rule.number) && make('p', {class: 'faint'}, 'Nothing happens to them on the platform, so they are not among the contacts below.'),
		rule.changed + rule.gone > 0 && make('p', {class: 'actions'},
			theirRules.has(rule.number) && make('button', {type: 'button', class: 'quiet', onclick: () => showRule(rule)}, 'Show its contacts'), leave));
}

/* As the contacts pass them; a rule beside the way comes last. */
const inOrder = [...summary.way, ...rules.map((rule) => rule.number).filter((number) => !summary.way.includes(number))]
	.map((number) => rules[number]);

function showRules() {
	at('rules').append(...inOrder.map(ruleCard));
}
