/* test_protect.c - chain/protect.h */
#include "chain/protect.h"
#include "reading.h"

/* The lists "1" and "2" (NULL: only one), the export, of each contact y or n, and the report. */
struct protection {
	const char *lists_z[2];
	const char *text_z, *found_z, *report_z;
};

static void
report(const struct protect *protect, struct buffer *said)
{
	int saved = dup(STDERR_FILENO);
	int file = open("said", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(saved >= 0 && file >= 0);
	fflush(stderr);
	assert_true(dup2(file, STDERR_FILENO) >= 0);
	protect_report(protect, "p");
	fflush(stderr);
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	close(saved);
	close(file);
	get_file("said", said);
}

static void
check(const struct protection *one)
{
	struct text_input input = {0};
	struct protect protect = {0};
	struct buffer found = {0}, said = {0};
	for (size_t i = 0; i < 2 && one->lists_z[i]; i++) {
		const char *path_z = i ? "2" : "1";
		put_file(path_z, span_from_z(one->lists_z[i]));
		if (!protect_add(&protect, path_z, &input.error))
			fail_msg("%s", input.error.text);
	}
	protect_want(&protect, &input.columns);
	assert_true(text_open(&input, span_from_z(one->text_z)));
	while (text_next(&input) == READING_RECORD) {
		bool is_found;
		bool well = protect_test(&protect, input.record, &is_found);
		buffer_add_byte(&found, well ? is_found ? 'y' : 'n' : 'b');
	}
	expect_span(one->lists_z[0], buffer_span(&found), span_from_z(one->found_z));
	report(&protect, &said);
	expect_span(one->lists_z[0], buffer_span(&said), span_from_z(one->report_z));
	protect_free(&protect);
	text_close(&input);
	buffer_free(&found);
	buffer_free(&said);
}

static void
protects_by_id_and_by_phone(void **state)
{
	static const struct protection cases[] = {
		{{"customer_id\n1\n 0012 \n"}, "customer_id\n1\n2\n0012\n12\n 1 \n\" \"\n",
			"ynynyn", ""},
		{{"phone\n+1 (303) 555-0100\n"},
			"phone\n13035550100\n3035550100\n1.303.555.0100\n\"\"\n3035550101\n",
			"yyynn", ""},
		{{"customer_id,phone\n1,555\n,666\n2,\n"},
			"customer_id,phone\n1,\n,5-5-5\n9,6 6 6\n2,7\n555,1\n3,\n", "yyyynn", ""},
		{{"customer_id\n1\n", "phone\n555\n"}, "customer_id,phone\n1,2\n2,555\n3,3\n",
			"yyn", ""},
		{{"customer_id\n1\n", "customer_id\n1\n2\n"}, "customer_id\n1\n", "y",
			"p: 2:3: protected customer_id \"2\" is no contact of this export\n"},
		{{"customer_id,phone\n8,\n,\"+7 7\"\n"}, "customer_id,phone\n1,1\n", "n",
			"p: 1:2: protected customer_id \"8\" is no contact of this export\n"
			"p: 1:3: protected phone \"+7 7\" is no contact of this export\n"},
		{{"customer_id\n5\n"}, "{\"customer_id\":5}\n{}\n{\"customer_id\":[1]}\n", "ynb",
			""},
		{{"phone\n5\n"}, "{\"phone\":\"x\"}\n{\"phone\":{}}\n{\"phone\":5}\n", "nby", ""},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check(&cases[i]);
}

static void
reports_ten_entries_and_counts_the_rest(void **state)
{
	struct buffer list = {0}, expected = {0};
	(void)state;
	buffer_add_z(&list, "customer_id\n");
	for (size_t i = 1; i <= 1012; i++) {
		buffer_add_format(&list, "%zu\n", i);
		if (i > 1 && i < 12)
			buffer_add_format(&expected,
				"p: 1:%zu: protected customer_id \"%zu\" is no contact of this "
				"export\n",
				i + 1, i);
	}
	buffer_add_z(&expected, "p: 1: 1,001 more entries are no contacts of this export\n");
	buffer_add_byte(&list, '\0');
	buffer_add_byte(&expected, '\0');
	struct protection one = {{list.data}, "customer_id\n1\n", "y", expected.data};
	check(&one);
	buffer_free(&list);
	buffer_free(&expected);
}

static void
refuses_lists_that_name_nobody(void **state)
{
	static const struct {
		const char *list_z, *error_z;
	} cases[] = {
		{"customer_id,phone\n1,\n , -\n",
			"1:3: the entry names no contact; fill in customer_id or phone"},
		{"email\na@b\n", "1: the list has no column \"customer_id\" or \"phone\" in its "
				 "header"},
		{"phone\n", "1: the list is empty; leave the option out if that is right"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct protect protect = {0};
		struct error error = {0};
		put_file("1", span_from_z(cases[i].list_z));
		assert_false(protect_add(&protect, "1", &error));
		assert_string_equal(error.text, cases[i].error_z);
		assert_int_equal(error.status, STATUS_BAD_DATA);
		protect_free(&protect);
	}
}

static void
takes_all_lists_of_a_folder_but_hidden_ones(void **state)
{
	struct protect protect = {0};
	struct error error = {0};
	(void)state;
	assert_int_equal(mkdir("folder", 0700), 0);
	put_file("folder/a", SPAN("customer_id\n1\n"));
	put_file("folder/b", SPAN("phone\n1\n"));
	put_file("folder/.c", SPAN("no list"));
	assert_true(protect_add_folder(&protect, "folder", &error));
	assert_int_equal(protect.count, 2);
	assert_true(protect.by_customer_id && protect.by_phone);
	assert_true(protect_add_folder(&protect, "folder/a", &error));
	assert_int_equal(protect.count, 3);
	put_file("folder/a", SPAN(""));
	assert_false(protect_add_folder(&protect, "folder", &error));
	assert_false(protect_add_folder(&protect, "nowhere", &error));
	assert_int_equal(error.status, STATUS_SYSTEM);
	protect_free(&protect);
	assert_int_equal(unlink("folder/a") + unlink("folder/b") + unlink("folder/.c"), 0);
}

static void
asks_for_the_columns_that_lists_have(void **state)
{
	struct protect protect = {0};
	struct columns columns = {0};
	struct error error = {0};
	(void)state;
	protect_want(&protect, &columns);
	assert_int_equal(columns.count, 0);
	put_file("1", SPAN("Phone\n1\n"));
	assert_true(protect_add(&protect, "1", &error));
	protect_want(&protect, &columns);
	assert_int_equal(columns.count, 1);
	assert_string_equal(columns.list[0].sought_z, "phone");
	assert_int_equal(columns.list[0].need, COLUMN_REQUIRED);
	protect_free(&protect);
	columns_free(&columns);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(protects_by_id_and_by_phone),
		cmocka_unit_test(reports_ten_entries_and_counts_the_rest),
		cmocka_unit_test(refuses_lists_that_name_nobody),
		cmocka_unit_test(takes_all_lists_of_a_folder_but_hidden_ones),
		cmocka_unit_test(asks_for_the_columns_that_lists_have),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}
