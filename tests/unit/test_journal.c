/* test_journal.c - journal/journal.h and journal/guard.h: what is recorded, and who may come back
 */
#include "input.h"
#include "journal/guard.h"
#include "journal/journal.h"

static void
writes_a_line_a_change(void **state)
{
	struct error error = {0};
	struct journal_setting setting = {.filter_z = "f", .at_z = "2026-11-24"};
	struct journal_entry entry = {
		.key = SPAN("a\"b"), .field = SPAN("v"), .from = SPAN("\"x\""), .to = SPAN("y")};
	(void)state;
	struct journal *journal = journal_create("j", &setting, &error);
	assert_true(journal_add(journal, &entry, &error));
	entry.added = true;
	entry.key_field = SPAN("k");
	entry.consent = SPAN("c");
	assert_true(journal_add(journal, &entry, &error));
	assert_int_not_equal(access("j", F_OK), 0);
	assert_true(journal_publish(journal, &error));
	journal_free(journal);
	expect_file(
		"j", SPAN("{\"key\":\"a\\\"b\",\"field\":\"v\",\"from\":\"\\\"x\\\"\",\"to\":\"y\","
			  "\"filter\":\"f\",\"at\":\"2026-11-24\"}\n"
			  "{\"key\":\"a\\\"b\",\"key_field\":\"k\",\"field\":\"v\",\"to\":\"y\","
			  "\"filter\":\"f\",\"consent\":\"c\",\"at\":\"2026-11-24\"}\n"));
	assert_null(journal_create("j", &setting, &error));
	assert_int_equal(error.status, STATUS_USAGE);
}

static void
allows_only_who_gave_consent(void **state)
{
	static const struct {
		const char *row_z;
		enum guard_answer answer;
		const char *consent_z;
	} cases[] = {
		{"1,x", GUARD_ALLOWED, "2026-11-01 form"},
		{"2,b", GUARD_ALLOWED, "2026-11-02 desk"},
		{"3,b", GUARD_ALLOWED, "2026-11-02 desk"},
		{",b", GUARD_ALLOWED, "2026-11-02 desk"},
		{"3,x", GUARD_HELD, ""},
		{",", GUARD_HELD, ""},
		{"01,x", GUARD_HELD, ""},
		{"b,1", GUARD_HELD, ""},
	};
	(void)state;
	put_file("consent", SPAN("customer_id,signalvine_id,date,source\n1,zz,2026-11-01,form\n"
				 ",b,2026-11-02,desk\n"));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct input input = {0};
		struct span consent = SPAN("");
		char *text_z = text_formatted_z("customer_id,signalvine_id\n%s\n", cases[i].row_z);
		struct guard *guard = guard_open("consent", &input.columns, &input.error);
		assert_non_null(guard);
		input_open(&input, text_z);
		if (guard_ask(guard, read_good(&input), &consent) != cases[i].answer)
			fail_msg("%s", cases[i].row_z);
		expect_span(cases[i].row_z, consent, span_from_z(cases[i].consent_z));
		guard_free(guard);
		guard = guard_open(NULL, &input.columns, &input.error);
		assert_int_equal(guard_ask(guard, input.record, &consent), GUARD_HELD);
		guard_free(guard);
		input_close(&input);
		free(text_z);
	}
}

static void
refuses_consents_that_prove_nothing(void **state)
{
	static const struct {
		const char *text_z, *message_z;
	} cases[] = {
		{"customer_id,date\n1,2026-11-01\n",
			"consent: a consent list needs the column \"source\""},
		{"customer_id,source\n1,form\n",
			"consent: a consent list needs the column \"date\""},
		{"customer_id,date,source\n1,2026-02-30,form\n",
			"consent:2: the date of the consent is \"2026-02-30\", not YYYY-MM-DD"},
		{"customer_id,date,source\n1,2026-11-01, \n",
			"consent:2: the source of the consent is missing; say where it was given"},
		{"customer_id,date,source\n,2026-11-01,form\n",
			"consent:2: the consent names no contact; fill in customer_id or signalvine_id"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct columns columns = {0};
		struct error error = {0};
		put_file("consent", span_from_z(cases[i].text_z));
		assert_null(guard_open("consent", &columns, &error));
		assert_string_equal(error.text, cases[i].message_z);
		columns_free(&columns);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		IN_SCRATCH(writes_a_line_a_change),
		IN_SCRATCH(allows_only_who_gave_consent),
		IN_SCRATCH(refuses_consents_that_prove_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
