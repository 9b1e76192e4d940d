#!/usr/bin/env bats
# roster dedupe: contacts that share a phone, one of whom stays, and nobody's opt-out is lost

load common

bats_require_minimum_version 1.5.0

header=customer_id,first_name,phone,active,group_list,seen

@test "look only: nothing is changed, who shares a phone is listed" {
	cat >in <<END
$header
1,Ann,+1 (303) 555-0142,TRUE,Band,
2,Bob,13035550142,FALSE,,
3,Cy,+13035550143,TRUE,,
4,Di,,TRUE,,
5,Ed,,TRUE,,
END
	expect 0 'roster dedupe --list list in | cmp - in; cat list' <<'END'
dedupe: 5 read, 5 written, 0 changed
dedupe: 1 phone is shared by 2 contacts
{"phone":"+1 (303) 555-0142","key":"1","record":1,"share":"shared"}
{"phone":"13035550142","key":"2","record":2,"share":"shared"}
END
}

@test "--keep first: the others are put into the group, and the journal says so and undoes it" {
	cat >in <<END
$header
1,Ann,13035550142,TRUE,Band,
2,Ann,+13035550142,TRUE,"Band;Choir",
3,Ann,+1-303-555-0142,,,
4,Bob,13035550143,TRUE,Duplicates2,
END
	expect 0 'roster dedupe --keep first --group Duplicates --journal journal --as-of 2026-11-24 in' <<END
$header
1,Ann,13035550142,TRUE,Band,
2,Ann,+13035550142,TRUE,"Band;Choir;Duplicates",
3,Ann,+1-303-555-0142,,Duplicates,
4,Bob,13035550143,TRUE,Duplicates2,
dedupe: 4 read, 4 written, 2 changed
dedupe: 1 phone is shared by 3 contacts: 1 kept, 2 copies
dedupe: families share phones; look at the copies before you do more with their group (--same first_name,last_name leaves people of different names alone)
END
	diff - journal <<'END'
{"key":"2","field":"group_list","from":"\"Band;Choir\"","to":"\"Band;Choir;Duplicates\"","filter":"dedupe","at":"2026-11-24"}
{"key":"3","field":"group_list","from":"","to":"Duplicates","filter":"dedupe","at":"2026-11-24"}
END
	roster dedupe --quiet --keep first --group Duplicates in >once
	roster dedupe --quiet --keep first --group Duplicates once | cmp - once
	roster patch --quiet --reverse journal once | cmp - in
}

@test "--keep newest: by date; who is as new stays too; without dates all are left" {
	cat >in <<END
$header
1,a,13035550101,TRUE,,2024-01-01
2,a,13035550101,TRUE,,2024-05-01T09:00:00Z
3,a,13035550101,TRUE,,
4,b,13035550102,TRUE,,2024-01-01
5,b,13035550102,TRUE,,2024-01-01T23:00:00Z
6,b,13035550102,TRUE,,2023-12-31
7,c,13035550103,TRUE,,
8,c,13035550103,TRUE,,
9,d,13035550104,TRUE,,2024-01-01
10,d,13035550104,TRUE,,1/2/2024
END
	expect 0 "roster dedupe --quiet --keep newest:seen --group D --list list in >out
		sed 's/.*\"record\":\([0-9]*\),\"share\":\"\([a-z]*\)\".*/\1 \2/' list | paste -sd ," <<'END'
1 copy,2 kept,3 copy,4 kept,5 kept,6 copy,7 left,8 left,9 left,10 left
END
	expect 0 'roster dedupe --keep newest:seen --group D in 2>&1 >out | head -n 2' <<'END'
dedupe: 10 read, 10 written, 3 changed, 4 left as they are
dedupe: 4 phones are shared by 10 contacts: 3 kept, 3 copies, 4 left for want of a date that can be read
END
	[ "$(grep ,D, out | cut -d, -f1 | paste -sd ,)" = 1,3,6 ]
}

@test "who opted out stays, and a phone with an opt-out never loses it" {
	cat >in <<END
$header
1,opted out first,13035550101,FALSE,,
2,copy,13035550101,TRUE,,
3,opted out too,13035550101,false,,
4,active first,13035550102,TRUE,,
5,opted out later,13035550102,FALSE,,
6,one more,13035550102,TRUE,,
END
	expect 0 'roster dedupe --keep first --group D --list list in 2>&1; cat list' <<END
$header
1,opted out first,13035550101,FALSE,,
2,copy,13035550101,TRUE,D,
3,opted out too,13035550101,false,,
4,active first,13035550102,TRUE,,
5,opted out later,13035550102,FALSE,,
6,one more,13035550102,TRUE,,
dedupe: 6 read, 6 written, 1 changed, 3 left as they are
dedupe: 2 phones are shared by 6 contacts: 2 kept, 1 copy, 3 left because one of them opted out
dedupe: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
dedupe: families share phones; look at the copies before you do more with their group (--same first_name,last_name leaves people of different names alone)
{"phone":"13035550101","key":"1","record":1,"share":"kept"}
{"phone":"13035550101","key":"2","record":2,"share":"copy"}
{"phone":"13035550101","key":"3","record":3,"share":"kept"}
{"phone":"13035550102","key":"4","record":4,"share":"left","why":"somebody with this phone opted out, and nobody of those who would stay did"}
{"phone":"13035550102","key":"5","record":5,"share":"left","why":"somebody with this phone opted out, and nobody of those who would stay did"}
{"phone":"13035550102","key":"6","record":6,"share":"left","why":"somebody with this phone opted out, and nobody of those who would stay did"}
END
}

# random_export SEED: few phones, so that many are shared; every value that matters, in any order
random_export() {
	echo "$header"
	awk -v seed="$1" 'BEGIN {
		srand(seed)
		split("TRUE FALSE TRUE TRUE", active, " "); split("2024-01-01 2024-02-02 2023-03-03  x", seen, " ")
		active[5] = ""; seen[5] = ""
		for (i = 1; i <= 300; i++)
			printf "%d,%s,%s,%s,%s,%s\n", i, substr("ABC", 1 + int(rand() * 3), 1),
				rand() < .1 ? "" : sprintf("130355501%02d", int(rand() * 60)),
				active[1 + int(rand() * 5)], rand() < .5 ? "Band" : "",
				rand() < .02 ? seen[4] : seen[1 + int(rand() * 3)]
	}'
}

@test "random exports: someone stays of each phone, no opt-out is marked, none is lost" {
	marked=0
	for seed in 1 2 3 4 5 6 7 8; do
		random_export "$seed" >in
		for policy in '--keep first' '--keep newest:seen' '--keep newest:seen --same first_name'; do
			# shellcheck disable=SC2086 # options
			roster dedupe --quiet $policy --group D --to ndjson in >out
			jq -es '
				def marked: .group_list | split(";") | index("D");
				map(select(.phone != "")) | group_by(.phone) | all(
					(map(select(marked | not)) | length > 0) and
					(map(select(marked and .active == "FALSE")) | length == 0) and
					(map(select(.active == "FALSE")) | length == 0 or
						(any(.[]; marked) | not) or any(.[]; (marked | not) and .active == "FALSE")))
			' out >/dev/null || {
				echo "seed $seed, $policy"
				return 1
			}
			marked=$((marked + $(grep -c '[";]D"' out)))
		done
	done
	[ "$marked" -gt 500 ]
}

@test "--keep first is what jq finds" {
	random_export 99 >in
	roster dedupe --quiet --keep first --group D --to ndjson in | jq -r 'select(.group_list | split(";") | index("D")) | .customer_id' >marked
	roster select --quiet --where 'customer_id is not empty' --to ndjson in | jq -rs '
		map(select(.phone != "")) | group_by(.phone)[] |
		sort_by(.customer_id | tonumber) | .[0] as $first |
		if $first.active != "FALSE" and any(.[]; .active == "FALSE") then empty
		else .[1:][] | select(.active != "FALSE") | .customer_id end' | sort -n >wanted
	[ -s wanted ]
	diff wanted marked
}

@test "placeholders are nobody's, people of other names are no copies" {
	cat >in <<END
$header
1,Ann,5555555555,TRUE,,
2,Bob,5555555555,TRUE,,
3,Ann,13035550142,TRUE,,
4,Bob,13035550142,TRUE,,
5,Ann,13035550142,TRUE,,
END
	expect 0 'roster dedupe --keep first --same first_name --group D in 2>&1 | head -n 8' <<END
$header
1,Ann,5555555555,TRUE,,
2,Bob,5555555555,TRUE,,
3,Ann,13035550142,TRUE,,
4,Bob,13035550142,TRUE,,
5,Ann,13035550142,TRUE,D,
dedupe: 5 read, 5 written, 1 changed
dedupe: 1 phone is shared by 2 contacts: 1 kept, 1 copy
END
	expect 0 'roster dedupe --keep first --group D in 2>&1 >out | sed -n 2p' <<'END'
dedupe: 2 phones are shared by 5 contacts: 1 kept, 2 copies, 2 left because the phone is a placeholder
END
}

@test "--where and --protect keep copies out of the group, not out of the comparison" {
	cat >in <<END
$header
1,Ann,13035550142,TRUE,Staff,
2,Bob,13035550142,TRUE,,
3,Cy,13035550142,TRUE,Staff,
4,Di,13035550142,TRUE,,
END
	printf 'customer_id\n4\n' >protect
	expect 0 "roster dedupe --keep first --group D --where 'not (group_list has \"Staff\")' --protect protect --list list in 2>&1 | tail -n +2; cut -d, -f3- list" <<'END'
1,Ann,13035550142,TRUE,Staff,
2,Bob,13035550142,TRUE,D,
3,Cy,13035550142,TRUE,Staff,
4,Di,13035550142,TRUE,,
dedupe: 4 read, 4 written, 1 changed, 1 protected, 1 with no group_list
dedupe: 1 phone is shared by 4 contacts: 1 kept, 3 copies
dedupe: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
dedupe: families share phones; look at the copies before you do more with their group (--same first_name,last_name leaves people of different names alone)
"record":1,"share":"kept"}
"record":2,"share":"copy"}
"record":3,"share":"left","why":"not chosen by --where, or without a key"}
"record":4,"share":"left","why":"protected"}
END
}

@test "a group that others are in already would take them along: refused" {
	printf '%s\n' "$header" '1,Ann,13035550142,TRUE,D,' '2,Ann,13035550142,TRUE,,' >in
	expect 3 'roster dedupe --keep first --group D in >out' <<'END'
dedupe: in:2:24: group_list has the group "D" already, but this contact is no copy of another that stays; take it out or say another --group (record 1); fix it or use --rejects FILE
END
	printf '%s\n' "$header" '1,Ann,13035550142,TRUE,d,' >in
	expect 3 'roster dedupe --keep first --group D in >out' <<'END'
dedupe: in:2:24: group_list has the group "d", which differs from "D" only in case; rename the one or say the other with --group (record 1); fix it or use --rejects FILE
END
}

@test "nobody is marked for the sake of one who is a bad record after all" {
	printf '%s\n' "$header" '1,Ann,13035550142,TRUE,D,' '2,Ann,13035550142,TRUE,,' >in
	expect 3 'roster dedupe --keep first --group D --rejects rejects --output out in' <<'END'
dedupe: record 1 is to stay while others with its phone are marked, but it is a bad record; fix it first
END
	[ ! -e out ]
	# bad at once, it is none of those who share the phone
	printf '%s\n' "$header" '1,Ann,13035550142,maybe,,' '2,Ann,13035550142,TRUE,,' '3,Ann,13035550142,TRUE,,' >in
	expect 0 'roster dedupe --quiet --keep first --group D --rejects rejects in' <<END
$header
2,Ann,13035550142,TRUE,,
3,Ann,13035550142,TRUE,D,
END
	# bad on its way out: CSV has no place for an object
	printf '%s\n' '{"customer_id":"1","phone":"13035550142","active":true,"group_list":null,"x":{}}' \
		'{"customer_id":"2","phone":"13035550142","active":true,"group_list":null,"x":1}' >in
	rm rejects
	expect 3 'roster dedupe --keep first --group D --to csv --rejects rejects --output out in' <<'END'
dedupe: record 1 is to stay while others with its phone are marked, but it is a bad record; fix it first
END
	[ ! -e out ]
	# and when it is the copy
	tac in >turned
	expect 0 'roster dedupe --keep first --group D --to csv --rejects rejects --list list turned 2>&1 | sed 4q
		cat list' <<'END'
customer_id,phone,active,group_list,x
2,13035550142,TRUE,,1
dedupe: 2 read, 1 written, 0 changed, 1 rejected
dedupe: 1 phone is shared by 2 contacts: 1 kept, 0 copies
{"phone":"13035550142","key":"2","record":1,"share":"kept"}
END
}

@test "an export that is written to between its two readings, whoever is chosen" {
	for where in 'active = TRUE' 'active = FALSE'; do
		awk 'BEGIN {
			print "customer_id,phone,active,group_list"
			for (i = 1; i <= 300000; i++)
				printf "%06d,13%08d,TRUE,\n", i, i
		}' >in
		# the first line comes from the second reading, which is far from the last by then
		expect 3 "roster dedupe --keep first --group D --where '$where' in | {
				read -r header
				printf 99 | dd of=in bs=1 seek=$(($(wc -c <in) - 17)) conv=notrunc 2>/dev/null
				cat >/dev/null
			}
			exit \${PIPESTATUS[0]}" <<'END'
dedupe: in:300001: is not what it was a moment ago; nobody may write to the export while it is read
END
	done
}

@test "groups as an array, and other names of columns" {
	printf '%s\n' '{"customer_id":"1","Mobile":"1303555014","active":true,"group_list":["x"]}' \
		'{"customer_id":"2","Mobile":"1303555014","active":true,"group_list":["x","y\"z"]}' \
		'{"customer_id":"3","Mobile":"1303555014","active":true,"group_list":null}' >in
	expect 0 'roster dedupe --quiet --keep first --group D --column phone=Mobile in' <<'END'
{"customer_id":"1","Mobile":"1303555014","active":true,"group_list":["x"]}
{"customer_id":"2","Mobile":"1303555014","active":true,"group_list":["x","y\"z","D"]}
{"customer_id":"3","Mobile":"1303555014","active":true,"group_list":"D"}
END
}

@test "an input that cannot be read twice is refused, and so is half a policy" {
	message='an export is read twice, which standard input cannot be: name a file, and let dedupe be the first filter'
	echo "$header" >in
	for command in 'dedupe <in' 'dedupe - <in'; do
		expect 2 "roster $command >out" <<<"dedupe: $message"
	done
	expect 2 "roster select --where 'seen is empty' in + dedupe >out" <<<"select: $message"
	expect 2 'roster dedupe --keep first in >out' <<'END'
dedupe: --keep says who stays, --group where the others go: say both, or neither to look only
END
	expect 2 'roster dedupe --keep last --group D in >out' <<'END'
dedupe: --keep is "last", not first or newest:COLUMN
END
	expect 2 "roster dedupe --keep first --group 'a;b' in >out" <<'END'
dedupe: --group is "a;b"; a group has a name, without ";" in it
END
	expect 2 'roster dedupe --same a,,b in >out' <<'END'
dedupe: --same takes 1 to 8 names of columns, joined by commas
END
	expect 3 'roster dedupe --keep newest:last --group D in >out' <<'END'
dedupe: in:1: there is no column "last"; name it with --column
END
}

@test "in a run it is a stage: proved, its list kept, and a repeat gives the same" {
	cp "$ROOT/testdata/export.csv.gz" .
	roster run --quiet --program x --as-of 2026-11-24 export.csv.gz -- dedupe --keep first --group Duplicates + \
		set-phone-valid FALSE --where 'group_list has "Duplicates"'
	run=runs/2026-11-24-by-hand
	[ "$(grep -c '"share":"copy"' "$run/shared-phones.ndjson")" -eq 60 ]
	[ "$(grep -c '"filter":"dedupe"' "$run/journal.ndjson")" -eq 60 ]
	roster verify --repeat "$run"
}

@test "a date that is no text makes a bad record, not an export that has changed" {
	cat >objects <<'END'
{"customer_id":"1","phone":"+13035550100","active":true,"group_list":"A","last":"2024-01-01"}
{"customer_id":"2","phone":"+13035550100","active":true,"group_list":"A","last":{"x":1}}
{"customer_id":"3","phone":"1 303 555 0100","active":true,"group_list":"A","last":"2023-01-01"}
{"customer_id":"4","phone":"","active":true,"group_list":"A","last":{"x":1}}
END
	expect 3 'roster dedupe --keep newest:last --group D --output out objects' <<'END'
dedupe: objects:2:81: last is an object, not a value (record 2); fix it or use --rejects FILE
END
	echo 2 >protected
	sed -i '1i customer_id' protected
	for option in '--rejects r' '--protect protected'; do
		roster dedupe --keep newest:last --group D --quiet $option objects >out
		grep -q '^{"customer_id":"3".*"group_list":"A;D"' out
		[ "$(grep -c 'A;D' out)" = 1 ]
	done
}
