#!/usr/bin/env bats
# A list of consents that is used night after night: who opted out after his consent is not opted in

load common

bats_require_minimum_version 1.5.0

contacts() {
	cat >export.csv <<'END'
customer_id,signalvine_id,active
0012,u12,TRUE
0013,u13,FALSE
0099,u99,FALSE
END
	printf 'customer_id,date,source\n0012,2026-03-02,form\n0013,2026-03-02,form\n' >consent.csv
}

# night DATE [OPTION...]: a run over the export of that day opts in who consented
night() {
	touch -d "$1 12:00" export.csv
	roster run --quiet --program admissions --as-of "$1" --no-check --allow-seen "${@:2}" export.csv -- \
		set-active TRUE --consent consent.csv
}

# shows EXPRESSION: tonight's export, the last one edited by sed
shows() {
	sed -i "$1" export.csv
}

# left FILE: what the last run left in it
left() {
	cat "$(ls -d runs/2026-* | tail -n 1)/$1"
}

# held DATE: 0012 alone is held, because an export of that day still showed it active
held() {
	diff - <(left guarded.ndjson | grep 0012) <<END
{"key":"0012","phone":"","reason":"the contact was not inactive yet on $1, after the consent of 2026-03-02, and became so since, not by us","to_do":"ask the person again, and name the answer with its date in a list for --consent"}
END
	[ "$(left journal.ndjson | grep -c 0012)" -eq 0 ]
	roster verify --repeat "$(ls -d runs/2026-* | tail -n 1)"
}

opted_in() {
	left journal.ndjson | grep -q '"key":"0012","field":"active","from":"[^"]*","to":"TRUE"'
	roster verify --repeat "$(ls -d runs/2026-* | tail -n 1)"
}

@test "a consent holds until its person opted out, by what the nights saw, and a newer one holds again" {
	contacts
	night 2026-03-02
	left journal.ndjson | grep -q '"key":"0013".*"consent":"2026-03-02 form"'
	[ ! -e runs/2026-03-02-by-hand/own-opt-outs.ndjson ]
	night 2026-03-03
	roster approve --by me runs/2026-03-03-by-hand
	roster uploaded runs/2026-03-03-by-hand --part update-active.csv
	shows '/^0012/s/TRUE/FALSE/; /^0013/s/FALSE/TRUE/'
	night 2026-03-04
	held 2026-03-03
	expect 0 'cat runs/2026-03-04-by-hand/own-opt-outs.ndjson; cut -d " " -f 3 runs/2026-03-04-by-hand/SHA256SUMS | grep own' <<'END'
{"key":"0012","key_field":"customer_id","active_on":"2026-03-03"}
own-opt-outs.ndjson
END

	# whom we had opted in ourselves is held too, whatever --again says
	shows '/^0013/s/TRUE/FALSE/'
	night 2026-03-05 --again
	held 2026-03-03
	[ "$(left guarded.ndjson | grep -c 'yet on 2026-03-04')" -eq 1 ] && [ ! -s runs/2026-03-05-by-hand/journal.ndjson ]

	# neither is forgotten when the nights that saw it are pruned, or taken away
	sed -i 's/"at": [0-9]*/"at": 1000000000/' runs/*/started.json
	roster prune --keep 90d
	night 2026-03-06
	held 2026-03-03
	rm -r runs/2026-03-0[2345]-by-hand
	night 2026-03-07
	held 2026-03-03
	left own-opt-outs.ndjson | diff - <(printf '{"key":"00%s","key_field":"customer_id","active_on":"%s"}\n' 12 2026-03-03 13 2026-03-04)

	# by hand nobody knows of it
	roster set-active TRUE --quiet --consent consent.csv export.csv | grep -q '^0012,u12,TRUE'

	# of that day it may be the later one; of several the newest counts
	echo 0012,2026-03-01,letter >>consent.csv
	night 2026-03-08
	held 2026-03-03
	echo 0012,2026-03-03,telephone >>consent.csv
	night 2026-03-09
	left journal.ndjson | grep -q '"consent":"2026-03-03 telephone"'
	opted_in
}

@test "consents: blank is not active, and from blank to FALSE is an opt-out as well" {
	contacts
	night 2026-03-03
	shows '/^0012/s/TRUE//'
	night 2026-03-04
	held 2026-03-03
	shows '/^0012/s/$/FALSE/'
	night 2026-03-05
	held 2026-03-04
	shows '/^0012/s/FALSE//' # which nobody calls an opt-out
	night 2026-03-06
	held 2026-03-04
}

@test "consents: by another key than the one by which it was seen" {
	contacts
	printf 'signalvine_id,date,source\nu12,2026-03-02,form\n' >consent.csv
	night 2026-03-03
	shows '/^0012/s/TRUE/FALSE/'
	night 2026-03-04
	held 2026-03-03

	rm -r runs
	contacts
	night 2026-03-03 --key signalvine_id
	shows '/^0012/s/TRUE/FALSE/'
	night 2026-03-04 --key signalvine_id
	left own-opt-outs.ndjson | diff - <(echo '{"key":"u12","key_field":"signalvine_id","active_on":"2026-03-03"}')
	night 2026-03-05
	held 2026-03-03
}

@test "consents: columns of other names, now and then" {
	contacts
	shows '1s/.*/id,signalvine_id,Texts/'
	local mapped=(--column active=Texts --column customer_id=id)
	renamed() {
		touch -d "$1 12:00" export.csv
		roster run --quiet --program admissions --as-of "$1" --no-check --allow-seen "${mapped[@]}" export.csv -- \
			set-active TRUE --consent consent.csv "${mapped[@]}"
	}
	renamed 2026-03-03
	shows '/^0012/s/TRUE/FALSE/'
	renamed 2026-03-04
	held 2026-03-03
	rm runs/*/own-opt-outs.ndjson # as a roster left it that wrote none
	shows '1s/.*/customer_id,signalvine_id,active/'
	night 2026-03-05 --name other
	held 2026-03-03
}

@test "consents: what another pipeline of the program saw counts, what another program saw does not" {
	contacts
	local look=(--quiet --no-check --allow-seen export.csv -- select --where 'customer_id != ""')
	touch -d '2026-03-03 12:00' export.csv
	roster run --program admissions --as-of 2026-03-03 --name look "${look[@]}"
	roster run --program alumni --as-of 2026-03-03 --name alumni "${look[@]}"
	shows '/^0012/s/TRUE/FALSE/'
	touch -d '2026-03-04 12:00' export.csv
	roster run --program alumni --as-of 2026-03-04 --name alumni "${look[@]}"
	[ -e runs/2026-03-04-alumni/own-opt-outs.ndjson ]
	night 2026-03-05
	opted_in
	roster run --program admissions --as-of 2026-03-06 --name look "${look[@]}"
	night 2026-03-07
	held 2026-03-03
}

@test "consents: evidence that we made the contact inactive decides as without a consent" {
	contacts
	night 2026-03-03
	shows '/^0012/s/TRUE/FALSE/'
	night 2026-03-04
	held 2026-03-03
	shows '/^0012/s/FALSE/TRUE/'
	night 2026-03-05
	touch -d '2026-03-06 12:00' export.csv
	roster run --quiet --program admissions --as-of 2026-03-06 --no-check --allow-seen --name clean export.csv -- \
		set-active FALSE --where 'customer_id = "0012"'
	roster approve --by me runs/2026-03-06-clean
	roster uploaded runs/2026-03-06-clean --part update-active.csv
	shows '/^0012/s/TRUE/FALSE/'
	night 2026-03-07
	held 2026-03-03
	shows '1s/$/,phone/; s/^\(..\)\(12\|13\|99\).*/&,+130355501\2/'
	printf 'customer_id,phone\n0099,+13035550199\n' >stop.csv
	touch -d '2026-03-08 12:00' export.csv
	local filter=(set-active TRUE --consent consent.csv --evidence runs --opt-outs stop.csv --opt-outs-until)
	roster run --quiet --program admissions --as-of 2026-03-08 --no-check --allow-seen export.csv -- \
		"${filter[@]}" 2026-03-08
	left journal.ndjson | grep -q '"key":"0012",.*"evidence":"made inactive by us ([^,]*, in the run 2026-03-06-clean)'
	opted_in
	roster run --quiet --program admissions --as-of 2026-03-09 --no-check --allow-seen export.csv -- \
		"${filter[@]}" 2026-03-07
	left guarded.ndjson | grep -q '"key":"0012",.*"reason":"the contact was not inactive yet on 2026-03-03'
}
