#!/usr/bin/env bash
# deactivate.sh - opt contacts out of all messages; archive-stale.sh is the recommended way instead,
# because these count as opt-outs in the metrics and cannot be told from real ones afterwards
#
#     deactivate.sh EXPORT [JOURNALS] > CLEANED
#
# JOURNALS is a folder for the record of what was changed: the only way to tell later which of the
# opt-outs were made here. Without it none is kept.
set -euo pipefail

### the policy
unwanted='group_list has "Do Not Contact"'
most=200 # more contacts than that are a mistake in the policy: nothing is written then
reason='on the Do Not Contact list'

### what it does
export=${1-}
[ -n "$export" ] || { echo 'usage: deactivate.sh EXPORT [JOURNALS] > CLEANED' >&2; exit 2; }
journals=${2-}
kept=$journals${ROSTER_RUN-} # who keeps a journal is told the reason

roster set-active FALSE --where "$unwanted" --max-changes "$most" "$export" \
	${journals:+--journal "$journals/set-active.ndjson"} ${kept:+--reason "$reason"}
