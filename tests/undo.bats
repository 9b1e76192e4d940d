#!/usr/bin/env bats
# What was uploaded of a run is taken back by a new run over a fresh export

load common
load updates

bats_require_minimum_version 1.5.0

export LC_ALL=C.UTF-8
R=runs/2026-11-24-by-hand
U=runs/$(date +%F)-undo-2026-11-24-by-hand

contacts() {
	cat >export.csv <<'END'
customer_id,active,phone_valid,group_list,last_contacted
0001,TRUE,TRUE,Seniors;Band,2020-01-31
0002,TRUE,TRUE,Juniors,2020-01-31
0003,TRUE,TRUE,,2020-01-31
0005,TRUE,FALSE,Alumni,2020-12-31
0006,TRUE,TRUE,Alumni,2026-11-01
END
}

# by_hand EXPORT FILTER...: a run of these filters
by_hand() {
	local export=$1
	shift
	roster run --quiet --program admissions --as-of 2026-11-24 --allow-seen --allow-smaller \
		--allow-no-inactive --no-check "$export" -- "$@"
}

# upload RUN PART...: note them
upload() {
	local run=$1 part
	shift
	for part; do roster uploaded "$run" --part "$part" 2>/dev/null; done
}

# approved FILTER...: a run over export.csv is approved and wholly uploaded, and fresh.csv shows it
approved() {
	by_hand export.csv "$@"
	roster approve --by me $R 2>/dev/null
	upload $R $R/update-*.csv
	applied export.csv $R/update-*.csv >fresh.csv
	touch -d '+2 seconds' fresh.csv
}

undo() {
	roster undo --allow-no-inactive "$@"
}

stale='last_contacted < today - 18 months'

@test "undo: a new run to approve that gives the old values back, and says what became of each" {
	contacts && approved tag-archive --where "$stale" + set-phone-valid FALSE --where "$stale"
	sed -i '/^0002/s/ARCHIVED/Somewhere/;/^0005/d;/^0006/s/Alumni/Band/' fresh.csv
	sed -i '/^0001/s/FALSE/TRUE/' fresh.csv
	expect 0 "roster undo --allow-no-inactive $R fresh.csv; cat $U/conflicts.ndjson | cut -d , -f 1-6; zcat $U/cleaned.csv.gz" <<END
undo: $U: proposed and proved: of the uploaded values 4 undone, 1 already so, 1 changed since, 1 gone
undo: $U/conflicts.ndjson: values that were changed since, and are left alone
undo: look at $U/review.html, then roster approve it
{"key":"0002","field":"group_list","expected":"ARCHIVED","found":"Somewhere","wanted":"Juniors","why":"changed since"
customer_id,active,phone_valid,group_list,last_contacted
0001,TRUE,TRUE,Seniors;Band,2020-01-31
0002,TRUE,TRUE,Somewhere,2020-01-31
0003,TRUE,TRUE,,2020-01-31
0006,TRUE,TRUE,Band,2026-11-01
END
	expect 0 "roster approve --by me $U; cd $U; cat update-* manual.csv" <<END
approve: $U: approved by me: 3 contacts in 2 files, 0 left out, 1 line of manual.csv by hand
approve: read $U/UPLOAD.txt before you upload
customer_id,group_list
0001,Seniors;Band
customer_id,phone_valid
0002,TRUE
0003,TRUE
customer_id,signalvine_id,name,phone,column,from,to,why
0003,,,,group_list,ARCHIVED,,it is not known whether a blank clears the field; clear it by hand
END
	rm fresh.csv
	roster verify --repeat $U
}

@test "undo takes back only the parts that were uploaded" {
	contacts && by_hand export.csv tag-archive --where "$stale" + set-phone-valid FALSE --where "$stale"
	expect 4 "roster undo $R export.csv" <<END
undo: $R: is not approved; see roster approve --help
END
	roster approve --by me $R
	expect 4 "roster undo $R export.csv" <<END
undo: $R: nothing of it was noted as uploaded, so there is nothing to undo; if something was, note it: roster uploaded $R --part FILE
END
	upload $R update-group_list.csv
	applied export.csv $R/update-group_list.csv >fresh.csv
	sed -i '/^0002/s/Juniors/ARCHIVED/' fresh.csv # by somebody else
	touch -d '+2 seconds' fresh.csv
	expect 0 "roster undo --allow-no-inactive $R fresh.csv; zcat $U/cleaned.csv.gz | diff fresh.csv - || true" <<END
undo: $U: proposed and proved: of the uploaded values 1 undone, 0 already so, 0 changed since, 0 gone
undo: look at $U/review.html, then roster approve it
5c5
< 0005,TRUE,FALSE,ARCHIVED,2020-12-31
---
> 0005,TRUE,FALSE,Alumni,2020-12-31
END
}

@test "undo of two runs takes the newest back first" {
	contacts && approved tag-archive --where 'customer_id < "0003"'
	sleep 1
	by_hand fresh.csv tag-archive --group OLD --where 'customer_id = "0001" or customer_id = "0006"'
	roster approve --by me $R-2 && upload $R-2 update-group_list.csv
	applied fresh.csv $R-2/update-group_list.csv >fresher.csv
	touch -d '+5 seconds' fresher.csv
	U=$U-2
	expect 0 "roster undo --allow-no-inactive $R $R-2/ fresher.csv; zcat $U/cleaned.csv.gz | diff export.csv -; ls $U/stages" <<END
undo: $U: proposed and proved: of the uploaded values 4 undone, 0 already so, 0 changed since, 0 gone
undo: look at $U/review.html, then roster approve it
2026-11-24-by-hand
2026-11-24-by-hand-2
END
}

@test "undo of active=FALSE: nobody is opted in without consent, and who stays is listed" {
	contacts && approved set-active FALSE --where "$stale"
	sed -i '/^0002/s/FALSE/TRUE/' fresh.csv
	expect 0 "roster undo $R fresh.csv; zcat $U/cleaned.csv.gz | diff fresh.csv -; jq -r '.key + \": \" + .reason' $U/guarded.ndjson" <<END
undo: $U: proposed and proved: of the uploaded values 0 undone, 1 already so, 0 changed since, 0 gone, 3 guarded
undo: $U/guarded.ndjson: contacts that stay inactive, and what would show that they may hear from you again; then undo again with --consent FILE (customer_id, date, source)
undo: look at $U/review.html, then roster approve it
0001: there is no list of opt-outs, so a STOP since then is not ruled out
0003: there is no list of opt-outs, so a STOP since then is not ruled out
0005: there is no list of opt-outs, so a STOP since then is not ruled out
END
	printf 'customer_id,date,source\n0001,2026-11-20,card\n' >consent.csv
	expect 0 "roster undo --consent consent.csv $R fresh.csv 2>&1 | head -n 1; zcat $U-2/cleaned.csv.gz | diff fresh.csv -; cut -d , -f 1-4 $U-2/journal.ndjson" <<END
undo: $U-2: proposed and proved: of the uploaded values 1 undone, 1 already so, 0 changed since, 0 gone, 2 guarded
2c2
< 0001,FALSE,TRUE,Seniors;Band,2020-01-31
---
> 0001,TRUE,TRUE,Seniors;Band,2020-01-31
{"key":"0001","field":"active","from":"FALSE","to":"TRUE"
END
	rm consent.csv
	roster verify --repeat $U-2
}

@test "undo by evidence: who was made inactive by the run, and did not opt out, can hear again" {
	contacts
	awk -F , -v OFS=, '{ print $0, NR == 1 ? "phone" : "+1303555010" NR }' export.csv >e && mv e export.csv
	approved set-active FALSE --where "$stale"
	printf 'customer_id,phone\n0005,+13035550105\n' >stop.csv
	expect 0 "roster undo --opt-outs stop.csv --opt-outs-until $(date +%F) $R fresh.csv; zcat $U/cleaned.csv.gz | cut -d , -f 1-2; jq -r .key $U/guarded.ndjson" <<END
undo: $U: proposed and proved: of the uploaded values 3 undone, 0 already so, 0 changed since, 0 gone, 1 guarded
undo: $U/guarded.ndjson: contacts that stay inactive, and what would show that they may hear from you again; then undo again with --consent FILE (customer_id, date, source)
undo: look at $U/review.html, then roster approve it
customer_id,active
0001,TRUE
0002,TRUE
0003,TRUE
0005,FALSE
0006,TRUE
0005
END
	printf 'customer_id,date,source\n0005,2026-11-20,card\n' >consent.csv
	expect 0 "roster undo --consent consent.csv --opt-outs stop.csv --opt-outs-until $(date +%F) $R fresh.csv 2>&1 | head -n 1" <<END
undo: $U-2: proposed and proved: of the uploaded values 4 undone, 0 already so, 0 changed since, 0 gone
END
	roster approve --by me $U-2
	grep -q '^4 of them become active=TRUE and hear from you again' $U-2/UPLOAD.txt
	grep -q "^this: look at the platform's opt-outs again before you upload it" $U-2/UPLOAD.txt
	# approved, and perhaps uploaded: whoever is held is told by which run
	roster undo --opt-outs stop.csv --opt-outs-until "$(date +%F)" --allow-no-inactive --quiet $R fresh.csv
	expect 0 "jq -r '.key + \": \" + .reason + \" (\" + .last_step[20:] + \"); \" + .to_do' $U-3/guarded.ndjson | head -n 1" <<END
0001: what the evidence has last did not make an active contact inactive (, in the run $(basename $U-2)); look at that step (what was approved counts, so upload it if it was not), or ask the person, and name the answer in a list for --consent
END
}

@test "undo refuses a stale export, a changed approval, runs that do not belong together" {
	contacts && approved tag-archive --where "$stale"
	touch -d '1 hour ago' fresh.csv
	run -4 --separate-stderr undo $R fresh.csv
	[[ $stderr =~ ^'undo: fresh.csv: is of '20.*Z', before update-group_list.csv of '$R' was uploaded at '20.*Z', so it does not show what is to be undone; export again'$ ]]
	touch -d '+2 seconds' fresh.csv
	expect 2 "roster undo $R $R/ fresh.csv" <<END
undo: $R: is named twice
END
	expect 2 "roster undo fresh.csv" <<<'undo: an operand is missing: roster undo [OPTIONS] RUN ... EXPORT'
	cp -a runs others
	expect 4 "roster undo $R others/2026-11-24-by-hand fresh.csv" <<END
undo: others/2026-11-24-by-hand: lies in another folder than $R; undo the runs of one folder at a time
END
	run -5 undo $R nowhere.csv
	[ "$(ls runs)" = $'2026-11-24-by-hand\nlock' ]
	roster run --quiet --program other --as-of 2026-11-24 --allow-no-inactive export.csv -- tag-archive --where "$stale"
	roster approve --by me $R-2 && upload $R-2 update-group_list.csv
	touch -d '+5 seconds' fresh.csv
	expect 4 "roster undo $R $R-2 fresh.csv" <<END
undo: $R-2: is of the program other, but $R of admissions
END
	sed -i 's/Juniors/Seniors/' $R/approved.ndjson
	expect 4 "roster undo $R fresh.csv" <<END
undo: $R/approved.ndjson: was changed since it was approved
END
}

@test "undo says that deletions stay, protects, and takes other names of columns" {
	contacts && by_hand export.csv purge --where 'customer_id = "0006"' + set-phone-valid FALSE
	roster approve --by me $R && upload $R update-phone_valid.csv
	applied export.csv $R/update-*.csv >fresh.csv
	sed -i '1s/customer_id/Student/' fresh.csv && touch -d '+2 seconds' fresh.csv
	printf 'customer_id\n0002\n' >keep.csv
	expect 0 "roster undo --allow-no-inactive --protect keep.csv --column customer_id=Student $R fresh.csv; zcat $U/cleaned.csv.gz | cut -d , -f 1-3" <<END
undo: $U: proposed and proved: of the uploaded values 2 undone, 0 already so, 0 changed since, 0 gone, 1 protected
undo: $R: deletions that it asked for: 1; no undo brings them back, purged.csv.gz in it has what was known of them
undo: look at $U/review.html, then roster approve it
Student,active,phone_valid
0001,TRUE,TRUE
0002,TRUE,FALSE
0003,TRUE,TRUE
0005,TRUE,FALSE
0006,TRUE,TRUE
END
}

@test "undo over NDJSON of what was uploaded from CSV" {
	contacts && approved tag-archive --where "$stale" + set-phone-valid FALSE --where "$stale"
	roster select --quiet --where 'customer_id != ""' --to ndjson fresh.csv >fresh.ndjson
	touch -d '+2 seconds' fresh.ndjson
	undo $R fresh.ndjson
	roster approve --by me $U
	applied fresh.csv $U/update-*.csv | diff - <(sed '/^0003/s/TRUE,,/TRUE,ARCHIVED,/' export.csv)
}

@test "random runs: approved, uploaded and undone, the platform holds what it held before" {
	local seed most=${PAIRS:-12} changed=0
	for ((seed = 1; seed <= most; seed++)); do
		rm -rf runs
		invent $seed
		approved correct fixes.csv + set-phone-valid FALSE --where "score < $((seed % 11))" + \
			tag-archive --where "score > $((seed / 3 % 11))" --group "G$((seed % 2))"
		undo --no-check --quiet $R fresh.csv
		roster approve --by me $U 2>/dev/null
		set -- $U/update-*.csv
		[ -e "$1" ] || set --
		# what was blank before cannot be made so by an upload: it is manual work
		awk -F , -v OFS=, 'NR == FNR { if (FNR > 1) by_hand[$1, $5] = $6; next }
			FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i }
			{ for (i = 2; i <= NF; i++) if (($1, name[i]) in by_hand) $i = by_hand[$1, name[i]]; print }' \
			<(cat $U/manual.csv 2>/dev/null || echo none) export.csv >wanted.csv
		applied fresh.csv "$@" | diff wanted.csv - || {
			echo "seed $seed"
			return 1
		}
		changed=$((changed + $(jq .contacts $U/approval.json)))
	done
	[ "$changed" -gt $((most * 10)) ]
}
