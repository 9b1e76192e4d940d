#!/usr/bin/env bats
# What became of each contact from one export to the next

load common

exports() {
	cat >old.csv <<'END'
customer_id,signalvine_id,first_name,active,phone_valid,group_list,email
0012,a,Ana,TRUE,TRUE,Seniors;Band,ana@example.org
0013,b,Bo,true,TRUE,A;B,
0014,c,Cy,TRUE,FALSE,,cy@example.org
,d,Di,TRUE,TRUE,Seniors,
END
	cat >new.csv <<'END'
customer_id,signalvine_id,first_name,active,phone_valid,group_list,email,nickname
0012,a,Ana,TRUE,FALSE,ARCHIVED,ana@example.org,An
0013,b,Bo,TRUE,true,B;A;;A,,
0015,e,Ed,TRUE,TRUE,Juniors,,
,d,"Di ""D""",TRUE,TRUE,Seniors,di@example.org,
END
}

@test "text: changed with old and new values, gone, added, and what is not compared" {
	exports
	expect 1 'roster diff old.csv new.csv' <<'END'
changed 0012
  phone_valid: TRUE -> FALSE
  group_list: left Band, Seniors; joined ARCHIVED
changed signalvine_id d
  first_name: Di -> Di "D"
  email: (blank) -> di@example.org
gone 0014
added 0015
diff: only in new.csv, so not compared: nickname
diff: 4 contacts in old.csv, 4 in new.csv: 1 same, 2 changed, 1 added, 1 gone
END
	expect 1 'roster-diff new.csv - <old.csv' <<'END'
changed 0012
  phone_valid: FALSE -> TRUE
  group_list: left ARCHIVED; joined Band, Seniors
changed signalvine_id d
  first_name: Di "D" -> Di
  email: di@example.org -> (blank)
gone 0015
added 0014
diff: only in new.csv, so not compared: nickname
diff: 4 contacts in new.csv, 4 in standard input: 1 same, 2 changed, 1 added, 1 gone
END
}

@test "the same: status 0 and nothing, whatever the order, the format and the compression" {
	exports
	expect 0 'roster diff old.csv old.csv' <<'END'
diff: 4 contacts in old.csv, 4 in old.csv: 4 same, 0 changed, 0 added, 0 gone
END
	{ head -n 1 old.csv && tail -n +2 old.csv | tac; } | gzip >other.gz
	expect 0 'roster diff other.gz old.csv' <<'END'
diff: 4 contacts in other.gz, 4 in old.csv: 4 same, 0 changed, 0 added, 0 gone
END
	expect 0 "roster select --quiet --where 'active = TRUE' --to ndjson old.csv >old.ndjson
		roster diff --to ndjson old.csv old.ndjson && roster diff --summary old.ndjson other.gz" <<'END'

diff: 4 contacts in old.csv, 4 in old.ndjson: 4 same, 0 changed, 0 added, 0 gone
old.ndjson: 4 contacts
other.gz: 4 contacts
4 same
0 changed
0 added
0 gone
END
}

@test "--to ndjson: an object for each value, each contact added and gone" {
	exports
	expect 1 'roster diff --to ndjson old.csv new.csv 2>messages' <<'END'
{"change":"changed","key":"0012","field":"phone_valid","from":"TRUE","to":"FALSE"}
{"change":"changed","key":"0012","field":"group_list","from":"Seniors;Band","to":"ARCHIVED"}
{"change":"changed","key":"d","key_field":"signalvine_id","field":"first_name","from":"Di","to":"Di \"D\""}
{"change":"changed","key":"d","key_field":"signalvine_id","field":"email","from":"","to":"di@example.org"}
{"change":"gone","key":"0014"}
{"change":"added","key":"0015"}
END
	printf 'signalvine_id,x\na,1\n' >one && printf 'x,signalvine_id\n1,b\n' >two
	expect 1 'roster diff --key x,signalvine_id --to ndjson one two 2>messages' <<'END'
{"change":"changed","key":"1","field":"signalvine_id","from":"a","to":"b"}
END
	expect 1 'roster diff --column customer_id=x --ignore signalvine_id one two &&
		roster diff --to ndjson one two 2>messages' <<'END'
diff: 1 contact in one, 1 in two: 1 same, 0 changed, 0 added, 0 gone
{"change":"gone","key":"a","key_field":"signalvine_id"}
{"change":"added","key":"b","key_field":"signalvine_id"}
END
}

@test "--summary: counts, and a line for each column in which somebody differs" {
	exports
	expect 1 'roster diff --summary old.csv new.csv' <<'END'
old.csv: 4 contacts
new.csv: 4 contacts
1 same
2 changed
1 added
1 gone
first_name: 1 changed
phone_valid: 1 changed
group_list: 1 changed
email: 1 changed
diff: only in new.csv, so not compared: nickname
END
	expect 1 'roster diff --summary --to ndjson --ignore nickname --ignore First-Name old.csv new.csv;
		roster diff --summary --to ndjson new.csv old.csv 2>messages' <<'END'
{"old":4,"new":4,"same":1,"changed":2,"added":1,"gone":1,"fields":{"phone_valid":1,"group_list":1,"email":1},"only_old":[],"only_new":[]}
{"old":4,"new":4,"same":1,"changed":2,"added":1,"gone":1,"fields":{"first_name":1,"phone_valid":1,"group_list":1,"email":1},"only_old":["nickname"],"only_new":[]}
END
}

@test "truth, groups and text: what is the same, and what is not" {
	cat >old.csv <<'END'
customer_id,Active,phone_valid,Group List,opted_in,count
1,TRUE,,B;A,TRUE,1.10
2,maybe,FALSE,a,x,1
3,maybe,false,A,,1
END
	cat >new.ndjson <<'END'
{"customer_id":"1","active":true,"phone_valid":null,"group_list":["A","B"],"opted_in":true,"count":1.10}
{"customer_id":2,"active":"Maybe","phone_valid":"","group_list":["A"],"opted_in":"X","count":1.0}
{"group_list":"A;A","customer_id":"3","active":"maybe","phone_valid":false,"count":1}
END
	expect 1 'roster diff old.csv new.ndjson' <<'END'
changed 2
  Active: maybe -> Maybe
  phone_valid: FALSE -> (blank)
  Group List: left a; joined A
  opted_in: x -> X
  count: 1 -> 1.0
diff: 3 contacts in old.csv, 3 in new.ndjson: 2 same, 1 changed, 0 added, 0 gone
END
	sed -i 's/Active/Live/; s/Group List/Lists/; s/TRUE,,B;A/true,,A;B;B/; s/maybe/false/g' old.csv
	sed 's/B;B/B/; s/true/TRUE/; s/false/False/' old.csv >new.csv
	expect 0 'roster diff --column active=Live --column group_list=Lists old.csv new.csv' <<'END'
diff: 3 contacts in old.csv, 3 in new.csv: 3 same, 0 changed, 0 added, 0 gone
END
	expect 1 'roster diff old.csv new.csv 2>messages | tail -n 3; exit ${PIPESTATUS[0]}' <<'END'
  Live: false -> False
changed 3
  Live: false -> False
END
}

@test "JSON that has no text is compared as it is written" {
	echo '{"customer_id":"1","a":{"x":1},"b":[1,"A"],"c":"\u0000","d":["A;B"],"e":[]}' >old
	echo '{"e":"","d":"A;B","c":"\ud800","b":[1, "A"],"a":{"x":2},"customer_id":"1"}' >new
	expect 1 'roster diff --to ndjson old new 2>messages' <<'END'
{"change":"changed","key":"1","field":"a","from":"{\"x\":1}","to":"{\"x\":2}"}
{"change":"changed","key":"1","field":"b","from":"[1,\"A\"]","to":"[1, \"A\"]"}
{"change":"changed","key":"1","field":"c","from":"\"\\u0000\"","to":"\"\\ud800\""}
{"change":"changed","key":"1","field":"d","from":"[\"A;B\"]","to":"A;B"}
END
}

@test "the same bytes under other names are other values" {
	printf 'customer_id,a,b\n1,x,y\n2,z,z\n' >old
	printf 'customer_id,b,a\n1,x,y\n2,z,z\n' >new
	expect 1 'roster diff old new' <<'END'
changed 1
  a: x -> y
  b: y -> x
diff: 2 contacts in old, 2 in new: 1 same, 1 changed, 0 added, 0 gone
END
}

@test "text says nothing to the terminal that stands in a file" {
	printf '{"customer_id":"1","note":"a","more":" x","from":"a -> b"}\n' >old
	printf '{"customer_id":"1","note":"\\u001b[2J\\n\\u200b","more":"\\"x","from":"(blank)"}\n' >new
	expect 1 'roster diff old new 2>messages' <<'END'
changed 1
  note: a -> <U+001B>[2J<U+000A><U+200B>
  more: " x" -> ""x"
  from: "a -> b" -> "(blank)"
END
}

@test "colour is for a terminal only, and for those who want it" {
	printf 'customer_id,active,group_list\n1,TRUE,A\n2,TRUE,A\n' >old
	printf 'customer_id,active,group_list\n1,FALSE,B\n3,TRUE,A\n' >new
	printf '\33[33mchanged\33[m 1\r\n  active: \33[31mTRUE\33[m -> \33[32mFALSE\33[m\r\n' >coloured
	printf '  group_list: left \33[31mA\33[m; joined \33[32mB\33[m\r\n' >>coloured
	printf '\33[31mgone\33[m 2\r\n\33[32madded\33[m 3\r\n' >>coloured
	sed $'s/\33\\[[0-9]*m//g' coloured >plain
	for wanted in 'coloured TERM=xterm' 'coloured TERM=xterm NO_COLOR=' 'plain TERM=dumb' \
		'plain TERM=xterm NO_COLOR=1' 'plain -u TERM'; do
		env -u NO_COLOR script -qec "env ${wanted#* } roster diff old new 2>messages" /dev/null \
			</dev/null >said || true
		cmp said "${wanted%% *}" || {
			echo "$wanted"
			return 1
		}
	done
}

@test "keys: none, repeated, and columns that are not on both sides" {
	printf 'customer_id,a\n1,x\n2,y\n1,z\n' >twice
	printf 'customer_id,a\n1,x\n' >once
	printf 'customer_id,a\n1,x\n ,y\n' >blank
	printf 'signalvine_id,a\n1,x\n' >other
	expect 3 'roster diff once twice' <<'END'
diff: twice:4: the customer_id "1" is there already, on line 2; a key must be a contact's own
END
	expect 3 'roster diff twice once' <<'END'
diff: twice:4: the customer_id "1" is there already, on line 2; a key must be a contact's own
END
	expect 3 'roster diff twice twice' <<'END'
diff: twice:4: the customer_id "1" is there already, on line 2; a key must be a contact's own
END
	expect 3 'roster diff - once <twice' <<'END'
diff: standard input:4: the customer_id "1" is there already; a key must be a contact's own
END
	expect 3 'mkfifo fifo; cat twice >fifo & roster diff once fifo' <<'END'
diff: fifo:4: the customer_id "1" is there already; a key must be a contact's own
END
	cp twice ./-
	expect 3 'roster diff once - <./-' <<'END'
diff: standard input:4: the customer_id "1" is there already; a key must be a contact's own
END
	printf 'customer_id,signalvine_id\n1,\n' >by_customer
	printf 'customer_id,signalvine_id\n,1\n' >by_signalvine
	expect 1 'roster diff by_customer by_signalvine 2>messages' <<'END'
gone 1
added signalvine_id 1
END
	expect 3 'roster diff once blank' <<'END'
diff: blank:3: the contact has no key: customer_id is blank (record 2); say with --key what all contacts are known by
END
	expect 3 'roster diff once other' <<'END'
diff: once and other have none of the columns customer_id, signalvine_id in common; say with --key what a contact is known by
END
	printf 'customer_id;active\n1;TRUE\n' >semicolons
	expect 3 'roster diff once semicolons' <<'END'
diff: semicolons:1: there is no column "customer_id"; the only one is "customer_id;active": say what stands between the fields with --delimiter
END
	expect 3 'roster diff --key customer_id once other' <<'END'
diff: other:1: there is no column "customer_id"; name it with --column
END
	echo '{"signalvine_id":"1"}' >objects
	echo '{"customer_id":"1","signalvine_id":"1"}' >others
	expect 3 'roster diff others objects' <<'END'
diff: others:1: the contact is known by its customer_id, which objects does not have; say with --key what both have
END
	expect 3 'roster diff --key custmer_id others others' <<'END'
diff: others:1: there is no column "custmer_id"; the nearest is "customer_id" (name it with --column if it is meant)
END
	expect 3 'roster diff --key signalvine_id,nobody others others' <<'END'
diff: others: there is no column "nobody"; name it with --column
END
	expect 0 'roster diff --key signalvine_id others objects' <<'END'
diff: only in others, so not compared: customer_id
diff: 1 contact in others, 1 in objects: 1 same, 0 changed, 0 added, 0 gone
END
}

@test "bad records and columns that could be one are errors by name" {
	printf 'customer_id,a\n1,x\n' >old
	printf 'customer_id,a\n1,x,2\n' >ragged
	expect 3 'roster diff old ragged' <<'END'
diff: ragged:2:1: the record has 3 fields, the header has 2 (record 1); fix it first
END
	printf '{"customer_id":"1","a":1}\n{"customer_id":"2"\n' >cut
	expect 3 'roster diff cut old' <<'END'
diff: cut:2:19: this is not JSON: a comma or } is expected (record 2); fix it first
END
	printf 'customer_id,A,a\n1,x,x\n' >two
	expect 3 'roster diff two old' <<'END'
diff: two: both "A" and "a" could be the column "A"; rename one, or leave them out with --ignore
END
	expect 0 'roster diff --ignore a two old' <<'END'
diff: 1 contact in two, 1 in old: 1 same, 0 changed, 0 added, 0 gone
END
	expect 3 'roster diff --ignore custmer_id old <(sed s/1/2/ old)' <<'END'
diff: --ignore: neither file has a column "custmer_id"; the nearest is "customer_id"
END
	printf '{"customer_id":"1","b":1}\n' >objects
	expect 3 'roster diff --ignore c objects objects' <<'END'
diff: --ignore: neither file has a column "c"
END
	expect 0 'roster diff --ignore B objects objects' <<'END'
diff: 1 contact in objects, 1 in objects: 1 same, 0 changed, 0 added, 0 gone
END
}

@test "NDJSON: a column that turns up after contacts were compared without it" {
	for ((i = 0; i < 5000; i++)); do echo "{\"customer_id\":\"$i\",\"a\":\"x\"}"; done >old
	sed '1s/x"/x","late":"y"/; 2s/x"/x","early":"y"/' old >new
	sed -i '3s/x"/x","early":"z"/' old
	expect 1 'roster diff old new' <<'END'
changed 1
  early: (blank) -> y
changed 2
  early: z -> (blank)
diff: only in new, so not compared: late
diff: 5,000 contacts in old, 5,000 in new: 4,998 same, 2 changed, 0 added, 0 gone
END
	sed -i '4999s/x"/x","late":"z"/' old
	expect 3 'roster diff --summary old new' <<'END'
diff: old:4999: "late" is met here for the first time, when 1 contact had been compared without it; give it to the first objects too (null will do), or leave it out with --ignore
END
	expect 1 'roster diff --ignore late --summary old new | sed -n 4p; exit ${PIPESTATUS[0]}' <<'END'
2 changed
END
}

@test "usage, empty files, and outputs that fail" {
	exports
	expect 2 'roster diff - -' <<'END'
diff: standard input (-) can be one of the two files, not both
END
	expect 2 'roster diff old.csv' <<'END'
diff: an operand is missing: roster diff [OPTIONS] OLD NEW
END
	expect 2 'roster diff --to csv old.csv new.csv' <<'END'
diff: --to is "csv", not text or ndjson
END
	expect 2 'roster diff --from text old.csv new.csv' <<'END'
diff: --from is "text", not csv or ndjson
END
	expect 2 'roster diff --delimiter ab old.csv new.csv' <<'END'
diff: --delimiter is "ab", not one character (or the word tab)
END
	expect 2 'roster diff --column active old.csv new.csv' <<'END'
diff: --column is "active", not ROLE=NAME (as in --column phone=Mobile)
END
	: >empty
	expect 3 'roster diff old.csv empty' <<'END'
diff: empty: the file is empty; say --from ndjson if that is right
END
	expect 1 "roster select --quiet --to ndjson --where 'active = FALSE' old.csv >none
		roster diff none old.csv" <<'END'
added 0012
added 0013
added 0014
added signalvine_id d
diff: 0 contacts in none, 4 in old.csv: 0 same, 0 changed, 4 added, 0 gone
END
	tr , '\t' <old.csv >tabs
	expect 0 'roster diff --delimiter tab --from csv tabs tabs' <<'END'
diff: 4 contacts in tabs, 4 in tabs: 4 same, 0 changed, 0 added, 0 gone
END
	expect 5 'roster diff old.csv new.csv >/dev/full' <<'END'
diff: standard output: cannot write: No space left on device
END
	expect 5 'roster diff nowhere new.csv' <<'END'
diff: nowhere: cannot open: No such file or directory
END
}

@test "what ends it early: a closed pipe, quietly, and a name that no header has" {
	generate --seed 1 --contacts 20000 >old
	roster set-phone-valid TRUE --quiet old >half
	roster set-phone-valid FALSE --quiet half >new
	expect 3 'roster diff --ignore nobody half new' <<'END'
diff: --ignore: neither file has a column "nobody"
END
	mkfifo fifo
	{ cat new && exec sleep 60; } >fifo 3>&- &
	expect 141 'timeout 30 roster diff half fifo | head -n 1; exit ${PIPESTATUS[0]}' <<'END'
changed 0000012
END
	kill $! || true
}

@test "another order gives the same, with more contacts than the window holds" {
	generate --seed 3 --contacts 120000 >old
	roster select --quiet --where 'timezone != "US/Pacific"' old |
		roster tag-archive --quiet --journal j --where 'graduation_year = "2025"' >new
	roster select --quiet --where 'timezone = "US/Eastern"' new >turned
	roster select --quiet --where 'timezone != "US/Eastern"' new | tail -n +2 >>turned
	roster diff --to ndjson old new >one 2>said || [ $? -eq 1 ]
	roster diff --to ndjson old turned >other 2>messages || [ $? -eq 1 ]
	cmp <(sort one) <(sort other)
	cmp <(sed 's/turned/new/' messages) said
	[ "$(grep -c '"changed"' one)" -eq "$(wc -l <j)" ] && [ "$(wc -l <j)" -eq 7432 ]
	roster diff --to ndjson turned old >other 2>messages || [ $? -eq 1 ]
	cmp <(sed 's/added/gone/; /changed/d' other) <(sed /changed/d one)
	# what cannot be read again is held
	roster diff --to ndjson - turned <old >other 2>messages || [ $? -eq 1 ]
	cmp <(sort one) <(sort other)
	cmp <(sed 's/turned/new/; s/standard input/old/' messages) said
	expect 0 'roster diff --summary new turned' <<'END'
new: 104,930 contacts
turned: 104,930 contacts
104,930 same
0 changed
0 added
0 gone
END
}

@test "OLD that is written to while it is read is refused, in another order" {
	generate --seed 3 --contacts 120000 --format ndjson >old
	{ tail -n +60001 old && head -n 60000 old; } | sed '0~3s/true/false/' >new
	sed 's/US/us/' old >later
	mkfifo fifo
	# when most of this has been taken, OLD was read to its end
	{ head -n 100000 new && cat later >old && tail -n +100001 new; } >fifo 3>&- &
	expect 3 'roster diff --summary old fifo' <<'END'
diff: old: was changed while it was read; compare a copy that nobody writes to
END
	kill $! || true
	# those that are gone are read again, too
	generate --seed 3 --contacts 120000 --format ndjson >old
	{ head -n 100000 new && cat later >old; } >fifo 3>&- &
	expect 3 'roster diff --summary old fifo' <<'END'
diff: old: was changed while it was read; compare a copy that nobody writes to
END
	kill $! || true
}
