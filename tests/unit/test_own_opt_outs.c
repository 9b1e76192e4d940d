/* test_own_opt_outs.c - journal/own_opt_outs.h */
#include "journal/own_opt_outs.h"
#include "support.h"

#define LINE(key, field, day)                                                                      \
	"{\"key\":\"" key "\",\"key_field\":\"" field "\",\"active_on\":\"" day "\"}\n"

static void
knows_who_opted_out_after_a_consent(void **state)
{
	static const struct {
		const char *file_z, *customer_id_z, *signalvine_id_z, *consent_z, *active_z;
	} cases[] = {
		{LINE("1", "customer_id", "2026-06-01"), "1", "", "2026-05-31", "2026-06-01"},
		{LINE("1", "customer_id", "2026-06-01"), "1", "", "2026-06-01", NULL},
		{LINE("1", "customer_id", "2026-06-01"), "1", "", "2026-06-02", NULL},
		{LINE("1", "customer_id", "2026-06-01"), "01", "1", "2026-01-01", NULL},
		{LINE("1", "customer_id", "2026-06-01"), "", "", "2026-01-01", NULL},
		{LINE("s1", "signalvine_id", "2026-06-01"), "", "s1", "2026-01-01", "2026-06-01"},
		{LINE("s1", "signalvine_id", "2026-06-01"), "s1", "", "2026-01-01", NULL},
		{LINE("1", "customer_id", "2026-06-01") LINE("1", "customer_id", "2026-04-01"), "1",
			"", "2026-05-01", "2026-06-01"},
		{LINE("1", "customer_id", "2026-04-01") LINE("1", "customer_id", "2026-06-01"), "1",
			"", "2026-05-01", "2026-06-01"},
		{LINE("1", "customer_id", "2026-04-01") LINE("s1", "signalvine_id", "2026-06-01"),
			"1", "s1", "2026-05-01", "2026-06-01"},
		{LINE("1", "customer_id", "2026-06-01") LINE("s1", "signalvine_id", "2026-04-01"),
			"1", "s1", "2026-05-01", "2026-06-01"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct own_opt_outs opt_outs = {0};
		struct error error = {0};
		struct date consent, active;
		char day_z[DATE_TEXT_SIZE];
		struct guard_contact contact = {.keys = {span_from_z(cases[i].customer_id_z),
							span_from_z(cases[i].signalvine_id_z)}};
		put_file("own", span_from_z(cases[i].file_z));
		assert_true(own_opt_outs_read(&opt_outs, "own", &error));
		assert_true(date_parse(span_from_z(cases[i].consent_z), &consent));
		bool follows = own_opt_outs_follow(&opt_outs, &contact, consent, &active);
		if (follows != (cases[i].active_z != NULL))
			fail_msg("case %zu: %d", i, follows);
		if (follows) {
			date_print(active, day_z);
			assert_string_equal(day_z, cases[i].active_z);
		}
		own_opt_outs_free(&opt_outs);
	}
}

static void
refuses_what_no_run_writes(void **state)
{
	static const char *const lines[] = {
		LINE("1", "email", "2026-06-01"),
		LINE("", "customer_id", "2026-06-01"),
		LINE("1", "customer_id", "June"),
		"{\"key\":\"1\",\"key_field\":\"customer_id\"}\n",
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct own_opt_outs opt_outs = {0};
		struct error error = {0};
		put_file("own", span_from_z(lines[i]));
		assert_false(own_opt_outs_read(&opt_outs, "own", &error));
		assert_string_equal(error.text, "own:1: this line is not what a run writes");
		assert_int_equal(error.status, STATUS_BAD_DATA);
		own_opt_outs_free(&opt_outs);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_who_opted_out_after_a_consent),
		cmocka_unit_test(refuses_what_no_run_writes),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}
