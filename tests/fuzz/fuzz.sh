#!/usr/bin/env bash
# fuzz.sh - build the fuzz targets, give them seeds from testdata, run each one
#
#     make fuzz                        30 seconds each
#     make fuzz FUZZ_SECONDS=600       or FUZZ_RUNS=1000000, FUZZ_LENGTH=100 (bytes at most)
#     make fuzz FUZZ_TIMEOUT=5         seconds that one input may take, if not 1
#     make fuzz FUZZ_TARGETS="csv where" FUZZ_CORPUS=/var/tmp/corpus
#
# By libFuzzer where clang has it, else by driver.c; FUZZ_PROGRAMS=FOLDER has them built. FUZZ_CORPUS
# keeps what libFuzzer found worth keeping for the next time, and in its file `totals` how many inputs
# each target was given so far. FUZZ_SEED=N tries the same inputs again, where FUZZ_RUNS says how many.
# An input that breaks a rule, or takes longer than it may, is left in build/broken.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# seed TARGET NAME [HEAD]: standard input becomes a seed, behind bytes that say what to do with it
seed() {
	mkdir -p "$work/seeds/$1"
	{
		printf '%b' "${3-}"
		head -c 4000
	} >"$work/seeds/$1/$2"
}

seed_files() {
	local file name rule
	for file in testdata/dirt/*; do
		name=${file##*/}
		case $name in
		*.gz) seed gzip "$name" '\x07\x03\x01\x00\x00\x00' <"$file" ;;
		*.ndjson)
			seed ndjson "$name" <"$file"
			seed journal "$name" <"$file"
			;;
		*)
			seed csv "$name" '\x04' <"$file"
			seed charset "$name" '\x00\x07\x00' <"$file"
			;;
		esac
		for rule in 0 1 2 3 4 5 6; do
			[[ $name == *.gz ]] || seed filters "$rule-$name" "\\x0$rule" <"$file"
		done
		[[ $name == *.gz ]] || seed filters "list-$name" '\x0a' <"$file"
	done
}

seed_journals() {
	local journal='{"key":"0012","field":"phone_valid","from":"TRUE","to":"FALSE","filter":"set-phone-valid"}
{"key":"4181b154","key_field":"signalvine_id","field":"group_list","from":"\u0041","to":"ARCHIVED"}'
	seed journal journal <<<"$journal"
	seed filters journal '\x07' <<<"$journal"
	seed filters fixes '\x08' <<<$'customer_id,phone_valid,old_phone_valid\n0012,FALSE,TRUE\n0013,TRUE,'
	seed filters consent '\x09' <<<$'customer_id,date,source\n0013,2026-10-01,form 7'
	seed filters protect '\x0a' <<<$'customer_id,phone\n0013,\n,"+1 (303) 555-0301"'
}

# Every word of the language, and the expressions of the pipelines
seed_expressions() {
	local n=0 expression
	while IFS= read -r expression; do
		n=$((n + 1))
		printf '%s' "$expression" | seed where $n
	done <<'END'
a = "x" and not (b > 12 or c has "Seniors")
d < today - 18 months or d >= 2024-02-29
lower(a) in ("x", 'y''z') or b not in (1, -2.5e3)
`Odd Name` is not empty and e = TRUE
a ~ "^[a-z]{2}$" and not e != FALSE
d in (2024-01-01 + 3 days - 2 weeks, today + 1 year)
a is empty and (b <= 0.10 or b >= 1e5)
a in file("list.csv", column)
END
	printf 'a = "q"\0{"a":"q","b":[1,2]}' | seed where with-a-record
}

# Objects of the API, and flat records that were made of such
seed_api() {
	local n=0 line
	while IFS= read -r line; do
		n=$((n + 1))
		printf '%s' "$line" | seed api $n
	done <<'END'
{"id":"1","customerId":"","active":true,"groups":["A","B"],"n":1.10,"profile":[{"name":"active","type":"Boolean","updated":null,"value":"true"},{"name":"group_list","value":"B;A"}]}
{ "profile" : [ ], "x" : {"y":[null]}, "l" : ["a;b",""], "e":[], "active" : null }
{"active":false,"profile":[{"name":"active","value":"true"},{"value":1,"name":"created"},7],"created":"c"}
{"customer_id":"0012","new":"x","api_shape":"{\"customerId\":<=s\"customer_id\"\"0012\">,\"profile\":[{\"name\":\"customer_id\",\"value\":<s\"customer_id\">}<+,>]}"}
{"a":"1","b":"TRUE","api_shape":"{\"a\":<n\"a\">,\"b\":<t\"b\">,\"c\":<j\"a\">,\"d\":<v\"b\">,\"p\":[<+>]}"}
{"customer_id":"0012","active":"TRUE","group_list":"A;B","sentCount":3,"note":null}
END
}

seed_others() {
	printf '2024-02-29T10:20:30.5+01:00' | seed date time '\x00\x01\x00\x00\x00\x00\x00\x00\x00'
	printf '0000-02-29 10:20Z' | seed date month '\x06\xff\xff\x00\x00\x00\x00\x00\x00'
	printf '9999-12-31' | seed date end '\x05\x01\x00\x00\x00\x00\x00\x00\x00'
	printf '\xff\xfec\0\xe9\0\n\0\x3d\xd8\0\xde' | seed charset utf-16 '\x02\x03\x00'
	# shellcheck disable=SC2016 # it is no expansion, but how the encoding changes
	printf 'a\x1b$B$"\x1b(Ba' | seed charset iso-2022-jp '\x0b\x01\x00'
	printf 'customer_id\n0012\n' | seed gzip ours '\x00\x00\x00\x01\x02\x03'
}

if [[ -n ${FUZZ_PROGRAMS-} ]]; then
	programs=$FUZZ_PROGRAMS
elif echo 'int LLVMFuzzerTestOneInput(void); int LLVMFuzzerTestOneInput(void) { return 0; }' |
	clang -fsanitize=fuzzer,address -x c -o "$work/try" - 2>/dev/null; then
	programs=$root/build/fuzz
	make -s CONFIG=fuzz CC=clang fuzz-programs >/dev/null
else
	echo 'fuzz: there is no clang with libFuzzer; inputs are made by tests/fuzz/driver.c' >&2
	programs=$root/build/fuzz-plain
	make -s CONFIG=fuzz-plain fuzz-programs >/dev/null
fi

targets() {
	local source
	for source in tests/fuzz/*.c; do
		[[ $source == */driver.c || $source == */fibers.c ]] || basename "$source" .c
	done
}

# outcome TARGET LOG: "Done 3000 runs in 2 second(s)" of the log, and what this corpus adds up to
outcome() {
	local said runs
	said=$(sed -n 's/^Done \(.*\)/\1/p' "$2")
	runs=${said%% *}
	if [[ -n ${FUZZ_CORPUS-} ]]; then
		echo "$1 $runs $(date -u +%FT%TZ)" >>"$FUZZ_CORPUS/totals"
		said+=", $(awk -v target="$1" '$1 == target { n += $2 } END { printf "%.0f", n }' \
			"$FUZZ_CORPUS/totals") with this corpus"
	fi
	echo "$1: $said"
}

limit=-max_total_time=${FUZZ_SECONDS:-30}
[[ -z ${FUZZ_RUNS-} ]] || limit=-runs=$FUZZ_RUNS
start=()
[[ -z ${FUZZ_SEED-} ]] || start=(-seed="$FUZZ_SEED")
mkdir -p build/broken
# big blocks are made and given back for every input, all in a few places: memory that is touched
# again is cheap, and what the system takes back it has to clear anew
export ASAN_OPTIONS=quarantine_size_mb=1:malloc_context_size=2:allocator_release_to_os_interval_ms=-1
# libFuzzer's count of rare features takes longer than a run when the corpus has a thousand inputs;
# and nobody else adds to the corpus, which it would list every second
options=(-max_len="${FUZZ_LENGTH:-600}" -timeout="${FUZZ_TIMEOUT:-1}" -entropic=0 -reload=0)

seed_files
seed_journals
seed_expressions
seed_api
seed_others
status=0
for target in ${FUZZ_TARGETS:-$(targets)}; do
	corpus=${FUZZ_CORPUS:-$work/corpus}/$target
	mkdir -p "$corpus" "$work/seeds/$target"
	found=()
	[[ ! -d tests/fuzz/found/$target ]] || found=("$root/tests/fuzz/found/$target")
	if "$programs/fuzz_$target" "$limit" "${start[@]}" "${options[@]}" \
		-artifact_prefix="$root/build/broken/$target-" "$corpus" \
		"$work/seeds/$target" "${found[@]}" >"$work/log" 2>&1; then
		outcome "$target" "$work/log"
	else
		status=1
		sed '/^#[0-9]/d' "$work/log" | tail -n 60
		echo "$target: a rule is broken; see build/broken"
	fi
done
exit $status
