/* test_group_sets.c - group lists as sets, see review/group_sets.h */
#include "support.h"

#include "review/group_sets.h"

static void
finds_who_left_and_joined(void **state)
{
	static const struct {
		const char *from_z, *to_z, *left_z, *joined_z;
	} cases[] = {
		{"", "", "", ""},
		{"A", "A", "", ""},
		{"A;B", "B;A", "", ""},
		{"A;A;B", ";B;;A;", "", ""},
		{";;", "", "", ""},
		{"Seniors;Band", "ARCHIVED", "Band|Seniors|", "ARCHIVED|"},
		{"", "B;A;B", "", "A|B|"},
		{"B;A;B", "", "A|B|", ""},
		{"A;B;C", "B;D", "A|C|", "D|"},
		{"a", "A", "a|", "A|"},
		{"A", "A ", "A|", "A |"},
		{"AB", "A;B", "AB|", "A|B|"},
		{"Ä;A", "A;Ö", "Ä|", "Ö|"},
	};
	struct group_sets sets = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		bool same = group_sets_compare(
			&sets, span_from_z(cases[i].from_z), span_from_z(cases[i].to_z));
		struct buffer left = {0}, joined = {0};
		for (size_t j = 0; j < sets.left_count; j++)
			buffer_add_format(&left, "%.*s|", SPAN_ARGUMENTS(sets.left[j]));
		for (size_t j = 0; j < sets.joined_count; j++)
			buffer_add_format(&joined, "%.*s|", SPAN_ARGUMENTS(sets.joined[j]));
		expect_span(cases[i].from_z, buffer_span(&left), span_from_z(cases[i].left_z));
		expect_span(cases[i].to_z, buffer_span(&joined), span_from_z(cases[i].joined_z));
		assert_int_equal(same, !left.length && !joined.length);
		buffer_free(&left);
		buffer_free(&joined);
	}
	group_sets_free(&sets);
}

/* A list as long as a record may be, which a comparison of each with each would never end. */
static void
takes_the_longest_lists(void **state)
{
	struct group_sets sets = {0};
	struct buffer from = {0}, to = {0};
	(void)state;
	for (unsigned i = 0; i < 150000; i++) {
		buffer_add_format(&from, "%u;", i);
		buffer_add_format(&to, "%u;", 150000 - i);
	}
	assert_false(group_sets_compare(&sets, buffer_span(&from), buffer_span(&to)));
	assert_int_equal(sets.left_count, 1);
	expect_span("left", sets.left[0], SPAN("0"));
	assert_int_equal(sets.joined_count, 1);
	expect_span("joined", sets.joined[0], SPAN("150000"));
	buffer_free(&from);
	buffer_free(&to);
	group_sets_free(&sets);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_who_left_and_joined),
		cmocka_unit_test(takes_the_longest_lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
