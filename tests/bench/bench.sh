#!/usr/bin/env bash
# bench.sh - how long the main jobs take, beside other tools that do them, in one run
#
#     make bench
#     CONTACTS=100000 REPEATS=1 JOBS='^diff|^check' bash tests/bench/bench.sh
#
# JOBS is a regular expression of the jobs that are wanted; the default is all of them.
# The tools of a job take turns, and the table has the medians. Before anything is timed, their
# outputs are compared on an export of 20,000 contacts. What is not installed is named. SCALES says
# how many contacts the same job is measured with; the default is 10,000 to 10,000,000.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/install.sh
# shellcheck disable=SC2086 # a list of package names
install_packages $BENCH_PACKAGES

contacts=${CONTACTS:-2000000}
repeats=${REPEATS:-3}
# where there is memory for it, so that no disk is measured
folder=${TMPDIR:-/tmp}
[[ ! -w /dev/shm || $(df -k --output=avail /dev/shm | tail -n 1) -lt $((contacts * 3)) ]] || folder=/dev/shm
work=$(mktemp -d -p "$folder")
trap 'rm -rf "$work"' EXIT
export PATH="$PWD/build:$PATH" ROSTER_AS_OF=2026-11-24

# DuckDB comes from npm, with its program in the package
export DUCKDB=$PWD/build/bench
duckdb="node $PWD/tests/bench/duckdb.mjs"
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
	echo 'bench: DuckDB is not measured: there is no node with npm' >&2
	duckdb=no-duckdb
elif [[ ! -d $DUCKDB/node_modules/@duckdb/node-api ]] && ! npm install --silent --no-audit --no-fund \
	--ignore-scripts --prefix "$DUCKDB" @duckdb/node-api >/dev/null 2>&1; then
	echo 'bench: DuckDB is not measured: npm cannot install @duckdb/node-api' >&2
	duckdb=no-duckdb
fi

# content OPTION...: all that an export says, in another format or quoted otherwise
content() {
	roster select --quiet --where 'customer_id is empty or customer_id is not empty' "$@"
}

# make_exports SIZE FOLDER
make_exports() {
	mkdir -p "$2"
	generate --seed 1 --contacts "$1" >"$2/plain.csv"
	generate --seed 1 --contacts "$1" --quote all >"$2/quoted.csv"
	generate --seed 1 --contacts "$1" --format ndjson >"$2/export.ndjson"
	pigz -6 <"$2/plain.csv" >"$2/plain.csv.gz"
	# one contact in a hundred changed, in the same order and in another
	sed '0~100s/"active":true/"active":false/' "$2/export.ndjson" >"$2/changed.ndjson"
	shuf --random-source="$2/plain.csv" "$2/changed.ndjson" >"$2/shuffled.ndjson"
	local name
	for name in changed shuffled; do
		content --to csv "$2/$name.ndjson" >"$2/$name.csv"
	done
	# two and a half lines for each contact: who was made inactive, long ago and lately
	awk -v count="$1" 'BEGIN {
		for (i = 1; i <= count * 5 / 2; i++)
			printf "{\"key\":\"%07d\",\"field\":\"active\",\"from\":\"TRUE\",\"to\":\"FALSE\"," \
				"\"filter\":\"set-active\",\"reason\":\"stale\",\"at\":\"2026-03-02\"}\n", i * 387 + 12
	}' >"$2/journal.ndjson"
	# a contact that one could be about, so that only the index takes time
	printf '%s\n' customer_id,active,phone 0000399,FALSE,+13035550301 >"$2/few.csv"
	printf '%s\n' customer_id nobody >"$2/opt-outs.csv"
}

# measure JOB TOOL COMMAND: run it in the folder of exports; a line of seconds, CPU seconds, KiB.
# What stands before " :: " is done first, and not timed.
measure() {
	local status=0 command=${3#* :: }
	[[ $3 == "$command" ]] || bash -c "${3%% :: *}"
	/usr/bin/time -q -o "$work/time" -f '%e %U %S %M' bash -c "$command" >"$work/out" 2>"$work/err" || status=$?
	[[ $status -eq 0 || ($status -eq 1 && $3 =~ roster\ (diff|check)\ ) ]] || {
		echo "bench: $2 failed: $3" >&2
		cat "$work/err" >&2
		exit 1
	}
	awk -v job="$1" -v tool="$2" -v OFS='\t' '{ print job, tool, $1, $2 + $3, $4 }' \
		"$work/time" >>"$work/rows"
}

# job NAME TOOL COMMAND [TOOL COMMAND ...]: the first is ours; "=TOOL" must write the same bytes,
# "~TOOL" the same values
job() {
	local name=$1 i
	shift
	[[ $name =~ ${JOBS:-} ]] || return 0
	tools=()
	commands=()
	while (($#)); do
		if [[ $1 != *DuckDB* || $duckdb != no-duckdb ]] &&
			command -v "$(sed 's/^[=~]//; s/^DuckDB$/node/; s/ .*//' <<<"$1")" >/dev/null; then
			tools+=("$1")
			commands+=("$2")
		else
			echo "$name: $1 is not installed, so it was not measured"
		fi
		shift 2
	done
	for ((i = 1; i < ${#tools[@]}; i++)); do
		local same=cat
		[[ ${tools[i]} != '~'* ]] || same='content --to ndjson'
		[[ ${tools[i]} == [=~]* ]] || continue
		(cd "$work/small" && cmp <(eval "${commands[0]}" | $same) <(eval "${commands[i]}" | $same)) || {
			echo "bench: $name: ${tools[i]#[=~]} and roster do not agree" >&2
			exit 1
		}
	done
	cd "$work/large"
	for ((turn = 0; turn < repeats; turn++)); do
		for i in "${!tools[@]}"; do
			measure "$name" "${tools[i]#[=~]}" "${commands[i]}"
		done
	done
	cd "$OLDPWD"
}

# one line a job and tool: medians, and how often ours goes into the other's time
table() {
	sort -t "$(printf '\t')" -k1,1 -k2,2 -k3,3n "$work/rows" | awk -F '\t' '
		$1 FS $2 != last { last = $1 FS $2; names[++count] = last; n[last] = 0 }
		{ i = ++n[last]; wall[last, i] = $3; cpu[last, i] = $4; if ($5 > peak[last]) peak[last] = $5 }
		END {
			for (k = 1; k <= count; k++) {
				middle = int((n[names[k]] + 1) / 2)
				print names[k], wall[names[k], middle], cpu[names[k], middle], peak[names[k]]
			}
		}' OFS='\t' >"$work/medians"
	echo '| job | tool | wall s | CPU s | peak MiB | wall / ours | ours / wall |'
	echo '|---|---|---|---|---|---|---|'
	awk -F '\t' '
		NR == FNR { if (!($1 in order)) { order[$1] = ++jobs; job[jobs] = $1 }
			if (!($1 FS $2 in seen)) { seen[$1 FS $2] = 1; tools[$1, ++t[$1]] = $2 } next }
		{ wall[$1, $2] = $3; cpu[$1, $2] = $4; peak[$1, $2] = $5 }
		END {
			for (j = 1; j <= jobs; j++)
				for (i = 1; i <= t[job[j]]; i++) {
					name = job[j]; tool = tools[name, i]
					ours = wall[name, tools[name, 1]]; theirs = wall[name, tool]
					printf "| %s | %s | %.2f | %.2f | %.0f | %.2f | %.2f |\n", name, tool,
						theirs, cpu[name, tool], peak[name, tool] / 1024,
						theirs / ours, ours / theirs
				}
		}' "$work/rows" "$work/medians"
}

stale='last_contacted < today - 18 months'
filters() { # HOW INPUT OUTPUT-OPTIONS: the three filters, joined by + or by a pipe
	local first="roster select --quiet --where 'active = TRUE' $2"
	local second="tag-archive --where '$stale'" third="set-phone-valid FALSE --where '$stale' $3"
	if [[ $1 == + ]]; then
		echo "$first + $second + $third"
	else
		echo "$first | roster $second --quiet | roster $third --quiet"
	fi
}
# shellcheck disable=SC2016 # Miller's and jq's own words
miller='filter '\''$active == "TRUE"'\'' then put '\''
	if ($last_contacted != "" && $last_contacted < "2025-05-24") {
		$group_list = "ARCHIVED"; $phone_valid = "FALSE" }'\'
jq='jq -c '\''select(.active) | if .last_contacted != null and .last_contacted < "2025-05-24"
	then .group_list = "ARCHIVED" | .phone_valid = false else . end'\'
sql_over() { # TABLE FALSE CONDITION OPTIONS: the three filters for DuckDB
	local old="last_contacted <> '' AND last_contacted < '2025-05-24'"
	printf '%s "%s"' "$duckdb" "COPY (SELECT * REPLACE (
		CASE WHEN $old THEN 'ARCHIVED' ELSE group_list END AS group_list,
		CASE WHEN $old THEN $2 ELSE phone_valid END AS phone_valid)
		FROM $1 WHERE $3) TO '/dev/stdout' ($4)"
}
sql() { # INPUT OPTIONS
	sql_over "read_csv('$1', all_varchar = true, header = true)" "'FALSE'" "active = 'TRUE'" "HEADER$2"
}
sql_ndjson() { # INPUT: its columns are told, lest dates are read and written otherwise
	local columns
	columns=$(head -n 1 "$work/small/plain.csv" | tr -d '\r' | sed "
		s/[^,]*/&: 'VARCHAR'/g
		s/\(active\|phone_valid\): 'VARCHAR'/\1: 'BOOLEAN'/g
		s/\(receivedCount\|sentCount\): 'VARCHAR'/\1: 'BIGINT'/g")
	sql_over "read_json('$1', format = 'newline_delimited', columns = {$columns})" false active \
		'FORMAT json'
}
four() { # HOW: a fourth filter, behind the three
	[[ $1 == + ]] && echo "$(filters + plain.csv '') + set-active FALSE --where 'sentCount = 0'"
	[[ $1 == + ]] || echo "$(filters '|' plain.csv '') | roster set-active FALSE --quiet --where 'sentCount = 0'"
}
rare="select --quiet --where 'graduation_year = \"2021\"'"

echo "making exports of $contacts contacts" >&2
make_exports 20000 "$work/small"
make_exports "$contacts" "$work/large"
touch "$work/rows"

job 'three filters, gz to gz' 'roster' "$(filters + plain.csv.gz --gzip)" \
	'~DuckDB' "$(sql plain.csv.gz ', COMPRESSION gzip')" \
	'~mlr with pigz -6' "mlr --csv --gzin $miller plain.csv.gz | pigz -6" \
	'pigz -dc, pigz -6' 'pigz -dc plain.csv.gz | pigz -6'
gz=$(stat -c %s "$work/out" 2>"$work/err") || true # of pigz, which ran last
(cd "$work/large" && bash -c "$(filters + plain.csv.gz --gzip)" | wc -c) >"$work/size"
job 'three filters, CSV' 'roster' "$(filters + plain.csv '')" \
	'roster by pipe' "$(filters '|' plain.csv '')" \
	'~DuckDB' "$(sql plain.csv '')" \
	'=mlr' "mlr --csv $miller plain.csv"
job 'four filters, CSV' 'roster' "$(four +)" '=roster by pipe' "$(four '|')"
job 'three filters, all quoted' 'roster' "$(filters + quoted.csv '')" \
	'~DuckDB' "$(sql quoted.csv ', FORCE_QUOTE *')" \
	'=mlr' "mlr --csv --quote-all $miller quoted.csv"
job 'three filters, NDJSON' 'roster' "$(filters + export.ndjson '')" \
	'=DuckDB' "$(sql_ndjson export.ndjson)" \
	'=jq' "$jq export.ndjson"
job 'CSV to NDJSON' 'roster' "roster select --quiet --where 'customer_id != \"*\"' --to ndjson plain.csv" \
	'mlr' 'mlr --icsv --ojsonl cat plain.csv'
job 'select 1 in 100, NDJSON' 'roster' "roster $rare export.ndjson" \
	'=mawk' "mawk 'index(\$0, \"\\\"graduation_year\\\":\\\"2021\\\"\")' export.ndjson" \
	'=jq' "jq -c 'select(.graduation_year == \"2021\")' export.ndjson"
# beside the fastest that reads the same records; diff refuses repeated keys, so that it costs this too
beside() { # FILE...
	printf '%s' "roster $rare"
	printf ' %s' "$@"
}
for format in NDJSON:export.ndjson CSV:plain.csv; do
	file=${format#*:} end=${format#*.} format=${format%:*}
	for other in "same order:changed.$end" "shuffled:shuffled.$end"; do
		job "diff, $format, ${other%:*}" 'roster' "roster diff --summary $file ${other#*:}" \
			'roster select, over both' "$(beside "$file" "${other#*:}")"
	done
	job "check, $format" 'roster' "roster check $file" 'roster select' "$(beside "$file")"
done
job "an index of $((contacts * 5 / 2)) journal lines" 'roster patch' 'roster patch --quiet journal.ndjson few.csv' \
	'roster set-active --evidence' "roster set-active TRUE --quiet --evidence journal.ndjson \
		--opt-outs opt-outs.csv --opt-outs-until $ROSTER_AS_OF --export few.csv \
		--export-date $ROSTER_AS_OF few.csv" \
	'roster select' "roster select --quiet --where 'filter = \"tag-archive\"' journal.ndjson"
for threads in 1 2 4; do
	job "gz to gz, --threads $threads" 'roster' \
		"$(filters + plain.csv.gz "--gzip --threads $threads")"
done
# a run beside the same filters by hand, with their journals; then what is looked at before it
archive="tag-archive --quiet --where '$stale'" invalid="set-phone-valid FALSE --where '$stale'"
a_run() { # RUNS EXPORT OPTIONS
	echo "roster run --quiet --program b --as-of $ROSTER_AS_OF --runs $1 $3 $2 -- $archive + $invalid"
}
night_after() { # FOLDER: one night, approved and uploaded, and the export that shows it
	(
		cd "$1"
		bash -c "$(a_run first plain.csv --no-check)"
		roster approve "first/$ROSTER_AS_OF-by-hand" --by bench
		for part in first/*/update-*.csv; do
			roster uploaded "first/$ROSTER_AS_OF-by-hand" --part "$part"
		done
		gzip -dc first/*/cleaned.csv.gz | sed '0~1000s/,TRUE,/,FALSE,/' >next.csv
	) 2>"$work/err"
}
[[ ! 'a run' =~ ${JOBS:-} ]] || night_after "$work/large"
job 'a run' 'roster by hand' "rm -f a p :: roster $archive --journal a plain.csv + $invalid --journal p --gzip" \
	'roster run --no-check' "rm -rf r :: $(a_run r plain.csv --no-check)" \
	'roster run' "rm -rf r :: $(a_run r plain.csv '')" \
	'roster run --no-check, a night later' "rm -rf r; cp -al first r :: $(a_run r next.csv --no-check)"
for size in ${SCALES-10000 100000 1000000 10000000}; do
	[[ "three filters, gz to gz, $size contacts" =~ ${JOBS:-} ]] || continue
	mkdir "$work/scale"
	generate --seed 1 --contacts "$size" | pigz -6 >"$work/scale/plain.csv.gz"
	for ((turn = 0; turn < repeats; turn++)); do
		(cd "$work/scale" && measure "three filters, gz to gz, $size contacts" roster \
			"$(filters + plain.csv.gz --gzip)")
	done
	rm -r "$work/scale"
done

echo
echo "$contacts contacts, $(stat -c %s "$work/large/plain.csv") bytes of CSV, $repeats turns," \
	"$(nproc) cores ($(sed -n '/^model name/{s/.*: //p;q;}' /proc/cpuinfo)), $(date +%F)"
[[ -z $gz ]] || echo "gzip output: roster $(cat "$work/size") bytes, pigz -6 $gz bytes"
echo
table
