#!/usr/bin/env bash
# run-newest.sh - run a pipeline over the newest export of a folder, for a timer
#
#     run-newest.sh PROGRAM EXPORTS RUNS PIPELINE
#
# PROGRAM is the program on the platform whose contacts these are, EXPORTS the folder that exports
# are dropped into, RUNS the folder of all nights. Ends with the status of roster run.
set -euo pipefail

### the policy
oldest='26h'    # an older export means that last night's did not arrive
most='10%'      # more contacts changed or taken out than that are looked at by a person first
least=100       # fewer contacts than that are no export

### what it does
program=${1-} exports=${2-} runs=${3-} pipeline=${4-}
if [[ -z $program || -z $exports || -z $runs || -z $pipeline ]]; then
	echo 'usage: run-newest.sh PROGRAM EXPORTS RUNS PIPELINE' >&2
	exit 2
fi

# cron looks for programs in few places, and not where make install puts them
bin=$(cd "$(dirname "$0")" && pwd)/../../../bin
command -v roster >/dev/null || PATH=$PATH:$bin

if [[ ! -r $exports || ! -x $exports ]]; then
	echo "run-newest.sh: the folder of exports, $exports, is not there or may not be read by $(id -un)" >&2
	exit 5
fi

# a file that is still being written has a name of its own with most tools (.part, .tmp, .filepart)
newest=
for export in "$exports"/*.csv "$exports"/*.csv.gz "$exports"/*.ndjson "$exports"/*.ndjson.gz; do
	if [[ -f $export && ( -z $newest || $export -nt $newest ) ]]; then
		newest=$export
	fi
done
if [[ -z $newest ]]; then
	echo "run-newest.sh: there is no export in $exports (*.csv, *.csv.gz, *.ndjson, *.ndjson.gz)" >&2
	exit 5
fi

exec roster run --program "$program" --runs "$runs" --max-age "$oldest" --max-changes "$most" \
	--min-records "$least" -- "$pipeline" "$newest"
