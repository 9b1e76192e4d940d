#!/usr/bin/env bats
# roster split and merge: parts that were cleaned by themselves give what one process gives

load common

bats_require_minimum_version 1.5.0

# in_one_and_in_parts RECORDS EXPORT CHAIN...: by one process into one/, by parts into merged/
in_one_and_in_parts() {
	local records=$1 export=$2
	shift 2
	export ROSTER_AS_OF=2026-11-24 ROSTER_REJECTS=1
	rm -rf one merged parts
	mkdir -p one/stages
	ROSTER_RUN=one bash -c "roster ${*//EXPORT/$export}" >one/cleaned 2>/dev/null || return
	roster split --records "$records" "$export" parts 2>/dev/null
	for part in parts/[0-9]*; do
		ROSTER_RUN=$part bash -c "roster ${*//EXPORT/$part\/export}" >"$part/cleaned" 2>"$part/said" || {
			cat "$part/said"
			return 1
		}
	done
	roster merge parts --into merged --output merged/cleaned 2>said || {
		cat said
		return 1
	}
	unset ROSTER_REJECTS
}

chain="select --where 'sentCount >= 20' EXPORT + \
	tag-archive --where 'last_contacted < 2025-01-01' --reason stale --max-changes 700 + \
	set-phone-valid FALSE --protect list.csv --where 'last_contacted < 2025-01-01' + \
	purge --where 'receivedCount = 0' --opted-out --max-changes 500"

@test "every file is the same to the last byte: output, journals, gone, backup, request, counts" {
	printf 'customer_id\n0000012\n' >list.csv
	cp "$ROOT/testdata/export.csv.gz" "$ROOT/testdata/export.ndjson" .
	for export in export.csv.gz export.ndjson; do
		for records in 1999 300; do
			in_one_and_in_parts "$records" "$export" "$chain"
			diff -r one merged
		done
	done
	[ -s merged/stages/purge/purged.ndjson.gz ] && [ -s merged/stages/purge/suppression.csv ]
	[ -s merged/stages/tag-archive/journal.ndjson ]
	cat said
	diff - said <<'END'
purge: 1,842 read, 1,794 written, 48 taken out, 1 protected
select: 2,000 read, 1,842 written, 158 taken out, 1 protected
set-phone-valid: 1,842 read, 1,842 written, 517 changed, 1 protected
tag-archive: 1,842 read, 1,842 written, 492 changed, 1 protected
merge: 7 parts, 2,000 records, of which 1,794 are in the output
END
}

@test "compressed output has the same members" {
	printf 'customer_id\n0000012\n' >list.csv
	cp "$ROOT/testdata/export.csv.gz" .
	in_one_and_in_parts 300 export.csv.gz "$chain"
	roster select --quiet --where 'phone is empty or phone is not empty' one/cleaned --output one.csv.gz
	roster merge parts --into again --output again.csv.gz 2>/dev/null
	cmp one.csv.gz again.csv.gz
	roster merge parts --into third --gzip >third.gz 2>/dev/null
	cmp one.csv.gz third.gz
}

@test "every kind of dirt, cut behind every record: bad records keep their places" {
	cp "$ROOT"/testdata/dirt/* .
	same=0
	for export in *.*; do
		for records in 1 2; do
			case $export in
			semicolon*) chain="set-phone-valid FALSE --delimiter ';' --where 'not (customer_id = \"2\")' EXPORT" ;;
			*) chain="set-phone-valid FALSE --where 'not (customer_id = \"2\")' EXPORT" ;;
			esac
			rm -rf one parts merged
			mkdir -p one/stages
			ROSTER_RUN=one ROSTER_REJECTS=1 bash -c "roster ${chain//EXPORT/$export}" >/dev/null 2>&1 || continue 2
			case $export in semicolon*) continue 2 ;; esac # split would need to be told
			in_one_and_in_parts "$records" "$export" "$chain"
			diff -r one merged || {
				echo "in $export"
				return 1
			}
			same=$((same + 1))
		done
	done
	[ "$same" -gt 60 ]
}

@test "a part holds the export's bytes, a newline in quotes is no border, a byte order mark is in each" {
	printf '\xef\xbb\xbf"id",note\r\n1,"a\r\nb"\r\n2,c\r\n\r\n3,"d,\n""e"""' >in
	expect 0 'roster split --records 1 in parts' <<'END'
split: parts: 3 records in 3 parts
END
	cmp parts/0001/export <(printf '\xef\xbb\xbf"id",note\r\n1,"a\r\nb"\r\n')
	cmp parts/0002/export <(printf '\xef\xbb\xbf"id",note\r\n2,c\r\n\r\n')
	cmp parts/0003/export <(printf '\xef\xbb\xbf"id",note\r\n3,"d,\n""e"""')
	[ -d parts/0003/stages ]
}

@test "a cap holds for all parts together: nothing is published, and who reads the output learns it" {
	printf 'customer_id,phone_valid\n1,TRUE\n2,TRUE\n3,TRUE\n' >in
	roster split --records 1 in parts 2>/dev/null
	for part in parts/[0-9]*; do
		ROSTER_RUN=$part roster set-phone-valid FALSE --max-changes 2 --quiet "$part/export" >"$part/cleaned"
	done
	expect 4 'roster merge parts --into merged --output out' <<'END'
merge: set-phone-valid: 3 contacts would be changed or taken out in all parts together, more than 2; look at them, then raise --max-changes
END
	[ ! -e merged ] && [ ! -e out ]
	expect 4 'roster merge parts --into merged 2>/dev/null | roster select --where "phone_valid = TRUE" >/dev/null' <<'END'
select: standard input:1: the program that wrote this failed, and the output is incomplete: merge: set-phone-valid: 3 contacts would be changed or taken out in all parts together, more than 2; look at them, then raise --max-changes
END
}

# three_parts: of three contacts, each cleaned
three_parts() {
	rm -rf parts merged out
	printf 'customer_id,phone_valid\n1,TRUE\n2,TRUE\n3,TRUE\n' >in
	roster split --records 1 in parts 2>/dev/null
	for part in parts/[0-9]*; do
		ROSTER_RUN=$part roster set-phone-valid FALSE --quiet "$part/export" >"$part/cleaned"
	done
}

@test "a part that is missing, cut, changed, or of another pipeline is refused by name" {
	three_parts
	sed -i 2d parts/0002/cleaned
	expect 4 'roster merge parts --into merged --output out' <<'END'
merge: parts/0002: has 1 records, but 0 are accounted for: 0 in its output, and what its stages took out or rejected; run the pipeline on it again
END
	[ ! -e out ] && [ ! -e merged ]
	three_parts
	rm parts/0003/cleaned
	expect 5 'roster merge parts --into merged --output out' <<'END'
merge: parts/0003/cleaned: the part has no output: No such file or directory
END
	three_parts
	rm parts/0003/stages/set-phone-valid/ended.json
	expect 4 'roster merge parts --into merged --output out' <<'END'
merge: parts/0003: the stage set-phone-valid did not end; what it said (in a run, log.txt) tells why
END
	three_parts
	rm -r parts/0002/stages/* parts/0002/cleaned
	ROSTER_RUN=parts/0002 roster set-phone-valid FALSE --where 'customer_id = "2"' --quiet parts/0002/export >parts/0002/cleaned
	expect 4 'roster merge parts --into merged --output out' <<'END'
merge: parts/0002: its stages are not those of parts/0001: see set-phone-valid; run the same pipeline on every part
END
	three_parts
	sed -i 1s/phone/number/ parts/0002/cleaned
	expect 3 'roster merge parts --into merged --output out' <<'END'
merge: parts/0002/cleaned: has other columns than the parts before it
END
	three_parts
	printf 'customer_id,phone_valid\n2,FALSE' >parts/0002/cleaned
	expect 3 'roster merge parts --into merged --output out' <<'END'
merge: parts/0003/cleaned:2: the part before this one does not end with a line end
END
}

@test "what split and merge refuse" {
	printf 'customer_id\n1\n' >in
	mkdir parts
	expect 5 'roster split in parts' <<'END'
split: parts: cannot be made: File exists
END
	expect 2 'roster split --records 0 in new' <<'END'
split: --records is "0", not a number from 1 on
END
	expect 2 'roster merge parts --into merged >/dev/null' <<'END'
merge: parts: is no folder that roster split has finished (it has no parts.json)
END
	three_parts
	expect 2 'roster merge parts --output out' <<'END'
merge: say where the journals and counts go: --into DIR, a new folder
END
	mkdir merged
	expect 2 'roster merge parts --into merged --output out' <<'END'
merge: merged: is there already; --into takes a new folder
END
}

@test "a filter that looks at the whole export is refused" {
	printf 'customer_id,phone,active\n1,13035550142,TRUE\n2,13035550142,TRUE\n' >in
	roster split --records 1 in parts 2>/dev/null
	for part in parts/[0-9]*; do
		ROSTER_RUN=$part roster dedupe --quiet "$part/export" >"$part/cleaned"
	done
	expect 4 'roster merge parts --into merged --output out' <<'END'
merge: parts/0001/stages/dedupe/shared-phones.ndjson: cannot be put together, because dedupe looks at the whole export; let it do so, by itself
END
	[ ! -e out ]
}

@test "rejects behind a pipe have no place in the export, and are refused" {
	printf 'customer_id,phone_valid\n1,TRUE\n2,maybe\n' >in
	roster split --records 1 in parts 2>/dev/null
	export ROSTER_REJECTS=1
	for part in parts/[0-9]*; do
		export ROSTER_RUN=$part
		roster select --quiet --where 'customer_id is not empty' "$part/export" |
			roster set-phone-valid FALSE --quiet >"$part/cleaned"
	done
	unset ROSTER_RUN
	expect 4 'roster merge parts --into merged --output out' <<'END'
merge: parts/0002/stages/set-phone-valid/rejects.ndjson:1: a filter behind a pipe rejected this, so its line in the export is not known; join the filters by + instead
END
	[ ! -e out ]
}

# parallel_sh HOSTS: the pipeline with small parts
parallel_sh() {
	sed "s/^records=.*/records=300/; s/^hosts=.*/hosts='$1'/" "$ROOT/pipelines/parallel.sh" >parallel.sh
}

@test "rejects of a later part are kept, though the first was not allowed any" {
	printf 'customer_id,phone_valid\n1,TRUE\n2,TRUE\n3\n4,TRUE\n' >in.csv
	roster split --records 2 in.csv parts 2>/dev/null
	ROSTER_RUN=parts/0001 roster set-phone-valid FALSE --quiet parts/0001/export >parts/0001/cleaned
	ROSTER_REJECTS=1 ROSTER_RUN=parts/0002 roster set-phone-valid FALSE --quiet parts/0002/export >parts/0002/cleaned
	roster merge parts --into merged >out 2>said
	expect 0 'cat merged/stages/set-phone-valid/rejects.ndjson' <<'END'
{"filter":"set-phone-valid","reason":"the record has 1 field, the header has 2","file":"in.csv","line":4,"column":1,"record":3,"raw":"3\n"}
END
}

@test "a pipe may end in another format than its first stage by name" {
	printf 'customer_id,phone_valid\n1,TRUE\n2,TRUE\n3,TRUE\n' >in.csv
	roster split --records 2 in.csv parts 2>/dev/null
	for part in parts/[0-9]*; do
		export ROSTER_RUN=$part
		roster select --quiet --where 'customer_id != "2"' "$part/export" |
			roster set-phone-valid FALSE --quiet --to ndjson >"$part/cleaned"
	done
	unset ROSTER_RUN
	expect 0 'roster merge parts --into merged' <<'END'
{"customer_id":"1","phone_valid":"FALSE"}
{"customer_id":"3","phone_valid":"FALSE"}
select: 3 read, 2 written, 1 taken out
set-phone-valid: 2 read, 2 written, 2 changed
merge: 2 parts, 3 records, of which 2 are in the output
END
}

@test "parallel.sh by GNU parallel gives what one process gives, and a run proves it" {
	cp "$ROOT/testdata/export.csv.gz" .
	parallel_sh ''
	export ROSTER_AS_OF=2026-11-24
	bash parallel.sh export.csv.gz folder >cleaned 2>said
	stale='last_contacted < today - 18 months and not (group_list has "Staff")'
	roster tag-archive --quiet --where "$stale" export.csv.gz + set-phone-valid FALSE --where "$stale" | cmp - cleaned
	[ "$(wc -l <folder/stages/tag-archive/journal.ndjson)" -eq 618 ]
	grep -Fx 'merge: 7 parts, 2,000 records, of which 2,000 are in the output' said
	roster run --quiet --program x --as-of 2026-11-24 parallel.sh export.csv.gz
	cmp cleaned <(gzip -dc runs/2026-11-24-parallel/cleaned.csv.gz)
	roster verify --repeat runs/2026-11-24-parallel
	sed -i 's/^most=.*/most=617/' parallel.sh
	rm -rf folder
	run -4 bash parallel.sh export.csv.gz folder
	[[ $output = *'set-phone-valid: 645 contacts would be changed or taken out in all parts together, more than 617'* ]]
}

# start_sshd: one that listens on two addresses of this machine, as two hosts would
start_sshd() {
	command -v sshd >/dev/null && command -v ssh-keygen >/dev/null || skip 'there is no sshd here'
	[ "$(id -u)" -eq 0 ] || skip 'a test sshd needs root here'
	mkdir -p /run/sshd
	ssh-keygen -qt ed25519 -N '' -f key
	ssh-keygen -qt ed25519 -N '' -f host
	port=$((20000 + RANDOM % 20000))
	cat >sshd_config <<END
Port $port
ListenAddress 127.0.0.1
ListenAddress 127.0.0.2
HostKey $PWD/host
AuthorizedKeysFile $PWD/key.pub
StrictModes no
PidFile $PWD/sshd.pid
UsePAM no
LogLevel VERBOSE
SetEnv PATH=$PATH
END
	"$(command -v sshd)" -f sshd_config -E "$PWD/sshd.log"
	cat >ssh_config <<END
Host a
HostName 127.0.0.1
Host b
HostName 127.0.0.2
Host *
Port $port
IdentityFile $PWD/key
UserKnownHostsFile /dev/null
StrictHostKeyChecking no
LogLevel ERROR
END
	mkdir bin
	printf '#!/bin/sh\nexec %s -F %s "$@"\n' "$(command -v ssh)" "$PWD/ssh_config" >bin/ssh
	chmod +x bin/ssh
	PATH=$PWD/bin:$PATH
}

@test "parallel.sh by ssh on two hosts gives what one process gives" {
	start_sshd
	cp "$ROOT/testdata/export.csv.gz" .
	export ROSTER_AS_OF=2026-11-24
	parallel_sh 'a b'
	status=0
	bash parallel.sh export.csv.gz folder >cleaned 2>said || status=$?
	accepted=$(grep -c 'Accepted publickey' sshd.log) || true
	[ "$status" -eq 0 ] || cat said
	parallel_sh ''
	bash parallel.sh export.csv.gz local >cleaned.local 2>/dev/null
	mkdir protect
	printf 'customer_id\n0000012\n' >protect/list.csv
	ROSTER_PROTECT=protect bash parallel.sh export.csv.gz local2 >protected.local 2>/dev/null
	parallel_sh 'a b'
	ROSTER_PROTECT=protect bash parallel.sh export.csv.gz folder2 >protected 2>/dev/null || true
	sed -i 's/^most=.*/most=1/' parallel.sh
	refused=0
	bash parallel.sh export.csv.gz refused >/dev/null 2>&1 || refused=$?
	kill "$(cat sshd.pid)"
	[ "$status" -eq 0 ]
	cmp cleaned cleaned.local
	diff -r folder local
	cmp protected protected.local
	run ! cmp -s cleaned protected
	[ "$accepted" -eq 7 ]
	[ "$refused" -ne 0 ] && [ ! -e refused ]
}

@test "lines are records of NDJSON: any cut at a line end will do, without split" {
	export ROSTER_AS_OF=2026-11-24
	parallel --pipepart --block 40k --keep-order -a "$ROOT/testdata/export.ndjson" \
		"roster set-phone-valid FALSE --quiet --where 'last_contacted < 2025-01-01'" >cleaned
	roster set-phone-valid FALSE --quiet --where 'last_contacted < 2025-01-01' "$ROOT/testdata/export.ndjson" | cmp - cleaned
}

@test "CSV without line ends in values: --pipepart --header will do" {
	roster select --quiet --where 'note is empty' "$ROOT/testdata/export.csv.gz" >plain.csv
	[ "$(wc -l <plain.csv)" -gt 1000 ]
	parallel --pipepart --header : --block 40k --keep-order -a plain.csv \
		"roster set-phone-valid FALSE --quiet --where 'last_contacted < 2025-01-01' | if [ {#} -gt 1 ]; then tail -n +2; else cat; fi" >cleaned
	roster set-phone-valid FALSE --quiet --where 'last_contacted < 2025-01-01' plain.csv | cmp - cleaned
}
