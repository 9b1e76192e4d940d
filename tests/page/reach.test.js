/* reach.test.js - who stops and who starts hearing are told apart, and are not set off */
'use strict';

const assert = require('node:assert');
const path = require('node:path');
const {after, before, test} = require('node:test');
const {scratch, roster, put, propose, look, open, closeBrowser} = require('./support');

let first, second;

before(async () => {
	put('reach.csv', ['customer_id,active,phone_valid', ...['TRUE', 'TRUE', 'TRUE', 'TRUE', 'FALSE', 'FALSE'].map((valid, i) => `${i + 1},TRUE,${valid}`), '9,FALSE,TRUE', ''].join('\n'));
	put('reach-fixes.csv', 'customer_id,phone_valid\n1,FALSE\n2,FALSE\n3,FALSE\n5,TRUE\n6,TRUE\n');
	first = await open(propose('reach.csv', ['correct', 'reach-fixes.csv']));
	second = await open(propose('reach.csv', ['correct', 'reach-fixes.csv']));
});
after(closeBrowser);

const widths = (page) => page.locator('.nights .bar span').evaluateAll((list) => list.map((piece) => `${piece.className} ${Math.round(parseFloat(piece.style.width))}`));

test('the bar of the only run shows both', async () => {
	assert.match(await first.page.locator('.sentence').innerText(), /^3 of 4 people/);
	assert.deepEqual(await widths(first.page), ['stays 17', 'stops 50', 'gains 33']);
	assert.equal(await first.page.locator('.nights figcaption').innerText(), 'stay reachable would stop hearing from us would start to hear from us');
});

test('the chart of several and its table show both of this run, and the sum of earlier ones', async () => {
	assert.deepEqual(await second.page.locator('.night .loss').allTextContents(), ['−1', '−3 +2']);
	await second.page.locator('.nights summary').click();
	assert.deepEqual(await second.page.locator('.nights td:nth-child(4)').allInnerTexts(), ['−1', '−3 +2']);
	const heights = await second.page.locator('.night.now rect').evaluateAll((list) => list.map((piece) => [piece.getAttribute('class'), Number(piece.getAttribute('height'))]));
	assert.deepEqual(heights.map(([kind, height]) => `${kind} ${Math.round(6 * height / heights.reduce((sum, [, tall]) => sum + tall, 0))}`), ['stays 1', 'gains 2', 'stops 3']);
});

test('columns that the run was told by --column are read', async () => {
	put('mapped.csv', 'ID,on,ok,teams,last\n1,TRUE,TRUE,Seniors;Aid,2020-01-01\n2,TRUE,TRUE,Juniors,2026-11-01\n3,FALSE,TRUE,Seniors,2026-11-01\n');
	const columns = ['customer_id=ID', 'active=on', 'phone_valid=ok', 'group_list=teams'];
	const mapped = (...roles) => columns.filter((text) => roles.includes(text.split('=')[0])).flatMap((text) => ['--column', text]);
	roster('run', '--program', 'mapped', '--name', 'mapped', '--as-of', '2026-11-24', '--no-check', ...mapped('customer_id', 'active', 'phone_valid', 'group_list'), 'mapped.csv', '--',
		'tag-archive', '--where', 'last < today - 18 months', ...mapped('customer_id', 'group_list'), '+',
		'set-phone-valid', 'FALSE', '--where', 'last < today - 18 months', ...mapped('phone_valid'));
	const folder = path.join(scratch, 'runs', '2026-11-24-mapped');
	const told = [];
	for (const page of [path.join(folder, 'review.html'), path.join(scratch, roster('review', '--output', 'mapped.html', folder).trim())]) {
		const shown = await open({page});
		told.push([await shown.page.locator('.sentence').innerText(), await shown.page.locator('#groups .group p').allInnerTexts(), await shown.page.locator('#rows del.chip').count()]);
		await shown.close();
	}
	assert.deepEqual(told[0], ['1 of 2 people we can reach would stop hearing from us.', ['ARCHIVED gains 1, and is new', 'Aid loses 1 of 1', 'Seniors loses 1 of 2'], 2]);
	assert.deepEqual(told[1], told[0]);
	assert.equal(look(folder).manifest.counts.reachable_after, 1);
	roster('verify', folder);
});

test('nothing went wrong', () => assert.deepEqual([...first.seen.errors, ...second.seen.errors], []));
