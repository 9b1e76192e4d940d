#!/bin/sh
# run.sh - install what is missing, build, run every test; closes with "N passed, N failed"
#
# sh tests/run.sh [--no-install]; BUILD=build/asan runs the tests of another configuration
set -u
cd "$(dirname "$0")/.." || exit 1
. tests/install.sh

option=${1-}
# shellcheck disable=SC2086 # lists of package names
[ "$option" = --no-install ] || install_packages $BUILD_PACKAGES $TEST_PACKAGES

BUILD=${BUILD:-build}
config=${BUILD#build}
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
if ! make -j2 CONFIG="${config#/}" all unit fuzz-programs >"$log" 2>&1; then
	cat "$log"
	echo '0 passed, 1 failed'
	exit 1
fi

passed=0
failed=0
for program in "$BUILD"/unit/test_*; do
	[ -x "$program" ] || continue
	case $program in *.d) continue ;; esac
	"$program" >"$log" 2>&1
	status=$?
	ok=$(grep -c '^\[       OK \]' "$log")
	bad=$(grep -c '^\[  FAILED  \] [a-z]' "$log")
	[ "$status" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
	passed=$((passed + ok))
	failed=$((failed + bad))
	echo "$(basename "$program"): $ok passed, $bad failed"
	[ "$bad" -eq 0 ] || cat "$log"
done

BUILD=$(cd "$BUILD" && pwd)
export BUILD
# run-faults.bats takes minutes and is asked for by make faults
find tests -maxdepth 1 -name '*.bats' ! -name run-faults.bats | sort | xargs bats --tap >"$log" 2>&1
status=$?
ok=$(grep -c '^ok ' "$log")
bad=$(grep -c '^not ok ' "$log")
[ "$status" -ne 0 ] && [ "$bad" -eq 0 ] && bad=1
passed=$((passed + ok))
failed=$((failed + bad))
grep -v '^ok ' "$log"
echo "bats: $ok passed, $bad failed"

sh tests/page/run.sh "$option" >"$log" 2>&1
cat "$log"
counts=$(sed -n 's/^page: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$log")
passed=$((passed + ${counts% *} + 0))
failed=$((failed + ${counts#* } + 0))

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
