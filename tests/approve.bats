#!/usr/bin/env bats
# A proposed run becomes files to upload, exactly what the reviewer did not leave out

load common
load updates

bats_require_minimum_version 1.5.0

R=runs/2026-11-24-by-hand

contacts() {
	cat >export.csv <<'END'
customer_id,signalvine_id,first_name,active,phone_valid,group_list,last_contacted
0001,a-1,Ada,TRUE,TRUE,Seniors;Band,2020-01-31
0002,a-2,"Bo ""B"" Lee",TRUE,TRUE,Juniors,2020-01-31
0003,a-3,Cy,FALSE,TRUE,ARCHIVED,2020-01-31
,a-4,Di,TRUE,TRUE,Seniors,2020-01-31
0005,a-5,Ed,TRUE,FALSE,Alumni,2020-12-31
0006,a-6,Flo,TRUE,TRUE,Alumni,2026-11-01
END
}

# by_hand FILTER...: a run of these filters over export.csv
by_hand() {
	roster run --quiet --program admissions --as-of 2026-11-24 --allow-seen --allow-smaller \
		--allow-no-inactive --no-check export.csv -- "$@"
}

archive() {
	by_hand tag-archive --where 'last_contacted < today - 18 months' + \
		set-phone-valid FALSE --where 'last_contacted < today - 18 months'
}

# the order of names, as the C locale has it
export LC_ALL=C.UTF-8

# decide DECISION...: decisions.json about $R
decide() {
	jq -n --arg run "$(basename $R)" --arg sum "$(sha256sum <$R/manifest.json | cut -c 1-64)" \
		--argjson list "[$(
			IFS=,
			echo "$*"
		)]" '{run: $run, manifest_sha256: $sum, decisions: $list}' >decisions.json
}

# refused STATUS MESSAGE OPTION...: approve says so, and leaves no trace
refused() {
	local wanted=$1 message=$2 before
	shift 2
	before=$(ls -A $R)
	run -"$wanted" --separate-stderr roster approve --by me "$@" $R
	diff <(echo "approve: $message") <(echo "$stderr") && [ "$(ls -A $R)" = "$before" ]
}

@test "approve: a file for each set of changed columns, what to do with them, and the approval" {
	contacts && archive
	expect 0 "roster approve --by 'R. Ortiz' --note 'all looked at' $R; cd $R; cat update-*; cat manual.csv" <<'END'
approve: runs/2026-11-24-by-hand: approved by R. Ortiz: 4 contacts in 3 files, 0 left out, 2 lines of manual.csv by hand
approve: read runs/2026-11-24-by-hand/UPLOAD.txt before you upload
customer_id,group_list,phone_valid
0001,ARCHIVED,FALSE
0002,ARCHIVED,FALSE
customer_id,group_list
0005,ARCHIVED
customer_id,phone_valid
0003,FALSE
customer_id,signalvine_id,name,phone,column,from,to,why
,a-4,Di,,group_list,Seniors,ARCHIVED,the contact has no customer_id; look for it by its phone or name
,a-4,Di,,phone_valid,TRUE,FALSE,the contact has no customer_id; look for it by its phone or name
END
	sed -i 's/ at 20.*Z$/ at NOW/' $R/UPLOAD.txt
	diff - $R/UPLOAD.txt <<'END'
What to upload of 2026-11-24-by-hand, for admissions
Approved by R. Ortiz at NOW
Note: all looked at

Each file goes up by itself, with exactly the options that stand below it:
  new=ignore     whoever is not on the platform is not added
  absent=ignore  whoever is not in the file stays as he is
  mode=tx        all of the file or nothing
  existing=...   these columns are updated, no other

NEVER choose absent=stop: every contact of the program that is not in the file
would be stopped, and nobody could tell them from those who opted out.

1. update-group_list+phone_valid.csv: 2 contacts
   new=ignore absent=ignore mode=tx existing=group_list,phone_valid
   When it is up: roster uploaded 'runs/2026-11-24-by-hand' --part 'update-group_list+phone_valid.csv'

2. update-phone_valid.csv: 1 contact
   new=ignore absent=ignore mode=tx existing=phone_valid
   When it is up: roster uploaded 'runs/2026-11-24-by-hand' --part 'update-phone_valid.csv'

3. update-group_list.csv: 1 contact
   new=ignore absent=ignore mode=tx existing=group_list
   When it is up: roster uploaded 'runs/2026-11-24-by-hand' --part 'update-group_list.csv'

By hand: 2 lines of manual.csv, of which
  2: the contact has no customer_id; look for it by its phone or name

END
	jq -e --arg sum "$(sha256sum <$R/manifest.json | cut -c 1-64)" '.run == "2026-11-24-by-hand"
		and .program == "admissions" and .manifest_sha256 == $sum and .by == "R. Ortiz"
		and .note == "all looked at" and .contacts == 4 and .left_out == 0
		and (.at | test("^20..-..-..T..:..:..Z$"))
		and (.files | map(.columns)) == [["group_list","phone_valid"],["phone_valid"],["group_list"]]
		and (.files | map(.contacts)) == [2,1,1] and (has("decisions_sha256") or has("removal") | not)' \
		$R/approval.json
	(cd $R && jq -r '.files[] | .sha256 + "  " + .name' approval.json | sha256sum --quiet -c &&
		sha256sum --quiet -c SHA256SUMS && [ "$(find . -perm /077 | wc -l)" -eq 0 ])
	roster verify $R
}

@test "approve --by-signalvine-id: files of their own for contacts without a customer_id" {
	contacts && archive
	roster approve --by me --by-signalvine-id $R
	expect 0 "cd $R && cat update-by-* && ls update-* && [ ! -e manual.csv ] && tail -n 9 UPLOAD.txt" <<'END'
signalvine_id,group_list,phone_valid
a-4,ARCHIVED,FALSE
update-by-signalvine_id-group_list+phone_valid.csv
update-group_list+phone_valid.csv
update-group_list.csv
update-phone_valid.csv
3. update-by-signalvine_id-group_list+phone_valid.csv: 1 contact
   new=ignore absent=ignore mode=tx existing=group_list,phone_valid
   These contacts are known by signalvine_id: upload one row first, and look what it did
   When it is up: roster uploaded 'runs/2026-11-24-by-hand' --part 'update-by-signalvine_id-group_list+phone_valid.csv'

4. update-group_list.csv: 1 contact
   new=ignore absent=ignore mode=tx existing=group_list
   When it is up: roster uploaded 'runs/2026-11-24-by-hand' --part 'update-group_list.csv'

END
}

@test "approve: blanks, keys, repeated ids and dropped contacts are left to hands" {
	contacts && printf '0002,a-7,Twin,TRUE,TRUE,Juniors,2020-01-31\n' >>export.csv
	cat >fixes.csv <<'END'
signalvine_id,customer_id,first_name,active,phone_valid
a-1,0001,,FALSE,FALSE
a-2,0002,Bob,TRUE,FALSE
a-5,0555,Edward,TRUE,FALSE
END
	echo '{"key":"0001","field":"first_name","from":"Ada","to":""}' >blank.ndjson
	by_hand correct fixes.csv --key signalvine_id --set customer_id,first_name,active,phone_valid + patch blank.ndjson + \
		select --where 'customer_id != "0006"'
	expect 0 "roster approve --by me $R; cd $R; cat update-* manual.csv; sed -n '/^By hand/,\$p' UPLOAD.txt" <<'END'
approve: runs/2026-11-24-by-hand: approved by me: 2 contacts in 2 files, 0 left out, 5 lines of manual.csv by hand
approve: read runs/2026-11-24-by-hand/UPLOAD.txt before you upload
customer_id,active,phone_valid
0001,FALSE,FALSE
customer_id,first_name
0005,Edward
customer_id,signalvine_id,name,phone,column,from,to,why
0001,a-1,Ada,,first_name,Ada,,it is not known whether a blank clears the field; clear it by hand
0002,a-2,"Bo ""B"" Lee",,first_name,"Bo ""B"" Lee",Bob,its id stands in the export more than once; look which contact it is
0002,a-2,"Bo ""B"" Lee",,phone_valid,TRUE,FALSE,its id stands in the export more than once; look which contact it is
0005,a-5,Ed,,customer_id,0005,0555,the contact is known by this value; change it by hand
0006,a-6,Flo,,,,,dropped by a stage; nothing happens to it on the platform
By hand: 5 lines of manual.csv, of which
  1: it is not known whether a blank clears the field; clear it by hand
  2: its id stands in the export more than once; look which contact it is
  1: the contact is known by this value; change it by hand
  1: dropped by a stage; nothing happens to it on the platform

END
	grep -q '^1 of them become active=FALSE, which counts as an opt-out in the metrics, and$' $R/UPLOAD.txt
}

@test "approve: a value that ends as it was is no change" {
	contacts
	by_hand set-phone-valid FALSE --where 'customer_id = "0001"' + \
		set-phone-valid TRUE --where 'customer_id in ("0001", "0005")'
	expect 0 "roster approve --by me $R 2>/dev/null; cat $R/update-*" <<'END'
customer_id,phone_valid
0005,TRUE
END
}

@test "approve: NDJSON, arrays and booleans as --to csv writes them, columns by their native names" {
	cat >export.ndjson <<'END'
{"customerId":"1","Phone Valid":true,"group_list":["Seniors","Band"],"note":"a\u00e9,b","last_contacted":"2020-01-31"}
{"customerId":"2","Phone Valid":false,"group_list":"Alumni","note":null,"last_contacted":"2020-01-31"}
{"customerId":"3","group_list":null,"note":"=1+1"}
END
	printf 'customer_id,note\n1,"quoted ""x"", é"\n2,new\n' >fixes.csv
	roster run --quiet --program a --as-of 2026-11-24 --allow-no-inactive export.ndjson -- tag-archive \
		--where 'group_list is not empty' + set-phone-valid FALSE --where 'customer_id != "3"' + correct fixes.csv
	expect 0 "roster approve --by me $R 2>/dev/null; cd $R; cat update-*; cat approved.ndjson; grep own UPLOAD.txt" <<'END'
customer_id,group_list,note,phone_valid
1,ARCHIVED,"quoted ""x"", é",FALSE
customer_id,group_list,note
2,ARCHIVED,new
{"key":"1","field":"group_list","from":"[\"Seniors\",\"Band\"]","to":"[\"ARCHIVED\"]","format":"ndjson","filter":"tag-archive","part":"update-group_list+note+phone_valid.csv"}
{"key":"1","field":"Phone Valid","from":"true","to":"false","format":"ndjson","filter":"set-phone-valid","part":"update-group_list+note+phone_valid.csv"}
{"key":"1","field":"note","from":"\"a\\u00e9,b\"","to":"\"quoted \\\"x\\\", é\"","format":"ndjson","filter":"correct","part":"update-group_list+note+phone_valid.csv"}
{"key":"2","field":"group_list","from":"\"Alumni\"","to":"\"ARCHIVED\"","format":"ndjson","filter":"tag-archive","part":"update-group_list+note.csv"}
{"key":"2","field":"note","from":"null","to":"\"new\"","format":"ndjson","filter":"correct","part":"update-group_list+note.csv"}
   note is a field of your own: look that the platform calls it so, too
   note is a field of your own: look that the platform calls it so, too
END
}

@test "what the export calls otherwise is uploaded by its native name, as the run was told or approve" {
	contacts && sed -i '1s/customer_id/Student/;1s/phone_valid/Textable/' export.csv
	cat >wanted <<'END'
approve: runs/2026-11-24-by-hand: approved by me: 4 contacts in 1 file, 0 left out, nothing by hand
approve: read runs/2026-11-24-by-hand/UPLOAD.txt before you upload
customer_id,phone_valid
0001,FALSE
0002,FALSE
0003,FALSE
0006,FALSE
END
	by_hand set-phone-valid FALSE --column customer_id=Student --column phone_valid=Textable
	expect 0 "roster approve --by me $R; cat $R/update-*" < <(sed 's/nothing by hand/1 line of manual.csv by hand/' wanted)
	rm -r runs && by_hand set-phone-valid FALSE --key Student --column phone_valid=Textable && cp -a runs kept
	expect 0 "roster approve --by me --column customer_id=Student --column phone_valid=Textable $R; cat $R/update-*" <wanted
	rm -r runs && cp -a kept runs && refused 2 '--column is "x", not ROLE=NAME (as in --column phone=Mobile)' --column x
	refused 2 '--column custmer_id=Student: nothing here asks for a column "custmer_id"; the nearest is "customer_id"' --column custmer_id=Student
	expect 0 "roster approve --by me $R; cat $R/manual.csv" <<'END'
approve: runs/2026-11-24-by-hand: approved by me: 0 contacts in 0 files, 0 left out, 4 lines of manual.csv by hand
approve: read runs/2026-11-24-by-hand/UPLOAD.txt before you upload
customer_id,signalvine_id,name,phone,column,from,to,why
,a-1,Ada,,phone_valid,TRUE,FALSE,the contact has no customer_id; look for it by its phone or name
,a-2,"Bo ""B"" Lee",,phone_valid,TRUE,FALSE,the contact has no customer_id; look for it by its phone or name
,a-3,Cy,,phone_valid,TRUE,FALSE,the contact has no customer_id; look for it by its phone or name
,a-6,Flo,,phone_valid,TRUE,FALSE,the contact has no customer_id; look for it by its phone or name
END
}

@test "approve: odd names of columns stay in their places" {
	printf 'customer_id,"a,b\nc"\n1,x\n' >export.csv
	printf 'customer_id,"a,b\nc"\n1,y\n' >fixes.csv
	by_hand correct fixes.csv
	roster approve --by me $R
	diff "$R/update-a_b_c.csv" <(printf 'customer_id,"a,b\nc"\n1,y\n')
	[ "$(grep -c '' $R/UPLOAD.txt)" -eq 17 ]
	grep -F 'existing=a,b' $R/UPLOAD.txt
}

@test "approve: another delimiter than a comma does not go up" {
	contacts && sed -i 's/;/|/g;s/,/;/g' export.csv
	printf 'customer_id;first_name\n0001;"A;d,a"\n' >fixes.csv
	sed -i 's/;/,/;s/"A;d,a"/"A;d,a"/' fixes.csv
	by_hand correct fixes.csv --delimiter ';'
	expect 0 "roster approve --by me $R 2>/dev/null; cat $R/update-*" <<'END'
customer_id,first_name
0001,"A;d,a"
END
}

@test "approve --max-size: every file is smaller, and has its header" {
	contacts
	for i in {1000..1399}; do echo "$i,,X,TRUE,TRUE,Seniors,2020-01-31"; done >>export.csv
	by_hand set-phone-valid FALSE --where 'last_contacted < today - 18 months'
	expect 0 "roster approve --by me --max-size 2kB $R 2>&1 | head -n 1; cd $R; wc -c update-* | sed 's/^ *//'" <<'END'
approve: runs/2026-11-24-by-hand: approved by me: 403 contacts in 3 files, 0 left out, 1 line of manual.csv by hand
1993 update-phone_valid-2.csv
519 update-phone_valid-3.csv
1993 update-phone_valid.csv
4505 total
END
	[ "$(cat $R/update-* | grep -c '^customer_id,phone_valid$')" -eq 3 ]
	[ "$(cat $R/update-* | grep -c '^[01][0-9]*,FALSE$')" -eq 403 ]
	contacts && printf 'customer_id,first_name\n0001,%02000d\n' 7 >fixes.csv
	by_hand correct fixes.csv
	R=$R-2
	refused 2 'the update of 0001 alone is larger than --max-size allows; say another' --max-size 2kB
	refused 2 '--max-size is "10", not a number of kB or MB such as 10MB' --max-size 10
}

@test "decisions: a contact, a rule and a group are left out, and nothing else" {
	contacts && archive
	decide '{"scope":"contact","key":"0002","key_field":"customer_id","when":"not now","reason":"asked"}'
	cp decisions.json saved.json
	expect 0 "roster approve --by me --decisions saved.json $R; cat $R/update-*; cmp saved.json $R/decisions.json" <<'END'
approve: runs/2026-11-24-by-hand: approved by me: 3 contacts in 3 files, 1 left out, 2 lines of manual.csv by hand
approve: read runs/2026-11-24-by-hand/UPLOAD.txt before you upload
customer_id,group_list,phone_valid
0001,ARCHIVED,FALSE
customer_id,group_list
0005,ARCHIVED
customer_id,phone_valid
0003,FALSE
END
	jq -e --arg sum "$(sha256sum <saved.json | cut -c 1-64)" '.decisions_sha256 == $sum and .left_out == 1' \
		$R/approval.json
	rm -r runs && archive
	decide '{"scope":"rule","stage":"tag-archive","when":"never"}'
	expect 0 "roster approve --by me --decisions decisions.json $R; cat $R/update-*" <<'END'
approve: runs/2026-11-24-by-hand: approved by me: 3 contacts in 1 file, 4 left out, 1 line of manual.csv by hand
approve: rules never to be applied: 1; take their stages out of the pipeline, or they come again
approve: read runs/2026-11-24-by-hand/UPLOAD.txt before you upload
customer_id,phone_valid
0001,FALSE
0002,FALSE
0003,FALSE
END
	rm -r runs && by_hand select --where 'customer_id != "0006"' + set-phone-valid FALSE --where 'customer_id = "9"'
	decide '{"scope":"rule","stage":"set-phone-valid","when":"not now"}' '{"scope":"rule","stage":"select","when":"not now"}'
	expect 0 "roster approve --by me --decisions decisions.json $R; ls $R/update-* $R/manual.csv 2>&1 | wc -l" <<'END'
approve: runs/2026-11-24-by-hand: approved by me: 0 contacts in 0 files, 1 left out, nothing by hand
approve: read runs/2026-11-24-by-hand/UPLOAD.txt before you upload
2
END
	rm -r runs && archive
	decide '{"scope":"group","group":"Seniors","when":"not now"}' \
		'{"scope":"contact","key":"0003","key_field":"customer_id","when":"not now"}'
	expect 0 "roster approve --by me --decisions decisions.json $R; cat $R/update-*; [ ! -e $R/manual.csv ]" <<'END'
approve: runs/2026-11-24-by-hand: approved by me: 2 contacts in 2 files, 3 left out, nothing by hand
approve: read runs/2026-11-24-by-hand/UPLOAD.txt before you upload
customer_id,group_list,phone_valid
0002,ARCHIVED,FALSE
customer_id,group_list
0005,ARCHIVED
END
}

@test "decisions: never goes to the protect list, once, or to a list of its own" {
	contacts && archive
	decide '{"scope":"group","group":"Juniors","when":"never","reason":"a, b"}' \
		'{"scope":"contact","key":"0005","when":"not now"}' '{"scope":"contact","key":"0005","when":"never"}' \
		'{"scope":"contact","key":"a-4","key_field":"signalvine_id","when":"never"}'
	printf 'phone,Customer ID,reason\n+1303,0005,before' >keep.csv
	expect 0 "roster approve --by me --decisions decisions.json --protect-list keep.csv $R; cat keep.csv $R/update-*" <<'END'
approve: runs/2026-11-24-by-hand: approved by me: 2 contacts in 2 files, 3 left out, nothing by hand
approve: keep.csv: 1 contact added, never to be changed; give it to every run with --protect
approve: 1 contact never to be changed without a customer_id, so that no list can name them; let the policy's --where leave them out
approve: read runs/2026-11-24-by-hand/UPLOAD.txt before you upload
phone,Customer ID,reason
+1303,0005,before
,0002,"a, b"
customer_id,group_list,phone_valid
0001,ARCHIVED,FALSE
customer_id,phone_valid
0003,FALSE
END
	rm -r runs && archive && decide '{"scope":"group","group":"Juniors","when":"never"}'
	run -0 --separate-stderr roster approve --by me --decisions decisions.json $R
	[ "${stderr_lines[1]}" = "approve: 1 contact never to be changed; from now on say roster run --protect $R/never.csv" ]
	by_hand set-phone-valid FALSE --protect $R/never.csv
	[ "$(zcat $R-2/cleaned.csv.gz | grep -c TRUE,Juniors)" -eq 1 ]
	rm -r runs && archive && decide '{"scope":"group","group":"Juniors","when":"never"}'
	roster approve --by me --decisions decisions.json --protect-list new.csv $R
	diff new.csv <(printf 'customer_id,reason\n0002,\n')
	rm -r runs && archive && decide '{"scope":"group","group":"Juniors","when":"never"}'
	printf 'name\nBo\n' >other.csv
	refused 3 'other.csv:1: there is no column "customer_id"; name it with --column' \
		--decisions decisions.json --protect-list other.csv
	[ "$(cat other.csv)" = $'name\nBo' ]
}

@test "decisions that say something else than the run are refused, and nothing is approved" {
	contacts && archive
	decide '{"scope":"contact","key":"2","key_field":"customer_id","when":"not now"}'
	refused 3 'decisions.json: leaves out the contact "2", but the run changes nothing of it; mend the name, or take the decision out' \
		--decisions decisions.json
	decide '{"scope":"rule","stage":"set-active","when":"not now"}'
	refused 3 'decisions.json: leaves out the rule "set-active", but the run changes nothing of it; mend the name, or take the decision out' \
		--decisions decisions.json
	decide '{"scope":"all","when":"not now"}'
	refused 3 'decisions.json: decision 1 has no scope: contact, rule or group' --decisions decisions.json
	decide '{"scope":"group","group":"Juniors","when":"later"}'
	refused 3 'decisions.json: decision 1 has no when: "not now" or "never"' --decisions decisions.json
	decide '{"scope":"group","when":"never"}'
	refused 3 'decisions.json: decision 1 is about a group without group' --decisions decisions.json
	decide && sed -i s/by-hand/other/ decisions.json
	refused 4 'decisions.json: the decisions are about 2026-11-24-other, not 2026-11-24-by-hand' --decisions decisions.json
	decide && sed -i 's/sha256": "./sha256": "x/' decisions.json
	refused 4 'decisions.json: the decisions were made about another state of the run: manifest_sha256 is not that of its manifest; decide again on its page' \
		--decisions decisions.json
	echo '{"run":' >decisions.json
	run -3 roster approve --by me --decisions decisions.json $R
	decide && mv decisions.json $R
	refused 4 "$R/decisions.json: is there, but not asked for; say --decisions $R/decisions.json, or remove it"
	roster approve --by me --decisions $R/decisions.json $R
}

@test "what may not be approved: changed, old, superseded, renamed, failed, approved, without a name" {
	contacts && archive
	refused 2 '--note is not a line of text (UTF-8, without control characters)' --note $'a\nb'
	expect 2 "roster approve $R" <<<'approve: say who approves: --by NAME'
	cp -a runs kept
	sed -i s/Cy/Cyd/ $R/export.csv
	refused 4 "$R: was changed since it was proposed: export.csv: is not what the run wrote"
	rm -r runs && cp -a kept runs && sed -i 's/"changed": 5/"changed": 4/' $R/manifest.json
	refused 4 "$R: was changed since it was proposed: manifest.json: is not what the run wrote"
	(cd $R && rm SHA256SUMS && find . -type f ! -name log.txt -printf '%P\n' | LC_ALL=C sort | xargs sha256sum >../S && mv ../S SHA256SUMS)
	refused 4 "$R: was changed since it was proposed: the manifest says that counts.changed is 4, but the files have 5"
	rm -r runs && cp -a kept runs && cp -a $R runs/copy
	expect 4 'roster approve --by me runs/copy' <<'END'
approve: runs/copy: the folder was renamed: its manifest says 2026-11-24-by-hand; give it that name
END
	rm -r runs && cp -a kept runs
	sed -i "s/\"at\": [0-9]*/\"at\": $(($(date +%s) - 8 * 86400))/" $R/started.json
	refused 4 "$R: the run is 192 hours old, more than --max-age allows; run it again on a new export"
	sed -i "s/\"at\": [0-9]*/\"at\": $(($(date +%s) + 86400))/" $R/started.json
	refused 4 "$R: the run was begun in the future, says its started.json; set the clock"
	rm -r runs && cp -a kept runs && archive
	refused 4 "$R: a later run of its program and pipeline was proposed: 2026-11-24-by-hand-2; approve that one"
	roster approve --by me $R-2
	rm -r runs && mkdir -p runs && cp -a kept/2026-11-24-by-hand runs/x.failed
	expect 4 'roster approve --by me runs/x.failed' <<'END'
approve: runs/x.failed: the run did not end well, so there is nothing to approve; its log.txt says what happened
END
	run -5 roster approve --by me runs/nowhere
	run -4 roster approve --by me kept
	rm -r runs && cp -a kept runs && roster approve --by 'A. B.' $R
	run -4 --separate-stderr roster approve --by me $R
	[[ $stderr =~ ^"approve: $R: is approved already, by A. B. at "20.*Z$ ]]
	rm -r runs && cp -a kept runs && sed -i "s/\"at\": [0-9]*/\"at\": 1/" $R/started.json && roster prune --keep 1d
	refused 4 "$R: the run's data was pruned, so it can be proved no more; run it again on a new export"
}

@test "removals: a list and a letter for the staff, never twice, and who is still there" {
	contacts
	by_hand purge --where 'group_list has "Juniors" or customer_id = "0003"' --opted-out
	expect 0 "roster approve --by 'R. Ortiz' $R; cd $R; cat removal-approved.csv; sed 's/SHA-256 [0-9a-f]*/SHA-256 X/;s/20..-..-..,/DAY,/;s/, 20..-..-.. /, DAY /' removal-letter.txt" <<'END'
approve: runs/2026-11-24-by-hand: approved by R. Ortiz: 0 contacts in 0 files, 0 left out, nothing by hand
approve: 2 contacts to delete: send runs/2026-11-24-by-hand/removal-letter.txt with the list it names
approve: read runs/2026-11-24-by-hand/UPLOAD.txt before you upload
customer_id,signalvine_id
0002,a-2
0003,a-3
To the support staff of the texting platform

Please delete the 2 contacts of the program admissions that the attached list
removal-approved.csv names (SHA-256 X).

We know that this is permanent: the records and their message history for this
program go, and cannot be brought back. We keep a copy of the records.

1 of them opted out (active=FALSE). Please keep their numbers from being texted,
should they be imported again.

Please tell us when it is done.

R. Ortiz, for admissions, DAY (our reference: 2026-11-24-by-hand)
END
	grep -q "$(sha256sum <$R/removal-approved.csv | cut -c 1-64)" $R/removal-letter.txt
	jq -e '.removal.contacts == 2 and .removal.file == "removal-approved.csv"' $R/approval.json
	cp -a runs kept
	by_hand purge --where 'last_contacted < today - 18 months and customer_id is not empty' --opted-out
	R=$R-2
	decide '{"scope":"contact","key":"0001","key_field":"customer_id","when":"not now"}'
	expect 0 "roster approve --by me --decisions decisions.json $R; cd $R; cat removal-approved.csv; sed 's/,20[^,]*Z,/,NOW,/' removal-still-there.csv; grep -A 1 '^2 contacts' UPLOAD.txt removal-letter.txt" <<'END'
approve: runs/2026-11-24-by-hand-2: approved by me: 0 contacts in 0 files, 1 left out, nothing by hand
approve: 1 contact to delete: send runs/2026-11-24-by-hand-2/removal-letter.txt with the list it names
approve: 2 contacts of earlier letters still there: see runs/2026-11-24-by-hand-2/removal-still-there.csv
approve: read runs/2026-11-24-by-hand-2/UPLOAD.txt before you upload
customer_id,signalvine_id
0005,a-5
customer_id,signalvine_id,asked_at,run
0002,a-2,NOW,2026-11-24-by-hand
0003,a-3,NOW,2026-11-24-by-hand
UPLOAD.txt:2 contacts that the run took out were asked for by an earlier letter, and not again.
UPLOAD.txt-
UPLOAD.txt:2 contacts of earlier letters are still in this run's export: removal-still-there.csv
UPLOAD.txt-says who and since when. Ask the platform's staff what became of the letter.
--
removal-letter.txt:2 contacts that we asked you to delete before are in our export still: please see
removal-letter.txt-removal-still-there.csv, and tell us what became of that.
END
	rm -r runs && cp -a kept runs
	by_hand purge --where 'customer_id = "0001"'
	echo 0009,a-9 >>runs/2026-11-24-by-hand/removal-approved.csv
	refused 4 "$PWD/runs/2026-11-24-by-hand/removal-approved.csv: was changed since it was approved"
}

@test "uploaded: a part is noted once, when it is the one approved" {
	contacts && archive
	expect 4 "roster uploaded $R --part update-phone_valid.csv" <<'END'
uploaded: runs/2026-11-24-by-hand: is not approved; see roster approve --help
END
	expect 5 "roster uploaded ${R%hand}foot --part update-phone_valid.csv" <<'END'
uploaded: runs/2026-11-24-by-foot: no folder of a run: No such file or directory
END
	roster approve --by me $R
	expect 0 "roster uploaded $R --part $R/update-phone_valid.csv --by 'B. W.'; roster uploaded $R --part update-group_list.csv" <<'END'
uploaded: runs/2026-11-24-by-hand: noted; 2 of 3 files are still to be uploaded
uploaded: runs/2026-11-24-by-hand: noted; 1 of 3 files is still to be uploaded
END
	jq -es --arg sum "$(sha256sum <$R/update-phone_valid.csv | cut -c 1-64)" 'length == 2
		and .[0].part == "update-phone_valid.csv" and .[0].sha256 == $sum and .[0].by == "B. W."
		and (.[0].at | test("^20.*Z$")) and (.[1] | has("by") | not)' $R/uploaded.ndjson
	cp $R/uploaded.ndjson before
	run -4 --separate-stderr roster uploaded $R --part update-phone_valid.csv
	[[ $stderr =~ ^'uploaded: update-phone_valid.csv: is noted as uploaded already, at '20.*Z$ ]]
	expect 2 "roster uploaded $R --part update-phone.csv" <<'END'
uploaded: update-phone.csv: is no file that was approved; there are update-group_list+phone_valid.csv, update-phone_valid.csv, update-group_list.csv
END
	expect 2 "roster uploaded $R" <<<'uploaded: say which file was uploaded: --part FILE'
	printf '9,FALSE\n' >>"$R/update-group_list+phone_valid.csv"
	expect 4 "roster uploaded $R --part update-group_list+phone_valid.csv" <<'END'
uploaded: runs/2026-11-24-by-hand/update-group_list+phone_valid.csv: was changed since it was approved
END
	expect 1 "roster verify $R" <<'END'
verify: runs/2026-11-24-by-hand/update-group_list+phone_valid.csv: was changed since it was approved
END
	cmp before $R/uploaded.ndjson
	sed -i '$d' "$R/update-group_list+phone_valid.csv" && printf '{"part":"upda' >>$R/uploaded.ndjson
	expect 0 "roster uploaded $R --part update-group_list+phone_valid.csv" <<'END'
uploaded: runs/2026-11-24-by-hand: noted; that was the last of its files
END
	[ "$(jq -r .part $R/uploaded.ndjson | wc -l)" -eq 3 ]
	echo ' ' >>$R/manifest.json
	expect 4 "roster uploaded $R --part update-group_list.csv" <<'END'
uploaded: runs/2026-11-24-by-hand: was changed since it was approved: manifest.json is another
END
	printf 'x\n' >$R/uploaded.ndjson && sed -i '$d' $R/manifest.json
	expect 5 "roster uploaded $R --part update-group_list.csv" <<'END'
uploaded: runs/2026-11-24-by-hand/uploaded.ndjson: line 1 is none that roster wrote; mend or remove it
END
}

@test "killed anywhere, a run is approved with all its files or not at all, and can be again" {
	skip_under_sanitizers
	contacts && archive && cp -a runs proposed
	cc -shared -fPIC -o fail_call.so "$BATS_TEST_DIRNAME/faults/fail_call.c" -ldl
	roster approve --by me $R && (cd $R && ls -A && cat update-*) >wanted
	local killed=0 call at
	for call in open write fsync rename close mkdir; do
		for at in {1..40}; do
			rm -rf runs mark && cp -a proposed runs
			FAIL_CALL=$call FAIL_PATH="*/$R*" FAIL_AT=$at FAIL_ERRNO=5 FAIL_KILL=1 FAIL_MARK=$PWD/mark \
				LD_PRELOAD=$PWD/fail_call.so roster approve --by me "$PWD/$R" 2>/dev/null || true
			[ -e mark ] || break
			killed=$((killed + 1))
			roster verify $R >/dev/null
			[ -e $R/approval.json ] || roster approve --by me $R 2>/dev/null
			rm -rf $R/.approval
			diff wanted <(cd $R && ls -A && cat update-*)
			(cd $R && jq -r '.files[] | .sha256 + "  " + .name' approval.json | sha256sum --quiet -c)
		done
	done
	[ "$killed" -gt 40 ]
}

@test "a disk that fails leaves a run as it was, with a message" {
	skip_under_sanitizers
	contacts && archive && cp -a runs proposed
	cc -shared -fPIC -o fail_call.so "$BATS_TEST_DIRNAME/faults/fail_call.c" -ldl
	local failed=0 call at
	for call in write fsync rename; do
		for at in {1..40}; do
			rm -rf runs mark && cp -a proposed runs
			FAIL_CALL=$call FAIL_PATH="*/$R*" FAIL_AT=$at FAIL_ERRNO=28 FAIL_MARK=$PWD/mark \
				LD_PRELOAD=$PWD/fail_call.so roster approve --by me "$PWD/$R" 2>said && break
			failed=$((failed + 1))
			grep -q 'No space left on device' said
			[ -e $R/approval.json ] || diff <(ls -A proposed/2026-11-24-by-hand) <(ls -A $R)
			[ ! -e $R/approval.json ] || roster verify $R
		done
	done
	[ "$failed" -gt 10 ]
}

# expected: what the platform has to hold after all uploads, from the export, the cleaned file, the
# decisions and the stages' journals; OLD, NEW, CONTACTS, GROUPS, VALUES, as the files below
expected() {
	awk -F , -v OFS=, '
		FILENAME == "contacts" { left_out[$1] = 1; next }
		FILENAME == "groups" { groups[$1] = 1; next }
		FILENAME == "values" { values[$1, $2] = 1; next }
		FILENAME == "new.csv" { for (i = 2; i <= NF; i++) new[$1, i] = $i; there[$1] = 1; next }
		FNR == 1 { for (i = 1; i <= NF; i++) name[i] = $i }
		pass == 1 { count[$1]++; next }
		FNR == 1 { print; next }
		{
			out = $1 == "" || count[$1] > 1 || !there[$1] || ($1 in left_out)
			n = split($5, parts, ";")
			for (i = 1; i <= n; i++) out = out || (parts[i] in groups)
			for (i = 2; i <= NF; i++)
				if (!out && new[$1, i] != "" && !(($1, name[i]) in values)) $i = new[$1, i]
			print
		}' contacts groups values new.csv pass=1 export.csv pass=2 export.csv
}

# random_run SEED: filters that change much, by random conditions
random_run() {
	local s=$1 drop=()
	((s % 3)) || drop=(+ select --where "score != $((s % 10))" + purge --where "score = $((s / 10 % 10))" --opted-out)
	((s % 4)) || drop+=(+ set-phone-valid TRUE --where 'note = "x"')
	awk -F , 'NR % 5 == 0 && $1 != "" && $6 != "" {
		print "{\"key\":\"" $1 "\",\"field\":\"note\",\"from\":\"" $6 "\",\"to\":\"\"}" }' export.csv >blank.ndjson
	by_hand patch blank.ndjson + correct fixes.csv + set-phone-valid FALSE --where "score < $((s % 11))" + \
		tag-archive --where "score > $((s / 3 % 11))" + set-active FALSE --where "note = \"y\"" "${drop[@]}"
}

# random_decisions SEED: decisions.json, and what they leave out as contacts, groups and values
random_decisions() {
	local list=() stage key
	: >contacts && : >groups && : >values && : >gone
	if (($1 % 2)); then
		stage=$(jq -r '.stages[] | select(.changed > 0) | .name' $R/manifest.json | shuf -n 1 --random-source=export.csv)
		list+=("{\"scope\":\"rule\",\"stage\":\"$stage\",\"when\":\"not now\"}")
		jq -r '.key + "," + .field' "$R/stages/$stage/journal.ndjson" >values
	fi
	if (($1 % 5 < 3)); then
		jq -r .key $R/journal.ndjson | grep -v '^$' | sort -u | shuf -n 9 --random-source=export.csv >contacts
		while read -r key; do
			list+=("{\"scope\":\"contact\",\"key\":\"$key\",\"key_field\":\"customer_id\",\"when\":\"never\"}")
		done <contacts
	fi
	if (($1 % 7 < 3)); then
		echo Band >groups
		list+=('{"scope":"group","group":"Band","when":"not now"}')
	fi
	decide "${list[@]}"
}

@test "what stages made and unmade is no update, though it is spelled otherwise" {
	printf 'customer_id,phone_valid,group_list\n1,False,A;B\n2,TRUE,A\n' >export.csv
	printf 'customer_id,phone_valid,group_list\n1,,B\n2,,B\n' >there.csv
	printf 'customer_id,phone_valid,group_list\n1,FALSE,B;A\n2,FALSE,A\n' >back.csv
	by_hand correct there.csv --blank + correct back.csv --stage back
	expect 0 "roster approve --by me $R; cd $R; cat update-*" <<'END'
approve: runs/2026-11-24-by-hand: approved by me: 1 contact in 1 file, 0 left out, nothing by hand
approve: read runs/2026-11-24-by-hand/UPLOAD.txt before you upload
customer_id,phone_valid
2,FALSE
END
}

@test "random runs: the export with the update files applied is the cleaned file, less what was left out" {
	local seed most=${PAIRS:-25} uploaded=0 rows
	for ((seed = 1; seed <= most; seed++)); do
		rm -rf runs
		invent $seed
		random_run $seed
		random_decisions $seed
		roster approve --by me --decisions decisions.json $R 2>said || {
			cat said
			return 1
		}
		zcat $R/cleaned.csv.gz >new.csv
		rows=()
		set -- $R/update-*.csv
		[ ! -e "$1" ] || rows=("$@")
		applied export.csv "${rows[@]}" >done.csv
		expected | diff - done.csv || {
			echo "seed $seed"
			return 1
		}
		uploaded=$((uploaded + $(jq .contacts $R/approval.json)))
		[ "$(jq .contacts $R/approval.json)" -eq "$(cat "${rows[@]}" /dev/null | grep -vc '^customer_id')" ]
	done
	[ "$uploaded" -gt $((most * 10)) ]
}

@test "approve: bad records that the run allowed are told of, and nothing is made of them" {
	printf 'customer_id,phone_valid\n1,TRUE\n2\n"3"x,TRUE\n' >export.csv
	roster run --quiet --no-check --max-rejects 2 --program a --as-of 2026-11-24 export.csv -- set-phone-valid FALSE
	expect 0 "roster approve --by me $R; cat $R/update-*; grep -i reject $R/UPLOAD.txt" <<END
approve: $R: approved by me: 1 contact in 1 file, 0 left out, nothing by hand
approve: read $R/UPLOAD.txt before you upload
customer_id,phone_valid
1,FALSE
Bad records, of which nothing was changed: 2 (rejects.ndjson).
END
}

@test "an empty file of decisions is called so" {
	contacts
	archive
	: >none
	expect 3 "roster approve $R --by me --decisions none" <<'END'
approve: none: the file is empty; save the decisions on the run's page again
END
}

@test "the command that notes an upload can be pasted, wherever the run lies" {
	contacts
	mkdir "it's here"
	roster run --quiet --runs "it's here" --program admissions --as-of 2026-11-24 --no-check export.csv -- \
		set-phone-valid FALSE
	roster approve "it's here/2026-11-24-by-hand" --by me 2>said
	command=$(sed -n 's/.*When it is up: //p' "it's here/2026-11-24-by-hand/UPLOAD.txt")
	bash -c "$command" 2>said
	[ -s "it's here/2026-11-24-by-hand/uploaded.ndjson" ]
}
