#!/usr/bin/env bats
# Recorded changes, applied to a newer export or taken back

load common

contacts() {
	cat >in <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,first_name
1,a,TRUE,"TRUE",Seniors;Band,Ann
2,b,false,true,,Bo
3,c,,FALSE,"Seniors",Cy
,d,TRUE,TRUE,Seniors,Di
END
}

# line KEY FIELD FROM TO: a line of a journal; a value `-` is left out
line() {
	printf '{"key":"%s","field":"%s"' "$1" "$2"
	[ "$3" = - ] || printf ',"from":"%s"' "$3"
	[ "$4" = - ] || printf ',"to":"%s"' "$4"
	printf '}\n'
}

@test "what a filter did is undone, byte for byte, and done again" {
	contacts
	expect 0 'roster set-phone-valid FALSE --quiet --journal j in >out
		roster patch j --reverse --journal undo --as-of 2026-11-24 out; cat undo' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,first_name
1,a,TRUE,"TRUE",Seniors;Band,Ann
2,b,false,true,,Bo
3,c,,FALSE,"Seniors",Cy
,d,TRUE,TRUE,Seniors,Di
patch: 4 read, 4 written, 3 changed
patch: recorded changes: 3 undone, 0 already so, 0 changed since, 0 gone
{"key":"1","field":"phone_valid","from":"\"FALSE\"","to":"\"TRUE\"","filter":"patch","at":"2026-11-24"}
{"key":"2","field":"phone_valid","from":"false","to":"true","filter":"patch","at":"2026-11-24"}
{"key":"d","key_field":"signalvine_id","field":"phone_valid","from":"FALSE","to":"TRUE","filter":"patch","at":"2026-11-24"}
END
	roster patch j --reverse --quiet out | cmp - in
	roster patch j --quiet in | cmp - out
	roster patch undo --reverse --quiet in | cmp - out
}

@test "the sample exports come back from every filter" {
	for export in export.csv.gz export.ndjson; do
		gzip -dcf "$ROOT/testdata/$export" >whole
		for filter in tag-archive 'set-phone-valid FALSE' 'set-phone-valid TRUE' 'correct fixes'; do
			rm -f j
			printf 'customer_id,phone_valid,group_list,first_name\n0000012,FALSE,"A;B","x ""y"""\n' >fixes
			# shellcheck disable=SC2086 # a filter and its operand
			roster $filter --quiet --journal j whole >out
			[ -s j ]
			if cmp -s whole out; then return 1; fi
			roster patch --reverse j --quiet out >back
			cmp back whole
		done
	done
}

@test "what was recorded of objects is undone in CSV: escapes and null are no texts" {
	printf '{"customer_id":"1","group_list":"Caf\\u00e9","phone_valid":null}\n' >in
	roster tag-archive --quiet --journal a in + set-phone-valid FALSE --journal p >out
	roster select --quiet --where 'customer_id = "1"' --to csv out >out.csv
	cat a p >j
	expect 0 'roster patch j --reverse out.csv 2>&1' <<'END'
customer_id,group_list,phone_valid
1,Café,
patch: 1 read, 1 written, 1 changed
patch: recorded changes: 2 undone, 0 already so, 0 changed since, 0 gone
patch: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
END
}

@test "columns by other spellings of their names are compared as what they are" {
	printf 'Customer ID,Group List,Phone-Valid\n1,Seniors,TRUE\n' >in
	printf 'customer_id,Group List\n1,Band;Choir\n' >fixes
	roster correct fixes --quiet --journal j in >/dev/null
	printf 'Customer ID,Group List,Phone-Valid\n1,Choir;Band,TRUE\n' >newer
	expect 0 'roster patch j --reverse --quiet newer' <<'END'
Customer ID,Group List,Phone-Valid
1,Seniors,TRUE
END
	expect 0 'roster correct fixes newer' <<'END'
Customer ID,Group List,Phone-Valid
1,Choir;Band,TRUE
correct: 1 read, 1 written, 0 changed
correct: values: 0 set, 1 already so, 0 in conflict; of 1 rows 0 unmatched, 0 ambiguous
END
}

@test "objects: keys that were added go again, raw JSON comes back, and the undo is recorded" {
	printf '%s\n' '{ "customer_id":"1" , "group_list" : [ "A" , "B" ], "phone_valid":null }' \
		'{"customer_id":"2"}' '{"customer_id":"3","phone_valid":"True","n":1.10}' >in
	expect 0 'roster tag-archive --quiet --journal a in | roster set-phone-valid FALSE --quiet --journal b |
		tee out; cat a b >j; roster patch j --reverse --quiet out --journal undo --as-of 2026-11-24; cat undo' <<'END'
{ "customer_id":"1" , "group_list" : ["ARCHIVED"], "phone_valid":false }
{"customer_id":"2","group_list":"ARCHIVED","phone_valid":false}
{"customer_id":"3","phone_valid":"False","n":1.10,"group_list":"ARCHIVED"}
{ "customer_id":"1" , "group_list" : [ "A" , "B" ], "phone_valid":null }
{"customer_id":"2"}
{"customer_id":"3","phone_valid":"True","n":1.10}
{"key":"1","field":"group_list","from":"[\"ARCHIVED\"]","to":"[ \"A\" , \"B\" ]","format":"ndjson","filter":"patch","at":"2026-11-24"}
{"key":"1","field":"phone_valid","from":"false","to":"null","format":"ndjson","filter":"patch","at":"2026-11-24"}
{"key":"2","field":"group_list","from":"\"ARCHIVED\"","format":"ndjson","filter":"patch","at":"2026-11-24"}
{"key":"2","field":"phone_valid","from":"false","format":"ndjson","filter":"patch","at":"2026-11-24"}
{"key":"3","field":"group_list","from":"\"ARCHIVED\"","format":"ndjson","filter":"patch","at":"2026-11-24"}
{"key":"3","field":"phone_valid","from":"\"False\"","to":"\"True\"","format":"ndjson","filter":"patch","at":"2026-11-24"}
END
	roster patch j --reverse --quiet out | cmp - in
	roster patch undo --reverse --quiet in | cmp - out
	roster patch undo --quiet out | cmp - in
	expect 0 'head -n 2 out | roster patch undo --quiet --to csv' <<'END'
customer_id,group_list,phone_valid
1,A;B,
2,,
END
}

@test "already so, changed since and gone: left alone, counted and listed" {
	contacts
	{
		line 1 phone_valid '\"TRUE\"' '\"FALSE\"'
		line 1 group_list 'Seniors;Band' 'Band;Seniors'
		line 2 phone_valid FALSE true
		line 3 group_list A B
		line 4 phone_valid TRUE FALSE
		printf '{"key":"d","key_field":"signalvine_id","field":"first_name","from":"Dee","to":"Dan"}\n'
	} >j
	expect 0 'roster patch j --conflicts c in; cat c' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,first_name
1,a,TRUE,"FALSE",Band;Seniors,Ann
2,b,false,true,,Bo
3,c,,FALSE,"Seniors",Cy
,d,TRUE,TRUE,Seniors,Di
patch: 4 read, 4 written, 1 changed
patch: recorded changes: 2 applied, 1 already so, 2 changed since, 1 gone
patch: j:4: group_list of "3" is "Seniors", not A: left alone
patch: j:6: first_name of "d" is Di, not Dee: left alone
patch: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
{"key":"3","field":"group_list","expected":"A","found":"\"Seniors\"","wanted":"B","why":"changed since","file":"j","line":4}
{"key":"d","key_field":"signalvine_id","field":"first_name","expected":"Dee","found":"Di","wanted":"Dan","why":"changed since","file":"j","line":6}
END
	expect 0 'roster patch j --reverse --field "Phone Valid" --quiet in' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,first_name
1,a,TRUE,"TRUE",Seniors;Band,Ann
2,b,false,FALSE,,Bo
3,c,,FALSE,"Seniors",Cy
,d,TRUE,TRUE,Seniors,Di
END
	expect 0 'roster patch j --max-changes 9 --quiet in | cmp - <(roster patch j --quiet in)' </dev/null
	expect 4 'roster patch j --max-changes 0 --output out in' <<'END'
patch: more than 0 contacts would be changed; look at them, then raise --max-changes
END
	expect 2 'roster patch j --conflicts c --output out in' <<'END'
patch: c: exists already and is never overwritten; choose another name
END
	[ ! -e out ]
}

@test "more than ten are not all named" {
	{
		echo customer_id,first_name
		for i in {10..22}; do echo "$i,x"; done
	} >in
	for i in {10..22}; do line "$i" first_name a b; done >j
	expect 0 'roster patch j in 2>&1 >out | tail -n 3' <<'END'
patch: j:9: first_name of "18" is x, not a: left alone
patch: j:10: first_name of "19" is x, not a: left alone
patch: j: 3 more are like these; --conflicts FILE lists them all
END
	expect 0 'roster patch j in --conflicts c 2>&1 >out | tail -n 1; wc -l <c' <<'END'
patch: j: 3 more are like these
13
END
	sort -r j >k
	expect 0 'roster patch k in --conflicts d 2>&1 >out | sed -n 3,4p; head -n 1 d' <<'END'
patch: k:1: first_name of "22" is x, not a: left alone
patch: k:2: first_name of "21" is x, not a: left alone
{"key":"22","field":"first_name","expected":"a","found":"x","wanted":"b","why":"changed since","file":"k","line":1}
END
}

@test "several changes of one field are one, from the first to the last" {
	printf 'customer_id,first_name\n1,c\n2,b\n' >in
	{
		line 1 first_name a b
		line 2 first_name a b
		line 1 first_name b c
	} >j
	expect 0 'roster patch j --reverse --quiet in' <<'END'
customer_id,first_name
1,a
2,a
END
	printf 'customer_id,first_name\n1,a\n2,a\n' >in
	expect 0 'roster patch j --quiet in' <<'END'
customer_id,first_name
1,c
2,b
END
}

@test "a key that several contacts have is changed as often as it was, and never guessed" {
	printf 'customer_id,first_name\n1,b\n1,b\n1,b\n2,x\n' >in
	{
		line 1 first_name a b
		line 1 first_name a b
		line 2 first_name p x
		line 2 first_name q x
	} >j
	printf 'customer_id,signalvine_id,Name\n1,s,x\n' >both
	printf '{"key":"1","field":"name","from":"a","to":"x"}\n{"key":"s","key_field":"signalvine_id","field":"NAME","from":"b","to":"x"}\n' >k
	expect 0 'roster patch k --reverse both' <<'END'
customer_id,signalvine_id,Name
1,s,x
patch: 1 read, 1 written, 0 changed
patch: recorded changes: 0 undone, 0 already so, 2 changed since, 0 gone
patch: k:1: Name of "1" is recorded several times, in ways that do not fit together: left alone
patch: k:2: Name of "1" is recorded several times, in ways that do not fit together: left alone
END
	expect 0 'roster patch j --reverse in --conflicts c; cat c' <<'END'
customer_id,first_name
1,a
1,a
1,b
2,x
patch: 4 read, 4 written, 2 changed
patch: recorded changes: 2 undone, 0 already so, 2 changed since, 0 gone
patch: j:1: first_name of "1" is recorded of fewer contacts than have this key: left alone
patch: j:3: first_name of "2" is recorded several times, in ways that do not fit together: left alone
patch: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
{"key":"1","field":"first_name","expected":"b","found":"b","wanted":"a","why":"met again","file":"j","line":1}
{"key":"2","field":"first_name","expected":"x","found":"x","wanted":"p","why":"tangled","file":"j","line":3}
END
}

@test "values go from CSV to JSON and back as what they mean" {
	printf '%s\n' '{"customer_id":"1","active":true,"phone_valid":false,"group_list":["ARCHIVED"],"n":2}' \
		'{"customer_id":"2","phone_valid":{"a":1},"group_list":"ARCHIVED"}' >in
	{
		line 1 phone_valid TRUE FALSE
		line 1 group_list 'A;B' ARCHIVED
		line 1 n 1 2
		line 2 group_list 'A,B' ARCHIVED
		line 2 phone_valid '' FALSE
	} >j
	expect 0 'roster patch j --reverse in' <<'END'
{"customer_id":"1","active":true,"phone_valid":true,"group_list":["A","B"],"n":1}
{"customer_id":"2","phone_valid":{"a":1},"group_list":"A,B"}
patch: 2 read, 2 written, 2 changed
patch: recorded changes: 4 undone, 0 already so, 1 changed since, 0 gone
patch: j:5: phone_valid of "2" is {"a":1}, not FALSE: left alone
patch: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
END
	printf 'customer_id,phone_valid,group_list\n1,False,ARCHIVED\n' >in
	{
		line 1 phone_valid true false
		line 1 group_list '[\"A, x\",\"B\"]' '[\"ARCHIVED\"]'
	} >j
	expect 0 'roster patch j --reverse --quiet in' <<'END'
customer_id,phone_valid,group_list
1,True,"A, x;B"
END
}

@test "bytes that are no field of this file are written as a value" {
	printf 'customer_id;first_name\n1;x\n' >in
	line 1 first_name 'a;b' x >j
	expect 0 "roster patch j --reverse --delimiter ';' --quiet in" <<'END'
customer_id;first_name
1;"a;b"
END
	printf '{"customer_id":"1","first_name":"x"}\n' >in
	line 1 first_name '1,\"active\":true' '\"x\"' >j
	expect 3 'roster patch j --reverse in --output out' <<'END'
patch: j:1: the value 1,"active":true is neither a CSV field nor a JSON value like those before it
END
	line 1 first_name '{\"active\":true}' '\"x\"' >j
	expect 3 'roster patch j --reverse in --output out' <<'END'
patch: j:1: the value {"active":true} is neither a CSV field nor a JSON value like those before it
END
}

@test "nobody becomes active without consent, and who is held stays as he is" {
	contacts
	roster set-active FALSE --quiet --journal j in | roster set-phone-valid FALSE --quiet --journal k >out
	cat k >>j
	expect 0 'roster patch j --reverse out' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,first_name
1,a,FALSE,"FALSE",Seniors;Band,Ann
2,b,false,true,,Bo
3,c,FALSE,FALSE,"Seniors",Cy
,d,FALSE,FALSE,Seniors,Di
patch: 4 read, 4 written, 1 changed, 3 guarded
patch: recorded changes: 1 undone, 0 already so, 0 changed since, 0 gone, 5 guarded
patch: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
patch: the guarded contacts stay as they are, with all their values: nothing shows that they want to hear from you again; name those who do in a list for --consent
END
	printf 'customer_id,signalvine_id,date,source\n1,,2026-11-01,form\n,d,2026-11-01,call\n' >consent
	expect 0 'roster patch j --reverse --consent consent --journal l --as-of 2026-11-24 --quiet out; cat l' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,first_name
1,a,TRUE,"TRUE",Seniors;Band,Ann
2,b,false,true,,Bo
3,c,FALSE,FALSE,"Seniors",Cy
,d,TRUE,TRUE,Seniors,Di
{"key":"1","field":"active","from":"FALSE","to":"TRUE","filter":"patch","consent":"2026-11-01 form","at":"2026-11-24"}
{"key":"1","field":"phone_valid","from":"\"FALSE\"","to":"\"TRUE\"","filter":"patch","consent":"2026-11-01 form","at":"2026-11-24"}
{"key":"2","field":"phone_valid","from":"false","to":"true","filter":"patch","at":"2026-11-24"}
{"key":"d","key_field":"signalvine_id","field":"active","from":"FALSE","to":"TRUE","filter":"patch","consent":"2026-11-01 call","at":"2026-11-24"}
{"key":"d","key_field":"signalvine_id","field":"phone_valid","from":"FALSE","to":"TRUE","filter":"patch","consent":"2026-11-01 call","at":"2026-11-24"}
END
	printf 'customer_id,signalvine_id,date,source\n1,,2026-11-01,x\n3,,2026-11-01,x\n,d,2026-11-01,x\n' >consent
	roster patch j --reverse --consent consent --quiet out | cmp - in
}

@test "active is guarded by whatever name it is called" {
	printf 'customer_id,Active\n1,FALSE\n2,\n3,maybe\n4,TRUE\n' >in
	for field in active Active ACTIVE ' ac-tive'; do
		for value in TRUE true ''; do
			for key in 1 2 3; do line "$key" "$field" "$value" x; done >j
			for key in 1 2 3; do line "$key" "$field" FALSE "$value"; done >k
			roster patch j --reverse in --quiet | cmp - in
			sed 's/"FALSE"/"maybe"/; s/"1","field":"\(.*\)","from":"maybe"/"1","field":"\1","from":"FALSE"/' k >l
			roster patch l in --quiet >out || [ $? -eq 3 ]
			if [ -s out ]; then
				cut -d, -f2 out | diff - <(cut -d, -f2 in)
			fi
		done
	done
	printf 'customer_id,Live\n1,FALSE\n' >in
	line 1 Live TRUE FALSE >j
	expect 3 'roster patch j --reverse in --output out' <<'END'
patch: in:1: there is no column "active"; the nearest is "Live" (name it with --column if it is meant)
END
	expect 0 'roster patch j --reverse in --column active=Live' <<'END'
customer_id,Live
1,FALSE
patch: 1 read, 1 written, 0 changed, 1 guarded
patch: recorded changes: 0 undone, 0 already so, 0 changed since, 0 gone, 1 guarded
patch: the guarded contacts stay as they are, with all their values: nothing shows that they want to hear from you again; name those who do in a list for --consent
END
	printf '{"customer_id":"1","Live":"FALSE"}\n' >live
	line 1 Live '\"\\u0054RUE\"' '\"FALSE\"' >k
	expect 3 'roster patch k --reverse live --output out' <<'END'
patch: live: there is no column "active"; the nearest is "Live" (name it with --column if it is meant)
END
	printf '{"key":"1","field":"Live","from":"TRUE","to":"FALSE","filter":"set-active"}\n' >j
	roster patch j --reverse --quiet in | cmp - in
	line 1 active yes FALSE >j
	printf 'customer_id,active\n1,FALSE\n' >in
	expect 3 'roster patch j --reverse in --output out' <<'END'
patch: j:1: active would become "yes", which is not TRUE or FALSE
END
}

@test "active FALSE says what it does to the metrics" {
	printf 'customer_id,active\n1,TRUE\n' >in
	line 1 active TRUE FALSE >j
	expect 0 'roster patch j --journal k in' <<'END'
customer_id,active
1,FALSE
patch: 1 read, 1 written, 1 changed
patch: recorded changes: 1 applied, 0 already so, 0 changed since, 0 gone
patch: active=FALSE counts as an opt-out in the metrics, and the platform cannot tell it from a real one afterwards
END
}

@test "from FALSE to nothing is a step that is guarded, from TRUE it is not" {
	printf '%s\n' '{"customer_id":"1","active":false}' '{"customer_id":"2","active":true}' >in
	{
		line 1 active - false
		line 2 active null true
	} >j
	expect 0 'roster patch j --reverse in' <<'END'
{"customer_id":"1","active":false}
{"customer_id":"2","active":null}
patch: 2 read, 2 written, 1 changed, 1 guarded
patch: recorded changes: 1 undone, 0 already so, 0 changed since, 0 gone, 1 guarded
patch: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
patch: the guarded contacts stay as they are, with all their values: nothing shows that they want to hear from you again; name those who do in a list for --consent
END
}

@test "protected contacts and those that --where leaves alone are not gone" {
	contacts
	roster set-phone-valid FALSE --quiet --journal j in >out
	printf 'customer_id\n1\n' >list
	expect 0 "roster patch j --reverse --protect list --where 'signalvine_id != \"d\"' --journal k out" <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,first_name
1,a,TRUE,"FALSE",Seniors;Band,Ann
2,b,false,true,,Bo
3,c,,FALSE,"Seniors",Cy
,d,TRUE,FALSE,Seniors,Di
patch: 4 read, 4 written, 1 changed, 1 protected
patch: recorded changes: 1 undone, 0 already so, 0 changed since, 0 gone, 2 protected or not selected
END
}

@test "what is no journal, and a journal that does not fit, is refused by name" {
	contacts
	echo '{"key":"1"}' >j
	expect 3 'roster patch j in --output out' <<'END'
patch: j:1: this is no line of a journal: field is missing or blank
END
	line 1 first_nam a b >j
	expect 3 'roster patch j in --output out' <<'END'
patch: in:1: there is no column "first_nam"; the nearest is "first_name" (name it with --column if it is meant)
END
	line 1 first_nam - b >j
	expect 3 'roster patch j in --output out' <<'END'
patch: the export: there is no column "first_nam"; the nearest is "first_name" (name it with --column if it is meant)
END
	line 1 customer_id a b >j
	expect 2 'roster patch j in --output out' <<'END'
patch: the journal changes "customer_id", which contacts are known by; name another with --key, or leave it out with --field
END
	line 1 first_name a b >j
	expect 2 'roster patch j --field firstnme in --output out' <<'END'
patch: j: has no change of the field "firstnme"; the nearest is "first_name"
END
	expect 2 'roster patch --output out' <<'END'
patch: say which JOURNAL: roster patch JOURNAL
END
	expect 2 'roster patch - --output out' <<'END'
patch: JOURNAL and the input cannot both be standard input: roster patch JOURNAL FILE
END
	expect 5 'roster patch none in --output out' <<'END'
patch: none: cannot open: No such file or directory
END
	expect 2 'roster patch - - in <j --output out' <<'END'
patch: JOURNAL and the input cannot both be standard input: roster patch JOURNAL FILE
END
	[ ! -e out ]
}

@test "a journal of no changes changes nothing, and one on standard input is read" {
	contacts
	expect 0 'roster patch - in <<<"" | cmp - in' <<'END'
patch: 4 read, 4 written, 0 changed
patch: recorded changes: 0 applied, 0 already so, 0 changed since, 0 gone
END
	line 1 first_name Ann Anne | gzip >j.gz
	expect 0 'gzip -dc j.gz | roster patch - in --quiet | cmp - <(roster patch j.gz --quiet in)' </dev/null
	roster patch j.gz --quiet in | grep -q '^1,.*,Anne$'
}

@test "patch stands in a chain like any other" {
	contacts
	roster set-phone-valid FALSE --quiet --journal j in >out
	roster select --quiet --where 'phone_valid = FALSE' out + patch j --reverse >joined
	roster select --quiet --where 'phone_valid = FALSE' out | roster patch j --reverse --quiet | cmp - joined
	expect 0 'roster select --where "first_name != \"Ann\"" out + patch j --reverse' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,first_name
2,b,false,true,,Bo
3,c,,FALSE,"Seniors",Cy
,d,TRUE,TRUE,Seniors,Di
select: 4 read, 3 written, 1 dropped
patch: 3 read, 3 written, 2 changed
patch: recorded changes: 2 undone, 0 already so, 0 changed since, 1 gone
patch: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
END
}

@test "--merge-groups leaves what was joined since" {
	printf 'customer_id,group_list\n1,A;B\n2,A\n3,A\n' >in
	roster tag-archive --journal j --quiet in >/dev/null
	printf 'customer_id,group_list\n1,"ARCHIVED;New"\n2,New\n3,ARCHIVED\n' >now
	expect 0 'roster patch j --reverse --merge-groups now 2>&1 | grep -v "no journal"' <<'END'
customer_id,group_list
1,"A;B;New"
2,New
3,A
patch: 3 read, 3 written, 2 changed
patch: recorded changes: 2 undone, 0 already so, 1 changed since, 0 gone
patch: j:2: group_list of "2" is New, not ARCHIVED: left alone
END
	printf '{"customer_id":"1","group_list":["ARCHIVED","N;w"]}\n' >now
	expect 0 'roster patch j --reverse --merge-groups --quiet now' <<'END'
{"customer_id":"1","group_list":["A","B","N;w"]}
END
}

@test "a key that was given a value and is not there any more is left alone, and said so" {
	printf '{"customer_id":"1","phone_valid":false}\n{"customer_id":"2","group_list":"C"}\n' >in
	printf '{"key":"1","field":"group_list","from":"\\"A\\"","to":"\\"B\\"","filter":"x","at":"2026-11-23"}\n' >j
	printf '{"key":"1","field":"phone_valid","from":"true","to":"false","filter":"x","at":"2026-11-23"}\n' >>j
	expect 0 'roster patch j --reverse --journal k in' <<'END'
{"customer_id":"1","phone_valid":true}
{"customer_id":"2","group_list":"C"}
patch: 2 read, 2 written, 1 changed
patch: recorded changes: 1 undone, 0 already so, 1 changed since, 0 gone
patch: j:1: group_list of "1" is not there, not "B": left alone
END
}

@test "of a contact that cannot go on nothing is listed" {
	cat >in <<'END'
{"customer_id":"1","first_name":"A"}
{"customer_id":"2","first_name":"B","late":"x"}
{"customer_id":"3","first_name":"C","late":"x"}
END
	for key in 1 2 3; do
		echo "{\"key\":\"$key\",\"field\":\"first_name\",\"from\":\"\\\"Q\\\"\",\"to\":\"\\\"Z\\\"\",\"format\":\"ndjson\",\"filter\":\"correct\",\"at\":\"2026-11-24\"}"
	done >j
	expect 0 'roster patch j --to csv --rejects r --conflicts c in; cut -d , -f 1-2 c' <<'END'
customer_id,first_name
1,A
patch: 3 read, 1 written, 0 changed, 2 rejected
patch: recorded changes: 0 applied, 0 already so, 1 changed since, 0 gone
patch: j:1: first_name of "1" is "A", not "Q": left alone
{"key":"1","field":"first_name"
END
}

@test "a journal of CSV leaves the texts of an export of objects texts" {
	printf 'customer_id,phone_valid,n\n1,false,x\n2,true,x\n3,,x\n' >in.csv
	roster convert --to ndjson --quiet in.csv >in
	roster set-phone-valid TRUE --where 'phone_valid = FALSE' --journal j --quiet in.csv >/dev/null
	expect 0 'roster patch j --quiet in; roster patch j --quiet in | roster patch j --reverse --quiet | cmp - in' <<'END'
{"customer_id":"1","phone_valid":"true","n":"x"}
{"customer_id":"2","phone_valid":"true","n":"x"}
{"customer_id":"3","phone_valid":"","n":"x"}
END
	# where the export has booleans they stay booleans
	sed 's/"false"/false/' in >booleans
	roster patch j --quiet booleans | grep -c '"phone_valid":true' | grep -qx 1
	printf 'customer_id,n\n1,7\n' >in.csv
	printf '{"customer_id":"1","n":"7"}\n' >in
	printf 'customer_id,n\n1,8\n' >fixes
	roster correct fixes --journal numbers --quiet in.csv >/dev/null
	roster patch numbers --quiet in | grep -q '"n":"8"'
	sed 's/"7"/7/' in | roster patch numbers --quiet | grep -q '"n":8}'
}

@test "a word of truth that was cleared comes back as it was spelled, in the other format too" {
	printf 'customer_id,phone_valid\n1,true\n2,False\n' >in.csv
	printf 'customer_id,phone_valid\n1,\n2,\n' >fixes
	roster correct fixes --blank --journal j --quiet in.csv >out
	roster convert --to ndjson --quiet in.csv >in
	roster patch j --quiet in | tee cleared | roster patch j --reverse --quiet | cmp - in
	expect 0 'cat cleared' <<'END'
{"customer_id":"1","phone_valid":""}
{"customer_id":"2","phone_valid":""}
END
	roster correct fixes --blank --journal k --quiet in >out
	roster patch k --quiet in.csv | roster patch k --reverse --quiet | cmp - in.csv
}
