#!/usr/bin/env bats
# A run: proposed in a folder of its own, proved, and looked at again

load common
load runs

bats_require_minimum_version 1.5.0

pipelines=$BATS_TEST_DIRNAME/../pipelines

@test "a run is proposed: copies, cleaned file, journal, page, manifest and sums" {
	contacts
	expect 0 "roster run --no-check --program admissions --as-of 2026-11-24 '$pipelines/archive-stale.sh' export.csv
		cd runs/2026-11-24-archive-stale && ls && gzip -dc cleaned.csv.gz && cat journal.ndjson" <<'END'
run: runs/2026-11-24-archive-stale: proposed and proved: 5 contacts, 3 changed, 0 taken out, 0 rejected
run: look at runs/2026-11-24-archive-stale/review.html
SHA256SUMS
cleaned.csv.gz
export.csv
journal.ndjson
log.txt
manifest.json
pipeline.sh
review.html
stages
started.json
customer_id,active,phone_valid,group_list,last_contacted
1,TRUE,FALSE,ARCHIVED,2020-01-31
2,TRUE,"TRUE",Juniors,2026-01-31
3,FALSE,FALSE,"ARCHIVED",2020-01-31
,TRUE,TRUE,Seniors,2020-01-31
5,TRUE,FALSE,ARCHIVED,2019-12-31
{"key":"1","field":"group_list","from":"Seniors;Band","to":"ARCHIVED","filter":"tag-archive","stage":"tag-archive","reason":"not contacted for 18 months","at":"2026-11-24","run":"2026-11-24-archive-stale"}
{"key":"1","field":"phone_valid","from":"TRUE","to":"FALSE","filter":"set-phone-valid","stage":"set-phone-valid","reason":"not contacted for 18 months","at":"2026-11-24","run":"2026-11-24-archive-stale"}
{"key":"3","field":"phone_valid","from":"TRUE","to":"FALSE","filter":"set-phone-valid","stage":"set-phone-valid","reason":"not contacted for 18 months","at":"2026-11-24","run":"2026-11-24-archive-stale"}
{"key":"5","field":"group_list","from":"Alumni","to":"ARCHIVED","filter":"tag-archive","stage":"tag-archive","reason":"not contacted for 18 months","at":"2026-11-24","run":"2026-11-24-archive-stale"}
{"key":"5","field":"phone_valid","from":"TRUE","to":"FALSE","filter":"set-phone-valid","stage":"set-phone-valid","reason":"not contacted for 18 months","at":"2026-11-24","run":"2026-11-24-archive-stale"}
END
	cd runs/2026-11-24-archive-stale
	cmp export.csv ../../export.csv && cmp pipeline.sh "$pipelines/archive-stale.sh"
	sha256sum --quiet -c SHA256SUMS
	grep -q "$(gzip -dc cleaned.csv.gz | sha256sum | cut -c 1-64)" manifest.json
	[ "$(find . .. -perm /077 | wc -l)" -eq 0 ]
}

@test "filters by hand, NDJSON, drops and purges: proved all the same" {
	roster select --quiet --where 'customer_id != "*"' "$ROOT/testdata/export.ndjson" >export.ndjson
	stale='last_contacted < today - 18 months'
	run_it --quiet export.ndjson -- tag-archive --where "$stale" + \
		select --where 'active = TRUE' + set-phone-valid FALSE --where "$stale" + \
		purge --where 'phone_valid = FALSE and sentCount > 250' --max-changes 1000
	expect 0 'ls runs/2026-11-24-by-hand; roster verify runs/2026-11-24-by-hand' <<'END'
SHA256SUMS
cleaned.ndjson.gz
export.ndjson
journal.ndjson
log.txt
manifest.json
purged.ndjson.gz
removal-request.csv
review.html
stages
started.json
runs/2026-11-24-by-hand: all files are as the run wrote them, and every difference between export and cleaned file is explained: 2,000 records, 663 changed, 111 taken out, 0 rejected
END
}

@test "a foreign program in the pipe that changes something is caught, and named" {
	contacts
	pipeline 'roster set-phone-valid FALSE "$1" | sed s/Juniors/Sophomores/'
	refused 4 'group_list of record 2 (2) is Sophomores in the cleaned file and should be Juniors; no stage reported that change'
	rm -r runs && pipeline 'sed s/TRUE,Seniors/FALSE,Seniors/ "$1" | roster set-phone-valid FALSE'
	refused 4 'phone_valid of record 1 (1) is FALSE in the cleaned file and should be TRUE; no stage reported that change'
	rm -r runs && pipeline 'sed s/2,TRUE,.TRUE./2,TRUE,true/ "$1" | roster set-phone-valid FALSE'
	refused 4 'the journal of the stage set-phone-valid says that phone_valid of 2 was true, but it was "TRUE" when it came there'
}

@test "a record that is lost, added or moved behind a stage's back is caught" {
	contacts
	pipeline 'roster set-phone-valid FALSE "$1" | sed 3d'
	refused 4 'record 2 (2) should come next in the cleaned file, but there is 3: a record was lost, added or moved, and no stage says so'
	rm -r runs && pipeline 'roster set-phone-valid FALSE "$1" | sed \$d'
	refused 4 'record 5 (5) is missing from the cleaned file, which ends before it, and no stage says that it took it out'
	rm -r runs && pipeline 'roster set-phone-valid FALSE "$1"; echo 6,TRUE,TRUE,Alumni,2019-12-31'
	refused 4 'the cleaned file has a record too many at its end (6), which is not in the export or stands in another place there'
	rm -r runs && pipeline 'roster set-phone-valid FALSE "$1" | tail -n +2'
	run -4 run_it p.sh export.csv
	rm -r runs && pipeline "roster set-phone-valid FALSE \"\$1\" | sed 's/Juniors/\"Juniors\"/'"
	refused 4 'group_list of record 2 (2) is "Juniors" in the cleaned file and should be Juniors; no stage reported that change'
}

@test "a stage that died, a pipeline without a filter, a filter that failed" {
	contacts
	pipeline 'sleep 20 | roster set-phone-valid FALSE & until [ -d "$ROSTER_RUN/stages/set-phone-valid" ]; do sleep 0.1; done' \
		'kill -9 $!; pkill -9 -g 0 sleep; cat "$1"'
	refused 4 'the stage set-phone-valid did not end; what it said (in a run, log.txt) tells why'
	rm -r runs && pipeline 'cat "$1"'
	refused 4 'the pipeline ran no filter of roster, so nothing can be proved'
	rm -r runs && pipeline 'roster set-active FALSE --where "nothing = 1" "$1"'
	refused 3 'the pipeline ended with status 3: set-active: export.csv:1: there is no column "nothing"; name it with --column'
	grep -q 'there is no column "nothing"' runs/2026-11-24-p.failed/log.txt
	rm -r runs && pipeline 'kill -9 $$'
	refused 5 'the pipeline was ended by signal 9 (Killed)'
}

@test "stages of one name: numbered in a chain, refused else unless they are named" {
	contacts
	run_it --quiet export.csv -- set-phone-valid FALSE --where 'customer_id = "1"' + \
		set-phone-valid FALSE --where 'customer_id = "2"'
	[ "$(ls runs/2026-11-24-by-hand/stages)" = $'set-phone-valid\nset-phone-valid-2' ]
	rm -r runs && pipeline 'roster set-phone-valid FALSE --where "customer_id = \"1\"" "$1" |' \
		'roster set-phone-valid FALSE'
	run run_it p.sh export.csv
	[ "$status" -eq 2 ] || [ "$status" -eq 3 ] # it is the first or the second that comes too late
	grep -q 'a stage of that name is in the run already; give one of them another name with --stage' \
		runs/2026-11-24-p.failed/log.txt
	rm -r runs && pipeline 'roster set-phone-valid FALSE --where "customer_id = \"1\"" "$1" |' \
		'roster set-phone-valid FALSE --stage rest'
	run_it --quiet p.sh export.csv
	[ "$(ls runs/2026-11-24-p/stages)" = $'rest\nset-phone-valid' ]
}

@test "processes that the pipeline leaves behind are waited for" {
	contacts
	pipeline 'roster set-phone-valid FALSE "$1" | (sleep 0.3; cat) &' \
		'(sleep 0.6; echo late >"$ROSTER_RUN/late") >/dev/null &' 'exit 0'
	run_it --quiet p.sh export.csv
	[ -s runs/2026-11-24-p/late ] && grep -q late runs/2026-11-24-p/SHA256SUMS
}

@test "an export in the pipeline's place is not run" {
	contacts
	echo 'touch ran' >>export.csv
	echo '#!/bin/sh' >p.sh
	expect 2 'roster run --program a --no-check export.csv p.sh; status=$?; [ ! -e ran ] && [ ! -e runs ]; exit $status' <<'END'
run: p.sh is a script, and no export; the pipeline stands first: roster run PIPELINE EXPORT
END
}

@test "caps: changes, rejects, records, age" {
	contacts
	pipeline 'roster set-phone-valid FALSE "$1"'
	run -4 --separate-stderr run_it --max-changes 3 p.sh export.csv
	[ "${stderr_lines[1]}" = 'run: 4 of 5 records were changed or taken out, more than the 3 that --max-changes allows; look at them in the folder that is set aside, then allow more' ]
	run -4 --separate-stderr run_it --max-changes 50% p.sh export.csv
	[[ ${stderr_lines[1]} = *', more than the 50% that --max-changes allows; '* ]]
	run_it --quiet --max-changes 80% p.sh export.csv
	run -4 --separate-stderr run_it --min-records 6 p.sh export.csv
	[ "${stderr_lines[1]}" = 'run: export.csv: the export has 5 records, fewer than the 6 of --min-records; export again' ]
	{ echo customer_id,phone_valid; seq -f '%.0f,TRUE' 2000; } >many.csv
	run -4 --separate-stderr run_it --max-changes 1500 p.sh many.csv
	[[ ${stderr_lines[1]} = 'run: 2,000 of 2,000 records were changed or taken out, more than the 1500 that --max-changes allows; '* ]]
	rm -r runs && run_it --allow-no-inactive --quiet p.sh many.csv
	[[ $(roster verify runs/2026-11-24-p) = *' is explained: 2,000 records, 2,000 changed, 0 taken out, 0 rejected' ]]
	rm -r runs
	touch -d '3 days ago' export.csv
	expect 4 'roster run --program a --max-age 26h p.sh export.csv' <<'END'
run: export.csv: the export is 72 hours old, more than --max-age allows; export again
END
	run_it --quiet --max-age 4d p.sh export.csv
}

@test "bad records end a run, unless some are allowed: then they are set aside and proved" {
	contacts
	printf '6,TRUE,maybe,Alumni,2019-12-31\n7,TRUE\n' >>export.csv
	pipeline 'roster set-phone-valid FALSE "$1"'
	refused 3 'the pipeline ended with status 3: set-phone-valid: export.csv:7:8: phone_valid is "maybe", not TRUE or FALSE (record 6); fix it or run with --max-rejects'
	rm -r runs
	run_it --quiet --max-rejects 2 p.sh export.csv
	expect 0 'roster verify runs/2026-11-24-p; cut -d , -f 1-3 runs/2026-11-24-p/rejects.ndjson' <<'END'
runs/2026-11-24-p: all files are as the run wrote them, and every difference between export and cleaned file is explained: 7 records, 4 changed, 0 taken out, 2 rejected
{"filter":"set-phone-valid","reason":"phone_valid is \"maybe\", not TRUE or FALSE"
{"filter":"set-phone-valid","reason":"the record has 2 fields, the header has 5"
END
	run -4 --separate-stderr run_it --max-rejects 1 p.sh export.csv
	[ "${stderr_lines[1]}" = 'run: 2 of 7 records were rejected, more than the 1 that --max-rejects allows; look at them in the folder that is set aside, then allow more' ]
}

@test "run --protect holds for all stages" {
	contacts
	printf 'customer_id\n1\n' >keep && printf 'customer_id\n5\n' >keep2
	run_it --quiet --protect keep --protect keep2 "$pipelines/archive-stale.sh" export.csv
	gzip -dc runs/2026-11-24-archive-stale/cleaned.csv.gz | diff - export.csv >changed || true
	[ "$(grep -c '^<' changed)" -eq 1 ] && grep -q '^< 3,' changed
	cmp keep runs/2026-11-24-archive-stale/protect/1
}

@test "two runs at once: the second is told who holds the lock; a dead run is set aside" {
	contacts
	pipeline 'sleep 2; roster set-phone-valid FALSE "$1"'
	run_it --quiet p.sh export.csv &
	sleep 0.5
	run -5 --separate-stderr run_it p.sh export.csv
	[[ $stderr =~ ^'run: runs/lock: another program holds it (process '[0-9]+' on '.*', for admissions); wait for it, or look why it hangs'$ ]]
	wait
	[ -d runs/2026-11-24-p ]
	mkdir runs/2026-11-23-p.partial
	pipeline 'roster set-phone-valid FALSE "$1"'
	run_it --quiet p.sh export.csv
	[ "$(ls runs)" = $'2026-11-23-p.failed\n2026-11-24-p\n2026-11-24-p-2\nlock' ]
}

@test "a signal is passed on, and the run is set aside" {
	contacts
	pipeline 'trap "echo told >\$ROSTER_RUN/told; exit 1" TERM; roster set-phone-valid FALSE "$1"; sleep 20 & wait'
	(exec roster run --program a --as-of 2026-11-24 p.sh export.csv 2>/dev/null) &
	sleep 1
	kill -TERM $!
	local ended=0
	wait $! || ended=$?
	[ "$ended" -eq 143 ]
	[ "$(ls runs)" = $'2026-11-24-p.failed\nlock' ] && [ -f runs/2026-11-24-p.failed/told ]
}

@test "verify: what differs first, and where; a moved folder is well" {
	contacts
	run_it --quiet "$pipelines/archive-stale.sh" export.csv
	mkdir elsewhere && mv runs/2026-11-24-archive-stale elsewhere/r
	expect 0 'roster verify elsewhere/r' <<'END'
elsewhere/r: all files are as the run wrote them, and every difference between export and cleaned file is explained: 5 records, 3 changed, 0 taken out, 0 rejected
END
	sed -i s/Juniors/Sophomores/ elsewhere/r/export.csv
	expect 1 'roster verify elsewhere/r' <<'END'
verify: export.csv: is not what the run wrote
END
	sed -i s/Sophomores/Juniors/ elsewhere/r/export.csv && touch elsewhere/r/more
	expect 1 'roster verify elsewhere/r' <<'END'
verify: more: was added to the run
END
	rm elsewhere/r/more elsewhere/r/review.html
	expect 1 'roster verify elsewhere/r' <<'END'
verify: review.html: is missing from the run
END
}

@test "verify --repeat: the same again, from the run's own copies, wherever they are" {
	contacts
	mkdir lists && printf 'id\n1\n5\n' >lists/gone && printf 'customer_id\n5\n' >keep
	pipeline 'roster tag-archive --protect keep --where "customer_id in file(\"lists/gone\", id)" "$1" |' \
		'roster select --where "phone_valid = TRUE"'
	run_it --quiet --max-rejects 1 p.sh export.csv
	mkdir moved && mv runs/2026-11-24-p moved/run && rm -r lists keep runs export.csv p.sh
	expect 0 'roster verify --repeat moved/run; ls moved/run/lists | cut -c 17- | sort' <<'END'
moved/run: all files are as the run wrote them, and every difference between export and cleaned file is explained, and its pipeline gives the same again: 5 records, 1 changed, 0 taken out, 0 rejected
-gone
-keep
END
	mkdir tmp
	contacts
	pipeline 'roster set-phone-valid FALSE --where "customer_id = \"$(cat state)\"" "$1"'
	echo 2 >state && run_it --quiet p.sh export.csv
	echo 3 >state
	expect 1 'TMPDIR=$PWD/tmp roster verify --repeat runs/2026-11-24-p' <<'END'
verify: the pipeline, run again, writes something else from line 3 of the cleaned file on
END
	[ -z "$(ls tmp)" ]
	roster verify runs/2026-11-24-p
	run_it --quiet export.csv -- set-phone-valid FALSE + select --where 'active = TRUE'
	roster verify --repeat runs/2026-11-24-by-hand
}

@test "a pipeline that changes its own inputs, or sets records aside unasked, is refused" {
	contacts
	pipeline 'sed -i s/Juniors/Sophomores/ "$1"; roster set-phone-valid FALSE "$1"'
	refused 4 'the pipeline changed its own export.csv; it may only read it'
	rm -r runs && pipeline 'echo "# more" >>"$0"; roster set-phone-valid FALSE "$1"'
	refused 4 'the pipeline changed its own pipeline.sh; it may only read it'
	rm -r runs && echo 7,TRUE >>export.csv && pipeline 'roster set-phone-valid FALSE --rejects rej "$1"'
	refused 2 'the pipeline ended with status 2: set-phone-valid: a run keeps the bad records that its --max-rejects allows; leave --rejects out of its pipeline'
}

@test "a run does not take its stages' variables from elsewhere" {
	contacts
	printf 'customer_id\n1\n' >keep
	echo 7,TRUE >>export.csv && pipeline 'roster set-phone-valid FALSE --protect keep "$1"'
	ROSTER_REJECTS=1 refused 3 'the pipeline ended with status 3: set-phone-valid: export.csv:7:1: the record has 2 fields, the header has 5 (record 6); fix it or run with --max-rejects'
	rm -r runs && sed -i '$d' export.csv
	ROSTER_LISTS=/nowhere run_it --quiet p.sh export.csv
}

@test "what else lies in the folder of runs does not stop a run" {
	contacts
	mkdir -p runs/lost+found
	run_it --quiet "$pipelines/archive-stale.sh" export.csv
	[ "$(roster status | wc -l)" -eq 1 ]
	# who runs it mostly may not look into that of a file system of its own
	chmod 0 runs/lost+found
	local as=()
	if [ "$(id -u)" -eq 0 ]; then
		chmod 755 . && chown -R 65534 runs
		as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
		"${as[@]}" test -x "$(command -v roster)" || skip 'nobody may not run roster here'
		[[ $(command -v roster) != */cover/roster ]] || skip 'nobody may not write what gcov counts'
	fi
	run -0 --separate-stderr "${as[@]}" roster status
	[ "${#lines[@]}" -eq 1 ] && [ -z "$stderr" ]
	# but a run that may not be looked into is missed
	chmod 0 runs/2026-11-24-archive-stale
	run -5 "${as[@]}" roster status
	[ "$output" = 'status: runs/2026-11-24-archive-stale/manifest.json: cannot be looked at: Permission denied' ]
	chmod -R u+rwx runs
}

@test "hostile names: nothing of the export is executed or used as a path" {
	odd=$'a b\n-x$(touch owned);`touch owned`.csv'
	printf 'customer_id,phone_valid,group_list,last_contacted\n"../../x$(touch owned)",TRUE,A,2019-01-31\n"--output=y",TRUE,A,2019-01-31\n' >"$odd"
	cp -- "$pipelines/archive-stale.sh" $'-p "q\'.sh'
	run_it --quiet -- $'-p "q\'.sh' "$odd"
	[ ! -e owned ] && [ ! -e y ]
	[ "$(ls runs)" = $'2026-11-24--p--q-\nlock' ]
	roster verify runs/*q- >/dev/null
}

@test "usage" {
	contacts
	expect 2 'roster run p.sh export.csv' <<'END'
run: say whose contacts these are: --program NAME
END
	expect 2 'roster run --program a export.csv' <<'END'
run: say what to run: roster run PIPELINE EXPORT, or roster run EXPORT -- FILTER ...
END
	expect 5 'roster run --program a p.sh missing.csv' <<'END'
run: missing.csv: cannot open: No such file or directory
END
	expect 2 'roster run --program a p.sh /dev/null' <<'END'
run: /dev/null: is no regular file; a run copies its export, so name one
END
	expect 2 'roster run --program a --max-age soon p.sh export.csv' <<'END'
run: --max-age is "soon", not a number of hours (26h) or days (7d)
END
	expect 2 'roster run --program a --max-changes many p.sh export.csv' <<'END'
run: --max-changes is "many", not a number or a share such as 5%
END
}

@test "progress is shown on a terminal, and nowhere else" {
	generate --contacts 60000 >export.csv
	pipeline 'roster set-phone-valid FALSE "$1" | (head -c 1000000; sleep 0.6; cat)'
	TERM=xterm script -qc 'roster run --program a --as-of 2026-11-24 p.sh export.csv' seen >/dev/null
	grep -q 'running: .* records, .* a second, .* MB/s' seen
	TERM=xterm script -qc 'roster run --quiet --allow-seen --program a p.sh export.csv' quiet >/dev/null
	run ! grep -q running quiet
	TERM=dumb script -qc 'roster run --allow-seen --program a p.sh export.csv' dumb >/dev/null
	run ! grep -q running dumb
	run --separate-stderr run_it p.sh export.csv
	[[ $stderr != *running* ]]
}
