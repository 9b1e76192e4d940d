#!/usr/bin/env bats
# What a run's pipeline starts: with which signals and descriptors, and how all of it ends

load common
load runs

bats_require_minimum_version 1.5.0

# until_there FILE
until_there() {
	local tries
	for ((tries = 0; tries < 200; tries++)); do
		[ ! -s "$1" ] || return 0
		sleep 0.05
	done
	return 1
}

# until_gone PID...
until_gone() {
	local tries pid
	for pid in "$@"; do
		for ((tries = 0; tries < 200; tries++)); do
			kill -0 "$pid" 2>/dev/null || continue 2
			sleep 0.05
		done
		return 1
	done
}

@test "a killed run takes along what its pipeline has started, wherever that went" {
	contacts
	pipeline 'roster set-phone-valid FALSE "$1"' \
		'setsid sleep 61 >/dev/null & away=$!; trap "" TERM HUP' \
		'(setsid bash -c "sleep 62 & echo \$! >$ROSTER_RUN/../inner; wait" >/dev/null &)' \
		'until [ -s "$ROSTER_RUN/../inner" ]; do sleep 0.05; done' \
		'echo $$ $away $(cat "$ROSTER_RUN/../inner") >"$ROSTER_RUN/../../pids"; sleep 63'
	roster run --no-check --program a --allow-no-inactive p.sh export.csv 2>/dev/null 3>&- &
	local run=$!
	until_there pids
	kill -KILL "$run"
	wait "$run" || [ "$?" -eq 137 ]
	until_gone $(cat pids)
	rm runs/inner
	pipeline 'roster set-phone-valid FALSE "$1"'
	run_it --quiet p.sh export.csv
	[ "$(ls runs | grep -c failed)" -eq 1 ]
}

@test "the process that watches over a pipeline is killed: so is the pipeline, and the run says it" {
	contacts
	pipeline 'roster set-phone-valid FALSE "$1"; sleep 64 >/dev/null & echo $! >pid' \
		'echo $PPID >"$ROSTER_RUN/../../keeper"; wait'
	(exec roster run --no-check --program a --as-of 2026-11-24 p.sh export.csv 2>said 3>&-) &
	local run=$! status=0
	until_there keeper
	kill -KILL "$(cat keeper)"
	wait "$run" || status=$?
	[ "$status" -eq 5 ]
	[ "$(tail -n 1 said)" = 'run: the process that watches over the pipeline was killed, and the pipeline with it' ]
	[ "$(ls runs)" = $'2026-11-24-p.failed\nlock' ]
	until_gone "$(cat pid)"
}

@test "a pipeline that does not listen is killed 10 seconds after the signal" {
	contacts
	pipeline 'trap "" TERM; echo $$ >"$ROSTER_RUN/../../pid"; roster set-phone-valid FALSE "$1"' \
		'while :; do sleep 65 || true; done'
	(exec roster run --no-check --program a --as-of 2026-11-24 p.sh export.csv 2>/dev/null 3>&-) &
	local run=$! status=0 start=$SECONDS
	until_there pid
	kill -TERM "$run"
	wait "$run" || status=$?
	[ "$status" -eq 143 ] && [ $((SECONDS - start)) -ge 9 ] && [ $((SECONDS - start)) -lt 30 ]
	until_gone "$(cat pid)"
}

@test "signals that were ignored stay so, others are as usual, and no descriptor is left open" {
	contacts
	pipeline 'grep -E "^Sig(Ign|Blk)" /proc/self/status >"$ROSTER_RUN/../../signals"' \
		'ls /proc/self/fd | tr "\n" " " >"$ROSTER_RUN/../../descriptors"' \
		'roster set-phone-valid FALSE "$1"'
	(trap '' HUP && exec roster run --quiet --no-check --program a --as-of 2026-11-24 p.sh export.csv) 3>&-
	(trap '' HUP && exec grep -E "^Sig(Ign|Blk)" /proc/self/status) >expected
	# those past 31 are the C library's and the sanitizers' own
	while read -r name mask; do echo "$name $((0x$mask & 0x7fffffff))"; done <signals >seen
	while read -r name mask; do echo "$name $((0x$mask & 0x7fffffff))"; done <expected | diff seen -
	ls /proc/self/fd 3>&- | tr '\n' ' ' >inherited
	diff descriptors inherited
}

@test "the message of a run quotes who failed, and the status is that of the stage that did" {
	contacts
	# without pipefail, the last stage knows it from the poison
	printf 'roster set-active FALSE --max-changes 1 "$1" | cat | roster select --where "active = TRUE"' >p.sh
	refused 4 'the pipeline ended with status 4: select: standard input:3: the program that wrote this failed, and the output is incomplete: set-active: more than 1 contact would be changed; look at them, then raise --max-changes'
	# a stage that ended well sums up behind it
	rm -r runs && pipeline '(roster set-active FALSE --max-changes 1 "$1" || echo $? >failed) |' \
		'cat >/dev/null; roster set-phone-valid FALSE "$1"; exit "$(cat failed)"'
	refused 4 'the pipeline ended with status 4: set-active: more than 1 contact would be changed; look at them, then raise --max-changes'
	rm -r runs && pipeline 'echo "first: no" >&2; echo "tool: no license" >&2; exit 1'
	refused 5 'the pipeline ended with status 1: tool: no license'
	# what starts it is not there; its process ends without the thread that syncs the run's copy
	rm -r runs && ROSTER=$(command -v roster) && export ROSTER
	expect 5 'env PATH=/nowhere TSAN_OPTIONS=report_thread_leaks=0 "$ROSTER" run --program admissions --runs runs --as-of 2026-11-24 --no-check --allow-no-inactive p.sh export.csv' <<'END'
run: runs/2026-11-24-p.failed is set aside; its log.txt says what happened
run: the pipeline ended with status 127: roster: bash cannot be started: No such file or directory
END
	# an expression is quoted below its message, with a caret under the place
	rm -r runs && pipeline 'roster set-phone-valid FALSE --where "phone is nothing" "$1"'
	refused 2 'the pipeline ended with status 2: set-phone-valid: --where: expected "empty" or "not empty" after "is": phone is nothing'
	# bash says of all in a pipe which of them was killed
	rm -r runs && pipeline 'roster set-phone-valid FALSE "$1" | bash -c "kill -9 \$\$"'
	run -5 run_it p.sh export.csv
	[[ ${lines[1]} =~ ^'run: the pipeline ended with status 137: pipeline.sh: line 2: '.*' roster set-phone-valid FALSE "$1": '[0-9]+' Killed '.*' bash -c ' ]]
	# so is the line that bash does not understand
	rm -r runs && echo 'if then' >p.sh
	refused 2 "the pipeline ended with status 2: pipeline.sh: line 1: syntax error near unexpected token \`then': \`if then'"
}
