#!/usr/bin/env bats
# What no filter changed leaves byte for byte as it came

load common

everything='(customer_id = "") or not (customer_id = "")'

# same FILE: select all of it, and compare
same() {
	roster select --quiet --where "$everything" "$1" >out && cmp "$1" out
}

@test "CSV: CRLF, BOM, blank lines, no last newline, quotes and spaces pass" {
	printf 'customer_id,active\r\n1,TRUE\r\n\r\n2,FALSE\r\n' >crlf.csv && same crlf.csv
	printf '\xef\xbb\xbfcustomer_id,active\n1,TRUE\n' >bom.csv && same bom.csv
	printf '\n\ncustomer_id,active\n\n\n1,TRUE\n\n\n2,FALSE\n\n' >blank.csv && same blank.csv
	printf 'customer_id,active\n1,TRUE\n2,FALSE' >last.csv && same last.csv
	printf '"customer_id","note"\n"1","a ""b"", c"\n" 2 ", x \n3,"a\nb"\n' >quoted.csv && same quoted.csv
}

@test "NDJSON: odd spacing, big numbers, escapes and nested values pass" {
	printf '{ "customer_id" : "1" , "n":1.10,"e":1e400,"i":123456789012345678901234567890 }\n' >a.ndjson
	printf '\n{"customer_id":"2","z":"\\u0000","s":"\\/","o":{"a":[1,{"b":null}]}}' >>a.ndjson
	same a.ndjson
}

@test "the sample exports pass, plain and from gzip on a pipe" {
	same "$ROOT/testdata/export.ndjson"
	gzip -dc "$ROOT/testdata/export.csv.gz" >export.csv && same export.csv
	roster select --quiet --where "$everything" <"$ROOT/testdata/export.csv.gz" | cmp - export.csv
}

@test "one changed value changes no other byte" {
	expect 0 "printf 'customer_id,\"phone_valid\", x \r\n\"1\",\"TRUE\", a \r\n\r\n2,true,\"b\"\r\n' |
		roster set-phone-valid FALSE --quiet | cat -A" <<'END'
customer_id,"phone_valid", x ^M$
"1","FALSE", a ^M$
^M$
2,false,"b"^M$
END
	expect 0 "printf '{\"customer_id\": \"1\", \"phone_valid\" : true}\n{\"customer_id\":\"2\",\"phone_valid\":\"True\",\"n\":1.10}\n{\"customer_id\":\"3\" }\n' |
		roster set-phone-valid FALSE --quiet" <<'END'
{"customer_id": "1", "phone_valid" : false}
{"customer_id":"2","phone_valid":"False","n":1.10}
{"customer_id":"3","phone_valid":false }
END
}

@test "A | B equals A + B: output and journals" {
	old='last_contacted < 2025-05-24'
	for export in export.csv.gz export.ndjson; do
		rm -f a b c d
		roster tag-archive --quiet --as-of 2026-11-24 --where "$old" --journal a \
			"$ROOT/testdata/$export" |
			roster set-phone-valid FALSE --quiet --as-of 2026-11-24 --journal b \
				--where 'group_list has "ARCHIVED"' >piped
		roster tag-archive --quiet --as-of 2026-11-24 --where "$old" --journal c \
			"$ROOT/testdata/$export" + set-phone-valid FALSE --journal d \
			--where 'group_list has "ARCHIVED"' >joined
		cmp piped joined && cmp a c && cmp b d && [ -s a ] && [ -s b ]
	done
}

@test "the compressed bytes do not depend on the number of threads" {
	"${BUILD:-$ROOT/build}/generate" --seed 3 --contacts 30000 >big.csv
	roster select --quiet --where "$everything" --threads 1 --output one.gz big.csv
	roster select --quiet --where "$everything" --threads 8 --output eight.gz big.csv
	cmp one.gz eight.gz
	gzip -dc one.gz | cmp - big.csv
	roster select --quiet --where "$everything" one.gz | cmp - big.csv
}

@test "CSV to NDJSON and back gives the values back" {
	gzip -dc "$ROOT/testdata/export.csv.gz" >export.csv
	roster select --quiet --where "$everything" --to ndjson export.csv |
		roster select --quiet --where "$everything" --to csv | cmp - export.csv
}

@test "a select that keeps nothing still works by | and by +" {
	none='customer_id = "" and not (customer_id = "")'
	for export in export.csv.gz export.ndjson; do
		roster select --quiet --where "$none" "$ROOT/testdata/$export" |
			roster set-phone-valid FALSE --quiet >piped
		roster select --quiet --where "$none" "$ROOT/testdata/$export" + \
			set-phone-valid FALSE >joined
		cmp piped joined
	done
	[ "$(cat joined)" = "" ]
}

@test "NDJSON whose spacing changes from line to line is read as it stands" {
	printf '{"customer_id":"1","active":"TRUE"}\n{"customer_id": "2","active": "TRUE"}\n{"customer_id":  "3","active":\t"TRUE"}\n' >in
	roster select --quiet --where 'active = "TRUE" and customer_id in ("1","2","3")' in | cmp - in
	roster set-active FALSE --quiet in | cmp - <(sed s/TRUE/FALSE/ in)
}

@test "A | B equals A + B where no record that reaches B has a column" {
	printf '{"customer_id":"1"}\n{"customer_id":"2","phone_valid":true}\n' >in
	for keep in 1 2 9; do
		select=(roster select --where "customer_id = '$keep'")
		"${select[@]}" --quiet <in |
			roster set-phone-valid FALSE --quiet >piped 2>piped.errors || true
		"${select[@]}" <in + set-phone-valid FALSE --quiet >joined 2>joined.errors || true
		cmp piped joined && cmp piped.errors joined.errors
	done
}

@test "what cannot be written was not changed: journal, counts and rejects agree" {
	printf '{"customer_id":"%s","phone_valid":true,"group_list":"A"%s}\n' 1 '' 2 ',"late":1' >in
	expect 0 "roster tag-archive --where 'customer_id = \"2\"' --journal a in --quiet + \
		set-phone-valid FALSE --journal b --to csv --rejects bad --as-of 2026-11-24; cat a b bad" <<'END'
customer_id,phone_valid,group_list
1,FALSE,A
{"key":"2","field":"group_list","from":"\"A\"","to":"\"ARCHIVED\"","format":"ndjson","filter":"tag-archive","at":"2026-11-24"}
{"key":"1","field":"phone_valid","from":"true","to":"false","format":"ndjson","filter":"set-phone-valid","at":"2026-11-24"}
{"filter":"set-phone-valid","reason":"the key \"late\" was not in the first object, whose keys are the columns of the CSV; roster convert --to csv looks at all of them first","file":"in","line":2,"column":1,"record":2,"raw":"{\"customer_id\":\"2\",\"phone_valid\":true,\"group_list\":\"ARCHIVED\",\"late\":1}\n"}
END
	expect 0 "roster set-phone-valid FALSE --to csv --rejects bad in 2>&1 >out | head -1" <<'END'
set-phone-valid: 2 read, 1 written, 1 changed, 1 rejected
END
}

@test "columns are not missed where no record could be read" {
	expect 0 "printf 'x{\n' | roster set-phone-valid FALSE --from ndjson --rejects bad --quiet" <<'END'

END
}
