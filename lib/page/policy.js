/* policy.js - whether the pipeline is the one that was approved last, line by line */
'use strict';

const COMPARED_MOST = 2000; // lines; more are shown as they are

const linesOf = (policy) => (Array.isArray(policy) ? [`roster ${policy.join(' ')}`] : (policy || '').replace(/\n$/, '').split('\n'));

/* By the longest common subsequence: [[kind, line]], kind one of ' ', '-' and '+'. */
function compareLines(old, now) {
	const lengths = Array.from({length: old.length + 1}, () => new Uint16Array(now.length + 1));
	for (let i = old.length - 1; i >= 0; i--)
		for (let j = now.length - 1; j >= 0; j--)
			lengths[i][j] = old[i] === now[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
	const lines = [];
	let i = 0, j = 0;
	while (i < old.length || j < now.length) {
		if (i < old.length && j < now.length && old[i] === now[j]) {
			lines.push([' ', old[i++]]);
			j++;
		} else if (j === now.length || (i < old.length && lengths[i + 1][j] >= lengths[i][j + 1])) {
			lines.push(['-', old[i++]]);
		} else {
			lines.push(['+', now[j++]]);
		}
	}
	return lines;
}

const KINDS = {' ': 'span', '-': 'del', '+': 'ins'};
const script = (lines) => make('pre', {class: 'script', tabindex: '0'}, lines.map(([kind, line]) => make(KINDS[kind], {class: 'line'}, `${kind} ${line}\n`)));

function whole(lines) {
	return make('details', {}, make('summary', {}, 'The whole policy, as it ran'), script(lines.map((line) => [' ', line])));
}

function showPolicy() {
	const {now, approved, approvedRun} = summary.policy;
	const lines = linesOf(now), old = linesOf(approved);
	const part = at('policy');
	if (!approvedRun) {
		part.append(make('p', {}, 'No earlier run of this pipeline was approved here, so there is nothing to compare the policy with.'), whole(lines));
	} else if (lines.join('\n') === old.join('\n')) {
		part.append(make('p', {class: 'fine'}, 'The policy is the same as in the last approved run, ', quoted(approvedRun), '.'), whole(lines));
	} else {
		part.append(make('p', {class: 'changed-policy'}, make('strong', {}, 'The policy has changed'), ' since the last approved run, ', quoted(approvedRun), ':'));
		if (lines.length > COMPARED_MOST || old.length > COMPARED_MOST)
			part.append(make('p', {}, 'It is too long to be compared here.'));
		else
			part.append(script(compareLines(old, lines).filter(([kind]) => kind !== ' ')));
		part.append(whole(lines));
	}
}
