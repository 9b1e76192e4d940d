#!/usr/bin/env bats
# What the platform's API gives, as flat records and back

load common

# The shapes that PLATFORM's client knows: two contacts, the second with a groups array in another
# order than its group_list
contacts() {
	cat >lines.ndjson <<'END'
{"id":"5b0c","accountId":"a1","customerId":"0012","phone":"+13035550201","active":true,"groups":["Seniors"],"receivedCount":3,"sentCount":0,"profile":[{"name":"customer_id","type":"String","updated":null,"value":"0012"},{"name":"active","type":"Boolean","updated":null,"value":"true"},{"name":"group_list","type":"List","updated":"2017-02-02T00:00:00Z","value":"Seniors"},{"name":"gpa","type":"Maybe (Float)","updated":null,"value":"1.10"}]}
{"id":"5b0d","accountId":"a1","customerId":"","phone":"+13035550202","active":false,"groups":["Do Not Contact","Alumni"],"receivedCount":12345678901234567890,"sentCount":2,"profile":[{"name":"customer_id","type":"String","updated":null,"value":null},{"name":"active","type":"Boolean","updated":null,"value":"false"},{"name":"group_list","type":"List","updated":null,"value":"Alumni;Do Not Contact"},{"name":"gpa","type":"Maybe (Float)","updated":null,"value":""}]}
END
}

@test "convert: an object becomes a flat record, and the filters work on it" {
	contacts
	expect 0 "roster convert --from api --no-shape lines.ndjson" <<'END'
{"customer_id":"0012","active":"true","group_list":"Seniors","gpa":"1.10","signalvine_id":"5b0c","accountId":"a1","phone":"+13035550201","receivedCount":3,"sentCount":0}
{"customer_id":null,"active":"false","group_list":"Alumni;Do Not Contact","gpa":"","signalvine_id":"5b0d","accountId":"a1","phone":"+13035550202","receivedCount":12345678901234567890,"sentCount":2}
convert: 2 read, 2 written
END
	expect 0 "roster convert --quiet --from api --no-shape lines.ndjson |
		roster select --where 'sentCount = 0' --to csv" <<'END'
customer_id,active,group_list,gpa,signalvine_id,accountId,phone,receivedCount,sentCount
0012,true,Seniors,1.10,5b0c,a1,+13035550201,3,0
select: 2 read, 1 written, 1 dropped
END
	expect 0 "head -n 1 lines.ndjson | roster convert --from api --quiet | sed 's/.*\"phone\"/\"phone\"/'" <<'END'
"phone":"+13035550201","receivedCount":3,"sentCount":0,"api_shape":"{\"id\":<s\"signalvine_id\">,\"accountId\":<s\"accountId\">,\"customerId\":<=s\"customer_id\"\"0012\">,\"phone\":<s\"phone\">,\"active\":<=t\"active\"true>,\"groups\":<=a\"group_list\"[\"Seniors\"]>,\"receivedCount\":<n\"receivedCount\">,\"sentCount\":<n\"sentCount\">,\"profile\":[{\"name\":\"customer_id\",\"type\":\"String\",\"updated\":null,\"value\":<s\"customer_id\">},{\"name\":\"active\",\"type\":\"Boolean\",\"updated\":null,\"value\":<s\"active\">},{\"name\":\"group_list\",\"type\":\"List\",\"updated\":\"2017-02-02T00:00:00Z\",\"value\":<s\"group_list\">},{\"name\":\"gpa\",\"type\":\"Maybe (Float)\",\"updated\":null,\"value\":<s\"gpa\">}<+,>]}"}
END
}

@test "convert: there and back gives the same bytes, by NDJSON and by CSV" {
	contacts
	cp "$ROOT/testdata/dirt/api-two-shapes.ndjson" two.ndjson
	printf '{ "id" : "1", "x":{"a":[1,{"b":null}]},"y":["a;b",""],"z":[],"n":1e400,"t":true,"profile":[ ],"u":"<\\"" }\n' >odd.ndjson
	printf '{"id":"1","profile":[{"name":"a"},7,{"value":1,"name":"b"},{"name":5,"value":"c"}],"profile2":"<s>"}\n{}\n' >>odd.ndjson
	for file in lines two odd; do
		roster convert --quiet --from api $file.ndjson | roster convert --quiet --to api |
			cmp $file.ndjson -
		roster convert --quiet --from api --to csv $file.ndjson | roster convert --quiet --to api |
			cmp $file.ndjson -
	done
	# what a string escapes without need is kept by NDJSON; CSV has no escapes, so its text stays
	printf '{"id":"\\u00e9\\/"}\n' >escaped.ndjson
	roster convert --quiet --from api escaped.ndjson | roster convert --quiet --to api | cmp escaped.ndjson -
	expect 0 "roster convert --quiet --from api --to csv escaped.ndjson | roster convert --quiet --to api" <<'END'
{"id":"é/"}
END
}

@test "convert: what filters changed goes to both places, and to no other" {
	contacts
	expect 0 "roster convert --quiet --from api lines.ndjson |
		sed '1s/{/{\"phone_valid\":null,/' |
		roster set-active FALSE --quiet --where 'sentCount = 0' + tag-archive + set-phone-valid FALSE |
		roster convert --quiet --to api >changed.ndjson
		diff lines.ndjson changed.ndjson | grep -o '\"active\":[a-z]*\|\"groups\":[^]]*\|\"value\":\"[A-Ztf][^}]*\|\"name\":\"phone_valid[^]]*'" <<'END'
"active":true
"groups":["Seniors"
"value":"true"
"value":"Seniors"
"active":false
"groups":["Do Not Contact","Alumni"
"value":"false"
"value":"Alumni;Do Not Contact"
"active":false
"groups":["ARCHIVED"
"value":"false"
"value":"ARCHIVED"
"name":"phone_valid","value":false}
"active":false
"groups":["ARCHIVED"
"value":"false"
"value":"ARCHIVED"
"name":"phone_valid","value":false}
END
	# and by CSV
	roster convert --quiet --from api --to csv lines.ndjson |
		roster tag-archive --quiet --where 'customer_id = "0012"' | roster convert --quiet --to api |
		diff lines.ndjson - >by-csv || true
	[ "$(grep -c '^>' by-csv)" -eq 1 ]
	grep -q '^> .*"groups":\["ARCHIVED"\].*"value":"ARCHIVED"' by-csv
}

@test "convert: an array, items, pages behind each other, and lines between them" {
	contacts
	sed '1s/^/[/; $!s/$/,/; $s/$/]/' lines.ndjson >array.json
	sed '1s/^/{"total":2,"items":[/; $!s/$/,/; $s/$/],"next":null}/' lines.ndjson >items.json
	roster convert --quiet --from api --to api array.json | cmp lines.ndjson -
	expect 0 "roster convert --from api --to api items.json array.json - <lines.ndjson | sort | uniq -c | sed 's/{.*//'" <<'END'
convert: 6 read, 6 written
convert: beside "items" stood total, next, which is left aside; if the API gives pages, see that all of them are here
      3 
      3 
END
	# on several lines, as a browser or jq shows it
	sed 's/,"profile/,\n  "profile/; s/\[{/[\n\t{/' array.json >pretty.json
	roster convert --quiet --from api --to api pretty.json | cmp lines.ndjson -
	expect 0 'printf "{\"id\":\"1\"}" | roster convert --quiet --from api --to api --wrap array
		printf "[]" | roster convert --quiet --from api --to api --wrap items
		printf "{\"id\":\"1\"}{\"id\":\"2\"}" | roster convert --quiet --from api --to api --wrap items
		printf "{\"items\":[]}" | roster convert --from api --quiet | od -c' <<'END'
[
{"id":"1"}
]
{"items":[]}
{"items":[
{"id":"1"},
{"id":"2"}
]}
0000000  \n
0000001
END
}

@test "convert: an array of any length needs no more memory than one of its objects" {
	skip_under_sanitizers
	{
		printf '['
		yes '{"id":"1","profile":[{"name":"a","type":"String","updated":null,"value":"x"}]},' | head -n 200000
		printf '{"id":"2"}]'
	} >long.json
	expect 0 '(ulimit -v 200000; roster convert --from api long.json >flat); wc -l <flat' <<'END'
convert: 200,001 read, 200,001 written
200001
END
	# objects of every length lie across the borders of what is read at once
	awk 'BEGIN { x = "aé\\\"b"; for (i = 1; i <= 3000; i++) { if (i % 90 == 1) s = ""; s = s x
		printf "{\"id\":\"%d\",\"profile\":[{\"name\":\"n\",\"value\":\"%s\"}]}\n", i, s } }' >lines
	sed '1s/^/ [ /; $!s/$/ ,/; $s/$/ ]/' lines >array.json
	roster convert --quiet --from api --to api array.json | cmp lines -
	roster convert --quiet --from api --to csv array.json | roster convert --quiet --to api | cmp lines -
}

@test "convert: what contradicts itself is kept and said" {
	printf '{"active":true,"created":"a","profile":[{"name":"active","value":"false"},{"name":"created","value":"b"}]}\n' >two.ndjson
	expect 0 'roster convert --from api --no-shape two.ndjson' <<'END'
{"active":"false","created":"b","api_active":true,"api_created":"a"}
convert: 1 read, 1 written
convert: 1 value at the top of an object says something else than its profile; both were kept, the former in a column that begins with api_
END
	roster convert --from api --quiet two.ndjson | roster convert --to api --quiet | cmp two.ndjson -
}

@test "convert: what is wrong is said with its place, and the rest goes on with --rejects" {
	expect 3 "printf '[{\"id\":\"1\"},\n{\"id\":01}]' | roster convert --from api --no-shape" <<'END'
{"signalvine_id":"1"}
{"roster: this output is incomplete, do not use it (status 3): convert: standard input:2:7: this is not JSON: a number begins with 0 (record 2); fix it or use --rejects FILE
convert: standard input:2:7: this is not JSON: a number begins with 0 (record 2); fix it or use --rejects FILE
END
	expect 0 "printf '[1,\n{\"profile\":[{\"name\":\"x\",\"value\":1},{\"name\":\"x\",\"value\":2}]},{\"id\":\"3\"}]\nplain\n' |
		roster convert --from api --no-shape --rejects r; cat r" <<'END'
{"signalvine_id":"3"}
convert: 4 read, 1 written, 3 rejected
{"filter":"convert","reason":"this is no JSON object, as contacts are","file":"standard input","line":1,"column":1,"record":1,"raw":"1"}
{"filter":"convert","reason":"two values would be the column \"x\"; this contact cannot be made flat","file":"standard input","line":2,"column":1,"record":2,"raw":"{\"profile\":[{\"name\":\"x\",\"value\":1},{\"name\":\"x\",\"value\":2}]}"}
{"filter":"convert","reason":"this is no JSON object, as contacts are","file":"standard input","line":3,"column":1,"record":4,"raw":"plain"}
END
	for cut in '[{"id":"1"}' '[{"id":"1"},]' '{"items":[{"id":"1"}],"next"' '{"items":[{"id":"1"}]' '{"id":"1"' '[{"id":"1"} 2]'; do
		printf '%s' "$cut" >cut.json
		run roster convert --quiet --from api --output never cut.json
		[ "$status" -eq 3 ] && [ ! -e never ]
		printf '%s\n' "$output" >>said
	done
	diff said - <<'END'
convert: cut.json:1: the array of contacts is not closed; the file is cut off, so fetch it again
convert: cut.json:1: a contact is expected behind a comma or [
convert: cut.json:1: the object around "items" does not end as one; the file is cut off or was edited, so fetch it again
convert: cut.json:1: the object around "items" does not end as one; the file is cut off or was edited, so fetch it again
convert: cut.json:1: what begins here is not closed; the file is cut off, so fetch it again
convert: cut.json:1: a comma or ] is expected behind a contact
END
}

@test "convert: the way back refuses what it cannot say" {
	contacts
	expect 3 "roster convert --quiet --from api --to csv lines.ndjson | sed 's/gpa/GPA/' | roster convert --to api --output x" <<'END'
convert: standard input:2:1: the column "gpa" is gone, which this contact has in api_shape; keep all columns on the way back (record 1); fix it or use --rejects FILE
END
	expect 3 "roster convert --quiet --from api lines.ndjson | sed 's/\"sentCount\":0/\"sentCount\":\"none\"/' | roster convert --to api --output x" <<'END'
convert: standard input:1:1: sentCount is "none", not a number as the API had it (record 1); fix it or use --rejects FILE
END
	expect 3 "roster convert --quiet --from api lines.ndjson | sed 's/<n/<q/' | roster convert --to api --output x" <<'END'
convert: standard input:1:1: api_shape is not what roster convert --from api wrote; without that column the object is made from the others (record 1); fix it or use --rejects FILE
END
	expect 3 "printf '{\"id\":\"1\"}' | roster convert --quiet --from api | sed 's/{/{\"new\":1,/' | roster convert --to api --output x" <<'END'
convert: standard input:1:1: the column "new" has no place in this contact's api_shape, which has no profile (record 1); fix it or use --rejects FILE
END
	expect 3 "printf '{\"id\":\"\\\\u0000\"}' | roster convert --from api --to csv --output x" <<'END'
convert: contact 1: signalvine_id has \u0000 or a lone surrogate in it, which CSV cannot hold; use --to ndjson
END
	[ ! -e x ]
}

@test "convert: an export of another origin becomes objects, too" {
	expect 0 "printf 'customer_id,active,group_list,sentCount,note\n0012,TRUE,A;B,3,\n' | roster convert --to api" <<'END'
{"customerId":"0012","active":true,"groups":["A","B"],"sentCount":3,"profile":[{"name":"customer_id","value":"0012"},{"name":"active","value":"TRUE"},{"name":"group_list","value":"A;B"},{"name":"note","value":""}]}
convert: 1 read, 1 written
END
	# one without any field, too
	expect 0 "printf '{}\n' | roster convert --to api" <<'END'
{"profile":[]}
convert: 1 read, 1 written
END
}

@test "convert: CSV and NDJSON, with keys that come late" {
	expect 0 "printf '{\"a\":1}\n{\"b\":{\"x\":[1]},\"a\":true}\n' | roster convert --to csv --delimiter tab" <<'END'
a	b
1	
TRUE	"{""x"":[1]}"
convert: 2 read, 2 written
END
	expect 0 "printf 'a,b\n1,\n' | roster convert --to ndjson" <<'END'
{"a":"1","b":""}
convert: 1 read, 1 written
END
	roster convert --quiet "$ROOT/testdata/export.csv.gz" | cmp - <(gzip -dc "$ROOT/testdata/export.csv.gz")
}

@test "convert: the temporary file is where TMPDIR says, and a full one is said" {
	contacts
	mkdir tmp
	TMPDIR=$PWD/tmp roster convert --quiet --from api --to csv --output out.csv lines.ndjson
	[ -s out.csv ] && [ -z "$(ls tmp)" ]
	run env TMPDIR="$PWD/none" roster convert --from api --to csv --output out2.csv lines.ndjson
	[ "$status" -eq 5 ] && [ ! -e out2.csv ]
	[[ $output == "convert: $PWD/none/roster-"*": cannot make a temporary file; TMPDIR says where: No such file or directory" ]]
	# a file may be no longer than 1 KiB here, so that the temporary one cannot be written
	run bash -c 'ulimit -f 1; for i in 1 2 3 4 5 6 7 8; do cat lines.ndjson; done | roster convert --from api --to csv | cat >/dev/null; exit ${PIPESTATUS[1]}'
	[ "$status" -eq 5 ]
	[[ $output == *"convert: the temporary file: cannot be written; TMPDIR says where it is: File too large"* ]]
}

@test "convert: a signal leaves no half of an output behind" {
	mkfifo pipe
	roster convert --from api --output out.ndjson pipe 2>said &
	program=$!
	exec 9>pipe
	printf '[{"id":"1"},' >&9
	sleep 0.3
	kill -TERM $program
	status=0
	wait $program || status=$?
	exec 9>&-
	[ "$status" -eq 143 ] && [ "$(cat said)" = 'convert: interrupted by signal 15' ]
	[ "$(find . -type f)" = ./said ]
}

@test "convert: options that do not fit are said" {
	expect 2 'roster convert --from xml' <<'END'
convert: --from is "xml", not api, csv or ndjson
END
	expect 2 'roster convert --from api --wrap array' <<'END'
convert: --wrap goes with --to api
END
	expect 2 'roster convert --to api --no-shape' <<'END'
convert: --no-shape goes with --from api
END
	contacts
	cp lines.ndjson before
	expect 2 'roster convert --from api --output lines.ndjson lines.ndjson' <<'END'
convert: lines.ndjson: is read by this program, too; write to another file
END
	cmp before lines.ndjson
}

@test "convert: no contact at all, and pages that begin with a BOM" {
	echo '[]' >none.json
	expect 0 'roster convert --from api --to csv --output out.csv none.json && od -c out.csv' <<'END'
convert: 0 read, 0 written
0000000  \n
0000001
END
	printf '{"total":2,"items":[{"id":"1"}]}' >1.json
	printf '\xef\xbb\xbf{"total":2,"items":[{"id":"2"}]}' >2.json
	expect 0 'roster convert --from api --to api 1.json 2.json' <<'END'
{"id":"1"}
{"id":"2"}
convert: 2 read, 2 written
convert: beside "items" stood total, which is left aside; if the API gives pages, see that all of them are here
END
}

@test "convert: what the API gave goes through a run, and back" {
	contacts
	roster convert --quiet --from api --output export.ndjson lines.ndjson
	roster run --quiet --program p --as-of 2026-11-24 --allow-seen --no-check export.ndjson -- \
		tag-archive --where 'sentCount = 0'
	gzip -dc runs/*/cleaned.ndjson.gz | roster convert --quiet --to api --output back.ndjson
	diff lines.ndjson back.ndjson >changed || true
	[ "$(grep -c '^>' changed)" -eq 1 ]
	grep -q '^> .*"groups":\["ARCHIVED"\].*"name":"group_list".*"value":"ARCHIVED"' changed
}

@test "convert: an output that was not finished is refused by its own words" {
	failed='"roster: this output is incomplete, do not use it (status 5): x: no disk'
	printf '%s\n' "$failed" >csv
	printf '{"customer_id":"1"}\n{%s\n' "$failed" >ndjson
	expect 5 'roster convert --from api --to csv --output out csv' <<'END'
convert: csv:1: the program that wrote this failed, and the output is incomplete: x: no disk
END
	expect 5 'roster convert --from api --to csv --output out ndjson' <<'END'
convert: ndjson:2: the program that wrote this failed, and the output is incomplete: x: no disk
END
}

@test "convert: a first name that looks like something else is quoted in the header" {
	for name in '{a' ' a' $'\xef\xbb\xbfa' '\ta'; do
		printf '{"%s":"1","b":"2"}\n' "$name" >in
		roster convert --quiet --to csv in >out
		roster select --quiet --where 'b = "2"' --to csv in | cmp - out
		roster convert --quiet --to ndjson out | cmp - in
	done
}

@test "convert: what CSV has no column for is refused" {
	expect 3 "printf '{}\n{}\n' | roster convert --to csv --output out" <<'END'
convert: no contact has a key, so there are no columns for CSV; use --to ndjson
END
	expect 3 "printf '{\"a\":\"1\"}\n{\" \":\"2\"}\n' | roster convert --to csv --output out" <<'END'
convert: there is a key without a name, which no column of CSV can be called; use --to ndjson
END
	[ ! -e out ]
	printf '{}\n{"a":"1"}\n' | roster convert --to csv --quiet | diff - <(printf 'a\n""\n1\n')
}
