# programs.bash - what every_call.sh runs for each program, and the files that it needs
# shellcheck shell=bash disable=SC2034

export ROSTER_AS_OF=2026-11-24
export FAIL_TIME=1795525200 # 2026-11-24 13:00 UTC, so that what is written is the same every time

stale="last_contacted < today - 18 months"
run=2026-11-24-by-hand
# In a folder with the inputs; the outputs of `filters` may be read again
declare -gA commands=(
	[select]="roster select --where 'active = TRUE' --rejects bad in.csv"
	[select-gz]="roster select --where 'active = TRUE' --output out.csv.gz in.csv.gz"
	[select-ndjson]="roster select --where 'active = TRUE' --output out.csv --to csv in.ndjson"
	[select-charset]="roster select --where 'active = TRUE' --from-charset utf-16 in.utf16"
	[tag-archive]="roster tag-archive --where '$stale' --journal j --output out.csv in.csv"
	[set-active]="roster set-active TRUE --consent consent --journal j --to ndjson in.csv"
	[set-active-guarded]="roster set-active TRUE --guarded g --output out.csv in.csv"
	[set-phone-valid]="roster set-phone-valid FALSE --protect keep --output out.csv in.csv"
	[chain]="roster select --where \"$stale\" in.csv + tag-archive --journal j + set-phone-valid FALSE"
	[set-active-evidence]="roster set-active TRUE --evidence done --program a --opt-outs keep --opt-outs-until 2026-11-24 --export-date 2026-11-24 --journal j fresh.csv"
	[purge]="roster purge --where '$stale' --backup b --request r --output out.csv in.csv"
	[purge-opted-out]="roster purge --opted-out --where 'active = FALSE' --suppression s --backup b --request r --output out.csv in.csv"
	[patch]="roster patch done.ndjson --reverse --journal j --conflicts c --output out.csv in.csv"
	[correct]="roster correct fixes --journal j --conflicts c in.csv"
	[dedupe]="roster dedupe --keep first --group Copies --list l --journal j --output out.csv shared.csv"
	[list]="roster select --where 'customer_id in file(\"keep\", customer_id)' in.csv"
	[diff]="roster diff in.csv new.csv"
	[diff-shuffled]="roster diff --to ndjson in.csv shuffled.csv"
	[check]="roster check in.csv"
	[stats]="roster stats in.csv new.csv"
	[stats-svg]="roster stats --to svg in.csv"
	[convert]="roster convert --to csv --output out.csv api.json"
	[convert-api]="roster convert --to api --wrap array in.csv"
	[split]="roster split --records 1 in.csv parts"
	[merge]="roster merge --into merged --output out.csv cut"
	[run]="roster run --program a --runs new in.csv -- set-phone-valid FALSE --where \"$stale\""
	[run-again]="roster run --program a --runs done --no-check --allow-no-inactive fresh.csv -- set-phone-valid FALSE --where \"$stale\""
	[verify]="roster verify runs/$run"
	[verify-repeat]="roster verify --repeat runs/$run"
	[history]="roster history --runs runs 0012"
	[history-uploaded]="roster history --runs done 0012"
	[status]="roster status --runs runs"
	[review]="roster review --output page.html runs/$run"
	[review-share]="roster review --share shared runs/$run"
	[approve]="roster approve --by me --decisions decide --protect-list never runs/$run"
	[uploaded]="roster uploaded --part update-phone_valid.csv --by me half/$run"
	[undo]="roster undo --no-check --allow-no-inactive done/$run fresh.csv"
	[prune]="roster prune --runs done --keep 1h"
)
filters=' select select-charset tag-archive set-active set-active-evidence set-phone-valid chain purge purge-opted-out patch correct list dedupe '
# The folders that a program needs: no other gets a copy
declare -gA folders=([verify]=runs [verify-repeat]=runs [history]=runs
	[history-uploaded]='done' [set-active-evidence]='done' [run-again]='done' [status]=runs [review]=runs
	[review-share]='runs shared' [approve]=runs [uploaded]=half [undo]='done' [prune]='done'
	[merge]=cut)

make_exports() {
	cat >in.csv <<'END'
customer_id,signalvine_id,phone,active,phone_valid,group_list,last_contacted
0012,4181b152,+13035550301,TRUE,TRUE,"Alumni;""X""",2024-02-29
0013,4181b153,+13035550302,FALSE,TRUE,Seniors,2026-11-01
,4181b154,+13035550303,TRUE,FALSE,,
END
	gzip -nc in.csv >in.csv.gz
	iconv -f utf-8 -t utf-16 in.csv >in.utf16
	roster select --to ndjson --where 'phone is not empty' in.csv >in.ndjson
	roster convert --to api in.csv >api.json
	sed 's/Seniors/Juniors/; $d' in.csv >new.csv
	sed 's/+1303555030[12]/+13035550301/' in.csv >shared.csv
	{ head -n 1 in.csv && sed 1d in.csv | tac; } >shuffled.csv
	{ cat in.csv && echo '0014,4181b155,+13035550304,TRUE,TRUE,,2024-03-01'; } >four.csv
	sed '/^0012/s/TRUE,"Alumni;""X"""/FALSE,ARCHIVED/; /^0014/s/TRUE,,/FALSE,,/' four.csv >fresh.csv
}

make_lists() {
	printf 'customer_id,date,source\n0013,2026-11-02,form 7\n' >consent
	printf 'customer_id\n0012\n' >keep
	printf 'customer_id\n0099\n' >never
	printf 'customer_id,phone_valid,old_phone_valid\n0012,FALSE,TRUE\n0099,FALSE,TRUE\n' >fixes
	cat >done.ndjson <<'END'
{"key":"0012","field":"phone_valid","from":"FALSE","to":"TRUE","filter":"x","at":"2026-11-23"}
{"key":"0013","field":"group_list","from":"A","to":"Band","filter":"x","at":"2026-11-23"}
END
}

# One proposed, one approved, one of which all is uploaded, each some hours ago
make_runs() {
	roster run --program a four.csv -- tag-archive --where "customer_id != '0014'" + \
		set-phone-valid FALSE --where "$stale" + purge --opted-out --where "customer_id = '0013'"
	printf '{"run":"%s","manifest_sha256":"%s","decisions":[%s]}' "$run" \
		"$(sha256sum <runs/$run/manifest.json | cut -c 1-64)" \
		'{"scope":"contact","key":"0012","key_field":"customer_id","when":"never","reason":"x"}' >decide
	cp -a runs half
	roster approve --by me half/$run
	cp -a half 'done'
	for part in 'done'/"$run"/update-*; do
		roster uploaded --part "$part" "done/$run"
	done
	mkdir shared
}

make_parts() {
	roster split --records 2 in.csv cut
	for part in cut/0*; do
		ROSTER_RUN=$part roster tag-archive "$part/export" + \
			purge --opted-out --where "customer_id = '0013'" >"$part/cleaned"
	done
}

make_inputs() {
	make_exports
	make_lists
	make_runs
	make_parts
}
