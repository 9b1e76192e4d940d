/* test_guard.c - journal/guard.h */
#include "journal/guard.h"
#include "reading.h"

static const char *
answer_z(enum guard_answer answer)
{
	return answer == GUARD_ALLOWED ? "allowed" : answer == GUARD_HELD ? "held" : "bad";
}

/* Ask about every record of a text: "allowed 2026-01-01 form|held|bad REASON|". */
static void
ask_all(const char *consent_z, const char *text_z, struct buffer *shown)
{
	struct text_input input = {0};
	struct guard_request request = {.consent_z = consent_z};
	struct guard *guard = guard_open(&request, &input.columns, &input.error);
	if (!guard)
		fail_msg("%s", input.error.text);
	assert_true(text_open(&input, span_from_z(text_z)));
	buffer_clear(shown);
	while (text_next(&input) == READING_RECORD) {
		enum guard_answer answer = guard_ask(guard, input.record);
		buffer_add_z(shown, answer_z(answer));
		if (answer == GUARD_ALLOWED)
			buffer_add_format(shown, " %.*s", SPAN_ARGUMENTS(input.record->consent));
		if (answer == GUARD_BAD)
			buffer_add_format(shown, " %s", input.record->defect.reason);
		buffer_add_byte(shown, '|');
	}
	guard_free(guard);
	text_close(&input);
}

static void
allows_those_who_are_named_by_a_key(void **state)
{
	static const struct {
		const char *consent_z, *text_z, *shown_z;
	} cases[] = {
		{"customer_id,date,source\n0012,2026-01-01,form\n",
			"customer_id,signalvine_id\n0012,\n12,\n012,0012\n,\n",
			"allowed 2026-01-01 form|held|held|held|"},
		{"signalvine_id,date,source\ns1,2026-01-01,form\n",
			"customer_id,signalvine_id\n9,s1\n,s1\ns1,\n9,s2\n",
			"allowed 2026-01-01 form|allowed 2026-01-01 form|held|held|"},
		{"customer_id,signalvine_id,date,source\n1,s1,2026-01-01,a\n,s2,2026-01-02,b\n",
			"customer_id,signalvine_id\n1,\n2,s1\n3,s2\n1,s2\n",
			"allowed 2026-01-01 a|held|allowed 2026-01-02 b|allowed 2026-01-02 b|"},
		{"Customer ID,DATE,Source\n1,2026-01-01T10:00:00Z,\"letter, signed\"\n",
			"customer_id\n1\n", "allowed 2026-01-01T10:00:00Z letter, signed|"},
		{"customer_id,date,source\n1,2026-01-01,first\n1,2026-02-01,second\n",
			"customer_id\n1\n", "allowed 2026-02-01 second|"},
		{"customer_id,date,source\n1,2026-02-01,newest\n1,2026-01-01,b\n1,2026-02-01,c\n",
			"customer_id\n1\n", "allowed 2026-02-01 newest|"},
		{"customer_id,date,source\nAb,2026-01-01,x\n", "customer_id\nab\nAb\n",
			"held|allowed 2026-01-01 x|"},
		{"customer_id,date,source\n1,2026-01-01,x\n", "phone\n1\n", "held|"},
		{"customer_id,phone,date,source\n1,555,2026-01-01,x\n",
			"customer_id,phone\n2,555\n", "held|"},
		{"{\"customer_id\":12,\"date\":\"2026-01-01\",\"source\":\"x\"}\n",
			"{\"customer_id\":\"12\"}\n{\"customer_id\":12}\n{}\n{\"customer_id\":{}}\n"
			"{\"signalvine_id\":[1]}\n",
			"allowed 2026-01-01 x|allowed 2026-01-01 x|held|bad customer_id is an "
			"object, not a value|bad signalvine_id is an array of other things than "
			"texts|"},
	};
	struct buffer shown = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		put_file("consent", span_from_z(cases[i].consent_z));
		ask_all("consent", cases[i].text_z, &shown);
		expect_span(cases[i].consent_z, buffer_span(&shown), span_from_z(cases[i].shown_z));
	}
	ask_all(NULL, "customer_id,signalvine_id\n1,s1\n,\n", &shown);
	expect_span("no list", buffer_span(&shown), SPAN("held|held|"));
	buffer_free(&shown);
}

static void
refuses_lists_that_prove_nothing(void **state)
{
	static const struct {
		const char *consent_z, *error_z;
	} cases[] = {
		{"customer_id,source\n1,form\n",
			"consent: a consent list needs the column \"date\""},
		{"customer_id,date\n1,2026-01-01\n",
			"consent: a consent list needs the column \"source\""},
		{"date,source\n2026-01-01,form\n",
			"consent:2: the consent names no contact; fill in customer_id or "
			"signalvine_id"},
		{"customer_id,date,source\n1,2026-01-01,form\n,2026-01-01,form\n",
			"consent:3: the consent names no contact; fill in customer_id or "
			"signalvine_id"},
		{"customer_id,date,source\n1,,form\n",
			"consent:2: the date of the consent is \"\", not YYYY-MM-DD"},
		{"customer_id,date,source\n1,01/02/2026,form\n",
			"consent:2: the date of the consent is \"01/02/2026\", not YYYY-MM-DD"},
		{"customer_id,date,source\n1,2026-02-29,form\n",
			"consent:2: the date of the consent is \"2026-02-29\", not YYYY-MM-DD"},
		{"customer_id,date,source\n1,2026-01-01,form\n2,2926-01-01,form\n",
			"consent:3: the date of the consent is 2926-01-01, which is yet to come"},
		{"customer_id,date,source\n1,2026-01-01,\" \t\"\n",
			"consent:2: the source of the consent is missing; say where it was given"},
		{"x\n1\n",
			"consent: the list has no column \"customer_id\" or \"signalvine_id\" or "
			"\"date\" or \"source\" in its header"},
		{"customer_id,date,source\n",
			"consent: the list is empty; leave the option out if that is right"},
		{"customer_id,date,source\n1,2026-01-01\n",
			"consent:2:1: the record has 2 fields, the header has 3"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct columns columns = {0};
		struct error error = {0};
		put_file("consent", span_from_z(cases[i].consent_z));
		struct guard_request request = {.consent_z = "consent"};
		assert_null(guard_open(&request, &columns, &error));
		assert_string_equal(error.text, cases[i].error_z);
		assert_int_equal(error.status, STATUS_BAD_DATA);
		columns_free(&columns);
	}
}

static void
asks_for_its_columns_without_need(void **state)
{
	struct columns columns = {0};
	struct error error = {0};
	(void)state;
	struct guard *guard = guard_open(&(struct guard_request){0}, &columns, &error);
	assert_int_equal(columns.count, 4);
	for (size_t i = 0; i < columns.count; i++)
		assert_int_equal(columns.list[i].need, COLUMN_OPTIONAL);
	guard_free(guard);
	guard_free(NULL);
	columns_free(&columns);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(allows_those_who_are_named_by_a_key),
		cmocka_unit_test(refuses_lists_that_prove_nothing),
		cmocka_unit_test(asks_for_its_columns_without_need),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}
