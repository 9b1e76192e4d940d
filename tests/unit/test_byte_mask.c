/* test_byte_mask.c - format/byte_mask.h: the fast way against the plain one */
#include "format/byte_mask.h"
#include "support.h"

static void
expect_same_masks(const unsigned char *bytes, unsigned char delimiter)
{
	struct byte_masks fast = byte_masks_of(bytes, delimiter);
	struct byte_masks plain = byte_masks_portable(bytes, delimiter);
	if (fast.special != plain.special || fast.high != plain.high)
		fail_msg("special %jx high %jx, not %jx and %jx", (uintmax_t)fast.special,
			(uintmax_t)fast.high, (uintmax_t)plain.special, (uintmax_t)plain.high);
}

static void
sees_each_byte_value_in_each_place(void **state)
{
	static const unsigned char delimiters[] = ",;\t|\xff";
	(void)state;
	for (size_t i = 0; i < COUNT_OF(delimiters) - 1; i++) {
		unsigned char delimiter = delimiters[i];
		for (int c = 0; c < 256; c++)
			for (unsigned place = 0; place < 64; place++) {
				unsigned char bytes[64];
				memset(bytes, 'x', sizeof(bytes));
				bytes[place] = (unsigned char)c;
				bool special = c == delimiter || c == '"' || c == '\n' ||
					       c == '\r' || c == 0;
				struct byte_masks masks = byte_masks_portable(bytes, delimiter);
				assert_true(masks.special == (uint64_t)special << place);
				assert_true(masks.high == (uint64_t)(c > 0x7f) << place);
				expect_same_masks(bytes, delimiter);
			}
	}
}

static void
agrees_on_any_bytes_at_any_alignment(void **state)
{
	unsigned char bytes[64 + 16];
	uint64_t sequence = 5;
	(void)state;
	for (unsigned i = 0; i < 20000; i++) {
		for (size_t j = 0; j < sizeof(bytes); j++)
			bytes[j] = i % 2 ? (unsigned char)chance(&sequence, 256)
					 : (unsigned char)"\",\n\r\0a\xc3;"[chance(&sequence, 8)];
		expect_same_masks(bytes + i % 17, (unsigned char)",;\t"[i % 3]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sees_each_byte_value_in_each_place),
		cmocka_unit_test(agrees_on_any_bytes_at_any_alignment),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
