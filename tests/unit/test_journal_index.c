/* test_journal_index.c - journal/journal_index.h */
#include "journal/journal_index.h"
#include "support.h"

struct fixture {
	struct columns columns;
	struct key_columns keys;
	struct journal_index index;
	struct error error;
};

static bool
read_journal(struct fixture *fixture, struct span text, const char *field_z)
{
	*fixture = (struct fixture){0};
	put_file("j", text);
	assert_true(key_columns_want(&fixture->keys, NULL, &fixture->columns, &fixture->error));
	struct journal_choice choice = {.field_z = field_z};
	return journal_index_read(
		&fixture->index, "j", &fixture->keys, &fixture->columns, &choice, &fixture->error);
}

static void
release(struct fixture *fixture)
{
	journal_index_free(&fixture->index);
	columns_free(&fixture->columns);
}

static void
expect_change(const struct fixture *fixture, const struct journal_change *change,
	const char *from_z, const char *to_z)
{
	const struct recorded *values = fixture->index.values;
	expect_span("from", values[change->values[0]].raw, span_from_z(from_z));
	expect_span("to", values[change->values[1]].raw, span_from_z(to_z));
}

#define LINE(key, field, from, to)                                                                 \
	"{\"key\":\"" key "\",\"field\":\"" field "\",\"from\":\"" from "\",\"to\":\"" to "\"}\n"

static void
lines_that_fit_are_one_change(void **state)
{
	struct fixture fixture;
	(void)state;
	assert_true(read_journal(&fixture,
		SPAN(LINE("1", "g", "A", "B") LINE("2", "g", "A", "B") LINE("1", "p", "x", "y")
				LINE("1", "g", "B", "C") LINE("2", "g", "A", "B")),
		NULL));
	assert_true(journal_index_decode(&fixture.index, FORMAT_CSV, &fixture.error));
	const struct journal_change *changes = fixture.index.changes;
	uint32_t number = journal_index_find(&fixture.index, 0, SPAN("1"));
	expect_change(&fixture, &changes[number], "A", "C");
	assert_int_equal(changes[number].times, 1);
	assert_false(changes[number].tangled);
	assert_int_equal(changes[number].line, 1);
	number = changes[number].next;
	expect_change(&fixture, &changes[number], "x", "y");
	assert_int_equal(changes[number].next, 0);
	number = journal_index_find(&fixture.index, 0, SPAN("2"));
	expect_change(&fixture, &changes[number], "A", "B");
	assert_int_equal(changes[number].times, 2);
	assert_int_equal(journal_index_find(&fixture.index, 0, SPAN("3")), 0);
	assert_int_equal(journal_index_find(&fixture.index, 1, SPAN("1")), 0);
	assert_int_equal(fixture.index.change_count, 3);
	release(&fixture);
}

static void
lines_that_do_not_fit_are_tangled(void **state)
{
	struct fixture fixture;
	(void)state;
	assert_true(read_journal(
		&fixture, SPAN(LINE("1", "g", "A", "X") LINE("1", "g", "B", "X")), NULL));
	assert_true(fixture.index.changes[1].tangled);
	assert_int_equal(fixture.index.change_count, 1);
	release(&fixture);
}

static void
only_one_field_is_asked_for(void **state)
{
	struct fixture fixture;
	(void)state;
	assert_true(read_journal(
		&fixture, SPAN(LINE("1", "g", "A", "X") LINE("1", "p", "1", "2")), "P"));
	assert_int_equal(fixture.index.change_count, 1);
	assert_false(fixture.index.fields[0].used);
	assert_true(fixture.index.fields[1].used);
	release(&fixture);
	assert_false(read_journal(&fixture, SPAN(LINE("1", "group_list", "A", "X")), "group_lst"));
	assert_int_equal(fixture.error.status, STATUS_USAGE);
	assert_string_equal(fixture.error.text,
		"j: has no change of the field \"group_lst\"; the nearest is \"group_list\"");
	release(&fixture);
}

static void
knows_the_format_by_all_values(void **state)
{
	static const struct {
		struct span journal;
		enum format export, found;
	} cases[] = {
		{SPAN_INIT(LINE("1", "a", "TRUE", "true")), FORMAT_NDJSON, FORMAT_CSV},
		{SPAN_INIT(LINE("1", "a", "[]", "[\\\"A\\\"]")), FORMAT_CSV, FORMAT_NDJSON},
		{SPAN_INIT(LINE("1", "a", "true", "false")), FORMAT_CSV, FORMAT_CSV},
		{SPAN_INIT(LINE("1", "a", "true", "false")), FORMAT_NDJSON, FORMAT_NDJSON},
		{SPAN_INIT(LINE("1", "a", "", "1")), FORMAT_NDJSON, FORMAT_CSV},
		{SPAN_INIT(
			 "{\"key\":\"1\",\"field\":\"a\",\"to\":\"null\",\"format\":\"ndjson\"}\n"),
			FORMAT_CSV, FORMAT_NDJSON},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct fixture fixture;
		assert_true(read_journal(&fixture, cases[i].journal, NULL));
		assert_true(journal_index_decode(&fixture.index, cases[i].export, &fixture.error));
		assert_int_equal(fixture.index.values[1].format, cases[i].found);
		release(&fixture);
	}
	struct fixture fixture;
	assert_true(read_journal(&fixture,
		SPAN(LINE("1", "a", "true", "TRUE") LINE("2", "a", "true", "[\\\"A\\\"]")), NULL));
	assert_false(journal_index_decode(&fixture.index, FORMAT_CSV, &fixture.error));
	assert_string_equal(fixture.error.text,
		"j:2: the value [\"A\"] is neither a CSV field nor a "
		"JSON value like those before it");
	release(&fixture);
}

static void
key_fields_are_columns_of_the_key(void **state)
{
	struct fixture fixture;
	(void)state;
	assert_true(read_journal(&fixture,
		SPAN("{\"key\":\"d\",\"key_field\":\"signalvine_id\",\"field\":\"a\",\"to\":\"1\"}\n"),
		NULL));
	assert_int_equal(journal_index_find(&fixture.index, 1, SPAN("d")), 1);
	assert_int_equal(fixture.index.changes[1].values[0], 0);
	assert_true(fixture.index.fields[0].absent);
	release(&fixture);
	assert_false(read_journal(&fixture,
		SPAN("{\"key\":\"d\",\"key_field\":\"email\",\"field\":\"a\",\"to\":\"1\"}\n"),
		NULL));
	assert_string_equal(fixture.error.text,
		"j:1: key_field is \"email\", which is no column of --key; name it there");
	release(&fixture);
}

static void
remembers_what_may_become_true(void **state)
{
	struct fixture fixture;
	(void)state;
	assert_true(read_journal(&fixture,
		SPAN(LINE("1", "a", "FALSE", "\\\"true\\\"") LINE("1", "b", " TRUE", "x")), NULL));
	assert_false(fixture.index.fields[0].may_become[0]);
	assert_true(fixture.index.fields[0].may_become[1]);
	assert_true(fixture.index.fields[1].may_become[0]);
	assert_false(fixture.index.fields[1].may_become[1]);
	release(&fixture);
}

static void
holds_as_many_values_as_there_are(void **state)
{
	struct fixture fixture;
	struct buffer text = {0};
	(void)state;
	for (unsigned i = 0; i < 1000; i++)
		buffer_add_format(&text, LINE("%u", "g", "from %u", "to %u"), i, i, i);
	assert_true(read_journal(&fixture, buffer_span(&text), NULL));
	assert_true(journal_index_decode(&fixture.index, FORMAT_CSV, &fixture.error));
	uint32_t number = journal_index_find(&fixture.index, 0, SPAN("999"));
	expect_change(&fixture, &fixture.index.changes[number], "from 999", "to 999");
	number = journal_index_find(&fixture.index, 0, SPAN("0"));
	expect_change(&fixture, &fixture.index.changes[number], "from 0", "to 0");
	buffer_free(&text);
	release(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(lines_that_fit_are_one_change),
		IN_SCRATCH(lines_that_do_not_fit_are_tangled),
		IN_SCRATCH(only_one_field_is_asked_for),
		IN_SCRATCH(knows_the_format_by_all_values),
		IN_SCRATCH(key_fields_are_columns_of_the_key),
		IN_SCRATCH(remembers_what_may_become_true),
		IN_SCRATCH(holds_as_many_values_as_there_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
