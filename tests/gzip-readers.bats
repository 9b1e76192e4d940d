#!/usr/bin/env bats
# What we compress is read by every other gunzip that is here

load common

@test "gzip, pigz, zcat, python, node, busybox and perl read what roster compresses" {
	generate --seed 1 --contacts 12000 >in.csv
	roster select --quiet --where 'customer_id != "x"' --gzip in.csv >ours.gz
	cmp -s in.csv <(roster select --quiet --where 'customer_id != "x"' ours.gz)
	declare -A readers=(
		[gzip]='gzip -dc ours.gz'
		[zcat]='zcat ours.gz'
		[pigz]='pigz -dc ours.gz'
		[busybox]='busybox gunzip -c ours.gz'
		[python3]='python3 -c "import gzip, sys; sys.stdout.buffer.write(gzip.open(\"ours.gz\").read())"'
		[node]='node -e "process.stdout.write(require(\"zlib\").gunzipSync(require(\"fs\").readFileSync(\"ours.gz\")))"'
		[perl]='perl -MIO::Uncompress::Gunzip=gunzip,:all -e "gunzip \"ours.gz\" => \"-\", MultiStream => 1"'
	)
	for reader in "${!readers[@]}"; do
		if ! command -v "$reader" >/dev/null; then
			echo "# $reader is not here, so it was not tried" >&3
			continue
		fi
		bash -c "${readers[$reader]}" >read.csv || { echo "$reader fails"; return 1; }
		cmp in.csv read.csv || { echo "$reader reads something else"; return 1; }
	done
	gzip -t ours.gz
}

@test "what others compress is read: pigz, python, node, busybox, members one after the other" {
	generate --seed 2 --contacts 500 >in.csv
	head -n 200 in.csv | gzip -9 >many.gz
	tail -n +201 in.csv | gzip -1 >>many.gz
	printf '' | gzip >>many.gz
	declare -A writers=(
		[gzip]='cat many.gz'
		[pigz]='pigz -c -b 32 -p 4 in.csv'
		[busybox]='busybox gzip -c in.csv'
		[python3]='python3 -c "import gzip, sys; sys.stdout.buffer.write(gzip.compress(open(\"in.csv\", \"rb\").read()))"'
		[node]='node -e "process.stdout.write(require(\"zlib\").gzipSync(require(\"fs\").readFileSync(\"in.csv\")))"'
	)
	for writer in "${!writers[@]}"; do
		if ! command -v "$writer" >/dev/null; then
			echo "# $writer is not here, so it was not tried" >&3
			continue
		fi
		bash -c "${writers[$writer]}" >theirs.gz
		roster select --quiet --where 'customer_id != "x"' theirs.gz >read.csv
		cmp in.csv read.csv || { echo "of $writer something else is read"; return 1; }
	done
}
