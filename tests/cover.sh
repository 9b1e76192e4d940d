#!/usr/bin/env bash
# cover.sh - the tests with gcov: for each file of lib/ the lines that no test reaches
#
# make cover; build/cover/lines.txt lists them, build/cover/html shows them
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/install.sh
# shellcheck disable=SC2086 # a list of package names
install_packages $INSPECT_PACKAGES
BUILD=build/cover sh tests/run.sh --no-install || echo 'cover: some tests failed; the lines are shown all the same' >&2
lcov --quiet --capture --directory build/cover --base-directory . --no-external \
	--output-file build/cover/all.info
lcov --quiet --extract build/cover/all.info "$PWD/lib/*" --output-file build/cover/lib.info
genhtml --quiet --output-directory build/cover/html build/cover/lib.info
awk -F: '
	/^SF:/ { file = $2; sub(/.*\/lib\//, "lib/", file) }
	/^DA:/ { split($2, part, ","); lines++; if (part[2] == 0) { missed++; print file ":" part[1] } }
	END { printf "%d of %d lines of lib/ are reached, %.1f %%\n", lines - missed, lines,
		100 * (lines - missed) / lines }' build/cover/lib.info >build/cover/lines.txt
tail -n 1 build/cover/lines.txt
