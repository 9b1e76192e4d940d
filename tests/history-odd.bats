#!/usr/bin/env bats
# Rare ways of a contact through runs: a member that it did not have, a removal that its second name
# stands for, a value that came back while nothing could be compared

load common

bats_require_minimum_version 1.5.0

propose() {
	roster run --program a --as-of 2026-11-24 --no-check --allow-seen --allow-no-inactive --quiet "$@"
}

# upload RUN: it is approved, and all of it is uploaded
upload() {
	local part
	roster approve --by me "$1" 2>said
	for part in "$1"/update-*; do
		roster uploaded --part "$part" "$1" 2>>said
	done
}

@test "a member that a contact did not have is shown as none, and undone to none" {
	printf '{"customer_id":"1","phone_valid":true}\n{"customer_id":"2","group_list":"A"}\n' >export.ndjson
	propose export.ndjson -- tag-archive
	expect 0 'roster history --runs runs 1' <<'END'
2026-11-24  group_list (none) -> ARCHIVED, by tag-archive
            2026-11-24-by-hand; not approved
END
	grep -q 'null,"ARCHIVED"' runs/2026-11-24-by-hand/review.html
	upload runs/2026-11-24-by-hand
	gzip -dc runs/2026-11-24-by-hand/cleaned.ndjson.gz >fresh.ndjson
	roster undo --no-check --allow-no-inactive --quiet runs/2026-11-24-by-hand fresh.ndjson
	gzip -dc runs/*-undo-*/cleaned.ndjson.gz | diff export.ndjson -
	roster verify runs/*-undo-*
}

@test "only the changes of a part that is there" {
	printf '{"customer_id":"1","group_list":"A"}\n' >export.ndjson
	propose export.ndjson -- tag-archive
	upload runs/2026-11-24-by-hand
	cp runs/*/approved.ndjson .
	expect 2 'roster patch approved.ndjson --part update-other.csv --output out export.ndjson' <<'END'
patch: approved.ndjson: has no change of the part "update-other.csv"; look at its lines for those it has
END
}

@test "who is asked to be deleted: by the second name, the second in the list, and with neither" {
	cat >export.csv <<'END'
customer_id,signalvine_id,email,active
1,a,x@y,TRUE
,b,z@y,TRUE
END
	propose export.csv -- purge --where 'active = TRUE'
	roster approve --by me runs/2026-11-24-by-hand 2>said
	for name in 1 b; do
		roster history --runs runs $name >told
		grep -q "2026-11-24-by-hand; the platform's staff was to delete it, approved by me on " told
	done
	sed 's/,b,/,,/;s/$/,Lee,Ng,+13035550102/;1s/,Lee.*/,first_name,last_name,phone/' export.csv >unnamed.csv
	propose --runs other --key email unnamed.csv -- purge --where 'active = TRUE' --key email
	roster approve --by me other/2026-11-24-by-hand 2>said
	diff other/2026-11-24-by-hand/manual.csv - <<'END'
customer_id,signalvine_id,name,phone,column,from,to,why
,,Lee Ng,+13035550102,,,,the contact has no customer_id; look for it by its phone or name
END
	diff other/2026-11-24-by-hand/removal-approved.csv - <<'END'
customer_id,signalvine_id
1,a
END
}

@test "a repeat whose pipeline ends otherwise says how" {
	printf 'customer_id,phone_valid\n1,TRUE\n' >export.csv
	touch flag
	printf '%s\n' "test -e $PWD/flag || { echo 'the flag is gone' >&2; exit 7; }" \
		'roster set-phone-valid FALSE "$1"' >p.sh
	propose p.sh export.csv
	rm flag
	expect 5 'roster verify --repeat runs/2026-11-24-p' <<'END'
verify: the pipeline ended with status 7: the flag is gone
END
}

@test "a value that came back while the export of before was gone" {
	night() {
		roster run --program a --as-of "$1" --no-check --allow-seen --allow-no-inactive --quiet "$2" -- \
			set-phone-valid TRUE --where 'phone_valid = FALSE'
	}
	printf 'customer_id,active,phone_valid\n1,TRUE,FALSE\n2,FALSE,TRUE\n' >one.csv
	night 2026-11-21 one.csv
	upload runs/2026-11-21-by-hand
	sed s/TRUE,FALSE/TRUE,TRUE/ one.csv >two.csv
	touch -d '+1 second' two.csv # of after the upload
	night 2026-11-22 two.csv
	rm runs/2026-11-22-by-hand/export.csv
	touch one.csv
	night 2026-11-23 one.csv
	roster history --runs runs 1 >told
	[ "$(tail -n 1 told)" = '1 gets no texts, phone_valid is FALSE: not by us, before the export of 2026-11-23-by-hand; the platform, or somebody there, found so' ]
}

@test "what an export is refused for: three kinds, and how many more" {
	printf 'customer_id,active,phone_valid,last_contacted\n1,maybe\n1,maybe,TRUE,x\n1,TRUE,TRUE,\n,TRUE,TRUE,\n4,TRUE,\xff,\n' >export.csv
	run -3 --separate-stderr roster run --program a --as-of 2026-11-24 export.csv -- set-phone-valid FALSE
	[[ ${stderr_lines[1]} = 'run: export.csv: check found 1 ragged, first on line 2 ('*'), 1 not-utf-8, first on line 6 ('*'), 1 not-true-or-false, first on line 3 (active is "maybe"), and 2 more kinds (all are in check.ndjson); '* ]]
	# a finding is not cut in the middle of what is to be done
	printf 'customer_id,phone_valid\n1,x"y"\n' >export.csv
	run -3 --separate-stderr roster run --program a --as-of 2026-11-24 export.csv -- set-phone-valid FALSE
	[[ ${stderr_lines[1]} = *'(a quote stands in a field that does not begin with one; double it and quote the whole field)'* ]]
}
