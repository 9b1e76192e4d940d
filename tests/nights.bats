#!/usr/bin/env bats
# Many nights: which runs there are, and what they did to a contact

load common

contacts() {
	cat >export.csv <<'END'
customer_id,active,phone_valid,group_list,last_contacted
0012,TRUE,TRUE,Seniors;Band,2020-01-31
0013,TRUE,TRUE,Juniors,2026-01-31
0014,FALSE,TRUE,Juniors,2026-01-31
END
}

night() { # DATE ARGUMENT...
	local date=$1
	shift
	roster run --quiet --program admissions --as-of "$date" --allow-seen "$@"
}

@test "history answers why a contact stopped receiving texts" {
	contacts
	night 2026-03-02 "$ROOT/pipelines/archive-stale.sh" export.csv
	night 2026-03-03 export.csv -- select --where 'not (customer_id = "0012")'
	night 2026-03-04 export.csv -- set-active FALSE --where 'customer_id = "0013"'
	expect 0 'roster history 0012' <<'END'
2026-03-02 2026-03-02-archive-stale: phone_valid TRUE -> FALSE, by set-phone-valid where last_contacted < today - 18 months (not contacted for 18 months)
2026-03-02 2026-03-02-archive-stale: group_list Seniors;Band -> ARCHIVED, by tag-archive where last_contacted < today - 18 months (not contacted for 18 months)
2026-03-03-by-hand: taken out, by select where not (customer_id = "0012")
END
	expect 0 'roster history 0012 --field phone_valid --since 2026-03-01 --to ndjson' <<'END'
{"run":"2026-03-02-archive-stale","program":"admissions","key":"0012","at":"2026-03-02","field":"phone_valid","from":"TRUE","to":"FALSE","filter":"set-phone-valid","where":"last_contacted < today - 18 months","reason":"not contacted for 18 months"}
END
	expect 0 'roster history 0012 --field phone_valid --since 2026-03-03' <<'END'
no run of runs touched 0012
END
	expect 0 'roster history 0013 --program other' <<'END'
no run of runs touched 0013
END
	expect 2 'roster history 0013 --since soon' <<'END'
history: --since is "soon", not a date (YYYY-MM-DD)
END
	expect 5 'roster history 0013 --runs nowhere' <<'END'
history: nowhere: cannot open: No such file or directory
END
}

@test "status: a line a run, and 1 when the last night failed or is missing" {
	contacts
	expect 1 'mkdir runs; roster status' <<'END'
there is no proposed run
END
	echo 'roster set-phone-valid FALSE --where "customer_id = \"0012\"" "$1"' >p.sh
	night 2026-03-02 p.sh export.csv
	expect 0 'roster status --max-age 1h' <<'END'
2026-03-02-p  admissions  proposed  3 contacts, 1 changed, 0 taken out, 0 rejected
END
	sleep 1
	echo 'exit 7' >p.sh
	run night 2026-03-03 p.sh export.csv
	expect 1 'roster status' <<'END'
2026-03-02-p  admissions  proposed  3 contacts, 1 changed, 0 taken out, 0 rejected
2026-03-03-p.failed  admissions  failed  the pipeline ended with status 7; log.txt says why
END
	expect 1 'roster status --program other' <<'END'
there is no proposed run
END
	sed -i 's/"at": [0-9]*/"at": 1000000000/' runs/2026-03-02-p/started.json
	rm -r runs/*failed
	run roster status --max-age 26h
	[ "$status" -eq 1 ] && [[ ${lines[1]} == 'the newest proposed run is '*' hours old' ]]
	expect 2 'roster status --max-age old' <<'END'
status: --max-age is "old", not a number of hours (26h) or days (7d)
END
}

@test "an export that is suspicious stops the run with a sentence, and each can be allowed" {
	contacts
	echo 'roster set-phone-valid FALSE --where "customer_id = \"0012\"" "$1"' >p.sh
	roster run --quiet --program a p.sh export.csv
	run roster run --quiet --program a p.sh export.csv
	[ "$status" -eq 4 ]
	[[ ${lines[1]} =~ ^'run: export.csv: the last run, '[0-9-]+'-p, was over the same export, so tonight'"'"'s has not arrived; export again, or say --allow-seen'$ ]]
	roster run --quiet --program other p.sh export.csv # seen is meant per program
	roster run --quiet --program a --allow-seen p.sh export.csv
	head -3 export.csv >small.csv
	run roster run --quiet --program a p.sh small.csv
	[ "$status" -eq 4 ]
	[ "${lines[1]}" = 'run: small.csv: not one contact is inactive, so those who opted out are probably missing; export all contacts, or say --allow-no-inactive' ]
	run roster run --quiet --program a --allow-no-inactive p.sh small.csv
	[ "$status" -eq 4 ]
	[[ ${lines[1]} =~ ^'run: small.csv: the export has 2 contacts, the one of the last run, '[0-9-]+'-p-'[0-9]', had 3; export again, or say --allow-smaller'$ ]]
	roster run --quiet --program a --allow-no-inactive --allow-smaller p.sh small.csv
}

@test "the export is checked first: errors stop the run, suspicions are kept for the page" {
	contacts
	echo 'roster set-phone-valid FALSE --where "customer_id = \"0013\"" "$1"' >p.sh
	printf ',TRUE,TRUE,juniors,2026-01-31\n' >>export.csv # no key: no stage touches it
	expect 0 'roster run --program a --as-of 2026-03-02 p.sh export.csv
		cut -d , -f 1-3 runs/*-p/check.ndjson; tr -d " \n" <runs/*-p/manifest.json | grep -o "\"check\".*"
		grep -o " checked.*" runs/*-p/log.txt' <<'END'
run: runs/2026-03-02-p: proposed and proved: 4 contacts, 1 changed, 0 taken out, 0 rejected
run: check found 1 error and 1 suspicion (check.ndjson)
run: look at runs/2026-03-02-p/review.html
{"level":"error","kind":"no-key","count":1
{"level":"suspicion","kind":"group-spellings","count":1
"check":{"errors":1,"suspicions":1},"memory":{"confirmed":0,"came_back":0}}
 checked the export: 4 contacts, 1 error, 1 suspicion
END
	grep -q '"file":"export.csv"' runs/*-p/check.ndjson
	roster verify runs/2026-03-02-p
	rm -r runs && printf '0015,TRUE,maybe,Juniors,2020-01-31\n0012,TRUE,TRUE,Juniors,\n0016,no,TRUE\n' >>export.csv
	expect 3 'roster run --program a --as-of 2026-03-02 p.sh export.csv' <<'END'
run: runs/2026-03-02-p.failed is set aside; its log.txt says what happened
run: export.csv: check found 1 ragged, first on line 8 (the record has 3 fields, the header has 5), 1 not-true-or-false, first on line 6 (phone_valid is "maybe"), 1 repeated-key, first on line 7 (customer_id "0012" is also in line 2) (all are in check.ndjson); correct it, say how it is to be read (--delimiter, --column, --key), or go on with --max-rejects N or --no-check
END
	[ -s runs/2026-03-02-p.failed/check.ndjson ]
	roster run --quiet --program a --as-of 2026-03-02 --max-rejects 2 p.sh export.csv
	expect 3 'roster run --quiet --no-check --allow-seen --program a --as-of 2026-03-02 p.sh export.csv 2>&1 | tail -n 1; exit ${PIPESTATUS[0]}' <<'END'
run: the pipeline ended with status 3; log.txt says why
END
	[ ! -e runs/2026-03-02-p-3.failed/check.ndjson ]
}

@test "check reads the export as the run says, or as the filters by hand do" {
	printf 'id;Mobile;active\n1;+13035550301;FALSE\n1;+13035550302;TRUE\n' >export.csv
	echo 'roster set-active FALSE --key Mobile --delimiter ";" "$1"' >p.sh
	expect 3 'roster run --program a --as-of 2026-03-02 p.sh export.csv 2>&1 | grep -o "found.*; what"; exit ${PIPESTATUS[0]}' <<'END'
found 1 other-delimiter, first on line 1 (the only column is "id;Mobile;active"; what
END
	roster run --program a --as-of 2026-03-02 --delimiter ';' --key phone --column phone=Mobile --quiet p.sh export.csv
	roster run --program a --as-of 2026-03-02 --quiet export.csv -- set-active FALSE --delimiter=';' --key Mobile --column phone=Mobile
	expect 2 'roster run --program a --column phone p.sh export.csv; roster run --program a --key a,,b p.sh export.csv' <<'END'
run: --column is "phone", not ROLE=NAME (as in --column phone=Mobile)
run: --key: a column name is missing in "a,,b"
END
}

@test "prune drops data and keeps what explains it" {
	contacts
	printf '0015,TRUE,maybe,Juniors,2020-01-31\n' >>export.csv
	night 2026-03-02 --max-rejects 1 "$ROOT/pipelines/archive-stale.sh" export.csv
	night 2026-03-03 --max-rejects 1 "$ROOT/pipelines/archive-stale.sh" export.csv
	sed -i 's/"at": [0-9]*/"at": 1000000000/' runs/2026-03-02-archive-stale/started.json
	(cd runs/2026-03-02-archive-stale && sed -i "/  started.json/s/^[0-9a-f]*/$(sha256sum <started.json | cut -c 1-64)/" SHA256SUMS)
	[ -s runs/2026-03-02-archive-stale/check.ndjson ]
	expect 0 'roster prune --keep 90d; ls runs/2026-03-02-archive-stale; roster verify runs/2026-03-02-archive-stale' <<'END'
2026-03-02-archive-stale: 4 files dropped
SHA256SUMS
journal.ndjson
log.txt
manifest.json
pipeline.sh
pruned.json
review.html
stages
started.json
runs/2026-03-02-archive-stale: what is left is as the run wrote it; its data was pruned, so that it can be proved no more
END
	expect 0 'roster prune --keep 90d; roster history 0012 --field group_list --since 2026-03-02 | cut -c 1-40' <<'END'
2026-03-02 2026-03-02-archive-stale: gro
2026-03-03 2026-03-03-archive-stale: gro
END
	rm runs/2026-03-02-archive-stale/review.html
	expect 1 'roster verify runs/2026-03-02-archive-stale' <<'END'
verify: review.html: is missing from the run
END
	expect 2 'roster prune' <<'END'
prune: say how long data is kept: --keep 90d
END
}
