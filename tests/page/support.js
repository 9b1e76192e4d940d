/* support.js - runs to look at, and a browser to look at them with */
'use strict';

const {execFileSync} = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const {pathToFileURL} = require('node:url');
const zlib = require('node:zlib');
const {chromium} = require('playwright-core');

const build = process.env.BUILD || path.resolve(__dirname, '../../build');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'roster-page-'));
process.on('exit', () => fs.rmSync(scratch, {recursive: true, force: true}));

/* roster WORD...: its standard output; an error has what it said. */
function roster(...words) {
	return execFileSync(path.join(build, 'roster'), words, {cwd: scratch, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 30});
}

function put(name, text) {
	fs.writeFileSync(path.join(scratch, name), text);
	return name;
}

/* A run over an export: {folder, page, manifest}. */
function propose(exported, filters, program = 'admissions') {
	roster('run', '--program', program, '--as-of', '2026-11-24', '--allow-seen', '--no-check', '--max-rejects', '5',
		...(typeof filters === 'string' ? [filters, exported] : [exported, '--', ...filters]));
	const runs = path.join(scratch, 'runs');
	const newest = fs.readdirSync(runs).filter((name) => name.startsWith('2026'))
		.map((name) => path.join(runs, name)).sort((a, b) => fs.statSync(a).ctimeMs - fs.statSync(b).ctimeMs).pop();
	return look(newest);
}

function look(folder) {
	return {folder, page: path.join(folder, 'review.html'), manifest: JSON.parse(fs.readFileSync(path.join(folder, 'manifest.json')))};
}

/* CSV as objects: RFC 4180, and no more. */
function readCsv(bytes) {
	const cells = [...bytes.toString().matchAll(/("(?:[^"]|"")*"|[^",\n]*)(,|\r?\n|$)/g)];
	const rows = [[]];
	for (const [, cell, end] of cells) {
		rows.at(-1).push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
		if (end !== ',')
			rows.push([]);
	}
	const names = rows.shift();
	return rows.filter((row) => row.length === names.length).map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
}

const exported = (run) => readCsv(fs.readFileSync(path.join(run.folder, 'export.csv')));
const cleaned = (run) => readCsv(zlib.gunzipSync(fs.readFileSync(path.join(run.folder, 'cleaned.csv.gz'))));

let browser = null;

/* Open a page of a run; what it asks for and what goes wrong in it are kept in `seen`. */
async function open(run, options = {}) {
	browser = browser || await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: process.getuid() === 0 ? ['--no-sandbox'] : []});
	const context = await browser.newContext({viewport: {width: 1100, height: 900}, acceptDownloads: true, ...options});
	const page = await context.newPage();
	const seen = {requests: [], blocked: [], errors: []};
	page.on('request', (request) => seen.requests.push(request.url()));
	page.on('requestfailed', (request) => seen.blocked.push(`${request.url()} ${request.failure().errorText}`));
	page.on('pageerror', (error) => seen.errors.push(error.message));
	page.on('console', (message) => message.type() === 'error' && seen.errors.push(message.text()));
	const url = pathToFileURL(run.page).href;
	await page.goto(url);
	await page.waitForSelector('html[data-ready]', {timeout: 60000});
	return {page, seen, url, close: () => context.close()};
}

const closeBrowser = async () => browser && browser.close();

const stale = 'last_contacted < today - 18 months';

module.exports = {build, scratch, roster, put, propose, look, exported, cleaned, open, closeBrowser, stale};
