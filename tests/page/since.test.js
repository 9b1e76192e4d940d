/* since.test.js - what changed since the last run, what came back, and the rules in their order */
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const {after, before, test} = require('node:test');
const {build, scratch, roster, put, look, open, closeBrowser} = require('./support');

const first = {1: 'TRUE,TRUE,a@x.org,Seniors', 2: 'TRUE,TRUE,b@x.org,Seniors', 3: 'TRUE,TRUE,c@x.org,Juniors', 4: 'FALSE,TRUE,d@x.org,Juniors', 5: 'TRUE,TRUE,e@x.org,Juniors'};
const write = (rows) => put('nights.csv', `customer_id,active,phone_valid,email,group_list\n${Object.entries(rows).map((row) => `${row.join(',')}\n`).join('')}`);
/* By name set-phone-valid comes before tag-archive, and tag-archive changes more. */
const filters = ['tag-archive', '--where', 'group_list has "Juniors"', '+', 'set-phone-valid', 'FALSE', '--where', 'customer_id = "1"', '+',
	'set-active', 'TRUE', '--where', 'customer_id = "none"'];

function night(day, rows, ...options) {
	roster('run', '--program', 'nights', '--as-of', day, '--allow-seen', '--no-check', ...options, write(rows), '--', ...filters);
	return look(path.join(scratch, 'runs', `${day}-by-hand`));
}

function upload(run) {
	roster('approve', run.folder, '--by', 'R. Ortiz');
	for (const name of fs.readdirSync(run.folder).filter((name) => name.startsWith('update-')))
		roster('uploaded', run.folder, '--part', name, '--by', 'D. Kim');
}

let alone, same, later;

before(async () => {
	const one = night('2026-11-20', first);
	upload(one);
	alone = await open(one);
	const shown = {...first, 1: 'TRUE,FALSE,a@x.org,Seniors', 3: 'TRUE,TRUE,c@x.org,ARCHIVED', 4: 'FALSE,TRUE,d@x.org,ARCHIVED', 5: 'TRUE,TRUE,e@x.org,ARCHIVED'};
	same = await open(night('2026-11-21', shown));
	delete shown[2];
	later = await open(night('2026-11-22', {...shown, 1: 'TRUE,TRUE,a@x.org,Seniors', 3: 'FALSE,TRUE,<i>new@x.org,ARCHIVED',
		4: 'FALSE,TRUE,e@x.org,ARCHIVED', 9: 'TRUE,TRUE,i@x.org,Seniors'}));
});
after(closeBrowser);

test('the colours of the chart are told, those that are there', async () => {
	roster('undo', '--no-check', path.join(scratch, 'runs', '2026-11-20-by-hand'), write({...first, 1: 'TRUE,FALSE,a@x.org,Seniors'}));
	const back = await open(look(path.join(scratch, 'runs', fs.readdirSync(path.join(scratch, 'runs')).find((name) => name.includes('undo')))));
	assert.equal(await alone.page.locator('.nights figcaption').innerText(), 'stay reachable would stop hearing from us');
	assert.equal(await back.page.locator('.nights figcaption').innerText(), 'stay reachable would start to hear from us');
	await back.close();
});

const text = async ({page}, selector) => (await page.locator(selector).innerText()).replace(/\s+/g, ' ').trim();

test('a first run has nothing to be compared with', async () => {
	assert.equal(await text(alone, '#since'), 'Since the last run This export could not be compared with that of an earlier run of this pipeline.');
});

test('nothing but what we uploaded', async () => {
	assert.equal(await text(same, '#since'), 'Since the last run Nobody but us has changed anything since the export of 2026-11-20-by-hand. ' +
		'It is the first to show 4 changes of ours.');
});

test('counted by field, TRUE and FALSE apart, and one by one', async () => {
	assert.equal(await text(later, '#since > dl'), 'values changed 4 contact new 1 contact gone 1');
	assert.deepEqual((await later.page.locator('.since-kinds tbody tr').allInnerTexts()).map((row) => row.replace(/\s+/g, ' ')),
		['phone_valid became TRUE 1', 'active became FALSE 1', 'email has another value 2']);
	await later.page.locator('.one-by-one summary').click();
	assert.deepEqual((await later.page.locator('.one-by-one tbody tr').allInnerTexts()).map((row) => row.replace(/\s+/g, ' ')),
		['1 phone_valid FALSE TRUE', '3 active TRUE FALSE', '3 email c@x.org <i>new@x.org', '4 email d@x.org e@x.org', '2 is gone', '9 is new']);
	await later.page.locator('#since').screenshot({path: path.join(build, 'page', 'since.png')});
});

test('who came back, and that it is left alone', async () => {
	assert.deepEqual((await later.page.locator('.came-back tbody tr').allInnerTexts()).map((row) => row.replace(/\s+/g, ' ')),
		['1 phone_valid FALSE TRUE 2026-11-20-by-hand left alone']);
	assert.match(await text(later, '#warnings'), /which somebody set\. It is left alone\. · 1: phone_valid is TRUE now/);
});

test('with --again nothing says that it is left alone', async () => {
	const again = await open(night('2026-11-24', {...first, 3: 'TRUE,TRUE,c@x.org,ARCHIVED'}, '--again'));
	assert.match(await text(again, '#warnings'), /which somebody set\. · 1: phone_valid is TRUE now \(changed once more, as was asked\)/);
	await again.close();
});

test('on a phone what came back says its columns itself, in whole words', async () => {
	const narrow = await open(look(path.join(scratch, 'runs', '2026-11-22-by-hand')), {viewport: {width: 390, height: 844}});
	const row = narrow.page.locator('.came-back tbody tr').first();
	for (const cell of await row.locator('td').all())
		assert.ok((await cell.boundingBox()).height < 30);
	assert.equal(await row.locator('td').nth(1).evaluate((cell) => getComputedStyle(cell, '::before').content), '"We had set: "');
	/* text of the chart is drawn as large as it is meant */
	const drawn = await narrow.page.locator('.nights svg').evaluate((svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width);
	assert.ok(drawn >= 1, String(drawn));
	await narrow.close();
});

test('only the first of many stand there, and the file is named', async () => {
	const rows = Object.fromEntries(Array.from({length: 450}, (_, i) => [i + 100, `TRUE,TRUE,${i}@x.org,Seniors`]));
	const many = await open(night('2026-11-23', {...rows, 99: 'FALSE,TRUE,,'}));
	assert.equal(await many.page.locator('.one-by-one tbody tr').count(), 200);
	assert.equal(await many.page.locator('.one-by-one p').textContent(), 'These are the first 200 of 456; all stand in seen.ndjson.');
	assert.equal(await text(many, '#since > dl'), 'values changed 0 contacts new 451 contacts gone 5');
});

test('the rules stand as the contacts pass them, not by name and not by what they change', async () => {
	assert.deepEqual(await later.page.locator('.rule .stage').allInnerTexts(), ['tag-archive', 'set-phone-valid', 'set-active']);
	assert.deepEqual(await later.page.locator('[name="rule"] option').allInnerTexts(),
		['every rule', 'tag-archive', 'set-phone-valid', 'set-active']);
	assert.deepEqual([...alone.seen.errors, ...same.seen.errors, ...later.seen.errors], []);
});
