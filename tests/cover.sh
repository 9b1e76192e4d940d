#!/usr/bin/env bash
# cover.sh - the tests with gcov: which lines of lib/ none reaches, and whether it is known why
#
# make cover; build/cover/lines.txt lists them, build/cover/html shows them. Fails where a function
# has such lines and tests/uncovered.md does not name it. --again only reads what earlier runs left.
set -euo pipefail
cd "$(dirname "$0")/.."
. tests/install.sh
# shellcheck disable=SC2086 # a list of package names
install_packages $INSPECT_PACKAGES
out=build/cover
if [[ ${1-} != --again ]]; then
	BUILD=$out sh tests/run.sh --no-install || echo 'cover: some tests failed; the lines are shown all the same' >&2
	BUILD=$PWD/$out bash tests/faults/every_call.sh --without-malloc
fi
lcov --quiet --capture --directory "$out" --base-directory . --no-external \
	--output-file "$out/all.info" 2>"$out/lcov.log" || { cat "$out/lcov.log" >&2 && exit 1; }
lcov --quiet --extract "$out/all.info" "$PWD/lib/*" --output-file "$out/lib.info"
genhtml --quiet --output-directory "$out/html" "$out/lib.info"

# FILE:LINE FUNCTION of each line that was not reached
awk '
	/^SF:/ { file = $0; sub(/.*\/lib\//, "lib/", file); count = 0 }
	/^FN:/ { split(substr($0, 4), part, ","); start[++count] = part[1] + 0; name[count] = part[2] }
	/^DA:/ {
		split(substr($0, 4), part, ",")
		lines++
		if (part[2] > 0)
			next
		missed++
		nearest = 0
		for (i = 1; i <= count; i++)
			if (start[i] <= part[1] + 0 && (!nearest || start[i] > start[nearest]))
				nearest = i
		print file ":" part[1], name[nearest]
	}
	END {
		printf "%d of %d lines of lib/ are reached, %.1f %%\n", lines - missed, lines,
			100 * (lines - missed) / lines >"/dev/stderr"
	}' "$out/lib.info" >"$out/lines.txt"

# "FILE FUNCTION" of those that are missed, and of those that the list names
sed 's/:[0-9]*//' "$out/lines.txt" | sort -u >"$out/missed.txt"
awk '/^- lib\// {
		file = $2
		sub(/:$/, "", file)
		for (i = 3; i <= NF; i++) {
			gsub(/,/, "", $i)
			print file, $i
		}
	}' tests/uncovered.md | sort -u >"$out/named.txt"
comm -13 "$out/missed.txt" "$out/named.txt" | sed 's/^/cover: is reached now, take it out of tests\/uncovered.md: /'
unnamed=$(comm -23 "$out/missed.txt" "$out/named.txt")
[[ -z $unnamed ]] || {
	echo "$unnamed" | sed 's/^/cover: test it, or say why not in tests\/uncovered.md: /'
	exit 1
}
