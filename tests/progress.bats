#!/usr/bin/env bats
# How far a long program is, said on a terminal and nowhere else

load common

bats_require_minimum_version 1.5.0

# on_terminal COMMAND: what the command writes to a terminal of its own
on_terminal() {
	script --quiet --return --command "$1" /dev/null </dev/null | tr '\r' '\n'
}

setup_file() {
	command -v script >/dev/null || skip 'script is not installed'
}

# An input that takes a while, because nobody reads the output at first
slow='roster select --where "a = 1" in | { sleep 1; cat >/dev/null; }'

@test "a filter that reads a file tells its share, its speed and the time left" {
	{ echo a; yes 1 | head -n 6000000; } >in
	TERM=xterm run -0 on_terminal "$slow"
	grep -Eq $'^\033\\[Kselect: [0-9,]+ records, [0-9,]+ a second, [0-9]+ MB/s, [0-9]+ %, [0-9]+ s left' <<<"$output"
	grep -q 'select: 6,000,000 read' <<<"$output"
}

@test "it says nothing on a dumb terminal, under --quiet, or of an input whose end is not known" {
	{ echo a; yes 1 | head -n 6000000; } >in
	TERM=dumb run -0 on_terminal "$slow"
	run ! grep -q 'a second' <<<"$output"
	TERM=xterm run -0 on_terminal "${slow/select/select --quiet}"
	[ -z "$output" ]
	TERM=xterm run -0 on_terminal "cat in | ${slow/ in |/ |}"
	run ! grep -q 'a second' <<<"$output"
}
