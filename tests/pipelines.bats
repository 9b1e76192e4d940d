#!/usr/bin/env bats
# The pipelines, each on a plain file, by the policy that stands at its top

load common

setup_file() {
	export ROSTER_AS_OF=2026-11-24
}

pipelines=$BATS_TEST_DIRNAME/../pipelines
export_gz=$BATS_TEST_DIRNAME/../testdata/export.csv.gz
caution='archived contacts can still text in, and users of their old groups no longer see them; somebody with access to the archive group should watch it (watch-archived.sh)'

# count EXPR FILE: how many contacts match
count() {
	roster select --quiet --where "$1" --to ndjson "$2" | grep -c '{' || true
}

@test "archive-stale: the recommended combination, with journals that explain every change" {
	export ROSTER_AS_OF=2026-11-24
	mkdir j
	bash "$pipelines/archive-stale.sh" "$export_gz" j >out 2>err
	diff err - <<END
tag-archive: 2,000 read, 2,000 written, 618 changed, 70 with no last_contacted
tag-archive: $caution
set-phone-valid: 2,000 read, 2,000 written, 645 changed, 70 with no last_contacted
END
	stale='last_contacted < 2025-05-24'
	[ "$(count "$stale and not (phone_valid = FALSE and group_list = \"ARCHIVED\")" out)" -eq 0 ]
	[ "$(wc -l <j/tag-archive.ndjson)" -eq 618 ]
	[ "$(wc -l <j/set-phone-valid.ndjson)" -eq 645 ]
	# nothing else: without the two columns both files are the same
	cut_columns() { roster select --quiet --where 'customer_id != "*"' --to ndjson "$1" |
		sed -E 's/"(phone_valid|group_list)":"[^"]*"/"\1":""/g'; }
	cmp <(cut_columns "$export_gz") <(cut_columns out)
	[ "$(diff <(gzip -dc "$export_gz") out | grep -c '^>')" -eq \
		"$(cat j/*.ndjson | grep -o '"key":"[^"]*"' | sort -u | wc -l)" ]
}

@test "archive-stale without a folder for journals says that it cannot be undone" {
	export ROSTER_AS_OF=2026-11-24
	bash "$pipelines/archive-stale.sh" "$export_gz" 2>err >out
	[ "$(grep -c 'no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE' err)" -eq 2 ]
}

@test "invalidate-numbers: placeholders and damaged numbers" {
	printf 'customer_id,phone,phone_valid\n1,+15555550100,TRUE\n2,1.4E+10,TRUE\n3,+13035550103,TRUE\n4,5555555555,TRUE\n' >in
	expect 0 "mkdir j; bash '$pipelines/invalidate-numbers.sh' in j" <<'END'
customer_id,phone,phone_valid
1,+15555550100,FALSE
2,1.4E+10,FALSE
3,+13035550103,TRUE
4,5555555555,FALSE
set-phone-valid: 4 read, 4 written, 3 changed
END
}

@test "deactivate: says what it does to the metrics, and has a cap" {
	printf 'customer_id,active,group_list\n1,TRUE,Do Not Contact\n2,TRUE,Seniors\n' >in
	expect 0 "mkdir j; bash '$pipelines/deactivate.sh' in j" <<'END'
customer_id,active,group_list
1,FALSE,Do Not Contact
2,TRUE,Seniors
set-active: 2 read, 2 written, 1 changed
set-active: active=FALSE counts as an opt-out in the metrics, and the platform cannot tell it from a real one afterwards, so opting these contacts in again is not recommended; the recommended way is tag-archive together with set-phone-valid FALSE
END
	{ head -1 in && for ((i = 0; i < 201; i++)); do echo "$i,TRUE,Do Not Contact"; done; } >many
	run -4 --separate-stderr bash -c "bash '$pipelines/deactivate.sh' many >out"
	[ "$stderr" = 'set-active: more than 200 contacts would be changed; look at them, then raise --max-changes' ]
}

bats_require_minimum_version 1.5.0

@test "request-deletion: backup and request, and the rest" {
	printf 'customer_id,active,group_list,last_contacted\n1,TRUE,ARCHIVED,2019-01-31\n2,FALSE,ARCHIVED,2019-01-31\n3,TRUE,Seniors,2019-01-31\n4,TRUE,ARCHIVED,2026-01-31\n' >in
	expect 0 "ROSTER_AS_OF=2026-11-24 bash '$pipelines/request-deletion.sh' in .; gzip -dc purged.csv.gz; cat removal-request.csv" <<'END'
customer_id,active,group_list,last_contacted
2,FALSE,ARCHIVED,2019-01-31
3,TRUE,Seniors,2019-01-31
4,TRUE,ARCHIVED,2026-01-31
purge: 4 read, 3 written, 1 purged, 1 kept because they opted out
purge: a deleted opt-out can be imported anew as opted in, so those who opted out stay; --opted-out takes them out too
purge: nothing is deleted on the platform by this: its staff does it from the request list; deletion is permanent and takes the contact's message history for that program along
customer_id,active,group_list,last_contacted
1,TRUE,ARCHIVED,2019-01-31
customer_id
1
END
	run -2 bash "$pipelines/request-deletion.sh" in . # nothing is overwritten
	[ "$(wc -l <removal-request.csv)" -eq 2 ]
}

@test "request-deletion: in a run, which keeps request and backup itself" {
	run -0 roster run --program admissions --as-of 2026-11-24 "$pipelines/request-deletion.sh" "$export_gz"
	[[ $output == *': proposed and proved: 2,000 contacts, 0 changed, 8 taken out, 0 rejected'* ]]
	ROSTER_AS_OF=2026-11-24 bash "$pipelines/request-deletion.sh" "$export_gz" . >out 2>err
	cmp removal-request.csv runs/2026-11-24-request-deletion/removal-request.csv
	cmp <(gzip -dc purged.csv.gz) <(gzip -dc runs/2026-11-24-request-deletion/purged.csv.gz)
	cmp out <(gzip -dc runs/2026-11-24-request-deletion/cleaned.csv.gz)
}

@test "nightly-cleanup: everything in one process, the same by hand" {
	export ROSTER_AS_OF=2026-11-24
	mkdir j
	bash "$pipelines/nightly-cleanup.sh" "$export_gz" j >out 2>err
	stale='last_contacted < today - 18 months and not (group_list has "Staff")'
	roster set-phone-valid FALSE --where 'phone ~ "^[+]?1?(555555|000000|999999)"' --quiet "$export_gz" |
		roster tag-archive --where "$stale" --quiet |
		roster set-phone-valid FALSE --where "$stale" --quiet | cmp - out
	[ "$(ls j)" = $'archived.ndjson\nplaceholder.ndjson\nunreachable.ndjson' ]
}

@test "watch-archived: who has texted in since" {
	printf 'customer_id,group_list,receivedCount,note\n1,ARCHIVED,3,"a ""receivedCount"":""9"", b"\n2,ARCHIVED,0,\n3,Seniors,1,\n,ARCHIVED,5,\n' >old
	printf '{"customer_id":"1","group_list":"ARCHIVED","note":",\\"receivedCount\\":1","receivedCount":5}\n{ "receivedCount" : 0, "customer_id":"2","group_list":["ARCHIVED","X"]}\n{"customer_id":"3","group_list":"Seniors","receivedCount":7}\n{"customer_id":"9","group_list":"ARCHIVED","receivedCount":2}\n' >new
	expect 1 "bash '$pipelines/watch-archived.sh' old new" <<'END'
1: 2 more, 5 in all
1 of 3 contacts in ARCHIVED have texted in since
1 came into the group since, and had texted in before or after
END
	expect 0 "bash '$pipelines/watch-archived.sh' old old" <<'END'
0 of 2 contacts in ARCHIVED have texted in since
END
	sed 's/receivedCount/texts/' old >without
	expect 0 "bash '$pipelines/watch-archived.sh' old without" <<'END'
The exports have no column receivedCount, so they do not tell who has texted in: look into the group ARCHIVED on the platform, or name another column in watch-archived.sh.
END
	expect 3 "bash '$pipelines/watch-archived.sh' old /dev/null" <<'END'
select: /dev/null: the file is empty; say --from ndjson if that is right
END
}

@test "a pipeline without its operands says how it is called" {
	for script in "$pipelines"/*.sh; do
		name=$(basename "$script")
		[ "$name" = demo.sh ] && continue
		expect 2 "bash '$script' 2>&1 | cut -d' ' -f 1-2; exit \${PIPESTATUS[0]}" <<<"usage: $name"
	done
	expect 2 "bash '$pipelines/request-deletion.sh' in" <<<'usage: request-deletion.sh EXPORT FOLDER > REST'
	expect 2 "bash '$pipelines/watch-archived.sh' in" <<<'usage: watch-archived.sh OLD NEW'
}

@test "the demo cleans the sample and shows where to look" {
	run bash -c "cd '$ROOT' && sh pipelines/demo.sh --no-install 2>&1"
	[ "$status" -eq 0 ] && [[ $output == *'618 changed'* ]] && [[ $output == *'Where to look:'* ]]
	[ "$(wc -l <"$ROOT/build/demo/journals/tag-archive.ndjson")" -eq 618 ]
}

@test "run-newest: the newest export, and caps that stand at its top" {
	mkdir exports runs
	run -5 bash "$pipelines/run-newest.sh" admissions exports runs "$pipelines/nightly-cleanup.sh"
	[ "$output" = 'run-newest.sh: there is no export in exports (*.csv, *.csv.gz, *.ndjson, *.ndjson.gz)' ]
	run -5 bash "$pipelines/run-newest.sh" admissions nowhere runs "$pipelines/nightly-cleanup.sh"
	[ "$output" = "run-newest.sh: the folder of exports, nowhere, is not there or may not be read by $(id -un)" ]
	{ echo customer_id,phone,phone_valid,group_list,last_contacted,active &&
		for ((i = 0; i < 150; i++)); do echo "$i,+13035550101,TRUE,Seniors,2999-01-01,FALSE"; done; } >"exports/a b.csv"
	head -140 "exports/a b.csv" >exports/old.csv
	touch -d '2 hours ago' exports/old.csv
	run -0 bash "$pipelines/run-newest.sh" admissions exports runs "$pipelines/nightly-cleanup.sh"
	[[ ${lines[0]} == *'nightly-cleanup: proposed and proved: 150 contacts, 0 changed, 0 taken out, 0 rejected' ]]
	touch -d '2 days ago' exports/*
	run -4 bash "$pipelines/run-newest.sh" admissions exports runs "$pipelines/nightly-cleanup.sh"
	[[ $output == *'more than --max-age allows; export again' ]]
}

@test "the systemd units are as systemd wants them" {
	command -v systemd-analyze >/dev/null || skip 'systemd-analyze is not installed'
	cp "$pipelines"/systemd/* .
	sed -i "s|/usr/local/share/roster|$ROOT|; /^Documentation=/d" ./*.service
	run -0 systemd-analyze verify ./roster-nightly.service ./roster-nightly.timer ./roster-failed.service
	[ -z "$output" ]
}

@test "the timer has a run every night, also when the clocks go forward" {
	command -v systemd-analyze >/dev/null || skip 'systemd-analyze is not installed'
	[ -e /usr/share/zoneinfo/Europe/Helsinki ] || skip 'no time zones are installed'
	local when zone day
	when=$(sed -n 's/^OnCalendar=//p' "$pipelines/systemd/roster-nightly.timer")
	while read -r zone day; do
		TZ=$zone systemd-analyze calendar --base-time="$day 12:00" --iterations=2 "$when" |
			sed -n 's/^ *\(Next elapse\|Iter. #2\): *//p'
	done >nights <<'END'
America/Denver 2026-03-07
Europe/Berlin 2026-10-24
Europe/London 2026-03-28
Europe/Helsinki 2026-03-28
END
	diff - nights <<'END'
Sun 2026-03-08 04:30:00 MDT
Mon 2026-03-09 04:30:00 MDT
Sun 2026-10-25 04:30:00 CET
Mon 2026-10-26 04:30:00 CET
Sun 2026-03-29 04:30:00 BST
Mon 2026-03-30 04:30:00 BST
Sun 2026-03-29 04:30:00 EEST
Mon 2026-03-30 04:30:00 EEST
END
}

# split_lines START END FILE: the lines that Hadoop's TextInputFormat gives the task of that split
split_lines() {
	LC_ALL=C awk -v start="$1" -v end="$2" '
		(start == 0 || at > start) && at <= end { print }
		{ at += length($0) + 1 }' "$3"
}

# stream EXPORT SIZE: clean.sh over each split, as Hadoop Streaming runs it without a reducer
stream() {
	local size start=0 task=0 length splits=()
	size=$(stat -c %s "$1")
	while ((start < size)); do # the last one may be a tenth longer
		length=$((10 * (size - start) > 11 * $2 ? $2 : size - start))
		splits+=("$length $start")
		start=$((start + length))
	done
	printf '%s\n' "${splits[@]}" | sort -s -k 1,1nr >sizes
	while read -r length start; do
		mkdir "task$task"
		ln -s "$(command -v roster)" "task$task/roster"
		split_lines "$start" $((start + length)) "$1" | (
			cd "task$task"
			mapreduce_map_input_start=$start ROSTER_AS_OF=2026-11-24 bash ../clean.sh
		) | awk '{ print index($0, "\t") ? $0 : $0 "\t" }' >"cleaned/2026-11-24/part-0000$task"
		task=$((task + 1))
	done <sizes
}

@test "the recipe for Hadoop Streaming gives the bytes of one process, through pipes" {
	recipe() { # LINE: the code of parallel.md from there to the blank line behind it
		sed -n "/^    $1/,/^\$/s/^    //p" "$ROOT/pipelines/parallel.md"
	}
	recipe 'set -euo pipefail' | sed "s,\"/journals,\"$PWD/journals," >clean.sh
	recipe "hdfs dfs -cat '.cleaned" | sed "s,'/\([a-z]*\)/\([^']*\)',$PWD/\1/\2," >join.sh
	hdfs() { # dfs -put FILE PLACE, or dfs -cat FILE...
		[ "$2" = -put ] && cp "$3" "$4" || cat "${@:3}"
	}
	export -f hdfs
	mkdir -p cleaned/2026-11-24 journals/2026-11-24
	gzip -dc "$ROOT/testdata/export.csv.gz" | roster select --quiet --to ndjson --where 'sentCount >= 0' >export.ndjson
	size=$(stat -c %s export.ndjson)
	stream export.ndjson $((size * 100 / 307))
	[ "$(head -n 1 sizes | cut -d ' ' -f 2)" -gt 0 ] # the last split is the first task
	bash join.sh
	ROSTER_AS_OF=2026-11-24 roster tag-archive --quiet --where 'last_contacted < today - 18 months' \
		--journal one.ndjson export.ndjson >one
	cmp cleaned.ndjson one
	cmp journal.ndjson one.ndjson
	[ "$(wc -l <one.ndjson)" -gt 100 ]
}

@test "the recipe for Hadoop Streaming: a task over an empty split leaves nothing" {
	sed -n '/^    set -euo pipefail/,/^$/s/^    //p' "$ROOT/pipelines/parallel.md" >clean.sh
	hdfs() { :; }
	export -f hdfs
	ln -s "$(command -v roster)" roster
	expect 0 'mapreduce_map_input_start=7 bash clean.sh 2>&1' <<'END'
tag-archive: 0 read, 0 written, 0 changed
END
}
