/* wide.test.js - words without an end stay inside the page, at every width */
'use strict';

const assert = require('node:assert');
const {after, before, test} = require('node:test');
const {put, propose, open, closeBrowser} = require('./support');

const word = 'W'.repeat(400);
const group = 'G'.repeat(300);

let run;

before(() => {
	put('wide.csv', [`customer_id,first_name,last_name,phone,active,phone_valid,group_list,note_${'l'.repeat(200)},last_contacted`,
		`${'1'.repeat(300)},${word},${word},+${'1'.repeat(200)},TRUE,TRUE,${group};${'שלום'.repeat(60)};Seniors,${word},2020-01-01`,
		`2,${word},,,FALSE,TRUE,${group},x,2026-11-01`, '3,Ann,,,TRUE,TRUE,Band,x,2020-01-01', ''].join('\n'));
	run = propose('wide.csv', ['tag-archive', '--where', 'last_contacted < today - 18 months', '--reason', word, '+',
		'set-phone-valid', 'FALSE', '--where', `first_name != "${word}x"`], 'P'.repeat(80));
});
after(closeBrowser);

for (const width of [1280, 640, 400, 320]) {
	test(`nothing is wider than a window of ${width}`, async () => {
		const {page, seen, close} = await open(run, {viewport: {width, height: 800}});
		for (const place of ['#rows [data-decision]', '[data-rule="tag-archive"] [data-decision]', '[data-group] [data-decision]']) {
			await page.locator(place).first().click();
			await page.locator('#dialog textarea').fill(word);
			assert.ok(await page.evaluate(() => at('dialog').scrollWidth <= at('dialog').clientWidth), place);
			await page.locator('#dialog .strong').click();
		}
		assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
		assert.deepEqual(seen.errors, []);
		await close();
	});
}
