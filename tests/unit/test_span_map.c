/* test_span_map.c - io/span_map.h */
#include "io/span_map.h"
#include "support.h"

static void
finds_only_what_was_added(void **state)
{
	struct span_map map = {0};
	bool added;
	(void)state;
	assert_null(span_map_find(&map, SPAN("a")));
	assert_int_equal(*span_map_add(&map, SPAN("a"), 7, &added), 7);
	assert_true(added);
	assert_int_equal(*span_map_add(&map, SPAN("a"), 8, &added), 7);
	assert_false(added);
	assert_int_equal(*span_map_add(&map, SPAN("a\0"), 9, NULL), 9);
	assert_int_equal(map.count, 2);
	assert_int_equal(*span_map_find(&map, SPAN("a")), 7);
	assert_int_equal(*span_map_find(&map, SPAN("a\0")), 9);
	assert_null(span_map_find(&map, SPAN("A")));
	assert_null(span_map_find(&map, SPAN("")));
	span_map_free(&map);
	assert_int_equal(map.count, 0);
	assert_null(span_map_find(&map, SPAN("a")));
}

static void
has_the_empty_key_like_any_other(void **state)
{
	struct span_map map = {0};
	(void)state;
	assert_int_equal(*span_map_add(&map, span_of(NULL, 0), 3, NULL), 3);
	assert_int_equal(*span_map_find(&map, SPAN("")), 3);
	assert_int_equal(span_map_key(&map, SPAN("")).length, 0);
	span_map_free(&map);
}

static void
owns_copies_of_its_keys(void **state)
{
	struct span_map map = {0};
	char key[] = "0012";
	(void)state;
	span_map_add(&map, span_from_z(key), 1, NULL);
	struct span own = span_map_key(&map, span_from_z(key));
	assert_ptr_not_equal(own.data, key);
	key[0] = 'x';
	for (int i = 0; i < 1000; i++) {
		char other_z[16];
		snprintf(other_z, sizeof(other_z), "other %d", i);
		span_map_add(&map, span_from_z(other_z), 2, NULL);
	}
	expect_span("own key", own, SPAN("0012"));
	assert_ptr_equal(span_map_key(&map, SPAN("0012")).data, own.data);
	span_map_free(&map);
}

static void
writes_values_in_place(void **state)
{
	struct span_map map = {0};
	(void)state;
	*span_map_add(&map, SPAN("a"), 0, NULL) += 5;
	*span_map_find(&map, SPAN("a")) *= 2;
	assert_int_equal(*span_map_find(&map, SPAN("a")), 10);
	span_map_free(&map);
}

/* Against an array, through many growths. */
static void
agrees_with_an_array(void **state)
{
	enum { KEYS = 5000 };
	static uint32_t values[KEYS];
	static bool present[KEYS];
	struct span_map map = {0};
	uint64_t sequence = 2;
	size_t count = 0;
	(void)state;
	for (uint32_t i = 0; i < 6000; i++) {
		size_t number = chance(&sequence, KEYS);
		char key_z[16];
		snprintf(key_z, sizeof(key_z), "%zu", number);
		bool added;
		uint32_t *value = span_map_add(&map, span_from_z(key_z), i, &added);
		assert_int_equal(added, !present[number]);
		values[number] = added ? i : values[number];
		present[number] = true;
		count += added;
		assert_int_equal(*value, values[number]);
	}
	assert_int_equal(map.count, count);
	for (size_t number = 0; number < KEYS; number++) {
		char key_z[16];
		snprintf(key_z, sizeof(key_z), "%zu", number);
		const uint32_t *value = span_map_find(&map, span_from_z(key_z));
		assert_int_equal(value != NULL, present[number]);
		assert_true(!value || *value == values[number]);
	}
	span_map_free(&map);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_only_what_was_added),
		cmocka_unit_test(has_the_empty_key_like_any_other),
		cmocka_unit_test(owns_copies_of_its_keys),
		cmocka_unit_test(writes_values_in_place),
		cmocka_unit_test(agrees_with_an_array),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
