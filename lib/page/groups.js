/* groups.js - which groups lose and gain contacts, and how many of how many */
'use strict';

const GROUPS_SHOWN = 25;

const groupMoves = summary.groups
	.map(([name, size, left, joined]) => ({name, size, left, joined}))
	.sort((a, b) => b.left + b.joined - a.left - a.joined || (a.name < b.name ? -1 : 1));

function groupSentence(group) {
	const parts = [];
	if (group.left)
		parts.push(`loses ${say(group.left)} of ${say(group.size)}`);
	if (group.joined)
		parts.push(`gains ${say(group.joined)}${group.left ? '' : group.size ? ` and had ${say(group.size)}` : ', and is new'}`);
	return parts.join(', ');
}

/* The group as it is and will be. */
const groupBar = (group, most) => bar([['stays', group.size - group.left], ['stops', group.left], ['gains', group.joined]], most);

/* A group that nobody who changes is in yet leaves out nobody: who joins it is left out with a rule. */
function groupItem(group, most) {
	const leave = (group.left > 0 || theirGroups.has(group.name)) && make('button', {type: 'button', class: 'quiet', 'data-decision': `group:${group.name}`,
		onclick: (event) => decide(event.currentTarget, {scope: 'group', group: group.name}, `whoever is in the group “${group.name}” now`)},
	'Leave out…', make('span', {class: 'unseen'}, ' ', group.name));
	return make('li', {class: 'group', 'data-group': group.name},
		make('p', {}, make('strong', {}, quoted(group.name)), ' ', make('span', {}, groupSentence(group))), groupBar(group, most), leave);
}

function showGroups() {
	const part = at('groups');
	if (!groupMoves.length) {
		part.append(make('p', {class: 'fine'}, 'No group loses or gains anybody.'));
		return;
	}
	const most = Math.max(...groupMoves.map((group) => group.size + group.joined));
	const items = groupMoves.map((group) => groupItem(group, most));
	part.append(make('ul', {class: 'groups'}, items.slice(0, GROUPS_SHOWN)));
	if (items.length > GROUPS_SHOWN)
		part.append(make('details', {}, make('summary', {}, `${say(items.length - GROUPS_SHOWN)} more groups`),
			make('ul', {class: 'groups'}, items.slice(GROUPS_SHOWN))));
}
