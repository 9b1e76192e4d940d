#!/usr/bin/env bats
# What another run uploaded since the export was made is not approved over

load common

bats_require_minimum_version 1.5.0

contacts() {
	cat >export.csv <<'CONTACTS'
customer_id,signalvine_id,active,phone_valid,group_list
1,a1,TRUE,TRUE,Seniors
2,a2,TRUE,TRUE,Seniors
3,a3,TRUE,TRUE,Juniors
9,a9,FALSE,TRUE,Juniors
,a4,TRUE,TRUE,Juniors
CONTACTS
	touch -d '1 hour ago' export.csv
}

# propose NAME EXPORT FILTER...: a run of a pipeline of that name
propose() {
	local name=$1 export=$2
	shift 2
	echo "roster $(printf '%q ' "$@") <\"\$1\"" >"$name.sh"
	roster run --quiet --program "${PROGRAM-admissions}" --as-of 2026-11-24 --allow-seen \
		"$name.sh" "$export"
}

# uploaded RUN [OPTION...]: the run is approved, and its files are uploaded
uploaded() {
	local run=$1 part
	shift
	roster approve "$run" --by 'R. Ortiz' "$@" 2>said || { cat said && return 1; }
	for part in "$run"/update-*.csv; do
		roster uploaded "$run" --part "$part" --by 'D. Kim' 2>said || { cat said && return 1; }
	done
}

@test "a value that another run uploaded since the export was made is not approved over" {
	contacts
	propose first export.csv set-phone-valid FALSE --where 'group_list has "Seniors"'
	propose second export.csv set-phone-valid FALSE --where 'customer_id in ("2","3")' + \
		set-active FALSE --where 'customer_id = "1"'
	uploaded runs/2026-11-24-first
	expect 4 'roster approve runs/2026-11-24-second --by "D. Kim"; ret=$?
		ls runs/2026-11-24-second | grep -e update -e approv; exit $ret' <<'SAID'
approve: runs/2026-11-24-second: the run 2026-11-24-first uploaded phone_valid of the contact 2 after this run's export was made; export again, and run again
SAID

	# what to do, done
	sed -i 's/^\([12],.*\),TRUE,/\1,FALSE,/' export.csv
	touch -d '1 minute' export.csv
	propose second export.csv set-phone-valid FALSE --where 'customer_id in ("2","3")' + \
		set-active FALSE --where 'customer_id = "1"'
	expect 0 'roster approve runs/2026-11-24-second-2 --by "D. Kim"' <<'SAID'
approve: runs/2026-11-24-second-2: approved by D. Kim: 2 contacts in 2 files, 0 left out, nothing by hand
approve: read runs/2026-11-24-second-2/UPLOAD.txt before you upload
SAID
}

@test "another field, another contact, another program, and what was not uploaded, are no reason" {
	contacts
	propose first export.csv set-phone-valid FALSE --where 'customer_id = "1"'
	propose field export.csv set-active FALSE --where 'customer_id = "1"'
	propose contact export.csv set-phone-valid FALSE --where 'customer_id = "2"'
	propose unlike export.csv set-phone-valid FALSE --where 'customer_id = "3"'
	propose never export.csv set-phone-valid FALSE --where 'customer_id = "3"'
	PROGRAM=alumni propose other export.csv set-phone-valid FALSE --where 'customer_id = "1"'
	uploaded runs/2026-11-24-first
	roster approve runs/2026-11-24-unlike --by 'R. Ortiz'
	for run in field contact other never; do
		roster approve "runs/2026-11-24-$run" --by 'D. Kim'
	done
}

@test "a contact is the same by either id, and one that a decision leaves out is not looked at" {
	contacts
	sed -i 's/^,a4/4,a4/' export.csv
	touch -d '1 hour ago' export.csv
	propose named export.csv set-phone-valid FALSE --where 'signalvine_id in ("a3","a4")'
	sed 's/^4,a4/,a4/' export.csv >unnamed.csv
	touch -d '1 hour ago' unnamed.csv
	propose unnamed unnamed.csv set-phone-valid FALSE --where 'signalvine_id = "a4"'
	uploaded runs/2026-11-24-unnamed --by-signalvine-id
	expect 4 'roster approve runs/2026-11-24-named --by "D. Kim"' <<'SAID'
approve: runs/2026-11-24-named: the run 2026-11-24-unnamed uploaded phone_valid of the contact a4 after this run's export was made; export again, and run again
SAID
	digest=$(sha256sum <runs/2026-11-24-named/manifest.json | cut -d ' ' -f 1)
	cat >decisions.json <<DECISIONS
{"run": "2026-11-24-named", "manifest_sha256": "$digest",
 "decisions": [{"scope": "contact", "key": "4", "key_field": "customer_id", "when": "not now", "reason": "is done"}]}
DECISIONS
	expect 0 'roster approve runs/2026-11-24-named --by "D. Kim" --decisions decisions.json' <<'SAID'
approve: runs/2026-11-24-named: approved by D. Kim: 1 contact in 1 file, 1 left out, nothing by hand
approve: read runs/2026-11-24-named/UPLOAD.txt before you upload
SAID
}

@test "an update file that is not what was approved tells nothing" {
	contacts
	propose first export.csv set-phone-valid FALSE --where 'customer_id = "1"'
	propose second export.csv set-phone-valid FALSE --where 'customer_id = "3"'
	uploaded runs/2026-11-24-first
	echo 3,FALSE >>runs/2026-11-24-first/update-phone_valid.csv
	run -4 --separate-stderr roster approve runs/2026-11-24-second --by 'D. Kim'
	[[ $stderr == 'approve: runs/2026-11-24-first/update-phone_valid.csv: '* ]] ||
		[[ $stderr == 'approve: '*'/runs/2026-11-24-first/update-phone_valid.csv: '* ]]
}
