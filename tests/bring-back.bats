#!/usr/bin/env bats
# bring-back.sh: archived contacts get their groups and phone_valid back from the journals

load common
bats_require_minimum_version 1.5.0

# Exports of before and of today, and the journals of three clean-ups between them
clean_up() {
	cat >one.csv <<'END'
customer_id,signalvine_id,active,phone_valid,group_list
1,a,TRUE,TRUE,Seniors;Band
2,b,TRUE,TRUE,Juniors
3,c,TRUE,TRUE,
4,d,FALSE,TRUE,Seniors
5,e,TRUE,TRUE,Chess
6,f,TRUE,FALSE,ARCHIVED
7,g,TRUE,TRUE,Staff
8,h,TRUE,TRUE,Seniors
"9""x",i,TRUE,TRUE,Chess
END
	roster tag-archive --where 'not (customer_id in ("6","7"))' --journal g1 --quiet one.csv |
		roster set-phone-valid FALSE --where 'not (customer_id in ("6","7"))' --journal p1 --quiet >two.csv
	# 5 came back by hand, moved on, and was archived again
	sed -i 's/^5,.*/5,e,TRUE,TRUE,Drama/' two.csv
	roster tag-archive --where 'customer_id = "5"' --journal g2 --quiet --output three.csv two.csv
	# 2 has joined a group since
	sed -i '/^2,/s/ARCHIVED/ARCHIVED;Choir/' three.csv
	printf 'customer_id\n1\n2\n3\n4\n5\n6\n7\n"9""x"\nnobody\n' >list.csv
}

brought_back='customer_id,signalvine_id,active,phone_valid,group_list
1,a,TRUE,TRUE,Seniors;Band
2,b,TRUE,TRUE,Juniors;Choir
3,c,TRUE,TRUE,Returned
4,d,FALSE,TRUE,Seniors
5,e,TRUE,TRUE,Drama
6,f,TRUE,FALSE,Returned
7,g,TRUE,TRUE,Staff
8,h,TRUE,FALSE,ARCHIVED
"9""x",i,TRUE,TRUE,Chess'

@test "the runs of another program, and those that failed, tell nothing about these contacts" {
	printf 'customer_id,active,phone_valid,group_list\n1,TRUE,TRUE,Choir\n2,FALSE,TRUE,Choir\n' >a.csv
	printf 'customer_id,active,phone_valid,group_list\n1,TRUE,TRUE,Football\n' >b.csv
	run_of() { # PROGRAM DAY EXPORT WHAT...
		roster run --quiet --no-check --allow-seen --allow-no-inactive --program "$1" --as-of "$2" "$3" -- "${@:4}"
	}
	run_of a 2026-11-01 a.csv tag-archive --where 'customer_id = "1"'
	run_of b 2026-11-02 b.csv tag-archive
	cp -r runs/2026-11-02-by-hand runs/2026-11-03-by-hand.failed
	rm runs/2026-11-03-by-hand.failed/manifest.json
	sed -i '/^1/s/Choir/ARCHIVED/' a.csv
	printf 'customer_id\n1\n' >list.csv
	expect 2 "bash '$ROOT/pipelines/bring-back.sh' list.csv a.csv" <<'END'
bring-back.sh: these are runs of several programs, a and b; name the journals of one
END
	sed 's/^list=.*/list=list.csv/' "$ROOT/pipelines/bring-back.sh" >bring-back.sh
	roster run --quiet --no-check --program a --as-of 2026-11-05 bring-back.sh a.csv
	[ "$(zcat runs/2026-11-05-bring-back/cleaned.csv.gz | sed -n 2p)" = 1,TRUE,TRUE,Choir ]
	rm -r runs/2026-11-02-by-hand runs/2026-11-05-bring-back
	bash bring-back.sh a.csv 2>said | grep -q '^1,TRUE,TRUE,Choir$'
}

@test "groups and phones come back, what was gained since stays, and who is opted out is named" {
	clean_up
	mkdir j
	expect 0 "bash '$ROOT/pipelines/bring-back.sh' list.csv --journals j three.csv g1 p1 g2 2>said; tail -n 2 said" <<END
$brought_back
bring-back.sh: not in the export: nobody
bring-back.sh: opted out, and still so: 4
END
	[ "$(ls j)" = $'alone.ndjson\narchived.ndjson\ngroups-1.ndjson\ngroups-3.ndjson\nphones-2.ndjson' ]
	grep -q '"reason":"brought back on request"' j/groups-3.ndjson
	bash "$ROOT/pipelines/bring-back.sh" list.csv --into 'Class of "26"' three.csv g1 p1 g2 2>/dev/null |
		grep -q '^3,c,TRUE,TRUE,"Class of ""26"""$'
	# the same of objects
	roster select --where 'customer_id is not empty' --to ndjson --quiet three.csv >three.ndjson
	diff <(bash "$ROOT/pipelines/bring-back.sh" list.csv three.ndjson g1 p1 g2 2>/dev/null) \
		<(roster select --where 'customer_id is not empty' --to ndjson --quiet <(echo "$brought_back"))
}

@test "without a journal they go to the group that is said" {
	clean_up
	printf 'customer_id\n1\n' >list.csv
	expect 0 "bash '$ROOT/pipelines/bring-back.sh' list.csv --into Seniors three.csv 2>/dev/null | diff three.csv -; true" <<'END'
2c2
< 1,a,TRUE,FALSE,ARCHIVED
---
> 1,a,TRUE,FALSE,Seniors
END
	printf 'customer_id\nnobody\n' >list.csv
	expect 3 "bash '$ROOT/pipelines/bring-back.sh' list.csv three.csv g1" <<'END'
bring-back.sh: list.csv names no contact of the export
END
	expect 2 "bash '$ROOT/pipelines/bring-back.sh' list.csv --in X three.csv g1" <<'END'
usage: bring-back.sh LIST [--into GROUP] [--journals FOLDER] EXPORT [JOURNAL ...] > CLEANED
END
	for words in '' list.csv 'list.csv --into' 'list.csv --journals j'; do
		expect 2 "bash '$ROOT/pipelines/bring-back.sh' $words" <<'END'
usage: bring-back.sh LIST [--into GROUP] [--journals FOLDER] EXPORT [JOURNAL ...] > CLEANED
END
	done
}

@test "columns by other names, and contacts that are protected" {
	clean_up
	sed -i 's/^customer_id/Customer ID/' list.csv three.csv
	printf 'customer_id\n1\n8\n' >keep.csv
	expect 0 "ROSTER_PROTECT=keep.csv bash '$ROOT/pipelines/bring-back.sh' list.csv three.csv g1 p1 g2 2>said; tail -n 2 said" <<END
$(sed 's/^customer_id/Customer ID/;s/^1,.*/1,a,TRUE,FALSE,ARCHIVED/' <<<"$brought_back")
bring-back.sh: not in the export: nobody
bring-back.sh: opted out, and still so: 4
END
}

@test "in a run it is proved, and repeated when list and journals have gone" {
	clean_up
	sed "s|^list=.*|list=$PWD/list.csv|;s|^journals=.*|journals=($PWD/{g1,p1,g2})|" \
		"$ROOT/pipelines/bring-back.sh" >back.sh
	roster run --quiet --program a --as-of 2026-11-24 back.sh three.csv
	diff <(gzip -dc runs/2026-11-24-back/cleaned.csv.gz) <(echo "$brought_back")
	grep -q 'opted out, and still so: 4' runs/2026-11-24-back/log.txt
	rm list.csv g1 p1 g2
	roster verify --repeat runs/2026-11-24-back
}
