#!/usr/bin/env bats
# What each filter does, and what it says about it

load common

contacts() {
	cat >in <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone
1,a,TRUE,TRUE,Seniors;Band,+13035550101
2,b,false,true,,+13035550102
3,c,,FALSE,ARCHIVED,+13035550103
,d,TRUE,TRUE,Seniors,+13035550104
,,TRUE,TRUE,Seniors,+13035550105
END
}

@test "select keeps what matches, in order, and counts the empties it met" {
	contacts
	expect 0 "roster select --where 'active = TRUE or customer_id = \"3\"' in" <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone
1,a,TRUE,TRUE,Seniors;Band,+13035550101
3,c,,FALSE,ARCHIVED,+13035550103
,d,TRUE,TRUE,Seniors,+13035550104
,,TRUE,TRUE,Seniors,+13035550105
select: 5 read, 4 written, 1 dropped, 1 with no active
END
	expect 2 'roster select in' <<'END'
"roster: this output is incomplete, do not use it (status 2): select: --where is missing: roster select --where EXPR
select: --where is missing: roster select --where EXPR
END
}

@test "tag-archive moves contacts, records their groups, and cautions" {
	contacts
	expect 0 "roster tag-archive --where 'group_list has \"Seniors\"' --journal j --reason moved \
		--as-of 2026-11-24 in; cat j" <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone
1,a,TRUE,TRUE,ARCHIVED,+13035550101
2,b,false,true,,+13035550102
3,c,,FALSE,ARCHIVED,+13035550103
,d,TRUE,TRUE,ARCHIVED,+13035550104
,,TRUE,TRUE,Seniors,+13035550105
tag-archive: 5 read, 5 written, 2 changed, 1 without a key, 1 with no group_list
tag-archive: archived contacts can still text in, and users of their old groups no longer see them; somebody with access to the archive group should watch it (watch-archived.sh)
{"key":"1","field":"group_list","from":"Seniors;Band","to":"ARCHIVED","filter":"tag-archive","reason":"moved","at":"2026-11-24"}
{"key":"d","key_field":"signalvine_id","field":"group_list","from":"Seniors","to":"ARCHIVED","filter":"tag-archive","reason":"moved","at":"2026-11-24"}
END
}

@test "tag-archive: another group, arrays, and a name that differs in case only" {
	expect 0 "printf '%s\n' '{\"group_list\":[\"A\",\"B\"]}' '{\"group_list\":null}' '{\"group_list\":[\"Gone\"]}' |
		roster tag-archive --group Gone --quiet" <<'END'
{"group_list":["Gone"]}
{"group_list":"Gone"}
{"group_list":["Gone"]}
END
	contacts
	expect 3 "roster tag-archive --group Archived --output out --where 'customer_id = \"1\"' in" <<'END'
tag-archive: in:4:12: group_list has the group "ARCHIVED", which differs from "Archived" only in case; rename the one or say the other with --group (record 3); fix it or use --rejects FILE
END
	expect 2 "roster tag-archive --group 'A;B' --output out in" <<'END'
tag-archive: --group is "A;B"; a group has a name, without ";" in it
END
}

@test "set-active FALSE says what it does to the metrics, and what is recommended" {
	contacts
	expect 0 "roster set-active FALSE --where 'customer_id in (\"1\",\"2\")' --journal j in" <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone
1,a,FALSE,TRUE,Seniors;Band,+13035550101
2,b,false,true,,+13035550102
3,c,,FALSE,ARCHIVED,+13035550103
,d,TRUE,TRUE,Seniors,+13035550104
,,TRUE,TRUE,Seniors,+13035550105
set-active: 5 read, 5 written, 1 changed, 2 with no customer_id
set-active: active=FALSE counts as an opt-out in the metrics, and the platform cannot tell it from a real one afterwards, so opting these contacts in again is not recommended; the recommended way is tag-archive together with set-phone-valid FALSE
END
}

@test "set-active TRUE passes the guard: only who gave consent" {
	contacts
	printf 'customer_id,date,source\n2,2026-11-01,web form\n' >consent
	expect 0 "roster set-active TRUE --consent consent --journal j --as-of 2026-11-24 in; cat j" <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone
1,a,TRUE,TRUE,Seniors;Band,+13035550101
2,b,true,true,,+13035550102
3,c,,FALSE,ARCHIVED,+13035550103
,d,TRUE,TRUE,Seniors,+13035550104
,,TRUE,TRUE,Seniors,+13035550105
set-active: 5 read, 5 written, 1 changed, 1 guarded, 1 without a key
set-active: the guarded contacts stay as they are: nothing shows that they want to hear from you again; name those who do in a list for --consent
{"key":"2","field":"active","from":"false","to":"true","filter":"set-active","consent":"2026-11-01 web form","at":"2026-11-24"}
END
	roster set-active TRUE --quiet in | cmp - in
	printf 'customer_id,date,source\n2,soon,web form\n' >consent
	expect 3 'roster set-active TRUE --consent consent --output out in' <<'END'
set-active: consent:2: the date of the consent is "soon", not YYYY-MM-DD
END
	printf 'customer_id,date,source\n2,2026-11-01,\n' >consent
	expect 3 'roster set-active TRUE --consent consent --output out in' <<'END'
set-active: consent:2: the source of the consent is missing; say where it was given
END
	expect 2 'roster set-active FALSE --consent consent --output out in' <<'END'
set-active: --consent is for set-active TRUE only
END
}

@test "active that is no truth is a bad record" {
	printf 'customer_id,active\n1,maybe\n' >in
	expect 3 'roster set-active FALSE --output out in' <<'END'
set-active: in:2:3: active is "maybe", not TRUE or FALSE (record 1); fix it or use --rejects FILE
END
}

@test "set-phone-valid keeps the spelling, and its operand is checked" {
	contacts
	expect 0 'roster set-phone-valid FALSE --quiet in' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone
1,a,TRUE,FALSE,Seniors;Band,+13035550101
2,b,false,false,,+13035550102
3,c,,FALSE,ARCHIVED,+13035550103
,d,TRUE,FALSE,Seniors,+13035550104
,,TRUE,FALSE,Seniors,+13035550105
END
	expect 2 'roster set-phone-valid --output out in' <<'END'
set-phone-valid: "in" is not TRUE or FALSE: roster set-phone-valid TRUE|FALSE
END
	expect 2 'roster set-phone-valid --output out' <<'END'
set-phone-valid: say TRUE or FALSE: roster set-phone-valid TRUE|FALSE
END
}

@test "purge: backup, request, rest, and what it says" {
	contacts
	expect 0 "roster purge --where 'customer_id != \"3\"' --backup b --request r in; cat b; cat r" <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone
2,b,false,true,,+13035550102
3,c,,FALSE,ARCHIVED,+13035550103
,,TRUE,TRUE,Seniors,+13035550105
purge: 5 read, 3 written, 2 purged, 1 kept because they opted out, 1 without a key, 2 with no customer_id
purge: a deleted opt-out can be imported anew as opted in, so those who opted out stay; --opted-out takes them out too
purge: nothing is deleted on the platform by this: its staff does it from the request list; deletion is permanent and takes the contact's message history for that program along
customer_id,signalvine_id,active,phone_valid,group_list,phone
1,a,TRUE,TRUE,Seniors;Band,+13035550101
,d,TRUE,TRUE,Seniors,+13035550104
customer_id,signalvine_id
1,a
,d
END
	expect 2 "roster purge --where 'customer_id = \"1\"' --backup b --request r2 --output out in" <<'END'
purge: b: exists already and is never overwritten; choose another name
END
	[ ! -e r2 ] && [ ! -e out ]
	expect 2 "roster purge --where 'customer_id = \"1\"' --backup b2 --output out in" <<'END'
purge: say where the records and the request go: --backup FILE --request FILE
END
}

@test "purge of an export without a key column takes nobody out" {
	printf 'phone,active\n1,TRUE\n2,TRUE\n' >e.csv
	expect 0 "roster purge --where 'phone = \"1\"' --backup b.csv --request r.csv e.csv; wc -l <r.csv; cat b.csv" <<'END'
phone,active
1,TRUE
2,TRUE
purge: 2 read, 2 written, 0 purged, 1 without a key
1
phone,active
END
}

@test "purge of more than 100, or --max-changes, publishes nothing" {
	{ echo customer_id,active && for ((i = 0; i < 101; i++)); do echo "$i,TRUE"; done; } >many
	expect 4 "roster purge --where 'active = TRUE' --backup b --request r --output out many" <<'END'
purge: more than 100 contacts would be purged; look at them, then raise --max-changes
END
	[ "$(ls)" = many ]
	roster purge --where 'active = TRUE' --max-changes 101 --backup b --request r --quiet many |
		cmp - <(echo customer_id,active)
	cmp b many
	expect 4 'roster set-active FALSE --max-changes 3 --journal j --output out many' <<'END'
set-active: more than 3 contacts would be changed; look at them, then raise --max-changes
END
	[ ! -e j ] && [ ! -e out ]
	expect 4 'roster set-active FALSE --max-changes 3 many + select --where "active = TRUE" --output out' <<'END'
set-active: more than 3 contacts would be changed; look at them, then raise --max-changes
END
	[ ! -e out ]
}

@test "--protect: by key and by phone, for the whole chain" {
	contacts
	printf 'phone\n1 (303) 555-0101\n' >phones
	printf 'customer_id\n2\n' >ids
	expect 0 "roster set-phone-valid FALSE --protect phones in + set-active FALSE --protect ids --quiet" <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone
1,a,TRUE,TRUE,Seniors;Band,+13035550101
2,b,false,true,,+13035550102
3,c,FALSE,FALSE,ARCHIVED,+13035550103
,d,FALSE,FALSE,Seniors,+13035550104
,,FALSE,FALSE,Seniors,+13035550105
END
}

@test "--column maps roles, --delimiter and --key are honoured" {
	printf 'Student;Live\nx;TRUE\ny;TRUE\n' >in
	expect 0 "roster set-active FALSE --column active=Live --key Student --delimiter ';' \
		--where 'Student = \"y\"' --journal j --quiet --as-of 2026-11-24 in; cat j" <<'END'
Student;Live
x;TRUE
y;FALSE
{"key":"y","key_field":"Student","field":"Live","from":"TRUE","to":"FALSE","filter":"set-active","at":"2026-11-24"}
END
}

@test "a chain: where its options stand" {
	contacts
	expect 2 "roster set-active FALSE + set-phone-valid FALSE --from csv <in >out" <<'END'
set-active: --from stands with the first filter of a chain
END
	expect 2 'roster set-active FALSE --output out in + set-phone-valid FALSE >piped' <<'END'
set-active: --output stands with the last filter of a chain
END
	expect 2 'roster set-active FALSE --rejects r in + set-phone-valid FALSE --rejects r --output out >piped' <<'END'
set-active: --rejects is for the whole chain and given twice
END
	expect 2 'roster set-active FALSE in + set-phone-valid FALSE in --output out >piped' <<'END'
set-active: "in" is one operand too many; files stand with the first filter of a chain
END
	expect 2 'roster set-active FALSE in + --output out >piped' <<'END'
set-active: "--output" is no filter that could stand in a chain (roster --help)
END
	expect 2 'roster set-active FALSE --output out in + >piped' <<'END'
set-active: a filter is missing behind the last +
END
}

@test "the front door: names, links, options that do not exist" {
	contacts
	expect 2 'roster selct --where x' <<'END'
roster: there is no program "selct"; the nearest is "select" (roster --help)
END
	expect 2 'roster select --wher x in >out' <<'END'
select: there is no option --wher; the nearest is --where (--help lists them all)
END
	expect 2 'roster frobnicate' <<'END'
roster: there is no program "frobnicate" (roster --help)
END
	expect 2 'roster select --frobnicate in >out' <<'END'
select: there is no option --frobnicate (--help lists them all)
END
	expect 3 "roster select --where 'salary = 3' in >out" <<'END'
select: in:1: there is no column "salary"; name it with --column
END
	roster-set-active FALSE --quiet in | cmp - <(roster set-active FALSE --quiet in)
	expect 0 'roster --version' <<<'roster 0.1.0'
	for name in select tag-archive set-active set-phone-valid purge; do
		roster "$name" --help | grep -q -- '--where EXPR'
	done
}

@test "several files of one kind are one input" {
	printf 'customer_id,active\n1,TRUE' >one
	printf 'customer_id,active\r\n2,TRUE\r\n' >two
	expect 0 'roster set-active FALSE --quiet one two | cat -A' <<'END'
customer_id,active$
1,FALSE$
2,FALSE^M$
END
	printf 'customer_id,alive\n2,TRUE\n' >two
	expect 3 'roster set-active FALSE --output out one two' <<'END'
set-active: two:1: column 2 is "alive", in the first file it is "active"
END
}

@test "an output file: mode kept, link followed, old content left when all fails" {
	contacts
	echo old >real && chmod 640 real && ln -s real out
	roster set-active FALSE --quiet --output out in
	[ -L out ] && [ "$(stat -c %a real)" = 640 ] && grep -q FALSE real
	echo old >real
	printf 'customer_id,active\n1,maybe\n' >bad
	run roster set-active FALSE --quiet --output out bad
	[ "$status" -eq 3 ] && [ "$(cat real)" = old ]
	[ "$(find . -name '.*.??????' | wc -l)" -eq 0 ]
}

@test "a contact of whom --protect cannot say whether it is meant is a bad record" {
	printf '{"customer_id":"1\\u0000","phone_valid":true}\n{"customer_id":"2","phone_valid":true}\n' >in
	printf 'customer_id\n2\n' >keep
	expect 3 'roster set-phone-valid FALSE --protect keep --output out in' <<'END'
set-phone-valid: in:1:16: customer_id has \u0000 or a lone surrogate in it, which no text can hold (record 1); fix it or use --rejects FILE
END
	expect 0 'roster set-phone-valid FALSE --protect keep --rejects bad in; grep -c . bad' <<'END'
{"customer_id":"2","phone_valid":true}
set-phone-valid: 2 read, 1 written, 0 changed, 1 rejected, 1 protected
1
END
}

@test "an empty column that an expression spells in several ways is counted once" {
	printf 'customer_id,Cell Phone,phone_valid\n1,,TRUE\n2,+13035550102,TRUE\n3,,\n' >in.csv
	expect 0 'roster select --column phone="Cell Phone" --output o --where "phone is empty or cell_phone is empty or \`Cell Phone\` is empty" in.csv
		roster select --output o --where "cell_phone = \"\" and \`Cell Phone\` = \"\"" in.csv' <<'END'
select: 3 read, 2 written, 1 dropped, 2 with no phone
select: 3 read, 2 written, 1 dropped, 2 with no cell_phone
END
	printf '{"customer_id":"1","Last-Name":""}\n{"customer_id":"2"}\n{"customer_id":"3","Last-Name":"Rex"}\n' >in.ndjson
	expect 0 'roster select --output o --where "not last_name is empty or not \`Last-Name\` is empty" in.ndjson' <<'END'
select: 3 read, 1 written, 2 dropped, 2 with no last_name
END
}
