# install.sh - read by demo.sh, run.sh and .ci/run: install Debian packages that are missing
# shellcheck shell=sh

# shellcheck disable=SC2034 # used by demo.sh, run.sh and .ci/run
BUILD_PACKAGES='make gcc libc6-dev libcsv-dev libjansson-dev zlib1g-dev libdeflate-dev nettle-dev libxxhash-dev'
# shellcheck disable=SC2034 # used by run.sh
TEST_PACKAGES='bats libcmocka-dev mandoc procps gzip jq libxml2-utils parallel zsh fish dpkg-dev lintian'
# shellcheck disable=SC2034 # used by .ci/run
LINT_PACKAGES='clang-format-14 clang-format cppcheck shellcheck'
# shellcheck disable=SC2034 # used by .ci/run
FUZZ_PACKAGES='clang libclang-rt-14-dev'
# shellcheck disable=SC2034 # used by valgrind.sh and cover.sh
INSPECT_PACKAGES='valgrind lcov'
# shellcheck disable=SC2034 # used by bench.sh
BENCH_PACKAGES='time pigz miller jq mawk'

# apt_install NAME...: `as_root` is empty or sudo
apt_install() {
	$as_root apt-get -q update &&
		$as_root env DEBIAN_FRONTEND=noninteractive \
			apt-get -q install -y --no-install-recommends "$@"
}

# install_packages NAME...: nothing to do where all are there; root installs directly, others by
# sudo; with neither the one line to run is printed and the script ends.
install_packages() {
	command -v dpkg-query >/dev/null || return 0 # another system: make names what is missing
	missing=
	for package; do
		dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
			missing="$missing $package"
	done
	[ -z "$missing" ] && return 0
	line="apt-get update && apt-get install -y --no-install-recommends$missing"
	as_root=sudo
	if [ "$(id -u)" -eq 0 ]; then
		as_root=
	elif ! command -v sudo >/dev/null || ! { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
		printf 'packages are missing and this is not root; run as root:\n  %s\n' "$line" >&2
		exit 1
	fi
	echo "installing:$missing"
	log=$(mktemp)
	# shellcheck disable=SC2086 # a list of package names
	if ! apt_install $missing >"$log" 2>&1; then
		cat "$log" >&2
		rm -f "$log"
		printf 'the packages could not be installed; the line was:\n  %s\n' "$line" >&2
		exit 1
	fi
	rm -f "$log"
}
