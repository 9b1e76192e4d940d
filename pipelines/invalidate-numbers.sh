#!/usr/bin/env bash
# invalidate-numbers.sh - mark numbers that nobody can be reached at as invalid; the metrics stay as
# they are, and the platform goes on watching whether a number can receive messages
#
#     invalidate-numbers.sh EXPORT [JOURNALS] > CLEANED
#
# JOURNALS is a folder for the record of what was changed; without it none is kept.
set -euo pipefail

### the policy
placeholder='phone ~ "^[+]?1?(555555|000000|999999)"'
damaged='phone ~ "[0-9][.][0-9]+[eE]"' # 1.4E+10: a spreadsheet took the digits
reason='placeholder or damaged number'

### what it does
export=${1-}
[ -n "$export" ] || { echo 'usage: invalidate-numbers.sh EXPORT [JOURNALS] > CLEANED' >&2; exit 2; }
journals=${2-}
kept=$journals${ROSTER_RUN-} # who keeps a journal is told the reason

roster set-phone-valid FALSE --where "$placeholder or $damaged" "$export" \
	${journals:+--journal "$journals/set-phone-valid.ndjson"} ${kept:+--reason "$reason"}
