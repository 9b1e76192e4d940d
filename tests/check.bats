#!/usr/bin/env bats
# roster check: every problem in one pass, with its places and what to do

load common

bats_require_minimum_version 1.5.0

dirt=$BATS_TEST_DIRNAME/../testdata/dirt

# kinds STATUS OPTIONS...: the kinds and counts that are found in files of dirt/
kinds() {
	local wanted=$1
	shift
	expect "$wanted" "cd '$dirt' && roster check --to ndjson $* 2>&1 |
		sed -n 's/.*\"kind\":\"\([a-z0-9-]*\)\",\"count\":\([0-9]*\).*/\1 \2/p; s/^check: //p'
		exit \${PIPESTATUS[0]}"
}

@test "a sound export: nothing on standard output, status 0" {
	printf 'customer_id,active\n1,TRUE\n2,FALSE\n' >in
	expect 0 'roster check in' <<<'check: 2 contacts, nothing found'
	expect 0 'roster check --to ndjson in' <<'END'

check: 2 contacts, nothing found
END
	for file in all-quoted.csv api-two-shapes.ndjson big-numbers.ndjson blank-customer-id.csv \
		blank-lines.csv bom-before-quoted-header.csv bom.ndjson boolean-blank.csv crlf.csv \
		empty-lines-only.ndjson escapes.ndjson group-array.ndjson gzip-without-its-name.csv \
		header-only.csv header-other-spelling.csv late-key.ndjson mixed-line-ends.csv \
		names.csv needless-quotes.csv newline-in-quotes.csv no-last-newline.csv \
		odd-spacing.ndjson opted-out.csv quoted-commas.csv two-members.csv.gz; do
		roster check --key customer_id,signalvine_id,id "$dirt/$file" >said 2>&1 &&
			grep -qx 'check: [0-9] contacts*, nothing found' said || {
			echo "in $file"
			cat said
			return 1
		}
	done
}

@test "ids of sixteen digits that differ in both halves are not one key" {
	printf 'customer_id,active\n2026000900000000,TRUE\n2026000500040004,FALSE\n' >in
	expect 0 'roster check in' <<<'check: 2 contacts, nothing found'
}

@test "objects with more keys in all than are remembered at once" {
	awk 'BEGIN {
		for (line = 0; line < 700; line++) {
			printf "{\"customer_id\":\"%d\"", line
			for (key = 0; key < 100; key++)
				printf ",\"k%d\":1", line * 100 + key
			print "}"
		}
	}' >in
	expect 0 'roster check in' <<<'check: 700 contacts, nothing found'
}

@test "the sample export: families share phones, and nothing else" {
	for file in export.csv.gz export.ndjson; do
		expect 1 "roster check --places 0 '$ROOT/testdata/$file'" <<'END'
suspicion: shared-phone, 65: contacts with a phone that another contact has already
  63 phones are shared; the most contacts, 3, have +13035554814
  to do: families share phones, but a STOP from one means all who have it; look at those that most share
check: 2,000 contacts, 0 errors, 65 suspicions
END
	done
}

@test "kinds are counted, with the first places, in the order of the file" {
	{
		echo customer_id,active,last_contacted
		for i in 1 2 3 4 5 6 7; do echo "$i,no$i,2024-02-3$i"; done
		echo 8,FALSE,2024-03-14,x
		echo 9
	} >in
	expect 1 'roster check in' <<'END'
error: ragged, 2: records with more or fewer fields than the header
  in:9:1: the record has 4 fields, the header has 3
  in:10:1: the record has 1 field, the header has 3
  to do: quote values that have the delimiter in them, and add what is missing

error: not-true-or-false, 7: values of active and phone_valid that are not TRUE, FALSE or empty
  in:2:3: active is "no1" (key 1)
  in:3:3: active is "no2" (key 2)
  in:4:3: active is "no3" (key 3)
  in:5:3: active is "no4" (key 4)
  in:6:3: active is "no5" (key 5)
  and 2 more
  to do: write TRUE or FALSE; nothing else is taken for FALSE

error: unreadable-date, 7: values of date columns that are no date
  in:2:7: last_contacted is "2024-02-31" (key 1)
  in:3:7: last_contacted is "2024-02-32" (key 2)
  in:4:7: last_contacted is "2024-02-33" (key 3)
  in:5:7: last_contacted is "2024-02-34" (key 4)
  in:6:7: last_contacted is "2024-02-35" (key 5)
  and 2 more
  to do: write YYYY-MM-DD; export again if a spreadsheet changed the column
check: 9 contacts, 16 errors, 0 suspicions
END
	expect 1 'roster check --places 1 --to ndjson in' <<'END'
{"level":"error","kind":"ragged","count":2,"what":"records with more or fewer fields than the header","remedy":"quote values that have the delimiter in them, and add what is missing","places":[{"file":"in","line":9,"column":1,"found":"the record has 4 fields, the header has 3"}]}
{"level":"error","kind":"not-true-or-false","count":7,"what":"values of active and phone_valid that are not TRUE, FALSE or empty","remedy":"write TRUE or FALSE; nothing else is taken for FALSE","places":[{"file":"in","line":2,"column":3,"key":"1","found":"active is \"no1\""}]}
{"level":"error","kind":"unreadable-date","count":7,"what":"values of date columns that are no date","remedy":"write YYYY-MM-DD; export again if a spreadsheet changed the column","places":[{"file":"in","line":2,"column":7,"key":"1","found":"last_contacted is \"2024-02-31\""}]}
check: 9 contacts, 16 errors, 0 suspicions
END
	expect 1 'roster check --places 2 --to ndjson in 2>&1 | grep -o "\"found\"" | wc -l
		exit ${PIPESTATUS[0]}' <<<6
}

@test "what ends a filter is an error like others, and the next file is read" {
	expect 1 "cd '$dirt' && roster check empty.csv truncated.csv.gz repeated-header.csv boolean-maybe.csv" <<'END'
error: empty-file, 1: files without a byte in them
  empty.csv: the file is empty; say --from ndjson if that is right; what follows was not looked at
  to do: download the export again; an empty list has at least a header

error: damaged-gzip, 1: gzip data that is damaged, cut short or has something behind it
  truncated.csv.gz: gzip data ends in the middle of member 1; export or copy the file again; what follows was not looked at
  to do: export or copy the file again; what can be read of it is not all of it

error: repeated-column, 1: columns that appear twice in the header
  repeated-header.csv:1: the column "phone" appears twice in the header (columns 3 and 5); rename one; what follows was not looked at
  to do: rename one or take it out

error: not-true-or-false, 1: values of active and phone_valid that are not TRUE, FALSE or empty
  boolean-maybe.csv:3:26: active is "maybe" (key 0000013)
  to do: write TRUE or FALSE; nothing else is taken for FALSE

error: repeated-key, 1: contacts whose key another contact has already
  boolean-maybe.csv:2:1: customer_id "0000012" is also in truncated.csv.gz, line 2 (key 0000012)
  to do: find out which is right, and take the others out

suspicion: shared-phone, 1: contacts with a phone that another contact has already
  boolean-maybe.csv:2:13: phone "+13035550201" is also in truncated.csv.gz, line 2 (key 0000012)
  1 phone is shared; the most contacts, 2, have +13035550201
  to do: families share phones, but a STOP from one means all who have it; look at those that most share
check: 4 contacts, 5 errors, 1 suspicion
END
	for file in bad-crc bad-length junk-behind truncated truncated-trailer; do
		kinds 1 "$file.csv.gz" < <(
			echo 'damaged-gzip 1'
			case $file in
			bad-*) echo '0 contacts, 1 error, 0 suspicions' ;;
			truncated) echo '1 contact, 1 error, 0 suspicions' ;;
			*) echo '3 contacts, 1 error, 0 suspicions' ;;
			esac
		)
	done
	expect 1 'roster select in 2>/dev/null | roster check -' <<'END'
error: incomplete-output, 1: output of a roster program that failed
  standard input:1: the program that wrote this failed, and the output is incomplete: select: --where is missing: roster select --where EXPR; what follows was not looked at
  to do: see what the program that wrote it said, and run it again
check: 0 contacts, 1 error, 0 suspicions
END
	head -c 2000000 /dev/zero | tr '\0' x >long
	expect 1 'roster check --from ndjson long' <<'END'
error: unreadable, 1: files that cannot be read on
  long:1: the line is longer than 1 MiB; this is no export, or --from is wrong; what follows was not looked at
  to do: see the reason, and export again
check: 0 contacts, 1 error, 0 suspicions
END
}

@test "headers" {
	kinds 1 empty-header.csv <<'END'
unnamed-column 1
0 contacts, 1 error, 0 suspicions
END
	expect 1 "cd '$dirt' && roster check header-two-match.csv" <<'END'
error: ambiguous-column, 1: columns whose names could mean the same
  header-two-match.csv:1: both "Customer ID" and "customerId" could be the column "customer_id"
  to do: rename one, or say which is meant with --column
check: 3 contacts, 1 error, 0 suspicions
END
	printf 'Customer ID,customer_id,group,create\n1,2,,\n1,3,,\n' >in
	expect 0 'roster check in' <<<'check: 2 contacts, nothing found'
	printf 'customer_id,Customer ID\n2,1\n3,1\n' >in
	expect 0 'roster check in' <<<'check: 2 contacts, nothing found'
	expect 1 "cd '$dirt' && roster check misspelled-header.csv misspelled-key.ndjson semicolon-delimiter.csv json-array.json" <<'END'
error: json-array, 1: files that are one JSON array
  json-array.json: is one JSON array; roster convert --from api makes records of it if the platform's API gave it, jq -c '.[]' makes one object a line of any; what follows was not looked at
  to do: roster convert --from api, if the platform's API gave it; else jq -c '.[]'

error: other-delimiter, 1: headers of a single column that has delimiters in its name
  semicolon-delimiter.csv:1: the only column is "customer_id;first_name;phone;active;phone_valid;group_list;l..."; what follows was not looked at
  to do: say what stands between the fields with --delimiter

error: different-columns, 1: files that have another format or other columns than the first
  misspelled-key.ndjson: the file is ndjson, the first one is csv
  to do: clean files of different shapes one by one

error: repeated-key, 2: contacts whose key another contact has already
  misspelled-key.ndjson:1:16: customer_id "0000012" is also in misspelled-header.csv, line 2 (key 0000012)
  misspelled-key.ndjson:2:16: customer_id "0000013" is also in misspelled-header.csv, line 3 (key 0000013)
  to do: find out which is right, and take the others out

suspicion: misspelled-column, 1: columns that are perhaps misspelled
  misspelled-header.csv:1: "actvie" is perhaps "active"
  to do: correct the header, or name the column with --column
check: 6 contacts, 5 errors, 1 suspicion
END
	kinds 0 misspelled-header.csv --column active=actvie <<<'4 contacts, nothing found'
	kinds 0 semicolon-delimiter.csv --delimiter "\\;" <<<'3 contacts, nothing found'
	printf '\n\nName,Graduation Year,first_name,phone2,phone\nAna,2025,Ana,,\n' >in
	expect 1 'roster check in' <<'END'
error: no-key-column, 1: files without a column for the key
  in:3: there is none of the key columns
  to do: export with customer_id or signalvine_id, or name the column with --key

suspicion: unknown-column, 2: columns with names that no field of the platform has (those are in snake_case)
  in:3: "Name"
  in:3: "Graduation Year"
  to do: an import ignores or refuses them: rename them or take them out
check: 1 contact, 1 error, 2 suspicions
END
	printf 'customer_id,phone\n1,\n' >a
	printf 'customer_id,email\n2,\n' >b
	printf 'customer_id\n3\n' >c
	expect 1 'roster check a b c' <<'END'
error: different-columns, 2: files that have another format or other columns than the first
  b:1: column 2 is "email", in the first file it is "phone"
  c:1: the first file has other columns: 2, not 1
  to do: clean files of different shapes one by one
check: 3 contacts, 2 errors, 0 suspicions
END
}

@test "bad records are grouped by what is wrong, not by what is said" {
	kinds 1 ragged-row.csv stray-quote.csv unclosed-quote.csv unclosed-quote-met-by-another.csv \
		nul.csv lone-cr.csv invalid-utf-8.csv windows-1252.csv <<'END'
ragged 2
stray-quote 3
unclosed-quote 1
lone-carriage-return 1
nul 1
not-utf-8 5
repeated-key 11
shared-phone 12
29 contacts, 24 errors, 12 suspicions
END
	kinds 1 not-json.ndjson <<'END'
not-json 5
7 contacts, 5 errors, 0 suspicions
END
	kinds 1 not-an-object.ndjson <<'END'
not-an-object 3
5 contacts, 3 errors, 0 suspicions
END
	kinds 1 repeated-key.ndjson <<'END'
repeated-member 2
4 contacts, 2 errors, 0 suspicions
END
	kinds 1 lone-cr-line-ends.csv <<'END'
lone-carriage-return 1
0 contacts, 1 error, 0 suspicions
END
	kinds 1 header-row-again.csv <<'END'
header-again 1
5 contacts, 1 error, 0 suspicions
END
	printf '%s\n' '{"customer_id":"\ud800","active":[true]}' '{"customer_id":"2","active":1}' \
		'{"customer_id":"3","active":["TRUE"],"profile":{},"note":"\ud800"}' >in
	expect 1 'roster check in' <<'END'
error: no-text, 2: values that no text can hold
  in:1:16: customer_id has \u0000 or a lone surrogate in it, which no text can hold
  in:1:34: active is an array of other things than texts
  to do: correct the value: a filter that reads it refuses the record

error: not-true-or-false, 2: values of active and phone_valid that are not TRUE, FALSE or empty
  in:2:29: active is "1" (key 2)
  in:3:29: active is "TRUE" (key 3)
  to do: write TRUE or FALSE; nothing else is taken for FALSE
check: 3 contacts, 4 errors, 0 suspicions
END
}

@test "keys: repeated in either column, none at all, and others by --key" {
	printf '%s\n' customer_id,signalvine_id,email 1,a,x 2,b,y ,b,z 1,c,x 10,d, >in
	expect 1 'roster check in' <<'END'
error: repeated-key, 2: contacts whose key another contact has already
  in:4:2: signalvine_id "b" is also in line 3 (key b)
  in:5:1: customer_id "1" is also in line 2 (key 1)
  to do: find out which is right, and take the others out
check: 5 contacts, 2 errors, 0 suspicions
END
	printf '%s\n' customer_id,signalvine_id,email 1,a,x ,,y ' , ,z' >in
	expect 1 'roster check in' <<'END'
error: no-key, 2: contacts with no key at all
  in:3:1: all key columns are blank
  in:4:1: all key columns are blank
  to do: give them a customer_id on the platform; no update can name them

suspicion: blanks-around, 2: keys, phones and groups with blanks around them
  in:4:1: customer_id is " "
  in:4:3: signalvine_id is " "
  to do: take the blanks out: "12 " is not "12"
check: 3 contacts, 2 errors, 2 suspicions
END
	printf '%s\n' customer_id,email 1,x ,y 1,z >in
	expect 0 'roster check --key email in' <<<'check: 3 contacts, nothing found'
}

@test "a value in a record of several lines is in the line where it stands" {
	printf '%s\n' 'customer_id,note,active' '1,"a' '' 'b",maybe' '1,x,FALSE' >in
	expect 1 'roster check in' <<'END'
error: not-true-or-false, 1: values of active and phone_valid that are not TRUE, FALSE or empty
  in:4:4: active is "maybe" (key 1)
  to do: write TRUE or FALSE; nothing else is taken for FALSE

error: repeated-key, 1: contacts whose key another contact has already
  in:5:1: customer_id "1" is also in line 2 (key 1)
  to do: find out which is right, and take the others out
check: 2 contacts, 2 errors, 0 suspicions
END
	printf '%s\n' note,customer_id '"a' b 'c",1' >a
	printf '%s\n' note,customer_id '"a' 'b",1' 'x,1' >b
	expect 1 'roster check a b' <<'END'
error: repeated-key, 2: contacts whose key another contact has already
  b:3:4: customer_id "1" is also in a, line 4 (key 1)
  b:4:3: customer_id "1" is also in a, line 4 (key 1)
  to do: find out which is right, and take the others out
check: 3 contacts, 2 errors, 0 suspicions
END
}

@test "what spreadsheets do" {
	expect 1 "cd '$dirt' && roster check spreadsheet-phone.csv" <<'END'
suspicion: spreadsheet-number, 2: phones and ids that a spreadsheet turned into numbers
  spreadsheet-phone.csv:2:13: phone is "1.4E+10" (key 0000012)
  spreadsheet-phone.csv:3:13: phone is "1.3E+10" (key 0000013)
  to do: the digits are gone: take the values from a fresh export, opened as text
check: 3 contacts, 0 errors, 2 suspicions
END
	kinds 1 spreadsheet-15-digits.csv <<'END'
repeated-key 1
spreadsheet-number 1
rounded-id 2
3 contacts, 1 error, 3 suspicions
END
	kinds 1 apostrophe-phone.csv <<'END'
apostrophe 2
3 contacts, 0 errors, 2 suspicions
END
	kinds 1 spreadsheet-dates.csv <<'END'
unreadable-date 3
date-styles 1
3 contacts, 3 errors, 1 suspicion
END
	kinds 0 spreadsheet-lost-zeros.csv <<<'4 contacts, nothing found'
	printf '%s\n' customer_id 0000012 14 0000013 1400000 >in
	expect 1 'roster check in' <<'END'
suspicion: lost-zeros, 1: ids that are shorter than others, which begin with 0
  in:3:1: customer_id is "14" (key 14)
  to do: compare with a fresh export: a spreadsheet takes leading zeros away
check: 4 contacts, 0 errors, 1 suspicion
END
}

@test "phones, groups and who is missing" {
	kinds 1 placeholder-phone.csv <<'END'
placeholder-phone 3
no-inactive 1
4 contacts, 0 errors, 4 suspicions
END
	expect 1 "cd '$dirt' && roster check family-phone.csv" <<'END'
suspicion: shared-phone, 2: contacts with a phone that another contact has already
  family-phone.csv:3:13: phone "+13035550201" is also in line 2 (key 0000013)
  family-phone.csv:4:16: phone "+13035550201" is also in line 2 (key 0000014)
  1 phone is shared; the most contacts, 3, have +13035550201
  to do: families share phones, but a STOP from one means all who have it; look at those that most share
check: 4 contacts, 0 errors, 2 suspicions
END
	expect 1 "cd '$dirt' && roster check group-two-cases.csv" <<'END'
suspicion: group-spellings, 2: groups that differ from another only in case or in spaces
  group-two-cases.csv:3:36: "Archived" (1) beside "ARCHIVED" (1) (key 0000013)
  group-two-cases.csv:4:39: "archived" (1) beside "ARCHIVED" (1) (key 0000014)
  to do: decide for one spelling: for the platform they are different groups

suspicion: no-inactive, 1: exports in which no contact is inactive
  4 contacts are active, none is inactive
  to do: export all contacts (active=all in the API): who is missing has not been deleted
check: 4 contacts, 0 errors, 3 suspicions
END
	kinds 1 no-inactive.csv <<'END'
no-inactive 1
4 contacts, 0 errors, 1 suspicion
END
	printf '%s\n' '{"customer_id":"1","phone":"(303) 555-0201","program_phone":"5555555555"}' \
		'{"customer_id":"2","phone":"303.555.0201","group_list":["A","a"]}' >in
	expect 1 'roster check in' <<'END'
suspicion: shared-phone, 1: contacts with a phone that another contact has already
  in:2:28: phone "303.555.0201" is also in line 1 (key 2)
  1 phone is shared; the most contacts, 2, have 303.555.0201
  to do: families share phones, but a STOP from one means all who have it; look at those that most share

suspicion: group-spellings, 1: groups that differ from another only in case or in spaces
  in:2:56: "a" (1) beside "A" (1) (key 2)
  to do: decide for one spelling: for the platform they are different groups
check: 2 contacts, 0 errors, 2 suspicions
END
}

@test "of a phone that more share than are remembered, its number is named all the same" {
	awk 'BEGIN {
		print "customer_id,phone"
		for (i = 0; i < 300000; i++)
			print i ",+13035550101"
	}' >in
	expect 1 'roster check --places 0 in' <<'END'
suspicion: shared-phone, 299,999: contacts with a phone that another contact has already
  1 phone is shared; the most contacts, 300,000, have +13035550101
  to do: families share phones, but a STOP from one means all who have it; look at those that most share
check: 300,000 contacts, 0 errors, 299,999 suspicions
END
	awk 'BEGIN {
		print "customer_id,phone"
		for (i = 0; i < 600000; i++)
			printf "%d,+1303%07d\n", i, 5550000 + i % 300000
		for (i = 0; i < 3; i++)
			print "x" i ",+13024440101"
	}' >in
	expect 1 'roster check --places 0 in' <<'END'
suspicion: shared-phone, 300,002: contacts with a phone that another contact has already
  300,001 phones are shared; the most contacts, 3, have that of line 600002
  to do: families share phones, but a STOP from one means all who have it; look at those that most share
check: 600,003 contacts, 0 errors, 300,002 suspicions
END
}

@test "of phones that equally many share, the first is named" {
	{
		echo customer_id,phone
		for i in 31 32 33 34 35 36 37 38; do echo "$i,30355501$i"; done
		for i in 38 37 36 35 34 33 32 31; do echo "1$i,30355501$i"; done
	} >in
	expect 1 'roster check --places 0 in' <<'END'
suspicion: shared-phone, 8: contacts with a phone that another contact has already
  8 phones are shared; the most contacts, 2, have 3035550131
  to do: families share phones, but a STOP from one means all who have it; look at those that most share
check: 16 contacts, 0 errors, 8 suspicions
END
}

@test "nobody is called missing where many records, or the rest of a file, could not be read" {
	printf '%s\n' customer_id,active 1,TRUE 2,TRUE 3 >in
	expect 1 'roster check in' <<'END'
error: ragged, 1: records with more or fewer fields than the header
  in:4:1: the record has 1 field, the header has 2
  to do: quote values that have the delimiter in them, and add what is missing
check: 3 contacts, 1 error, 0 suspicions
END
	for i in 4 5 6 7 8 9 10 11; do echo "$i,TRUE"; done >>in
	expect 0 'roster check --to ndjson in | tail -1' <<'END'
check: 11 contacts, 1 error, 1 suspicion
{"level":"suspicion","kind":"no-inactive","count":1,"what":"exports in which no contact is inactive","note":"10 contacts are active, none is inactive","remedy":"export all contacts (active=all in the API): who is missing has not been deleted","places":[]}
END
}

@test "blanks and characters that are not what they seem" {
	expect 1 "cd '$dirt' && roster check spaces-around-values.csv" <<'END'
suspicion: blanks-around, 3: keys, phones and groups with blanks around them
  spaces-around-values.csv:2:20: group_list is " Seniors" (key 0000012)
  spaces-around-values.csv:3:20: group_list is "Juniors ;Band" (key 0000013)
  spaces-around-values.csv:4:1: customer_id is " 0000014" (key  0000014)
  to do: take the blanks out: "12 " is not "12"
check: 3 contacts, 0 errors, 3 suspicions
END
	local LC_ALL=C.UTF-8 # of \u below
	printf '%b\n' 'customer_id,first_name,note' '1,M\u0430ria,M\u0430ria' '2,Zo\u200b,no\u00a0break' \
		'3,\u0410\u043d\u043d\u0430,a\xc2\x9b' '4,\x1b[2J,' '5,"Jos\u00e9 ""\u200b""",' >in
	printf '%s\n' '{"customer_id":"6","first_name":"\u0007","note":"\u0007"}' \
		'{"customer_id":"7","first_name":"Jos\u00e9"}' >in.ndjson
	expect 1 'roster check in' <<'END'
suspicion: control-character, 2: values with control characters
  in:4:12: note is "a<U+009B>" (key 3)
  in:5:3: first_name is "<U+001B>[2J" (key 4)
  to do: take them out where the value comes from

suspicion: invisible-character, 2: values with no-break spaces or characters that cannot be seen
  in:3:3: first_name is "Zo<U+200B>" (key 2)
  in:6:3: first_name is "José "<U+200B>"" (key 5)
  to do: type the value anew: it looks like another and is not equal to it

suspicion: look-alike, 1: words of Latin letters with Cyrillic or Greek ones among them
  in:2:3: first_name is "Mаria", with the Cyrillic letter U+0430 (key 1)
  to do: type the value anew: it looks like another and is not equal to it
check: 5 contacts, 0 errors, 5 suspicions
END
	expect 1 'roster check in.ndjson' <<'END'
suspicion: control-character, 2: values with control characters
  in.ndjson:1:33: first_name is "<U+0007>" (key 6)
  in.ndjson:1:49: note is "<U+0007>" (key 6)
  to do: take them out where the value comes from
check: 2 contacts, 0 errors, 2 suspicions
END
}

@test "dates in other columns that mostly have them" {
	printf '%s\n' customer_id,birthday,start 1,2001-01-02,Fall 2,2001-02-03,2024-09-01 \
		3,3/4/2001,Spring 4,2001-05-06, >in
	expect 1 'roster check in' <<'END'
error: unreadable-date, 1: values of date columns that are no date
  in:4:3: birthday is "3/4/2001" (key 3)
  to do: write YYYY-MM-DD; export again if a spreadsheet changed the column

suspicion: date-styles, 1: columns with dates in several styles
  in:4:3: birthday has 3 like 2001-01-02, 1 like 3/4/2001 (key 3)
  to do: write all as YYYY-MM-DD; find out whether 3/4 is in March or in April
check: 4 contacts, 1 error, 1 suspicion
END
	printf '%s\n' customer_id,last_contacted '1, ' 2, 3,2024-03-14 >in
	expect 1 'roster check in' <<'END'
error: unreadable-date, 1: values of date columns that are no date
  in:2:3: last_contacted is " " (key 1)
  to do: write YYYY-MM-DD; export again if a spreadsheet changed the column
check: 3 contacts, 1 error, 0 suspicions
END
	kinds 1 impossible-date.csv <<'END'
unreadable-date 1
4 contacts, 1 error, 0 suspicions
END
}

@test "repeats are found among many, and a pipe is as good as a file" {
	awk 'BEGIN { print "customer_id,phone"; for (i = 0; i < 200000; i++)
		printf "%07d,+1303%07d\n", i == 150000 ? 77 : i, i == 199999 ? 2000003 : 2000000 + i }' >in
	cat >wanted <<'END'
error: repeated-key, 1: contacts whose key another contact has already
  standard input:150002:1: customer_id "0000077" is also in line 79 (key 0000077)
  to do: find out which is right, and take the others out

suspicion: shared-phone, 1: contacts with a phone that another contact has already
  standard input:200001:9: phone "+13032000003" is also in line 5 (key 0199999)
  1 phone is shared; the most contacts, 2, have +13032000003
  to do: families share phones, but a STOP from one means all who have it; look at those that most share
check: 200,000 contacts, 1 error, 1 suspicion
END
	expect 1 'gzip -1 <in | roster check -' <wanted
	sed 's/standard input/in/' wanted >wanted.file
	expect 1 'roster check in' <wanted.file
}

@test "usage, and what the system refuses" {
	expect 2 'roster check' <<<'check: an operand is missing: roster check [OPTIONS] FILE ...'
	expect 2 'roster check --to csv in' <<<'check: --to is "csv", not text or ndjson'
	expect 2 'roster check --from json in' <<<'check: --from is "json", not csv or ndjson'
	expect 2 'roster check --delimiter ab in' <<<'check: --delimiter is "ab", not one character (or the word tab)'
	expect 2 'roster check --places=-1 in' <<<'check: --places is "-1", not a number from 0 to 1000000'
	expect 2 'roster check --places 1000001 in' <<<'check: --places is "1000001", not a number from 0 to 1000000'
	expect 2 'roster check --column phone in' <<<'check: --column is "phone", not ROLE=NAME (as in --column phone=Mobile)'
	expect 2 'roster check --key a,,b in' <<<'check: --key: a column name is missing in "a,,b"'
	expect 5 'roster check in' <<<'check: in: cannot open: No such file or directory'
	expect 5 "roster check '$dirt/ragged-row.csv' missing" <<<'check: missing: cannot open: No such file or directory'
	printf 'customer_id,active\n1,maybe\n' >in
	expect 5 'roster check in >/dev/full' <<'END'
check: 1 contact, 1 error, 0 suspicions
check: standard output: cannot write: No space left on device
END
}

@test "the page names every kind, in the order of the report" {
	diff <(sed -n '/^\.Ss Errors/,/^\.Sh OPTIONS/s/^\.It Cm //p' "$ROOT/filters/check.1" |
		sed 's/ , /\n/g') \
		<(sed -n 's/^	\[KIND_[A-Z0-9_]*\] = {"\([a-z0-9-]*\)".*/\1/p' "$ROOT/lib/check/kind.c")
}

@test "an object without a key, before any other" {
	printf '{}\n' >in
	expect 1 'roster check in' <<'END'
error: no-key-column, 1: files without a column for the key
  in: there is none of the key columns
  to do: export with customer_id or signalvine_id, or name the column with --key
check: 1 contact, 1 error, 0 suspicions
END
}

@test "nobody who opted out and was deleted is imported anew" {
	cat >new.csv <<'END'
customer_id,phone,active
1,303-555-0101,TRUE
2,+13035550102,
3,+13035550103,FALSE
4,+13035550104,TRUE
12,+13035550199,TRUE
END
	printf 'customer_id,signalvine_id,phone,suppressed_at\n9,,+13035550101,2026-11-24\n2,,,2026-11-24\n3,,+13035550103,2026-11-24\n' >s1
	printf 'customer_id\n12\n' >s2
	expect 1 'roster check --suppress s1 --suppress s2 new.csv' <<'END'
error: suppressed, 3: contacts who opted out and were deleted, and would be opted in again
  new.csv:2:3: phone is "303-555-0101", which the list has (key 1)
  new.csv:3:1: customer_id is "2", which the list has (key 2)
  new.csv:6:1: customer_id is "12", which the list has (key 12)
  to do: take the row out, or import it with active FALSE; only the person can undo it
check: 5 contacts, 3 errors, 0 suspicions
END
	expect 0 'roster check new.csv' <<'END'
check: 5 contacts, nothing found
END
	printf 'customer_id,phone\n1,x\n' >s3
	expect 3 'roster check --suppress s3 new.csv' <<'END'
check: s3:2: the phone of the opt-out is "x", which is none; correct it
END
}

@test "a clean-up is told from an opt-out by our journals" {
	printf 'customer_id,active\n1,TRUE\n2,TRUE\n3,FALSE\n4,TRUE\n' >in
	roster set-active FALSE --where 'customer_id in ("1","2","3")' --journal j --as-of 2026-11-01 --quiet in >out
	expect 0 'roster check --evidence j out' <<'END'
inactive contacts: 3, of them by a clean-up of ours: 2, not: 1
check: 4 contacts, nothing found
END
	expect 0 'roster check --evidence j --to ndjson out 2>/dev/null' <<'END'
{"level":"note","kind":"inactive","count":3,"by_us":2,"not_by_us":1}
END
	expect 2 'roster check --program a out' <<'END'
check: --program says nothing without --evidence
END
	mkdir runs
	expect 2 'roster check --evidence runs out' <<'END'
check: runs: the runs of other programs prove nothing; say --program NAME
END
	roster check --evidence runs --program a --evidence j out | grep -q 'ours: 2'
	roster run --quiet --no-check --program a --runs others in -- select --where 'customer_id is not empty'
	expect 0 'roster check --evidence others --program mine out 2>&1 >/dev/null' <<'END'
check: others: there is no run of the program mine, so nothing there is evidence
check: 4 contacts, nothing found
END
	# behind what was found
	printf '2,FALSE\n' >>out
	expect 1 'roster check --evidence j out 2>/dev/null | sed -n "s/^error: \([a-z-]*\).*/\1/p; /^$/{N;p}"; exit ${PIPESTATUS[0]}' <<'END'
repeated-key

inactive contacts: 4, of them by a clean-up of ours: 3, not: 1
END
}

@test "a single column whose name begins like an array is a column" {
	printf '"[id]"\n1\n' >in
	expect 0 'roster check in 2>&1 | grep "^[ces]" | sort' <<'END'
check: 1 contact, 1 error, 1 suspicion
error: no-key-column, 1: files without a column for the key
suspicion: unknown-column, 1: columns with names that no field of the platform has (those are in snake_case)
END
}

@test "a JSON array that is said to be CSV is known by its first byte" {
	printf '[\n{"customer_id":"1"}\n]\n' >in
	expect 1 'roster check --from csv in' <<'END'
error: json-array, 1: files that are one JSON array
  in: is one JSON array; roster convert --from api makes records of it if the platform's API gave it, jq -c '.[]' makes one object a line of any; what follows was not looked at
  to do: roster convert --from api, if the platform's API gave it; else jq -c '.[]'
check: 0 contacts, 1 error, 0 suspicions
END
}

# reading, looking at values and comparing them with all others are threads of their own by then
@test "many records: a bad one, an odd value behind it, and a key that comes again at last" {
	awk 'BEGIN {
		print "customer_id,active,first_name"
		for (i = 1; i <= 60000; i++) {
			if (i == 30000)
				print "x,y"
			printf "%d,%s,%s\n", 100000 + (i == 59999 ? 7 : i), i % 2 ? "TRUE" : "FALSE",
				i == 40000 ? "A\001" : "Ann"
		}
	}' >in
	sed '1d; s/\(.*\),\(.*\),\(.*\)/{"customer_id":"\1","active":"\2","first_name":"\3"}/
		s/\x01/\\u0001/' in >in.ndjson
	expect 1 'roster check in' <<'END'
error: ragged, 1: records with more or fewer fields than the header
  in:30001:1: the record has 2 fields, the header has 3
  to do: quote values that have the delimiter in them, and add what is missing

error: repeated-key, 1: contacts whose key another contact has already
  in:60001:1: customer_id "100007" is also in line 8 (key 100007)
  to do: find out which is right, and take the others out

suspicion: control-character, 1: values with control characters
  in:40002:14: first_name is "A<U+0001>" (key 140000)
  to do: take them out where the value comes from
check: 60,001 contacts, 2 errors, 1 suspicion
END
	expect 1 'roster check in.ndjson' <<'END'
error: not-an-object, 1: lines that are not a JSON object
  in.ndjson:30000:1: this line is not a JSON object; write one object a line
  to do: write one object a line

error: repeated-key, 1: contacts whose key another contact has already
  in.ndjson:60000:16: customer_id "100007" is also in line 7 (key 100007)
  to do: find out which is right, and take the others out

suspicion: control-character, 1: values with control characters
  in.ndjson:40001:55: first_name is "A<U+0001>" (key 140000)
  to do: take them out where the value comes from
check: 60,001 contacts, 2 errors, 1 suspicion
END
}
