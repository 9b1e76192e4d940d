#!/usr/bin/env bats
# A sample of make faults: calls that fail, where a program cannot help it

load common

bats_require_minimum_version 1.5.0

@test "calls and allocations that fail are said, and nothing half done is left" {
	skip_under_sanitizers
	run bash "$ROOT/tests/faults/every_call.sh" --step 61
	echo "$output"
	[ "$status" -eq 0 ]
	[ "${lines[-1]}" = '0 broken' ]
	[ "${#lines[@]}" -eq 39 ]
}

@test "where memory ends, a part of an output says that it is one" {
	skip_under_sanitizers
	cc -shared -fPIC -o fail_call.so "$ROOT/tests/faults/fail_call.c" -ldl
	printf 'customer_id,group_list\n1,"a"""\n' >in.csv
	for at in $(seq 1 200); do
		rm -f mark
		FAIL_CALL=malloc FAIL_AT=$at FAIL_ERRNO=12 FAIL_MARK=$PWD/mark LD_PRELOAD=$PWD/fail_call.so \
			roster select --where 'customer_id = "1"' in.csv >out 2>said && break
		[ "$(tail -n 1 out)" = '"roster: this output is incomplete, do not use it (status 5): select: out of memory' ] ||
			[ ! -s out ]
		[ ! -s out ] || poisoned=1
	done
	[ ! -e mark ]
	[ "$poisoned" ]
}

@test "rejects that cannot be kept poison an output that is whole already" {
	skip_unless_preloaded
	cc -shared -fPIC -o fail_call.so "$ROOT/tests/faults/fail_call.c" -ldl
	printf 'customer_id\n1\n"2\n' >in.csv
	for gzip in '' --gzip; do
		FAIL_CALL=rename FAIL_AT=1 FAIL_ERRNO=28 LD_PRELOAD=$PWD/fail_call.so \
			run -5 --separate-stderr roster select $gzip --where 'customer_id = "1"' \
			--rejects bad in.csv
		[ "$stderr" = 'select: bad: cannot give the finished file its name: No space left on device' ]
		FAIL_CALL=rename FAIL_AT=1 FAIL_ERRNO=28 LD_PRELOAD=$PWD/fail_call.so \
			roster select $gzip --where 'customer_id = "1"' --rejects bad in.csv >out 2>said || true
		expect 5 'roster select --where "customer_id = \"1\"" --rejects again out >read' <<'END'
select: out:3: the program that wrote this failed, and the output is incomplete: select: bad: cannot give the finished file its name: No space left on device
END
		[ ! -e bad ]
	done
}

@test "an output without its last newline gets one before it is said to be incomplete" {
	skip_unless_preloaded
	cc -shared -fPIC -o fail_call.so "$ROOT/tests/faults/fail_call.c" -ldl
	printf 'customer_id\n"2\n1' >in.csv
	FAIL_CALL=rename FAIL_AT=1 FAIL_ERRNO=28 LD_PRELOAD=$PWD/fail_call.so \
		roster select --where 'customer_id = "1"' --rejects bad in.csv >out 2>said || true
	diff out - <<'END'
customer_id
1
"roster: this output is incomplete, do not use it (status 5): select: bad: cannot give the finished file its name: No space left on device
END
}

@test "an output that is in its place when its folder cannot be synced keeps what it says on record" {
	skip_under_sanitizers
	cc -shared -fPIC -o fail_call.so "$ROOT/tests/faults/fail_call.c" -ldl
	printf 'customer_id,active\n1,TRUE\n2,TRUE\n' >in.csv
	mkdir out
	fails() { # FOLDER: the sync of it fails
		FAIL_CALL=fsync FAIL_PATH=$1 FAIL_AT=1 FAIL_ERRNO=5 LD_PRELOAD=$PWD/fail_call.so \
			roster set-active FALSE --quiet --journal j --where 'customer_id = "1"' + \
			purge --where 'customer_id = "2"' --backup b --request r --output out/o <in.csv
	}
	export -f fails
	expect 5 'fails "*/out"; ret=$?; cat out/o r; grep -c . j b; exit $ret' <<'END'
set-active: out/o: is in its place, but cannot fsync its directory: Input/output error
customer_id,active
1,FALSE
customer_id
2
j:1
b:2
END
	rm out/o b r j
	expect 5 "fails '$PWD' 2>&1 | tail -n 1; ret=\${PIPESTATUS[0]}; ls out [bjr]; exit \$ret" <<'END'
set-active: j: cannot fsync its directory: Input/output error
ls: cannot access '[bjr]': No such file or directory
out:
END
}
