#!/usr/bin/env bats
# Values of JSON that no text can hold (\u0000): unread they pass, read they make a bad record

load common

# `value` has one in each column but its key, `key` has one in its key
setup_records() {
	local good='{"customer_id":"1","phone":"+13035550101","active":false,"phone_valid":true,"group_list":"A"}'
	printf '%s\n' "$good" >good
	printf '%s\n' '{"customer_id":"2","phone":"+1\u0000","active":true,"phone_valid":true,"group_list":"A\u0000"}' >odd
	printf '%s\n' '{"customer_id":"3\u0000","phone":"+13035550102","active":false,"phone_valid":true,"group_list":"B"}' >keyless
	cat good odd >value
	cat good keyless >key
}

why='has \u0000 or a lone surrogate in it, which no text can hold'

# refused MESSAGE COMMAND: status 3, and the message alone
refused() {
	expect 3 "$2" <<<"$1"
}

@test "check finds them all, and what it compares goes on without them" {
	setup_records
	expect 1 'roster check value; roster check key' <<END
error: no-text, 2: values that no text can hold
  value:2:28: phone $why (key 2)
  value:2:85: group_list $why (key 2)
  to do: correct the value: a filter that reads it refuses the record
check: 2 contacts, 2 errors, 0 suspicions
error: no-text, 1: values that no text can hold
  key:2:16: customer_id $why
  to do: correct the value: a filter that reads it refuses the record
check: 2 contacts, 1 error, 0 suspicions
END
}

@test "who reads such a value refuses the record by name" {
	setup_records
	rest='(record 2); fix it or use --rejects FILE'
	refused "tag-archive: value:2:85: group_list $why $rest" 'roster tag-archive --output out value'
	refused "dedupe: value:2:28: phone $why $rest" 'roster dedupe --output out value'
	refused "stats: value:2:28: phone $why (record 2); fix it first" 'roster stats value'
	refused "diff: key:2:16: customer_id $why (record 2); fix it first" 'roster diff good key'
	refused "convert: value:2:1: phone has no text $rest" 'roster convert --to api --output out value'
	refused "set-phone-valid: key:2:16: customer_id $why $rest" \
		'roster set-phone-valid FALSE --journal j --output out key'
	printf 'customer_id,date,source\n9,2026-11-02,form\n' >consent
	refused "set-active: key:2:16: customer_id $why $rest" \
		'roster set-active TRUE --consent consent --output out key'
	[ ! -e out ] && [ ! -e j ]
}

@test "patch and correct leave such a value alone, and refuse such a key" {
	setup_records
	printf '{"key":"2","field":"group_list","from":"\\"A\\"","to":"\\"B\\"","filter":"x","at":"2026-11-23"}\n' >j
	expect 0 'roster patch j --reverse value | cmp - value' <<'END'
patch: 2 read, 2 written, 0 changed
patch: recorded changes: 0 undone, 0 already so, 1 changed since, 0 gone
patch: j:1: group_list of "2" is "A\u0000", not "B": left alone
END
	printf 'customer_id,group_list\n2,B\n' >fixes
	expect 0 'roster correct fixes value | cmp - value' <<'END'
correct: 2 read, 2 written, 0 changed
correct: values: 0 set, 0 already so, 1 in conflict; of 1 rows 0 unmatched, 0 ambiguous
correct: fixes:2: group_list of "2" is "A\u0000", which cannot become B: left alone
END
	rest='(record 2); fix it or use --rejects FILE'
	refused "patch: key:2:16: customer_id $why $rest" 'roster patch j --reverse --output out key'
	refused "correct: key:2:16: customer_id $why $rest" 'roster correct fixes --output out key'
}

@test "a run passes such values, shows them on its page, and approve makes an update of the contact" {
	setup_records
	run=(roster run --quiet --no-check --program a --as-of 2026-11-24)
	"${run[@]}" value -- set-phone-valid FALSE
	expect 0 'roster approve --by me runs/2026-11-24-by-hand 2>&1 | head -n 1; cat runs/2026-11-24-by-hand/update-*' <<'END'
approve: runs/2026-11-24-by-hand: approved by me: 2 contacts in 1 file, 0 left out, nothing by hand
customer_id,phone_valid
1,FALSE
2,FALSE
END
}

@test "approve names the contact whose id no text can hold, unless it was rejected" {
	setup_records
	run=(roster run --quiet --no-check --program a --as-of 2026-11-24 --allow-seen)
	"${run[@]}" key -- set-phone-valid FALSE --key phone
	refused "approve: runs/2026-11-24-by-hand/export:2:16: customer_id $why (record 2); correct it, export again, and run again" \
		'roster approve --by me runs/2026-11-24-by-hand'
	"${run[@]}" --max-rejects 1 key -- set-phone-valid FALSE
	expect 0 'roster approve --by me runs/2026-11-24-by-hand-2 2>&1 | head -n 1; cat runs/2026-11-24-by-hand-2/update-*' <<'END'
approve: runs/2026-11-24-by-hand-2: approved by me: 1 contact in 1 file, 0 left out, nothing by hand
customer_id,phone_valid
1,FALSE
END
}

@test "patch and correct count what they did of a contact only when it went on" {
	printf '%s\n' '{"customer_id":"1","active":true,"note":"x"}' '{"customer_id":"2","active":true,"note":"\u0000"}' \
		'{"customer_id":"3","active":false,"note":"\u0000"}' >in
	printf 'customer_id,active\n1,TRUE\n2,FALSE\n3,FALSE\n' >fixes
	printf '{"key":"%s","field":"active","from":"true","to":"false","format":"ndjson","filter":"x","at":"2026-11-23"}\n' 2 3 >j
	expect 0 'roster correct fixes --to csv --rejects bad --output o in; roster patch j --to csv --rejects bad --output o in; cat o' <<'END'
correct: 3 read, 1 written, 0 changed, 2 rejected
correct: values: 0 set, 1 already so, 0 in conflict; of 3 rows 0 unmatched, 0 ambiguous
patch: 3 read, 1 written, 0 changed, 2 rejected
patch: recorded changes: 0 applied, 0 already so, 0 changed since, 0 gone
customer_id,active,note
1,TRUE,x
END
}
