# runs.bash - loaded behind common.bash by tests of runs: an export, a pipeline, a run of it
# shellcheck shell=bash disable=SC2154

contacts() {
	cat >export.csv <<'CONTACTS'
customer_id,active,phone_valid,group_list,last_contacted
1,TRUE,TRUE,Seniors;Band,2020-01-31
2,TRUE,"TRUE",Juniors,2026-01-31
3,FALSE,TRUE,"ARCHIVED",2020-01-31
,TRUE,TRUE,Seniors,2020-01-31
5,TRUE,TRUE,Alumni,2019-12-31
CONTACTS
}

# pipeline LINE...: a script that is run with the export as its operand
pipeline() {
	{ echo 'set -euo pipefail' && printf '%s\n' "$@"; } >p.sh
}

run_it() {
	roster run --program admissions --as-of 2026-11-24 --allow-seen --no-check "$@"
}

# refused STATUS MESSAGE: the run of p.sh is set aside, and its log ends with that
refused() {
	run -"$1" --separate-stderr run_it p.sh export.csv
	[ "${stderr_lines[0]}" = 'run: runs/2026-11-24-p.failed is set aside; its log.txt says what happened' ] &&
		diff <(echo "run: $2") <(echo "${stderr_lines[1]}") &&
		[ "$(tail -n 1 runs/2026-11-24-p.failed/log.txt | cut -c 21-)" = "failed: $2" ] &&
		[ "$(ls runs)" = $'2026-11-24-p.failed\nlock' ]
}
