#!/usr/bin/env bats
# The page of a run: what the program puts into it, and where it is; page/ has what a browser shows

load common

bats_require_minimum_version 1.5.0

contacts() {
	cat >export.csv <<'END'
customer_id,first_name,last_name,phone,active,phone_valid,group_list,last_contacted
1,Ann,"</script><script>alert(1)</script>",+13035550101,TRUE,TRUE,Seniors;Band,2025-05-20
2,"=HYPERLINK(""x"")",Ozu,+13035550102,TRUE,FALSE,Juniors,2025-05-24
3,Cy,Poe,+13035550103,FALSE,TRUE,Seniors,2020-01-31
,No,Key,+13035550104,TRUE,TRUE,Seniors,2020-01-31
5,Eve,Rex,+13035550105,TRUE,TRUE,Band,
END
}

stale='last_contacted < today - 18 months'

run_it() {
	roster run --quiet --no-check --program admissions --as-of 2026-11-24 --allow-seen "$@"
}

# data ID [PAGE]: the JSON that stands in the page
data() {
	sed -n "s|^<script type=\"application/json\" id=\"$1\">||;t go;b;:go;:more;/<\/script>\$/{s|</script>\$||;p;q};p;n;b more" \
		"${2-runs/2026-11-24-by-hand/review.html}"
}

@test "a row of each contact that changes, and none of the others" {
	contacts
	run_it export.csv -- set-phone-valid FALSE --where "$stale" + tag-archive --where "$stale"
	expect 0 "$(declare -f data); data contacts" <<'END'
[
["1","Ann","\u003c/script>\u003cscript>alert(1)\u003c/script>","+13035550101",0,0,2,-1,[0,1]],
["3","Cy","Poe","+13035550103",0,1,0,-1,[0,2]]
]
END
	data summary | grep -q '"totals":{"starts":0,"stops":1,"activated":0,"deactivated":0,"purged":0,"dropped":0,"touched":2,"shown":2}'
	data summary | grep -q '"empty":\[\["last_contacted",1\]\]'
	data summary | grep -q '"inside":\[\["1","Ann",[^]]*"2025-05-20"\],\["3",[^]]*"2020-01-31"\]\],"outside":\[\["2",[^]]*"2025-05-24"\]\]'
	data summary | grep -q '"groups":\[\["Band",2,1,0\],\["Seniors",3,2,0\],\["ARCHIVED",0,0,2\]\]'
	[ "$(grep -o '"reachable[_a-z]*": [0-9]*' runs/2026-11-24-by-hand/manifest.json | tr '\n' ' ')" = \
		'"reachable": 3 "reachable_after": 2 ' ]
}

@test "a purge, a drop and an opting in are told from each other" {
	contacts
	printf 'customer_id,date,source\n3,2026-11-01,form\n' >consent.csv
	run_it export.csv -- set-active TRUE --consent consent.csv --where 'customer_id = "3"' + \
		set-phone-valid FALSE --where 'customer_id = "5"' + select --where 'customer_id != "5"' + \
		purge --where 'customer_id = "2"'
	data summary | grep -q '"totals":{"starts":1,"stops":0,"activated":1,"deactivated":0,"purged":1,"dropped":1,"touched":3,"shown":3}'
	[ "$(data contacts | cut -d, -f 1,7- | sed 1d)" = $'["2",16,0,[]],\n["3",69,-1,[0]],\n["5",32,1,[1]]\n]' ]
}

@test "earlier nights, and the policy of the last one that was approved" {
	contacts
	printf 'roster set-phone-valid FALSE --where "customer_id = \\"1\\"" "$1"\n' >p.sh
	run_it p.sh export.csv && roster approve --by 'R. Ortiz' runs/2026-11-24-p
	sed -i 's/1/5/' p.sh
	run_it p.sh export.csv
	data summary runs/2026-11-24-p-2/review.html >summary
	grep -q '"nights":\[{"run":"2026-11-24-p","at":[0-9]*,"reachable":3,"reachableAfter":2,"changed":1,"approved":true}\]' summary
	grep -q '"policy":{"now":"[^}]*\\"5[^}]*,"approvedRun":"2026-11-24-p","approved":"[^}]*\\"1' summary
}

@test "review: where the page is, made anew, and a copy for others" {
	contacts
	run_it export.csv -- tag-archive --where "$stale"
	mkdir shared
	expect 0 'umask 027; cd runs; roster review 2026-11-24-by-hand
		roster review --output again.html 2026-11-24-by-hand && cmp again.html 2026-11-24-by-hand/review.html
		roster review --share ../shared 2026-11-24-by-hand/
		cd ../shared && stat -c "%a %n" * */*
		cmp 2026-11-24-by-hand/review.html ../runs/2026-11-24-by-hand/review.html' <<'END'
2026-11-24-by-hand/review.html
again.html
../shared/2026-11-24-by-hand/review.html
750 2026-11-24-by-hand
640 2026-11-24-by-hand/journal.ndjson
640 2026-11-24-by-hand/review.html
END
	expect 5 'roster review nowhere; roster review --share nowhere runs/2026-11-24-by-hand' <<'END'
review: nowhere/review.html: cannot be read; is nowhere the folder of a run: No such file or directory
review: nowhere/2026-11-24-by-hand: cannot make the folder: No such file or directory
END
	expect 2 'roster review --share a --output b runs/2026-11-24-by-hand' <<'END'
review: --share and --output are two ways; say one
END
}

@test "review --output: a manifest without its names" {
	contacts
	run_it export.csv -- tag-archive --where "$stale"
	for name in run program as_of; do
		sed "s/\"$name\": /\"no_$name\": /" runs/2026-11-24-by-hand/manifest.json >"$name"
	done
	expect 5 'for name in run program as_of; do
			cp "$name" runs/2026-11-24-by-hand/manifest.json
			roster review --output page.html runs/2026-11-24-by-hand
			[ $? = 5 ] && [ ! -e page.html ] || exit 1
		done; exit 5' <<'END'
review: manifest.json: run is no text
review: manifest.json: program is no text
review: manifest.json: as_of is no day
END
}

@test "run --share: the copy may be read by whom the umask lets, the run may not" {
	contacts
	mkdir shared
	expect 0 "umask 022; roster run --no-check --program admissions --as-of 2026-11-24 --share shared export.csv -- tag-archive --where '$stale'
		stat -c '%a %n' shared/*/* runs/2026-11-24-by-hand/review.html" <<'END'
run: runs/2026-11-24-by-hand: proposed and proved: 5 contacts, 2 changed, 0 taken out, 0 rejected
run: look at runs/2026-11-24-by-hand/review.html
run: a copy for others is shared/2026-11-24-by-hand/review.html
644 shared/2026-11-24-by-hand/journal.ndjson
644 shared/2026-11-24-by-hand/review.html
600 runs/2026-11-24-by-hand/review.html
END
	# the run is there even where the copy cannot be
	touch shared/2026-11-24-by-hand-2
	expect 5 "roster run --no-check --allow-seen --program admissions --as-of 2026-11-24 --share shared export.csv -- tag-archive --where '$stale'" <<'END'
run: runs/2026-11-24-by-hand-2: proposed and proved: 5 contacts, 2 changed, 0 taken out, 0 rejected
run: look at runs/2026-11-24-by-hand-2/review.html
run: runs/2026-11-24-by-hand-2 is proposed, but not shared: shared/2026-11-24-by-hand-2/review.html: cannot create a file beside it: Not a directory; mend that, and copy its page by roster review --share
END
}

@test "run --share: a folder that is not there is said before the run, not after it" {
	contacts
	expect 5 "roster run --program a --share nowhere export.csv -- tag-archive; status=\$?; [ ! -e runs ]; exit \$status" <<'END'
run: --share nowhere: there is no such folder; make it, for those who are to read the page
END
}

@test "a page that is made again knows what the run called the columns" {
	contacts
	sed -i '1s/phone_valid/Textable/' export.csv
	run_it --column phone_valid=Textable export.csv -- set-phone-valid FALSE --column phone_valid=Textable
	roster review --output again.html runs/2026-11-24-by-hand
	cmp again.html runs/2026-11-24-by-hand/review.html
}
