#!/usr/bin/env bats
# Options that would destroy something, ways around the guard, descriptors that are closed

load common

setup_contacts() {
	printf 'customer_id,active,phone_valid,group_list\n1,TRUE,TRUE,A\n2,FALSE,TRUE,B\n' >in
	cp in before
	printf 'customer_id\n1\n' >keep
}

# refused MESSAGE COMMAND: status 2, and nothing was made or changed
refused() {
	expect 2 "$2" <<<"$1"
	cmp in before && [ "$(ls)" = $'before\nin\nkeep' ]
}

@test "two options never name one file" {
	setup_contacts
	refused 'set-phone-valid: in: is input and output at once; write to another file' \
		'roster set-phone-valid FALSE --rejects in --output o in'
	refused 'purge: r: two options name this file; give each its own' \
		"roster purge --where 'customer_id = \"1\"' --backup b --request r --output r in"
	refused 'purge: b: two options name this file; give each its own' \
		"roster purge --where 'customer_id = \"1\"' --backup b --request r --output ./b in"
	refused 'tag-archive: j: two options name this file; give each its own' \
		'roster tag-archive --journal j --output j in'
	refused 'tag-archive: j: two options name this file; give each its own' \
		'roster tag-archive --journal j --rejects j --output o in'
	refused 'tag-archive: j: two options name this file; give each its own' \
		'roster tag-archive --journal j in + set-active FALSE --journal j --output o'
	refused 'tag-archive: o: two options name this file; give each its own' \
		'roster tag-archive --rejects o --output o in'
	refused 'tag-archive: keep: is read by this program, too; write to another file' \
		'roster tag-archive --protect keep --output keep in'
	refused 'tag-archive: keep: is read by this program, too; write to another file' \
		'roster tag-archive --protect keep --rejects keep --output o in'
	expect 2 'roster tag-archive --rejects o in >o' <<'END'
tag-archive: o: is the output and --rejects at once; write to another file
END
}

@test "no other filter reaches active by --column" {
	setup_contacts
	for column in phone_valid=active phone_valid=Active; do
		refused "set-phone-valid: --column $column: that is the column active, which nothing but set-active may change" \
			"roster set-phone-valid TRUE --column $column --output o in"
	done
	refused 'tag-archive: --column group_list=active: that is the column active, which nothing but set-active may change' \
		'roster tag-archive --group TRUE --column group_list=active --output o in'
	printf 'customer_id,Live,phone_valid\n1,FALSE,TRUE\n' >in && cp in before
	refused 'set-phone-valid: --column phone_valid=live: that is the column active, which nothing but set-active may change' \
		'roster set-phone-valid TRUE --column active=Live --column phone_valid=live --output o in'
}

@test "a blank key of a consent list names nobody" {
	printf 'customer_id,signalvine_id,active\n" ",s1,FALSE\n' >in
	printf 'customer_id,date,source\n" ",2026-01-01,form\n' >consent
	expect 3 'roster set-active TRUE --consent consent --output o in' <<'END'
set-active: consent:2: the consent names no contact; fill in customer_id or signalvine_id
END
}

@test "closed standard descriptors are errors, not files that something else is written to" {
	setup_contacts
	run timeout 10 bash -c "roster select --where 'active = TRUE' --output o <&-"
	[ "$status" -eq 5 ] && [ "$output" = 'select: standard input: cannot read: Bad file descriptor' ]
	run timeout 10 bash -c 'roster tag-archive --journal j in <&- >&-'
	[ "$status" -eq 5 ]
	[[ $output == 'tag-archive: standard output: cannot write: Bad file descriptor' ]]
	[ ! -e j ] && [ ! -e o ]
}

@test "poison is refused wherever it stands in a stream" {
	printf 'customer_id,active,phone_valid\n1,TRUE,TRUE\n"5",TRUE,TRUE\n6,TRUE,TRUE\n' >two
	printf 'customer_id,active,phone_valid\n1,maybe,TRUE\n' >bad
	expect 3 '{ head -2 two; roster set-active FALSE bad 2>/dev/null; tail -2 two; } |
		roster set-phone-valid FALSE --rejects r --output o' <<'END'
set-phone-valid: standard input:3: the program that wrote this failed, and the output is incomplete: set-active: bad:2:3: active is 'maybe', not TRUE or FALSE (record 1); fix it or use --rejects FILE
END
}

@test "a run that fails leaves the rejects of the one before" {
	printf 'customer_id,phone_valid\n1,TRUE\n2,maybe\n' >in
	echo old >r
	expect 5 'roster set-phone-valid FALSE --rejects r in >/dev/full' <<'END'
set-phone-valid: standard output: cannot write: No space left on device
END
	[ "$(cat r)" = old ]
}

@test "a list is no standard input, and what stands twice in it is one entry" {
	setup_contacts
	expect 2 'roster set-active FALSE --protect - --output o <in' <<'END'
set-active: a list is a file, not standard input (-)
END
	printf 'customer_id\n1\n1\n' >keep
	expect 0 'roster set-phone-valid FALSE --protect keep --output o in' <<'END'
set-phone-valid: 2 read, 2 written, 1 changed, 1 protected
set-phone-valid: no journal was kept, so this cannot be undone from a record of it; next time say --journal FILE
END
}

@test "the exact name of a column wins over any that are only alike" {
	printf 'Active,ACTIVE,active\nTRUE,TRUE,TRUE\n' >in
	expect 0 'roster set-active FALSE --quiet in' <<'END'
Active,ACTIVE,active
TRUE,TRUE,FALSE
END
}

@test "what is no name of a file to write is refused at once" {
	expect 2 "roster set-phone-valid FALSE --journal - --output out <<<'a'" <<'END'
set-phone-valid: "-" is no file to write; name one
END
	expect 2 "roster select --where 'a = 1' --output '' <<<'a'" <<'END'
select: "" is no file to write; name one
END
}

@test "an output may be what /dev/stdout leads to" {
	expect 0 "printf 'a\n1\n2\n' | roster select --where 'a = 1' --quiet --output /dev/stdout | cat" <<'END'
a
1
END
}

@test "text that would not be UTF-8 in a journal or an export is refused" {
	expect 2 $'roster tag-archive --group \xff --output out <<<a' <<'END'
tag-archive: --group is not UTF-8 text
END
	expect 2 $'roster tag-archive --journal j --reason \xff --output out <<<a' <<'END'
tag-archive: --reason is not UTF-8 text
END
	echo a >in
	expect 2 $'roster dedupe --keep first --group \xff --output out in' <<'END'
dedupe: --group is not UTF-8 text
END
	expect 2 $'roster purge --where "a = 1" --backup b --request r --request-program \xff --output out in' <<'END'
purge: --request-program is not UTF-8 text
END
}

@test "a role that --column names twice is refused" {
	expect 2 "roster select --column phone=a --column phone=b --where 'phone = 1' --output out <<<a" <<'END'
select: --column gives phone two names, "a" and "b"; leave one out
END
	expect 2 "roster select --column phne=a --where 'phone = \"1\"' --output out <<<a" <<'END'
select: --column phne=a: nothing here asks for a column "phne"; the nearest is "phone"
END
	printf 'Mobile\n1\n' >in
	expect 0 "roster select --column phone=Mobile --column group_list=G --column last_contacted=L --column who=Mobile --where 'phone = \"1\" and who = \"1\"' --quiet in" <<'END'
Mobile
1
END
}

@test "a second signal ends a program that waits for its reader, and no temporary file stays" {
	yes '1,TRUE' | head -1000000 | cat <(echo customer_id,phone_valid) - >in
	mkfifo pipe
	exec 9<>pipe
	"$BUILD/roster" set-phone-valid FALSE --quiet --journal journal in >pipe 9<&- &
	sleep 0.5
	kill -TERM $! && sleep 0.2 && kill -0 $! && kill -TERM $!
	status=0
	wait $! || status=$?
	exec 9<&-
	[ "$status" -eq 143 ] && [ -z "$(ls -A | grep journal)" ]
}

@test "an operand too many is named, with what is taken" {
	expect 2 'roster stats a b c' <<'END'
stats: "c" is one operand too many: roster stats [OPTIONS] EXPORT [EXPORT2]
END
}

@test "an option that a program does not have is named" {
	expect 2 'roster stats --colum a=b in' <<'END'
stats: there is no option --colum; the nearest is --column (--help lists them all)
END
}

@test "compressed output is not written to a terminal" {
	command -v script >/dev/null || skip 'script is not installed'
	printf 'customer_id,phone_valid\n1,TRUE\n' >in
	on_terminal() {
		expect "$1" "script --quiet --return --command '$2' /dev/null </dev/null | tr -d '\r'; exit \${PIPESTATUS[0]}"
	}
	for words in 'set-phone-valid FALSE --journal j' 'set-phone-valid FALSE --output -' convert; do
		on_terminal 2 "roster $words --gzip in" <<END
${words%% *}: compressed output is not for a terminal; say --output FILE, or leave out --gzip
END
	done
	[ ! -e j ]
	on_terminal 0 'roster convert --quiet --gzip in | gzip -dc' <in
}
