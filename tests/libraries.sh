#!/bin/sh
# libraries.sh - name the libraries that the compiler does not find, and the line that installs them
set -u
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

missing=
need() { # HEADER LIBRARY NAME
	printf '#include <stddef.h>\n#include <stdio.h>\n#include <%s>\nint main(void) { return 0; }\n' \
		"$1" >"$work/try.c"
	${CC:-cc} -o "$work/try" "$work/try.c" "-l$2" >"$work/log" 2>&1 || missing="$missing $3"
}

if ! command -v "${CC:-cc}" >/dev/null; then
	echo "roster: no C compiler (${CC:-cc}); install gcc or clang" >&2
	exit 1
fi
need csv.h csv libcsv
need jansson.h jansson jansson
need zlib.h z zlib
need libdeflate.h deflate libdeflate
need nettle/sha2.h nettle nettle
need xxhash.h xxhash xxhash
[ -z "$missing" ] && exit 0
cat >&2 <<END
roster: missing:$missing
  Debian, Ubuntu:  apt-get install libcsv-dev libjansson-dev zlib1g-dev libdeflate-dev nettle-dev libxxhash-dev
  Fedora:          dnf install libcsv-devel jansson-devel zlib-devel libdeflate-devel nettle-devel xxhash-devel
  Arch:            pacman -S libcsv jansson zlib libdeflate nettle xxhash
  Homebrew:        brew install libcsv jansson zlib libdeflate nettle xxhash
END
exit 1
