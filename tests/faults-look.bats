#!/usr/bin/env bats
# What cannot be looked at is not taken for missing: each program ends with 5, says what it was, and
# leaves everything as it was

load common

bats_require_minimum_version 1.5.0

# make_world: the inputs of every_call.sh, for each test to copy
make_world() {
	cc -shared -fPIC -o "$SCRATCH/fail_call.so" "$ROOT/tests/faults/fail_call.c" -ldl
	. "$ROOT/tests/faults/programs.bash"
	mkdir before
	(cd before && LD_PRELOAD=$SCRATCH/fail_call.so FAIL_TIME=$((FAIL_TIME - 7200)) make_inputs) \
		>made 2>&1
}

# fails CALL PATTERN COMMAND <<<MESSAGES: with what is found by its name in programs.bash
fails() {
	local status=0
	cat >wanted
	rm -rf now mark
	cp -a before now
	(cd now && FAIL_CALL=$1 FAIL_PATH=$2 FAIL_AT=1 FAIL_ERRNO=5 FAIL_MARK=$SCRATCH/mark \
		LD_PRELOAD=$SCRATCH/fail_call.so bash -c "exec ${commands[$3]-$3}") >out 2>said ||
		status=$?
	sed -i "s|$SCRATCH/now/||" said
	[ -e mark ] || { echo "$2: is not looked at by $3" && return 1; }
	[ "$status" -eq 5 ] || { echo "$2: status $status of $3" && cat said && return 1; }
	diff -u wanted said
}

# as_before: nothing was written, moved or removed, but for where approve works
as_before() {
	diff -r --exclude=lock --exclude=.approval before now
}

# unseen FILE COMMAND [AS_IN_MESSAGE]: where it cannot be looked at
unseen() {
	fails look "*$1" "$2" <<<"${3%%:*}: ${3#*: }: cannot be looked at: Input/output error" && as_before
}

@test "a run, and what is in it: history" {
	skip_unless_preloaded
	make_world
	local file
	unseen runs/$run history "history: runs/$run"
	for file in manifest.json started.json seen.ndjson came-back.ndjson approval.json confirmed.ndjson; do
		unseen "/$file" history "history: runs/$run/$file"
	done
	for file in manual.csv decisions.json; do
		unseen "/$file" history-uploaded "history: done/$run/$file"
	done
}

@test "a run, and what is in it: status, review, uploaded, prune, undo" {
	skip_unless_preloaded
	make_world
	local file
	unseen runs/$run status "status: runs/$run"
	unseen /approval.json uploaded "uploaded: half/$run/approval.json"
	unseen /approval.json undo "undo: done/$run/approval.json"
	for file in manifest.json export.csv cleaned.csv.gz pruned.json; do
		unseen "/$file" prune "prune: done/$run/$file"
	done
	unseen /manifest.json review "review: runs/$run/../$run/manifest.json"
}

@test "an earlier run, for a later one's page and the table of all" {
	skip_unless_preloaded
	make_world
	local status=0
	(cd before && LD_PRELOAD=$SCRATCH/fail_call.so bash -c "${commands[run-again]} --quiet")
	unseen "done/$run-2/../$run/approval.json" "roster review --output page.html done/$run-2" \
		"review: done/$run-2/../$run/approval.json"
	cd before
	FAIL_CALL=look FAIL_PATH="done/$run/approval.json" FAIL_AT=1 FAIL_ERRNO=5 \
		LD_PRELOAD=$SCRATCH/fail_call.so roster status --runs done >out || status=$?
	[ "$status" -eq 1 ]
	grep -qx "$run  a  superseded  .*  done/$run/approval.json: cannot be looked at: Input/output error" out
}

@test "a run that is to be approved" {
	skip_unless_preloaded
	make_world
	unseen runs/$run approve "approve: runs/$run"
	unseen /manifest.json approve "approve: runs/$run/manifest.json"
	unseen /started.json approve "approve: runs/$run/started.json"
	unseen /approval.json approve "approve: runs/$run/approval.json"
	unseen /pruned.json approve "approve: runs/$run/pruned.json"
	unseen /decisions.json "roster approve --by me runs/$run" "approve: runs/$run/decisions.json"
	cp -a "before/done/$run" before/runs/2026-11-23-earlier
	unseen earlier/approval.json approve 'approve: runs/2026-11-23-earlier/approval.json'
}

@test "what earlier runs show before somebody is opted in" {
	skip_unless_preloaded
	make_world
	local file
	for file in manifest.json uploaded.ndjson update-phone_valid.csv seen.ndjson; do
		unseen "$run/$file" set-active-evidence "set-active: done/$run/$file"
	done
	unseen done/manifest.json set-active-evidence 'set-active: done/manifest.json'
	unseen ./manifest.json \
		'roster set-active TRUE --evidence ./done.ndjson --opt-outs keep --opt-outs-until 2026-11-24 --export-date 2026-11-24 in.csv' \
		'set-active: ./manifest.json'
}

@test "the parts of an export, which merge puts together" {
	skip_unless_preloaded
	make_world
	local file
	unseen cut/parts.json merge 'merge: cut/parts.json'
	for file in purged.csv.gz removal-request.csv suppression.csv rejects.ndjson; do
		unseen "cut/0001/stages/purge/$file" merge "merge: cut/0001/stages/purge/$file"
		[ ! -e now/merged ]
	done
	unseen cut/0002/stages/purge/suppression.csv merge 'merge: cut/0002/stages/purge/suppression.csv'
}

@test "the place of an output" {
	skip_unless_preloaded
	make_world
	local file
	for file in b s r out.csv; do
		unseen "$file" purge-opted-out "purge: $file"
	done
	unseen in.csv 'roster set-phone-valid FALSE --output new.csv in.csv' 'set-phone-valid: in.csv'
	unseen bad 'roster select --where "active = TRUE" --rejects bad in.csv' 'select: bad'
	fails fstat '*/out' 'roster select --where "active = TRUE" in.csv' \
		<<<'select: standard output: cannot be looked at: Input/output error'
	unseen . 'roster purge --where "active = TRUE" --backup ./b --request ../now/b in.csv' 'purge: .'
}

# run_fails CALL PATTERN MESSAGE: nothing is proposed, and log.txt says it
run_fails() {
	local command="roster run --program a --runs runs --protect keep --no-check --allow-no-inactive \
--allow-seen four.csv -- purge --where \"customer_id = '0014'\""
	fails "$1" "$2" "$command" <<<"run: runs/$run-2.failed is set aside; its log.txt says what happened
$3" && [ "$(find now/runs -name "$run*" | wc -l)" -eq 2 ] &&
		[ "$(sed "s|$SCRATCH/now/||; \$!d" "now/runs/$run-2.failed/log.txt" | cut -c 21-)" = "failed: ${3#run: }" ]
}

@test "what a run reads, and what its stages leave" {
	skip_unless_preloaded
	make_world
	local folder=runs/$run-2.partial file
	for file in purged.csv.gz suppression.csv rejects.ndjson; do
		run_fails look "$folder/stages/purge/$file" \
			"run: $folder/stages/purge/$file: cannot be looked at: Input/output error"
	done
	for file in protect came-back.ndjson; do
		run_fails look "*$run-2.partial/$file" \
			"run: $folder/$file: cannot be looked at: Input/output error"
	done
	run_fails look "runs/$run/own-opt-outs.ndjson" \
		"run: runs/$run/own-opt-outs.ndjson: cannot be looked at: Input/output error"
	run_fails fstat '*/now/four.csv' 'run: four.csv: cannot read: Input/output error'
	unseen "$run-2" 'roster run --program a in.csv -- set-phone-valid FALSE' "run: runs/$run-2"
	unseen protect verify-repeat "verify: runs/$run/protect"
}

@test "a pipeline that cannot be started says why, or why it cannot" {
	skip_unless_preloaded
	make_world
	run_fails dup '*' 'run: the pipeline ended with status 5: roster: the pipeline cannot be started: Input/output error'
	fails fopen '*/log.txt' "roster run --program a --runs runs --no-check --allow-no-inactive --allow-seen \
four.csv -- set-phone-valid FALSE --protect none.csv" <<END
run: runs/$run-2.failed is set aside; its log.txt says what happened
run: the pipeline ended with status 5: runs/$run-2.partial/log.txt: cannot open: Input/output error
END
}
