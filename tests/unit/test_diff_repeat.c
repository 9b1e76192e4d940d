/* test_diff_repeat.c - whether a key is there twice, or only its hash, see review/diff_repeat.h */
#include "support.h"

#include "review/diff_repeat.h"
#include "review/seen_keys.h"

static const char export_z[] = "customer_id,signalvine_id\n"
			       "1,a\n"
			       "\"2\n2\",b\n"
			       ",3\n"
			       "4,d\n"
			       "1,e\n";

static void
reads_the_file_again(void **state)
{
	static const char changed_z[] =
		"old: was changed while it was read; compare a copy that nobody writes to";
	static const struct {
		struct span key;
		size_t column;
		uint64_t line;
		struct span hashed; /* the contact has the hash of this key */
		size_t hashed_column;
		const char *error_z; /* NULL: it was another key */
	} cases[] = {
		{SPAN_INIT("1"), 0, 7, SPAN_INIT("1"), 0,
			"old:7: the customer_id \"1\" is there already, on line 2; a key must be a "
			"contact's own"},
		{SPAN_INIT("2\n2"), 0, 7, SPAN_INIT("2\n2"), 0,
			"old:7: the customer_id \"2\n2\" is there already, on line 3; a key must be "
			"a contact's own"},
		{SPAN_INIT("3"), 1, 7, SPAN_INIT("3"), 1,
			"old:7: the signalvine_id \"3\" is there already, on line 5; a key must be a "
			"contact's own"},
		{SPAN_INIT("5"), 0, 7, SPAN_INIT("4"), 0, NULL},
		{SPAN_INIT("3"), 0, 7, SPAN_INIT("3"), 1, NULL},
		{SPAN_INIT("a"), 1, 7, SPAN_INIT("a"), 1, changed_z}, /* customer_id comes first */
		{SPAN_INIT("5"), 0, 7, SPAN_INIT("5"), 0, changed_z},
		{SPAN_INIT("4"), 0, 6, SPAN_INIT("4"), 0, changed_z}, /* itself */
		{SPAN_INIT("4"), 0, 5, SPAN_INIT("4"), 0, changed_z}, /* later */
	};
	struct diff_request request = {.paths_z = {"old", "old"}, .delimiter = ','};
	struct diff_columns shared = {0};
	struct diff_side sides[DIFF_SIDES] = {0};
	struct error error = {0};
	FILE *file = fopen("old", "w");
	(void)state;
	assert_non_null(file);
	assert_true(fputs(export_z, file) >= 0 && fclose(file) == 0);
	for (int i = 0; i < DIFF_SIDES; i++)
		assert_true(diff_side_want(&sides[i].columns, &sides[i].keys, &request, &error));
	diff_columns_begin(&shared, &sides[DIFF_OLD].columns, NULL, 0);
	for (int i = 0; i < DIFF_SIDES; i++)
		assert_true(diff_side_open(
			&sides[i], (enum diff_side_number)i, &request, &shared, &error));
	assert_true(diff_side_settle_keys(sides, &error));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct diff_contact contact = {.key = {cases[i].key, cases[i].column},
			.hash = key_hash(cases[i].hashed, cases[i].hashed_column),
			.line = cases[i].line};
		error = (struct error){0};
		assert_int_equal(
			diff_repeat_check(&sides[DIFF_OLD], &contact, &error), !cases[i].error_z);
		assert_string_equal(error.text, cases[i].error_z ? cases[i].error_z : "");
	}
	for (int i = 0; i < DIFF_SIDES; i++)
		diff_side_close(&sides[i]);
	diff_columns_free(&shared);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(reads_the_file_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
