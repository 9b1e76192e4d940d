/* answer.js - who stops hearing from us, and is that usual? */
'use strict';

const nights = [...summary.nights, {
	run: manifest.run,
	at: summary.begun,
	reachable: counts.reachable,
	reachableAfter: counts.reachable_after,
	now: true,
}];

/* Of earlier runs only the sum of both is known. */
const stopsOf = (night) => (night.now ? totals.stops : Math.max(0, night.reachable - night.reachableAfter));
const startsOf = (night) => (night.now ? totals.starts : Math.max(0, night.reachableAfter - night.reachable));

/* How many stop and start hearing, as the chart and the table say it. */
const moveOf = (night) => [[stopsOf(night), '−'], [startsOf(night), '+']]
	.filter(([number]) => number > 0).map(([number, sign]) => sign + say(number)).join(' ') || '0';

function median(numbers) {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/* How this run stands to the earlier ones: words, and whether to be wary. */
function compareWithEarlier() {
	const earlier = summary.nights.map(stopsOf);
	if (!earlier.length)
		return {text: 'It is the first run of this pipeline here, so nothing tells yet what is usual.'};
	const usual = Math.round(median(earlier));
	const before = earlier.length === 1
		? `In the run before it was ${say(usual)}`
		: `In the ${earlier.length} runs before it was ${say(usual)} in the middle`;
	const isNear = Math.abs(totals.stops - usual) <= Math.max(10, usual / 4);
	if (isNear)
		return {text: `${before}: this is about as usual.`};
	const far = totals.stops > 2 * usual || 2 * totals.stops < usual ? 'far ' : '';
	return {text: `${before}: this is ${far}${totals.stops > usual ? 'more' : 'less'} than usual.`, wary: totals.stops > usual};
}

function answerSentence() {
	if (totals.stops)
		return [make('strong', {}, say(totals.stops)), ` of ${say(counts.reachable)} people we can reach `,
			`would stop hearing from us.`];
	return ['Nobody would stop hearing from us.'];
}

function figure(label, content, note) {
	return make('div', {class: 'figure'}, make('dt', {}, label), make('dd', {}, content),
		note && make('dd', {class: 'note'}, note));
}

function figures() {
	const gone = counts.gone - totals.purged;
	return make('dl', {class: 'figures'},
		figure('Reachable contacts', [make('span', {id: 'reachable'}, say(counts.reachable)),
			make('span', {class: 'arrow', 'aria-label': ' becomes '}, ' → '),
			make('span', {id: 'reachable-after'}, say(counts.reachable_after))],
		'active, and the number not marked invalid'),
		figure('Contacts in the export', make('span', {id: 'exported'}, say(counts.export))),
		figure('Contacts that change', make('span', {id: 'changed'}, say(counts.changed)),
			`${plural(counts.changes, 'value', 'values')}, ${share(counts.changed, counts.export)} of all`),
		totals.purged > 0 && figure('To be deleted', make('span', {id: 'purged'}, say(totals.purged)), 'for good'),
		gone > 0 && figure('Left out of the file', say(gone), 'nothing happens to them'),
		counts.rejected > 0 && figure('Bad records', make('span', {id: 'rejected'}, say(counts.rejected)), 'set aside'));
}

const SVG = 'http://www.w3.org/2000/svg';

function draw(name, attributes, ...children) {
	const element = document.createElementNS(SVG, name);
	for (const [key, text] of Object.entries(attributes))
		element.setAttribute(key, text);
	element.append(...children);
	return element;
}

/* On a phone as many runs stand side by side as can be read; the others are scrolled to. */
const narrow = matchMedia('(max-width: 46rem)').matches;
const CHART = {width: narrow ? Math.max(340, nights.length * 58) : 720, height: 190, top: 24, bottom: 36};

/* One run as a column from zero: who stays reachable, and above it who starts and who stops. */
function drawNight(night, i, most) {
	const step = CHART.width / nights.length, wide = Math.min(46, step * 0.62);
	const x = i * step + (step - wide) / 2, base = CHART.height - CHART.bottom;
	const tall = (number) => number / most * (base - CHART.top);
	const middle = x + wide / 2, day = new Date(night.at * 1000);
	let top = base;
	const piece = (kind, number, least) => {
		const height = number > 0 ? Math.max(least, tall(number)) : 0;
		top -= height;
		return draw('rect', {class: kind, x, width: wide, y: top, height});
	};
	return draw('g', {class: night.now ? 'night now' : 'night'},
		piece('stays', night.reachable - stopsOf(night), 0), piece('gains', startsOf(night), 1.5), piece('stops', stopsOf(night), 1.5),
		draw('text', {class: 'loss', x: middle, y: top - 7}, moveOf(night)),
		draw('text', {class: 'day', x: middle, y: base + 15}, `${day.getDate()} ${MONTHS[day.getMonth()]}`),
		draw('text', {class: 'state', x: middle, y: base + 29}, night.now ? 'this run' : night.approved ? 'approved' : ''));
}

function nightRow(night) {
	return make('tr', {class: night.now && 'now'},
		make('th', {scope: 'row'}, night.now ? `${night.run} (this run)` : night.run),
		make('td', {class: 'number'}, say(night.reachable)),
		make('td', {class: 'number'}, say(night.reachableAfter)),
		make('td', {class: 'number'}, moveOf(night)),
		make('td', {}, night.approved ? 'approved' : ''));
}

/* Where there is one run only: it alone, lying. */
function reachBar() {
	const most = Math.max(1, counts.reachable + totals.starts);
	return make('figure', {class: 'nights'}, bar([['stays', counts.reachable - totals.stops], ['stops', totals.stops], ['gains', totals.starts]], most),
		make('figcaption', {}, keys()));
}

/* What the colours mean that are there. */
function keys() {
	const words = {stays: 'stay reachable', stops: 'would stop hearing from us', gains: 'would start to hear from us'};
	const gains = nights.some(startsOf);
	const there = ['stays', (nights.some(stopsOf) || !gains) && 'stops', gains && 'gains'];
	return there.filter(Boolean).map((kind, i) => [i > 0 && ' ', make('span', {class: `key ${kind}`}), words[kind]]).flat();
}

function chart() {
	if (nights.length < 2)
		return reachBar();
	const most = Math.max(1, ...nights.map((night) => night.reachable + startsOf(night)));
	const head = ['Run', 'Reachable before', 'after', 'Stop or start hearing', ''];
	return make('figure', {class: 'nights'},
		make('div', {class: 'chart', tabindex: narrow && '0'}, draw('svg', {viewBox: `0 0 ${CHART.width} ${CHART.height}`, width: CHART.width, role: 'img',
			'aria-label': 'Reachable contacts in each of the last runs, and how many would stop or start hearing'},
		draw('line', {class: 'base', x1: 0, x2: CHART.width, y1: CHART.height - CHART.bottom, y2: CHART.height - CHART.bottom}),
		...nights.map((night, i) => drawNight(night, i, most)))),
		make('figcaption', {}, keys(), `, in the last ${nights.length} runs of this pipeline`),
		make('details', {}, make('summary', {}, 'The same as a table'),
			make('table', {class: 'plain'},
				make('thead', {}, make('tr', {}, head.map((text) => make('th', {scope: 'col'}, text)))),
				make('tbody', {}, nights.map(nightRow)))));
}

function showOrigin() {
	const made = new Date(manifest.export.modified), begun = new Date(summary.begun * 1000);
	document.title = `Review: ${manifest.program}, ${manifest.run}`;
	at('program').replaceChildren(quoted(manifest.program));
	at('origin').append('Export of ', make('strong', {}, sayTime(made)),
		`, ${sayAge((begun - made) / 1000)} old when the run `, quoted(manifest.run, {class: 'run-name'}),
		` looked at it on ${sayTime(begun)}. `,
		manifest.as_of === dayOf(begun) ? '' : `“Today” was taken to be ${sayDay(manifest.as_of)}. `,
		'Nothing has been uploaded.');
}

function showAnswer() {
	const usual = compareWithEarlier();
	showOrigin();
	at('answer').append(make('p', {class: 'sentence'}, answerSentence()),
		make('p', {class: usual.wary ? 'usual wary' : 'usual'}, usual.text), figures(), chart());
	for (const drawn of document.querySelectorAll('.chart'))
		drawn.scrollLeft = drawn.scrollWidth; // this run is the last
}
