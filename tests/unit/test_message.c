/* test_message.c - cli/message.h */
#include "cli/message.h"
#include "support.h"

static void
puts_commas_between_thousands(void **state)
{
	static const struct {
		uint64_t value;
		const char *text_z;
	} cases[] = {
		{0, "0"},
		{7, "7"},
		{999, "999"},
		{1000, "1,000"},
		{12345, "12,345"},
		{412008, "412,008"},
		{1000000, "1,000,000"},
		{UINT64_MAX, "18,446,744,073,709,551,615"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct message_number number;
		const char *text_z = message_number_z(&number, cases[i].value);
		assert_string_equal(text_z, cases[i].text_z);
		assert_ptr_equal(text_z, number.text);
	}
}

static void
says_one_line_on_standard_error(void **state)
{
	int before = dup(STDERR_FILENO);
	(void)state;
	assert_int_equal(dup2(open("said", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO),
		STDERR_FILENO);
	message_say("tag-archive", "%d of %s", 3, "them");
	fflush(stderr);
	dup2(before, STDERR_FILENO);
	close(before);
	expect_file("said", SPAN("tag-archive: 3 of them\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(puts_commas_between_thousands),
		IN_SCRATCH(says_one_line_on_standard_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
