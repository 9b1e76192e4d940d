/* data.js - what the program has put into the page */
'use strict';

const readData = (id) => JSON.parse(document.getElementById(id).textContent);

const summary = readData('summary');
const manifest = summary.manifest;
const counts = manifest.counts;
const totals = summary.totals;
/* What the export calls the list of groups. */
const mappedGroups = (manifest.export.columns || []).find((text) => text.startsWith('group_list='));
const isGroupList = (field) => (mappedGroups ? field === mappedGroups.slice('group_list='.length) : /^group[ _-]?list$/i.test(field));
const isComplete = totals.shown === totals.touched;

/* Bits of a row, as in page_internal.h. */
const STARTS = 1, STOPS = 2, ACTIVATED = 4, DEACTIVATED = 8, PURGED = 16, DROPPED = 32;

/* The stages of the manifest, each with what the page knows of it besides. */
const rules = manifest.stages.map((stage, i) => ({...stage, ...summary.rules[i], number: i}));

/* What a rule did: [{field, to, count}]. */
const effectsOf = (rule) => summary.effects
	.map(([stage, field, to], i) => ({stage, field, to, count: summary.effectCounts[i]}))
	.filter((effect) => effect.stage === rule.number);

const shared = (list, value) => (typeof value === 'number' ? list[value] : value);

/* A row of the file as an object; one that many share stands there once. */
function readContact(row, number) {
	const [key, first, last, phone, keyField, groups, flags, takenOutBy, changes] = row;
	return {
		number, key, phone, flags, takenOutBy,
		name: [first, last].filter(Boolean).join(' '),
		lastName: last || first,
		keyField: shared(summary.keyFields, keyField),
		groups: shared(summary.groupLists, groups).split(';').filter(Boolean),
		changes: changes.map((change) => {
			const [rule, field, from, to] = shared(summary.changes, change);
			return {rule, field, from, to};
		}),
	};
}

const readContacts = () => readData('contacts').map(readContact);
