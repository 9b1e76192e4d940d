#!/usr/bin/env bats
# testdata/DIRT.md is true: what is said there of each sample is what happens

load common

dirt=$BATS_TEST_DIRNAME/../testdata/dirt
all='customer_id is empty or customer_id is not empty'

# passes FILE...: byte for byte
passes() {
	local file
	for file; do
		roster select --quiet --where "$all" "$dirt/$file" >out && cmp "$dirt/$file" out || {
			echo "$file does not pass"
			return 1
		}
	done
}

# refused MESSAGE OPTIONS...: roster ends with status 3 and says so; FILE in OPTIONS is in dirt/
refused() {
	local message=$1
	shift
	run --separate-stderr bash -c "cd '$dirt' && roster $* 2>&1 >/dev/null"
	[ "$status" -eq 3 ] && diff <(echo "$message") <(echo "$output")
}

bats_require_minimum_version 1.5.0

@test "every sample is in DIRT.md, and DIRT.md names no other" {
	diff <(cd "$dirt" && ls) <(grep -o '`[a-z0-9-]*\.\(csv\|ndjson\|json\|csv\.gz\)`' \
		"$dirt/../DIRT.md" | tr -d '`' | sort -u)
}

@test "what passes" {
	passes bom.csv bom.ndjson bom-before-quoted-header.csv crlf.csv crlf.ndjson \
		mixed-line-ends.csv no-last-newline.csv blank-lines.csv blank-lines.ndjson names.csv \
		header-only.csv empty-lines-only.ndjson all-quoted.csv needless-quotes.csv \
		spaces-around-values.csv quoted-commas.csv newline-in-quotes.csv \
		header-other-spelling.csv blank-customer-id.csv no-key.csv boolean-blank.csv \
		active-three-spellings.csv active-three-spellings.ndjson group-array.ndjson \
		api-two-shapes.ndjson opted-out.csv family-phone.csv placeholder-phone.csv \
		spreadsheet-phone.csv spreadsheet-lost-zeros.csv spreadsheet-15-digits.csv \
		apostrophe-phone.csv no-inactive.csv odd-spacing.ndjson empties.ndjson \
		big-numbers.ndjson escapes.ndjson escaped-key.ndjson late-key.ndjson \
		boolean-maybe.csv header-row-again.csv spreadsheet-dates.csv impossible-date.csv \
		group-two-cases.csv misspelled-header.csv misspelled-key.ndjson
}

@test "gzip: members are one stream, the name does not matter, damage has a name" {
	for file in two-members.csv.gz gzip-without-its-name.csv; do
		roster select --quiet --where "$all" "$dirt/$file" | cmp - <(gzip -dc <"$dirt/$file")
	done
	select="select --where '$all'"
	refused 'select: bad-crc.csv.gz: gzip data is damaged in member 1 (incorrect data check); export or copy the file again' "$select" bad-crc.csv.gz
	refused 'select: bad-length.csv.gz: gzip data is damaged in member 1 (incorrect length check); export or copy the file again' "$select" bad-length.csv.gz
	refused 'select: junk-behind.csv.gz: there is something else behind the gzip data; cut it off or export again' "$select" junk-behind.csv.gz
	refused 'select: truncated.csv.gz: gzip data ends in the middle of member 1; export or copy the file again' "$select" truncated.csv.gz
	refused 'select: truncated-trailer.csv.gz: gzip data ends in the middle of member 1; export or copy the file again' "$select" truncated-trailer.csv.gz
}

@test "files that cannot be trusted as a whole" {
	select="select --where '$all'"
	refused 'select: empty.csv: the file is empty; say --from ndjson if that is right' "$select" empty.csv
	refused 'select: lone-cr-line-ends.csv:1:74: in the header: a carriage return stands alone; end lines with LF or CR LF, or quote the field' "$select" lone-cr-line-ends.csv
	refused 'select: repeated-header.csv:1: the column "phone" appears twice in the header (columns 3 and 5); rename one' "$select" repeated-header.csv
	refused 'select: empty-header.csv:1: column 3 of the header has no name; give it one or take the column out' "$select" empty-header.csv
	refused 'select: header-two-match.csv:1: both "Customer ID" and "customerId" could be the column "customer_id"; say which with --column' "$select" header-two-match.csv
	refused 'set-active: misspelled-header.csv:1: there is no column "active"; the nearest is "actvie" (name it with --column if it is meant)' set-active FALSE misspelled-header.csv
	refused 'set-active: misspelled-key.ndjson: there is no column "active"; the nearest is "actvie" (name it with --column if it is meant)' set-active FALSE misspelled-key.ndjson
	refused 'select: semicolon-delimiter.csv:1: there is no column "customer_id"; the only one is "customer_id;first_name;phone;active;phone_valid;group_list;l...": say what stands between the fields with --delimiter' "$select" semicolon-delimiter.csv
	refused "select: json-array.json: is one JSON array; roster convert --from api makes records of it if the platform's API gave it, jq -c '.[]' makes one object a line of any" "$select" json-array.json
}

@test "bad records of CSV" {
	tail='; fix it or use --rejects FILE'
	select="select --where '$all'"
	refused "select: invalid-utf-8.csv:3:13: this is not UTF-8; export the file as UTF-8, or say what it is (--from-charset windows-1252) (record 2)$tail" "$select" invalid-utf-8.csv
	refused "select: windows-1252.csv:2:12: this is not UTF-8; export the file as UTF-8, or say what it is (--from-charset windows-1252) (record 1)$tail" "$select" windows-1252.csv
	refused "select: lone-cr.csv:3:12: a carriage return stands alone; end lines with LF or CR LF, or quote the field (record 2)$tail" "$select" lone-cr.csv
	refused "select: nul.csv:3:12: a NUL byte stands in the record; export the file again (record 2)$tail" "$select" nul.csv
	refused "select: ragged-row.csv:3:1: the record has 6 fields, the header has 7 (record 2)$tail" "$select" ragged-row.csv
	refused "select: stray-quote.csv:3:13: a quote stands in a field that does not begin with one; double it and quote the whole field (record 2)$tail" "$select" stray-quote.csv
	refused "select: unclosed-quote.csv:3:9: a quote is opened and not closed within the file; close it, or double it if it is text (record 2)$tail" "$select" unclosed-quote.csv
	refused "select: unclosed-quote-met-by-another.csv:4:10: text stands between the closing quote and the end of its field; double the quotes inside the field (record 2)$tail" "$select" unclosed-quote-met-by-another.csv
	refused "select: semicolon-delimiter-groups-unquoted.csv:2:1: the record has 8 fields, the header has 7 (record 1)$tail" "$select" "--delimiter ';'" semicolon-delimiter-groups-unquoted.csv
}

@test "bad records of NDJSON" {
	tail='; fix it or use --rejects FILE'
	select="select --where '$all'"
	refused "select: not-an-object.ndjson:2:1: this line is not a JSON object; write one object a line (record 2)$tail" "$select" not-an-object.ndjson
	refused "select: not-json.ndjson:2:2: this is not JSON: a key in quotes is expected (record 2)$tail" "$select" not-json.ndjson
	refused "select: repeated-key.ndjson:2:41: the key \"active\" is repeated; keep one of them (record 2)$tail" "$select" repeated-key.ndjson
	refused "select: json-array.json: is one JSON array; roster convert --from api makes records of it if the platform's API gave it, jq -c '.[]' makes one object a line of any" "$select" --from ndjson json-array.json
	refused "select: late-key.ndjson:2:1: the key \"nickname\" was not in the first object, whose keys are the columns of the CSV; roster convert --to csv looks at all of them first (record 2)$tail" "$select" --to csv late-key.ndjson
	refused "select: escapes.ndjson:2:47: note has \\u0000 or a lone surrogate in it, which no text can hold (record 2)$tail" "select --where 'note ~ \"x\"'" escapes.ndjson
}

@test "bad records only where a filter reads the value" {
	tail='; fix it or use --rejects FILE'
	refused "set-active: boolean-maybe.csv:3:26: active is \"maybe\", not TRUE or FALSE (record 2)$tail" set-active FALSE boolean-maybe.csv
	refused "set-active: header-row-again.csv:4:30: active is \"active\", not TRUE or FALSE (record 3)$tail" set-active FALSE header-row-again.csv
	refused "select: spreadsheet-dates.csv:2:44: last_contacted is \"3/14/2024\", not a date (YYYY-MM-DD) (record 1)$tail" "select --where 'last_contacted < today'" spreadsheet-dates.csv
	refused "select: impossible-date.csv:3:44: last_contacted is \"2024-02-31\", not a date (YYYY-MM-DD) (record 2)$tail" "select --where 'last_contacted < today'" impossible-date.csv
	refused "tag-archive: group-two-cases.csv:3:36: group_list has the group \"Archived\", which differs from \"ARCHIVED\" only in case; rename the one or say the other with --group (record 2)$tail" tag-archive group-two-cases.csv
}

@test "understood as it stands" {
	roster select --quiet --delimiter ';' --where 'group_list has "Band"' \
		"$dirt/semicolon-delimiter.csv" | grep -q 'Seniors;Band'
	[ "$(roster select --quiet --where 'active = TRUE' "$dirt/active-three-spellings.csv" |
		wc -l)" -eq 3 ]
	roster set-active TRUE --quiet "$dirt/opted-out.csv" | cmp - "$dirt/opted-out.csv"
	roster select --quiet --where 'groups has "Band"' "$dirt/api-two-shapes.ndjson" >out
	roster tag-archive --quiet --column group_list=groups "$dirt/api-two-shapes.ndjson" |
		grep -q '"groups": *\["ARCHIVED"\]'
	roster set-active FALSE --quiet --journal j "$dirt/no-key.csv" |
		cmp - <(sed '2s/TRUE/FALSE/; 4s/TRUE/FALSE/' "$dirt/no-key.csv")
}
