/* numbers.test.js - the page says what the manifest and the files say */
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');
const {after, before, test} = require('node:test');
const {put, propose, exported, cleaned, open, closeBrowser, stale} = require('./support');

let run, shown;

before(async () => {
	put('export.csv', zlib.gunzipSync(fs.readFileSync(path.join(__dirname, '../../testdata/export.csv.gz'))));
	const filters = ['tag-archive', '--where', stale, '+', 'set-phone-valid', 'FALSE', '--where', stale, '+',
		'set-active', 'FALSE', '--where', 'group_list has "Do Not Contact"', '+',
		'purge', '--where', 'sentCount > 240 and active = TRUE'];
	propose('export.csv', ['set-phone-valid', 'FALSE', '--where', 'customer_id = "0000012"']);
	run = propose('export.csv', filters);
	shown = await open(run);
});
after(closeBrowser);

const number = async (selector) => Number((await shown.page.locator(selector).first().innerText()).replace(/[^0-9]/g, ''));

test('the counts are the manifest\'s', async () => {
	const {counts, stages} = run.manifest;
	assert.equal(await number('#reachable'), counts.reachable);
	assert.equal(await number('#reachable-after'), counts.reachable_after);
	assert.equal(await number('#exported'), counts.export);
	assert.equal(await number('#changed'), counts.changed);
	assert.equal(await number('#purged'), counts.gone);
	assert.ok(counts.gone > 0 && counts.changed > 500);
	assert.equal(await number('.sentence strong'), counts.reachable - counts.reachable_after);
	for (const stage of stages) {
		const rule = shown.page.locator(`[data-rule="${stage.name}"] .counts`);
		const told = stage.filter === 'purge' ? `to be deleted ${stage.gone}` : `changed ${stage.changed}`;
		assert.ok((await rule.innerText()).replaceAll(",", "").replace(/\s+/g, " ").includes(told), `${stage.name}: ${told}`);
	}
});

test('reachable is counted as the export and the cleaned file have it', () => {
	const reach = (rows) => rows.filter((row) => /^true$/i.test(row.active) && !/^false$/i.test(row.phone_valid)).length;
	assert.equal(run.manifest.counts.reachable, reach(exported(run)));
	assert.equal(run.manifest.counts.reachable_after, reach(cleaned(run)));
});

test('every change of the journal is on the page, once', async () => {
	const lines = fs.readFileSync(path.join(run.folder, 'journal.ndjson'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
	const told = await shown.page.evaluate(() => contacts.flatMap((contact) => contact.changes.map((change) =>
		[contact.key, rules[change.rule].name, change.field, change.from, change.to].join('|'))));
	const plain = (raw) => raw.replace(/^"(.*)"$/s, '$1').replaceAll('""', '"');
	const wanted = lines.map((line) => [line.key, line.stage, line.field, plain(line.from), plain(line.to)].join('|'));
	assert.deepEqual(told.sort(), wanted.sort());
});

test('groups: what they lose and gain is what the lists say', async () => {
	const told = await shown.page.evaluate(() => groupMoves.find((group) => group.name === 'Seniors'));
	const has = (rows) => rows.filter((row) => row.group_list.split(';').includes('Seniors')).length;
	assert.equal(told.size, has(exported(run)));
	assert.equal(told.size - told.left, has(cleaned(run)));
	assert.match(await shown.page.locator('[data-group="Seniors"]').innerText(), new RegExp(`loses ${told.left} of ${told.size}`));
});

test('the line: the nearest inside change, the nearest outside do not', async () => {
	const rule = shown.page.locator('[data-rule="tag-archive"]');
	assert.match(await rule.locator('.cut').innerText(), /line is drawn at 24 May 2025.*last_contacted is before that day/);
	const dates = async (side) => (await rule.locator(`.near.${side} td.day`).allInnerTexts()).map((text) => new Date(`${text} UTC`));
	const cut = new Date('2025-05-24');
	const inside = await dates('inside'), outside = await dates('outside');
	assert.equal(inside.length, 10);
	assert.equal(outside.length, 10);
	assert.ok(inside.every((date, i) => date < cut && (!i || date <= inside[i - 1])));
	assert.ok(outside.every((date, i) => date >= cut && (!i || date >= outside[i - 1])));
});

test('warnings: what is deleted for good and who is opted out', async () => {
	const text = await shown.page.locator('#warnings').innerText();
	const purged = run.manifest.counts.gone;
	assert.match(text, new RegExp(`${purged} contacts would be deleted for good`));
	assert.match(text, /would be set inactive\s+Each counts as an opt-out in your metrics/);
});

test('the run before is in the chart', async () => {
	assert.equal(await shown.page.locator('.night').count(), 2);
	assert.match(await shown.page.locator('.usual').innerText(), /In the run before it was 1: this is far more than usual/);
});

test('nothing is asked of any network, and nothing went wrong', () => {
	assert.deepEqual(shown.seen.requests, [shown.url]);
	assert.deepEqual(shown.seen.errors, []);
});
