#!/usr/bin/env bats
# Random histories through the programs themselves, for what tests/unit/test_guard_model.c plays by
# the library: nobody whose last opt-out was his own becomes active through us

load common

HISTORIES=${HISTORIES:-200}
people=4

# The platform: who is active, and whose last opt-out was his own
begin() {
	day=0 row=customer_id,phone journals=()
	rm -f journal-* stop
	for ((i = 0; i < people; i++)); do
		phone[i]=+1303555010$((RANDOM % 3))
		active[i]=TRUE own[i]=
		((RANDOM % 4)) || active[i]=FALSE own[i]=own
	done
}

export_now() {
	{
		echo customer_id,phone,active
		for ((i = 0; i < people; i++)); do echo "$i,${phone[i]},${active[i]}"; done
	} >export.csv
}

# The school uploads what a filter made of the export
upload() {
	local key active_now
	while IFS=, read -r key _ active_now; do
		[ "$key" != customer_id ] || continue
		if [ "${active[key]}$active_now" = FALSETRUE ]; then
			opened=$((opened + 1))
			[ -z "${own[key]}" ] || return 1
		fi
		[ "${active[key]}$active_now" != TRUEFALSE ] || own[key]=
		active[key]=$active_now
	done <cleaned.csv
}

stop_by_text() {
	local from=+1303555010$((RANDOM % 3)) named=
	for ((i = 0; i < people; i++)); do
		[ "${phone[i]}" = "$from" ] || continue
		active[i]=FALSE own[i]=own
		named=$i
	done
	[ -n "$named" ] || return 0
	case $((RANDOM % 3)) in
	0) row+=$'\n'$named, ;;
	1) row+=$'\n',${from#+1} ;;
	2) row+=$'\n'$named,$from ;;
	esac
}

opt_in_by_hand() {
	i=$((RANDOM % people))
	active[i]=TRUE own[i]=
}

# FALSE by us: a clean-up, or by correct what a person asked for on the telephone
opt_out() {
	local who=$((RANDOM % people)) journal=journal-$day
	export_now
	if ((RANDOM % 3)); then
		roster set-active FALSE --where "customer_id in (\"$who\", \"$((RANDOM % people))\")" \
			--journal "$journal" --as-of "$today" --quiet --output cleaned.csv export.csv
	else
		[ "${active[who]}" = TRUE ] || return 0
		printf 'customer_id,active\n%s,FALSE\n' "$who" >fixes
		roster correct fixes --journal "$journal" --as-of "$today" --quiet --output cleaned.csv \
			export.csv
	fi
	journals+=(--evidence "$journal")
	upload
	[ ! -e fixes ] || own[who]=own
	rm -f fixes
}

# TRUE by us: with all journals, and the list of today or of the day before
opt_in() {
	local until=$today journal=journal-$day
	[ "${#journals[@]}" -gt 0 ] && [ "$row" != customer_id,phone ] || return 0
	export_now
	((RANDOM % 4)) || until=$yesterday
	[ "$until" = "$yesterday" ] || echo "$row" >stop
	[ -e stop ] || return 0
	local options=("${journals[@]}" --opt-outs stop --opt-outs-until "$until"
		--export export.csv --export-date "$today" --journal "$journal" --as-of "$today" --quiet
		--output cleaned.csv)
	if ((RANDOM % 2)); then
		roster set-active TRUE "${options[@]}" export.csv
	else
		roster patch "${journals[1]}" --reverse "${options[@]}" export.csv
	fi
	journals+=(--evidence "$journal")
	upload
}

play() {
	local events=(stop_by_text opt_in_by_hand opt_out opt_out opt_out opt_in opt_in opt_in)
	RANDOM=$1
	begin
	for ((turn = 0; turn < 8; turn++)); do
		yesterday=$today
		printf -v today '%(%F)T' $((1767268800 + ++day * 86400))
		event=${events[RANDOM % ${#events[@]}]}
		$event || {
			echo "seed $1: $event makes somebody active who opted out"
			export_now
			cat export.csv stop cleaned.csv
			return 1
		}
	done
}

@test "random histories: nobody who opted out is opted in by the programs" {
	opened=0
	for ((seed = 1; seed <= HISTORIES; seed++)); do play "$seed"; done
	[ "$opened" -gt $((HISTORIES / 10)) ]
}
