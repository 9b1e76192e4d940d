/* test_group_merge.c - journal/group_merge.h */
#include "journal/group_merge.h"

#include "reading.h"

static void
merges_what_was_joined_and_left_since(void **state)
{
	static const struct {
		const char *now_z, *from_z, *to_z, *merged_z; /* NULL: it cannot be done */
	} cases[] = {
		{"ARCHIVED", "ARCHIVED", "A;B", "A;B"},
		{"ARCHIVED;New", "ARCHIVED", "A;B", "A;B;New"},
		{"New;ARCHIVED", "ARCHIVED", "A;B", "A;B;New"},
		{"ARCHIVED;A", "ARCHIVED", "A;B", "A;B"},
		{"New", "ARCHIVED", "A", NULL},
		{"", "ARCHIVED", "A", NULL},
		{"ARCHIVED", "ARCHIVED", "", ""},
		{"ARCHIVED;New", "ARCHIVED", "", "New"},
		{"", "", "A", "A"},
		{"New", "", "A", "A;New"},
		{"A;New", "A;B", "B;C", "C;New"}, /* it had left B itself */
		{"A;B;New", "A;B", "B;C", "B;C;New"},
		{"archived", "ARCHIVED", "A", NULL},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		struct column column = text_want(&input, "c");
		struct record *record = text_first_cell(
			&input, cases[i].now_z[0] ? cases[i].now_z : "\"\"", FORMAT_CSV);
		struct recorded from = recorded_of_text(span_from_z(cases[i].from_z));
		struct recorded to = recorded_of_text(span_from_z(cases[i].to_z)), merged;
		bool well = group_merge(&from, &to, record, column, &merged);
		if (well != (cases[i].merged_z != NULL))
			fail_msg("%zu: %d", i, well);
		if (well)
			expect_span(cases[i].now_z, merged.text, span_from_z(cases[i].merged_z));
		text_close(&input);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merges_what_was_joined_and_left_since),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}
