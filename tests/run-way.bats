#!/usr/bin/env bats
# The way from the export through the stages to the cleaned file: nothing else may change contacts

load common
load runs

bats_require_minimum_version 1.5.0

only='in a run'\''s pipeline only filters of roster may do that'

@test "programs that pass bytes on may stand anywhere, and so may files and gzip" {
	contacts
	pipeline 'cat "$1" | tee copy | roster set-phone-valid FALSE | dd bs=7 2>/dev/null | gzip |' \
		'cat >between.gz; roster tag-archive between.gz | gzip -1 | gzip -dc |' \
		'roster select --where "active = TRUE" | tail -n +1'
	run_it --quiet p.sh export.csv
	roster verify runs/2026-11-24-p
}

@test "a tool before a filter that takes contacts out is caught" {
	contacts
	pipeline 'sed s/5,TRUE/5,FALSE/ "$1" | roster select --where "active = TRUE"'
	refused 4 "what the stage select read is not the export: something before it changed it; $only"
	rm -r runs && pipeline 'roster set-phone-valid FALSE "$1" | sed s/Alumni/Seniors/ |' \
		'roster select --where "not (group_list has \"Seniors\")"'
	refused 4 "what the stage select read is not what the stage set-phone-valid wrote: something between them changed it; $only"
	roster set-phone-valid --quiet --to ndjson TRUE export.csv >export.ndjson
	rm -r runs && pipeline '{ roster select --where "customer_id = \"none\"" "$1"; echo; }'
	run -4 --separate-stderr run_it p.sh export.ndjson
	[ "${stderr_lines[1]}" = "run: the cleaned file is not what the stage select wrote: something behind it changed it; $only" ]
}

@test "a select beside the way is none of the run's business, anything else there is refused" {
	contacts
	pipeline 'roster set-phone-valid FALSE "$1" | tee >(roster select --where "active = FALSE" >side.csv) |' \
		'roster tag-archive --where "customer_id = \"1\""' wait
	run_it --quiet p.sh export.csv
	diff - <(cut -d , -f 1,3 side.csv) <<'SIDE'
customer_id,phone_valid
3,FALSE
SIDE
	[ "$(jq -c '[.stages[] | select(.beside) | .name]' runs/2026-11-24-p/manifest.json)" = '["select"]' ]
	roster verify runs/2026-11-24-p
	roster verify --repeat runs/2026-11-24-p
	rm -r runs && pipeline 'tee <"$1" >(roster set-active FALSE >side.csv) | roster tag-archive'
	refused 4 'what the stage set-active wrote did not become a part of the cleaned file; only select may stand beside the way to it'
}

@test "contacts of one key, and without any, are told apart by their numbers" {
	printf '%s\n' customer_id,active,phone_valid,group_list 5,TRUE,TRUE,A 5,TRUE,TRUE,A ,TRUE,TRUE,B \
		5,FALSE,TRUE,A ,TRUE,TRUE,C >export.csv
	pipeline 'roster set-phone-valid FALSE "$1" | roster select --where "group_list != \"B\""'
	run_it --quiet p.sh export.csv
	[ "$(grep -c '"key":"5"' runs/2026-11-24-p/journal.ndjson)" -eq 3 ]
	run ! grep -q number runs/2026-11-24-p/journal.ndjson
	# the list names the third of five; forge the fifth
	local gone=stages/select/gone.gz
	cd runs/2026-11-24-p
	[ "$(gzip -dc "$gone")" = '{"number":3}' ]
	echo '{"number":5}' | gzip >"$gone"
	cut -c 67- SHA256SUMS | xargs sha256sum >../sums && mv ../sums SHA256SUMS
	expect 1 'roster verify .' <<'END'
verify: record 3 (without a key) should come next in the cleaned file, but there is 5: a record was lost, added or moved, and no stage says so
END
}
