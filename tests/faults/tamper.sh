#!/usr/bin/env bash
# tamper.sh - a wrong tool for the middle of a pipeline: copies an export, with one thing wrong
#
#     TAMPER_KIND=KIND TAMPER_SEED=N TAMPER_MARK=FILE tamper.sh < EXPORT > TAMPERED
#
# KIND is a word of the list below; none copies. FILE gets "same" or "changed".
set -euo pipefail
export LC_ALL=C

if [[ ${1-} = --kinds ]]; then
	echo drop duplicate swap move reverse edit blank case number quoting spaces line-ends \
		one-line-end truncate header add add-keyless blank-line column swap-values
	exit
fi

before=$(mktemp)
after=$(mktemp)
trap 'rm -f "$before" "$after"' EXIT
cat >"$before"

# shellcheck disable=SC2016 # a program for awk
awk -v kind="$TAMPER_KIND" -v seed="$TAMPER_SEED" '
	function any(count) { return 1 + int(rand() * count) }
	# the values of a line, naively, as such tools do it
	function cut(text) { return split(text, value, ndjson ? ",\"" : ",") }
	function join(count,    text, i) {
		text = value[1]
		for (i = 2; i <= count; i++)
			text = text (ndjson ? ",\"" : ",") value[i]
		return text
	}
	# a value that is not empty, of a record in question
	function pick(count,    i, tries) {
		do i = any(count); while (value[i] ~ /^("")?$/ && ++tries < 50)
		return i
	}
	# another character in place of one
	function other(character) {
		if (character ~ /[0-9]/)
			return (character + any(9)) % 10
		return character == "x" ? "y" : "x"
	}
	function edit_one(text,    at) {
		do at = any(length(text)); while (substr(text, at, 1) ~ /[",:{}\\\r]/ && ++spins < 200)
		return substr(text, 1, at - 1) other(substr(text, at, 1)) substr(text, at + 1)
	}
	function change(text,    count, i) {
		count = cut(text)
		i = pick(count)
		if (kind == "edit")
			value[i] = edit_one(value[i])
		else if (kind == "blank")
			value[i] = ndjson && match(value[i], /":/) ? substr(value[i], 1, RSTART + 1) "\"\"" : ""
		else if (kind == "case")
			value[i] = toupper(value[i]) == value[i] ? tolower(value[i]) : toupper(value[i])
		else if (kind == "spaces")
			value[i] = ndjson ? value[i] " " : " " value[i]
		else if (kind == "swap-values" && count > 1) {
			i = any(count - 1)
			swapped = value[i]
			value[i] = value[i + 1]
			value[i + 1] = swapped
		} else if (kind == "quoting") {
			if (value[i] ~ /^".*"$/ && !ndjson)
				value[i] = substr(value[i], 2, length(value[i]) - 2)
			else if (!ndjson)
				value[i] = "\"" value[i] "\""
			else if (match(value[i], /":[0-9tfn]/))
				value[i] = substr(value[i], 1, RSTART + 1) "\"" substr(value[i], RSTART + 2) "\""
			else
				sub(/":"/, "\":\"\\u0041", value[i])
		} else if (kind == "number") {
			for (i = any(count); value[i] !~ /[0-9]$/ && ++turns % 50; i = i % count + 1);
			value[i] = value[i] (rand() < 0.5 ? ".0" : "0")
		}
		return join(count)
	}
	BEGIN { srand(seed) }
	{ line[NR] = $0 }
	END {
		ndjson = line[1] ~ /^(\357\273\277)?\{/
		first = ndjson ? 1 : 2
		records = NR - first + 1
		if (records < 2)
			kind = "add"
		at = first - 1 + any(records > 1 ? records - 1 : 1) # never the last
		if (kind == "header")
			at = first = ndjson ? any(NR) : 1
		for (i = 1; i <= NR; i++) {
			if ((kind == "drop" || kind == "header") && i == at)
				continue
			if (kind == "reverse" && i >= first) {
				print line[NR + first - i]
				continue
			}
			if (kind == "swap" && i == at) {
				print line[++i]
				print line[at]
				continue
			}
			if (kind == "move" && i == at)
				continue
			text = line[i]
			if (i == at && kind ~ /^(edit|blank|case|number|quoting|spaces|swap-values)$/)
				text = change(text)
			if (kind == "line-ends" || (kind == "one-line-end" && i == at))
				if (!sub(/\r$/, "", text))
					text = text "\r"
			if (kind == "column" && (i == at || seed % 2)) {
				count = cut(text)
				value[count] = ""
				text = join(count)
			}
			print text
			if (kind == "duplicate" && i == at)
				print text
			if (kind == "add" && i == at) {
				sub(ndjson ? /"customer_id":"?[^",]*/ : /^"?[^",]*/, (ndjson ? "\"customer_id\":\"" : "") "x9", text)
				print text
			}
			if (kind == "add-keyless" && i == at) {
				if (ndjson)
					gsub(/"(customer|signalvine)_id":("[^"]*"|[^,}]*)/, "", text)
				print ndjson ? "{}" : ",," substr(text, length(text) / 2)
			}
			if (kind == "blank-line" && i == at)
				print ""
		}
		if (kind == "move")
			print line[at]
	}' "$before" >"$after"

if [[ $TAMPER_KIND = truncate ]]; then
	size=$(stat -c %s "$before")
	RANDOM=$TAMPER_SEED
	head -c "$((size * (RANDOM % 100) / 100 + RANDOM % (size / 100 + 1)))" "$before" >"$after"
fi
[[ $TAMPER_KIND != none ]] || cp "$before" "$after"

word=changed
! cmp -s "$before" "$after" || word=same
echo "$word" >"$TAMPER_MARK"
cat "$after"
