/* contacts.test.js - search, filters, sorting, paging and the keyboard; the file that is saved */
'use strict';

const assert = require('node:assert');
const {createHash} = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const {after, before, test} = require('node:test');
const zlib = require('node:zlib');
const {scratch, roster, put, propose, exported, open, closeBrowser, stale} = require('./support');

let run, shown, page;

before(async () => {
	put('export.csv', zlib.gunzipSync(fs.readFileSync(path.join(__dirname, '../../testdata/export.csv.gz'))));
	run = propose('export.csv', ['tag-archive', '--where', stale, '+', 'set-phone-valid', 'FALSE', '--where', stale, '+',
		'set-active', 'FALSE', '--where', 'group_list has "Do Not Contact"']);
	shown = await open(run);
	page = shown.page;
});
after(closeBrowser);

const foundCount = async () => Number((await page.locator('#found').innerText()).match(/of ([0-9,]+) contact/)?.[1].replace(',', '') || 0);
const firstName = () => page.locator('#rows .name').first().innerText();
const choose = (name, setting) => page.locator(`#filters [name="${name}"]`).selectOption(setting);
const clear = () => page.evaluate(() => showOnly({}));

test('search finds names, keys, phones and values, whatever their case', async () => {
	const one = exported(run).find((row) => row.customer_id === '0000399');
	for (const words of ['OLIVIA żak', '0000399', one.phone, 'olivia 399']) {
		await page.fill('#filters [name="search"]', words);
		assert.equal(await foundCount(), 1, words);
		assert.equal(await firstName(), 'Olivia Żak');
	}
	await page.fill('#filters [name="search"]', 'nobody of that name');
	assert.match(await page.locator('#found').innerText(), /No contact fits/);
	await clear();
});

test('filters by who, rule, field and group', async () => {
	const {stages, counts} = run.manifest;
	const all = await foundCount();
	assert.equal(all, counts.changed);
	for (const [i, stage] of stages.entries()) {
		await choose('rule', String(i));
		assert.equal(await foundCount(), stage.changed, stage.name);
	}
	await clear();
	await choose('field', 'active');
	assert.equal(await foundCount(), stages.find((stage) => stage.name === 'set-active').changed);
	await choose('kind', 'deactivated');
	assert.equal(await foundCount(), stages.find((stage) => stage.name === 'set-active').changed);
	await clear();
	await choose('group', 'Seniors');
	const seniors = await page.evaluate(() => contacts.filter((contact) => contact.groups.includes('Seniors')).length);
	assert.ok(seniors > 0 && await foundCount() === seniors);
	await clear();
	await page.locator('.warning .quiet').first().click();
	assert.equal(await foundCount(), stages.find((stage) => stage.name === 'set-active').changed);
	await clear();
});

test('sorting and pages', async () => {
	assert.equal(await firstName(), 'Mia Nguyễn');
	await choose('sort', 'key');
	const keys = await page.evaluate(() => found.map((contact) => contact.key));
	assert.deepEqual(keys, [...keys].sort((a, b) => a.localeCompare(b, 'en', {numeric: true, sensitivity: 'base'})));
	const first = await firstName();
	await page.click('#next');
	assert.match(await page.locator('#found').innerText(), /^51–100 of/);
	await page.click('#previous');
	assert.equal(await firstName(), first);
	assert.ok(await page.locator('#previous').isDisabled());
	await clear();
});

/* Leave out what the focused button is about, by keys alone. */
async function leaveOutByKeys(button, never, reason) {
	await button.focus();
	await page.keyboard.press('Enter');
	await page.keyboard.type(reason);
	if (never) {
		await page.keyboard.press('Shift+Tab');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Tab');
	}
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
}

test('a contact, a group and a rule are left out by keyboard, and saved', async () => {
	await page.locator('h1').click();
	await page.keyboard.press('/');
	await page.keyboard.type('0000399');
	await leaveOutByKeys(page.locator('#rows button').first(), false, 'She asked to <wait>');
	assert.match(await page.locator('#rows').innerText(), /left out, not now: She asked to <wait>/);
	await leaveOutByKeys(page.locator('[data-group="Financial Aid"] button'), true, 'They need their letters');
	await leaveOutByKeys(page.locator('[data-rule="set-active"] [data-decision]'), true, 'Not the recommended way');
	await clear();
	const download = page.waitForEvent('download');
	await page.locator('#tray button').click();
	const file = await download;
	assert.equal(file.suggestedFilename(), 'decisions.json');
	await file.saveAs(path.join(scratch, 'decisions.json'));
	assert.deepEqual(JSON.parse(fs.readFileSync(path.join(scratch, 'decisions.json'))), {
		run: run.manifest.run,
		manifest_sha256: createHash('sha256').update(fs.readFileSync(path.join(run.folder, 'manifest.json'))).digest('hex'),
		decisions: [
			{scope: 'contact', key: '0000399', key_field: 'customer_id', when: 'not now', reason: 'She asked to <wait>'},
			{scope: 'group', group: 'Financial Aid', when: 'never', reason: 'They need their letters'},
			{scope: 'rule', stage: 'set-active', when: 'never', reason: 'Not the recommended way'},
		],
	});
});

test('the focus is given back at once, and not taken from where somebody went since', async () => {
	assert.deepEqual(await page.evaluate(async () => {
		const [from, to] = document.querySelectorAll('#rules [data-decision]:not([aria-pressed=true]), [data-group] [data-decision]:not([aria-pressed=true])');
		from.click();
		at('dialog').close();
		const back = document.activeElement === from;
		to.focus();
		await new Promise((resolve) => at('dialog').addEventListener('close', () => setTimeout(resolve)));
		return {back, stays: document.activeElement === to};
	}), {back: true, stays: true});
});

test('what is left out is told, and is exactly what the files of approve miss', async (t) => {
	const left = await page.evaluate(() => contacts.filter((contact) => !isLeftOut(contact)).map((contact) => contact.key).filter(Boolean));
	assert.ok((await page.locator('#decisions').innerText()).includes(`${await page.evaluate(() => say(contacts.filter((contact) => !isLeftOut(contact)).length))} would still change`));
	if (!roster('--help').includes('  approve '))
		return t.skip('this roster has no approve');
	roster('approve', run.folder, '--by', 'R. Ortiz', '--decisions', path.join(scratch, 'decisions.json'));
	const keys = new Set();
	for (const name of fs.readdirSync(run.folder).filter((name) => /^update-.*csv$/.test(name)))
		for (const line of fs.readFileSync(path.join(run.folder, name), 'utf8').trim().split('\n').slice(1))
			keys.add(line.split(',')[0]);
	assert.deepEqual([...keys].sort(), left.filter((key) => /^[0-9]+$/.test(key)).sort());
});

test('a decision without a reason is not kept; one can be taken back', async () => {
	await page.locator('#rows [data-decision]').nth(4).click();
	await page.keyboard.type('   ');
	await page.locator('#dialog .strong').click();
	assert.ok(await page.locator('#dialog').isVisible());
	await page.keyboard.press('Escape');
	assert.ok(!await page.locator('#dialog').isVisible());
	assert.equal(await page.locator('.decisions li').count(), 3);
	for (let i = 3; i > 0; i--)
		await page.locator('.decisions li button').first().click();
	assert.match(await page.locator('#decisions').innerText(), /Nothing is left out/);
	assert.ok(await page.locator('#tray').isHidden());
});

test('nothing went wrong', () => assert.deepEqual(shown.seen.errors, []));
