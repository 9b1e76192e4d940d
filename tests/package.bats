#!/usr/bin/env bats
# The Debian package: what is in it, what lintian says, and that it runs where it is unpacked

bats_require_minimum_version 1.5.0
load common

@test "make deb: a package without lintian's errors, the same bytes every time" {
	[ "${BUILD:-$ROOT/build}" = "$ROOT/build" ] || skip 'another configuration'
	command -v dpkg-shlibdeps >/dev/null && command -v lintian >/dev/null || skip 'no dpkg-dev or lintian'
	make -s -C "$ROOT" deb
	deb=$(echo "$ROOT"/build/deb/roster_*.deb)
	sum=$(sha256sum "$deb")
	lintian --allow-root --fail-on error "$deb"
	[ "$(dpkg-deb -f "$deb" Package)" = roster ]
	for library in libc6 libcsv3 libdeflate0 libjansson4 libnettle zlib1g; do
		[[ $(dpkg-deb -f "$deb" Depends) == *$library* ]]
	done

	dpkg-deb -x "$deb" to
	[ "$(to/usr/bin/roster --version)" = 'roster 0.1.0' ]
	for program in $(to/usr/bin/roster --help | sed -n 's/^  \([a-z-]*\)  .*/\1/p'); do
		[ -L "to/usr/bin/roster-$program" ] && [ -s "to/usr/share/man/man1/roster-$program.1.gz" ]
		[ -e "to/usr/share/bash-completion/completions/roster-$program" ]
	done
	[ -s to/usr/share/zsh/vendor-completions/_roster ] && [ -s to/usr/share/doc/roster/copyright ]
	run ! grep -rl /usr/local to
	(PATH=$PWD/to/usr/bin:/usr/bin:/bin sh to/usr/share/roster/pipelines/demo.sh) >said 2>&1
	[ -s roster-demo/cleaned.csv ]
	# every file is in md5sums, and is what it says
	dpkg-deb -e "$deb" control
	(cd to && md5sum --quiet -c ../control/md5sums)
	[ "$(find to -type f | wc -l)" -eq "$(wc -l <control/md5sums)" ]

	make -s -C "$ROOT" deb
	[ "$(sha256sum "$deb")" = "$sum" ]
}
