# common.bash - loaded by every .bats file: a scratch directory a test, and how to compare
# shellcheck shell=bash

setup() {
	ROOT=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	PATH=${BUILD:-$ROOT/build}:$PATH
	SCRATCH=$(mktemp -d)
	export ROOT PATH
	unset ROSTER_AS_OF
	cd "$SCRATCH" || return 1
}

teardown() {
	cd / || return 1
	rm -rf "$SCRATCH"
}

# expect STATUS COMMAND: run the command by bash, in which bats has no say, with its standard
# output and error together compared to what stands on standard input, to the last byte
expect() {
	local wanted=$1 status=0
	cat >"$SCRATCH/.expected"
	bash -c "$2" >"$SCRATCH/.actual" 2>&1 </dev/null || status=$?
	if [ "$status" -ne "$wanted" ]; then
		echo "status $status, not $wanted, of: $2"
		cat "$SCRATCH/.actual"
		return 1
	fi
	diff -u "$SCRATCH/.expected" "$SCRATCH/.actual"
}

# For limits on memory, of which a sanitizer needs much for itself; what make cover links in does not
# bear that memory ends either
skip_under_sanitizers() {
	[[ $(command -v roster) != */cover/roster ]] || skip 'not under gcov'
	skip_unless_preloaded
}

# For libraries to be loaded first, as a sanitizer wants to be
skip_unless_preloaded() {
	! ldd "$(command -v roster)" | grep -q 'lib[at]san' || skip 'not under a sanitizer'
}
