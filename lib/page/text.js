/* text.js - elements, numbers and days; what a file says only ever becomes text */
'use strict';

/* An element with attributes and children: texts, elements, or nothing. */
function make(name, attributes, ...children) {
	const element = document.createElement(name);
	for (const [key, value] of Object.entries(attributes || {})) {
		if (key.startsWith('on'))
			element.addEventListener(key.slice(2), value);
		else if (value !== null && value !== undefined && value !== false)
			element.setAttribute(key, value === true ? '' : value);
	}
	element.append(...children.flat().filter((child) => child || child === 0));
	return element;
}

const at = (id) => document.getElementById(id);

const numberFormat = new Intl.NumberFormat('en-US');
const say = (number) => numberFormat.format(number);
const plural = (number, one, many) => `${say(number)} ${number === 1 ? one : many}`;
const people = (number) => plural(number, 'contact', 'contacts');

const percentFormat = new Intl.NumberFormat('en-US', {style: 'percent', maximumFractionDigits: 1});
const share = (part, whole) => (whole ? percentFormat.format(part / whole) : '0%');

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/* 2026-11-24, as people say it. */
function sayDay(day) {
	const [year, month, date] = day.split('-').map(Number);
	return `${date} ${MONTHS[month - 1]} ${year}`;
}

const two = (number) => String(number).padStart(2, '0');
const dayOf = (time) => `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
const sayTime = (time) => `${sayDay(dayOf(time))}, ${two(time.getHours())}:${two(time.getMinutes())}`;

function sayAge(seconds) {
	if (seconds < 2 * 3600)
		return plural(Math.max(1, Math.round(seconds / 60)), 'minute', 'minutes');
	if (seconds < 2 * 86400)
		return plural(Math.round(seconds / 3600), 'hour', 'hours');
	return plural(Math.round(seconds / 86400), 'day', 'days');
}

/* A text from a file, kept from turning the text around it. */
const quoted = (text, attributes) => make('bdi', {dir: 'auto', ...attributes}, text);

/* A bar of pieces, [[class, number]], of which `most` fill the width; the text beside it says the same. */
function bar(pieces, most) {
	const element = make('div', {class: 'bar', 'aria-hidden': 'true'});
	for (const [name, number] of pieces) {
		const piece = make('span', {class: name});
		piece.style.width = `${100 * number / most}%`;
		element.append(piece);
	}
	return element;
}

const VALUE_SHOWN = 180;

/* A value of a file: what nobody would see is named, long ones open on request. */
function value(text) {
	if (text === null)
		return make('span', {class: 'blank'}, 'not there');
	if (text === '')
		return make('span', {class: 'blank'}, 'blank');
	if (!text.trim())
		return make('span', {class: 'blank'}, /^ +$/.test(text) ? plural(text.length, 'space', 'spaces') : 'only white space');
	if (text.length <= VALUE_SHOWN)
		return quoted(text, {class: 'value'});
	const whole = quoted(`${text.slice(0, VALUE_SHOWN).replace(/[\uD800-\uDBFF]$/, '')}…`, {class: 'value'});
	const more = make('button', {type: 'button', class: 'more'}, `all ${say(text.length)} characters`);
	more.addEventListener('click', () => {
		whole.textContent = text;
		whole.tabIndex = -1;
		whole.focus(); // which the button loses
		more.remove();
	});
	return make('span', {}, whole, ' ', more);
}

/* How a contact is called. */
const nameOf = (contact) => contact.name || contact.phone || contact.key || 'a contact without a name';
