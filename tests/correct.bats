#!/usr/bin/env bats
# Values of a list, set by key

load common

contacts() {
	cat >in <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone,first_name
1,a,TRUE,True,Seniors;Band,+13035550101,Ann
2,b,false,true,,+13035550102,"Bo"
3,c,,FALSE,ARCHIVED,+13035550103,Cy
,d,TRUE,TRUE,Seniors,+13035550104,Di
,,TRUE,TRUE,Seniors,+13035550105,Ed
END
}

@test "listed values are set, and blank cells change nothing" {
	contacts
	cat >fixes <<'END'
customer_id,signalvine_id,first_name,phone_valid,group_list
1,,Anne,FALSE,Band;Seniors
2,,"B, o",,A;B
,d,"D ""i""",TRUE,
END
	expect 0 'roster correct fixes --journal j --as-of 2026-11-24 in; cat j' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone,first_name
1,a,TRUE,False,Seniors;Band,+13035550101,Anne
2,b,false,true,A;B,+13035550102,"B, o"
3,c,,FALSE,ARCHIVED,+13035550103,Cy
,d,TRUE,TRUE,Seniors,+13035550104,"D ""i"""
,,TRUE,TRUE,Seniors,+13035550105,Ed
correct: 5 read, 5 written, 3 changed, 1 without a key
correct: values: 5 set, 2 already so, 0 in conflict; of 3 rows 0 unmatched, 0 ambiguous
{"key":"1","field":"first_name","from":"Ann","to":"Anne","filter":"correct","at":"2026-11-24"}
{"key":"1","field":"phone_valid","from":"True","to":"False","filter":"correct","at":"2026-11-24"}
{"key":"2","field":"first_name","from":"\"Bo\"","to":"\"B, o\"","filter":"correct","at":"2026-11-24"}
{"key":"2","field":"group_list","from":"","to":"A;B","filter":"correct","at":"2026-11-24"}
{"key":"d","key_field":"signalvine_id","field":"first_name","from":"Di","to":"\"D \"\"i\"\"\"","filter":"correct","at":"2026-11-24"}
END
	roster correct fixes --quiet in >out
	roster patch j --reverse --quiet out | cmp - in
	roster correct fixes --quiet out | cmp - out
}

@test "--set chooses, --blank clears" {
	contacts
	printf 'customer_id,first_name,phone_valid\n1, ,\n2,Bob,FALSE\n' >fixes
	roster correct fixes --set first_name --quiet in | grep -q '^1,.*,Ann$'
	expect 0 'roster correct fixes --set first_name --blank in' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone,first_name
1,a,TRUE,True,Seniors;Band,+13035550101,
2,b,false,true,,+13035550102,"Bob"
3,c,,FALSE,ARCHIVED,+13035550103,Cy
,d,TRUE,TRUE,Seniors,+13035550104,Di
,,TRUE,TRUE,Seniors,+13035550105,Ed
correct: 5 read, 5 written, 2 changed
correct: values: 2 set, 0 already so, 0 in conflict; of 2 rows 0 unmatched, 0 ambiguous
correct: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
END
	expect 2 'roster correct fixes --set frst_name in --output out' <<'END'
correct: --set: fixes has no column "frst_name"; the nearest is "first_name"
END
	expect 2 'roster correct fixes --set first_name,customer_id in --output out' <<'END'
correct: --set: "customer_id" is what contacts are known by and cannot be set; name another with --key
END
}

@test "old_ values are what is expected; who differs is left alone and listed" {
	contacts
	cat >fixes <<'END'
customer_id,old_first_name,first_name,Old Phone,phone
1,Ann,Anne,+13035550101,+13035550111
2,Bob,Boo,,+13035550112
3,Si,Cy,+13035550103,+13035550103
END
	expect 0 'roster correct fixes --conflicts c in; cat c' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone,first_name
1,a,TRUE,True,Seniors;Band,+13035550111,Anne
2,b,false,true,,+13035550102,"Bo"
3,c,,FALSE,ARCHIVED,+13035550103,Cy
,d,TRUE,TRUE,Seniors,+13035550104,Di
,,TRUE,TRUE,Seniors,+13035550105,Ed
correct: 5 read, 5 written, 1 changed
correct: values: 2 set, 2 already so, 2 in conflict; of 3 rows 0 unmatched, 0 ambiguous
correct: fixes:3: first_name of "2" is "Bo", not Bob: left alone
correct: fixes:3: phone of "2" is +13035550102, not blank: left alone
correct: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
{"key":"2","field":"first_name","expected":"Bob","found":"\"Bo\"","wanted":"Boo","why":"not as expected","file":"fixes","line":3}
{"key":"2","field":"phone","expected":"","found":"+13035550102","wanted":"+13035550112","why":"not as expected","file":"fixes","line":3}
END
	printf 'customer_id,old_first_name,phone\n1,x,y\n' >fixes
	expect 3 'roster correct fixes in --output out' <<'END'
correct: fixes: the column "old_first_name" says what another was, but there is no column "first_name"; say with --set which columns to set
END
}

@test "rows without a contact and rows that contradict each other are listed" {
	contacts
	cat >fixes <<'END'
customer_id,signalvine_id,first_name
9,,x
1,,y
1,,z
2,,Beau
2,,Beau
3,,p
,c,q
END
	expect 0 'roster correct fixes --conflicts c in; cat c' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone,first_name
1,a,TRUE,True,Seniors;Band,+13035550101,Ann
2,b,false,true,,+13035550102,"Beau"
3,c,,FALSE,ARCHIVED,+13035550103,Cy
,d,TRUE,TRUE,Seniors,+13035550104,Di
,,TRUE,TRUE,Seniors,+13035550105,Ed
correct: 5 read, 5 written, 1 changed
correct: values: 1 set, 0 already so, 0 in conflict; of 7 rows 1 unmatched, 4 ambiguous
correct: fixes:2: "9" is no contact of this export
correct: fixes:3: "1" is in line 4 too, with other values: neither is used
correct: fixes:4: "1" is in line 3 too, with other values: neither is used
correct: fixes:7: "3" is in line 8 too, with other values: neither is used
correct: fixes:8: "c" is in line 7 too, with other values: neither is used
correct: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
{"key":"9","why":"no such contact","file":"fixes","line":2}
{"key":"1","why":"ambiguous","file":"fixes","line":3}
{"key":"1","why":"ambiguous","file":"fixes","line":4}
{"key":"3","why":"ambiguous","file":"fixes","line":7}
{"key":"c","key_field":"signalvine_id","why":"ambiguous","file":"fixes","line":8}
END
	{
		echo customer_id,first_name
		for i in {20..32}; do echo "$i,x"; done
	} >fixes
	expect 0 'roster correct fixes in 2>&1 >out | tail -n 2' <<'END'
correct: fixes:11: "29" is no contact of this export
correct: fixes: 3 more are like these; --conflicts FILE lists them all
END
	expect 2 'roster correct fixes --conflicts c --output out2 in' <<'END'
correct: c: exists already and is never overwritten; choose another name
END
	[ ! -e out2 ]
}

@test "a phone that another contact has is named, whoever comes first" {
	contacts
	cat >fixes <<'END'
customer_id,phone
1,+13035550103
3,+1 303 555 0102
2,+13035550109
END
	expect 0 'roster correct fixes --conflicts c in; cat c' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone,first_name
1,a,TRUE,True,Seniors;Band,+13035550103,Ann
2,b,false,true,,+13035550109,"Bo"
3,c,,FALSE,ARCHIVED,+1 303 555 0102,Cy
,d,TRUE,TRUE,Seniors,+13035550104,Di
,,TRUE,TRUE,Seniors,+13035550105,Ed
correct: 5 read, 5 written, 3 changed
correct: values: 3 set, 0 already so, 0 in conflict; of 3 rows 0 unmatched, 0 ambiguous
correct: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
END
	printf 'customer_id,phone\n1,1-303-555-0105\n' >fixes
	printf 'customer_id\n3\n' >list
	expect 0 'roster correct fixes --protect list in 2>&1 >out | grep given' <<'END'
correct: fixes:2: "1" was given the phone 1-303-555-0105, which a contact without a key has too
END
	printf 'customer_id,phone\n1,+13035550103\n' >fixes
	expect 0 "roster correct fixes --protect list --where 'customer_id = \"1\"' in 2>&1 >out | grep given" <<'END'
correct: fixes:2: "1" was given the phone +13035550103, which "3" has too
END
}

@test "truth is checked in the list, and written in the spelling that is there" {
	contacts
	printf 'customer_id,phone_valid\n1,maybe\n' >fixes
	expect 3 'roster correct fixes in --output out' <<'END'
correct: fixes:2: phone_valid is "maybe", not TRUE or FALSE
END
	printf 'customer_id,active\n1,FALSE\n2, TRUE\n' >fixes
	expect 3 'roster correct fixes in --output out' <<'END'
correct: fixes:3: active is " TRUE", not TRUE or FALSE
END
	printf 'customer_id,phone_valid,active\n1,false,FALSE\n2,FALSE,FALSE\n3,TRUE,\n' >fixes
	expect 0 'roster correct fixes in' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone,first_name
1,a,FALSE,False,Seniors;Band,+13035550101,Ann
2,b,false,false,,+13035550102,"Bo"
3,c,,TRUE,ARCHIVED,+13035550103,Cy
,d,TRUE,TRUE,Seniors,+13035550104,Di
,,TRUE,TRUE,Seniors,+13035550105,Ed
correct: 5 read, 5 written, 3 changed
correct: values: 4 set, 1 already so, 0 in conflict; of 3 rows 0 unmatched, 0 ambiguous
correct: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
correct: active=FALSE counts as an opt-out in the metrics, and the platform cannot tell it from a real one afterwards
END
}

@test "nobody becomes active without consent, and who is held stays as he is" {
	contacts
	printf 'customer_id,active,first_name\n1,TRUE,x\n2,TRUE,x\n3,TRUE,x\n' >fixes
	expect 0 'roster correct fixes in' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone,first_name
1,a,TRUE,True,Seniors;Band,+13035550101,x
2,b,false,true,,+13035550102,"Bo"
3,c,,FALSE,ARCHIVED,+13035550103,Cy
,d,TRUE,TRUE,Seniors,+13035550104,Di
,,TRUE,TRUE,Seniors,+13035550105,Ed
correct: 5 read, 5 written, 1 changed, 2 guarded
correct: values: 1 set, 1 already so, 0 in conflict, 4 guarded; of 3 rows 0 unmatched, 0 ambiguous
correct: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
correct: the guarded contacts stay as they are, with all their values: nothing shows that they want to hear from you again; name those who do in a list for --consent
END
	printf 'customer_id,date,source\n2,2026-11-01,form\n' >consent
	expect 0 'roster correct fixes --consent consent --journal j --as-of 2026-11-24 --quiet in; cat j' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone,first_name
1,a,TRUE,True,Seniors;Band,+13035550101,x
2,b,true,true,,+13035550102,"x"
3,c,,FALSE,ARCHIVED,+13035550103,Cy
,d,TRUE,TRUE,Seniors,+13035550104,Di
,,TRUE,TRUE,Seniors,+13035550105,Ed
{"key":"1","field":"first_name","from":"Ann","to":"x","filter":"correct","at":"2026-11-24"}
{"key":"2","field":"active","from":"false","to":"true","filter":"correct","consent":"2026-11-01 form","at":"2026-11-24"}
{"key":"2","field":"first_name","from":"\"Bo\"","to":"\"x\"","filter":"correct","consent":"2026-11-01 form","at":"2026-11-24"}
END
	printf 'customer_id,active\n2,\n3,\n1,\n' >fixes
	expect 0 'roster correct fixes --blank in' <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone,first_name
1,a,,True,Seniors;Band,+13035550101,Ann
2,b,false,true,,+13035550102,"Bo"
3,c,,FALSE,ARCHIVED,+13035550103,Cy
,d,TRUE,TRUE,Seniors,+13035550104,Di
,,TRUE,TRUE,Seniors,+13035550105,Ed
correct: 5 read, 5 written, 1 changed, 1 guarded
correct: values: 1 set, 1 already so, 0 in conflict, 1 guarded; of 3 rows 0 unmatched, 0 ambiguous
correct: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
correct: the guarded contacts stay as they are, with all their values: nothing shows that they want to hear from you again; name those who do in a list for --consent
END
	for name in Active ACTIVE ' ac-tive'; do
		printf 'customer_id,%s\n2,TRUE\n3,true\n' "$name" >fixes
		roster correct fixes in --quiet | cmp - in
	done
	printf 'customer_id,Live\n1,FALSE\n' >live
	printf 'customer_id,Live\n1,TRUE\n' >fixes
	expect 3 'roster correct fixes live --output out' <<'END'
correct: live:1: there is no column "active"; the nearest is "Live" (name it with --column if it is meant)
END
	roster correct fixes live --column active=Live --quiet | cmp - live
	printf 'customer_id,active,Active\n1,FALSE,TRUE\n' >fixes
	expect 3 'roster correct fixes in --output out' <<'END'
correct: fixes: "active" and "Active" are one column of the export; say with --set which is meant
END
}

@test "consent is asked of the contact as it came, not as a fix makes it" {
	printf 'customer_id,signalvine_id,active\n1,a,FALSE\n' >in
	printf 'signalvine_id,customer_id,active\na,2,TRUE\n' >fixes
	printf 'customer_id,date,source\n2,2026-11-01,form\n' >consent
	roster correct fixes --key signalvine_id --consent consent --quiet in | cmp - in
}

@test "NDJSON: shapes stay, a key that is not there changes nothing" {
	printf '%s\n' '{"customer_id":"1","active":true,"group_list":["A"],"n":1}' \
		'{"customer_id":"2","group_list":"A","active":null}' '{"customer_id":3,"active":"True","n":{}}' >in
	printf '%s\n' '{"customer_id":"1","active":"FALSE","group_list":"B;C","n":"2.50"}' \
		'{"customer_id":"2","active":false,"group_list":["D","E"]}' \
		'{"customer_id":"3","n":"x","active":null}' >fixes
	expect 0 'roster correct fixes --journal j in; cat j | cut -d, -f1-4' <<'END'
{"customer_id":"1","active":false,"group_list":["B","C"],"n":2.50}
{"customer_id":"2","group_list":"D;E","active":false}
{"customer_id":3,"active":"True","n":{}}
correct: 3 read, 3 written, 2 changed
correct: values: 5 set, 0 already so, 1 in conflict; of 3 rows 0 unmatched, 0 ambiguous
correct: fixes:3: n of "3" is {}, which cannot become x: left alone
correct: active=FALSE counts as an opt-out in the metrics, and the platform cannot tell it from a real one afterwards
{"key":"1","field":"active","from":"true","to":"false"
{"key":"1","field":"group_list","from":"[\"A\"]","to":"[\"B\"
{"key":"1","field":"n","from":"1","to":"2.50"
{"key":"2","field":"active","from":"null","to":"false"
{"key":"2","field":"group_list","from":"\"A\"","to":"\"D;E\""
END
	printf 'customer_id,date,source\n1,2026-11-01,x\n2,2026-11-01,x\n' >consent
	roster correct fixes --quiet in | roster patch j --reverse --consent consent --quiet | cmp - in
	expect 0 'roster correct fixes --blank --quiet in' <<'END'
{"customer_id":"1","active":false,"group_list":["B","C"],"n":2.50}
{"customer_id":"2","group_list":"D;E","active":false}
{"customer_id":3,"active":"","n":{}}
END
}

@test "protected contacts, --where, keys and columns by other names" {
	contacts
	printf 'customer_id\n1\n' >list
	printf 'customer_id,first_name\n1,x\n2,y\n3,z\n' >fixes
	expect 0 "roster correct fixes --protect list --where 'customer_id != \"2\"' in" <<'END'
customer_id,signalvine_id,active,phone_valid,group_list,phone,first_name
1,a,TRUE,True,Seniors;Band,+13035550101,Ann
2,b,false,true,,+13035550102,"Bo"
3,c,,FALSE,ARCHIVED,+13035550103,z
,d,TRUE,TRUE,Seniors,+13035550104,Di
,,TRUE,TRUE,Seniors,+13035550105,Ed
correct: 5 read, 5 written, 1 changed, 1 protected, 2 with no customer_id
correct: values: 1 set, 0 already so, 0 in conflict, 2 protected or not selected; of 3 rows 0 unmatched, 0 ambiguous
correct: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
END
	printf 'Student;Name\nx;A\ny;B\n' >in
	printf 'Student,Name\ny,C\n' >fixes
	expect 0 "roster correct fixes --key Student --delimiter ';' --quiet in" <<'END'
Student;Name
x;A
y;C
END
	printf 'Student,Nme\ny,C\n' >fixes
	expect 3 "roster correct fixes --key Student --delimiter ';' --output out in" <<'END'
correct: in:1: there is no column "Nme"; the nearest is "Name" (name it with --column if it is meant)
END
}

@test "what is no list of fixes is refused by name" {
	contacts
	printf 'phone\n1\n' >fixes
	expect 3 'roster correct fixes in --output out' <<'END'
correct: fixes: the list has no column "customer_id" or "signalvine_id", so it names no contact
END
	printf 'customer_id,phone\n' >fixes
	expect 3 'roster correct fixes in --output out' <<'END'
correct: fixes: the list is empty, so there is nothing to do
END
	printf 'customer_id,phone\n1,"2\n' >fixes
	expect 3 'roster correct fixes in --output out' <<'END'
correct: fixes:2:3: a quote is opened and not closed within the file; close it, or double it if it is text
END
	expect 2 'roster correct --output out' <<'END'
correct: say which FIXES: roster correct FIXES
END
	expect 5 'roster correct none in --output out' <<'END'
correct: none: cannot open: No such file or directory
END
	[ ! -e out ]
}

@test "of a contact that cannot go on nothing is listed" {
	cat >in <<'END'
{"customer_id":"1","first_name":"A","phone":"+13035550101"}
{"customer_id":"2","first_name":"B","phone":"+13035550102","late":"x"}
{"customer_id":"3","first_name":"C","phone":"+13035550103","late":"x"}
END
	printf 'customer_id,old_first_name,first_name,phone\n1,Q,Z,\n2,Q,Z,+13035550101\n3,Q,Z,\n' >fixes
	expect 0 'roster correct fixes --to csv --rejects r --conflicts c in; cat c' <<'END'
customer_id,first_name,phone
1,A,+13035550101
correct: 3 read, 1 written, 0 changed, 2 rejected
correct: values: 0 set, 0 already so, 1 in conflict; of 3 rows 0 unmatched, 0 ambiguous
correct: fixes:2: first_name of "1" is "A", not Q: left alone
{"key":"1","field":"first_name","expected":"Q","found":"\"A\"","wanted":"Z","why":"not as expected","file":"fixes","line":2}
END
}

@test "an array of other things than texts is left alone, as patch could not give it back" {
	echo '{"customer_id":"1","scores":[1,2],"group_list":["A",null],"tags":["a"]}' >in
	printf 'customer_id,scores,group_list,tags\n1,x,B,b;c\n' >fixes
	expect 0 'roster correct fixes --journal j --as-of 2026-11-24 in >out; cat out; roster patch j --reverse --quiet out | cmp - in' <<'END'
correct: 1 read, 1 written, 1 changed
correct: values: 1 set, 0 already so, 2 in conflict; of 1 rows 0 unmatched, 0 ambiguous
correct: fixes:2: group_list of "1" is ["A",null], which cannot become B: left alone
correct: fixes:2: scores of "1" is [1,2], which cannot become x: left alone
{"customer_id":"1","scores":[1,2],"group_list":["A",null],"tags":["b","c"]}
END
}

@test "rows that a late contact shows to contradict each other say that one was used" {
	printf 'customer_id,signalvine_id,name\n1,,p\n1,b,p\n1,,p\n' >in
	printf 'customer_id,signalvine_id,name\n1,,X\n,b,Y\n' >fixes
	expect 0 'roster correct fixes --journal j in' <<'END'
customer_id,signalvine_id,name
1,,X
1,b,p
1,,p
correct: 3 read, 3 written, 1 changed
correct: values: 1 set, 0 already so, 0 in conflict; of 2 rows 0 unmatched, 2 ambiguous
correct: fixes:2: "1" is in line 3 too, with other values: it is used only before the first contact that both name
correct: fixes:3: "b" is in line 2 too, with other values: it is not used
END
}
