# updates.bash - random exports, and update files applied to one as the platform would do it
# shellcheck shell=bash

# invent SEED: export.csv of 120 contacts and fixes.csv, both of random values without quotes
invent() {
	awk -v seed="$1" 'function pick(list,  n, parts) { n = split(list, parts, "|"); return parts[int(rand() * n) + 1] }
	BEGIN {
		srand(seed)
		print "customer_id,first_name,active,phone_valid,group_list,note,score" >"export.csv"
		print "customer_id,first_name,note" >"fixes.csv"
		for (i = 1; i <= 120; i++) {
			id = rand() < 0.05 ? "" : rand() < 0.03 ? "k7" : "k" i # one is repeated
			print id "," pick("Ada|Bo|Cy|") "," pick("TRUE|FALSE|true|") "," pick("TRUE|FALSE|") "," \
				pick("Seniors|Juniors|Seniors;Band|ARCHIVED|") "," pick("x|y|") "," int(rand() * 10) >"export.csv"
			if (id != "" && id != "k7" && rand() < 0.3)
				print id "," pick("Ada|Di|") "," pick("x|z|") >"fixes.csv"
		}
		print "k7,Di,z" >"fixes.csv"
	}'
}

# applied EXPORT UPDATE...: the export with the update files applied, as the platform would do it; it
# fails when a key is in two rows, a row changes nothing in one of its columns, or is about nobody
applied() {
	local export=$1
	shift
	awk -F , -v OFS=, '
		function fail(why) { print FILENAME ": " why ": " $0 >"/dev/stderr"; failed = 1; exit 1 }
		!updates && FNR == 1 { for (i = 1; i <= NF; i++) place[$i] = i; width = NF; header = $0; next }
		!updates { line[++records] = $0; if ($1 != "") { of[$1] = records } next }
		FNR == 1 {
			for (i = 1; i <= NF; i++) column[i] = place[$i]
			if ($1 != "customer_id" || NF < 2) fail("its header")
			columns = NF
			next
		}
		{
			if (NF != columns || $1 == "" || $1 in seen || !($1 in of)) fail("its key or its length")
			seen[$1] = 1
			n = split(line[of[$1]], old, ",")
			for (i = 2; i <= NF; i++) {
				if (old[column[i]] == $i || $i == "") fail("no change")
				old[column[i]] = $i
			}
			text = old[1]
			for (i = 2; i <= width; i++) text = text OFS old[i]
			line[of[$1]] = text
		}
		END { if (failed) exit 1; print header; for (i = 1; i <= records; i++) print line[i] }' \
		"$export" updates=1 "$@"
}
