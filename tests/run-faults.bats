#!/usr/bin/env bats
# Runs that are killed, run out of disk, or have a wrong tool in their pipeline: each leaves the old
# state or the whole new one, and the counts of what was tried are printed

load common

bats_require_minimum_version 1.5.0

faults=$BATS_TEST_DIRNAME/faults
pipelines=$BATS_TEST_DIRNAME/../pipelines

# run_it ARGUMENT...: a run whose export nothing is held against
run_it() {
	roster run --program a --as-of 2026-11-24 --allow-seen --allow-smaller --allow-no-inactive "$@"
}

# pipeline LINE...: a script that is run with the export as its operand
pipeline() {
	{ echo 'set -euo pipefail' && printf '%s\n' "$@"; } >p.sh
}

say() {
	echo "# $*" >&3
}

# now: milliseconds
now() {
	local time=${EPOCHREALTIME/[.,]/}
	echo $((time / 1000))
}

pause() {
	sleep "$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))"
}

# proposed RUNS: the names of the runs that are neither unfinished nor failed
proposed() {
	find "$1" -mindepth 1 -maxdepth 1 -type d ! -name '*.partial' ! -name '*.failed' -printf '%f\n'
}

# whole RUNS: every folder is unfinished, failed, or a complete run that can be proved, and nothing
# but folders and the lock is there
whole() {
	local name
	[ -z "$(find "$1" -mindepth 1 -maxdepth 1 ! -type d ! -name lock)" ] || return 1
	proposed "$1" | while IFS= read -r name; do
		roster verify "$1/$name" >verified 2>&1 || {
			cat verified
			return 1
		}
	done
}

# not_locked RUNS: another run could begin
not_locked() {
	roster prune --runs "$1" --keep 99999d
}

# gone SESSION: no process of it is left, at once or in a short while
gone() {
	local tries
	for ((tries = 0; tries < 100; tries++)); do
		[ -n "$(pgrep -s "$1")" ] || return 0
		sleep 0.05
	done
	ps -o pid,args -s "$1"
	return 1
}

# kill_runs SIGNAL TIMES DURATION SEED: at random moments of a run, in a folder of its own
kill_runs() {
	local n pid status old=0 new=0 slowest=0 start took
	mkdir "$1" && cd "$1" || return 1
	cp ../p.sh . && cp -R ../runs . && ln ../export.csv .
	RANDOM=$4
	for ((n = 1; n <= $2; n++)); do
		setsid roster run --program a --as-of 2026-11-24 --allow-seen --quiet p.sh export.csv 2>said &
		pid=$!
		pause $((RANDOM * $3 / 32768))
		kill "-$1" "$pid" 2>/dev/null || true
		start=$(now)
		status=0
		wait "$pid" 2>/dev/null || status=$?
		took=$(($(now) - start))
		[ "$took" -le "$slowest" ] || slowest=$took
		case $status in
		0) new=$((new + 1)) ;;
		$((128 + $(kill -l "$1")))) old=$((old + 1)) ;;
		*)
			echo "status $status after SIG$1:" && cat said
			return 1
			;;
		esac
		gone "$pid" && not_locked runs && cmp ../runs/2026-11-24-first/SHA256SUMS \
			runs/2026-11-24-first/SHA256SUMS || return 1
		mv runs/2026-11-24-first . && whole runs || return 1
		find runs -mindepth 1 -maxdepth 1 -type d ! -name '*.partial' -exec rm -rf {} +
		mv 2026-11-24-first runs
		if [ "$((n % 20))" -eq 0 ]; then
			run_it --quiet p.sh export.csv && whole runs &&
				[ -z "$(find runs -name '*.partial')" ] || return 1
		fi
	done
	echo "SIG$1 at $2 random moments of $3 ms: $old left the old state, $new the whole new one," \
		"$(($2 - old - new)) neither; it took at most $slowest ms to end"
}

@test "SIGKILL and SIGTERM at 200 random moments" {
	generate --contacts 20000 >export.csv
	pipeline 'roster tag-archive --where "last_contacted < today - 18 months" "$1" |' \
		'roster set-phone-valid FALSE --where "active = TRUE" | cat |' \
		'roster select --where "not (group_list has \"Staff\")"'
	cp p.sh first.sh
	run_it --quiet first.sh export.csv
	local start duration
	start=$(now)
	run_it --quiet p.sh export.csv
	duration=$((($(now) - start) * 15 / 10)) # two at once
	local signal jobs=()
	for signal in KILL TERM; do
		(kill_runs "$signal" 100 "$duration" 1) >"$signal.said" 2>&1 3>&- &
		jobs+=($!)
	done
	for signal in "${jobs[@]}"; do
		wait "$signal" || { tail -n 20 ./*.said && return 1; }
	done
	say "$(tail -n 1 KILL.said)"
	say "$(tail -n 1 TERM.said)"
}

@test "a pipeline that writes nothing ends with its run, too" {
	local signal pid
	generate --contacts 30 >export.csv
	pipeline 'roster set-phone-valid FALSE "$1"' 'sleep 60'
	for signal in TERM KILL; do
		setsid roster run --program a --allow-no-inactive p.sh export.csv 3>&- 2>/dev/null &
		pid=$!
		until compgen -G 'runs/*.partial/stages/*/ended.json' >/dev/null; do sleep 0.05; done
		kill "-$signal" "$pid"
		wait "$pid" || true
		gone "$pid" || {
			kill "$(pgrep -s "$pid" -x sleep)"
			return 1
		}
		not_locked runs && [ -z "$(proposed runs)" ]
	done
}

# fill_up SMALL: runs on disks of every size from a few pages to one that is enough; a line a run
fill_up() {
	local small=$1 need pages status name
	mount -t tmpfs -o size=64m tmpfs "$small" || return 1
	run_it --quiet --max-rejects 9 --protect keep --runs "$small/runs" p.sh export.csv || return 1
	need=$(stat -f -c '%b %f' "$small" | awk '{ print $1 - $2 }')
	rm -rf "${small:?}/runs"
	for ((pages = 3; pages <= need + 4; pages++)); do
		mount -o "remount,size=$((pages * 4096))" "$small" || return 1
		status=0
		run_it --quiet --max-rejects 9 --protect keep --runs "$small/runs" p.sh export.csv \
			2>said >&2 || status=$?
		if [ "$status" -eq 0 ]; then
			whole "$small/runs" || return 1
			echo "enough at $pages"
		else
			[ -d "$small/runs" ] && [ -n "$(proposed "$small/runs")" ] && name=proposed || name=
			cat "$small"/runs/*.failed/log.txt >>said 2>/dev/null
			echo "$status ${name:-nothing} $(grep -m 1 'No space left on device' said || tail -n 1 said)"
		fi
		rm -rf "${small:?}/runs"
	done
}

@test "a full disk, of every size" {
	unshare -m true 2>/dev/null || skip 'no file system can be mounted: run this as root'
	generate --contacts 1500 >export.csv
	printf '1,2\n' >>export.csv
	printf 'phone\n+13035550503\n' >keep
	pipeline 'roster purge --where "sentCount > 250" --max-changes 1000 "$1" |' \
		'roster set-phone-valid FALSE | roster select --where "not (group_list has \"Staff\")"'
	mkdir small
	export -f run_it fill_up whole proposed
	unshare -m bash -c 'fill_up "$PWD/small"' >filled
	local failed
	failed=$(grep -vc '^enough' filled)
	say "$failed runs on a full disk, which filled up at:"
	sed -n 's/^5 nothing .*[/ ]\([^/:]*\): cannot .*/\1/p' filled | sort | uniq -c |
		sed 's/^/#  /' >&3
	grep -vE '^(enough|5 nothing .*: cannot [^:]*: No space left on device)' filled >other || true
	[ "$(grep -c ^enough filled)" -gt 0 ]
	[ "$failed" -gt 50 ]
	[ ! -s other ] || { say "$(wc -l <other) of them otherwise:" && sort other | uniq -c | sort -rn | head >&3; }
	[ ! -s other ]
}

# fail_once CALL PATTERN ERRNO: a run in which that call fails is refused with 5, and says on what
fail_once() {
	local status=0 name
	rm -rf runs mark
	FAIL_CALL=$1 FAIL_PATH=$2 FAIL_AT=1 FAIL_ERRNO=$3 FAIL_MARK=$SCRATCH/mark \
		LD_PRELOAD=$SCRATCH/fail_call.so roster run --program a --max-rejects 9 --protect keep \
		--allow-no-inactive --quiet p.sh export.csv 2>said || status=$?
	cat runs/*.failed/log.txt >>said 2>/dev/null || true
	if [ ! -e mark ]; then
		echo "$1 $2: is never called"
	elif [ "$status" -ne 5 ] || [ -n "$(proposed runs)" ]; then
		echo "$1 $2: status $status, proposed: $(proposed runs)"
	elif ! grep -qE '(^|[ /])[^/: ]+: cannot .*: (No space left on device|Input/output error)' said; then
		echo "$1 $2: no message that names it: $(head -n 2 said | tail -n 1)"
	elif [ -d runs ] && { ! not_locked runs || ! whole runs; }; then
		echo "$1 $2: what it leaves is no good"
	else
		echo well
	fi
}

@test "every write, fsync, close, link and rename fails once" {
	skip_under_sanitizers
	cc -shared -fPIC -o fail_call.so "$faults/fail_call.c" -ldl
	generate --contacts 300 >export.csv
	printf '1,2\n' >>export.csv
	printf 'phone\n+13035550503\n' >keep
	cp keep list
	pipeline 'roster purge --where "sentCount > 250" --max-changes 1000 "$1" |' \
		'roster set-phone-valid FALSE --protect list'
	local call name
	{
		for name in started.json gone.gz ended.json cleaned.csv.gz journal.ndjson manifest.json \
			review.html SHA256SUMS purged.csv.gz removal-request.csv rejects.ndjson; do
			for call in mkstemp write fsync close; do
				fail_once "$call" "*/.$name.??????" 28
			done
			[ "$name" = rejects.ndjson ] || fail_once link "*/$name" 28
		done
		for name in export.csv pipeline.sh protect/1; do
			for call in open write fsync close; do
				fail_once "$call" "*.partial/$name" 28
			done
		done
		fail_once read "$SCRATCH/export.csv" 5
		fail_once read '*.partial/export.csv' 5
		fail_once read '*/cleaned.csv.gz' 5
		fail_once open runs/lock 28
		fail_once write '*/runs/lock' 28
		fail_once fsync '*/log.txt' 5
		fail_once fsync '*.partial' 5
		fail_once fsync '*/runs' 5
		fail_once mkdir runs 28
		fail_once mkdir '*.partial' 28
		fail_once mkdir '*/stages/purge' 28
		fail_once rename 'runs/????-??-??-p' 28
		fail_once link '*/lists/*' 28
		fail_once rename '*/purged.csv.gz' 28
	} >tried
	say "$(wc -l <tried) calls that fail: $(grep -c '^well$' tried) end with status 5, a message and nothing proposed"
	grep -v '^well$' tried | sed 's/^/#  /' >&3 || true
	[ "$(grep -vc '^well$' tried)" -eq 0 ]
}

@test "a read error in the input" {
	local count=0 cut n
	generate --contacts 3000 | gzip >whole.csv.gz
	pipeline 'roster set-phone-valid FALSE "$1"'
	RANDOM=2
	for ((n = 0; n < 30; n++)); do
		cut=$((1 + RANDOM * ($(stat -c %s whole.csv.gz) - 2) / 32768))
		head -c "$cut" whole.csv.gz >export.csv.gz
		run -3 --separate-stderr run_it p.sh export.csv.gz
		grep -q 'export.csv.gz: ' runs/*.failed/log.txt
		[ -z "$(proposed runs)" ] && not_locked runs
		rm -rf runs
		count=$((count + 1))
	done
	mkdir folder
	local stderr
	run -2 --separate-stderr run_it p.sh folder
	[[ $stderr = 'run: folder: is no regular file'* ]]
	run -5 --separate-stderr run_it p.sh /proc/self/mem # cannot be read from its start
	[[ $stderr = *'run: /proc/self/mem: cannot read: Input/output error' ]]
	[ -z "$(proposed runs)" ] && not_locked runs
	cp whole.csv.gz export.csv.gz && run_it --quiet p.sh export.csv.gz
	say "$count inputs that end too early, a folder, a file that cannot be read: all refused"
}

@test "an export that may not be read" {
	generate --contacts 30 >export.csv
	pipeline 'roster set-phone-valid FALSE "$1"'
	chmod 000 export.csv
	local as=()
	if [ "$(id -u)" -eq 0 ]; then
		chmod 777 .
		as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
		"${as[@]}" test -x "$(command -v roster)" || skip 'nobody may not run roster here'
	fi
	run -5 --separate-stderr "${as[@]}" roster run --program a p.sh export.csv
	[[ $stderr = *'run: export.csv: cannot open: Permission denied' ]]
	[ -z "$(proposed runs)" ]
}

@test "a filter that crashes at 40 random moments" {
	local i status died=0 ended=0
	generate --contacts 5000 >export.csv
	RANDOM=3
	export DELAY VICTIM
	for ((i = 0; i < 40; i++)); do
		DELAY=$(printf '0.%03d' $((RANDOM % 40))) VICTIM=$((i % 2))
		pipeline 'exec 7< <(exec roster set-phone-valid FALSE "$1"); first=$!' \
			'exec 8< <(exec roster tag-archive <&7); second=$!' 'exec 7<&-' \
			'[ "$VICTIM" = 0 ] && victim=$first || victim=$second' \
			'(sleep "$DELAY"; kill -SEGV $victim 2>/dev/null || true) >/dev/null &' 'cat <&8'
		status=0
		run_it --quiet p.sh export.csv 2>said || status=$?
		whole runs && not_locked runs || return 1
		if [ "$status" -eq 0 ]; then
			ended=$((ended + 1))
		else
			died=$((died + 1))
			[ -z "$(proposed runs)" ] && grep -qE '(did not end|ends before|ended with status|program that wrote this|the file is empty)' said || {
				cat said
				return 1
			}
		fi
		rm -rf runs
	done
	say "SIGSEGV to a filter at 40 random moments: $died runs refused, $ended had ended before"
}

@test "two runs at once, 20 times" {
	local i j status held=0 well=0 pids
	generate --contacts 1000 >export.csv
	pipeline 'roster set-phone-valid FALSE "$1"'
	RANDOM=4
	for ((i = 0; i < 20; i++)); do
		pids=()
		for j in 1 2; do
			run_it --quiet p.sh export.csv 2>"said$j" 3>&- &
			pids+=($!)
			pause $((RANDOM % 30))
		done
		for j in 1 2; do
			status=0
			wait "${pids[j - 1]}" || status=$?
			if [ "$status" -eq 5 ] && grep -q 'another program holds it' "said$j"; then
				held=$((held + 1))
			else
				[ "$status" -eq 0 ] || return 1
				well=$((well + 1))
			fi
		done
	done
	[ "$(proposed runs | wc -l)" -eq "$well" ] && [ "$well" -ge 20 ] && whole runs && not_locked runs
	say "20 times two runs at once: $well were proposed, $held were told that another is at work"
}

# pipelines_with_a_tool: a script each, with tamper.sh at every place
pipelines_with_a_tool() {
	local i=0 line
	local stale='last_contacted < \"2025-05-24\"'
	while IFS= read -r line; do
		i=$((i + 1))
		printf 'set -eo pipefail\n%s\n' "${line//STALE/$stale}" >"tool$i.sh"
	done <<'END'
bash "$TAMPER" <"$1" | roster set-phone-valid FALSE --where "STALE"
roster set-phone-valid FALSE --where "STALE" "$1" | bash "$TAMPER"
roster tag-archive --where "STALE" "$1" | bash "$TAMPER" | roster set-phone-valid FALSE
bash "$TAMPER" <"$1" | roster select --where "not (STALE)"
roster select --where "not (STALE)" "$1" | bash "$TAMPER" | roster tag-archive --where "phone_valid = FALSE"
roster tag-archive --where "STALE" "$1" | bash "$TAMPER" | roster select --where "active = TRUE"
bash "$TAMPER" <"$1" | roster purge --where "STALE" + set-phone-valid FALSE --where "sentCount > 90"
roster purge --where "STALE" "$1" | bash "$TAMPER" | roster set-phone-valid FALSE --where "sentCount > 90"
roster set-phone-valid FALSE --where "STALE" "$1" | bash "$TAMPER" | roster purge --where "receivedCount = 0"
roster tag-archive --where "STALE" "$1" + set-phone-valid FALSE --where "STALE" | bash "$TAMPER"
roster select --where "active = TRUE" "$1" | bash "$TAMPER" | roster purge --where "STALE" | roster tag-archive
roster purge --where "STALE" "$1" + select --where "active = TRUE" | bash "$TAMPER"
END
	echo "$i"
}

exports_to_tamper_with() {
	local seed
	for seed in 0 1 2 3 4 5; do
		generate --contacts 30 --seed "$seed" --format ndjson >"$seed.ndjson"
		generate --contacts 30 --seed "$seed" >"$seed.csv"
	done
	generate --contacts 30 --seed 6 --quote all >6.csv
	generate --contacts 30 --seed 7 --crlf >7.csv
	generate --contacts 30 --seed 8 --bom >8.csv
}

# tamper_some NAME SEED TAMPERINGS CLEAN: "KIND PIPELINE EXPORT SEED WORD STATUS" for each run
tamper_some() {
	local kinds exports counted=0 i status word
	read -ra kinds < <(bash "$TAMPER" --kinds)
	exports=([0-9].csv [0-9].ndjson)
	RANDOM=$2
	export TAMPER_KIND TAMPER_SEED TAMPER_MARK=$SCRATCH/mark$1
	for ((i = 0; counted < $3 + $4; i++)); do
		TAMPER_KIND=${kinds[i % ${#kinds[@]}]} TAMPER_SEED=$RANDOM
		[ "$counted" -lt "$3" ] || TAMPER_KIND=none
		local tool=$((1 + RANDOM % pipeline_count)) export=${exports[RANDOM % ${#exports[@]}]}
		status=0
		rm -f "$TAMPER_MARK"
		roster run --no-check --program a --as-of 2026-11-24 --allow-seen --allow-smaller --allow-no-inactive \
			--quiet --runs "runs$1" "tool$tool.sh" "$export" 2>"said$1" || status=$?
		word=$(cat "$TAMPER_MARK")
		if [ "$status" -eq 0 ] && ! whole "runs$1"; then
			word=broken
		elif [ "$status" -ne 0 ] && [ -n "$(proposed "runs$1")" ]; then
			word=proposed
		fi
		echo "$TAMPER_KIND $tool $export $TAMPER_SEED $word $status $(tail -n 1 "said$1")"
		rm -rf "runs$1"
		[ "$word" = same ] && [ "$TAMPER_KIND" != none ] || counted=$((counted + 1))
	done
}

@test "1,000 random tamperings with a pipeline, 1,000 caught, and no false alarm" {
	local pipeline_count tampered caught clean alarms job
	TAMPER=$faults/tamper.sh
	export TAMPER
	exports_to_tamper_with
	pipeline_count=$(pipelines_with_a_tool)
	for job in 1 2; do
		tamper_some "$job" "$job" 500 100 >"done$job" 3>&- &
	done
	wait
	cat done1 done2 >all
	tampered=$(awk '$5 != "same"' all | wc -l)
	caught=$(awk '$5 == "changed" && $6 != 0' all | wc -l)
	clean=$(awk '$5 == "same"' all | wc -l)
	alarms=$(awk '$5 == "same" && $6 != 0' all | wc -l)
	say "$tampered tamperings, $caught caught; $clean times nothing was changed, $alarms false alarms"
	awk '$5 != "same" && $6 == 0 { print "#  not caught:", $1, "by tool" $2 ".sh of", $3, "seed", $4 }
		$5 == "same" && $6 != 0 { print "#  false alarm: tool" $2 ".sh of", $0 }' all | head -n 100 >&3
	awk '$5 != "same" { count[$6]++ } END { for (status in count) print "#  status", status ":", count[status] }' all >&3
	[ "$tampered" -eq 1000 ] && [ "$caught" -eq 1000 ] && [ "$clean" -ge 200 ] && [ "$alarms" -eq 0 ]
}

@test "paths with spaces, newlines and leading dashes" {
	local name count=0
	for name in 'a b' $'new\nline' '-x' '--runs' '-' '$(touch owned)' "it's \"q\"" '*' $'tab\t;|&' 'é'; do
		rm -rf work && mkdir work && cd work || return 1
		generate --contacts 30 >"./$name.csv"
		printf 'phone\n+13035550503\n' >"./$name"
		printf 'customer_id\n0000012\n' >"./$name.list"
		export LIST=$name.list
		# a folder of that name holds the runs and the pipeline
		mkdir "./$name.d"
		cat >"./$name.d/$name.sh" <<'END'
set -euo pipefail
[ -d "$ROSTER_RUN" ] && [ -s "$1" ]
roster set-phone-valid FALSE --protect "$LIST" "$1"
END
		roster run --program "$name" --as-of 2026-11-24 --allow-no-inactive --quiet \
			--protect "$name" --runs "$name.d/$name" -- "$name.d/$name.sh" "$name.csv"
		[ "$(proposed "./$name.d/$name" | wc -l)" -eq 1 ]
		(cd "./$name.d/$name" && for folder in 2026*; do
			roster verify "$folder" >/dev/null && roster verify --repeat "$folder" >/dev/null
		done)
		roster run --program "$name" --as-of 2026-11-24 --allow-no-inactive --quiet \
			--allow-seen --runs "$name" -- "$name.d/$name.sh" "$name.csv" 2>said &&
			return 1 # a file is no folder of runs
		[ -s said ]
		[ "$(find . -name owned)" = '' ]
		cd ..
		count=$((count + 1))
	done
	say "$count names for export, pipeline, runs and lists"
}

@test "hostile keys and values" {
	local count=0 value
	for value in '$(touch owned)' '`touch owned`' '../../owned' '/etc/passwd' '--output=owned' '-x' \
		"'; touch owned; '" '%s%n%d' '<script>alert(1)</script>' '=cmd|calc' '{"key":"1"}' \
		'\u0000' $'\xc2\x85' '*'; do
		rm -rf runs
		{
			echo 'customer_id,active,phone_valid,group_list,last_contacted'
			echo "\"${value//\"/\"\"}\",TRUE,TRUE,\"${value//\"/\"\"}\",2019-01-31"
			echo '2,FALSE,TRUE,B,2019-01-31'
			echo "\"x${value//\"/\"\"}\",TRUE,TRUE,A,2019-01-31"
		} >export.csv
		run_it --quiet "$pipelines/archive-stale.sh" export.csv
		whole runs
		run_it --quiet export.csv -- purge --where 'phone_valid = TRUE' + select --where 'active = TRUE'
		whole runs
		[ -z "$(find . -name '*owned*')" ] && [ "$(ls runs)" = $'2026-11-24-archive-stale\n2026-11-24-by-hand\nlock' ]
		count=$((count + 1))
	done
	say "$count hostile keys and values"
}
