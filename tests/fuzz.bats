#!/usr/bin/env bats
# The fuzz targets, built like everything else: their seeds, and some inputs of chance

load common

# compile_target NAME: fuzz_NAME of NAME.c, with driver.c
compile_target() {
	cc -std=c11 -D_XOPEN_SOURCE=700 -I"$ROOT/lib" -I"$ROOT/tests/fuzz" -o "fuzz_$1" "$1.c" \
		"$ROOT/tests/fuzz/driver.c" "$ROOT/lib/cli/memory.c"
}

@test "no rule is broken by a sample, odd or changed by chance" {
	[ -x "${BUILD:-$ROOT/build}/fuzz_csv" ] || make -s -C "$ROOT" fuzz-programs >/dev/null
	FUZZ_PROGRAMS=${BUILD:-$ROOT/build} FUZZ_RUNS=2000 run bash "$ROOT/tests/fuzz/fuzz.sh"
	echo "$output"
	[ "$status" -eq 0 ]
	[ "$(grep -c ': [0-9]* runs in' <<<"$output")" -eq "${#lines[@]}" ]
	[ "${#lines[@]}" -ge 8 ]
}

@test "the runs of a corpus that is kept add up" {
	[ -x "${BUILD:-$ROOT/build}/fuzz_date" ] || make -s -C "$ROOT" fuzz-programs >/dev/null
	export FUZZ_PROGRAMS=${BUILD:-$ROOT/build} FUZZ_TARGETS=date FUZZ_CORPUS=$PWD/corpus
	FUZZ_RUNS=300 run bash "$ROOT/tests/fuzz/fuzz.sh"
	[[ "$output" =~ ^"date: 300 runs in "[0-9]*" second(s), 300 with this corpus"$ ]]
	FUZZ_RUNS=200 run bash "$ROOT/tests/fuzz/fuzz.sh"
	[[ "$output" =~ ^"date: 200 runs in "[0-9]*" second(s), 500 with this corpus"$ ]]
	[ "$(cut -d ' ' -f 1,2 corpus/totals)" = $'date 300\ndate 200' ]
}

@test "a target that finds a broken rule fails, and leaves the input" {
	cat >broken.c <<'END'
#include "fuzz.h"
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FUZZ_EXPECT(!size || data[0] != 'x');
	return 0;
}
END
	compile_target broken
	printf 'a' >seed
	run ./fuzz_broken -runs=100000 -artifact_prefix=left- seed
	echo "$output"
	[ "$status" -eq 1 ]
	[[ "$output" == *"not so: !size || data[0] != 'x'"* ]]
	[ "$(head -c 1 left-crash-*)" = x ]
}

@test "an input may take as long as the timeout says, and a second if it says nothing" {
	cat >slow.c <<'END'
#include "fuzz.h"
#include <unistd.h>
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	(void)data;
	usleep(size ? 1500000 : 0);
	return 0;
}
END
	compile_target slow
	printf 'a' >seed
	run ./fuzz_slow -artifact_prefix=left- seed
	[ "$status" -eq 1 ]
	[[ "$output" =~ ^"signal 14; the input is left-crash-"[0-9]+" (1 bytes)"$ ]]
	run ./fuzz_slow -timeout=20 seed
	[ "$status" -eq 0 ]
	[[ "$output" =~ ^"Done 1 runs in "[0-9]+" second(s)"$ ]]
}

@test "a target is told its timeout" {
	mkdir programs
	printf '#!/bin/sh\nprintf "%%s\\n" "$@" >"%s/arguments"\necho Done 1 runs in 0\n' "$PWD" \
		>programs/fuzz_date
	chmod +x programs/fuzz_date
	export FUZZ_PROGRAMS=$PWD/programs FUZZ_TARGETS=date
	FUZZ_TIMEOUT=7 run bash "$ROOT/tests/fuzz/fuzz.sh"
	[ "$status" -eq 0 ]
	grep -qx -e -timeout=7 arguments
	run bash "$ROOT/tests/fuzz/fuzz.sh"
	[ "$status" -eq 0 ]
	grep -qx -e -timeout=1 arguments
}
