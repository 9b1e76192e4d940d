/* test_seen_keys.c - keys that a side had before, see review/seen_keys.h */
#include "support.h"

#include "review/seen_keys.h"

static void
tells_sides_apart(void **state)
{
	struct seen_keys seen = {0};
	uint64_t hash = key_hash(SPAN("0012"), 0);
	(void)state;
	assert_int_equal(seen_keys_add(&seen, hash, SEEN_OLD), 0);
	assert_int_equal(seen_keys_add(&seen, hash, SEEN_NEW), 0);
	assert_int_equal(seen_keys_add(&seen, hash, SEEN_NEW), SEEN_NEW);
	assert_int_equal(seen_keys_add(&seen, hash, SEEN_OLD | SEEN_NEW), SEEN_OLD | SEEN_NEW);
	seen_keys_free(&seen);
}

static void
hashes_the_whole_key_and_its_column(void **state)
{
	static const struct span keys[] = {
		SPAN_INIT("0012"),
		SPAN_INIT("012"),
		SPAN_INIT("12"),
		SPAN_INIT("12\0"),
		SPAN_INIT("0012-0012"),
		SPAN_INIT("0012-0013"),
		SPAN_INIT("1012-0012"),
		SPAN_INIT("4181b152-fb77-416f-85a7-191b5489a758"),
		SPAN_INIT("4181b152-fb77-416f-85a7-191b5489a759"),
		SPAN_INIT("5181b152-fb77-416f-85a7-191b5489a758"),
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		char *copy = padded_copy(keys[i], 1, 'x');
		struct span same = span_of(copy, keys[i].length);
		assert_true(key_hash(keys[i], 1) == key_hash(same, 1));
		assert_true(key_hash(keys[i], 0) != key_hash(keys[i], 1));
		for (size_t j = 0; j < i; j++)
			assert_true(key_hash(keys[i], 0) != key_hash(keys[j], 0));
		free(copy);
	}
}

/* Ids in which a difference of the first eight bytes could be made good by one of the next. */
static void
tells_apart_what_differs_in_two_places(void **state)
{
	static const struct span pairs[][2] = {
		{SPAN_INIT("2026004e00000000"), SPAN_INIT("2026004800080001")},
		{SPAN_INIT("2026000c00090002"), SPAN_INIT("20260002000a0009")},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		assert_false(
			seen_keys_look_alike(key_hash(pairs[i][0], 0), key_hash(pairs[i][1], 0)));
}

/* Against an array, through many growths; keys that are numbers in a row never fall together. */
static void
agrees_with_an_array(void **state)
{
	enum { KEYS = 200000 };
	static unsigned char had[KEYS];
	struct seen_keys seen = {0};
	uint64_t sequence = 7;
	(void)state;
	for (size_t i = 0; i < 2 * KEYS; i++) {
		size_t number = chance(&sequence, KEYS);
		unsigned sides = 1 + (unsigned)chance(&sequence, 3);
		char key_z[16];
		snprintf(key_z, sizeof(key_z), "%07zu", number);
		uint64_t hash = key_hash(span_from_z(key_z), 0);
		seen_keys_prefetch(&seen, hash);
		assert_int_equal(seen_keys_add(&seen, hash, sides), had[number] & sides);
		had[number] |= (unsigned char)sides;
	}
	seen_keys_free(&seen);
}

static void
stays_between_three_eighths_and_three_quarters(void **state)
{
	enum { KEYS = 300000 };
	struct seen_keys seen = {0};
	(void)state;
	for (uint64_t i = 0; i < KEYS; i++)
		seen_keys_add(&seen, key_hash(span_of((char *)&i, sizeof(i)), 0), SEEN_OLD);
	size_t slots = 0;
	for (size_t i = 0; i < SEEN_PARTS; i++)
		slots += (size_t)1 << seen.parts[i].bits;
	assert_in_range(slots * 8 / KEYS, 10, 21);
	seen_keys_free(&seen);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_sides_apart),
		cmocka_unit_test(hashes_the_whole_key_and_its_column),
		cmocka_unit_test(tells_apart_what_differs_in_two_places),
		cmocka_unit_test(agrees_with_an_array),
		cmocka_unit_test(stays_between_three_eighths_and_three_quarters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
