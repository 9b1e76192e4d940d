#!/usr/bin/env bats
# What is said on a machine where something is missing

bats_require_minimum_version 1.5.0
load common

@test "make names the libraries that are missing and the line that installs them" {
	expect 1 "CC=false sh '$ROOT/tests/libraries.sh'" <<'END'
roster: missing: libcsv jansson zlib libdeflate nettle xxhash
  Debian, Ubuntu:  apt-get install libcsv-dev libjansson-dev zlib1g-dev libdeflate-dev nettle-dev libxxhash-dev
  Fedora:          dnf install libcsv-devel jansson-devel zlib-devel libdeflate-devel nettle-devel xxhash-devel
  Arch:            pacman -S libcsv jansson zlib libdeflate nettle xxhash
  Homebrew:        brew install libcsv jansson zlib libdeflate nettle xxhash
END
	expect 1 "CC=no-such-compiler sh '$ROOT/tests/libraries.sh'" <<'END'
roster: no C compiler (no-such-compiler); install gcc or clang
END
}

# stub NAME STATUS: a command that does nothing but end so
stub() {
	printf '#!/bin/sh\necho "%s $*" >>"%s/called"\n%s\nexit %s\n' "$1" "$SCRATCH" "${3-}" "$2" >"bin/$1"
	chmod +x "bin/$1"
}

@test "packages: root installs, others by sudo, and with neither the one line is printed" {
	mkdir bin
	stub dpkg-query 1
	stub apt-get 0
	stub id 0 'echo 1000'
	ln -s "$(command -v sh)" "$(command -v grep)" "$(command -v mktemp)" "$(command -v rm)" \
		"$(command -v env)" "$(command -v cat)" bin/
	expect 1 "PATH=\$PWD/bin sh -c '. $ROOT/tests/install.sh; install_packages one two'" <<'END'
packages are missing and this is not root; run as root:
  apt-get update && apt-get install -y --no-install-recommends one two
END
	stub sudo 0
	expect 0 "PATH=\$PWD/bin sh -c '. $ROOT/tests/install.sh; install_packages one'; grep sudo called" <<'END'
installing: one
sudo -n true
sudo apt-get -q update
sudo env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends one
END
	rm called
	stub id 0 'echo 0'
	expect 0 "PATH=\$PWD/bin sh -c '. $ROOT/tests/install.sh; install_packages one'; grep apt-get called" <<'END'
installing: one
apt-get -q update
apt-get -q install -y --no-install-recommends one
END
	stub apt-get 100
	expect 1 "PATH=\$PWD/bin sh -c '. $ROOT/tests/install.sh; install_packages one'" <<'END'
installing: one
the packages could not be installed; the line was:
  apt-get update && apt-get install -y --no-install-recommends one
END
}

@test "make install puts everything in its place, and make uninstall takes it away" {
	[ "${BUILD:-$ROOT/build}" = "$ROOT/build" ] || skip 'another configuration'
	(umask 077 && make -s -C "$ROOT" install DESTDIR="$SCRATCH/to" PREFIX=/usr)
	# whatever the umask, all may read what only root may write
	[ -z "$(find to ! -type l ! -perm -044)" ]
	(umask 000 && make -s -C "$ROOT" install DESTDIR="$SCRATCH/to" PREFIX=/usr)
	[ -z "$(find to -type f -perm /022)" ]
	to/usr/bin/roster-select --version >/dev/null 2>&1 || [ $? -eq 2 ]
	[ "$(to/usr/bin/roster --version)" = 'roster 0.1.0' ]
	for program in $(to/usr/bin/roster --help | sed -n 's/^  \([a-z-]*\)  .*/\1/p'); do
		[ -L "to/usr/bin/roster-$program" ] && [ -s "to/usr/share/man/man1/roster-$program.1" ]
	done
	[ -s to/usr/share/man/man7/roster.7 ] && [ -x to/usr/share/roster/pipelines/archive-stale.sh ]
	# nothing names another place, and the demo runs there
	run ! grep -rl /usr/local to
	grep -q '^ExecStart=/usr/share/roster/pipelines/run-newest.sh' to/usr/share/roster/systemd/roster-nightly.service
	grep -q '/usr/share/roster/pipelines/run-newest.sh' to/usr/share/roster/pipelines/README.md
	(PATH=$PWD/to/usr/bin:/usr/bin:/bin sh to/usr/share/roster/pipelines/demo.sh) >said 2>&1
	grep -qx '    .*/roster-demo/cleaned.csv *the cleaned one (diff shows the rest)' said
	[ -s roster-demo/cleaned.csv ] && cat roster-demo/journals/*.ndjson >/dev/null
	rm -r roster-demo
	# the line for cron, which knows /usr/bin and /bin alone
	install -d to/srv/roster/exports to/srv/roster/runs
	gzip -dc to/usr/share/roster/testdata/export.csv.gz >to/srv/roster/exports/export.csv
	line=$(sed -n 's/^    30 4 [*] [*] [*] roster //p' to/usr/share/roster/pipelines/README.md)
	line=$(sed "s| /| $SCRATCH/to/|g; s|^|$SCRATCH/to|" <<<"$line")
	run -4 env -i PATH=/usr/bin:/bin HOME=/ sh -c "$line"
	[[ ${lines[1]} == *' of 2,000 records were changed or taken out, more than the 10% '* ]]
	for program in roster roster-select roster-help; do
		[ -s "to/usr/share/bash-completion/completions/$program" ]
	done
	[ -s to/usr/share/zsh/site-functions/_roster ] && [ -s to/usr/share/fish/vendor_completions.d/roster.fish ]
	# the page that was installed, not the one beside the sources
	mkdir bin
	printf '#!/bin/sh\necho "$2"\n' >bin/man
	chmod +x bin/man
	[[ $(PATH=$PWD/bin:$PATH to/usr/bin/roster help select) == */to/usr/bin/../share/man/man1/roster-select.1 ]]
	rm -r bin to/srv
	make -s -C "$ROOT" uninstall DESTDIR="$SCRATCH/to" PREFIX=/usr
	[ -z "$(find to ! -type d)" ]
}
