#!/usr/bin/env bash
# nightly-cleanup.sh - everything that may be done without asking, in one go: numbers that cannot be
# reached are marked invalid, stale contacts are archived and their numbers marked invalid
#
#     nightly-cleanup.sh EXPORT [JOURNALS] > CLEANED
#
# JOURNALS is a folder for the record of what was changed; without it none is kept.
set -euo pipefail

### the policy
placeholder='phone ~ "^[+]?1?(555555|000000|999999)"'
stale='last_contacted < today - 18 months and not (group_list has "Staff")'
protect=''  # a list of contacts that are left alone: a file with the column customer_id or phone
most=100000 # more changes of a kind than that are a mistake: nothing is written then

### what it does
export=${1-}
[ -n "$export" ] || { echo 'usage: nightly-cleanup.sh EXPORT [JOURNALS] > CLEANED' >&2; exit 2; }
journals=${2-}
kept=$journals${ROSTER_RUN-} # who keeps a journal is told the reason

roster set-phone-valid FALSE --where "$placeholder" "$export" --max-changes "$most" \
	${protect:+--protect "$protect"} \
	${journals:+--journal "$journals/placeholder.ndjson"} ${kept:+--reason 'placeholder number'} + \
	tag-archive --where "$stale" --max-changes "$most" \
	${journals:+--journal "$journals/archived.ndjson"} ${kept:+--reason 'not contacted for 18 months'} + \
	set-phone-valid FALSE --where "$stale" --max-changes "$most" \
	${journals:+--journal "$journals/unreachable.ndjson"} ${kept:+--reason 'not contacted for 18 months'}
