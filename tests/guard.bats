#!/usr/bin/env bats
# Who may be made active again: by evidence of our own, with a list of those who opted out

load common

# An export of before, the journal of a clean-up, and the export of after
clean_up() {
	cat >before.csv <<'END'
customer_id,signalvine_id,phone,active
1,a,+13035550101,TRUE
2,b,+13035550102,TRUE
3,c,+13035550103,TRUE
4,d,+13035550103,TRUE
5,e,+13035550105,FALSE
6,f,+13035550106,TRUE
7,g,,TRUE
END
	roster set-active FALSE --where 'customer_id != "6"' --journal ours --as-of 2026-11-01 --quiet \
		--output after.csv before.csv
	TZ=UTC touch -d '2026-11-01 12:00' before.csv
}

complete='--opt-outs-until 2026-11-24 --export after.csv --export-date 2026-11-24'

# guard OPTIONS: what set-active TRUE makes of 1 and why, in one line
ask() {
	rm -f guarded
	bash -c "roster set-active TRUE --where 'customer_id = \"1\"' --guarded guarded --quiet $1 after.csv" |
		grep '^1,'
	sed 's/.*"reason":"\([^"]*\)".*/\1/' guarded
}

@test "who was made inactive by us becomes active again, and nobody who has opted out" {
	clean_up
	printf 'customer_id,phone\n2,\n,(303) 555-0103\n' >stop
	expect 0 "roster set-active TRUE --evidence ours --opt-outs stop $complete --guarded guarded --journal j --as-of 2026-11-24 after.csv; cat j guarded" <<'END'
customer_id,signalvine_id,phone,active
1,a,+13035550101,TRUE
2,b,+13035550102,FALSE
3,c,+13035550103,FALSE
4,d,+13035550103,FALSE
5,e,+13035550105,FALSE
6,f,+13035550106,TRUE
7,g,,FALSE
set-active: 7 read, 7 written, 1 changed, 5 guarded
set-active: the guarded contacts stay as they are: nothing shows that they want to hear from you again; name those who do in a list for --consent
{"key":"1","field":"active","from":"FALSE","to":"TRUE","filter":"set-active","evidence":"made inactive by us (2026-11-01), no opt-out up to 2026-11-24","at":"2026-11-24"}
{"key":"2","phone":"+13035550102","reason":"the list of opt-outs names the contact","to_do":"ask the person, and name the answer in a list for --consent"}
{"key":"3","phone":"+13035550103","reason":"the list of opt-outs names the phone that the contact has or had","to_do":"ask the person, and name the answer in a list for --consent"}
{"key":"4","phone":"+13035550103","reason":"the list of opt-outs names the phone that the contact has or had","to_do":"ask the person, and name the answer in a list for --consent"}
{"key":"5","phone":"+13035550105","reason":"no evidence shows that it was us who made the contact inactive","to_do":"name the folder of runs or the journal that does with --evidence, or ask the person, and name the answer in a list for --consent"}
{"key":"7","phone":"","reason":"the contact cannot be compared with the list of opt-outs","to_do":"name the whole export with --export, and give the list a key and a phone in each row"}
END
}

@test "where one thing is missing the guard holds" {
	clean_up
	printf 'phone\n+13035550199\n' >stop
	[ "$(ask "--evidence ours --opt-outs stop $complete")" = '1,a,+13035550101,TRUE' ]
	while IFS='|' read -r options reason; do
		[ "$(ask "$options")" = "1,a,+13035550101,FALSE
$reason" ] || {
			echo "$options: $(ask "$options")"
			return 1
		}
	done <<'END'
|no evidence shows that it was us who made the contact inactive
--evidence ours|there is no list of opt-outs, so a STOP since then is not ruled out
--evidence ours --opt-outs stop --export after.csv|the list of opt-outs is not known to be complete up to the day of the export
--evidence ours --opt-outs stop --export after.csv --opt-outs-until 2026-11-24|the list of opt-outs is not known to be complete up to the day of the export
--evidence ours --opt-outs stop --export after.csv --export-date 2026-11-24|the list of opt-outs is not known to be complete up to the day of the export
--evidence ours --opt-outs stop --export after.csv --opt-outs-until 2026-11-23 --export-date 2026-11-24|the list of opt-outs is not known to be complete up to the day of the export
--evidence ours --opt-outs stop --opt-outs-until 2026-11-24 --export-date 2026-11-24|the contact cannot be compared with the list of opt-outs
END
	printf 'customer_id\n1\n' >stop
	[[ $(ask "--evidence ours --opt-outs stop $complete") = *'names the contact' ]]
	printf 'phone\n303-555-0101\n' >stop
	[[ $(ask "--evidence ours --opt-outs stop $complete") = *"names the phone that the contact has or had" ]]
	sed 's/^3,c,+13035550103/3,c,3035550101/' after.csv >other.csv
	printf 'customer_id\n3\n' >stop
	[[ $(ask "--evidence ours --opt-outs stop ${complete/after/other}") = *'names somebody who has the same phone' ]]
	printf 'phone\n+13035550199\n' >stop
	printf '{"key":"1","field":"active","from":"FALSE","to":"TRUE","filter":"correct","at":"2026-11-02"}\n' >later
	[[ $(ask "--evidence ours --evidence later --opt-outs stop $complete") = *'did not make an active contact inactive' ]]
	sed -i 's/FALSE/x/; s/TRUE/FALSE/; s/x/TRUE/' later # a person's wish, written down by hand
	[[ $(ask "--evidence ours --evidence later --opt-outs stop $complete") = *'did not make an active contact inactive' ]]
	sed -i '/^1,/s/FALSE//' after.csv
	rm -f guarded
	roster set-active TRUE --evidence ours --opt-outs stop $complete --guarded guarded --quiet after.csv >out
	grep -q '^1,a,+13035550101,$' out
	grep -q '"key":"1".*active is not FALSE in this export' guarded
}

@test "a row that names by key alone somebody who is not in the export could be anybody" {
	clean_up
	sed -i 's/^[1-7],/000&/' after.csv
	sed -i 's/"key":"/&000/' ours
	printf 'customer_id\n1\n' >stop # a spreadsheet took the zeros
	expect 0 "roster set-active TRUE --where 'customer_id <= \"0002\"' --evidence ours --opt-outs stop $complete --quiet --guarded guarded after.csv | cmp - after.csv; cat guarded" <<'END'
{"key":"0001","phone":"+13035550101","reason":"the list of opt-outs names by key alone somebody who is not in the export, so it may be this contact or share the phone","to_do":"see that the keys are those of the export (a spreadsheet takes zeros from them), give the list a phone in each row, or take out who is known to have been deleted"}
{"key":"0002","phone":"+13035550102","reason":"the list of opt-outs names by key alone somebody who is not in the export, so it may be this contact or share the phone","to_do":"see that the keys are those of the export (a spreadsheet takes zeros from them), give the list a phone in each row, or take out who is known to have been deleted"}
END
	printf 'customer_id,phone\n1,3035550101\n' >stop
	roster set-active TRUE --evidence ours --opt-outs stop $complete --quiet after.csv >out
	grep -q '^0001,a,+13035550101,FALSE' out && grep -q '^0002,b,+13035550102,TRUE' out
	# a sister, who was deleted since
	sed -i '/^0003/d' after.csv
	printf 'customer_id\n0003\n' >stop
	roster set-active TRUE --evidence ours --opt-outs stop $complete --quiet after.csv | cmp - after.csv
}

@test "FALSE by a filter before is not what the export has" {
	clean_up
	printf 'phone\n+13035550199\n' >stop
	sed -i '/^1,/s/FALSE//' after.csv # asked for by phone, and blanked by hand
	expect 0 "roster set-active FALSE --quiet after.csv + set-active TRUE --where 'customer_id <= \"2\"' --evidence ours --opt-outs stop $complete --guarded guarded | sed -n 2,3p; cat guarded" <<'END'
1,a,+13035550101,FALSE
2,b,+13035550102,TRUE
{"key":"1","phone":"+13035550101","reason":"active is not FALSE in this export, so it was not our step that came last","to_do":"ask the person, and name the answer in a list for --consent"}
END
}

@test "a contact that is not in the export is compared with nobody" {
	clean_up
	printf 'phone\n+13035550199\n' >stop
	sed '/^1,/d' after.csv >part.csv
	[[ $(ask "--evidence ours --opt-outs stop ${complete/after/part}") = *'FALSE
the contact cannot be compared with the list of opt-outs' ]]
}

@test "evidence about a key that several contacts have is about nobody" {
	clean_up
	printf 'phone\n+13035550199\n' >stop
	echo '1,z,+13035550109,FALSE' >>after.csv # opted out long before
	expect 0 "roster set-active TRUE --where 'customer_id <= \"2\"' --evidence ours --opt-outs stop $complete --quiet --guarded guarded after.csv | diff after.csv - | grep '>'; cat guarded" <<'END'
> 2,b,+13035550102,TRUE
{"key":"1","phone":"+13035550101","reason":"several contacts of the export have the key by which the evidence names one","to_do":"give each an id of its own on the platform (roster check lists them), or ask the person, and set it there by hand"}
{"key":"1","phone":"+13035550109","reason":"several contacts of the export have the key by which the evidence names one","to_do":"give each an id of its own on the platform (roster check lists them), or ask the person, and set it there by hand"}
END
}

@test "a phone that a filter changed before does not hide who had it" {
	clean_up
	printf 'phone\n+13035550101\n' >stop
	printf 'customer_id,phone\n1,+13035550199\n' >fixes
	roster correct fixes --quiet after.csv |
		roster set-active TRUE --evidence ours --opt-outs stop $complete --guarded guarded --quiet >out
	grep -q '^1,a,+13035550199,FALSE$' out
	grep -q '"key":"1".*the phone that the contact has or had' guarded
}

@test "a journal by another key is no evidence about a customer_id" {
	clean_up
	printf 'phone\n+13035550199\n' >stop
	printf 'related_id,customer_id,active\n1,90,TRUE\n' >families.csv
	roster set-active FALSE --key related_id --journal theirs --as-of 2026-11-01 --quiet families.csv >out
	expect 0 'cat theirs' <<'END'
{"key":"1","key_field":"related_id","field":"active","from":"TRUE","to":"FALSE","filter":"set-active","at":"2026-11-01"}
END
	[[ $(ask "--evidence theirs --opt-outs stop $complete") = *'no evidence shows'* ]]
	roster patch theirs --reverse --key related_id --field active --quiet out | cmp - out # guarded
	roster run --quiet --allow-no-inactive --program a --as-of 2026-11-01 families.csv -- set-active FALSE --key related_id
	run=runs/2026-11-01-by-hand
	printf 'customer_id,active\n1,FALSE\n' >$run/update-active.csv
	printf '{"part":"update-active.csv","sha256":"%s","at":"2026-11-02T10:00:00Z","by":"me"}\n' \
		"$(sha256sum <$run/update-active.csv | cut -d ' ' -f 1)" >$run/uploaded.ndjson
	[[ $(ask "--evidence runs --program a --opt-outs stop $complete") = *'no evidence shows'* ]]
}

@test "patch and correct go by the same evidence" {
	clean_up
	printf 'phone\n+13035550102\n' >stop
	expect 0 "roster patch ours --reverse --evidence ours --opt-outs stop $complete --guarded g --quiet after.csv; sed 's/,\"to_do.*//' g" <<'END'
customer_id,signalvine_id,phone,active
1,a,+13035550101,TRUE
2,b,+13035550102,FALSE
3,c,+13035550103,TRUE
4,d,+13035550103,TRUE
5,e,+13035550105,FALSE
6,f,+13035550106,TRUE
7,g,,FALSE
{"key":"2","phone":"+13035550102","reason":"the list of opt-outs names the phone that the contact has or had"
{"key":"7","phone":"","reason":"the contact cannot be compared with the list of opt-outs"
END
	printf 'customer_id,active\n1,TRUE\n2,TRUE\n' >fixes
	expect 0 "roster correct fixes --evidence ours --opt-outs stop $complete --quiet after.csv | sed -n 2,3p" <<'END'
1,a,+13035550101,TRUE
2,b,+13035550102,FALSE
END
}

@test "what would turn the guard off is refused" {
	clean_up
	printf 'phone\n+13035550199\n' >stop
	expect 2 'roster set-active TRUE --evidence ours --opt-outs stop --opt-outs-until 2999-01-01 --output o after.csv' <<'END'
set-active: --opt-outs-until is 2999-01-01, which is yet to come
END
	expect 2 'roster set-active TRUE --evidence ours --opt-outs stop --export-date soon --output o after.csv' <<'END'
set-active: --export-date is "soon", not a date (YYYY-MM-DD)
END
	expect 2 'roster set-active TRUE --opt-outs stop --output o after.csv' <<'END'
set-active: --opt-outs says nothing without --evidence
END
	expect 2 'roster set-active FALSE --evidence ours --output o after.csv' <<'END'
set-active: --evidence is for set-active TRUE only
END
	printf 'phone\nx\n' >stop
	expect 3 'roster set-active TRUE --evidence ours --opt-outs stop --output o after.csv' <<'END'
set-active: stop:2: the phone of the opt-out is "x", which is none; correct it
END
	mkdir runs
	expect 2 'roster set-active TRUE --evidence runs --output o after.csv' <<'END'
set-active: runs: the runs of other programs prove nothing; say --program NAME
END
	expect 5 'roster set-active TRUE --evidence gone --output o after.csv' <<'END'
set-active: gone: cannot open: No such file or directory
END
	printf 'x\n' >kept
	expect 2 'roster set-active TRUE --guarded kept --output o after.csv; s=$?; cat kept; exit $s' <<'END'
set-active: kept: exists already and is never overwritten; choose another name
x
END
	[ ! -e o ]
}

# upload RUN TIME: approve it, and say that its part was uploaded then
upload() {
	roster approve --by me "$1" 2>approved || { cat approved; return 1; }
	note "$@"
}

note() {
	printf '{"part":"update-active.csv","sha256":"%s","at":"%s","by":"me"}\n' \
		"$(sha256sum <"$1/update-active.csv" | cut -d ' ' -f 1)" "$2" >>"$1/uploaded.ndjson"
}

@test "a run of the same program is evidence once it was uploaded, and one of another is not" {
	clean_up
	printf 'phone\n+13035550102\n' >stop
	roster run --quiet --program admissions --as-of 2026-11-01 before.csv -- \
		set-active FALSE --where 'customer_id in ("1","2")'
	run=runs/2026-11-01-by-hand
	evidence="--evidence runs --opt-outs stop $complete"
	[[ $(ask "$evidence --program admissions") = *'no evidence shows'* ]]
	upload $run 2026-11-02T10:00:00Z
	[ "$(ask "$evidence --program admissions")" = '1,a,+13035550101,TRUE' ]
	[ "$(ask "${evidence/runs/$run/} --program admissions")" = '1,a,+13035550101,TRUE' ]
	[[ $(ask "$evidence --program alumni") = *'no evidence shows'* ]]
	# a contact that was left out of the upload
	sed -i '/^1,/d' $run/update-active.csv
	expect 4 "roster set-active TRUE $evidence --program admissions --output o after.csv" <<'END'
set-active: runs/2026-11-01-by-hand/update-active.csv: is not what was uploaded, its digest is another; nothing can be concluded from it
END
	sed -i "s/\"sha256\":\"[0-9a-f]*\"/\"sha256\":\"$(sha256sum <$run/update-active.csv | cut -d ' ' -f 1)\"/" $run/uploaded.ndjson
	[[ $(ask "$evidence --program admissions") = *'no evidence shows'* ]]
	# the part was pruned
	rm $run/update-active.csv
	[[ $(ask "$evidence --program admissions") = *'no evidence shows'* ]]
	for journal in journal.ndjson stages/set-active/journal.ndjson; do
		expect 2 "roster set-active TRUE --evidence $run/$journal --output o after.csv" <<END
set-active: $run/$journal: is a part of a run; name the run's folder, or the folder of runs
END
	done
}

@test "what a person asked for is a step, by whatever key or name of a column a run wrote it" {
	clean_up
	printf 'phone\n+13035550199\n' >stop
	evidence="--evidence runs --program admissions --opt-outs stop $complete"
	night() { # DAY SCRIPT: over before.csv, uploaded on that day
		TZ=UTC touch -d "$1 12:00" before.csv
		roster run --quiet --program admissions --as-of "$1" "${@:3}" "$2" before.csv
		upload "runs/$1-${2%.sh}" "$1T14:00:00Z"
	}
	echo "roster set-active FALSE --where 'customer_id = \"1\"' \"\$1\"" >ours.sh
	night 2026-11-01 ours.sh
	[ "$(ask "$evidence")" = '1,a,+13035550101,TRUE' ]
	# opted in by hand, and out again by a list
	printf 'signalvine_id,active\na,FALSE\n' >fixes
	echo 'roster correct fixes --key signalvine_id "$1"' >call.sh
	night 2026-11-05 call.sh
	[[ $(ask "$evidence") = *'what the evidence has last'* ]]
	# and by one with columns of other names
	rm -r runs
	night 2026-11-01 ours.sh
	sed -i '1s/customer_id/Nr/;1s/active/Aktiv/' before.csv
	printf 'Nr,Aktiv\n1,FALSE\n' >fixes
	echo 'roster correct fixes --column customer_id=Nr --column active=Aktiv "$1"' >call.sh
	night 2026-11-05 call.sh --column customer_id=Nr --column active=Aktiv
	[[ $(ask "$evidence") = *'what the evidence has last'* ]]
}

@test "a run whose export calls its columns otherwise, or that goes by another key, is evidence" {
	clean_up
	printf 'phone\n+13035550199\n' >stop
	evidence="--evidence runs --program admissions --opt-outs stop $complete"
	roster run --quiet --program admissions --as-of 2026-11-01 before.csv -- \
		set-active FALSE --where 'customer_id = "1"' --key signalvine_id
	upload runs/2026-11-01-by-hand 2026-11-02T10:00:00Z
	[ "$(ask "$evidence")" = '1,a,+13035550101,TRUE' ]
	rm -r runs
	sed -i '1s/customer_id/Nr/;1s/active/Aktiv/' before.csv
	roster run --quiet --program admissions --as-of 2026-11-01 before.csv -- \
		set-active FALSE --where 'Nr = "1"' --column customer_id=Nr --column active=Aktiv
	upload runs/2026-11-01-by-hand 2026-11-02T10:00:00Z
	[ "$(ask "$evidence")" = '1,a,+13035550101,TRUE' ]
}

@test "a part that is gone may have had what a person asked for, as late as it was uploaded" {
	clean_up
	printf 'phone\n+13035550199\n' >stop
	printf 'customer_id,active\n1,FALSE\n' >fixes
	echo 'roster correct fixes "$1"' >call.sh
	roster run --quiet --program admissions --as-of 2026-11-01 call.sh before.csv
	roster approve --by me runs/2026-11-01-call
	TZ=UTC touch -d '2099-11-05 12:00' before.csv # still active then
	roster run --quiet --program admissions --as-of 2026-11-05 before.csv -- set-active FALSE
	upload runs/2026-11-05-by-hand 2099-11-06T10:00:00Z
	note runs/2026-11-01-call 2099-11-10T10:00:00Z
	evidence="--evidence runs --program admissions --opt-outs stop $complete"
	[[ $(ask "$evidence") = *'what the evidence has last'* ]]
	rm runs/2026-11-01-call/update-active.csv
	[[ $(ask "$evidence") = *'what the evidence has last'* ]]
}

@test "in a run the guard knows program and export, and can be repeated without the evidence" {
	clean_up
	printf 'customer_id\n2\n' >stop
	roster run --quiet --program admissions --as-of 2026-11-01 before.csv -- \
		set-active FALSE --where 'customer_id in ("1","2")'
	upload runs/2026-11-01-by-hand 2026-11-02T10:00:00Z
	touch -d '2026-11-20 12:00' after.csv
	cat >back.sh <<'END'
roster set-active TRUE --evidence runs --opt-outs stop --opt-outs-until "$UNTIL" "$1"
END
	UNTIL=2026-11-19 roster run --quiet --program admissions --as-of 2026-11-24 back.sh after.csv
	[ ! -s runs/2026-11-24-back/journal.ndjson ]
	grep -q '"key":"1".*not known to be complete' runs/2026-11-24-back/guarded.ndjson
	export UNTIL=2026-11-20
	roster run --quiet --allow-seen --program alumni --as-of 2026-11-24 back.sh after.csv
	[ ! -s runs/2026-11-24-back-2/journal.ndjson ]
	roster run --quiet --allow-seen --program admissions --as-of 2026-11-24 back.sh after.csv
	run=runs/2026-11-24-back-3
	expect 0 "cat $run/journal.ndjson; sed 's/,\"to_do.*//' $run/guarded.ndjson" <<'END'
{"key":"1","field":"active","from":"FALSE","to":"TRUE","filter":"set-active","stage":"set-active","evidence":"made inactive by us (2026-11-01T12:00:00Z, in the run 2026-11-01-by-hand), no opt-out up to 2026-11-20","at":"2026-11-24","run":"2026-11-24-back-3"}
{"key":"2","phone":"+13035550102","reason":"the list of opt-outs names the contact"
{"key":"3","phone":"+13035550103","reason":"no evidence shows that it was us who made the contact inactive"
{"key":"4","phone":"+13035550103","reason":"no evidence shows that it was us who made the contact inactive"
{"key":"5","phone":"+13035550105","reason":"no evidence shows that it was us who made the contact inactive"
{"key":"7","phone":"","reason":"no evidence shows that it was us who made the contact inactive"
END
	rm -r runs/2026-11-01-by-hand stop
	roster verify --repeat $run
	expect 2 'roster run --quiet --allow-seen --program admissions --as-of 2026-11-24 after.csv -- \
		set-active TRUE --evidence runs --opt-outs stop --export-date 2001-01-01; s=$?
		grep -h ^set-active runs/*.failed/log.txt; exit $s' <<'END'
run: runs/2026-11-24-by-hand.failed is set aside; its log.txt says what happened
run: the pipeline ended with status 2: set-active: a run knows its program and its export, and keeps the list of the guarded; leave --export-date out of its pipeline
set-active: a run knows its program and its export, and keeps the list of the guarded; leave --export-date out of its pipeline
END
}

@test "what an export showed that was not by us is a step, too" {
	clean_up
	printf 'phone\n+13035550102\n' >stop
	roster run --quiet --program admissions --as-of 2026-11-01 before.csv -- \
		set-active FALSE --where 'customer_id in ("1","3")'
	upload runs/2026-11-01-by-hand 2026-11-02T10:00:00Z
	night() {
		TZ=UTC touch -d "$1 12:00" "$2"
		roster run --quiet --program admissions --as-of "$1" "$2" -- \
			set-active FALSE --where 'customer_id = "0"'
	}
	evidence="--evidence runs --program admissions --opt-outs stop $complete"
	night 2026-11-03 after.csv
	[ "$(ask "$evidence")" = '1,a,+13035550101,TRUE' ]
	sed '/^1,/s/FALSE/TRUE/' after.csv >between.csv # by hand on the platform
	night 2026-11-10 between.csv
	[[ $(ask "$evidence") = *'what the evidence has last'* ]]
	rm guarded
	roster set-active TRUE $evidence --quiet after.csv | grep -q '^3,c,+13035550103,TRUE'
}

@test "who was gone from an export and is there again is nobody whom we know" {
	clean_up
	printf 'phone\n+13035550199\n' >stop
	roster run --quiet --program admissions --as-of 2026-11-01 before.csv -- \
		set-active FALSE --where 'customer_id in ("1","3")'
	upload runs/2026-11-01-by-hand 2026-11-02T10:00:00Z
	night() {
		TZ=UTC touch -d "$1 12:00" "$2"
		roster run --quiet --allow-smaller --program admissions --as-of "$1" "$2" -- \
			set-active FALSE --where 'customer_id = "0"'
	}
	evidence="--evidence runs --program admissions --opt-outs stop $complete"
	sed '/^1,/d' after.csv >between.csv # texted STOP, and was deleted
	night 2026-11-03 between.csv
	[ "$(ask "$evidence")" = '1,a,+13035550101,TRUE' ]
	night 2026-11-10 after.csv # imported anew, as opted out
	[[ $(ask "$evidence") = *'what the evidence has last'* ]]
	grep -q '"last_step":"2026-11-10T12:00:00Z, in the run 2026-11-10-by-hand"' guarded
	rm guarded
	roster set-active TRUE $evidence --quiet after.csv | grep -q '^3,c,+13035550103,TRUE'
}

@test "whose phone an opted-out key has is looked up in the export by what --column calls it" {
	printf 'customer_id,Mobil,active\n1,+13035550101,FALSE\n2,+13035550101,TRUE\n3,+13035550103,FALSE\n' >in
	printf 'customer_id\n2\n' >stop
	printf '{"key":"%s","field":"active","from":"TRUE","to":"FALSE","filter":"set-active","at":"2026-10-01"}\n' 1 3 >ours
	expect 0 'roster set-active TRUE --quiet --evidence ours --opt-outs stop --opt-outs-until 2026-11-02 \
		--export-date 2026-11-01 --export in --column phone=Mobil --guarded guarded in; cat guarded' <<'END'
customer_id,Mobil,active
1,+13035550101,FALSE
2,+13035550101,TRUE
3,+13035550103,TRUE
{"key":"1","phone":"+13035550101","reason":"the list of opt-outs names somebody who has the same phone","to_do":"ask the person, and name the answer in a list for --consent"}
END
}
