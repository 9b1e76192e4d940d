#!/bin/sh
# run.sh - the review page in Chromium; closes with "page: N passed, M failed", or says why it was
# skipped. The build that is tested is in BUILD.
#
#     sh tests/page/run.sh [--no-install]
set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/install.sh
cd tests/page || exit 1

missing=
for command in chromium nodejs:node npm; do
	command -v "${command#*:}" >/dev/null || missing="$missing ${command%:*}"
done

install_all() (
	# shellcheck disable=SC2086 # a list of package names
	[ -z "$missing" ] || install_packages $missing
	[ -d node_modules/playwright-core ] && [ -d node_modules/axe-core ] && exit 0
	npm ci --ignore-scripts --no-audit --no-fund >/dev/null
)

skip() {
	echo "page: SKIPPED, none of its tests was run: $1"
	exit 0
}

if [ "${1-}" != --no-install ]; then
	install_all || skip 'chromium, nodejs, npm or what npm installs cannot be had here'
elif [ -n "$missing" ]; then
	skip "missing:$missing; sh tests/run.sh installs it"
elif ! [ -d node_modules/playwright-core ]; then
	skip 'playwright-core is missing; sh tests/run.sh installs it'
fi

log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
node --test --test-reporter=tap ./*.test.js >"$log" 2>&1
status=$?
count() {
	sed -n "s/^# $1 \([0-9]*\)\$/\1/p" "$log" | tail -n 1
}
passed=$(count pass)
failed=$(($(count fail) + $(count cancelled)))
[ "$status" -ne 0 ] && [ "$failed" -eq 0 ] && failed=1
[ "$failed" -eq 0 ] || cat "$log"
grep '# SKIP\|^# .* ready after' "$log"
echo "page: ${passed:-0} passed, $failed failed"
[ "$failed" -eq 0 ]
