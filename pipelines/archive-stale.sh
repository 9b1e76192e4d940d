#!/usr/bin/env bash
# archive-stale.sh - the recommended clean-up: move contacts nobody has written to for long to the
# archive group, and mark their numbers invalid so that no message reaches them
#
#     archive-stale.sh EXPORT [JOURNALS] > CLEANED
#
# JOURNALS is a folder for the record of what was changed; without it none is kept.
set -euo pipefail

### the policy
stale='last_contacted < today - 18 months'
group='ARCHIVED'
reason='not contacted for 18 months'

### what it does
export=${1-}
[ -n "$export" ] || { echo 'usage: archive-stale.sh EXPORT [JOURNALS] > CLEANED' >&2; exit 2; }
journals=${2-}
kept=$journals${ROSTER_RUN-} # who keeps a journal is told the reason

roster tag-archive --group "$group" --where "$stale" "$export" \
	${journals:+--journal "$journals/tag-archive.ndjson"} ${kept:+--reason "$reason"} |
	roster set-phone-valid FALSE --where "$stale" \
		${journals:+--journal "$journals/set-phone-valid.ndjson"} ${kept:+--reason "$reason"}
