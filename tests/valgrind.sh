#!/usr/bin/env bash
# valgrind.sh - unit tests and filters under memcheck: no error, no byte lost
#
# make valgrind; bash tests/valgrind.sh FILE.bats... instead has every roster that these tests start
# looked at. What the tests themselves say does not count: some wait for no more than a moment.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/install.sh
# shellcheck disable=SC2086 # a list of package names
install_packages $INSPECT_PACKAGES
programs=${BUILD:-$PWD/build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
options=(--quiet "--suppressions=$PWD/tests/valgrind.supp" --leak-check=full --show-leak-kinds=definite
	--errors-for-leak-kinds=definite --child-silent-after-fork=yes)

# memcheck_tests FILE: its tests find a roster that is run by valgrind
memcheck_tests() {
	mkdir -p "$work/bin" "$work/logs"
	printf '#!/bin/sh\nexec valgrind %s --log-file=%s %s "$@"\n' "${options[*]}" "$work/logs/%p" \
		"$programs/roster" >"$work/bin/roster"
	chmod +x "$work/bin/roster"
	ln -sf "$programs/generate" "$programs"/roster-* "$work/bin"
	BUILD=$work/bin bats "$1" >"$work/said" 2>&1 || true
	# where standard error is closed, its place is the log's
	grep -l '^==' "$work"/logs/* >"$work/bad" || true
	if [[ -s $work/bad ]]; then
		echo "$1:"
		xargs head -n 30 -q <"$work/bad"
		failed=$((failed + 1))
	fi
	echo "$1: $(find "$work/logs" -type f | wc -l) programs under memcheck, $(wc -l <"$work/bad") with an error"
	rm -rf "$work/logs"
}

if [[ $# -gt 0 ]]; then
	for file; do
		memcheck_tests "$file"
	done
	[[ $failed -eq 0 ]]
	exit
fi

# memcheck WHAT COMMAND...: its own status does not matter, only what memcheck finds
memcheck() {
	local what=$1 status=0
	shift
	valgrind "${options[@]}" --error-exitcode=99 "$@" >"$work/said" 2>&1 </dev/null || status=$?
	if [[ $status -eq 99 ]] || grep -q '^==[0-9]*== ' "$work/said"; then
		echo "$what:"
		grep '^==' "$work/said" | head -n 30
		failed=$((failed + 1))
	fi
}

# These go through so many cases that they would take minutes, and asan runs them, too
slow=' test_csv_cut_judged test_json_scan_judged test_where_random test_date test_deflate_inflate
	test_diff_shelf test_span_map test_repeats test_byte_mask test_utf8 test_memory test_sink '
count=0
export PAIRS=20 # of test_review_pairs
for program in "$programs"/unit/test_*; do
	name=${program##*/}
	[[ -x $program && $name != *.d && $slow != *[[:space:]]"$name"[[:space:]]* ]] || continue
	memcheck "$name" "$program"
	count=$((count + 1))
done

# Each sample of dirt by one of these in turn
filters=('select --where active=TRUE' 'tag-archive --journal j' 'set-phone-valid FALSE --gzip'
	'select --where active=TRUE --to ndjson' check stats)
samples=(testdata/dirt/*)
for i in "${!samples[@]}"; do
	filter=${filters[i % ${#filters[@]}]}
	[[ $filter == check || $filter == stats ]] || filter+=" --rejects $work/bad"
	# shellcheck disable=SC2086 # words
	memcheck "${samples[i]}: $filter" "$programs/roster" ${filter/ j/ "$work/$i"} "${samples[i]}"
	count=$((count + 1))
done
memcheck diff "$programs/roster" diff testdata/dirt/names.csv testdata/dirt/quoted-commas.csv
echo "$count programs under memcheck, $failed with an error"
[[ $failed -eq 0 ]]
