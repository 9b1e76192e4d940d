/* words.test.js - what could be misread: values that nobody sees, one and many, what is not saved */
'use strict';

const assert = require('node:assert');
const {after, before, test} = require('node:test');
const {put, propose, open, closeBrowser} = require('./support');

const long = `${'a'.repeat(179)}😀${'b'.repeat(20)}`;
let run, shown, page;

before(async () => {
	put('words.csv', ['customer_id,first_name,active,phone_valid,Group List,note',
		'1,Ann,TRUE,TRUE,Seniors,"one\ntwo"', '2,Bob,TRUE,TRUE,Band,Main  Street ', '3,Cyd,FALSE,TRUE,Band,   ', `4,Dee,TRUE,TRUE,Band,${long}`, '5,Eve,TRUE,TRUE,Band;Choir,"\t"', ''].join('\n'));
	put('words-fixes.csv', 'customer_id,note,Group List\n1,one two,Seniors\n2,Main Street,Band\n3,x,Band\n4,x,Band\n5,x,Choir;Band;Aid\n');
	put('words.sh', 'roster correct words-fixes.csv --set "note,Group List" "$1" | roster select --where \'customer_id != "4"\'\n');
	run = propose('words.csv', 'words.sh');
	shown = await open(run);
	page = shown.page;
});
after(closeBrowser);

const old = (name) => page.locator('#rows tr', {hasText: name}).locator('li', {hasText: 'note'}).locator('del');

test('line ends and spaces of a value are seen, and a value of spaces alone is named', async () => {
	assert.equal(await old('Ann').innerText(), 'one\ntwo');
	assert.equal(await old('Bob').locator('bdi').evaluate((value) => value.getClientRects().length && getComputedStyle(value).whiteSpace), 'pre-wrap');
	assert.equal(await old('Cyd').innerText(), '3 spaces');
	assert.equal(await old('Eve').innerText(), 'only white space');
});

test('a long value is not cut inside a character', async () => {
	assert.match(await old('Dee').innerText(), /^a{179}… all 201 characters$/);
});

test('a list of groups is compared name by name, however its column is spelled', async () => {
	assert.equal(await page.locator('#rows tr', {hasText: 'Eve'}).locator('.chip').count(), 3);
});

test('one is said as one', async () => {
	assert.match(await page.locator('#warnings').innerText(), /1 contact was changed and then left out of the file/);
	assert.doesNotMatch(await page.locator('body').innerText(), /\b1 \w+ (were|are|have)\b/);
});

test('what is left out but not saved is said to be so, until it is saved', async () => {
	const told = async () => [await page.locator('#left-out').innerText(), await page.locator('#decisions').innerText()];
	const leaveOut = async (place) => {
		await page.locator('#rows [data-decision]').nth(place).click();
		await page.locator('#dialog textarea').fill('why not');
		await page.locator('#dialog .strong').click();
	};
	for (const place of [0, 1]) {
		await leaveOut(place);
		assert.ok((await told()).every((text) => text.includes('not saved yet')));
		const download = page.waitForEvent('download');
		await page.locator('#tray button').click();
		await download;
		assert.ok((await told()).every((text) => !text.includes('not saved yet')));
	}
	assert.match((await told())[1], /saved last: .*decisions \(1\)\.json/);
});

test('on paper nothing is dark, whatever the screen is', async () => {
	const dark = await open(run, {colorScheme: 'dark'});
	await dark.page.emulateMedia({media: 'print'});
	assert.deepEqual(await dark.page.evaluate(() => ['body', '.rule', '#rows .name'].map((place) => getComputedStyle(document.querySelector(place)).color)), Array(3).fill('rgb(32, 37, 43)'));
	await dark.close();
});

test('a run that changes nothing says so, and that nobody has checked the export', async () => {
	put('still.csv', 'customer_id,active,group_list,last_contacted\n1,TRUE,,2026-01-01\n2,FALSE,,2026-01-02\n');
	const still = await open(propose('still.csv', ['tag-archive', '--where', 'last_contacted < today - 18 months']));
	const told = async (place) => (await still.page.locator(place).innerText()).replace(/\s+/g, ' ');
	assert.match(await told('#warnings'), /The export was not checked/);
	assert.doesNotMatch(await told('#warnings'), /nothing about the export is suspicious/);
	assert.match(await told('#contacts-part'), /Nothing happens to any contact\..*No contact\./);
	assert.match(await told('#decisions'), /There is nothing to decide/);
	assert.match(await told('#rules'), /Just inside: the nearest who changes Nobody\. Just outside: the 2 nearest who stay/);
	await still.close();
});

test('nothing went wrong', () => assert.deepEqual(shown.seen.errors, []));
