/* main.js - put the page together */
'use strict';

takeContacts();
showAnswer();
showWarnings();
showSince();
showPolicy();
showRules();
showGroups();
at('colophon').append(`Made by roster ${manifest.roster} for the run `, quoted(manifest.run),
	'. This page asks nothing of any network. The manifest’s digest is ', make('code', {}, summary.manifestDigest), '.');
for (const button of document.querySelectorAll('[data-decision]'))
	button.dataset.words = button.firstChild.textContent;
startDecisions();
startContacts();
showDecisions();
document.documentElement.dataset.ready = 'true';
