#!/usr/bin/env bash
# every_call.sh - the Nth call of each kind fails, for every N that a program makes
#
#     bash tests/faults/every_call.sh [--step N] [PROGRAM...]
#
# --step N tries only every Nth. Never may there be a crash, a status of 0 with another result, a
# file or an output that is half done and does not say so, or no message that says what failed.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
PATH=${BUILD:-$root/build}:$PATH
export ROSTER_AS_OF=2026-11-24

step=1
if [[ ${1-} == --step ]]; then
	step=$2
	shift 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -shared -fPIC -O1 -o "$work/fail_call.so" "$root/tests/faults/fail_call.c" -ldl
broken=0
call=none at=0 status=0

stale="last_contacted < today - 18 months"
# What is run for each program, in a folder with the inputs; those of `filters` may be read again
declare -A commands=(
	[select]="roster select --where 'active = TRUE' --rejects bad in.csv"
	[select-gz]="roster select --where 'active = TRUE' --output out.csv.gz in.csv.gz"
	[tag-archive]="roster tag-archive --where '$stale' --journal j --output out.csv in.csv"
	[set-active]="roster set-active TRUE --consent consent --journal j --to ndjson in.csv"
	[set-phone-valid]="roster set-phone-valid FALSE --protect keep --output out.csv in.csv"
	[chain]="roster select --where \"$stale\" in.csv + tag-archive --journal j + set-phone-valid FALSE"
	[purge]="roster purge --where '$stale' --backup b --request r --output out.csv in.csv"
	[patch]="roster patch done.ndjson --reverse --journal j --conflicts c --output out.csv in.csv"
	[correct]="roster correct fixes --journal j --conflicts c in.csv"
	[list]="roster select --where 'customer_id in file(\"keep\", customer_id)' in.csv"
	[diff]="roster diff in.csv new.csv"
	[diff-shuffled]="roster diff --to ndjson in.csv shuffled.csv"
	[check]="roster check in.csv"
	[convert]="roster convert --to csv --output out.csv api.json"
	[convert-api]="roster convert --to api --wrap array in.csv"
	[run]="roster run --program a --runs new in.csv -- set-phone-valid FALSE --where \"$stale\""
	[verify]="roster verify runs/2026-11-24-by-hand"
	[history]="roster history --runs runs 0012"
	[status]="roster status --runs runs"
)
filters=' select tag-archive set-active set-phone-valid chain purge patch correct list '

make_inputs() {
	cat >in.csv <<'END'
customer_id,signalvine_id,phone,active,phone_valid,group_list,last_contacted
0012,4181b152,+13035550301,TRUE,TRUE,"Alumni;""X""",2024-02-29
0013,4181b153,+13035550302,FALSE,TRUE,Seniors,2026-11-01
,4181b154,+13035550303,TRUE,FALSE,,
END
	gzip -nc in.csv >in.csv.gz
	sed 's/Seniors/Juniors/; $d' in.csv >new.csv
	{ head -n 1 in.csv && sed 1d in.csv | tac; } >shuffled.csv
	printf 'customer_id,date,source\n0013,2026-11-02,form 7\n' >consent
	printf 'customer_id\n0012\n' >keep
	printf 'customer_id,phone_valid,old_phone_valid\n0012,FALSE,TRUE\n0099,FALSE,TRUE\n' >fixes
	cat >done.ndjson <<'END'
{"key":"0012","field":"phone_valid","from":"FALSE","to":"TRUE","filter":"x","at":"2026-11-23"}
{"key":"0013","field":"group_list","from":"A","to":"Band","filter":"x","at":"2026-11-23"}
END
	roster convert --to api in.csv >api.json 2>/dev/null
	roster run --program a in.csv -- set-phone-valid FALSE --where "$stale" >/dev/null 2>&1
}

# complain WHAT: it is about $name, $call and $at
complain() {
	echo "$name: $call $at: $1" >&2
	sed 's/^/    /' "$work/said" >&2
	broken=$((broken + 1))
}

# A run that is proposed is whole
check_run() {
	[[ ! -d new/2026-11-24-by-hand ]] || roster verify new/2026-11-24-by-hand >"$work/read" 2>&1 ||
		complain 'a run is proposed that is not whole'
	[[ $status -ne 0 || -d new/2026-11-24-by-hand ]] || complain 'no run is proposed'
}

# Every file is as it was, or as a run without a fault leaves it
check_files() {
	local file
	if [[ $name == run ]]; then
		check_run
		return
	fi
	while IFS= read -r file; do
		cmp -s "$file" "../before/$file" || cmp -s "$file" "../good/$file" ||
			complain "$file is neither as before nor as it should be"
	done < <(find . -type f ! -name "*.lock")
	[[ $status -ne 0 || -z $(cd ../good && find . -type f -exec sh -c '
		for file; do [ -e "../now/$file" ] || echo "$file"; done' sh {} +) ]] ||
		complain 'a file is missing'
}

check_messages() {
	[[ $status -lt 128 ]] || complain "status $status"
	[[ $status -ge 2 ]] || complain "status $status, as if nothing had failed"
	case $call in
	malloc | pthread_create)
		# what a stage said is in the log of its run
		grep -Eq 'memory|start a thread|log.txt' "$work/said" || complain 'no word of memory'
		;;
	*)
		grep -Eq '^[a-z-]+: ([^ ].*|standard (input|output)): .*: Input/output error$' \
			"$work/said" || complain 'no message that names operation and file' ;;
	esac
}

# A half output says so: whoever reads it learns of the failure
check_output() {
	[[ -s $work/out && $filters == *" $name "* ]] || return 0
	! roster select --where "customer_id = '' or not (customer_id = '')" "$work/out" \
		>"$work/read" 2>&1 || complain 'half an output passes as a whole one'
}

# run_with CALL AT: true if such a call was made
run_with() {
	call=$1 at=$2 status=0
	rm -rf "$work/now" "$work/mark"
	cp -r "$work/before" "$work/now"
	cd "$work/now"
	FAIL_CALL=$call FAIL_AT=$at FAIL_ONCE=1 FAIL_ERRNO=5 FAIL_MARK=$work/mark \
		LD_PRELOAD=$work/fail_call.so bash -c "exec ${commands[$name]}" \
		>"$work/out" 2>"$work/said" </dev/null || status=$?
	[[ -e $work/mark ]] || return 1
	tried=$((tried + 1))
	check_files
	if [[ $status -eq $good_status ]] && cmp -s "$work/out" "$work/good.out" &&
		cmp -s "$work/said" "$work/good.said"; then
		borne=$((borne + 1)) # as a close of a file that was only read
		return 0
	fi
	check_messages
	check_output
}

# Every read and write does a little, or is interrupted, and nothing is different
run_slowly() {
	call=$1 at=always status=0
	rm -rf "$work/now"
	cp -r "$work/before" "$work/now"
	cd "$work/now"
	env "$call=1" LD_PRELOAD="$work/fail_call.so" bash -c "exec ${commands[$name]}" \
		>"$work/out" 2>"$work/said" </dev/null || status=$?
	[[ $status -eq $good_status ]] || complain "status $status"
	cmp -s "$work/out" "$work/good.out" || complain 'another output'
	check_files
}

try_program() {
	local call
	name=$1 tried=0 borne=0 good_status=0
	rm -rf "$work/good"
	cp -r "$work/before" "$work/good"
	cd "$work/good"
	bash -c "exec ${commands[$name]}" >"$work/good.out" 2>"$work/good.said" </dev/null ||
		good_status=$?
	[[ $good_status -le 1 ]] || {
		cat "$work/good.said" >&2
		complain "does not run at all: status $good_status"
	}
	for call in open read write fsync close ftruncate mkstemp link rename pthread_create malloc; do
		at=1
		while run_with "$call" "$at"; do
			at=$((at + step))
		done
	done
	run_slowly FAIL_SHORT
	run_slowly FAIL_EINTR
	echo "$name: $tried faults, $borne of them without consequence"
}

mkdir "$work/before"
cd "$work/before"
make_inputs
names=("$@")
[[ ${#names[@]} -gt 0 ]] || mapfile -t names < <(printf '%s\n' "${!commands[@]}" | sort)
for program in "${names[@]}"; do
	try_program "$program"
done
echo "$broken broken"
[[ $broken -eq 0 ]]
