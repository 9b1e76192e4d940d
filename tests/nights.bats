#!/usr/bin/env bats
# Many nights: which runs there are, and what they did to a contact

load common

bats_require_minimum_version 1.5.0

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

# uploaded RUN [OPTION...]: the run is approved, and every update file of it uploaded
uploaded() {
	local run=runs/$1 part
	shift
	roster approve "$run" --by 'R. Ortiz' "$@" 2>said || { cat said && return 1; }
	for part in "$run"/update-*.csv; do
		roster uploaded "$run" --part "$part" --by 'D. Kim' 2>said || { cat said && return 1; }
	done
}

# of today: the day on which the test runs, for what says when a run was approved
of_today() {
	sed "s/$(date -u +%F)/TODAY/g"
}
export -f of_today

# shows EXPRESSION: tonight's export, the last one edited by sed
shows() {
	sed -i "$1" export.csv
}

# left FILE: what the last run left in it
left() {
	cat "$(ls -d runs/2026-* | tail -n 1)/$1"
}

@test "night after night: what was uploaded is confirmed, comes back, is left alone, and done again" {
	contacts
	stale=$ROOT/pipelines/archive-stale.sh
	night 2026-03-02 "$stale" export.csv
	uploaded 2026-03-02-archive-stale

	# the export shows it, an opt-out that was not ours, and who is new and gone
	shows 's/^0012,.*/0012,TRUE,false,ARCHIVED,2020-01-31/; s/^0013,TRUE/0013,FALSE/; s/^0014/0015/'
	expect 0 "roster run --program admissions --as-of 2026-03-03 '$stale' export.csv
		cd runs/2026-03-03-archive-stale; cat seen.ndjson confirmed.ndjson; ls came-back.ndjson 2>&1
		tr -d ' \n' <manifest.json | grep -o '\"memory\".*'; grep -o 'compared.*' log.txt" <<'END'
run: runs/2026-03-03-archive-stale: proposed and proved: 3 contacts, 0 changed, 0 taken out, 0 rejected
run: in the export: 3 changes not by us, 2 of our changes confirmed
run: look at runs/2026-03-03-archive-stale/review.html
{"key":"0013","key_field":"customer_id","field":"active","from":"TRUE","to":"FALSE","since":"2026-03-02-archive-stale","at":"2026-03-03"}
{"change":"gone","key":"0014","key_field":"customer_id","since":"2026-03-02-archive-stale","at":"2026-03-03"}
{"change":"added","key":"0015","key_field":"customer_id","since":"2026-03-02-archive-stale","at":"2026-03-03"}
{"key":"0012","key_field":"customer_id","field":"phone_valid","to":"FALSE","run":"2026-03-02-archive-stale","at":"2026-03-03"}
{"key":"0012","key_field":"customer_id","field":"group_list","to":"ARCHIVED","run":"2026-03-02-archive-stale","at":"2026-03-03"}
ls: cannot access 'came-back.ndjson': No such file or directory
"memory":{"confirmed":2,"came_back":0,"compared_with":"2026-03-02-archive-stale","seen":3}}
compared with the export of 2026-03-02-archive-stale: 3 changes that were not by us
END
	grep -qF '"since":{"added":1,"gone":1,"changed":1,"kinds":[["active","FALSE"]],"kindCounts":[1]}' \
		runs/2026-03-03-archive-stale/review.html
	grep -qF '"way":[1,0]' runs/2026-03-02-archive-stale/review.html

	# one of the two values comes back: that one is left alone, whatever else is to be done
	shows 's/^0012,.*/0012,TRUE,TRUE,ARCHIVED;Band,2020-01-31/; s/^0013,.*/0013,FALSE,TRUE,Band,2020-01-31/'
	shows 's/ARCHIVED;Band/ARCHIVED/'
	expect 0 "roster run --program admissions --as-of 2026-03-04 '$stale' export.csv
		cd runs/2026-03-04-archive-stale; cat came-back.ndjson; grep -o 'set-phone-valid: .*' log.txt
		grep -c . seen.ndjson; cut -c 1-40 journal.ndjson; gzip -dc cleaned.csv.gz" <<'END'
run: runs/2026-03-04-archive-stale: proposed and proved: 3 contacts, 1 changed, 0 taken out, 0 rejected
run: in the export: 3 changes not by us, 1 came back and is left alone (--again changes it)
run: look at runs/2026-03-04-archive-stale/review.html
{"key":"0012","key_field":"customer_id","field":"phone_valid","from":"FALSE","to":"TRUE","run":"2026-03-02-archive-stale","at":"2026-03-04"}
set-phone-valid: 3 read, 3 written, 1 changed, 1 left alone because the value came back
3
{"key":"0013","field":"group_list","from
{"key":"0013","field":"phone_valid","fro
customer_id,active,phone_valid,group_list,last_contacted
0012,TRUE,TRUE,ARCHIVED,2020-01-31
0013,FALSE,FALSE,ARCHIVED,2020-01-31
0015,FALSE,TRUE,Juniors,2026-01-31
END
	roster verify --repeat runs/2026-03-04-archive-stale

	# the night after nothing has changed, and it is left alone still; what was not approved is proposed anew
	night 2026-03-05 "$stale" export.csv
	[ ! -e runs/2026-03-05-archive-stale/seen.ndjson ]
	[ "$(left came-back.ndjson | grep -c 2026-03-05)" -eq 1 ] && [ "$(left journal.ndjson | grep -c 0013)" -eq 2 ]

	# said again, it is done again, and is listed all the same
	night 2026-03-06 --again "$stale" export.csv
	left journal.ndjson | grep -q '"key":"0012","field":"phone_valid"'
	left came-back.ndjson | grep -q '"again":true}$'
	roster verify --repeat runs/2026-03-06-archive-stale
	uploaded 2026-03-06-archive-stale

	# not confirmed yet, it is proposed anew and did not come back
	night 2026-03-07 "$stale" export.csv
	left journal.ndjson | grep -q '"key":"0012","field":"phone_valid"'
	[ ! -e runs/2026-03-07-archive-stale/came-back.ndjson ]

	# confirmed the second time
	shows 's/^0012,TRUE,TRUE/0012,TRUE,FALSE/'
	night 2026-03-08 "$stale" export.csv
	left confirmed.ndjson | diff - <(echo '{"key":"0012","key_field":"customer_id","field":"phone_valid","to":"FALSE","run":"2026-03-06-archive-stale","at":"2026-03-08"}')
	[ ! -e runs/2026-03-08-archive-stale/seen.ndjson ]

	# and the same value, should it come and go once more, was not by us
	shows 's/^0012,TRUE,FALSE/0012,TRUE,TRUE/'
	night 2026-03-09 "$stale" export.csv
	shows 's/^0012,TRUE,TRUE/0012,TRUE,FALSE/'
	night 2026-03-10 "$stale" export.csv
	left seen.ndjson | diff - <(echo '{"key":"0012","key_field":"customer_id","field":"phone_valid","from":"TRUE","to":"FALSE","since":"2026-03-09-archive-stale","at":"2026-03-10"}')
}

@test "who was opted in, and is not active in the next export, may have texted STOP" {
	printf 'customer_id,active\n0012,FALSE\n0013,FALSE\n' >export.csv
	printf 'customer_id,date,source\n0012,2026-03-01,form\n0013,2026-03-01,form\n' >consent.csv
	night() {
		roster run --quiet --program admissions --as-of "$1" --no-check --allow-seen "${@:2}" export.csv -- \
			set-active TRUE --consent consent.csv
	}
	night 2026-03-02
	roster approve --by me runs/2026-03-02-by-hand
	night 2026-03-03 # approved, and not uploaded yet
	[ "$(grep -c . runs/2026-03-03-by-hand/journal.ndjson)" -eq 2 ]
	roster uploaded runs/2026-03-02-by-hand --part update-active.csv
	sed -i '/^0013/s/FALSE/TRUE/' export.csv
	night 2026-03-04
	[ ! -s runs/2026-03-04-by-hand/journal.ndjson ]
	expect 0 'cut -d , -f 1,3-5 runs/2026-03-04-by-hand/came-back.ndjson' <<'END'
{"key":"0012","field":"active","from":"TRUE","to":"FALSE"
END
	night 2026-03-05 --again
	[ "$(grep -c . runs/2026-03-05-by-hand/journal.ndjson)" -eq 1 ]
}

@test "nights: another program and pipeline, an update file that is gone, a column that is not there" {
	contacts
	echo 'roster set-phone-valid FALSE --where "customer_id = \"0012\"" "$1"' >p.sh
	night 2026-03-02 p.sh export.csv
	uploaded 2026-03-02-p
	shows 's/^0012,TRUE,TRUE/0012,TRUE,FALSE/'
	cp p.sh other.sh
	night 2026-03-03 other.sh export.csv # what another pipeline uploads is confirmed all the same
	[ "$(wc -l <runs/2026-03-03-other/confirmed.ndjson)" -eq 1 ]
	roster run --quiet --program alumni --as-of 2026-03-03 p.sh export.csv
	[ ! -e runs/2026-03-03-p/confirmed.ndjson ]
	night 2026-03-04 p.sh export.csv # ... and explains what this one sees
	[ ! -e runs/2026-03-04-p/seen.ndjson ] && grep -q '"compared_with": "2026-03-02-p"' runs/2026-03-04-p/manifest.json
	cut -d , -f 1,2,4 export.csv >narrow.csv # a column that is not there says nothing
	echo 'cat "$1" | roster select --where "active != \"x\""' >narrow.sh
	night 2026-03-05 narrow.sh narrow.csv
	[ ! -e runs/2026-03-05-narrow/came-back.ndjson ]
	sed 1s/customer_id/id/ export.csv >renamed.csv
	expect 3 'roster run --no-check --program admissions --as-of 2026-03-06 p.sh renamed.csv 2>&1 | tail -n 1; exit ${PIPESTATUS[0]}' <<'END'
run: renamed.csv: there is no column customer_id, by which earlier runs had contacts uploaded; export it too, or say how the export is to be read (--delimiter, --column)
END
	echo >>runs/2026-03-02-p/update-phone_valid.csv
	expect 4 'roster run --program admissions --as-of 2026-03-06 p.sh export.csv --allow-seen 2>&1 | tail -n 1; exit ${PIPESTATUS[0]}' <<'END'
run: runs/2026-03-02-p/update-phone_valid.csv: was changed since it was approved
END
	rm runs/2026-03-02-p/update-phone_valid.csv
	expect 5 'roster run --program admissions --as-of 2026-03-06 p.sh export.csv --allow-seen 2>&1 | tail -n 1; exit ${PIPESTATUS[0]}' <<'END'
run: runs/2026-03-02-p/update-phone_valid.csv: cannot open: No such file or directory
END
}

@test "nights: NDJSON, groups as sets, keys of other columns, contacts in another order" {
	printf '%s\n' '{"signalvine_id":"u1","groups":1,"group_list":["A","B"],"active":true}' \
		'{"customer_id":null,"signalvine_id":"u2","group_list":["A"],"active":false}' \
		'{"customer_id":"7","signalvine_id":"u3","group_list":["A"],"active":true}' >export.ndjson
	echo 'roster tag-archive --where "customer_id is empty" "$1" + set-active FALSE --where "customer_id = \"7\""' >p.sh
	night 2026-03-02 p.sh export.ndjson
	uploaded 2026-03-02-p --by-signalvine-id
	printf '%s\n' '{"customer_id":"7","signalvine_id":"u3","group_list":["A"],"active":false}' \
		'{"signalvine_id":"u1","groups":1,"group_list":["ARCHIVED"],"active":true}' \
		'{"customer_id":"","signalvine_id":"u2","group_list":"ARCHIVED","active":"FALSE"}' >export.ndjson
	night 2026-03-03 p.sh export.ndjson
	expect 0 'cd runs/2026-03-03-p && ls | grep seen; cut -d , -f 1-4 confirmed.ndjson' <<'END'
{"key":"7","key_field":"customer_id","field":"active","to":"FALSE"
{"key":"u1","key_field":"signalvine_id","field":"group_list","to":"ARCHIVED"
{"key":"u2","key_field":"signalvine_id","field":"group_list","to":"ARCHIVED"
END
	sed -i 's/"active":false/"active":true/; s/"ARCHIVED"\]/"ARCHIVED","A"]/' export.ndjson
	night 2026-03-04 p.sh export.ndjson
	expect 0 'cd runs/2026-03-04-p && cut -d , -f 1-5 came-back.ndjson seen.ndjson; wc -c <journal.ndjson; gzip -dc cleaned.ndjson.gz | diff - export.ndjson' <<'END'
{"key":"7","key_field":"customer_id","field":"active","from":"FALSE","to":"TRUE"
{"key":"u1","key_field":"signalvine_id","field":"group_list","from":"ARCHIVED","to":"ARCHIVED;A"
{"key":"7","key_field":"customer_id","field":"active","from":"FALSE","to":"TRUE"
{"key":"u1","key_field":"signalvine_id","field":"group_list","from":"ARCHIVED","to":"ARCHIVED;A"
0
END
}

@test "history answers why a contact stopped receiving texts" {
	contacts
	stale=$ROOT/pipelines/archive-stale.sh
	night 2026-03-02 "$stale" export.csv
	uploaded 2026-03-02-archive-stale
	shows 's/^0012,.*/0012,TRUE,FALSE,ARCHIVED,2020-01-31/; s/^0013,TRUE/0013,FALSE/'
	night 2026-03-03 "$stale" export.csv
	expect 0 '{ roster history 0012; roster history 0013; } | of_today' <<'END'
2026-03-02  phone_valid TRUE -> FALSE, by set-phone-valid where last_contacted < today - 18 months (not contacted for 18 months)
            2026-03-02-archive-stale; approved by R. Ortiz on TODAY; uploaded on TODAY by D. Kim (update-group_list+phone_valid.csv); first shown by the export of 2026-03-03-archive-stale
2026-03-02  group_list Seniors;Band -> ARCHIVED, by tag-archive where last_contacted < today - 18 months (not contacted for 18 months)
            2026-03-02-archive-stale; approved by R. Ortiz on TODAY; uploaded on TODAY by D. Kim (update-group_list+phone_valid.csv); first shown by the export of 2026-03-03-archive-stale
0012 gets no texts, phone_valid is FALSE: by our clean-up in 2026-03-02-archive-stale (approved by R. Ortiz), as of the export of 2026-03-03-archive-stale; that is no opt-out
0012 gets no texts to its old groups, it is archived: by our clean-up in 2026-03-02-archive-stale (approved by R. Ortiz), as of the export of 2026-03-03-archive-stale; that is no opt-out
2026-03-03  active TRUE -> FALSE, not by us
            between the exports of 2026-03-02-archive-stale and 2026-03-03-archive-stale
0013 gets no texts, active is FALSE: not by us, between the exports of 2026-03-02-archive-stale and 2026-03-03-archive-stale; an opt-out, or somebody at the platform
END
	shows 's/^0012,TRUE,FALSE/0012,TRUE,TRUE/; s/^0013,FALSE/0013,TRUE/'
	night 2026-03-04 "$stale" export.csv
	night 2026-03-05 "$stale" export.csv
	expect 0 'roster history 0012 --field phone_valid --since 2026-03-03; roster history 0013 | tail -n 2' <<'END'
2026-03-04  phone_valid FALSE -> TRUE, not by us
            between the exports of 2026-03-03-archive-stale and 2026-03-04-archive-stale; that undoes what 2026-03-02-archive-stale had changed
2026-03-04  active FALSE -> TRUE, not by us
            between the exports of 2026-03-03-archive-stale and 2026-03-04-archive-stale
END
	expect 0 'roster history 0012 --field phone_valid --to ndjson | of_today | sed "s/T..:..:..Z/T/g"; roster history 9 --to ndjson | wc -l' <<'END'
{"event":"changed","run":"2026-03-02-archive-stale","program":"admissions","key":"0012","at":"2026-03-02","field":"phone_valid","from":"TRUE","to":"FALSE","filter":"set-phone-valid","where":"last_contacted < today - 18 months","reason":"not contacted for 18 months","approved_by":"R. Ortiz","approved_at":"TODAYT","part":"update-group_list+phone_valid.csv","uploaded_at":"TODAYT","uploaded_by":"D. Kim","shown":"2026-03-03-archive-stale"}
{"event":"seen","run":"2026-03-04-archive-stale","program":"admissions","key":"0012","at":"2026-03-04","field":"phone_valid","from":"FALSE","to":"TRUE","since":"2026-03-03-archive-stale","undoes":"2026-03-02-archive-stale"}
1
END
}

@test "history tells an opt-out from a clean-up, and what became of a proposal" {
	contacts
	printf '0016,TRUE,TRUE,"Say ""hi""",2020-01-31\n' >>export.csv
	echo 'roster set-active FALSE --reason left --where "last_contacted < today - 5 years" "$1" + select --where "customer_id != \"0014\""' >p.sh
	night 2026-03-02 p.sh export.csv
	night 2026-03-03 p.sh export.csv
	night 2026-03-04 p.sh export.csv
	expect 0 'roster history 0012; roster history 0014' <<'END'
2026-03-02  active TRUE -> FALSE, by set-active where last_contacted < today - 5 years (left)
            2026-03-02-p; not approved, and proposed again by 2 later runs, the last 2026-03-04-p
2026-03-02  taken out, by select where customer_id != "0014"
            2026-03-02-p
2026-03-03  taken out, by select where customer_id != "0014"
            2026-03-03-p
2026-03-04  taken out, by select where customer_id != "0014"
            2026-03-04-p
END
	printf '{"run":"2026-03-04-p","manifest_sha256":"%s","decisions":[{"scope":"contact","key":"0016","key_field":"customer_id","when":"not now","reason":"asked us"}]}' \
		"$(sha256sum <runs/2026-03-04-p/manifest.json | cut -c 1-64)" >decisions.json
	uploaded 2026-03-04-p --decisions decisions.json
	mv runs/2026-03-04-p/uploaded.ndjson noted
	expect 0 '{ roster history 0012 --since 2026-03-04; roster history 0016 --since 2026-03-04; } | of_today' <<'END'
2026-03-04  active TRUE -> FALSE, by set-active where last_contacted < today - 5 years (left)
            2026-03-04-p; approved by R. Ortiz on TODAY; not uploaded so far (update-active.csv)
2026-03-04  active TRUE -> FALSE, by set-active where last_contacted < today - 5 years (left)
            2026-03-04-p; left out by R. Ortiz (asked us), who approved the rest on TODAY
END
	mv noted runs/2026-03-04-p/uploaded.ndjson
	expect 0 'roster history 0012 --since 2026-03-04 | of_today' <<'END'
2026-03-04  active TRUE -> FALSE, by set-active where last_contacted < today - 5 years (left)
            2026-03-04-p; approved by R. Ortiz on TODAY; uploaded on TODAY by D. Kim (update-active.csv); no export has shown it yet
0012 gets no texts, active is FALSE: by our clean-up in 2026-03-04-p (approved by R. Ortiz), which no export has shown yet; that is no opt-out that we know of, but a STOP after it would look the same
END
	cp p.sh other.sh # nothing to compare with, yet it came back
	shows 's/^0012,TRUE/0012,FALSE/; s/"Say/"Sing/'
	night 2026-03-05 p.sh export.csv
	shows 's/^0012,FALSE/0012,TRUE/; s/^0016.*//'
	night 2026-03-06 other.sh export.csv
	night 2026-03-07 --allow-smaller p.sh export.csv
	expect 0 'roster history 0012 --since 2026-03-05; roster history 0016 --since 2026-03-05' <<'END'
2026-03-06  active FALSE -> TRUE, not by us
            shown by the export of 2026-03-06-other; that undoes what 2026-03-04-p had changed
2026-03-07  active FALSE -> TRUE, not by us
            between the exports of 2026-03-05-p and 2026-03-07-p
2026-03-05  group_list Say "hi" -> Sing "hi", not by us
            between the exports of 2026-03-04-p and 2026-03-05-p
2026-03-05  active TRUE -> FALSE, by set-active where last_contacted < today - 5 years (left)
            2026-03-05-p; not approved
2026-03-07  gone from the export, not by us
            between the exports of 2026-03-05-p and 2026-03-07-p
END
}

@test "history says why a reviewer left a rule out" {
	contacts
	night 2026-03-02 "$ROOT/pipelines/archive-stale.sh" export.csv
	printf '{"run":"2026-03-02-archive-stale","manifest_sha256":"%s","decisions":[{"scope":"rule","stage":"tag-archive","when":"not now","reason":"the term ends first"},{"scope":"group","group":"Band","when":"not now"}]}' \
		"$(sha256sum <runs/2026-03-02-archive-stale/manifest.json | cut -c 1-64)" >decisions.json
	roster approve runs/2026-03-02-archive-stale --by 'R. Ortiz' --decisions decisions.json 2>said
	expect 0 'roster history 0012 | grep "^ " | of_today; roster history 0012 --to ndjson | grep -o "approved_by.*" | of_today | sed "s/T..:..:..Z/T/"' <<'END'
            2026-03-02-archive-stale; left out by R. Ortiz, who approved the rest on TODAY
            2026-03-02-archive-stale; left out by R. Ortiz (the term ends first), who approved the rest on TODAY
approved_by":"R. Ortiz","approved_at":"TODAYT","left_out":""}
approved_by":"R. Ortiz","approved_at":"TODAYT","left_out":"the term ends first"}
END
}

@test "history says why a reviewer left a group out, as long as the export is there" {
	contacts
	night 2026-03-02 "$ROOT/pipelines/archive-stale.sh" export.csv
	printf '{"run":"2026-03-02-archive-stale","manifest_sha256":"%s","decisions":[{"scope":"group","group":"Band","when":"not now","reason":"they play in May"}]}' \
		"$(sha256sum <runs/2026-03-02-archive-stale/manifest.json | cut -c 1-64)" >decisions.json
	roster approve runs/2026-03-02-archive-stale --by 'R. Ortiz' --decisions decisions.json 2>said
	expect 0 'roster history 0012 | grep "^ " | of_today' <<'END'
            2026-03-02-archive-stale; left out by R. Ortiz (they play in May), who approved the rest on TODAY
            2026-03-02-archive-stale; left out by R. Ortiz (they play in May), who approved the rest on TODAY
END
	rm runs/2026-03-02-archive-stale/export.csv
	expect 0 'roster history 0012 | grep "^ " | of_today' <<'END'
            2026-03-02-archive-stale; left out by R. Ortiz, who approved the rest on TODAY
            2026-03-02-archive-stale; left out by R. Ortiz, who approved the rest on TODAY
END
}

@test "prune drops nothing that the memory of the nights needs" {
	contacts
	stale=$ROOT/pipelines/archive-stale.sh
	night 2026-03-02 "$stale" export.csv
	uploaded 2026-03-02-archive-stale
	shows 's/^0012,.*/0012,TRUE,FALSE,ARCHIVED,2020-01-31/; s/^0013,TRUE/0013,FALSE/'
	night 2026-03-03 "$stale" export.csv
	shows 's/ARCHIVED/Band/'
	night 2026-03-04 "$stale" export.csv
	roster history 0012 >before && roster history 0013 >>before
	sed -i 's/"at": [0-9]*/"at": 1000000000/' runs/*/started.json
	expect 0 'roster prune --keep 90d; ls -d runs/*/*.ndjson runs/*/*.csv runs/*/*.json' <<'END'
2026-03-02-archive-stale: 2 files dropped
2026-03-03-archive-stale: 2 files dropped
2026-03-04-archive-stale: 2 files dropped
runs/2026-03-02-archive-stale/approval.json
runs/2026-03-02-archive-stale/approved.ndjson
runs/2026-03-02-archive-stale/journal.ndjson
runs/2026-03-02-archive-stale/manifest.json
runs/2026-03-02-archive-stale/pruned.json
runs/2026-03-02-archive-stale/started.json
runs/2026-03-02-archive-stale/update-group_list+phone_valid.csv
runs/2026-03-02-archive-stale/uploaded.ndjson
runs/2026-03-03-archive-stale/confirmed.ndjson
runs/2026-03-03-archive-stale/journal.ndjson
runs/2026-03-03-archive-stale/manifest.json
runs/2026-03-03-archive-stale/own-opt-outs.ndjson
runs/2026-03-03-archive-stale/pruned.json
runs/2026-03-03-archive-stale/seen.ndjson
runs/2026-03-03-archive-stale/started.json
runs/2026-03-04-archive-stale/came-back.ndjson
runs/2026-03-04-archive-stale/journal.ndjson
runs/2026-03-04-archive-stale/manifest.json
runs/2026-03-04-archive-stale/own-opt-outs.ndjson
runs/2026-03-04-archive-stale/pruned.json
runs/2026-03-04-archive-stale/seen.ndjson
runs/2026-03-04-archive-stale/started.json
END
	{ roster history 0012 && roster history 0013; } | diff before -
	# the last export is gone, so nothing is compared with it; what came back is known all the same
	night 2026-03-05 "$stale" export.csv
	left came-back.ndjson | grep -q '"field":"group_list"'
	grep -q 'the export of the last run, 2026-03-04-archive-stale, is not there any more' runs/2026-03-05-archive-stale/log.txt
	[ ! -e runs/2026-03-05-archive-stale/seen.ndjson ]
}

@test "nights: what an approval left to be done by hand was by us, but for an opt-out" {
	printf '%s\n' customer_id,signalvine_id,active,phone_valid ,u1,TRUE,TRUE ,u2,TRUE,TRUE 3,u3,FALSE,TRUE >export.csv
	echo 'roster set-phone-valid FALSE "$1" + set-active FALSE' >p.sh
	night 2026-03-02 p.sh export.csv
	uploaded 2026-03-02-p
	shows 's/TRUE,TRUE/FALSE,FALSE/; s/u3,FALSE,TRUE/u3,FALSE,FALSE/'
	night 2026-03-03 p.sh export.csv
	shows 's/u1,FALSE,FALSE/u1,FALSE,TRUE/'
	night 2026-03-04 p.sh export.csv
	expect 0 'cut -d , -f 1-5 runs/2026-03-03-p/{seen,confirmed}.ndjson; cut -d , -f 1-5 runs/2026-03-04-p/came-back.ndjson
		roster history u1 | of_today' <<'END'
{"key":"u1","key_field":"signalvine_id","field":"active","from":"TRUE","to":"FALSE"
{"key":"u2","key_field":"signalvine_id","field":"active","from":"TRUE","to":"FALSE"
{"key":"u1","key_field":"signalvine_id","field":"phone_valid","to":"FALSE","run":"2026-03-02-p"
{"key":"u2","key_field":"signalvine_id","field":"phone_valid","to":"FALSE","run":"2026-03-02-p"
{"key":"3","key_field":"customer_id","field":"phone_valid","to":"FALSE","run":"2026-03-02-p"
{"key":"u1","key_field":"signalvine_id","field":"phone_valid","from":"FALSE","to":"TRUE"
2026-03-02  active TRUE -> FALSE, by set-active
            2026-03-02-p; approved by R. Ortiz on TODAY; to be done by hand (manual.csv)
2026-03-02  phone_valid TRUE -> FALSE, by set-phone-valid
            2026-03-02-p; approved by R. Ortiz on TODAY; to be done by hand (manual.csv); first shown by the export of 2026-03-03-p
2026-03-03  active TRUE -> FALSE, not by us
            between the exports of 2026-03-02-p and 2026-03-03-p
2026-03-04  phone_valid FALSE -> TRUE, not by us
            between the exports of 2026-03-03-p and 2026-03-04-p; that undoes what 2026-03-02-p had changed
u1 gets no texts, active is FALSE: not by us, between the exports of 2026-03-02-p and 2026-03-03-p; an opt-out, or somebody at the platform
END
}

@test "nights: who is gone because we asked for it was by us" {
	contacts
	night 2026-03-02 export.csv -- purge --where 'customer_id = "0013"'
	roster approve runs/2026-03-02-by-hand --by 'R. Ortiz' 2>said
	shows '/^001[34],/d'
	expect 0 'roster run --allow-smaller --allow-no-inactive --program admissions --as-of 2026-03-03 export.csv -- select --where "customer_id is not empty" 2>&1 | sed -n 2p
		cat runs/2026-03-03-by-hand/{seen,confirmed}.ndjson; { roster history 0013; roster history 0014; } | of_today
		roster history 0013 --to ndjson | of_today | grep -o "\"part.*"' <<'END'
run: in the export: 1 suspicion, 1 change not by us, 1 of our changes confirmed
{"change":"gone","key":"0014","key_field":"customer_id","since":"2026-03-02-by-hand","at":"2026-03-03"}
{"change":"gone","key":"0013","key_field":"customer_id","run":"2026-03-02-by-hand","at":"2026-03-03"}
2026-03-02  taken out, by purge where customer_id = "0013"
            2026-03-02-by-hand; the platform's staff was to delete it, approved by R. Ortiz on TODAY; gone from the export of 2026-03-03-by-hand
2026-03-03  gone from the export, not by us
            between the exports of 2026-03-02-by-hand and 2026-03-03-by-hand
"part":"removal-approved.csv","shown":"2026-03-03-by-hand"}
END
	night 2026-03-04 --allow-no-inactive export.csv -- select --where 'customer_id is not empty'
	[ ! -e runs/2026-03-04-by-hand/confirmed.ndjson ]
}

@test "nights: who was to be deleted is gone when nobody has that id, whatever its column is called" {
	contacts
	sed -i '1s/customer_id/Number/' export.csv
	by=(--column customer_id=Number --allow-no-inactive --allow-smaller)
	all=(-- select --where 'active is not empty')
	night 2026-03-02 "${by[@]}" export.csv -- purge "${by[@]:0:2}" --where 'customer_id = "0013"'
	roster approve runs/2026-03-02-by-hand --by 'R. Ortiz' 2>said
	shows '$a 0013,TRUE,TRUE,Juniors,2026-01-31'
	night 2026-03-03 --no-check "${by[@]}" export.csv "${all[@]}"
	shows '$d'
	night 2026-03-04 "${by[@]}" export.csv "${all[@]}"
	[ ! -e runs/2026-03-04-by-hand/confirmed.ndjson ]
	grep -q '^{"change":"gone","key":"0013",' runs/2026-03-04-by-hand/seen.ndjson
	shows '/^0013/d'
	night 2026-03-05 "${by[@]}" export.csv "${all[@]}"
	expect 0 'cat runs/2026-03-05-by-hand/confirmed.ndjson; ls runs/2026-03-05-by-hand | grep -c seen; true' <<'END'
{"change":"gone","key":"0013","key_field":"Number","run":"2026-03-02-by-hand","at":"2026-03-05"}
0
END
}

@test "nights: exports that cannot be compared are said in the log, and do not end the run" {
	contacts
	echo 'roster set-phone-valid FALSE --where "customer_id = \"0012\"" "$1"' >p.sh
	night 2026-03-02 p.sh export.csv
	printf '{"customer_id":"0012","phone_valid":true,"active":false}\n{"customer_id":"0013","phone_valid":true}\n{"customer_id":"0014","phone_valid":true}\n' >export.ndjson
	night 2026-03-03 p.sh export.ndjson # of another format, yet the same contacts
	expect 0 'cut -d , -f 1,3-5 runs/2026-03-03-p/seen.ndjson' <<'END'
{"key":"0012","field":"active","from":"TRUE","to":"FALSE"
{"key":"0013","field":"active","from":"TRUE","to":""
{"key":"0014","field":"active","from":"FALSE","to":""
END
	sed -i 's/"customer_id":/"signalvine_id":/' export.ndjson
	echo 'roster set-phone-valid FALSE --where "signalvine_id = \"0012\"" "$1"' >p.sh
	night 2026-03-04 p.sh export.ndjson
	grep -q ' not compared with the export of 2026-03-03-p: .*the contact is known by its customer_id, which .* does not have' runs/2026-03-04-p/log.txt
	[ ! -e runs/2026-03-04-p/seen.ndjson ] && run ! grep -q compared_with runs/2026-03-04-p/manifest.json
	sed -i 's/"file": "export.ndjson"/"file": "..\/..\/export.ndjson"/' runs/2026-03-04-p/manifest.json
	night 2026-03-05 p.sh export.ndjson # what was tampered with does not lead elsewhere
	grep -q 'the export of the last run, 2026-03-04-p, is not there any more' runs/2026-03-05-p/log.txt
}

@test "history: usage, and where nothing is known" {
	contacts
	night 2026-03-02 export.csv -- set-active FALSE --where 'customer_id = "0013"'
	expect 0 'roster history 0012; roster history 0013 --program other; roster history 13; roster history 0013 --since 2026-03-03' <<'END'
no run of runs knows anything of 0012
no run of runs knows anything of 0013
no run of runs knows anything of 13; it is 0013 that they know
no run of runs knows anything of 0013
END
	expect 2 'roster history 0013 --since soon' <<'END'
history: --since is "soon", not a date (YYYY-MM-DD)
END
	expect 5 'roster history 0013 --runs nowhere' <<'END'
history: nowhere: cannot open: No such file or directory
END
	expect 2 'roster history 0013 --to csv' <<'END'
history: --to is "csv", not text or ndjson
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
2026-03-03-p.failed  admissions  failed  the pipeline ended with status 7
END
	expect 1 'roster status --program other' <<'END'
there is no proposed run
END
	# a line a run, whatever the program is called
	roster run --quiet --program $'new\nline' --runs odd --as-of 2026-03-03 --no-check export.csv -- tag-archive --where 'phone_valid = FALSE'
	expect 0 'roster status --runs odd' <<'END'
2026-03-03-by-hand  new<U+000A>line  proposed  3 contacts, 0 changed, 0 taken out, 0 rejected
END
	sed -i 's/"at": [0-9]*/"at": 1000000000/' runs/2026-03-02-p/started.json
	rm -r runs/*failed
	run roster status --max-age 26h
	[ "$status" -eq 1 ] && [[ ${lines[1]} == 'the newest proposed run of admissions is '*' hours old' ]]
	# another program's run of today does not stand for it
	roster run --quiet --program alumni export.csv -- tag-archive --where 'phone_valid = FALSE'
	run roster status --max-age 26h
	[ "$status" -eq 1 ] && [[ ${lines[2]} == 'the newest proposed run of admissions is '*' hours old' ]]
	roster status --max-age 26h --program alumni >said
	# nor does one of a night when the clock was wrong
	sed -i 's/"at": [0-9]*/"at": 9000000000/' runs/2026-03-02-p/started.json
	expect 1 'roster status --max-age 26h | tail -n 1; exit ${PIPESTATUS[0]}' <<'END'
the newest proposed run of admissions began in the future, so that later ones do not count; set the clock, or take its folder away
END
	expect 2 'roster status --max-age old' <<'END'
status: --max-age is "old", not a number of hours (26h) or days (7d)
END
}

@test "status: who approved a run, and what of it was uploaded" {
	contacts
	echo 'roster set-phone-valid FALSE --where "customer_id = \"0012\"" "$1" + set-active FALSE --where "customer_id = \"0013\""' >p.sh
	night 2026-03-02 p.sh export.csv
	uploaded 2026-03-02-p
	night 2026-03-03 p.sh export.csv
	roster approve runs/2026-03-03-p --by 'R. Ortiz' 2>said
	night 2026-03-04 p.sh export.csv
	uploaded 2026-03-04-p
	sed -i 1d runs/2026-03-04-p/uploaded.ndjson
	printf '{"part":"update' >>runs/2026-03-04-p/uploaded.ndjson # cut off
	night 2026-03-05 export.csv -- select --where 'customer_id is not empty'
	roster approve runs/2026-03-05-by-hand --by 'R. Ortiz' 2>said
	night 2026-03-06 p.sh export.csv
	expect 0 'roster status | cut -d " " -f 1,5-' <<'END'
2026-03-02-p superseded  3 contacts, 2 changed, 0 taken out, 0 rejected  approved by R. Ortiz, uploaded
2026-03-03-p superseded  3 contacts, 2 changed, 0 taken out, 0 rejected  approved by R. Ortiz, not uploaded
2026-03-04-p superseded  3 contacts, 2 changed, 0 taken out, 0 rejected  approved by R. Ortiz, 1 of 2 files uploaded
2026-03-05-by-hand proposed  3 contacts, 0 changed, 0 taken out, 0 rejected  approved by R. Ortiz, nothing to upload
2026-03-06-p proposed  3 contacts, 2 changed, 0 taken out, 0 rejected
END
	echo >>runs/2026-03-04-p/manifest.json
	expect 1 'roster status | sed -n 3p; exit ${PIPESTATUS[0]}' <<'END'
2026-03-04-p  admissions  superseded  3 contacts, 2 changed, 0 taken out, 0 rejected  runs/2026-03-04-p: was changed since it was approved: manifest.json is another
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
run: in the export: 1 error, 1 suspicion
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
run: the pipeline ended with status 3: set-phone-valid: export.csv:8:1: the record has 3 fields, the header has 5 (record 7); fix it or run with --max-rejects
END
	[ ! -e runs/2026-03-02-p-3.failed/check.ndjson ]
	# what run itself does not take is named with who does, and a remedy is not cut
	printf 'customer_id,active\nJos\xe9,FALSE\n' >latin.csv
	printf 'PK\x03\x04' >sheet.csv
	expect 3 'roster run --program a --runs odd latin.csv -- tag-archive 2>&1 | tail -n 1; roster run --program a --runs odd sheet.csv -- tag-archive 2>&1 | tail -n 1; exit ${PIPESTATUS[0]}' <<'END'
run: latin.csv: check found 1 not-utf-8, first on line 2 (this is not UTF-8; export the file as UTF-8, or say what it is (--from-charset windows-1252)) (all are in check.ndjson); correct it (roster convert --from-charset makes UTF-8 of it), say how it is to be read (--delimiter, --column, --key), or go on with --max-rejects N or --no-check
run: sheet.csv: check found 1 unreadable (is a spreadsheet (XLSX, ODS) or another zip file, not CSV; export from the platform again, or save it as CSV UTF-8 and let roster check look for damage (lost zeros, 1.4E+10); what follows was not looked at) (all are in check.ndjson); correct it, say how it is to be read (--delimiter, --column, --key), or go on with --max-rejects N or --no-check
END
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
	cp runs/2026-03-02-archive-stale/check.ndjson .
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
	# it was killed before it had dropped all
	cp check.ndjson runs/2026-03-02-archive-stale
	expect 0 'roster verify runs/2026-03-02-archive-stale; roster prune --keep 90d' <<'END'
runs/2026-03-02-archive-stale: what is left is as the run wrote it; its data was pruned, so that it can be proved no more
2026-03-02-archive-stale: 1 file dropped
END
	expect 5 'roster verify --repeat runs/2026-03-02-archive-stale' <<'END'
verify: runs/2026-03-02-archive-stale: its data was pruned, so that its pipeline cannot be run again
END
	expect 0 'roster prune --keep 90d; roster history 0012 --field group_list --since 2026-03-02 | cut -c 1-56' <<'END'
2026-03-02  group_list Seniors;Band -> ARCHIVED, by tag-
            2026-03-02-archive-stale; not approved, and 
END
	rm runs/2026-03-02-archive-stale/review.html
	expect 1 'roster verify runs/2026-03-02-archive-stale' <<'END'
verify: review.html: is missing from the run
END
	expect 2 'roster prune' <<'END'
prune: say how long data is kept: --keep 90d
END
}

@test "nights: exports are compared by what --column calls their columns" {
	printf 'Nr,Aktiv,phone_valid\n1,TRUE,TRUE\n2,TRUE,TRUE\n' >export.csv
	run=(roster run --quiet --program a --no-check --column active=Aktiv --column customer_id=Nr --key Nr)
	"${run[@]}" --allow-no-inactive --as-of 2026-03-02 export.csv -- set-phone-valid FALSE --key Nr --where 'Aktiv = FALSE'
	sed -i 's/^2,TRUE/2,false/' export.csv
	"${run[@]}" --as-of 2026-03-03 export.csv -- set-phone-valid FALSE --key Nr --where 'Aktiv = FALSE'
	diff - runs/2026-03-03-by-hand/seen.ndjson <<'END'
{"key":"2","key_field":"Nr","field":"Aktiv","from":"TRUE","to":"false","since":"2026-03-02-by-hand","at":"2026-03-03"}
END
}

@test "history: what the exports call otherwise is followed by --column" {
	printf 'customer_id,Aktiv,Gruppen,active_on\n1,TRUE,Seniors,x\n2,FALSE,Band,x\n' >export.csv
	by=(--column active=Aktiv --column group_list=Gruppen)
	run=(roster run --quiet --program a --no-check --allow-seen "${by[@]}")
	"${run[@]}" --as-of 2026-03-02 export.csv -- set-active FALSE "${by[@]}" --where 'customer_id = "1"'
	uploaded 2026-03-02-by-hand
	sed -i 's/^1,TRUE/1,FALSE/' export.csv
	"${run[@]}" --as-of 2026-03-03 export.csv -- tag-archive "${by[@]}"
	jq -n --arg sum "$(sha256sum <runs/2026-03-03-by-hand/manifest.json | cut -c 1-64)" '{run: "2026-03-03-by-hand",
		manifest_sha256: $sum, decisions: [{scope: "group", group: "Seniors", when: "not now", reason: "asked"}]}' >decisions.json
	roster approve runs/2026-03-03-by-hand --by 'R. Ortiz' --decisions decisions.json 2>said
	expect 0 "roster history 1 ${by[*]} | of_today; roster history 1 ${by[*]} --field active | grep -c Aktiv; roster history --field active 1" <<'END_OF_IT'
2026-03-02  Aktiv TRUE -> FALSE, by set-active where customer_id = "1"
            2026-03-02-by-hand; approved by R. Ortiz on TODAY; uploaded on TODAY by D. Kim (update-active.csv); first shown by the export of 2026-03-03-by-hand
2026-03-03  Gruppen Seniors -> ARCHIVED, by tag-archive
            2026-03-03-by-hand; left out by R. Ortiz (asked), who approved the rest on TODAY
1 gets no texts, active is FALSE: by our clean-up in 2026-03-02-by-hand (approved by R. Ortiz), as of the export of 2026-03-03-by-hand; that is no opt-out that we know of, but a STOP after it would look the same
1
no run of runs knows anything of 1
END_OF_IT
	expect 2 'roster history 1 --column active' <<'END_OF_IT'
history: --column is "active", not ROLE=NAME (as in --column phone=Mobile)
END_OF_IT
}

@test "history: a contact that was purged again says what came of each time" {
	contacts
	purge() { night "$1" export.csv -- purge --where 'customer_id = "0013"'; }
	purge 2026-03-02
	roster approve runs/2026-03-02-by-hand --by Ann 2>said
	purge 2026-03-03
	roster approve runs/2026-03-03-by-hand --by Bo 2>said
	purge 2026-03-04
	expect 0 'roster history 0013 | of_today' <<'END'
2026-03-02  taken out, by purge where customer_id = "0013"
            2026-03-02-by-hand; the platform's staff was to delete it, approved by Ann on TODAY
2026-03-03  taken out, by purge where customer_id = "0013"
            2026-03-03-by-hand; approved by Bo on TODAY, but the letter of 2026-03-02-by-hand had asked for it already
2026-03-04  taken out, by purge where customer_id = "0013"
            2026-03-04-by-hand; not approved
END
	expect 0 'roster history 0013 --since 2026-03-03 | of_today | head -n 2' <<'END'
2026-03-03  taken out, by purge where customer_id = "0013"
            2026-03-03-by-hand; approved by Bo on TODAY, but in no letter to the platform's staff
END
}

@test "what came back is not counted as set or undone" {
	contacts
	printf 'customer_id,active,phone_valid\n0012,FALSE,FALSE\n' >fixes.csv
	printf 'roster correct fixes.csv "$1"\n' >p.sh
	night 2026-03-02 p.sh export.csv
	uploaded 2026-03-02-p
	shows 's/^0012,TRUE,TRUE/0012,FALSE,FALSE/'
	night 2026-03-03 p.sh export.csv

	shows 's/^0012,FALSE,FALSE/0012,TRUE,FALSE/'
	night 2026-03-04 p.sh export.csv
	expect 0 'grep -h "^correct: " runs/2026-03-04-p/log.txt' <<'END'
correct: 3 read, 3 written, 0 changed, 1 left alone because the value came back
correct: values: 0 set, 1 already so, 0 in conflict, 1 left alone; of 1 rows 0 unmatched, 0 ambiguous
END

	# one of two: the caution about opt-outs goes with the value
	printf 'customer_id,active,group_list\n0012,FALSE,Band\n' >fixes.csv
	night 2026-03-05 p.sh export.csv
	expect 0 'grep -h "^correct: " runs/2026-03-05-p/log.txt' <<'END'
correct: 3 read, 3 written, 1 changed, 1 left alone because the value came back
correct: values: 1 set, 0 already so, 0 in conflict, 1 left alone; of 1 rows 0 unmatched, 0 ambiguous
END
}

@test "undo: what was undone and came back is left alone, and said" {
	contacts
	stale=$ROOT/pipelines/archive-stale.sh
	night 2026-03-02 "$stale" export.csv
	uploaded 2026-03-02-archive-stale
	shows 's/^0012,.*/0012,TRUE,FALSE,ARCHIVED,2020-01-31/'
	roster undo --quiet runs/2026-03-02-archive-stale export.csv
	uploaded "$(basename runs/*-undo-2026-03-02-archive-stale)"
	shows 's/^0012,.*/0012,TRUE,TRUE,Seniors;Band,2020-01-31/'
	roster undo --quiet runs/2026-03-02-archive-stale export.csv
	shows 's/^0012,TRUE,TRUE/0012,TRUE,FALSE/'
	expect 0 'roster undo runs/2026-03-02-archive-stale export.csv 2>&1 | sed -n "s/.*-3: //p"' <<'END'
proposed and proved: of the uploaded values 0 undone, 1 already so, 0 changed since, 0 gone, 1 left alone because the value came back
END
}

@test "status: runs that began in one second stand by their numbers" {
	contacts
	for i in {1..11}; do
		night 2026-03-02 export.csv -- set-phone-valid FALSE --where 'customer_id = "none"'
	done
	mv runs/2026-03-02-by-hand-3 runs/2026-03-02-by-hand-3.failed
	mv runs/2026-03-02-by-hand runs/2026-03-02-by-hand.failed
	sed -i 's/"at": [0-9]*/"at": 1000000000/' runs/*/started.json
	[ "$(roster status 2>/dev/null | cut -d ' ' -f 1 | sed 's/^2026-03-02-by-hand-*//' | tr '\n' ' ')" = '.failed 2 3.failed 4 5 6 7 8 9 10 11 ' ]
	[ "$(roster status 2>/dev/null | grep -c '  superseded  ')" -eq 8 ]
}

@test "history: days of approvals are those of the people here" {
	contacts
	night 2026-03-02 export.csv -- set-phone-valid FALSE --where 'customer_id = "0012"'
	uploaded 2026-03-02-by-hand
	sed -i 's/"at": "[^"]*"/"at": "2026-03-03T02:30:00Z"/' runs/2026-03-02-by-hand/approval.json
	sed -i 's/"at":"[^"]*"/"at":"2026-03-03T23:30:00Z"/' runs/2026-03-02-by-hand/uploaded.ndjson
	for zone in 'UTC0 03 03' 'XYZ7 02 03' 'XYZ-5 03 04'; do
		read -r TZ approved uploaded <<<"$zone"
		TZ=$TZ roster history 0012 | grep -qF "approved by R. Ortiz on 2026-03-$approved; uploaded on 2026-03-$uploaded by D. Kim"
	done
}
