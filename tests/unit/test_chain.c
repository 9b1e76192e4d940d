/* test_chain.c - chain/protect.h and chain/rejects.h: who is left alone, and what is set aside */
#include "chain/protect.h"
#include "chain/rejects.h"
#include "input.h"

static void
protects_by_id_and_by_the_digits_of_phones(void **state)
{
	static const struct {
		const char *row_z;
		bool found;
	} cases[] = {
		{"1,x", true},
		{" 1 ,x", true},
		{"01,x", false},
		{",+1 303 555-0100", true},
		{"9,13035550100", true},
		{"9,3035550100", false},
		{",", false},
		{"2,", false},
	};
	(void)state;
	put_file("ids", SPAN("customer_id\n1\n"));
	put_file("phones", SPAN("phone\n(1) 303-555-0100\n"));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct input input = {0};
		struct protect protect = {0};
		bool found;
		char *text_z = text_formatted_z("customer_id,phone\n%s\n", cases[i].row_z);
		assert_true(protect_add(&protect, "ids", &input.error));
		assert_true(protect_add(&protect, "phones", &input.error));
		protect_want(&protect, &input.columns);
		input_open(&input, text_z);
		assert_true(protect_test(&protect, read_good(&input), &found));
		if (found != cases[i].found)
			fail_msg("%s", cases[i].row_z);
		protect_free(&protect);
		input_close(&input);
		free(text_z);
	}
}

static void
keeps_rejects_with_place_and_bytes(void **state)
{
	static const struct {
		struct span bytes;
		const char *tail_z;
	} cases[] = {
		{SPAN_INIT("a\"\n"), "\"raw\":\"a\\\"\\n\"}\n"},
		{SPAN_INIT("\xff"), "\"raw_base64\":\"/w==\"}\n"},
		{SPAN_INIT("a\0b"), "\"raw_base64\":\"YQBi\"}\n"},
		{SPAN_INIT("\xff\xfe"), "\"raw_base64\":\"//4=\"}\n"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct input input = {0};
		struct buffer line = {0};
		input_open(&input, "a,b\n\n1,\"x\ny\",3\n");
		assert_int_equal(read_next(&input), READING_BAD);
		input.record->defect.offset = 6;
		rejects_add_line(&line, "f", input.record, cases[i].bytes);
		char *expected_z = text_formatted_z(
			"{\"filter\":\"f\",\"reason\":\"the record has 3 fields, the header "
			"has 2\",\"file\":\"in\",\"line\":4,\"column\":2,\"record\":1,%s",
			cases[i].tail_z);
		expect_span("line", buffer_span(&line), span_from_z(expected_z));
		free(expected_z);
		buffer_free(&line);
		input_close(&input);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		IN_SCRATCH(protects_by_id_and_by_the_digits_of_phones),
		IN_SCRATCH(keeps_rejects_with_place_and_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
