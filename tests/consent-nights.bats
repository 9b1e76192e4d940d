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
{"key":"0012","phone":"","reason":"the contact was not inactive yet on $1, after the consent of 2026-03-02, and became so since, not by a clean-up of ours","to_do":"ask the person again, and name the answer with its date in a list for --consent"}
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
	grep -qx 'set-active: the guarded contacts stay as they are: nothing shows that they want to hear from you again; name those who do in a list for --consent' runs/2026-03-04-by-hand/log.txt
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

# stops DATE FILTER...: a run over the export of that day proposes what the filter does, and is approved
stops() {
	touch -d "$1 12:00" export.csv
	roster run --quiet --program admissions --as-of "$1" --no-check --allow-seen --name stops export.csv -- "${@:2}"
	roster approve --by me "runs/$1-stops"
}

# on_platform DATE [PART]: a part of that run was uploaded
on_platform() {
	roster uploaded "runs/$1-stops" --part "${2-update-active.csv}"
}

@test "consents: an opt-out that was entered through us counts once it is uploaded, and a clean-up does not" {
	contacts
	printf 'customer_id,active\n0012,FALSE\n' >stop.csv
	night 2026-03-02
	stops 2026-03-04 correct stop.csv
	night 2026-03-05
	[ ! -e runs/2026-03-05-by-hand/own-opt-outs.ndjson ]
	on_platform 2026-03-04
	shows '/^0012/s/TRUE/FALSE/'
	night 2026-03-06
	held 2026-03-04
	left own-opt-outs.ndjson | diff - <(echo '{"key":"0012","key_field":"customer_id","active_on":"2026-03-04"}')
	[ ! -e runs/2026-03-06-by-hand/seen.ndjson ]

	# nor is it forgotten when that run is pruned, or taken away
	sed -i 's/"at": [0-9]*/"at": 1000000000/' runs/*/started.json
	roster prune --keep 90d
	night 2026-03-07
	held 2026-03-04
	rm -r runs/2026-03-0[456]-*
	night 2026-03-08
	held 2026-03-04
	echo 0012,2026-03-03,telephone >>consent.csv
	night 2026-03-09
	left guarded.ndjson | grep -q '"reason":"the contact was not inactive yet on 2026-03-04, after the consent of 2026-03-03,'
	echo 0012,2026-03-04,telephone >>consent.csv
	night 2026-03-10
	left journal.ndjson | grep -q '"consent":"2026-03-04 telephone"'
	opted_in

	local was
	for was in TRUE ''; do
		rm -r runs
		contacts
		shows "/^0012/s/TRUE/$was/"
		stops 2026-03-04 set-active FALSE --where 'customer_id = "0012"'
		on_platform 2026-03-04
		shows '/^0012/s/,[^,]*$/,FALSE/'
		night 2026-03-05
		opted_in
	done
}

@test "consents: of an opt-out that was entered through us the part must be uploaded" {
	contacts
	shows '1s/$/,phone_valid/; 2,$s/$/,TRUE/; /^0099/s/FALSE/TRUE/'
	echo 0099,2026-03-02,form >>consent.csv
	printf 'customer_id,active,phone_valid\n0012,FALSE,\n0099,FALSE,FALSE\n' >stop.csv
	stops 2026-03-04 correct stop.csv
	shows '/^0012/s/TRUE/FALSE/; /^0099/s/TRUE/FALSE/g' # by whom nobody noted
	night 2026-03-05
	opted_in
	on_platform 2026-03-04 update-active+phone_valid.csv
	night 2026-03-06
	opted_in
	expect 0 'cat runs/2026-03-06-by-hand/own-opt-outs.ndjson' <<'END'
{"key":"0099","key_field":"customer_id","active_on":"2026-03-04"}
END
	on_platform 2026-03-04
	night 2026-03-07
	held 2026-03-04
	left guarded.ndjson | grep -c 0099 | grep -qx 1
}

@test "consents: what we opted in and took back is an opt-out as well" {
	contacts
	stops 2026-03-03 set-active TRUE --consent consent.csv
	on_platform 2026-03-03
	shows '/^0013/s/FALSE/TRUE/'
	stops 2026-03-04 patch runs/2026-03-03-stops/approved.ndjson --reverse
	on_platform 2026-03-04
	shows '/^0013/s/TRUE/FALSE/'
	night 2026-03-05
	left guarded.ndjson | grep 0013 | grep -q 'yet on 2026-03-04, after the consent of 2026-03-02, and became so since, not by a clean-up of ours'
	[ ! -s runs/2026-03-05-by-hand/journal.ndjson ]
}

@test "consents: an opt-out entered through us under other names, or without a customer_id" {
	contacts
	shows '1s/.*/id,signalvine_id,Texts/; s/^0013,u13,FALSE/,u13,TRUE/'
	printf 'signalvine_id,date,source\nu12,2026-03-02,form\nu13,2026-03-02,form\n' >consent.csv
	printf 'id,signalvine_id,Texts\n0012,,FALSE\n,u13,FALSE\n' >stop.csv
	local mapped=(--column active=Texts --column customer_id=id)
	touch -d '2026-03-04 12:00' export.csv
	roster run --quiet --program admissions --as-of 2026-03-04 --no-check --allow-seen --name stops "${mapped[@]}" export.csv -- \
		correct stop.csv "${mapped[@]}"
	roster approve --by me --by-signalvine-id runs/2026-03-04-stops
	on_platform 2026-03-04
	on_platform 2026-03-04 update-by-signalvine_id-active.csv
	shows '1s/.*/customer_id,signalvine_id,active/; s/TRUE/FALSE/'
	night 2026-03-05
	held 2026-03-04
	left own-opt-outs.ndjson | diff - <(printf '{"key":"%s","key_field":"%s","active_on":"2026-03-04"}\n' \
		0012 customer_id u13 signalvine_id)
	[ ! -s runs/2026-03-05-by-hand/journal.ndjson ]
}
