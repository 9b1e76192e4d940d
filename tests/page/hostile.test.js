/* hostile.test.js - what stands in an export is text, and the page may ask for nothing */
'use strict';

const assert = require('node:assert');
const {after, before, test} = require('node:test');
const {put, propose, open, closeBrowser} = require('./support');

const names = ['<script>window.pwned = 1</script>', '</script><script>window.pwned = 2</script>', '<img src=x onerror="window.pwned = 3">',
	'=HYPERLINK("http://example.org","x")', '<!--<script>', ']]>-->', 'שלום \u202Eoot', '{{summary}}', 'a\u2028b', '&lt;b&gt;', '${1}', '__proto__'];
const note = 'N'.repeat(500);
const cell = (text) => `"${text.replaceAll('"', '""')}"`;

let shown, page;

before(async () => {
	put('hostile.csv', ['customer_id,first_name,active,phone_valid,group_list,note',
		...names.map((name, i) => [i + 1, cell(name), 'TRUE', 'TRUE', cell(name.replaceAll(';', ',')), cell(note)].join(',')), '99,,FALSE,FALSE,ARCHIVED,<script>'].join('\n'));
	put('fixes.csv', ['customer_id,note', ...names.map((name, i) => `${i + 1},${cell(name)}`)].join('\n'));
	put('hostile.sh', '# </script><script>window.pwned = 4</script> {{script}}\n' +
		'roster correct fixes.csv --reason "<b>why</b>" "$1" | roster tag-archive --reason "</script>" --where \'note != "<script>"\'\n');
	shown = await open(propose('hostile.csv', 'hostile.sh', 'a<script>window.pwned = 5</script>'));
	page = shown.page;
});
after(closeBrowser);

test('names, notes, groups, reasons, expressions and the policy are shown as they are', async () => {
	const told = await page.locator('#rows .name').allInnerTexts();
	assert.deepEqual(told, names.map((name) => name.replace('\u2028', '\u2028')));
	assert.deepEqual(await page.locator('#rows tr:first-child ins').allInnerTexts().then((texts) => texts.filter(Boolean)), [names[0], 'ARCHIVED']);
	assert.match(await page.locator('#rules').innerText(), /note != "<script>"/);
	assert.match(await page.locator('h1').innerText(), /^a<script>/);
	await page.locator('#policy summary').click();
	assert.match(await page.locator('#policy pre').innerText(), /<\/script><script>window.pwned = 4<\/script> \{\{script\}\}/);
});

test('none of it was run, and no element came of it', async () => {
	assert.equal(await page.evaluate(() => window.pwned), undefined);
	assert.equal(await page.locator('img, iframe, object, link, base').count(), 0);
	assert.equal(await page.locator('script').count(), 3);
	assert.deepEqual(shown.seen.errors, []);
	assert.deepEqual(shown.seen.requests, [shown.url]);
});

test('a long note opens on request', async () => {
	const cell = page.locator('#rows del').filter({hasText: 'NNN'}).first();
	assert.ok((await cell.innerText()).length < 300);
	await cell.locator('.more').click();
	assert.equal(await cell.innerText().then((text) => text.trim()), note);
});

test('the browser is forbidden to fetch, to load and to run what is not the page\'s', async () => {
	const outcome = await page.evaluate(async () => {
		const violated = [];
		document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
		const fetched = await fetch('https://example.org/').then(() => 'fetched', () => 'refused');
		const image = new Image();
		image.src = 'https://example.org/x.png';
		const script = document.createElement('script');
		script.textContent = 'window.pwned = 6';
		const style = document.createElement('style');
		style.textContent = 'body { background: url(https://example.org/y.png) }';
		document.body.append(image, script, style);
		await new Promise((resolve) => setTimeout(resolve, 200));
		return {fetched, pwned: window.pwned, violated: [...new Set(violated)].sort()};
	});
	assert.deepEqual(outcome, {fetched: 'refused', pwned: undefined, violated: ['connect-src', 'img-src', 'script-src-elem', 'style-src-elem']});
	assert.deepEqual(shown.seen.requests.filter((url) => url !== shown.url), ['https://example.org/x.png']);
	assert.deepEqual(shown.seen.blocked, ['https://example.org/x.png csp']);
});
