/* test_rejects.c - chain/rejects.h */
#include "chain/rejects.h"
#include "record/defect_place.h"
#include "support.h"

static void
places_a_defect_by_line_and_byte(void **state)
{
	static const struct {
		struct span raw;
		size_t offset;
		uint64_t line;
		size_t column;
	} cases[] = {
		{SPAN_INIT("abc\n"), 0, 10, 1},
		{SPAN_INIT("abc\n"), 2, 10, 3},
		{SPAN_INIT("abc\n"), 3, 10, 4},
		{SPAN_INIT("\"a\nb\n\nc\"d\n"), 3, 11, 1},
		{SPAN_INIT("\"a\nb\n\nc\"d\n"), 8, 13, 3},
		{SPAN_INIT("\xc3\xa9x\n"), 2, 10, 3},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct record record = {.raw = cases[i].raw, .line = 10};
		record.defect.offset = cases[i].offset;
		struct defect_place place = defect_place_of(&record);
		assert_int_equal(place.line, cases[i].line);
		assert_int_equal(place.column, cases[i].column);
	}
}

static void
expect_line(struct span raw, const char *tail_z)
{
	struct record record = {.raw = raw, .file_z = "in \"1\"", .line = 2, .number = 7};
	struct buffer line = {0}, expected = {0};
	defect_set(&record.defect, 1, "it is \"%s\"", "bad");
	buffer_add_format(&expected,
		"{\"filter\":\"f\",\"reason\":\"it is \\\"bad\\\"\",\"file\":\"in \\\"1\\\"\","
		"\"line\":2,\"column\":2,\"record\":7,%s}\n",
		tail_z);
	rejects_add_line(&line, "f", &record, raw);
	expect_span("line", buffer_span(&line), buffer_span(&expected));
	buffer_free(&line);
	buffer_free(&expected);
}

static void
keeps_the_bytes_as_text_or_in_base64(void **state)
{
	static const struct {
		struct span raw;
		const char *tail_z;
	} cases[] = {
		{SPAN_INIT("a,\"b\"\r\n"), "\"raw\":\"a,\\\"b\\\"\\r\\n\""},
		{SPAN_INIT("\xc3\xa9"), "\"raw\":\"\xc3\xa9\""},
		{SPAN_INIT("\xff\xfe\xfd"), "\"raw_base64\":\"//79\""},
		{SPAN_INIT("ab\xff"), "\"raw_base64\":\"YWL/\""},
		{SPAN_INIT("abc\xff"), "\"raw_base64\":\"YWJj/w==\""},
		{SPAN_INIT("abcd\xff"), "\"raw_base64\":\"YWJjZP8=\""},
		{SPAN_INIT("a\0b"), "\"raw_base64\":\"YQBi\""},
		{SPAN_INIT("\xfb\xef\xbe"), "\"raw_base64\":\"++++\""},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_line(cases[i].raw, cases[i].tail_z);
}

/* The value of a base64 digit, by the alphabet's order. */
static unsigned
digit_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (unsigned)(c - 'A');
	if (c >= 'a' && c <= 'z')
		return (unsigned)(c - 'a') + 26;
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0') + 52;
	return c == '+' ? 62 : 63;
}

static void
base64_gives_the_bytes_back(void **state)
{
	uint64_t seed = 4648;
	(void)state;
	for (size_t round = 0; round < 3000; round++) {
		struct record record = {.file_z = "in"};
		struct buffer line = {0}, decoded = {0};
		char bytes[40] = "\xff"; /* no text */
		size_t length = chance(&seed, sizeof(bytes)) + 1;
		for (size_t i = 1; i < length; i++)
			bytes[i] = (char)chance(&seed, 256);
		rejects_add_line(&line, "f", &record, span_of(bytes, length));
		buffer_add_byte(&line, '\0');
		const char *at = strstr(line.data, "\"raw_base64\":\"");
		assert_non_null(at);
		unsigned bits = 0, held = 0;
		size_t digits = 0;
		for (at += strlen("\"raw_base64\":\""); *at != '"'; at++, digits++) {
			if (*at == '=')
				continue;
			bits = bits << 6 | digit_value(*at);
			held += 6;
			if (held >= 8)
				buffer_add_byte(&decoded, (char)(bits >> (held -= 8)));
		}
		assert_int_equal(digits % 4, 0);
		assert_true(span_equal(buffer_span(&decoded), span_of(bytes, length)));
		buffer_free(&line);
		buffer_free(&decoded);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_a_defect_by_line_and_byte),
		cmocka_unit_test(keeps_the_bytes_as_text_or_in_base64),
		cmocka_unit_test(base64_gives_the_bytes_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
