/* test_opt_outs.c - journal/opt_outs.h */
#include "journal/opt_outs.h"
#include "support.h"

#define EXPORT                                                                                     \
	"customer_id,signalvine_id,phone\n"                                                        \
	"1,a,+13035550101\n2,b,+13035550102\n3,c,+13035550101\n4,d,\n,e,+13035550105\n"

/* Which facts do not hold: Comparable, Key, Phone, Sharer, rows Found. */
static void
ask(const char *list_z, const char *export_z, struct guard_contact contact, struct buffer *shown)
{
	static const char *const export_paths_z[] = {"export"};
	const struct reader_options options = {.paths_z = export_paths_z,
		.path_count = 1,
		.from = FORMAT_UNKNOWN,
		.delimiter = ','};
	struct opt_outs list = {0};
	struct columns columns = {0};
	struct error error = {0};
	put_file("list", span_from_z(list_z));
	if (!opt_outs_read(&list, "list", &error))
		fail_msg("%s", error.text);
	if (export_z) {
		put_file("export", span_from_z(export_z));
		if (!opt_outs_read_export(&list, &options, &columns, &error))
			fail_msg("%s", error.text);
	}
	unsigned facts = opt_outs_facts(&list, &contact);
	buffer_clear(shown);
	buffer_add_z(shown, facts & GUARD_IS_COMPARABLE ? "" : "C");
	buffer_add_z(shown, facts & GUARD_KEY_NOT_LISTED ? "" : "K");
	buffer_add_z(shown, facts & GUARD_PHONE_NOT_LISTED ? "" : "P");
	buffer_add_z(shown, facts & GUARD_SHARER_NOT_LISTED ? "" : "S");
	buffer_add_z(shown, facts & GUARD_ROWS_ARE_FOUND ? "" : "F");
	buffer_add_byte(shown, '\0');
	opt_outs_free(&list);
	columns_free(&columns);
}

static void
says_who_is_listed(void **state)
{
	static const struct {
		const char *list_z, *export_z;
		const char *key_z, *id_z, *phone_z, *not_z;
	} cases[] = {
		{"phone\n+13035550109\n", EXPORT, "1", "a", "+13035550101", ""},
		{"phone\n303 555 0101\n", EXPORT, "1", "a", "+13035550101", "P"},
		{"phone\n303 555 0101\n", EXPORT, "3", "c", "+13035550101", "P"},
		{"phone\n303 555 0101\n", EXPORT, "2", "b", "+13035550102", ""},
		/* another phone by now, but it had this one */
		{"phone\n303 555 0101\n", EXPORT, "1", "a", "+13035550199", "P"},
		{"customer_id\n1\n", EXPORT, "1", "a", "+13035550101", "KS"},
		{"customer_id\n1\n", EXPORT, "3", "c", "+13035550101", "S"},
		{"customer_id\n1\n", EXPORT, "3", "c", "+13035550199", "S"},
		{"customer_id\n1\n", EXPORT, "2", "b", "+13035550102", ""},
		{"customer_id\n1\n", EXPORT, "4", "d", "", ""},
		{"customer_id\n1\n", EXPORT, "", "e", "+13035550105", "C"},
		{"customer_id,phone\n1,+13035550109\n", EXPORT, "", "e", "+13035550105", ""},
		{"signalvine_id\na\n", EXPORT, "3", "c", "+13035550101", "S"},
		{"signalvine_id\na\n", EXPORT, "7", "", "+13035550107", "C"},
		{"customer_id,signalvine_id\n1,a\n", EXPORT, "", "e", "+13035550105", ""},
		{"customer_id,phone\n1,+13035550109\n", EXPORT, "4", "d", "", "C"},
		/* nothing to compare with a phone */
		{"phone\n+13035550109\n", EXPORT, "4", "d", "", "C"},
		{"phone\n+13035550109\n", EXPORT, "4", "d", "1.3E+10", "C"},
		{"customer_id\n1\n", EXPORT, "4", "d", "1.3E+10", "C"},
		{"phone\n+13035550109\n", EXPORT, "4", "d", "+13035550104", "C"},
		{"customer_id\n1\n", EXPORT, "4", "d", "+13035550104", ""},
		/* an export that is not there, or that says too little */
		{"phone\n+13035550109\n", NULL, "1", "a", "+13035550101", "C"},
		{"customer_id\n1\n", NULL, "2", "b", "+13035550102", "CF"},
		{"customer_id\n1\n", "customer_id,phone\n1,1.3E+10\n", "2", "", "+13035550102",
			"C"},
		{"customer_id\n1\n", "customer_id,phone\n1\n", "2", "", "+13035550102", "CF"},
		{"customer_id\n9\n", "customer_id,phone\n9,\n1,1.3E+10\n", "2", "", "+13035550102",
			""},
		/* a row that tells by key alone of nobody who is there */
		{"customer_id\n01\n", EXPORT, "1", "a", "+13035550101", "F"},
		{"customer_id\n1\n9\n", EXPORT, "2", "b", "+13035550102", "F"},
		{"customer_id,phone\n9,+13035550109\n", EXPORT, "1", "a", "+13035550101", ""},
		{"customer_id,phone\n9,\n9,+13035550109\n", EXPORT, "1", "a", "+13035550101", "F"},
		{"customer_id,signalvine_id\n9,b\n", EXPORT, "1", "a", "+13035550101", ""},
		{"customer_id,signalvine_id\n9,\n2,b\n9,b\n", EXPORT, "1", "a", "+13035550101",
			"F"},
	};
	struct buffer shown = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct guard_contact contact = {
			{span_from_z(cases[i].key_z), span_from_z(cases[i].id_z)},
			span_from_z(cases[i].phone_z), true};
		ask(cases[i].list_z, cases[i].export_z, contact, &shown);
		if (strcmp(shown.data, cases[i].not_z) != 0)
			fail_msg("%zu: \"%s\", not \"%s\"", i, shown.data, cases[i].not_z);
	}
	buffer_free(&shown);
}

static void
refuses_rows_that_name_nobody(void **state)
{
	static const struct {
		const char *list_z, *error_z;
	} cases[] = {
		{"customer_id,phone\n1,\n,\n",
			"list:3: the opt-out names nobody; fill in customer_id, signalvine_id or "
			"phone"},
		{"customer_id,phone\n1,1.3E+10\n",
			"list:2: the phone of the opt-out is \"1.3E+10\", which is none; correct "
			"it"},
		{"name\nx\n", "list: the list has no column \"customer_id\" or \"signalvine_id\" "
			      "or \"phone\" in its header"},
		{"phone\n", "list: the list is empty; leave the option out if that is right"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct opt_outs list = {0};
		struct error error = {0};
		put_file("list", span_from_z(cases[i].list_z));
		assert_false(opt_outs_read(&list, "list", &error));
		assert_string_equal(error.text, cases[i].error_z);
		assert_int_equal(error.status, STATUS_BAD_DATA);
		opt_outs_free(&list);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_who_is_listed),
		cmocka_unit_test(refuses_rows_that_name_nobody),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}
