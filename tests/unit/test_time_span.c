/* test_time_span.c - cli/time_span.h */
#include "cli/time_span.h"
#include "support.h"

static void
reads_hours_and_days(void **state)
{
	static const struct {
		const char *text_z;
		bool well;
		uint64_t seconds;
	} cases[] = {
		{"26h", true, 93600},
		{"1h", true, 3600},
		{"7d", true, 604800},
		{"1000000d", true, 86400000000},
		{"1000001d", false, 0},
		{"99999999999999999999h", false, 0},
		{"0h", false, 0},
		{"-1h", false, 0},
		{"+1h", false, 0},
		{" 1h", false, 0},
		{"", false, 0},
		{"h", false, 0},
		{"7", false, 0},
		{"7m", false, 0},
		{"7hd", false, 0},
		{"1.5h", false, 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		uint64_t seconds = 0;
		bool well = time_span_parse(cases[i].text_z, &seconds);
		if (well != cases[i].well || (well && seconds != cases[i].seconds))
			fail_msg("%s", cases[i].text_z);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(reads_hours_and_days)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
