/* large.test.js - 100,000 contacts that change, and more than are shown */
'use strict';

const assert = require('node:assert');
const {execFileSync} = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const {after, before, test} = require('node:test');
const {build, put, propose, open, closeBrowser} = require('./support');

before(() => {
	const text = execFileSync(path.join(build, 'generate'), ['--seed', '1', '--contacts', '210000'], {maxBuffer: 1 << 30}).toString();
	put('large.csv', text);
	put('hundred.csv', `${text.split('\n').slice(0, 100001).join('\n')}\n`);
});
after(closeBrowser);

test('100,000 changes are there soon, and are searched at once', async (t) => {
	const run = propose('hundred.csv', ['correct', put('fixes.csv', 'customer_id,note\n0000012,new\n'), '+',
		'set-phone-valid', 'FALSE', '--where', 'note != "no such note"']);
	const changed = run.manifest.counts.changed;
	const from = Date.now();
	const {page, close} = await open(run);
	const ready = Date.now() - from;
	const searched = await page.evaluate(() => {
		const from = performance.now();
		at('filters').elements.search.value = 'smith';
		search();
		return performance.now() - from;
	});
	t.diagnostic(`${changed} contacts, ${(fs.statSync(run.page).size / 1e6).toFixed(1)} MB: ready after ${ready} ms, first search ${Math.round(searched)} ms`);
	assert.ok(changed > 90000);
	assert.equal(await page.evaluate(() => contacts.length), changed);
	assert.ok(ready < 30000 && searched < 10000);
	await close();
});

test('of more, the dangerous and the rare are all there, and the page says what is not', async () => {
	const run = propose('large.csv', ['set-phone-valid', 'FALSE', '--where', 'note != "no such note"', '+',
		'set-active', 'FALSE', '--where', 'sentCount > 200', '+', 'tag-archive', '--where', 'sentCount = 7']);
	const {counts, stages} = run.manifest;
	const named = (name) => stages.find((stage) => stage.name === name);
	const {page, close} = await open(run);
	const told = await page.evaluate(() => ({
		all: contacts.length,
		inactive: contacts.filter((contact) => contact.changes.some((change) => change.field === 'active')).length,
		archived: contacts.filter((contact) => contact.changes.some((change) => change.field === 'group_list')).length,
		text: at('contacts-part').innerText,
	}));
	assert.ok(counts.changed > 200000 - 10000 && named('set-active').changed > 1000 && named('tag-archive').changed <= 1000);
	assert.equal(told.inactive, named('set-active').changed);
	assert.equal(told.archived, named('tag-archive').changed);
	const rest = told.all - told.inactive - told.archived;
	assert.ok(told.all < counts.changed && rest > 5000 && rest < 20000, `${rest} of the rest`);
	assert.ok(told.text.includes(`${told.all.toLocaleString('en-US')} of ${counts.changed.toLocaleString('en-US')} contacts are here`));
	assert.ok(fs.existsSync(path.join(run.folder, await page.locator('#contacts-part a').getAttribute('href'))));
	await close();
});
