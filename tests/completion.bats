#!/usr/bin/env bats
# What shells complete, and what roster help shows

load common

# candidates WORD...: without their meanings, on one line
candidates() { roster help --complete -- "$@" | cut -f 1 | tr '\n' ' '; }

# is EXPECTED WORD...
is() {
	local expected=$1
	shift
	[ "$(candidates "$@")" = "${expected:+$expected }" ] || {
		echo "$* gives: $(candidates "$@")"
		return 1
	}
}

@test "every program, and every option of each, is completed, and no other" {
	names=$(roster --help | sed -n 's/^  \([a-z-]*\)  .*/\1/p' | sort)
	diff <(echo "$names") <(candidates roster '' | tr ' ' '\n' | grep '^[a-z]' | sort)
	for name in $names; do
		diff <(roster "$name" --help | sed -n 's/^  \(--[a-z-]*\).*/\1/p' | sort) \
			<(roster help --complete -- roster "$name" -- | cut -f 1 | sort)
		# the meaning stands beside it, and the link completes as the program does
		diff <(roster help --complete -- roster "$name" --) <(roster help --complete -- "roster-$name" --)
	done
	is "select set-active set-phone-valid" roster se
	roster help --complete -- roster select --wh | grep -qx -- "--where	which contacts are meant: those for which EXPR is true"
}

@test "an option that is given is not named again, unless it may be" {
	is '--column' roster select --column a=b --col
	is '' roster select --quiet --qui
	is '--quiet' roster select --qui
	is '' roster select --where=1 --wher
}

@test "values: of options that have a few, files, folders, and columns of the file on the line" {
	printf 'Kundennummer,Mobil,group_list\n1,x,"A;B"\n2,y,B\n' >a.csv
	printf '{"nummer":1,"z":2}\n' >a.ndjson
	is 'csv ndjson' roster select --to ''
	is '--to=ndjson' roster select --to=nd
	is '--to=ndjson' roster select --to = nd
	is ':files' roster select --output ''
	is ':directories' roster run --runs ''
	is 'tab' roster select --delimiter ''
	is 'TRUE FALSE + :files' roster set-active ''
	is '' roster select --max-
	is 'Kundennummer Mobil group_list' roster diff a.csv --ignore ''
	is 'nummer z' roster diff a.ndjson --ignore ''
	is 'Kundennummer,Mobil' roster diff a.csv --key Kundennummer,M
	is 'phone= phone_valid=' roster select a.csv --column ph
	is 'phone=Mobil' roster select a.csv --column phone=M
	is 'phone=Mobil' roster select a.csv --column phone = M
	is 'A B' roster tag-archive a.csv --group ''
	# without a file: what the platform calls them
	is 'phone phone_valid' roster diff --ignore ph
	printf 'a;b c\n1;2\n' >b.csv
	roster help --complete -- roster select --delimiter ';' b.csv --column phone= | grep -qx 'phone=b c'
	printf 'Gr\xf6\xdfe\n1\n' >c.csv
	is 'Größe' roster diff --from-charset windows-1252 c.csv --ignore ''
}

@test "expressions: columns, what follows them, groups and values" {
	printf 'customer_id,active,note,group_list\n1,TRUE,hot,"A;Bb"\n2,FALSE,"x ""y""",Bb\n' >a.csv
	candidate() { roster help --complete -- roster select a.csv --where "$1"; }
	diff <(candidate "'act") - <<'END'
active
active =
active !=
active is empty
END
	diff <(candidate 'not (group_list has "A" and no') - <<'END'
not (group_list has "A" and note
not (group_list has "A" and note =
not (group_list has "A" and note !=
not (group_list has "A" and note is empty
not (group_list has "A" and not
END
	diff <(candidate 'group_list has "') - <<'END'
group_list has "A"
group_list has "Bb"
END
	diff <(candidate "active = TRUE and note != 'h") - <<'END'
active = TRUE and note != 'hot'
END
	diff <(candidate 'customer_id in ("') - <<'END'
customer_id in ("1"
customer_id in ("2"
END
	[ -z "$(candidate 'nothing "')" ]
	# comparisons only where one column is left
	printf 'active,activity\nTRUE,x\n' >a.csv
	diff <(candidate 'acti') - <<'END'
active
activity
END
}

@test "chains and runs: a filter behind + and behind --, with its own options" {
	is 'select set-active set-phone-valid' roster select a.csv + se
	is '--group' roster select a.csv + tag-archive --gr
	is '' roster select --gr
	is 'tag-archive' roster run a.csv -- tag
	is '--group' roster run a.csv -- tag-archive --gr
	is '' roster nothing --
	is 'select set-active set-phone-valid' roster help se
}

# The line that is run is the one that the shell made of what was typed
typed='roster sel\t--where "act\t = TRUE" export.c\t + set-phone-v\t FALS\t --quie\t >out; exit\n'

made() {
	cp "$ROOT/testdata/export.csv.gz" .
	roster select --where 'active = TRUE' export.csv.gz + set-phone-valid FALSE --quiet >expected
	[ -s expected ]
}

@test "bash completes what is typed" {
	made
	printf "PS1=\nsource '%s/completions/roster.bash'\n$typed" "$ROOT" >keys
	TERM=dumb timeout 20 script -qec 'bash --norc --noprofile -i' /dev/null <keys >screen
	cmp expected out
	# words that bash cuts at "=", and files
	source "$ROOT/completions/roster.bash"
	compopt() { :; }
	COMP_WORDS=(roster select export.csv.gz --column phone = prog) COMP_CWORD=6
	_roster roster
	[ "${COMPREPLY[*]}" = program_phone ]
	COMP_WORDS=(roster select --to =) COMP_CWORD=3
	_roster roster
	[ "${COMPREPLY[*]}" = 'csv ndjson' ]
	COMP_WORDS=(roster-select ex) COMP_CWORD=1
	_roster roster-select
	[ "$(printf '%s\n' "${COMPREPLY[@]}" | sort | tr '\n' ' ')" = 'expected export.csv.gz ' ]
}

@test "zsh completes what is typed" {
	command -v zsh || skip 'no zsh'
	made
	cat >drive.zsh <<END
zmodload zsh/zpty
zpty -b z zsh -f -i
zpty -w z 'PS1=; fpath=($ROOT/completions \$fpath); autoload -U compinit; compinit -u -D; echo be""gin'
screen=
until [[ \$screen == *begin* ]]; do zpty -rt z line && screen+=\$line; sleep 0.05; done
zpty -w -n z \$'$typed'
while zpty -t z; do zpty -rt z line; sleep 0.05; done
END
	TERM=dumb timeout 20 zsh -f drive.zsh >screen 2>&1 || true
	cmp expected out
}

@test "fish completes what is typed" {
	command -v fish || skip 'no fish'
	cp "$ROOT/testdata/export.csv.gz" .
	HOME=$SCRATCH fish -c "source '$ROOT/completions/roster.fish'
		complete -C 'roster tag-ar'
		complete -C 'roster select export.csv.gz --where \"group_list has \\'Al'
		complete -C 'roster-convert --wrap=it'
		complete -C 'roster select exp'" >said
	diff said - <<'END'
tag-archive	move contacts to the archive group; their other groups are replaced
group_list has 'Alumni'
--wrap=items
export.csv.gz
END
}

@test "roster help opens the page, or says what --help does" {
	mkdir bin
	printf '#!/bin/sh\nshift\nls "$1" >/dev/null && echo "man -l ${1##*/}"\n' >bin/man
	chmod +x bin/man
	PATH=$PWD/bin:$PATH
	[ "$(roster help select)" = 'man -l select.1' ]
	[ "$(roster help roster)" = 'man -l roster.7' ]
	diff <(roster help) <(roster --help)
	expect 2 'roster help selct' <<'END'
help: there is no program "selct"; the nearest is "select" (roster --help)
END
	expect 2 'roster help select purge' <<'END'
help: "purge" is one operand too many: roster help [NAME]
END
	# no man: the executable is found by its whole name
	program=$(command -v roster)
	for name in select check; do
		diff <(PATH=/nowhere "$program" help $name 2>said) <("$program" $name --help)
		[ "$(cat said)" = 'help: there is no man here, or no page; this is what --help says' ]
	done
}

@test "encodings that are common" {
	is 'utf-16 utf-16le utf-16be' roster select --from-charset utf
}
