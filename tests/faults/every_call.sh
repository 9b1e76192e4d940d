#!/usr/bin/env bash
# every_call.sh - the Nth call of each kind fails, for every N that a program makes
#
#     bash tests/faults/every_call.sh [--step N] [--kinds 'KIND...'] [--without-malloc] [PROGRAM...]
#
# --step N tries only every Nth. Never may there be a crash, a status of 0 with another result, a
# file or an output that is half done and does not say so, or no message that says what failed; and
# the same command, given again, does all of it. Several may run at once, each in a folder of its own
# below TMPDIR.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
PATH=${BUILD:-$root/build}:$PATH
# shellcheck source=tests/faults/programs.bash
. "$root/tests/faults/programs.bash"

kinds='open read pread write fsync close ftruncate mkstemp mkdir link rename unlink opendir readdir
	fopen fclose fflush pipe fork dup poll lock look fstat fchmod mkdtemp realpath
	pthread_create malloc'
step=1
while [[ ${1-} == --* ]]; do
	case $1 in
	--step) step=$2 && shift ;;
	--kinds) kinds=$2 && shift ;;
	--without-malloc) kinds=${kinds% malloc} ;;
	*) echo "every_call.sh: no option $1" >&2 && exit 2 ;;
	esac
	shift
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc -shared -fPIC -O1 -o "$work/fail_call.so" "$root/tests/faults/fail_call.c" -ldl
broken=0
call=none at=0 status=0

# run_command NAME=VALUE...: the program that is tried, with these in its environment; its status
run_command() {
	env "$@" LD_PRELOAD="$work/fail_call.so" bash -c "exec ${commands[$name]}" </dev/null
}

# The inputs of the program that is tried, in $work/started
choose_inputs() {
	local folder
	rm -rf "$work/started"
	mkdir "$work/started"
	find "$work/before" -maxdepth 1 -type f -exec cp -p -t "$work/started" {} +
	for folder in ${folders[$name]-}; do
		cp -a "$work/before/$folder" "$work/started"
	done
}

# enter_copy FOLDER: where it is tried
enter_copy() {
	rm -rf "$1"
	cp -a "$work/started" "$1"
	cd "$1"
}

# complain WHAT: it is about $name, $call and $at
complain() {
	echo "$name: $call $at: $1" >&2
	sed 's/^/    /' "$work/said" >&2
	broken=$((broken + 1))
}

find_proposed() {
	find new 'done' -maxdepth 1 -name "$new_run*" ! -name '*.failed' ! -name '*.partial' 2>/dev/null
}

# A run that is proposed is whole
check_run() {
	local proposed
	proposed=$(find_proposed) || true
	[[ -z $proposed ]] || roster verify "$proposed" >"$work/read" 2>&1 ||
		complain 'a run is proposed that is not whole'
	[[ $1 -ne 0 || $proposed ]] || complain 'no run is proposed'
}

is_whole() {
	diff -rq --exclude=lock "$work/good" "$work/now" >"$work/different"
}

# check_different LINE: what diff -rq says of a file that is not as a run without a fault leaves it
check_different() {
	local file
	case $1 in
	"Only in $work/good"*)
		file=${1#"Only in $work/good"} && file=.${file/: //}
		[[ ! -e $work/started/$file ]] || complain "$file is lost"
		return ;;
	"Only in "*) file=${1#"Only in $work/now"} && file=.${file/: //} ;;
	*) file=${1##*" and $work/now/"} && file=${file% differ} ;;
	esac
	case $file in
	*/.approval) ;; # where approve works says nothing
	*/uploaded.ndjson) [[ ! -s $file ]] || complain "$file has something in it" ;;
	*) diff -rq "$file" "$work/started/$file" >"$work/read" 2>&1 ||
		complain "$file is neither as before nor as it should be" ;;
	esac
}

# Every file is as it was, or as a run without a fault leaves it; all are, where it says so
check_files() {
	local line
	if [[ $new_run ]]; then
		check_run "$status"
		return
	fi
	! is_whole || return 0
	[[ $status -ne "$good_status" ]] || complain "$(cat "$work/different")"
	while IFS= read -r line; do
		check_different "$line"
	done <"$work/different"
}

check_messages() {
	[[ $status -lt 128 ]] || complain "status $status"
	[[ $status -ne 0 && $status -ne $good_status ]] || complain "status $status, as if nothing had failed"
	case $call in
	malloc | pthread_create | pipe | fork)
		# what a stage said is in the log of its run; iconv_open itself takes any lack for that of a name
		grep -Eq 'memory|start a (thread|process)|make a pipe|log.txt|iconv does not know' "$work/said" ||
			complain 'no word of what is missing' ;;
	*)
		# what status says of a run stands in its table
		sed 's/.*  /status: /' "$work/out" >>"$work/said"
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

# What failed stands in nobody's way, unless all was done before it failed. A process without memory
# ends at once: a backup, a journal or a new folder that has its name already is left where it is.
check_again() {
	local again=0
	if [[ $new_run && $(find_proposed) ]] || { [[ ! $new_run ]] && is_whole; }; then
		return
	fi
	run_command >"$work/again" 2>&1 || again=$?
	if [[ $call == malloc ]] && grep -Eq ': (exists|is there) already|: File exists$' "$work/again"; then
		return
	elif [[ $again -ne $good_status ]]; then
		complain "again, it ends with $again: $(cat "$work/again")"
	elif [[ $new_run ]]; then
		check_run 0
	elif ! is_whole; then
		complain "again, it leaves something else: $(cat "$work/different")"
	fi
}

# run_with CALL AT: true if such a call was made
run_with() {
	call=$1 at=$2 status=0
	rm -f "$work/mark"
	enter_copy "$work/now"
	run_command FAIL_CALL="$call" FAIL_AT="$at" FAIL_ONCE=1 FAIL_ERRNO=5 FAIL_MARK="$work/mark" \
		>"$work/out" 2>"$work/said" || status=$?
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
	check_again
}

# Every read and write does a little, or is interrupted, and nothing is different
run_slowly() {
	call=$1 at=always status=0
	enter_copy "$work/now"
	run_command "$call=1" >"$work/out" 2>"$work/said" || status=$?
	[[ $status -eq $good_status ]] || complain "status $status"
	cmp -s "$work/out" "$work/good.out" || complain 'another output'
	check_files
}

try_program() {
	local kind
	name=$1 call=none tried=0 borne=0 good_status=0 new_run=
	case $name in
	run) new_run=$run ;;
	run-again) new_run="$run-[23]" ;;
	undo) new_run="*-undo-$run" ;;
	esac
	choose_inputs
	enter_copy "$work/good"
	run_command >"$work/good.out" 2>"$work/good.said" || good_status=$?
	cp "$work/good.said" "$work/said"
	[[ $good_status -le 1 ]] || complain "does not run at all: status $good_status"
	for kind in $kinds; do
		at=1
		while run_with "$kind" "$at"; do
			at=$((at + step))
		done
	done
	run_slowly FAIL_SHORT
	run_slowly FAIL_EINTR
	echo "$name: $tried faults, $borne of them without consequence"
}

mkdir "$work/before"
cd "$work/before"
(
	export FAIL_TIME=$((FAIL_TIME - 7200)) LD_PRELOAD="$work/fail_call.so"
	make_inputs
) >"$work/made" 2>&1 || cat "$work/made"
names=("$@")
[[ ${#names[@]} -gt 0 ]] || mapfile -t names < <(printf '%s\n' "${!commands[@]}" | sort)
for program in "${names[@]}"; do
	try_program "$program"
done
echo "$broken broken"
[[ $broken -eq 0 ]]
