#!/usr/bin/env bash
# watch-archived.sh - who in the archive group has texted in since? Archived contacts can still do
# so, and the users of their old groups no longer see them
#
#     watch-archived.sh OLD NEW
#
# OLD and NEW are two exports, plain or gzip'd, CSV or NDJSON. Ends with 0 when nobody has, or when
# the exports do not tell, which it says; with 1 when somebody has. All is said on standard output.
set -euo pipefail

### the policy
group='ARCHIVED'
column='receivedCount'            # grows with every message that a contact sends
keys='customer_id signalvine_id'  # the first that is not blank names a contact

### what it does
old=${1-} new=${2-}
[[ -n $old && -n $new ]] || { echo 'usage: watch-archived.sh OLD NEW' >&2; exit 2; }

# archived EXPORT: "KEY<TAB>COUNT" of each contact in the group, or "no column"
archived() {
	roster select --quiet --where "group_list has \"$group\"" --to ndjson "$1" |
		awk -v column="$column" -v keys="$keys" '
		# the value of a key of this line, as it is escaped there; a quote inside it has a
		# backslash before it, so that no text can look like a key
		function value(key,    rest) {
			if (!match($0, "[{,][ \t]*\"" key "\"[ \t]*:[ \t]*"))
				return ""
			found++
			rest = substr($0, RSTART + RLENGTH)
			if (match(rest, /^"([^"\\]|\\.)*"/))
				return substr(rest, 2, RLENGTH - 2)
			return match(rest, /^[0-9]+/) ? substr(rest, 1, RLENGTH) : ""
		}
		BEGIN { count = split(keys, key, " ") }
		$0 == "" { next }
		{
			lines++
			name = ""
			for (i = 1; i <= count && name == ""; i++)
				name = value(key[i])
			found = 0
			texts = value(column)
			with_column += found
			if (name != "")
				print name "\t" texts + 0
		}
		END { if (lines && !with_column) print "no column" }'
}

before=$(archived "$old")
now=$(archived "$new")
if [[ $before == *'no column' || $now == *'no column' ]]; then
	echo "The exports have no column $column, so they do not tell who has texted in: look into" \
		"the group $group on the platform, or name another column in watch-archived.sh."
	exit 0
fi

printf '%s\n=\n%s\n' "$before" "$now" | awk -F '\t' -v group="$group" '
	$0 == "=" { second = 1; next }
	$0 == "" { next }
	!second { before[$1] = $2; next }
	{
		archived++
		if ($1 in before && $2 > before[$1]) {
			texted++
			print $1 ": " $2 - before[$1] " more, " $2 " in all"
		} else if (!($1 in before) && $2 > 0) {
			arrived++
		}
	}
	END {
		printf "%d of %d contacts in %s have texted in since\n", texted, archived, group
		if (arrived)
			printf "%d came into the group since, and had texted in before or after\n", arrived
		exit texted > 0
	}'
