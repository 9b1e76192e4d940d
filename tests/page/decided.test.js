/* decided.test.js - what the page says of decisions is what roster approve makes of them */
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const {after, before, test} = require('node:test');
const {scratch, roster, put, propose, open, closeBrowser} = require('./support');

let run, shown, page;

before(async () => {
	put('decided.csv', ['customer_id,first_name,active,phone_valid,group_list,note,last_contacted',
		'1,Ann,TRUE,TRUE,Seniors;Aid,x,2020-01-01',
		'2,Bob,TRUE,TRUE,Juniors,x,2020-01-02',
		'3,Cyd,FALSE,TRUE,Band,x,2026-11-01',
		'4,Dee,TRUE,FALSE,Seniors,x,2020-01-04',
		'5,Eve,TRUE,TRUE,ARCHIVED,x,2026-11-01',
		'6,Fay,TRUE,TRUE,Band,x,2020-01-01',
		'7,Gus,TRUE,TRUE,Band,x,2026-11-01',
		'8,Hal,TRUE,TRUE,Band,x,2026-11-01', ''].join('\n'));
	put('groups.csv', 'customer_id,group_list,note\n2,Band,\n3,Band;Choir,y\n');
	put('decided.sh', 'roster correct groups.csv --set group_list,note "$1" | ' +
		'roster tag-archive --where \'last_contacted < today - 18 months\' | ' +
		'roster select --stage keep --where \'customer_id != "1"\' | roster select --stage keep-too --where \'customer_id != "8"\' | ' +
		'roster purge --where \'customer_id = "6"\'\n');
	run = propose('decided.csv', 'decided.sh');
	shown = await open(run);
	page = shown.page;
});
after(closeBrowser);

/* Leave all of these out on the page: what it says, and the file that it would save. */
const leaveOut = (list) => page.evaluate((list) => {
	decisions.clear();
	for (const decision of list)
		decisions.set(idOf(decision), {when: 'not now', reason: 'why', what: 'it', ...decision});
	showDecisions();
	return {
		document: decisionsDocument(),
		text: at('decisions').innerText,
		keys: contacts.filter(stillChanges).map((contact) => contact.key).sort(),
		crossed: [...document.querySelectorAll('#rows li.left-out')].map((item) => item.closest('tr').querySelector('.name').textContent + ' ' + item.querySelector('.field').textContent),
	};
}, list);

/* Whom the files of approve name, on a copy of the runs. */
function approved(file) {
	const copy = fs.mkdtempSync(path.join(scratch, 'copy-'));
	fs.cpSync(path.dirname(run.folder), copy, {recursive: true});
	const folder = path.join(copy, path.basename(run.folder));
	roster('approve', folder, '--by', 'R. Ortiz', '--decisions', put('decided.json', JSON.stringify(file)));
	return [...new Set(fs.readdirSync(folder).filter((name) => /^(update-.*|removal-approved)\.csv$/.test(name))
		.flatMap((name) => fs.readFileSync(path.join(folder, name), 'utf8').trim().split('\n').slice(1).map((line) => line.split(',')[0])))].sort();
}

test('each thing that can be left out, and each pair of rules: the contacts that still change', async () => {
	const ways = await page.evaluate(() => {
		const stages = rules.filter((rule) => rule.changed + rule.gone > 0).map((rule) => ({scope: 'rule', stage: rule.name}));
		return [...stages.map((rule) => [rule]), ...stages.flatMap((a, i) => stages.slice(i + 1).map((b) => [a, b])),
			...contacts.map((contact) => [{scope: 'contact', key: contact.key, key_field: contact.keyField}]),
			...[...document.querySelectorAll('[data-group]')].filter((item) => item.querySelector('button')).map((item) => [{scope: 'group', group: item.dataset.group}])];
	});
	assert.ok(ways.length > 20);
	for (const way of ways) {
		const told = await leaveOut(way);
		assert.deepEqual(told.keys, approved(told.document), JSON.stringify(way));
		assert.match(told.text, new RegExp(`Of 4 contacts, ${told.keys.length} would still change`), JSON.stringify(way));
	}
});

test('a value goes with every rule that had a part in it', async () => {
	const told = await leaveOut([{scope: 'rule', stage: 'correct'}]);
	assert.deepEqual(told.crossed, ['Bob group_list', 'Bob group_list', 'Cyd group_list', 'Cyd note']);
});

test('a group that is only joined is not offered; a rule without contacts to show shows none', async () => {
	assert.deepEqual(await page.locator('[data-group]:has(button)').evaluateAll((list) => list.map((item) => item.dataset.group).sort()), ['Band', 'Juniors', 'Seniors']);
	assert.ok(await page.locator('[data-group="ARCHIVED"]').count());
	assert.deepEqual(await page.locator('[data-rule]:has(button:text("Show its contacts"))').evaluateAll((list) => list.map((item) => item.dataset.rule).sort()),
		['correct', 'keep', 'purge', 'tag-archive']);
	assert.match(await page.locator('[data-rule="keep-too"]').innerText(), /Nothing happens to them on the platform/);
});

test('nothing went wrong', () => assert.deepEqual(shown.seen.errors, []));
