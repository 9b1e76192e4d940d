/* looks.test.js - axe finds nothing serious, in light, dark and narrow; the demo's page as pictures */
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const {after, before, test} = require('node:test');
const zlib = require('node:zlib');
const {build, put, propose, open, closeBrowser} = require('./support');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const pictures = path.join(build, 'page');
const ways = {
	light: {},
	dark: {colorScheme: 'dark'},
	narrow: {viewport: {width: 390, height: 844}},
};

/* What stands beyond the right edge, and is not scrolled in a part of its own. */
function tooWide() {
	const edge = document.documentElement.clientWidth;
	return [...document.querySelectorAll('body *')]
		.filter((element) => element.checkVisibility() && !element.closest('pre, .command, .unseen, svg') && element.getBoundingClientRect().right > edge + 1)
		.map((element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`);
}

/* Keys of seven digits that stand on more than one line. */
function brokenKeys() {
	return [...document.querySelectorAll('.near td:nth-child(3) bdi')]
		.filter((key) => /^[0-9]{7}$/.test(key.textContent) && key.getClientRects().length > 1)
		.map((key) => key.textContent);
}

let run;

before(() => {
	fs.mkdirSync(pictures, {recursive: true});
	put('export.csv', zlib.gunzipSync(fs.readFileSync(path.join(__dirname, '../../testdata/export.csv.gz'))));
	const pipeline = fs.readFileSync(path.join(__dirname, '../../pipelines/nightly-cleanup.sh'), 'utf8');
	put('nightly-cleanup.sh', pipeline.replace('18 months', '24 months'));
	propose('export.csv', 'nightly-cleanup.sh', 'Admissions');
	put('nightly-cleanup.sh', `${pipeline.trimEnd()} + \\\n\tset-active FALSE --where 'group_list has "Do Not Contact"'\n`);
	run = propose('export.csv', 'nightly-cleanup.sh', 'Admissions');
});
after(closeBrowser);

for (const [name, options] of Object.entries(ways)) {
	test(`axe: nothing serious, ${name}`, async () => {
		const {page, seen, close} = await open(run, {...options, bypassCSP: true});
		await page.evaluate(axe);
		await page.locator('#rows [data-decision]').first().click();
		await page.locator('#dialog textarea').fill('for now');
		const findings = await page.evaluate(() => axe.run('#dialog'));
		await page.locator('#dialog .strong').click();
		findings.violations.push(...(await page.evaluate(() => axe.run())).violations);
		assert.deepEqual(findings.violations.map((found) => `${found.impact} ${found.id}: ${found.nodes[0].html} ${found.nodes[0].failureSummary}`), []);
		assert.deepEqual(seen.errors, []);
		assert.deepEqual(await page.evaluate(tooWide), []);
		assert.deepEqual(await page.evaluate(brokenKeys), []);
		await page.evaluate(() => scrollTo(0, 0));
		await page.reload();
		await page.waitForSelector('html[data-ready]');
		await page.screenshot({path: path.join(pictures, `${name}.png`)});
		await page.screenshot({path: path.join(pictures, `${name}-whole.png`), fullPage: true});
		await close();
	});
}

test('print: no controls, and all of the contacts', async () => {
	const {page, close} = await open(run);
	await page.pdf({path: path.join(pictures, 'print.pdf'), format: 'A4'});
	await page.emulateMedia({media: 'print'});
	await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
	assert.equal(await page.locator('#rows tr').count(), run.manifest.counts.changed);
	assert.equal(await page.locator('button:visible, select:visible, input:visible').count(), 0);
	await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
	assert.equal(await page.locator('#rows tr').count(), 50);
	await close();
});
