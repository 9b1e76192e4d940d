/* test_characters.c - check/characters.h */
#include "check/characters.h"
#include "format/shown_text.h"
#include "support.h"

static void
suspects_all_but_printable_ascii(void **state)
{
	(void)state;
	for (unsigned c = 0; c < 256; c++) {
		char text[40];
		memset(text, 'a', sizeof(text));
		for (size_t at = 0; at < sizeof(text); at += 13) {
			text[at] = (char)c;
			bool expected = c < 0x20 || c >= 0x7f;
			assert_int_equal(
				characters_suspect(span_of(text, sizeof(text)), 0), expected);
			assert_int_equal(characters_suspect(span_of(text, sizeof(text)), '\\'),
				expected || c == '\\');
			text[at] = 'a';
		}
	}
	assert_false(characters_suspect(SPAN(""), '\\'));
}

static const struct {
	const char *what_z;
	struct span text;
	uint32_t control, invisible, look_alike; /* 0: none */
} cases[] = {
	{"plain", {"Ana", 3}, 0, 0, 0},
	{"accents", {"Nguy\xe1\xbb\x85n \xc5\xbb\xc3\xb3", 13}, 0, 0, 0},
	{"line ends and tab", {"a\tb\r\nc", 6}, 0, 0, 0},
	{"bell", {"a\x07", 2}, 0x07, 0, 0},
	{"NUL", {"a\0b", 3}, 0x01, 0, 0},
	{"DEL", {"\x7f", 1}, 0x7f, 0, 0},
	{"C1", {"a\xc2\x9b", 3}, 0x9b, 0, 0},
	{"no-break space", {"a\xc2\xa0z", 4}, 0, 0xa0, 0},
	{"zero-width space", {"a\xe2\x80\x8b", 4}, 0, 0x200b, 0},
	{"byte order mark",
		{"\xef\xbb\xbf"
		 "a",
			4},
		0, 0xfeff, 0},
	{"joiner in Latin", {"a\xe2\x80\x8d", 4}, 0, 0x200d, 0},
	{"mark at the start",
		{"\xe2\x80\x8f"
		 "a",
			4},
		0, 0x200f, 0},
	{"non-joiner in Persian", {"\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xb1", 9}, 0, 0, 0},
	{"joiner in emoji", {"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", 11}, 0, 0, 0},
	{"Cyrillic word", {"\xd0\xa1\xd0\xb0", 4}, 0, 0, 0},
	{"Greek word", {"\xce\x91\xce\xbb", 4}, 0, 0, 0},
	{"Cyrillic in Latin", {"M\xd0\xb0ria", 6}, 0, 0, 0x430},
	{"Latin in Cyrillic", {"\xd0\x9c\xd0\xb0p", 5}, 0, 0, 0x41c},
	{"Greek in Latin", {"\xce\x9fscar", 6}, 0, 0, 0x39f},
	{"behind a combining accent", {"e\xcc\x81\xd0\xb0", 5}, 0, 0, 0x430},
	{"two words", {"Ana \xd0\x90\xd0\xbd\xd0\xb0", 10}, 0, 0, 0},
	{"two parts", {"Ana-\xd0\x90\xd0\xbd\xd0\xb0", 10}, 0, 0, 0},
	{"micro sign", {"5 \xc2\xb5g", 5}, 0, 0, 0},
};

static void
finds_what_is_odd(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const uint32_t expected[] = {
			cases[i].control, cases[i].invisible, cases[i].look_alike};
		static const enum oddity oddities[] = {
			ODDITY_CONTROL, ODDITY_INVISIBLE, ODDITY_LOOK_ALIKE};
		for (size_t j = 0; j < 3; j++) {
			uint32_t code = 0;
			size_t behind = 0;
			bool found = characters_find(cases[i].text, oddities[j], &code, &behind);
			if (found != (expected[j] != 0))
				fail_msg("%s: oddity %zu is %d", cases[i].what_z, j, found);
			if (!found)
				continue;
			if (expected[j] != 1) /* NUL stands for itself */
				assert_int_equal(code, expected[j]);
			assert_true(behind > 0 && behind <= cases[i].text.length);
		}
	}
}

static void
shows_what_cannot_be_seen(void **state)
{
	static const struct {
		struct span text, shown;
		size_t most;
	} shows[] = {
		{{"Chlo\xc3\xa9", 6}, {"Chlo\xc3\xa9", 6}, 60},
		{{"a\x1b[2J\n", 6}, {"a<U+001B>[2J<U+000A>", 20}, 60},
		{{"a\xc2\x9b\xe2\x80\xae", 6}, {"a<U+009B><U+202E>", 17}, 60},
		{{"\xc2\xa0\xe2\x80\x8b", 5}, {"<U+00A0><U+200B>", 16}, 60},
		{{"abcdef", 6}, {"abc...", 6}, 3},
		{{"ab\xc3\xa9", 4}, {"ab...", 5}, 3},
	};
	struct buffer buffer = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(shows); i++) {
		buffer_clear(&buffer);
		shown_excerpt_add(&buffer, shows[i].text, shows[i].most);
		expect_span("shown", buffer_span(&buffer), shows[i].shown);
	}
	buffer_free(&buffer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(suspects_all_but_printable_ascii),
		cmocka_unit_test(finds_what_is_odd),
		cmocka_unit_test(shows_what_cannot_be_seen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
