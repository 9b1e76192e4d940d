#!/usr/bin/env bash
# parallel.sh - a clean-up by several processes or machines: the export is cut into parts, each is
# cleaned by itself, and the parts are put together to the same bytes as one process makes
#
#     parallel.sh EXPORT [FOLDER] > CLEANED
#
# FOLDER is a new folder for journals and counts; a run (roster run) has its own. Needs GNU parallel.
# shellcheck disable=SC2016,SC2089,SC2090 # a script in quotes is for the other machine
set -euo pipefail

### the policy
stale='last_contacted < today - 18 months and not (group_list has "Staff")'
reason='not contacted for 18 months'
most=100000    # more changes of a kind than that, in all parts together, are a mistake
records=100000 # of a part
hosts=''       # where: names for ssh with spaces between; none: the cores of this machine

clean() { # what is done with one part, whose folder ROSTER_RUN names
	roster tag-archive --where "$stale" --reason "$reason" --max-changes "$most" --quiet \
		"$ROSTER_RUN/export" + \
		set-phone-valid FALSE --where "$stale" --reason "$reason" --max-changes "$most" \
		>"$ROSTER_RUN/cleaned"
}

### what it does
export=${1-}
folder=${2-}
[[ -n $export && -n $folder${ROSTER_RUN-} ]] || { echo 'usage: parallel.sh EXPORT FOLDER > CLEANED' >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ROSTER_AS_OF=${ROSTER_AS_OF:-$(date +%F)} # one day for all parts, also when midnight passes
SHELL=$(command -v bash)                  # what parallel starts its jobs with
export SHELL ROSTER_AS_OF stale reason most

clean_here() { # PART
	ROSTER_RUN=$1 clean
}

clean_there() { # HOST PART: the part goes there by tar, and what became of it comes back
	set -o pipefail
	local script files=(-C "$2" export stages)
	script="$(declare -p ROSTER_AS_OF stale reason most ${ROSTER_REJECTS+ROSTER_REJECTS})
		$(declare -f clean)"'
		set -eu
		ROSTER_RUN=$(mktemp -d)
		export ROSTER_RUN
		trap "rm -rf \"$ROSTER_RUN\"" EXIT
		tar -C "$ROSTER_RUN" -xf -
		'
	for name in ROSTER_PROTECT ROSTER_LEFT_ALONE ROSTER_LISTS; do # what a run says to its stages
		[ -n "${!name-}" ] || continue
		files+=(-C "$(realpath "$(dirname "${!name}")")" "$(basename "${!name}")")
		script+="export $name=\$ROSTER_RUN/$(printf %q "$(basename "${!name}")")"$'\n'
	done
	script+='
		clean
		cd "$ROSTER_RUN"
		[ ! -d lists ] || kept=lists
		tar -cf - cleaned stages ${kept-}'
	tar -cf - "${files[@]}" |
		ssh -o BatchMode=yes "$1" "bash -c $(printf %q "$script")" | tar -C "$2" -xf -
}
export -f clean clean_here clean_there

roster split --records "$records" "$export" "$work/parts"
if [ -z "$hosts" ]; then
	parallel --halt now,fail=1 clean_here ::: "$work"/parts/[0-9]*
else
	# shellcheck disable=SC2086 # a list of names
	parallel --halt now,fail=1 --jobs "$(wc -w <<<"$hosts")" --link \
		clean_there ::: $hosts ::: "$work"/parts/[0-9]*
fi
if [ -n "${ROSTER_RUN-}" ]; then
	roster merge "$work/parts"
else
	roster merge "$work/parts" --into "$folder"
fi
