/* focus.test.js - whoever works by keyboard stays where he is, whatever is drawn anew */
'use strict';

const assert = require('node:assert');
const {after, before, test} = require('node:test');
const {put, propose, open, closeBrowser} = require('./support');

let shown, page;

before(async () => {
	put('focus.csv', ['customer_id,first_name,active,phone_valid,note', ...Array.from({length: 60}, (_, i) => `${i + 1},N${i + 1},TRUE,TRUE,${'y'.repeat(300)}`), '99,Z,FALSE,TRUE,x', ''].join('\n'));
	put('notes.csv', ['customer_id,note', ...Array.from({length: 60}, (_, i) => `${i + 1},x`), ''].join('\n'));
	shown = await open(propose('focus.csv', ['correct', 'notes.csv']));
	page = shown.page;
});
after(closeBrowser);

/* What has the focus: the words of a button without its spaces, or the id. */
const focused = () => page.evaluate(() => {
	const element = document.activeElement;
	return element.id || `${(element.closest('[id]') || {}).id} ${element.textContent.replace(/\s+/g, ' ').trim().slice(0, 30)}`;
});

async function leaveOut(button) {
	await button.focus();
	await page.keyboard.press('Enter');
	await page.keyboard.type('why not');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
}

test('a contact that was left out, and comes back, keeps the focus', async () => {
	await leaveOut(page.locator('#rows [data-decision]').nth(1));
	assert.equal(await focused(), 'rows Take back N2');
	await page.keyboard.press('Enter');
	assert.equal(await focused(), 'rows Leave out… N2');
	assert.ok(await page.locator('#tray').isHidden());
});

test('saving keeps the focus on the button that saves', async () => {
	await leaveOut(page.locator('#rows [data-decision]').nth(1));
	for (const part of ['tray', 'decisions']) {
		await page.locator(`#${part} button.strong`).focus();
		const download = page.waitForEvent('download');
		await page.keyboard.press('Enter');
		await download;
		assert.equal(await focused(), `${part} Save decisions.json`);
	}
});

test('what is taken back in the list leaves the focus to its title, so that a key held takes back one', async () => {
	await leaveOut(page.locator('#rows [data-decision]').nth(2));
	await page.locator('.decisions button').first().focus();
	await page.keyboard.press('Enter');
	await page.keyboard.press('Enter');
	assert.equal(await focused(), 'decisions-title');
	assert.equal(await page.locator('.decisions li').count(), 1);
	await page.locator('.decisions button').first().press('Enter');
	assert.equal(await focused(), 'decisions-title');
	assert.equal(await page.locator('.decisions li').count(), 0);
});

test('the last page leaves the focus to the way back, and a long value that opens keeps it', async () => {
	await page.locator('#next').focus();
	await page.keyboard.press('Enter');
	assert.equal(await focused(), 'previous');
	await page.keyboard.press('Enter');
	assert.equal(await focused(), 'next');
	await page.locator('#rows .more').first().press('Enter');
	assert.equal(await focused(), `rows ${'y'.repeat(30)}`);
});

test('of the tray, only how much is left out is a status', async () => {
	assert.equal(await page.locator('[role=status] button, [role=status] a').count(), 0);
});

test('nothing went wrong', () => assert.deepEqual(shown.seen.errors, []));
