/* test_recorded.c - journal/recorded.h, and record_remove of record/record.h */
#include "journal/recorded.h"
#include "record/reader.h"
#include "record/writer.h"
#include "support.h"

/* The only record of a file, with the columns "v" and "w" asked for. */
struct fixture {
	struct columns columns;
	struct column v, w;
	struct reader *reader;
	struct record *record;
	struct arena arena;
};

static void
open_record(struct fixture *fixture, struct span file, unsigned char delimiter)
{
	static const char *const path_z = "in";
	struct error error = {0};
	*fixture = (struct fixture){0};
	put_file(path_z, file);
	fixture->v = columns_want(&fixture->columns, SPAN("v"), COLUMN_OPTIONAL);
	fixture->w = columns_want(&fixture->columns, SPAN("w"), COLUMN_OPTIONAL);
	struct reader_options options = {
		.paths_z = &path_z, .path_count = 1, .delimiter = delimiter};
	fixture->reader = reader_open(&options, &fixture->columns, &error);
	assert_non_null(fixture->reader);
	assert_int_equal(reader_next(fixture->reader, &fixture->record, &error), READING_RECORD);
}

static void
close_record(struct fixture *fixture)
{
	reader_close(fixture->reader);
	columns_free(&fixture->columns);
	arena_free(&fixture->arena);
}

static void
expect_record(const struct fixture *fixture, struct span expected)
{
	struct buffer bytes = {0};
	writer_add_record(&bytes, fixture->record);
	expect_span("record", buffer_span(&bytes), expected);
	buffer_free(&bytes);
}

static void
raw_bytes_are_read_strictly(void **state)
{
	static const struct {
		enum format format;
		struct span raw, text;
		bool well;
		enum value_kind kind;
	} cases[] = {
		{FORMAT_CSV, SPAN_INIT(""), SPAN_INIT(""), true, VALUE_TEXT},
		{FORMAT_CSV, SPAN_INIT("\"\""), SPAN_INIT(""), true, VALUE_TEXT},
		{FORMAT_CSV, SPAN_INIT(" a "), SPAN_INIT(" a "), true, VALUE_TEXT},
		{FORMAT_CSV, SPAN_INIT("\"a \"\"b\"\"\""), SPAN_INIT("a \"b\""), true, VALUE_TEXT},
		{FORMAT_CSV, SPAN_INIT("\""), SPAN_INIT(""), false, VALUE_TEXT},
		{FORMAT_CSV, SPAN_INIT("\"a"), SPAN_INIT(""), false, VALUE_TEXT},
		{FORMAT_CSV, SPAN_INIT("\"a\"b\""), SPAN_INIT(""), false, VALUE_TEXT},
		{FORMAT_CSV, SPAN_INIT("\"a\"\""), SPAN_INIT(""), false, VALUE_TEXT},
		{FORMAT_CSV, SPAN_INIT("a\"b"), SPAN_INIT(""), false, VALUE_TEXT},
		{FORMAT_CSV, SPAN_INIT("a\nb"), SPAN_INIT(""), false, VALUE_TEXT},
		{FORMAT_NDJSON, SPAN_INIT("\"a\\\"\\u00e9\""), SPAN_INIT("a\"\xc3\xa9"), true,
			VALUE_TEXT},
		{FORMAT_NDJSON, SPAN_INIT("true"), SPAN_INIT("TRUE"), true, VALUE_TRUTH},
		{FORMAT_NDJSON, SPAN_INIT("null"), SPAN_INIT(""), true, VALUE_MISSING},
		{FORMAT_NDJSON, SPAN_INIT("1.10"), SPAN_INIT("1.10"), true, VALUE_NUMBER},
		{FORMAT_NDJSON, SPAN_INIT("[ \"A\",\"B\" ]"), SPAN_INIT("A;B"), true, VALUE_ARRAY},
		{FORMAT_NDJSON, SPAN_INIT("[1]"), SPAN_INIT(""), false, VALUE_ARRAY},
		{FORMAT_NDJSON, SPAN_INIT("{}"), SPAN_INIT(""), false, VALUE_OBJECT},
		{FORMAT_NDJSON, SPAN_INIT(""), SPAN_INIT(""), false, VALUE_TEXT},
		{FORMAT_NDJSON, SPAN_INIT("TRUE"), SPAN_INIT(""), false, VALUE_TEXT},
		{FORMAT_NDJSON, SPAN_INIT("1,\"active\":true"), SPAN_INIT(""), false, VALUE_TEXT},
		{FORMAT_NDJSON, SPAN_INIT("1}"), SPAN_INIT(""), false, VALUE_TEXT},
		{FORMAT_NDJSON, SPAN_INIT(" 1"), SPAN_INIT(""), false, VALUE_TEXT},
		{FORMAT_NDJSON, SPAN_INIT("\"\\u0000\""), SPAN_INIT(""), false, VALUE_TEXT},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct arena arena = {0};
		struct recorded recorded;
		bool well = recorded_read(&recorded, cases[i].raw, cases[i].format, &arena);
		if (well != cases[i].well)
			fail_msg("%.*s", SPAN_ARGUMENTS(cases[i].raw));
		if (well) {
			expect_span(cases[i].raw.data, recorded.text, cases[i].text);
			assert_int_equal(recorded.kind, cases[i].kind);
		}
		arena_free(&arena);
	}
}

static void
values_are_compared_as_what_they_mean(void **state)
{
	static const struct {
		struct span file; /* the value of v in it ... */
		enum format format;
		struct span raw; /* ... with this */
		enum role role;
		bool equal;
	} cases[] = {
		{SPAN_INIT("v,x\ntrue,1\n"), FORMAT_NDJSON, SPAN_INIT("true"), ROLE_TRUTH, true},
		{SPAN_INIT("v,x\nTRUE,1\n"), FORMAT_CSV, SPAN_INIT("\"true\""), ROLE_TEXT, true},
		{SPAN_INIT("v,x\nTRUE,1\n"), FORMAT_CSV, SPAN_INIT("FALSE"), ROLE_TEXT, false},
		{SPAN_INIT("v,x\na,1\n"), FORMAT_CSV, SPAN_INIT("A"), ROLE_TEXT, false},
		{SPAN_INIT("v,x\n,1\n"), FORMAT_NDJSON, SPAN_INIT("null"), ROLE_TEXT, true},
		{SPAN_INIT("v,x\nB;A;A,1\n"), FORMAT_CSV, SPAN_INIT("A;;B"), ROLE_GROUPS, true},
		{SPAN_INIT("v,x\nB;A,1\n"), FORMAT_CSV, SPAN_INIT("A;B"), ROLE_TEXT, false},
		{SPAN_INIT("v,x\nB,1\n"), FORMAT_CSV, SPAN_INIT("A;B"), ROLE_GROUPS, false},
		{SPAN_INIT("v,x\nA;B,1\n"), FORMAT_CSV, SPAN_INIT("B"), ROLE_GROUPS, false},
		{SPAN_INIT("{\"v\":[\"A\",\"B\"]}\n"), FORMAT_CSV, SPAN_INIT("B;A"), ROLE_GROUPS,
			true},
		{SPAN_INIT("{\"v\":[\"A\"]}\n"), FORMAT_CSV, SPAN_INIT("A"), ROLE_TEXT, true},
		{SPAN_INIT("{\"v\":[1]}\n"), FORMAT_CSV, SPAN_INIT("1"), ROLE_GROUPS, false},
		{SPAN_INIT("{\"v\":{\"a\":1}}\n"), FORMAT_CSV, SPAN_INIT(""), ROLE_TEXT, false},
		{SPAN_INIT("{\"x\":1}\n"), FORMAT_CSV, SPAN_INIT(""), ROLE_TEXT, true},
		{SPAN_INIT("{\"v\":1.10}\n"), FORMAT_CSV, SPAN_INIT("1.1"), ROLE_TEXT, false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct fixture fixture;
		struct recorded recorded;
		open_record(&fixture, cases[i].file, ',');
		assert_true(
			recorded_read(&recorded, cases[i].raw, cases[i].format, &fixture.arena));
		bool equal = recorded_equals(&recorded, fixture.record, fixture.v, cases[i].role);
		if (equal != cases[i].equal)
			fail_msg("case %zu: %.*s", i, SPAN_ARGUMENTS(cases[i].file));
		close_record(&fixture);
	}
}

static void
values_are_set_in_the_shape_that_is_there(void **state)
{
	static const struct {
		struct span file;
		unsigned char delimiter;
		enum format format; /* FORMAT_UNKNOWN: raw is a text */
		struct span raw;
		enum role role;
		bool well;
		struct span expected;
	} cases[] = {
		/* the same format: the bytes */
		{SPAN_INIT("v,x\n\"a\",1\n"), ',', FORMAT_CSV, SPAN_INIT("b"), ROLE_TEXT, true,
			SPAN_INIT("b,1\n")},
		{SPAN_INIT("v,x\na,1\n"), ',', FORMAT_CSV, SPAN_INIT("\"b\"\"\""), ROLE_TEXT, true,
			SPAN_INIT("\"b\"\"\",1\n")},
		{SPAN_INIT("{\"v\" : true}\n"), ',', FORMAT_NDJSON, SPAN_INIT("[ ]"), ROLE_TEXT,
			true, SPAN_INIT("{\"v\" : [ ]}\n")},
		/* but never bytes that are more than one field here */
		{SPAN_INIT("v;x\na;1\n"), ';', FORMAT_CSV, SPAN_INIT("b;c"), ROLE_TEXT, true,
			SPAN_INIT("\"b;c\";1\n")},
		{SPAN_INIT("v\na\n"), ',', FORMAT_CSV, SPAN_INIT(""), ROLE_TEXT, true,
			SPAN_INIT("\"\"\n")},
		/* another: the value */
		{SPAN_INIT("v,x\n\"True\",1\n"), ',', FORMAT_NDJSON, SPAN_INIT("false"), ROLE_TRUTH,
			true, SPAN_INIT("\"False\",1\n")},
		{SPAN_INIT("v,x\na,1\n"), ',', FORMAT_NDJSON, SPAN_INIT("[\"A\",\"B\"]"),
			ROLE_GROUPS, true, SPAN_INIT("A;B,1\n")},
		{SPAN_INIT("v,x\na,1\n"), ',', FORMAT_NDJSON, SPAN_INIT("[\"A;B\"]"), ROLE_GROUPS,
			false, SPAN_INIT("a,1\n")},
		{SPAN_INIT("{\"v\":false}\n"), ',', FORMAT_CSV, SPAN_INIT("TRUE"), ROLE_TEXT, true,
			SPAN_INIT("{\"v\":true}\n")},
		{SPAN_INIT("{\"v\":null}\n"), ',', FORMAT_CSV, SPAN_INIT("TRUE"), ROLE_TEXT, true,
			SPAN_INIT("{\"v\":\"TRUE\"}\n")},
		{SPAN_INIT("{\"v\":null}\n"), ',', FORMAT_CSV, SPAN_INIT("TRUE"), ROLE_TRUTH, true,
			SPAN_INIT("{\"v\":true}\n")},
		{SPAN_INIT("{\"v\":true}\n"), ',', FORMAT_CSV, SPAN_INIT(""), ROLE_TRUTH, true,
			SPAN_INIT("{\"v\":null}\n")},
		{SPAN_INIT("{\"v\":true}\n"), ',', FORMAT_CSV, SPAN_INIT("maybe"), ROLE_TEXT, false,
			SPAN_INIT("{\"v\":true}\n")},
		{SPAN_INIT("{\"v\":[\"A\"]}\n"), ',', FORMAT_CSV, SPAN_INIT("B;;C"), ROLE_GROUPS,
			true, SPAN_INIT("{\"v\":[\"B\",\"C\"]}\n")},
		{SPAN_INIT("{\"v\":1}\n"), ',', FORMAT_CSV, SPAN_INIT("2.50"), ROLE_TEXT, true,
			SPAN_INIT("{\"v\":2.50}\n")},
		{SPAN_INIT("{\"v\":1}\n"), ',', FORMAT_CSV, SPAN_INIT("007"), ROLE_TEXT, true,
			SPAN_INIT("{\"v\":\"007\"}\n")},
		{SPAN_INIT("{\"v\":{}}\n"), ',', FORMAT_CSV, SPAN_INIT("a"), ROLE_TEXT, false,
			SPAN_INIT("{\"v\":{}}\n")},
		{SPAN_INIT("{\"v\":\"maybe\"}\n"), ',', FORMAT_UNKNOWN, SPAN_INIT("FALSE"),
			ROLE_TRUTH, true, SPAN_INIT("{\"v\":\"FALSE\"}\n")},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct fixture fixture;
		struct recorded recorded = recorded_of_text(cases[i].raw);
		open_record(&fixture, cases[i].file, cases[i].delimiter);
		if (cases[i].format != FORMAT_UNKNOWN)
			assert_true(recorded_read(
				&recorded, cases[i].raw, cases[i].format, &fixture.arena));
		assert_int_equal(recorded_set(&recorded, fixture.record, fixture.v, cases[i].role),
			cases[i].well);
		expect_record(&fixture, cases[i].expected);
		close_record(&fixture);
	}
}

/* Each letter removes (v, w) or sets (V, W) a key; the object must come out as it says. */
static void
keys_come_and_go_without_a_trace(void **state)
{
	static const struct {
		struct span file;
		const char *steps_z;
		struct span expected;
	} cases[] = {
		{SPAN_INIT("{\"a\":1}\n"), "VWvw", SPAN_INIT("{\"a\":1}\n")},
		{SPAN_INIT("{\"a\":1}\n"), "VWv", SPAN_INIT("{\"a\":1,\"w\":9}\n")},
		{SPAN_INIT("{\"a\":1}\n"), "VWvV", SPAN_INIT("{\"a\":1,\"w\":9,\"v\":9}\n")},
		{SPAN_INIT("{ }\n"), "VWwv", SPAN_INIT("{ }\n")},
		{SPAN_INIT("{ \"v\" : 1 , \"a\":2}\n"), "v", SPAN_INIT("{ \"a\":2}\n")},
		{SPAN_INIT("{\"a\":1 ,\"v\": 2 ,\"b\":3}\n"), "v",
			SPAN_INIT("{\"a\":1 ,\"b\":3}\n")},
		{SPAN_INIT("{\"a\":1, \"v\":2 }\n"), "v", SPAN_INIT("{\"a\":1 }\n")},
		{SPAN_INIT("{ \"v\":1,\"w\":2 }\n"), "vw", SPAN_INIT("{  }\n")},
		{SPAN_INIT("{\"v\":1,\"w\":2,\"a\":3}\n"), "wv", SPAN_INIT("{\"a\":3}\n")},
		{SPAN_INIT("{\"v\":1,\"w\":2,\"a\":3}\n"), "v", SPAN_INIT("{\"w\":2,\"a\":3}\n")},
		{SPAN_INIT("{\"v\":1}\n"), "vV", SPAN_INIT("{\"v\":9}\n")},
		{SPAN_INIT("{\"v\":1}\n"), "vW", SPAN_INIT("{\"w\":9}\n")},
		{SPAN_INIT("{\"a\":1,\"v\":2}\n"), "VvW", SPAN_INIT("{\"a\":1,\"w\":9}\n")},
		{SPAN_INIT("{\"a\":1}\n"), "v", SPAN_INIT("{\"a\":1}\n")},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct fixture fixture;
		open_record(&fixture, cases[i].file, ',');
		for (const char *step = cases[i].steps_z; *step; step++) {
			bool is_v = *step == 'v' || *step == 'V';
			struct column column = is_v ? fixture.v : fixture.w;
			if (*step >= 'a')
				record_remove(fixture.record, column);
			else
				record_set_raw(fixture.record, column, SPAN("9"));
		}
		expect_record(&fixture, cases[i].expected);
		close_record(&fixture);
	}
}

static void
a_removed_key_is_a_change_and_is_missing(void **state)
{
	struct fixture fixture;
	struct span raw;
	(void)state;
	open_record(&fixture, SPAN("{\"a\":1,\"V\":2}\n"), ',');
	record_remove(fixture.record, fixture.v);
	assert_int_equal(fixture.record->change_count, 1);
	expect_span("name", fixture.record->changes[0].name, SPAN("V"));
	expect_span("from", fixture.record->changes[0].from, SPAN("2"));
	assert_null(fixture.record->changes[0].to.data);
	assert_false(record_raw(fixture.record, fixture.v, &raw));
	assert_true(recorded_is_raw(&(struct recorded){.absent = true}, fixture.record, fixture.v));
	record_remove(fixture.record, fixture.v);
	assert_int_equal(fixture.record->change_count, 1);
	close_record(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(raw_bytes_are_read_strictly),
		IN_SCRATCH(values_are_compared_as_what_they_mean),
		IN_SCRATCH(values_are_set_in_the_shape_that_is_there),
		IN_SCRATCH(keys_come_and_go_without_a_trace),
		IN_SCRATCH(a_removed_key_is_a_change_and_is_missing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
