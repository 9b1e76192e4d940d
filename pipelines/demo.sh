#!/bin/sh
# demo.sh - clean the sample export, and show where to look: from the sources (what is missing is
# installed and built first), or where roster is installed
#
#     sh pipelines/demo.sh [--no-install]
set -eu
here=$PWD
cd "$(dirname "$0")/.."

if [ -f Makefile ]; then
	. tests/install.sh
	# shellcheck disable=SC2086 # a list of package names
	[ "${1-}" = --no-install ] || install_packages $BUILD_PACKAGES
	log=$(mktemp)
	trap 'rm -f "$log"' EXIT
	make all >"$log" 2>&1 || {
		cat "$log" >&2
		exit 1
	}
	demo=build/demo
	PATH=$PWD/build:$PATH
else
	demo=$here/roster-demo
fi

rm -rf "$demo"
mkdir -p "$demo/journals"
gzip -dc testdata/export.csv.gz >"$demo/export.csv"
export ROSTER_AS_OF=2026-11-24 # so that the sample, which does not age, gives the same every day
export PATH

cat <<'END'
A school's export of 2,000 contacts is cleaned the recommended way: who was not contacted for 18
months moves to the group ARCHIVED, and the number is marked invalid.

    pipelines/archive-stale.sh export.csv journals > cleaned.csv

END
bash pipelines/archive-stale.sh "$demo/export.csv" "$demo/journals" >"$demo/cleaned.csv"

cat <<'END'

The first contact, before and after; nothing else in the record was touched:

END
diff -U 0 "$demo/export.csv" "$demo/cleaned.csv" | sed -n '/^-[^-]/{s/^/    /p;q;}' || true
diff -U 0 "$demo/export.csv" "$demo/cleaned.csv" | sed -n '/^+[^+]/{s/^/    /p;q;}' || true

cat <<'END'

The same as a run, which proves that nothing else was changed and makes a page for the person who
decides:

    roster run --program admissions pipelines/archive-stale.sh export.csv

END
roster run --program admissions --runs "$demo/runs" --as-of "$ROSTER_AS_OF" \
	pipelines/archive-stale.sh "$demo/export.csv"
page=$(roster review "$demo/runs/$ROSTER_AS_OF-archive-stale")

cat <<END

Where to look:
    $page    the page, for a browser
    $demo/export.csv             the export as it came
    $demo/cleaned.csv            the cleaned one (diff shows the rest)
    $demo/journals/*.ndjson      every change, with its old value
    pipelines/archive-stale.sh        the policy, at the top, to be changed
END
