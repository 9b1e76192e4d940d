/* test_error.c - cli/error.h and format/defect.h */
#include "cli/error.h"
#include "format/defect.h"
#include "support.h"

#include <errno.h>

static void
keeps_status_and_message(void **state)
{
	struct error error = {0};
	(void)state;
	assert_false(error_set(&error, STATUS_USAGE, "%s: %d things", "a.csv", 3));
	assert_int_equal(error.status, STATUS_USAGE);
	assert_string_equal(error.text, "a.csv: 3 things");
	assert_int_equal(error.signal, 0);
}

static void
says_what_errno_says(void **state)
{
	struct error error = {0};
	(void)state;
	errno = ENOENT;
	assert_false(error_set_errno(&error, "%s: cannot open", "a\x1b.csv"));
	assert_int_equal(error.status, STATUS_SYSTEM);
	assert_string_equal(error.text, "a .csv: cannot open: No such file or directory");
}

static void
cuts_long_messages(void **state)
{
	struct error error = {0};
	char long_z[2 * sizeof(error.text)];
	(void)state;
	memset(long_z, 'x', sizeof(long_z) - 1);
	long_z[sizeof(long_z) - 1] = '\0';
	error_set(&error, STATUS_BAD_DATA, "%s", long_z);
	assert_int_equal(strlen(error.text), sizeof(error.text) - 1);
	errno = ENOENT;
	error_set_errno(&error, "%s", long_z);
	assert_int_equal(strlen(error.text), sizeof(error.text) - 1);
	errno = ENOENT;
	error_set_errno(&error, "%.*s", (int)sizeof(error.text) - 6, long_z);
	assert_string_equal(error.text + sizeof(error.text) - 6, ": No ");
}

/* Lines are kept in errors, which show an expression and a caret; a defect is one line. */
static void
never_talks_to_a_terminal(void **state)
{
	struct error error = {0};
	struct defect defect;
	(void)state;
	for (int c = 1; c < 0x100; c++) {
		bool control = c < 0x20 || c == 0x7f;
		error_set(&error, STATUS_BAD_DATA, "<%c>", c);
		defect_set(&defect, 0, "<%c>", c);
		assert_int_equal((unsigned char)error.text[1], control && c != '\n' ? ' ' : c);
		assert_int_equal((unsigned char)defect.reason[1], control ? ' ' : c);
	}
}

static void
keeps_the_place_of_a_defect(void **state)
{
	struct defect defect;
	(void)state;
	assert_false(defect_set(&defect, 17, "%s is \"%s\"", "active", "maybe"));
	assert_int_equal(defect.offset, 17);
	assert_string_equal(defect.reason, "active is \"maybe\"");
}

static void
cuts_long_reasons_between_characters(void **state)
{
	char long_z[1024 + 1] = "";
	(void)state;
	for (size_t shift = 0; shift < 2; shift++) {
		struct defect defect;
		memset(long_z, 'x', shift);
		for (size_t i = shift; i + 1 < sizeof(long_z) - 1; i += 2)
			memcpy(long_z + i, "\xc3\xa9", 3);
		defect_set(&defect, 0, "%s", long_z);
		size_t length = strlen(defect.reason);
		assert_true(length < sizeof(defect.reason) && length > 500);
		assert_int_equal(length % 2, shift);
		assert_memory_equal(defect.reason, long_z, length);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_status_and_message),
		cmocka_unit_test(says_what_errno_says),
		cmocka_unit_test(cuts_long_messages),
		cmocka_unit_test(never_talks_to_a_terminal),
		cmocka_unit_test(keeps_the_place_of_a_defect),
		cmocka_unit_test(cuts_long_reasons_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
