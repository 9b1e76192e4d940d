/* since.js - what changed since the last run, and not by us */
'use strict';

const {since} = summary;
const memory = manifest.memory || {};

const sinceCounts = () => make('dl', {class: 'counts'},
	ruleCount(since.changed === 1 ? 'value changed' : 'values changed', since.changed),
	ruleCount(since.added === 1 ? 'contact new' : 'contacts new', since.added),
	ruleCount(since.gone === 1 ? 'contact gone' : 'contacts gone', since.gone),
	ruleCount('changes of ours shown for the first time', memory.confirmed || 0, true));

/* Which field, and for TRUE and FALSE which way. */
function sinceKind([field, to], i) {
	return make('tr', {}, make('th', {scope: 'row'}, make('code', {}, quoted(field))),
		make('td', {}, to ? `became ${to}` : 'has another value'), make('td', {class: 'number'}, say(since.kindCounts[i])));
}

const columnHead = (names) => make('thead', {}, make('tr', {}, names.map((name) => make('th', {scope: 'col'}, name))));

function sinceKinds() {
	return since.kinds.length > 0 && make('table', {class: 'plain since-kinds'},
		columnHead(['Field', 'Change', 'Contacts']), make('tbody', {}, since.kinds.map(sinceKind)));
}

/* A cell that says its column itself, where there is no room for columns. */
const cell = (head, ...children) => make('td', {'data-head': head}, ...children);

function sinceLine({change, key, field, from, to}) {
	return make('tr', {}, make('th', {scope: 'row'}, quoted(key)),
		field ? [cell('Field', make('code', {}, quoted(field))), cell('Was', make('del', {}, value(from))), cell('Is', make('ins', {}, value(to)))]
			: make('td', {colspan: 3}, change === 'added' ? 'is new' : 'is gone'));
}

/* `lines` are the first of `count`; the others stand in a file beside the page. */
function beyond({lines, count}, file) {
	return count > lines.length && make('p', {class: 'faint'}, `These are the first ${say(lines.length)} of ${say(count)}; all stand in `,
		make('code', {}, file), '.');
}

function sinceLines() {
	const {seen} = summary;
	return seen.count > 0 && make('details', {class: 'one-by-one'}, make('summary', {}, 'One by one'),
		make('table', {class: 'plain stacked'}, columnHead(['Contact', 'Field', 'Was', 'Is']), make('tbody', {}, seen.lines.filter(Boolean).map(sinceLine))),
		beyond(seen, 'seen.ndjson'));
}

function backLine({key, field, from, to, run, again}) {
	return make('tr', {}, make('th', {scope: 'row'}, quoted(key)), cell('Field', make('code', {}, quoted(field))),
		cell('We had set', value(from)), cell('Is now', value(to)), cell('In the run', quoted(run || '')),
		cell('This run', again ? 'changed once more' : 'left alone'));
}

/* Whose values were uploaded by us and changed back by others. */
function cameBack() {
	const {cameBack: back} = summary;
	return back.count > 0 && [make('h3', {}, 'What came back'),
		make('table', {class: 'plain stacked came-back'}, columnHead(['Contact', 'Field', 'We had set', 'Is now', 'In the run', 'This run']),
			make('tbody', {}, back.lines.filter(Boolean).map(backLine))), beyond(back, 'came-back.ndjson')];
}

function showSince() {
	const {compared_with: last} = memory;
	const nothing = since.changed + since.added + since.gone === 0;
	const parts = !last ? [make('p', {}, 'This export could not be compared with that of an earlier run of this pipeline.')]
		: nothing ? [make('p', {class: 'fine'}, 'Nobody but us has changed anything since the export of ', quoted(last), '.'),
			memory.confirmed > 0 && make('p', {}, `It is the first to show ${plural(memory.confirmed, 'change', 'changes')} of ours.`)]
			: [make('p', {}, 'What changed since the export of ', quoted(last), ', and was not uploaded by us:'),
				sinceCounts(), sinceKinds(), sinceLines()];
	at('since').append(...[...parts, cameBack()].flat().filter(Boolean));
}
