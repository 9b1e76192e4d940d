/* warnings.js - what a person should know before deciding */
'use strict';

const DAY = 86400;
const STALE_AFTER = 7 * DAY; // roster approve refuses an older run

/* level: danger, care or note; kind: which contacts a button shows. */
function warning(level, title, text, kind) {
	return {level, title, text, kind};
}

function aboutReach() {
	const list = [];
	if (totals.starts)
		list.push(warning('danger', `${people(totals.starts)} would start to receive texts`,
			'They cannot be reached now. Make sure that each of them wants to hear from you: messages to people who have opted out are the worst that can happen here.', 'starts'));
	if (totals.activated)
		list.push(warning('danger', `${people(totals.activated)} would become active`,
			'The platform does not tell who opted out from who was set inactive in a clean-up, so opting contacts in again is not recommended without their consent.', 'activated'));
	if (totals.purged)
		list.push(warning('danger', `${people(totals.purged)} would be deleted for good`,
			'They are on the list for the platform’s staff. Once a contact is deleted, its record and its message history for this program are gone. A backup of the records is kept in the run’s folder; messages have none.', 'purged'));
	if (totals.deactivated)
		list.push(warning('danger', `${people(totals.deactivated)} would be set inactive`,
			'Each counts as an opt-out in your metrics though nobody opted out, and cannot be told from a real one afterwards. Archiving and marking the number invalid is the recommended way.', 'deactivated'));
	if (!counts.reachable && counts.export)
		list.push(warning('care', 'No contact of the export can be sent a text',
			'Either the export has no column active, or everybody in it is inactive or has an invalid number.'));
	return list;
}

const were = (number) => (number === 1 ? 'was' : 'were');

const HELD = {
	'set-active': (n) => [`${people(n)} stayed inactive`, 'Nothing proves that they want to hear from you again, so the guard left them as they are.'],
	'purge': (n) => [`${people(n)} who opted out ${were(n)} not put on the deletion list`, 'A deleted opt-out could be imported anew as opted in, so they stay.'],
};

/* People keep lists of whom not to write to as groups. */
const UNWANTED = /\b(do.?not|don.?t|never).{0,3}(contact|text|call|message|write|disturb)|\bdnc\b|opt.?(ed)?.?out|unsubscribe/i;

function aboutGroups() {
	return summary.groups.filter(([name, , left]) => left > 0 && UNWANTED.test(name)).map(([name, size, left]) =>
		warning('care', `${people(left)} of ${say(size)} would leave the group ${name}`,
			'If that group keeps whom nobody is to write to, nothing says so of them afterwards.'));
}

function aboutGuards() {
	return rules.filter((rule) => rule.held > 0).map((rule) => {
		const words = HELD[rule.filter] || ((n) => [`${people(n)} ${were(n)} held back`, `The rule ${rule.name} left them as they are.`]);
		return warning('care', ...words(rule.held));
	});
}

function aboutRecords() {
	const list = [];
	const keyless = Math.max(0, ...rules.map((rule) => rule.keyless));
	if (counts.rejected)
		list.push(warning('care', `${plural(counts.rejected, 'bad record was', 'bad records were')} set aside`,
			[...new Set(summary.rejects.lines.map((line) => line && line.reason))].filter(Boolean).slice(0, 5).join(' · ')));
	if (keyless)
		list.push(warning('note', `${people(keyless)} without a key`, 'Nothing in an update can name them, so no rule changes them.'));
	if (totals.dropped)
		list.push(warning('note', `${people(totals.dropped)} ${were(totals.dropped)} changed and then left out of the file`,
			'A later rule took them out, so that no update has them.', 'dropped'));
	return list;
}

const sayPlace = (place) => `${place.found}${place.key ? ` (${place.key})` : ''}`;

const sayComeBack = (line) => `${line.key}: ${line.field} is ${line.to || 'blank'} now${line.again ? ' (changed once more, as was asked)' : ''}`;

function aboutChecks() {
	const found = summary.checks.lines.filter((line) => line && line.kind);
	const back = summary.cameBack.count, again = summary.cameBack.lines.some((line) => line && line.again);
	const list = found.map((line) => warning(line.level === 'error' ? 'danger' : 'care',
		`The export: ${line.what} (${say(line.count)})`,
		[...(line.places || []).slice(0, 3).map(sayPlace), line.remedy].filter(Boolean).join(' · ')));
	if (!manifest.check)
		list.push(warning('note', 'The export was not checked', 'The run was told not to, by --no-check: nobody has looked for what is suspicious about it.'));
	if (back)
		list.unshift(warning('care', `${plural(back, 'change', 'changes')} of ours came back`,
			[`What was uploaded and seen on the platform has another value by now, which somebody set.${again ? '' : ' It is left alone.'}`,
				...summary.cameBack.lines.slice(0, 5).map(sayComeBack)].join(' · ')));
	return list;
}

function aboutAge() {
	const list = [];
	const now = Date.now() / 1000, made = new Date(manifest.export.modified) / 1000;
	if (now - summary.begun > STALE_AFTER)
		list.push(warning('care', `This run is ${sayAge(now - summary.begun)} old`, 'Contacts have changed since. Make a new run of a new export.'));
	else if (now - made > 2 * DAY)
		list.push(warning('note', `The export is ${sayAge(now - made)} old by now`, 'What was changed on the platform since then is not in it.'));
	return list;
}

const WORDS = {danger: 'Danger', care: 'Take care', note: 'Note'};

function warningItem(item) {
	return make('li', {class: `warning ${item.level}`},
		make('span', {class: 'level'}, WORDS[item.level]),
		make('div', {}, make('p', {class: 'title'}, quoted(item.title)),
			item.text && make('p', {}, quoted(item.text)),
			item.kind && make('p', {}, make('button', {type: 'button', class: 'quiet', onclick: () => showKind(item.kind)}, 'Show them'))));
}

function showWarnings() {
	const order = ['danger', 'care', 'note'];
	const list = [...aboutReach(), ...aboutGroups(), ...aboutGuards(), ...aboutChecks(), ...aboutRecords(), ...aboutAge()]
		.sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
	at('warnings').append(list.length
		? make('ul', {class: 'warnings'}, list.map(warningItem))
		: make('p', {class: 'fine'}, 'Nobody would start to receive texts, nothing is deleted, nobody is opted out, and nothing about the export is suspicious.'));
}
