#!/usr/bin/env bats
# roster stats: what an export holds, compared with what jq counts

load common

bats_require_minimum_version 1.5.0

@test "text of a small export: shares, bars, names as they are" {
	cat >in <<'END'
customer_id,phone,active,phone_valid,group_list,last_contacted,note
1,+13035550100,TRUE,TRUE,Seniors;Band,2024-05-01,x
2,+13035550101,FALSE,TRUE,Seniors;Seniors,2024-06-01T10:00:00Z,""
3,none,TRUE,,"(odd; ",,y
4,+13035550103,,FALSE,,5/1/2024,
END
	expect 0 'roster stats in' <<'END'
contacts
  contacts                  4 100.0%  ########################################
  active                    2  50.0%  ####################
  inactive                  1  25.0%  ##########
  phone not valid           1  25.0%  ##########
  without a phone           1  25.0%  ##########
  reachable                 1  25.0%  ##########

groups (# reachable, . not)
  Seniors                   2  50.0%  ####################....................
  " "                       1  25.0%  ....................
  "(odd"                    1  25.0%  ....................
  Band                      1  25.0%  ####################
  (no group)                1  25.0%  ....................

years of last_contacted (# reachable, . not)
  2024                      2  50.0%  ####################....................
  (blank)                   1  25.0%  ....................
  (not a date)              1  25.0%  ....................

blank values
  customer_id               0   0.0%
  phone                     0   0.0%
  active                    1  25.0%  ##########
  phone_valid               1  25.0%  ##########
  group_list                1  25.0%  ##########
  last_contacted            1  25.0%  ##########
  note                      2  50.0%  ####################
END
}

@test "two exports side by side, the groups and columns of both" {
	printf 'customer_id,phone,group_list,a\n1,1,Band,\n2,2,Choir,x\n' >old
	printf '{"customer_id":"1","phone":"1","active":false,"group_list":["Band","Dance"],"b":null}\n' >new
	expect 0 'roster stats old new' <<'END'
stats: old: there is no column "active", so nobody counts as inactive
stats: old: there is no column "phone_valid", so no phone counts as not valid
stats: old: there is no column "last_contacted", so no years are shown; --years-of COLUMN names another
stats: new: there is no column "phone_valid", so no phone counts as not valid
stats: new: there is no column "last_contacted", so no years are shown; --years-of COLUMN names another
                     old                      new                        change
contacts
  contacts                  2 100.0%  #####          1 100.0%  ###           -1
  active                    -                        0   0.0%                 -
  inactive                  -                        1 100.0%  ###            -
  phone not valid           -                        -                        -
  without a phone           0   0.0%                 0   0.0%                 0
  reachable                 2 100.0%  #####          0   0.0%                -2

groups (# reachable, . not)
  Band                      1  50.0%  #####          1 100.0%  .....          0
  Dance                     0   0.0%                 1 100.0%  .....         +1
  Choir                     1  50.0%  #####          0   0.0%                -1
  (no group)                0   0.0%                 0   0.0%                 0

blank values
  customer_id               0   0.0%                 0   0.0%                 0
  phone                     0   0.0%                 0   0.0%                 0
  group_list                0   0.0%                 0   0.0%                 0
  a                         1  50.0%  ###            -                        -
  active                    -                        0   0.0%                 -
  b                         -                        1 100.0%  ###            -
END
}

# what stats --to ndjson should say of an NDJSON file, counted by jq
counted_by_jq() {
	jq -cs --arg file "$1" '
		def reachable: .active != false and .phone_valid != false and (.phone // "" | test("[0-9]"));
		def groups: (.group_list // "") | if type == "string" then split(";") else . end |
			map(select(. != "")) | unique;
		def blank: . == null or . == "";
		. as $contacts | length as $all |
		([.[] | groups[]] | group_by(.) | map({name: .[0], count: length}) |
			sort_by([-.count, (.name | explode)]) | map(.name)) as $names |
		(map(.last_contacted // "" | select(. != "") | .[0:4]) | unique) as $years |
		{file: $file, section: "contacts", name: "contacts", count: $all, of: $all},
		{file: $file, section: "contacts", name: "active", count: map(select(.active == true)) | length, of: $all},
		{file: $file, section: "contacts", name: "inactive", count: map(select(.active == false)) | length, of: $all},
		{file: $file, section: "contacts", name: "phone not valid", count: map(select(.phone_valid == false)) | length, of: $all},
		{file: $file, section: "contacts", name: "without a phone", count: map(select(.phone // "" | test("[0-9]") | not)) | length, of: $all},
		{file: $file, section: "contacts", name: "reachable", count: map(select(reachable)) | length, of: $all},
		($names[] as $name | $contacts | map(select(groups | index($name))) |
			{file: $file, section: "groups", name: $name, count: length, of: $all, reachable: map(select(reachable)) | length}),
		(map(select(groups == [])) | {file: $file, section: "groups", other: "no group",
			count: length, of: $all, reachable: map(select(reachable)) | length}),
		($years[] as $year | $contacts | map(select(.last_contacted // "" | startswith($year))) |
			{file: $file, section: "years", name: $year, count: length, of: $all, reachable: map(select(reachable)) | length}),
		(map(select(.last_contacted | blank)) | {file: $file, section: "years", other: "blank",
			count: length, of: $all, reachable: map(select(reachable)) | length}),
		{file: $file, section: "years", other: "not a date", count: 0, of: $all, reachable: 0},
		(.[0] | keys_unsorted[]) as $column |
			{file: $file, section: "blank", name: $column, count: map(select(.[$column] | blank)) | length, of: $all}
	' "$1"
}

@test "the sample export: what jq counts, from NDJSON and from CSV" {
	cp "$ROOT/testdata/export.ndjson" "$ROOT/testdata/export.csv.gz" .
	counted_by_jq export.ndjson >wanted
	[ "$(wc -l <wanted)" -gt 40 ]
	roster stats --to ndjson export.ndjson | diff wanted -
	roster stats --to ndjson export.csv.gz | diff <(sed 's/export.ndjson/export.csv.gz/' wanted) -
	roster stats --to ndjson export.csv.gz - <export.ndjson >both
	diff <(sed 's/export.ndjson/standard input/' wanted) <(grep '"standard input"' both)
	[ "$(wc -l <both)" -eq $((2 * $(wc -l <wanted))) ]
}

@test "the figures are those of select --where" {
	cd "$ROOT/testdata"
	while IFS='|' read -r name where; do
		roster select --quiet --where "$where" --to ndjson export.csv.gz | wc -l
		roster stats --to ndjson export.csv.gz | jq "select((.section + \" \" + (.name // .other)) == \"$name\").count"
	done >"$SCRATCH/counts" <<'END'
contacts reachable|not (active = FALSE) and not (phone_valid = FALSE) and phone ~ "[0-9]"
groups Band|group_list has "Band"
groups no group|group_list is empty
years 2024|last_contacted >= 2024-01-01 and last_contacted < 2025-01-01
years blank|last_contacted is empty
blank email|email is empty
END
	[ "$(wc -l <"$SCRATCH/counts")" -eq 12 ]
	paste - - <"$SCRATCH/counts" | awk '$1 != $2 || !$1 { print "differ:", $0; bad = 1 } END { exit bad }'
}

@test "the picture is XML that needs nothing besides itself, whatever a name holds" {
	printf 'customer_id,phone,group_list,last_contacted\n1,1,"a<b>&""]]>\a;%s",2024-01-01\n' \
		'a very long name of a group, longer than its place' >'in&out'
	roster stats --to svg 'in&out' 'in&out' >picture.svg 2>/dev/null
	xmllint --noout picture.svg
	run ! grep -E 'href|url\(|<script|@import' picture.svg
	grep -F 'a&lt;b&gt;&amp;"]]&gt;&lt;U+0007&gt;' picture.svg
	grep -F 'a very long name of a group, longer than its place</title>' picture.svg
	[ "$(xmllint --xpath 'count(//*[local-name()="g"][@class="second"]/*[local-name()="text"])' picture.svg)" -eq 17 ]
}

@test "groups beyond --groups are counted in one line" {
	printf 'group_list\na;b;c\na;b\na\n' >in
	expect 0 "roster stats --groups 1 in 2>/dev/null | sed -n '/^groups/,/^$/p'" <<'END'
groups (# reachable, . not)
  a                         3 100.0%  ........................................
  and 2 more (--groups N shows N)
  (no group)                0   0.0%

END
	roster stats --to svg --groups 1 in 2>/dev/null | grep -F 'and 2 smaller groups'
	expect 0 "roster stats --groups 1 --to ndjson in 2>/dev/null | grep -c '\"groups\",\"name\"'" <<<3
}

@test "small and large shares are not rounded to none and all" {
	{
		echo customer_id,note,other
		echo 1,,x
		seq 2 4000 | sed 's/$/,x,/'
	} >in
	expect 0 "roster stats in 2>/dev/null | tail -n 2 | cut -c 1-35" <<'END'
  note                      1  <0.1
  other                 3,999 >99.9
END
}

@test "another column of dates, another name for a column, no contact at all" {
	printf 'id,Mobile,seen\n1,1,2020-02-03\n' >in
	expect 0 "roster stats --years-of seen --column phone=Mobile in 2>/dev/null | sed -n '/reachable  /p;/^years/,/^\$/p'" <<'END'
  reachable                 1 100.0%  ########################################
years of seen (# reachable, . not)
  2020                      1 100.0%  ########################################
  (blank)                   0   0.0%
  (not a date)              0   0.0%

END
	expect 3 'roster stats --years-of sen in' <<'END'
stats: in:1: there is no column "sen"; the nearest is "seen" (name it with --column if it is meant)
END
	echo 'customer_id,phone,active,phone_valid,group_list,last_contacted' >in
	expect 0 'roster stats in | head -n 8' <<'END'
contacts
  contacts                  0   0.0%
  active                    0   0.0%
  inactive                  0   0.0%
  phone not valid           0   0.0%
  without a phone           0   0.0%
  reachable                 0   0.0%

END
}

@test "bad input ends it, with the place" {
	printf 'customer_id,active\n1,TRUE\n"2\n",maybe\n' >in
	expect 3 'roster stats in' <<'END'
stats: in:4:3: active is "maybe", not TRUE or FALSE (record 2); fix it first
END
	printf 'customer_id,active\n1\n' >in
	expect 3 'roster stats in' <<'END'
stats: in:2:1: the record has 1 field, the header has 2 (record 1); fix it first
END
	expect 5 'roster stats none' <<'END'
stats: none: cannot open: No such file or directory
END
	expect 2 'roster stats - -' <<'END'
stats: standard input (-) can be one of the two files, not both
END
	expect 2 'roster stats --to pdf in' <<'END'
stats: --to is "pdf", not text, ndjson or svg
END
	expect 2 'roster stats --groups many in' <<'END'
stats: --groups is "many", not a number from 0 to 1000000
END
}

# on_terminal WIDTH COMMAND: what it writes to a terminal
on_terminal() {
	script -qec "stty cols $1; $2" /dev/null </dev/null | tr -d '\r'
}

@test "a terminal gets its width, blocks and colours; NO_COLOR and TERM=dumb are heeded" {
	printf 'customer_id,phone,active,phone_valid,group_list,last_contacted\n1,1,TRUE,,,\n' >in
	export TERM=xterm LC_ALL=C.UTF-8
	unset NO_COLOR
	on_terminal 60 'roster stats in' >said
	grep -F $'\33[1mcontacts\33[m' said
	grep -F $'  active                    1 100.0%  \33[32m█████████████████████\33[m' said
	NO_COLOR=1 on_terminal 60 'roster stats in' >said
	grep -Fx '  active                    1 100.0%  █████████████████████' said
	run ! grep -q $'\33' said
	TERM=dumb on_terminal 60 'roster stats in' >said
	grep -Fx '  active                    1 100.0%  #####################' said
	LC_ALL=C on_terminal 40 'roster stats in' >said
	grep -Fx '  active                    1 100.0%' said
}
