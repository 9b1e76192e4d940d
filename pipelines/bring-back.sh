#!/usr/bin/env bash
# bring-back.sh - give archived contacts their groups and phone_valid back, from the journals of the
# clean-ups that archived them; groups that they have joined since stay
#
#     bring-back.sh LIST [--into GROUP] [--journals FOLDER] EXPORT [JOURNAL ...] > CLEANED
#
# LIST has the column customer_id. JOURNALs stand with the oldest first; without any it is those of the
# runs of this program. A contact whose former
# groups none of them tells, or who had none, goes to GROUP. Who of LIST is not in EXPORT is named, and
# who remains opted out: only the person can change that, see roster-set-active(1). FOLDER gets the
# record of what was changed.
#
# In a run EXPORT is the only operand, and the policy says the rest.
set -euo pipefail

### the policy
list=                            # for a run; by hand it is LIST
into=Returned                    # --into says another
archive=ARCHIVED                 # the group that they are in
journals=(runs/*/journal.ndjson) # where no JOURNAL is named
reason='brought back on request'

### what it does
usage='usage: bring-back.sh LIST [--into GROUP] [--journals FOLDER] EXPORT [JOURNAL ...] > CLEANED'
folder=
refuse() { echo "$usage" >&2; exit 2; }
[ -n "$list" ] || { list=${1-}; shift || refuse; }
while [[ ${1-} = --* ]]; do
	[ -n "${2-}" ] || refuse
	case $1 in
	--into) into=$2 ;;
	--journals) folder=$(realpath "$2") ;;
	*) refuse ;;
	esac
	shift 2
done
[[ -n $list && -n ${1-} ]] || refuse
export=$(realpath "$1")
shift
[ -z "${ROSTER_PROTECT-}" ] || ROSTER_PROTECT=$(realpath "$ROSTER_PROTECT")
[ $# -eq 0 ] || journals=("$@")
kept=$folder${ROSTER_RUN-} # who keeps a journal is told the reason
meant='customer_id in file("list.csv", customer_id)'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ask CONDITION FILE: the keys that it holds for, as "customer_id":"0012". What is only asked is no
# stage of a run, and does not pass the protected
ask() {
	local text='"\(\\.\|[^"\\]\)*"' alike='"[Cc][Uu][Ss][Tt][Oo][Mm][Ee][Rr][ _-]*[Ii][Dd]"'
	(cd "$work" && env -u ROSTER_RUN -u ROSTER_PROTECT roster select --where "$1" --to ndjson --quiet "$2") |
		sed -n -e "s/.*\(\"customer_id\":$text\).*/\1/p" -e t \
			-e "s/.*$alike\(:$text\).*/\"customer_id\"\1/p"
}

# say WHAT: of the keys on standard input, if there are any
say() {
	local keys
	keys=$(sed 's/^"customer_id":"\(.*\)"$/\1/')
	[ -z "$keys" ] || echo "bring-back.sh: $1: ${keys//$'\n'/ }" >&2
}

# assume FROM TO: a journal in which all of the list were moved so
assume() {
	while IFS= read -r line; do
		printf '{"key"%s,"field":"group_list","from":"%s","to":"%s"}\n' \
			"${line#*\"customer_id\"}" "$1" "$2"
	done <"$work/keys"
}

program_of() {
	sed -n '/^  "program": "/{s///;s/",*$//;p;q;}' "$1"
}

# Another program has other groups, and a run that failed has changed nothing
keep_one_program() {
	local journal folder program wanted='' kept_journals=()
	[ -z "${ROSTER_RUN-}" ] || wanted=$(program_of "$ROSTER_RUN/started.json")
	for journal in "${journals[@]}"; do
		folder=$(dirname "$journal")
		if [ -e "$folder/manifest.json" ]; then
			program=$(program_of "$folder/manifest.json")
			wanted=${wanted:-$program}
			if [ "$program" != "$wanted" ]; then
				[ -z "${ROSTER_RUN-}" ] || continue
				echo "bring-back.sh: these are runs of several programs, $wanted and $program; name" \
					"the journals of one" >&2
				exit 2
			fi
		elif [ -e "$folder/started.json" ]; then
			continue
		fi
		kept_journals+=("$journal")
	done
	journals=(${kept_journals[@]+"${kept_journals[@]}"})
}

# Of the journals only what speaks of the list, the newest as groups-1 and phones-1
gather() {
	cp "$list" "$work/list.csv"
	ask "$meant" "$export" >"$work/keys"
	if ! [ -s "$work/keys" ]; then
		echo "bring-back.sh: $list names no contact of the export" >&2
		exit 3
	fi
	sed 's/^"customer_id"\(.*\)/{"key"\1,/' "$work/keys" >"$work/patterns"
	[ $# -gt 0 ] || keep_one_program
	local i number=0
	for ((i = ${#journals[@]} - 1; i >= 0; i--)); do
		number=$((number + 1))
		[ -e "${journals[i]}" ] || [ $# -gt 0 ] || continue # there are no runs yet
		grep -F -f "$work/patterns" "${journals[i]}" >"$work/lines" || [ $? -eq 1 ]
		grep '"field":"group_list"' "$work/lines" >"$work/groups-$number.ndjson" || true
		grep '"field":"phone_valid"' "$work/lines" >"$work/phones-$number.ndjson" || true
	done
	# a journal has a field of CSV, in a JSON string
	[[ $into != *[\",]* ]] || into="\"${into//\"/\"\"}\""
	into=${into//\\/\\\\}
	into=${into//\"/\\\"}
	assume "$into" "$archive" >"$work/archived.ndjson"
	assume "$into" '' >"$work/alone.ndjson"
	find "$work" -name '*.ndjson' -empty -delete
}

# stage NAME CONDITION: undo what NAME.ndjson says
stages=() first=yes
stage() {
	[ ${#stages[@]} -eq 0 ] || stages+=(+)
	stages+=(patch "$1.ndjson" --reverse --merge-groups --stage "$1" --where "$meant and $2"
		${folder:+--journal "$folder/$1.ndjson"} ${kept:+--reason "$reason"})
	[ -z "$first" ] || stages+=("$export")
	first=
}

# A run that is repeated has its lists, and needs nothing else
gathered=$work
if [ -n "${ROSTER_LISTS-}" ]; then
	gathered=$ROSTER_LISTS
else
	gather "$@"
fi
# Once a contact has left the archive, no older journal is asked
while read -r name; do
	case $name in
	groups-*) stage "$name" "group_list has \"$archive\"" ;;
	phones-*) stage "$name" 'phone_valid = FALSE' ;;
	esac
done < <(find "$gathered" -name '*.ndjson' | sed -n 's/.*[/-]\(\(groups\|phones\)-[0-9]*\)\.ndjson$/\1/p' | sort -t - -k 2n -k 1)
stage archived "group_list has \"$archive\""
stage alone 'group_list is empty'
(cd "$work" && roster "${stages[@]}")

[ -z "${ROSTER_LISTS-}" ] || exit 0
sed 's/.*/{&}/' "$work/keys" >"$work/found"
ask 'customer_id is not empty and not (customer_id in file("found", customer_id))' list.csv |
	say 'not in the export'
ask "$meant and active = FALSE" "$export" | say 'opted out, and still so'
