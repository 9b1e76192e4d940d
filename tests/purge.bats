#!/usr/bin/env bats
# purge as a transaction: the request with what it needs, the suppression list, and nothing is gone
# wherever it is interrupted

load common

contacts() {
	cat >in <<'END'
customer_id,signalvine_id,full_name,phone,active
1,a,"Ortiz, Ana",+13035550101,TRUE
2,b,Bo Lee,+13035550102,FALSE
3,c,Cy Day,(303) 555-0103,false
4,d,Di Fox,+13035550104,TRUE
END
}

@test "the request has names, phones and the program where they are asked for" {
	contacts
	expect 0 "roster purge --where 'customer_id in (\"1\",\"4\")' --backup b --request r \
		--request-columns full_name,phone --request-program 'Admissions, North' --quiet in; cat r b" <<'END'
customer_id,signalvine_id,full_name,phone,active
2,b,Bo Lee,+13035550102,FALSE
3,c,Cy Day,(303) 555-0103,false
customer_id,signalvine_id,full_name,phone,program
1,a,"Ortiz, Ana",+13035550101,"Admissions, North"
4,d,Di Fox,+13035550104,"Admissions, North"
customer_id,signalvine_id,full_name,phone,active
1,a,"Ortiz, Ana",+13035550101,TRUE
4,d,Di Fox,+13035550104,TRUE
END
	expect 3 "roster purge --where 'customer_id = \"1\"' --backup b2 --request r2 --request-columns name --output o in" <<'END'
purge: in:1: there is no column "name"; name it with --column
END
	expect 2 "roster purge --where 'customer_id = \"1\"' --backup b2 --request r2 --request-columns a,,b --output o in" <<'END'
purge: --request-columns is "a,,b", not 1 to 16 names joined by commas
END
	[ ! -e b2 ] && [ ! -e r2 ] && [ ! -e o ]
}

@test "who opted out is taken out only onto a suppression list, which grows" {
	contacts
	expect 2 "roster purge --where 'active = FALSE' --opted-out --backup b --request r --output o in" <<'END'
purge: say where those who opted out are kept, so that nobody imports them anew: --suppression FILE
END
	expect 2 "roster purge --where 'active = FALSE' --suppression s --backup b --request r --output o in" <<'END'
purge: --suppression says nothing without --opted-out
END
	roster purge --where 'customer_id = "1" or customer_id = "2"' --opted-out --suppression s \
		--backup b --request r --as-of 2026-11-24 --quiet --output o in
	expect 0 'cat s o' <<'END'
customer_id,signalvine_id,phone,suppressed_at
2,b,+13035550102,2026-11-24
customer_id,signalvine_id,full_name,phone,active
3,c,Cy Day,(303) 555-0103,false
4,d,Di Fox,+13035550104,TRUE
END
	roster purge --where 'customer_id = "3"' --opted-out --suppression s \
		--backup b3 --request r3 --as-of 2026-11-25 --quiet --output o3 o
	expect 0 'cat s' <<'END'
customer_id,signalvine_id,phone,suppressed_at
2,b,+13035550102,2026-11-24
3,c,(303) 555-0103,2026-11-25
END
	# the same again, as after a purge that failed behind its list
	roster purge --where 'customer_id = "3"' --opted-out --suppression s \
		--backup b4 --request r4 --as-of 2026-11-25 --quiet --output o4 o
	expect 0 'tail -n 1 s; wc -l <s' <<'END'
3,c,(303) 555-0103,2026-11-25
3
END
	for other in 'customer_id\n1\n' 'customer_id,signalvine_id,phone,suppressed_at\n1,a' ''; do
		printf "$other" >notes
		expect 3 "roster purge --where 'active = FALSE' --opted-out --suppression notes --backup b5 --request r5 --output o5 in" <<'END'
purge: notes: is no suppression list, which begins with the line customer_id,signalvine_id,phone,suppressed_at; name another
END
		[ "$(cat notes)" = "$(printf "$other")" ]
	done
	[ ! -e b4 ] && [ ! -e r4 ] && [ ! -e o4 ]
	# it is a list of opt-outs, and of protected contacts, as it is
	roster set-phone-valid FALSE --column phone_valid=active --protect s --quiet in 2>/dev/null || true
	printf '{"key":"4","field":"active","from":"TRUE","to":"FALSE","filter":"set-active","at":"2026-11-01"}\n' >ours
	sed 's/TRUE/FALSE/' in >now
	roster set-active TRUE --evidence ours --opt-outs s --opt-outs-until 2026-11-24 --export now \
		--export-date 2026-11-24 --quiet now | grep -q '^4,.*TRUE'
}

@test "in a run the suppression list is kept beside the request" {
	contacts
	roster run --quiet --program a --as-of 2026-11-24 in -- \
		purge --where 'customer_id in ("1","2")' --opted-out --request-columns phone
	cd runs/2026-11-24-by-hand
	expect 0 'cat suppression.csv removal-request.csv; sha256sum --quiet -c SHA256SUMS; grep -c suppression.csv SHA256SUMS' <<'END'
customer_id,signalvine_id,phone,suppressed_at
2,b,+13035550102,2026-11-24
customer_id,signalvine_id,phone
1,a,+13035550101
2,b,+13035550102
1
END
}

@test "a suppression list that another program changes meanwhile loses nothing" {
	contacts
	printf 'customer_id,signalvine_id,phone,suppressed_at\n9,,,2026-01-01\n' >s
	mkfifo slow
	roster purge --where 'active = FALSE' --opted-out --suppression s --backup b --request r --quiet --output o slow 2>said 3>&- &
	exec 7>slow
	cat in >&7
	sleep 0.3
	printf '8,,,2026-01-02\n' >>s
	exec 7>&-
	status=0
	wait $! || status=$?
	[ $status -eq 5 ]
	[ "$(cat said)" = 'purge: s: was changed meanwhile, by another program; run it again' ]
	[ "$(wc -l <s)" -eq 3 ]
	[ ! -e b ] && [ ! -e r ] && [ ! -e o ]
}

# Whatever stands there now must not promise what is not there
consistent() {
	cmp -s in kept.in || { echo 'the input was changed' && return 1; }
	head -n 2 s | cmp -s - kept.s || { echo 'the suppression list lost a row' && return 1; }
	if [ -e r ]; then
		[ "$(wc -l <r)" -eq 3 ] && [ "$(roster select --where 'active is not empty' --quiet b | wc -l)" -eq 3 ] &&
			grep -q '^2,b,' s || { echo 'a request without its records' && return 1; }
	fi
	[ ! -e o ] || { [ -e r ] && [ "$(wc -l <o)" -eq 3 ]; } || { echo 'an output without its request' && return 1; }
}

@test "killed, or on a full disk, at any call: nothing is gone" {
	skip_under_sanitizers
	cc -shared -fPIC -o fail_call.so "$BATS_TEST_DIRNAME/faults/fail_call.c" -ldl
	contacts
	cp in kept.in
	printf 'customer_id,signalvine_id,phone,suppressed_at\n9,,,2026-01-01\n' >kept.s
	tried=0
	for how in '' 1; do
		for call in mkstemp write fsync close link rename; do
			for ((at = 1; at < 40; at++)); do
				rm -f b r o mark
				cp kept.s s
				status=0
				env FAIL_CALL=$call FAIL_PATH="$PWD/*" FAIL_AT=$at FAIL_ERRNO=28 \
					FAIL_MARK="$PWD/mark" ${how:+FAIL_KILL=1} LD_PRELOAD="$PWD/fail_call.so" \
					roster purge --where 'customer_id in ("1","2")' --opted-out \
					--suppression s --backup b --request r --quiet --output o in \
					2>said || status=$?
				[ -e mark ] || break
				tried=$((tried + 1))
				consistent && { [ $status -eq 5 ] || [ $status -eq 137 ] || [ -e o ]; } || {
					echo "$call number $at fails${how:+ by a kill}: status $status: $(cat said)"
					ls
					return 1
				}
				rm -f .[a-z]*.??????
			done
		done
	done
	[ $tried -gt 25 ] || {
		echo "only $tried calls"
		return 1
	}
}

@test "purge: --help says what must be given, and the cap" {
	expect 0 "roster purge --help | sed -n '/^usage/p;/--backup/p;/--request FILE/p;/^Without/p'; roster select --help | grep ^usage" <<'END'
usage: roster purge --where EXPR [OPTIONS] [FILE ...]
  --backup FILE         a new file for the whole records; in a run its own
  --request FILE        a new file, the list for the platform's staff; in a run its own
Without --max-changes it is 100.
usage: roster select --where EXPR [OPTIONS] [FILE ...]
END
}
