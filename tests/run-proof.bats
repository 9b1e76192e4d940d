#!/usr/bin/env bats
# What a pipeline may do beside its filters: nothing; the proof says what it finds

load common
load runs

bats_require_minimum_version 1.5.0

@test "a stage that writes another format than the export has" {
	contacts
	pipeline 'roster set-phone-valid FALSE --to ndjson "$1" | roster select --where "active = TRUE" --to csv'
	refused 4 'the stage select writes another format than the export has; convert before the run or after it'
}

@test "a header, a byte order mark or blank lines that something else has changed" {
	contacts
	for change in 's/active/Active/' 's/^/\n/' 's/^/\xef\xbb\xbf/'; do
		rm -rf runs
		pipeline "roster set-phone-valid FALSE \"\$1\" | sed '1$change'"
		refused 4 'the cleaned file begins otherwise than the export (header, byte order mark or blank lines), and no stage does that'
	done
}

@test "a bad record that something else than a stage took out" {
	contacts
	echo '6,"x"y,TRUE,A,' >>export.csv
	pipeline 'grep -v ^6 "$1" | roster set-phone-valid FALSE'
	refused 4 'record 6 of the export is a bad one (text stands between the closing quote and the end of its field; double the quotes inside the field), and no stage rejected it'
}

@test "a key that something else has added to an object" {
	printf '{"customer_id":"1","phone_valid":true}\n' >export.csv
	pipeline "roster set-phone-valid FALSE \"\$1\" | sed 's/}/,\"x\":1}/'"
	refused 4 'record 1 (1) has 3 fields in the cleaned file and should have 2; no stage reported that'
}
