#!/usr/bin/env bats
# The manual pages: clean, complete, and their examples run

load common

pages=$BATS_TEST_DIRNAME/../filters

@test "every page is clean for mandoc" {
	mandoc -Tlint -Wwarning "$pages"/*.[17]
}

@test "every program has a page, and every page a program" {
	diff <(roster --help | sed -n 's/^  \([a-z-]*\)  .*/\1/p' | sort) \
		<(cd "$pages" && printf '%s\n' *.1 | sed 's/\.1$//' | grep -vx roster | sort)
}

@test "every option of --help is in the page, and the other way round" {
	for page in "$pages"/*.1; do
		name=$(basename "$page" .1)
		[ "$name" != roster ] || continue
		diff <(roster "$name" --help | sed -n 's/^  --\([a-z-]*\).*/\1/p' | sort) \
			<(sed -n 's/^\.It Fl Fl \([a-z-]*\).*/\1/p' "$page" | sort) || {
			echo "in $name"
			return 1
		}
	done
}

@test "every page of a program has all its sections" {
	for page in "$pages"/*.1; do
		for section in NAME SYNOPSIS DESCRIPTION OPTIONS ENVIRONMENT FILES 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
			grep -qx "\.Sh $section" "$page" || {
				echo "$page has no $section"
				return 1
			}
		done
	done
}

@test "what README.md shows is what happens" {
	cp "$ROOT/testdata/export.csv.gz" .
	ln -s "$ROOT/pipelines" pipelines
	export ROSTER_AS_OF=2026-11-24
	# each command, which goes on behind a bar, and what it says up to the next blank line
	sed -n '/^    \$ /,/^$/s/^    //p' "$ROOT/README.md" >shown
	local command='' goes_on=''
	while IFS= read -r line; do
		if [[ $line = '$ '* || -n $goes_on ]]; then
			[ -n "$goes_on" ] || command=
			command+=${line#'$ '}$'\n'
			[[ $line = *'|' ]] && goes_on=yes || goes_on=
			[ -n "$goes_on" ] || bash -c "${command/roster run/roster run --as-of 2026-11-24}" >>said 2>&1
		else
			echo "$line" >>wanted
		fi
	done <shown
	[ "$(wc -l <wanted)" -gt 10 ]
	diff <(sort wanted) <(sort said)
}

@test "every program stands in roster(7)" {
	diff <(roster --help | sed -n 's/^  \([a-z-]*\)  .*/\1/p' | sort) \
		<(sed -n '/^\.Sh DESCRIPTION/,/^\.Ss/s/^\.It Xr roster-\([a-z-]*\) 1/\1/p' "$pages/roster.7" | sort)
}

# examples PAGE: the commands under EXAMPLES
examples() {
	sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/s/^\.Dl //p' "$1" | sed 's/\\(dq/"/g; s/\\&//g; s/\\e/\\/g'
}

@test "every example runs" {
	for page in "$pages"/*.[17]; do
		mkdir work
		cd work
		cp "$ROOT/testdata/export.csv.gz" .
		ln -s "$ROOT/pipelines" pipelines
		roster run --quiet --program admissions --as-of 2026-11-24 --allow-seen \
			pipelines/archive-stale.sh export.csv.gz
		touch -d tomorrow export.csv.gz
		examples "$page" >../examples
		[ -s ../examples ]
		sed -i 's/roster run /roster run --allow-seen /' ../examples # the setup has run it already
		while IFS= read -r command; do
			bash -c "$command" >../said 2>&1 </dev/null || {
				echo "in $page: $command"
				cat ../said
				return 1
			}
		done <../examples
		cd "$SCRATCH"
		rm -rf work
	done
}
