#!/usr/bin/env bats
# Runs over odd things: lists that change, files that are none, names and texts of any bytes

load common
load runs

bats_require_minimum_version 1.5.0

@test "a list that comes only once, or is another one by the same path, is refused" {
	contacts
	printf 'customer_id\n1\n' >keep
	pipeline 'roster set-phone-valid FALSE --protect <(cat keep) "$1"'
	run -2 --separate-stderr run_it p.sh export.csv
	[[ ${stderr_lines[1]} =~ ^'run: the pipeline ended with status 2: set-phone-valid: /dev/fd/'[0-9]+': is no regular file; a run keeps the lists that its stages read, so write this one to a file first'$ ]]
	rm -r runs && pipeline 'roster set-phone-valid FALSE --protect keep "$1" >../../one' \
		'echo 5 >>keep; roster tag-archive --protect keep ../../one'
	cp keep before
	pipeline 'roster set-phone-valid FALSE --protect keep "$1" >one; echo 5 >>keep; roster tag-archive --protect keep one'
	refused 2 'the pipeline ended with status 2: tag-archive: keep: another stage of this run read another list by that path; give each its own name'
	rm -r runs && cp before keep && mkdir other && printf 'customer_id\n2\n' >other/keep
	pipeline 'roster set-phone-valid FALSE --protect keep "$1" | (cd other && roster tag-archive --protect keep)'
	run -2 --separate-stderr run_it p.sh export.csv
	[[ ${stderr_lines[1]} = *': keep: another stage of this run read another list by that path; give each its own name' ]]
	rm -r runs && cp keep other/keep
	run_it --quiet p.sh export.csv
	roster verify --repeat runs/2026-11-24-p
}

@test "correct's fixes are kept, and what they could not do is in the stage's folder" {
	contacts
	printf 'customer_id,group_list,old_group_list\n1,A,Seniors;Band\n2,B,other\n' >fixes
	pipeline 'roster correct fixes "$1"'
	run_it --quiet p.sh export.csv
	cmp fixes runs/2026-11-24-p/lists/*-fixes
	[ "$(wc -l <runs/2026-11-24-p/conflicts.ndjson)" -eq 1 ]
	rm fixes
	roster verify --repeat runs/2026-11-24-p
}

@test "rejects and outputs of their own are refused in a run's pipeline" {
	contacts
	pipeline 'roster set-phone-valid FALSE --rejects r "$1"'
	refused 2 'the pipeline ended with status 2: set-phone-valid: a run keeps the bad records that its --max-rejects allows; leave --rejects out of its pipeline'
	rm -r runs && pipeline 'roster set-phone-valid FALSE --output o "$1"; cat o'
	refused 2 'the pipeline ended with status 2: set-phone-valid: a run takes what its pipeline writes to standard output; leave --output out of its pipeline'
}

@test "an export that is still being written is refused" {
	generate --contacts 200000 >export.csv
	pipeline 'roster set-phone-valid FALSE "$1"'
	(while echo; do sleep 0.001; done >>export.csv) 2>/dev/null 3>&- &
	run -4 --separate-stderr run_it p.sh export.csv
	kill $!
	[ "${stderr_lines[1]}" = 'run: export.csv: was written to, or replaced, while it was copied; wait until it is whole' ]
}

@test "a dead run is set aside beside one of the same name" {
	contacts
	mkdir -p runs/2026-11-23-p.partial/x runs/2026-11-23-p.failed/y
	pipeline 'roster set-phone-valid FALSE "$1"'
	run_it --quiet p.sh export.csv
	[ "$(ls runs)" = $'2026-11-23-p-2.failed\n2026-11-23-p.failed\n2026-11-24-p\nlock' ]
	[ -d runs/2026-11-23-p-2.failed/x ]
}

@test "what is no file in a run's folder is refused, and names of any bytes are not" {
	contacts
	pipeline 'mkfifo "$ROSTER_RUN/fifo"; roster set-phone-valid FALSE "$1"'
	refused 4 'fifo: is no regular file; a run'\''s folder holds folders and plain files only'
	rm -r runs && pipeline 'echo 1 >"$ROSTER_RUN/"$'\''new\nline\\back'\''; roster set-phone-valid FALSE "$1"'
	run_it --quiet p.sh export.csv
	roster verify runs/2026-11-24-p
	cd runs/2026-11-24-p
	sha256sum --quiet -c SHA256SUMS
	mkfifo more
	expect 1 'timeout 5 roster verify .' <<'END'
verify: more: is no regular file; a run's folder holds folders and plain files only
END
	rm more && echo 2 >$'new\nline\\back'
	expect 1 'roster verify .' <<'END'
verify: new
line\back: is not what the run wrote
END
	echo short >>SHA256SUMS && echo 1 >$'new\nline\\back'
	expect 1 'roster verify .' <<'END'
verify: ./SHA256SUMS: this is no line of it: short
END
}

@test "verify --repeat says why the pipeline fails now" {
	contacts
	pipeline '[ ! -e ../broken ] || { echo "tool: out of order" >&2; exit 1; }' 'roster set-phone-valid FALSE "$1"'
	sed -i "s|\.\./broken|$PWD/broken|" p.sh
	run_it --quiet p.sh export.csv
	touch broken
	expect 5 'roster verify --repeat runs/2026-11-24-p' <<'END'
verify: the pipeline ended with status 1: tool: out of order
END
}

@test "an export without a contact, night after night" {
	head -n 1 <(contacts && cat export.csv) >empty.csv
	pipeline 'roster set-phone-valid FALSE "$1"'
	run_it --quiet --allow-no-inactive p.sh empty.csv
	run_it --quiet --allow-no-inactive p.sh empty.csv
}

@test "texts that are not UTF-8 are refused by name" {
	contacts
	pipeline 'roster set-phone-valid FALSE --reason $'\''\xff'\'' "$1"'
	refused 2 'the pipeline ended with status 2: set-phone-valid: --reason is not UTF-8 text'
	rm -r runs && pipeline 'roster set-phone-valid FALSE --where $'\''active = "\xff"'\'' "$1"'
	refused 2 'the pipeline ended with status 2: set-phone-valid: --where is not UTF-8 text, and a run keeps it'
	expect 2 "roster run --no-check --program \$'\\xff' p.sh export.csv" <<'END'
run: --program is not UTF-8
END
	expect 2 "roster run --no-check --program a export.csv -- set-phone-valid FALSE --reason \$'\\xff'" <<'END'
run: word 4 of the filters is not UTF-8
END
}

@test "a folder of lists in ROSTER_PROTECT holds for a run" {
	contacts
	mkdir keep && printf 'customer_id\n1\n' >keep/a && printf 'customer_id\n5\n' >keep/b
	pipeline 'roster set-phone-valid FALSE "$1"'
	ROSTER_PROTECT=$PWD/keep run_it --quiet p.sh export.csv
	[ "$(grep -c . runs/2026-11-24-p/journal.ndjson)" -eq 2 ]
	[ "$(ls runs/2026-11-24-p/protect)" = $'1\n2' ]
}

@test "a folder without a list protects nobody, and is refused" {
	contacts
	mkdir keep && printf 'customer_id\n1\n' >keep/.hidden
	expect 3 'ROSTER_PROTECT=keep roster set-phone-valid FALSE --output out export.csv' <<'END'
set-phone-valid: keep: the folder has no list; leave it out if that is right
END
	pipeline 'roster set-phone-valid FALSE "$1"'
	for protect in --protect=keep ROSTER_PROTECT=keep; do
		rm -rf runs
		[ $protect = --protect=keep ] || { export ROSTER_PROTECT=keep && protect=; }
		run -3 --separate-stderr run_it $protect p.sh export.csv
		[ "${stderr_lines[1]}" = 'run: keep: the folder has no list; leave it out if that is right' ]
	done
}

# tampered FILE MESSAGE: with sums that fit again, verify says that, with status 1
tampered() {
	rm -f SHA256SUMS
	find . -type f ! -name log.txt ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort | xargs sha256sum >../sums
	mv ../sums SHA256SUMS
	echo "verify: $1" >../message
	expect 1 'roster verify .' <../message
}

@test "verify compares with the manifest, whatever SHA256SUMS says" {
	contacts
	pipeline 'roster set-phone-valid FALSE "$1"'
	run_it --quiet p.sh export.csv
	cp -R runs/2026-11-24-p saved
	cd runs/2026-11-24-p
	echo '# more' >>pipeline.sh
	tampered 'the pipeline has another SHA-256 than the manifest says'
	cp ../../saved/pipeline.sh . && sed -i s/Juniors/juniors/ export.csv
	tampered 'the export has another SHA-256 than the manifest says'
	cp ../../saved/export.csv . && sed -i 's/"content_sha256": "./&x/' manifest.json
	tampered "the cleaned file's content has another SHA-256 than the manifest says"
	cp ../../saved/manifest.json . && sed -i 's/"reason"/"Reason"/; s/"to":"FALSE"/"to":"false"/' journal.ndjson
	tampered 'journal.ndjson: is not what the journals of the stages give'
	cp ../../saved/journal.ndjson . && printf x >>cleaned.csv.gz
	tampered './cleaned.csv.gz: there is something else behind the gzip data; cut it off or export again'
	cp ../../saved/cleaned.csv.gz . && echo '{' >manifest.json
	rm -f SHA256SUMS && find . -type f ! -name log.txt -printf '%P\n' | LC_ALL=C sort | xargs sha256sum >../sums && mv ../sums SHA256SUMS
	run -1 roster verify .
}

# prune_full SMALL: prune on a disk without a free block, and on one without a free inode
prune_full() {
	local small=$1 run option
	for option in size nr_inodes; do
		mount -t tmpfs -o size=1m,nr_inodes=200 tmpfs "$small" || return 1
		run_it --quiet --runs "$small/runs" p.sh export.csv || return 1
		run=$(echo "$small"/runs/2026*)
		sed -i 's/"at": [0-9]*/"at": 1000000000/' "$run/started.json"
		case $option in
		size) dd if=/dev/zero of="$small/full" bs=4096 2>/dev/null ;;
		nr_inodes) (cd "$small" && seq 200 | xargs touch 2>/dev/null) ;;
		esac
		roster prune --keep 90d --runs "$small/runs"
		(cd "$run" && ls export* cleaned* check* 2>/dev/null; tr -d ' \n' <pruned.json | cut -d , -f 2-)
		umount "$small"
	done
}

@test "prune makes room on a full disk" {
	unshare -m true 2>/dev/null || skip 'no file system can be mounted: run this as root'
	contacts
	pipeline 'roster set-phone-valid FALSE "$1"'
	mkdir small
	export -f run_it prune_full
	expect 0 'unshare -m bash -c "prune_full small"' <<'END'
2026-11-24-p: 2 files dropped
"files":["export.csv","cleaned.csv.gz"]}
2026-11-24-p: 2 files dropped
"files":["export.csv","cleaned.csv.gz"]}
END
}
