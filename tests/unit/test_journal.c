/* test_journal.c - journal/journal.h */
#include "journal/journal.h"
#include "support.h"

static const struct journal_setting bare = {.filter_z = "set-active", .at_z = "2026-11-24"};

/* Write a journal of one line, and compare the line. */
static void
expect_line(const struct journal_setting *setting, const struct journal_entry *entry,
	const char *line_z)
{
	struct error error = {0};
	struct journal *journal = journal_create("journal", setting, &error);
	assert_non_null(journal);
	assert_true(journal_add(journal, entry, &error));
	assert_true(journal_publish(journal, &error));
	journal_free(journal);
	expect_file("journal", span_from_z(line_z));
	assert_int_equal(unlink("journal"), 0);
}

static void
says_what_was_changed_in_a_line(void **state)
{
	static const struct journal_setting full = {
		"tag-archive", "second", "they left", "2026-11-24"};
	static const struct {
		const struct journal_setting *setting;
		struct journal_entry entry;
		const char *line_z;
	} cases[] = {
		{&bare,
			{.key = SPAN_INIT("0012"),
				.field = SPAN_INIT("active"),
				.from = SPAN_INIT("TRUE"),
				.to = SPAN_INIT("FALSE")},
			"{\"key\":\"0012\",\"field\":\"active\",\"from\":\"TRUE\",\"to\":\"FALSE\","
			"\"filter\":\"set-active\",\"at\":\"2026-11-24\"}\n"},
		{&full,
			{.key = SPAN_INIT("s\"1"),
				.key_field = SPAN_INIT("signalvine_id"),
				.field = SPAN_INIT("a b"),
				.from = SPAN_INIT("\"x\"\"\n\""),
				.to = SPAN_INIT("[\"\\u00e9\"]"),
				.consent = SPAN_INIT("2026-01-01 form")},
			"{\"key\":\"s\\\"1\",\"key_field\":\"signalvine_id\",\"field\":\"a b\","
			"\"from\":\"\\\"x\\\"\\\"\\n\\\"\",\"to\":\"[\\\"\\\\u00e9\\\"]\","
			"\"filter\":\"tag-archive\",\"stage\":\"second\",\"reason\":\"they left\","
			"\"consent\":\"2026-01-01 form\",\"at\":\"2026-11-24\"}\n"},
		{&bare,
			{.key = SPAN_INIT("1"),
				.field = SPAN_INIT("active"),
				.added = true,
				.to = SPAN_INIT("true")},
			"{\"key\":\"1\",\"field\":\"active\",\"to\":\"true\",\"filter\":\"set-active\","
			"\"at\":\"2026-11-24\"}\n"},
		{&bare,
			{.key = SPAN_INIT("1"),
				.field = SPAN_INIT("active"),
				.from = SPAN_INIT("")},
			"{\"key\":\"1\",\"field\":\"active\",\"from\":\"\",\"filter\":\"set-active\","
			"\"at\":\"2026-11-24\"}\n"},
		{&bare,
			{.key = SPAN_INIT("1"),
				.field = SPAN_INIT("active"),
				.from = SPAN_INIT("x"),
				.to = SPAN_INIT("")},
			"{\"key\":\"1\",\"field\":\"active\",\"from\":\"x\",\"to\":\"\",\"filter\":"
			"\"set-active\",\"at\":\"2026-11-24\"}\n"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_line(cases[i].setting, &cases[i].entry, cases[i].line_z);
}

static void
keeps_the_order_of_its_lines(void **state)
{
	struct error error = {0};
	struct buffer expected = {0};
	struct journal *journal = journal_create("journal", &bare, &error);
	(void)state;
	assert_non_null(journal);
	for (size_t i = 0; i < 3000; i++) {
		char key_z[32];
		snprintf(key_z, sizeof(key_z), "%zu", i);
		struct journal_entry entry = {.key = span_from_z(key_z),
			.field = SPAN("f"),
			.from = SPAN("a"),
			.to = SPAN("b")};
		assert_true(journal_add(journal, &entry, &error));
		buffer_add_format(&expected,
			"{\"key\":\"%zu\",\"field\":\"f\",\"from\":\"a\",\"to\":\"b\",\"filter\":"
			"\"set-active\",\"at\":\"2026-11-24\"}\n",
			i);
	}
	assert_true(journal_publish(journal, &error));
	journal_free(journal);
	expect_file("journal", buffer_span(&expected));
	buffer_free(&expected);
	unlink("journal");
}

static void
appears_when_published_and_goes_when_retracted(void **state)
{
	struct error error = {0};
	struct journal *journal = journal_create("journal", &bare, &error);
	(void)state;
	assert_non_null(journal);
	assert_int_not_equal(access("journal", F_OK), 0);
	assert_true(journal_publish(journal, &error));
	expect_file("journal", SPAN(""));
	journal_retract(journal);
	assert_int_not_equal(access("journal", F_OK), 0);
	journal_free(journal);
	journal = journal_create("journal", &bare, &error);
	assert_non_null(journal);
	journal_free(journal);
	assert_int_equal(count_files(), 0);
	journal_free(NULL);
}

static void
never_overwrites(void **state)
{
	struct error error = {0};
	(void)state;
	put_file("journal", SPAN("old"));
	assert_null(journal_create("journal", &bare, &error));
	assert_int_equal(error.status, STATUS_USAGE);
	expect_file("journal", SPAN("old"));
	unlink("journal");
	struct journal *journal = journal_create("journal", &bare, &error);
	assert_non_null(journal);
	put_file("journal", SPAN("came meanwhile"));
	assert_false(journal_publish(journal, &error));
	journal_free(journal);
	expect_file("journal", SPAN("came meanwhile"));
	unlink("journal");
	assert_int_equal(count_files(), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_what_was_changed_in_a_line),
		cmocka_unit_test(keeps_the_order_of_its_lines),
		cmocka_unit_test(appears_when_published_and_goes_when_retracted),
		cmocka_unit_test(never_overwrites),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}
