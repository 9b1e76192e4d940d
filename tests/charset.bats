#!/usr/bin/env bats
# Inputs in other encodings, with other delimiters, and files that are no exports

load common

header='customer_id,first_name,active\n'

@test "--from-charset: Windows-1252 becomes UTF-8, and is said to" {
	expect 0 "printf '${header}1,Chlo\\xe9 \\x80,TRUE\n' |
		roster set-active FALSE --as-of 2026-11-24 --from-charset windows-1252 --journal j 2>&1 | grep -v metrics; cat j" <<'END'
customer_id,first_name,active
1,Chloé €,FALSE
set-active: 1 read, 1 written, 1 changed
set-active: the input was read as windows-1252; the output is UTF-8
{"key":"1","field":"active","from":"TRUE","to":"FALSE","filter":"set-active","at":"2026-11-24"}
END
}

@test "--from-charset: UTF-16 of either order, compressed too, at any cut of the input" {
	gzip -dc "$ROOT/testdata/export.csv.gz" >utf-8.csv
	for name in utf-16 utf-16le utf-16be utf-32; do
		iconv -f utf-8 -t $name utf-8.csv >$name.csv
		roster convert --quiet --from-charset $name $name.csv | cmp utf-8.csv -
	done
	gzip -c utf-16.csv | roster convert --quiet --from-charset UTF-16 | cmp utf-8.csv -
	# a byte at a time: no character is whole when it is looked at first
	head -c 300 utf-16.csv >short.csv
	for i in $(seq 1 300); do
		tail -c +"$i" short.csv | head -c 1
		sleep 0.002
	done | roster convert --quiet --from-charset utf-16 | cmp - <(iconv -f utf-16 -t utf-8 short.csv)
	# what is UTF-8 already is not converted
	roster convert --quiet --from-charset UTF-8 utf-8.csv | cmp utf-8.csv -
}

@test "--from-charset: every program that reads exports takes it" {
	printf "${header}1,Chlo\\xe9,TRUE\n" >old.csv
	printf "${header}1,Chlo\\xeb,TRUE\n" >new.csv
	printf '{"first_name":"Chlo\xe9"}\n' >one.ndjson
	expect 1 "roster diff --from-charset windows-1252 old.csv new.csv" <<'END'
changed 1
  first_name: Chloé -> Chloë
diff: 1 contact in old.csv, 1 in new.csv: 0 same, 1 changed, 0 added, 0 gone
END
	run roster check --from-charset windows-1252 old.csv
	[[ $output != *UTF-8* ]]
	run roster stats --from-charset windows-1252 old.csv
	[ "$status" -eq 0 ]
	expect 0 "roster convert --from api --no-shape --from-charset windows-1252 one.ndjson" <<'END'
{"first_name":"Chloé"}
convert: 1 read, 1 written
convert: the input was read as windows-1252; the output is UTF-8
END
}

@test "--from-charset: what cannot be converted is an error with its place" {
	expect 3 "printf '${header}1,Chlo\\x81,TRUE\n' | roster convert --from-charset windows-1252 --output x" <<'END'
convert: standard input:2:7: the byte 0x81 is no character of windows-1252 here; correct it, or say the right --from-charset
END
	printf "$header" | iconv -t utf-16le >le.csv
	expect 3 "roster convert --from-charset utf-16 --output x le.csv" <<'END'
convert: le.csv: begins with no byte order mark, so that utf-16 may be meant in two ways; say utf-16le, which is common, or utf-16be
END
	expect 3 "head -c 21 le.csv | roster convert --from-charset utf-16le --output x" <<'END'
convert: standard input:1:11: the file ends inside of a character of utf-16le; it is cut off, so fetch it again
END
	for name in nix utf-16//IGNORE ''; do
		expect 2 "roster convert --from-charset '$name' --output x le.csv" <<END
convert: --from-charset is "$name", which iconv does not know; windows-1252 and utf-16 are common, iconv -l lists all
END
	done
	expect 2 "ROSTER_RUN=. roster select --where 'a = 1' --from-charset windows-1252 --output x le.csv" <<'END'
"roster: this output is incomplete, do not use it (status 2): select: a run compares bytes, so its export must be UTF-8 before it begins: roster convert --from-charset windows-1252 EXPORT --output NEW
select: a run compares bytes, so its export must be UTF-8 before it begins: roster convert --from-charset windows-1252 EXPORT --output NEW
END
	[ ! -e x ]
}

@test "spreadsheets and UTF-16 are refused with what to do" {
	printf 'PK\3\4\24\0\6\0' >export.xlsx
	printf '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' >export.xls
	printf 'a\n1\n' | iconv -t utf-16 >export.txt
	for file in export.*; do
		run roster select --where 'a = 1' --output x "$file"
		[ "$status" -eq 3 ]
		printf '%s\n' "$output" >>said
	done
	diff said - <<'END'
select: export.txt: is UTF-16; say --from-charset utf-16
select: export.xls: is an old spreadsheet (XLS), not CSV; export from the platform again, or save it as CSV UTF-8 and let roster check look for damage (lost zeros, 1.4E+10)
select: export.xlsx: is a spreadsheet (XLSX, ODS) or another zip file, not CSV; export from the platform again, or save it as CSV UTF-8 and let roster check look for damage (lost zeros, 1.4E+10)
END
	expect 1 'roster check export.xlsx' <<'END'
error: unreadable, 1: files that cannot be read on
  export.xlsx: is a spreadsheet (XLSX, ODS) or another zip file, not CSV; export from the platform again, or save it as CSV UTF-8 and let roster check look for damage (lost zeros, 1.4E+10); what follows was not looked at
  to do: see the reason, and export again
check: 0 contacts, 1 error, 0 suspicions
END
	# an array of objects is no header of CSV, but names may have brackets
	for array in '[{' '\n [\n{' '\xef\xbb\xbf[ {'; do
		run bash -c "printf '$array' | roster select --where 'a = 1' --output x"
		[ "$output" = "select: standard input: is one JSON array; roster convert --from api makes records of it if the platform's API gave it, jq -c '.[]' makes one object a line of any" ]
	done
	[ "$(printf '[a],b\n1,2\n' | roster select --quiet --where 'b = 2')" = "$(printf '[a],b\n1,2')" ]
	# two letters that may begin a header are none
	expect 0 "printf 'PK\n' | roster convert" <<'END'
PK
convert: 0 read, 0 written
END
}

@test "tabs and semicolons: by the character, \\t or the word" {
	printf 'customer_id\tactive\tnote\n1\tTRUE\ta,b;c\n' >tab.tsv
	for word in tab '\t' "$(printf '\t')"; do
		expect 0 "roster set-active FALSE --quiet --delimiter '$word' tab.tsv" <<'END'
customer_id	active	note
1	FALSE	a,b;c
END
	done
	expect 0 "printf 'customer_id;active;group_list\n1;TRUE;\"A;B\"\n' |
		roster tag-archive --quiet --as-of 2026-11-24 --delimiter ';' --journal j; cat j" <<'END'
customer_id;active;group_list
1;TRUE;"ARCHIVED"
{"key":"1","field":"group_list","from":"\"A;B\"","to":"\"ARCHIVED\"","filter":"tag-archive","at":"2026-11-24"}
END
	expect 2 "roster set-active FALSE --delimiter ';;' tab.tsv 2>&1 | cat; exit 2" <<'END'
"roster: this output is incomplete, do not use it (status 2): set-active: --delimiter is ';;', not one character (or the word tab)
set-active: --delimiter is ";;", not one character (or the word tab)
END
}
