#!/usr/bin/env bats
# Bad input gets a clear error, and nothing is lost

load common

header='customer_id,active,phone_valid\n'

# bad STATUS INPUT MESSAGE: set-phone-valid of a printf-made file ends so and says so
bad() {
	printf "$2" >in
	run --separate-stderr roster set-phone-valid FALSE --quiet --output out in
	[ "$status" -eq "$1" ] && [ ! -e out ] && diff <(printf 'set-phone-valid: %s\n' "$3") <(echo "$stderr")
}

bats_require_minimum_version 1.5.0

@test "header: unknown, repeated and nameless columns" {
	bad 3 'customer_id,phone_vald\n1,TRUE\n' 'in:1: there is no column "phone_valid"; the nearest is "phone_vald" (name it with --column if it is meant)'
	bad 3 'a,b,a\n1,2,3\n' 'in:1: the column "a" appears twice in the header (columns 1 and 3); rename one'
	bad 3 'a,,b\n1,2,3\n' 'in:1: column 2 of the header has no name; give it one or take the column out'
	bad 3 '' 'in: the file is empty; say --from ndjson if that is right'
}

@test "CSV records: ragged, stray quote, unclosed quote, lone CR, not UTF-8, NUL" {
	tail='(record 1); fix it or use --rejects FILE'
	bad 3 "${header}1,TRUE\n" "in:2:1: the record has 2 fields, the header has 3 $tail"
	bad 3 "${header}1,a\"b,TRUE\n" "in:2:4: a quote stands in a field that does not begin with one; double it and quote the whole field $tail"
	bad 3 "${header}1,\"a\"b,TRUE\n" "in:2:6: text stands between the closing quote and the end of its field; double the quotes inside the field $tail"
	bad 3 "${header}1,\"a,TRUE\n2,b,TRUE\n" "in:2:3: a quote is opened and not closed within the file; close it, or double it if it is text $tail"
	bad 3 "${header}1,a\rb,TRUE\n" "in:2:4: a carriage return stands alone; end lines with LF or CR LF, or quote the field $tail"
	bad 3 "${header}1,\xff,TRUE\n" "in:2:3: this is not UTF-8; export the file as UTF-8, or say what it is (--from-charset windows-1252) $tail"
	bad 3 "${header}1,\0,TRUE\n" "in:2:3: a NUL byte stands in the record; export the file again $tail"
	bad 3 "${header}1,TRUE,maybe\n" "in:2:8: phone_valid is \"maybe\", not TRUE or FALSE $tail"
}

@test "NDJSON records: no JSON, no object, a repeated key" {
	tail='(record 2); fix it or use --rejects FILE'
	one='{"phone_valid":true}\n'
	bad 3 "$one{\"a\":tru}\n" "in:2:6: this is not JSON: a value is expected $tail"
	bad 3 "$one[1]\n" "in:2:1: this line is not a JSON object; write one object a line $tail"
	bad 3 "$one{\"a\":1,\"\\\\u0061\":2}\n" "in:2:9: the key \"a\" is repeated; keep one of them $tail"
	bad 3 '{"a":1}\n' 'in: there is no column "phone_valid"; name it with --column'
}

@test "a key that appears late on the way to CSV" {
	expect 3 "printf '{\"a\":1}\n{\"a\":2,\"b\":3}\n' | roster select --where 'a > 0' --to csv --output out" <<'END'
select: standard input:2:1: the key "b" was not in the first object, whose keys are the columns of the CSV; roster convert --to csv looks at all of them first (record 2); fix it or use --rejects FILE
END
}

@test "--rejects takes bad records with reason and place, and the rest goes on" {
	expect 0 "printf '${header}1,\"x,TRUE\n2,\xff,TRUE\n3,a,TRUE\n4,b,maybe\n' |
		roster set-phone-valid FALSE --rejects bad; cat bad" <<'END'
customer_id,active,phone_valid
3,a,FALSE
set-phone-valid: 4 read, 1 written, 1 changed, 3 rejected
set-phone-valid: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
{"filter":"set-phone-valid","reason":"a quote is opened and not closed within the file; close it, or double it if it is text","file":"standard input","line":2,"column":3,"record":1,"raw":"1,\"x,TRUE\n"}
{"filter":"set-phone-valid","reason":"this is not UTF-8; export the file as UTF-8, or say what it is (--from-charset windows-1252)","file":"standard input","line":3,"column":3,"record":2,"raw_base64":"Miz/LFRSVUUK"}
{"filter":"set-phone-valid","reason":"phone_valid is \"maybe\", not TRUE or FALSE","file":"standard input","line":5,"column":5,"record":4,"raw":"4,b,maybe\n"}
END
}

@test "gzip: cut at any byte, damaged, followed by junk, or our own without its last member" {
	printf '%b1,a,TRUE\n' "$header" | gzip -n >whole.gz
	size=$(stat -c %s whole.gz)
	for ((length = 1; length < size; length++)); do
		head -c "$length" whole.gz >cut.gz
		run --separate-stderr roster set-phone-valid FALSE --quiet --output out cut.gz
		[ "$status" -eq 3 ] && [[ $stderr == *'cut.gz: gzip data'* ]] && [ ! -e out ]
	done
	cp whole.gz junk.gz && echo junk >>junk.gz
	expect 3 'roster set-phone-valid FALSE --output out junk.gz' <<'END'
set-phone-valid: junk.gz: there is something else behind the gzip data; cut it off or export again
END
	roster set-phone-valid FALSE --quiet --output ours.gz whole.gz
	between=0
	size=$(stat -c %s ours.gz)
	for ((length = 1; length < size; length++)); do
		head -c "$length" ours.gz >cut.gz
		run --separate-stderr roster set-phone-valid FALSE --quiet --output out cut.gz
		[ "$status" -eq 3 ] && [ ! -e out ]
		[ "$stderr" != "set-phone-valid: cut.gz: the closing gzip member of roster's output is missing, the file was cut off; make or copy it again" ] ||
			between=$((between + 1))
	done
	[ "$between" -eq 1 ]
}

@test "an expression with a typo shows where" {
	expect 2 "printf '%b' '$header' | roster select --output out --where 'active = ' " <<'END'
select: --where: expected a value after "="
    active = 
             ^
END
}

@test "a date that no month has is a bad record, never a quiet FALSE" {
	expect 3 "printf 'customer_id,d\n1,2024-02-31\n' | roster select --output out --where 'd < 2025-01-01'" <<'END'
select: standard input:2:3: d is "2024-02-31", not a date (YYYY-MM-DD) (record 1); fix it or use --rejects FILE
END
}

@test "output that is input, a directory, a full device" {
	printf '%b1,a,TRUE\n' "$header" >in
	expect 2 'roster set-phone-valid FALSE --output in in' <<'END'
set-phone-valid: in: is input and output at once; write to another file
END
	expect 5 'roster set-phone-valid FALSE --output out .' <<'END'
set-phone-valid: .: is a directory; name the export file in it
END
	expect 5 'roster set-phone-valid FALSE --quiet in >/dev/full' <<'END'
set-phone-valid: standard output: cannot write: No space left on device
END
}

@test "a closed pipe ends a filter quietly and publishes nothing" {
	"${BUILD:-$ROOT/build}/generate" --contacts 30000 >in
	expect 0 'roster set-phone-valid FALSE --journal j in | true; echo ${PIPESTATUS[0]}; ls' <<'END'
141
in
END
}

@test "a closed pipe ends what shows a table or a page quietly, too" {
	printf 'active\nTRUE\n' >in
	for command in 'stats in' 'select --help'; do
		expect 0 "{ sleep 0.2; roster $command 2>/dev/null; echo \$? >status; } | true; cat status" <<<141
	done
}

@test "a failed filter poisons its output, and the next one refuses it even with --rejects" {
	expect 0 "printf '${header}1,a,maybe\n' | roster set-phone-valid FALSE 2>&- |
		roster set-active FALSE --rejects r >out 2>err; echo \${PIPESTATUS[@]}; cat err; ls" <<'END'
0 3 3
set-active: standard input:1: the program that wrote this failed, and the output is incomplete: set-phone-valid: standard input:2:5: phone_valid is 'maybe', not TRUE or FALSE (record 1); fix it or use --rejects FILE
err
out
END
}

@test "a list for --protect that matches nothing is reported" {
	printf '%b1,a,TRUE\n' "$header" >in
	printf 'customer_id\n99\n1\n' >keep
	expect 0 'roster set-phone-valid FALSE --protect keep in' <<'END'
customer_id,active,phone_valid
1,a,TRUE
set-phone-valid: 1 read, 1 written, 0 changed, 1 protected
set-phone-valid: keep:2: protected customer_id "99" is no contact of this export
END
	: >empty
	expect 3 'roster set-phone-valid FALSE --output out --protect empty in' <<'END'
set-phone-valid: empty: the file is empty; say --from ndjson if that is right
END
}

@test "an unclosed quote takes the blank lines behind it along" {
	expect 0 "printf 'a,b\n1,\"x\n\n\n2,3\n' | roster select --where 'a = 2' --quiet --rejects bad; cat bad" <<'END'
a,b
2,3
{"filter":"select","reason":"a quote is opened and not closed within the file; close it, or double it if it is text","file":"standard input","line":2,"column":3,"record":1,"raw":"1,\"x\n\n\n"}
END
}

@test "spaces before the first object belong to its line" {
	expect 3 "printf '  {\"a\":x}\n' | roster select --where 'a = 1' --output out" <<'END'
select: standard input:1:8: this is not JSON: a value is expected (record 1); fix it or use --rejects FILE
END
	expect 0 "printf '\xef\xbb\xbf  {\"a\":1}\n' | roster select --where 'a = 2' --quiet | od -An -tx1" <<'END'
 ef bb bf 0a
END
}

@test "a carriage return alone before the header is one" {
	expect 3 "printf '\r\r\na,b\n1,2\n' | roster select --where 'a = 1' --output out" <<'END'
select: standard input:1:1: in the header: a carriage return stands alone; end lines with LF or CR LF, or quote the field
END
}

@test "gzip'd files may follow each other, ours first" {
	printf 'a\n1\n' >one && roster select --where 'a = 1' --quiet --output ours.gz one
	printf '2\n' | gzip >theirs.gz
	expect 0 "cat ours.gz theirs.gz | roster select --where 'a = 2' --quiet" <<'END'
a
2
END
}

@test "the exact key wins over two that are only alike" {
	expect 0 "printf '{\"A B\":1,\"a-b\":2,\"a_b\":3}\n' | roster select --where 'a_b = 3' --quiet" <<'END'
{"A B":1,"a-b":2,"a_b":3}
END
}

@test "keys that a CSV header could not hold are quoted or refused" {
	expect 0 "printf '{\"{a\":1,\"b\":2}\n' | roster select --where 'b = 2' --quiet --to csv | roster select --where 'b = 2' --quiet" <<'END'
"{a",b
1,2
END
	expect 3 "printf '{\" \":1,\"b\":2}\n' | roster select --where 'b = 2' --to csv --output out" <<'END'
select: standard input:1:1: the first object has a key without a name, which no column of CSV can be called (record 1); fix it or use --rejects FILE
END
}

@test "a list's defect is told by its own line and column" {
	printf 'customer_id,note\n1,"a\nb",\xff\n' >list
	expect 3 "roster tag-archive --protect list --output out <<<'customer_id,group_list'" <<'END'
tag-archive: list:3:4: this is not UTF-8; export the file as UTF-8, or say what it is (--from-charset windows-1252)
END
}

@test "rejects, conflicts and figures are JSON, whatever bytes a file is called" {
	name=$'caf\xe9.csv'
	printf 'customer_id,active\n1,TRUE\n2\n' >"$name"
	roster select --quiet --where 'active = TRUE' "$name" --rejects rejects >out
	roster select --quiet --where $'file = "caf\xef\xbf\xbd.csv"' rejects | cmp - rejects
	printf 'customer_id,old_phone,phone\n1,5,6\n' >"$name"
	printf 'customer_id,phone\n1,4\n' >in
	roster correct --quiet "$name" in --conflicts conflicts >/dev/null
	roster select --quiet --where $'file = "caf\xef\xbf\xbd.csv"' conflicts | cmp - conflicts
	cp in "$name"
	roster stats "$name" --to ndjson 2>/dev/null >figures
	roster select --quiet --where $'file = "caf\xef\xbf\xbd.csv"' figures | cmp - figures
}

@test "a defect behind a newline in quotes is told by its own line and column" {
	printf 'customer_id,note,x\n1,"a\nb",c"d\n' >in
	printf 'customer_id,note,x\n1,a,b\n' >well
	place='in:3:5: a quote stands in a field that does not begin with one'
	for command in "select --where 'x = 1' in" 'correct in well' 'diff in well' 'stats in' \
		"select --where 'x in file(\"in\", x)' well"; do
		run bash -c "roster $command"
		[ "$status" -eq 3 ]
		[[ $output == *": $place"* ]]
	done
}
