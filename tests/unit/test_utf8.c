/* test_utf8.c - format/utf8.h, by RFC 3629 */
#include "format/utf8.h"
#include "support.h"

/* The syntax of RFC 3629, section 4, a row a line of it. */
static const struct {
	size_t length;
	unsigned char low[4], high[4];
} syntax[] = {
	{1, {0x00}, {0x7f}},
	{2, {0xc2, 0x80}, {0xdf, 0xbf}},
	{3, {0xe0, 0xa0, 0x80}, {0xe0, 0xbf, 0xbf}},
	{3, {0xe1, 0x80, 0x80}, {0xec, 0xbf, 0xbf}},
	{3, {0xed, 0x80, 0x80}, {0xed, 0x9f, 0xbf}},
	{3, {0xee, 0x80, 0x80}, {0xef, 0xbf, 0xbf}},
	{4, {0xf0, 0x90, 0x80, 0x80}, {0xf0, 0xbf, 0xbf, 0xbf}},
	{4, {0xf1, 0x80, 0x80, 0x80}, {0xf3, 0xbf, 0xbf, 0xbf}},
	{4, {0xf4, 0x80, 0x80, 0x80}, {0xf4, 0x8f, 0xbf, 0xbf}},
};

static size_t
reference_check(struct span bytes)
{
	size_t at = 0;
	while (at < bytes.length) {
		size_t length = 0;
		for (size_t row = 0; row < COUNT_OF(syntax) && !length; row++) {
			length = syntax[row].length;
			for (size_t i = 0; i < syntax[row].length; i++) {
				unsigned char c = at + i < bytes.length
							  ? (unsigned char)bytes.data[at + i]
							  : 0;
				if (at + i >= bytes.length || c < syntax[row].low[i] ||
					c > syntax[row].high[i])
					length = 0;
			}
		}
		if (!length)
			return at;
		at += length;
	}
	return at;
}

static void
expect_as_reference(struct span bytes)
{
	size_t offset = utf8_check(bytes), expected = reference_check(bytes);
	if (offset != expected)
		fail_msg("%02x %02x %02x...: %zu, not %zu", (unsigned char)bytes.data[0],
			bytes.length > 1 ? (unsigned char)bytes.data[1] : 0,
			bytes.length > 2 ? (unsigned char)bytes.data[2] : 0, offset, expected);
}

static void
finds_the_first_wrong_byte(void **state)
{
	static const struct {
		struct span bytes;
		size_t offset;
	} cases[] = {
		{{"", 0}, 0},
		{{NULL, 0}, 0},
		{{"plain \0 ascii \x7f", 16}, 16},
		{{"Zo\xc3\xab \xe2\x82\xac \xf0\x9f\x98\x80", 13}, 13},
		{{"\xef\xbb\xbf", 3}, 3},
		{{"\x80", 1}, 0},
		{{"ab\xbf", 3}, 2},
		{{"Zo\xeb", 3}, 2},
		{{"\xc0\xaf", 2}, 0},
		{{"\xc1\xbf", 2}, 0},
		{{"\xe0\x9f\xbf", 3}, 0},
		{{"\xf0\x8f\xbf\xbf", 4}, 0},
		{{"\xed\xa0\x80", 3}, 0},
		{{"\xed\x9f\xbf", 3}, 3},
		{{"\xf4\x8f\xbf\xbf", 4}, 4},
		{{"\xf4\x90\x80\x80", 4}, 0},
		{{"\xf5\x80\x80\x80", 4}, 0},
		{{"\xfe", 1}, 0},
		{{"x\xc3", 2}, 1},
		{{"x\xe2\x82", 3}, 1},
		{{"x\xf0\x9f\x98", 4}, 1},
		{{"\xc3\xa9\xc3(", 4}, 2},
		{{"12345678\x80", 9}, 8},
		{{"1234567\xc3\xa9\xa9", 10}, 9},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		assert_int_equal(utf8_check(cases[i].bytes), cases[i].offset);
}

static void
accepts_every_character(void **state)
{
	(void)state;
	for (uint32_t c = 0; c < 0x110000; c++) {
		char bytes[4];
		size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
		static const unsigned char marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
		for (size_t i = length; i-- > 0;)
			bytes[i] = (char)(0x80 | (c >> 6 * (length - 1 - i) & 0x3f));
		bytes[0] = length == 1 ? (char)c : (char)(marks[length] | c >> 6 * (length - 1));
		bool surrogate = c >= 0xd800 && c < 0xe000;
		if (utf8_check(span_of(bytes, length)) != (surrogate ? 0 : length))
			fail_msg("U+%04X", c);
	}
}

static void
agrees_on_all_short_sequences(void **state)
{
	static const unsigned char edges[] = {
		0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff};
	(void)state;
	for (unsigned first = 0; first < 256; first++)
		for (unsigned second = 0; second < 256; second++)
			for (size_t i = 0; i < COUNT_OF(edges); i++)
				for (size_t j = 0; j < COUNT_OF(edges); j++) {
					char bytes[] = {(char)first, (char)second, (char)edges[i],
						(char)edges[j]};
					expect_as_reference(span_of(bytes, 1 + (i + j) % 4));
					expect_as_reference(span_of(bytes, 4));
				}
}

static void
agrees_on_long_texts(void **state)
{
	static const char *const pieces_z[] = {"a", "contacts", "0123456789abcdef", "\xc3\xa9",
		"\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xed\x9f\xbf", "\xff", "\xc3", "\xa9"};
	struct buffer text = {0};
	uint64_t sequence = 6;
	(void)state;
	for (int i = 0; i < 5000; i++) {
		buffer_clear(&text);
		size_t count = chance(&sequence, 12);
		for (size_t j = 0; j < count; j++)
			buffer_add_z(&text, pieces_z[chance(&sequence, i % 3 ? 7 : 10)]);
		char *exact = padded_copy(buffer_span(&text), 0, 0);
		if (text.length)
			expect_as_reference(span_of(exact, text.length));
		free(exact);
	}
	buffer_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_first_wrong_byte),
		cmocka_unit_test(accepts_every_character),
		cmocka_unit_test(agrees_on_all_short_sequences),
		cmocka_unit_test(agrees_on_long_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
