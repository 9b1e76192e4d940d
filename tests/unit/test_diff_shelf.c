/* test_diff_shelf.c - contacts that wait, see review/diff_shelf.h */
#include "support.h"

#include "review/diff_shelf.h"
#include "review/seen_keys.h"

static void
put(struct diff_shelf *shelf, const char *key_z, size_t column, struct span values)
{
	struct key key = {span_from_z(key_z), column};
	diff_shelf_put(shelf, &key, key_hash(key.text, column), 1, values);
}

static struct diff_held *
find(struct diff_shelf *shelf, const char *key_z, size_t column)
{
	struct key key = {span_from_z(key_z), column};
	return diff_shelf_find(shelf, &key, key_hash(key.text, column));
}

static void
finds_by_key_and_column(void **state)
{
	struct diff_shelf shelf = {0};
	(void)state;
	assert_null(find(&shelf, "1", 0));
	put(&shelf, "1", 0, SPAN("one"));
	put(&shelf, "1", 1, SPAN(""));
	expect_span("1", diff_held_values(find(&shelf, "1", 0)), SPAN("one"));
	assert_int_equal(diff_held_key(find(&shelf, "1", 1)).column, 1);
	assert_null(find(&shelf, "1", 2));
	assert_null(find(&shelf, "2", 0));
	diff_shelf_take(&shelf, find(&shelf, "1", 0));
	assert_null(find(&shelf, "1", 0));
	put(&shelf, "1", 0, SPAN("again"));
	expect_span("1", diff_held_values(find(&shelf, "1", 0)), SPAN("again"));
	assert_int_equal(shelf.count, 2);
	diff_shelf_free(&shelf);
}

/* What has one hash is told apart by the key itself. */
static void
compares_keys_of_the_same_hash(void **state)
{
	struct diff_shelf shelf = {0};
	struct key a = {SPAN("a"), 0}, b = {SPAN("b"), 0}, c = {SPAN("c"), 0};
	(void)state;
	diff_shelf_put(&shelf, &a, 5, 1, SPAN("A"));
	diff_shelf_put(&shelf, &b, 5, 2, SPAN("B"));
	expect_span("a", diff_held_values(diff_shelf_find(&shelf, &a, 5)), SPAN("A"));
	expect_span("b", diff_held_values(diff_shelf_find(&shelf, &b, 5)), SPAN("B"));
	assert_int_equal(diff_shelf_find(&shelf, &b, 5)->line, 2);
	assert_null(diff_shelf_find(&shelf, &c, 5));
	struct key other = {SPAN("a"), 1};
	assert_null(diff_shelf_find(&shelf, &other, 5));
	diff_shelf_free(&shelf);
}

/* Against an array, with keys put, found, taken and put again, in order all the while. */
static void
agrees_with_an_array(void **state)
{
	enum { KEYS = 3000, STEPS = 60000 };
	static uint32_t values[KEYS]; /* 0: not there */
	static char filler[2000];
	struct diff_shelf shelf = {0};
	uint64_t sequence = 11;
	(void)state;
	for (uint32_t i = 1; i <= STEPS; i++) {
		size_t number = chance(&sequence, KEYS);
		char key_z[16];
		snprintf(key_z, sizeof(key_z), "%zu", number);
		struct diff_held *held = find(&shelf, key_z, 0);
		assert_int_equal(held != NULL, values[number] != 0);
		if (held) {
			assert_memory_equal(
				diff_held_values(held).data, &values[number], sizeof(i));
			diff_shelf_take(&shelf, held);
			values[number] = 0;
			continue;
		}
		memcpy(filler, &i, sizeof(i));
		put(&shelf, key_z, 0, span_of(filler, sizeof(i) + chance(&sequence, 1500)));
		values[number] = i;
	}
	struct diff_cursor cursor = {0};
	uint32_t sequence_before = 0, count = 0;
	for (struct diff_held *held; (held = diff_shelf_next(&shelf, &cursor)); count++) {
		assert_true(held->sequence > sequence_before);
		sequence_before = held->sequence;
		char *key_z = memory_copied_z(held->bytes, held->key_length);
		assert_true(values[strtoul(key_z, NULL, 10)] != 0);
		free(key_z);
	}
	assert_int_equal(count, shelf.count);
	diff_shelf_free(&shelf);
}

/* What was taken gives its memory back: a window may pass over the whole file. */
static void
keeps_its_size(void **state)
{
	static char filler[200];
	struct diff_shelf shelf = {0};
	char key_z[16];
	(void)state;
	put(&shelf, "stays", 0, SPAN("for ever"));
	for (uint32_t i = 0; i < 200000; i++) {
		snprintf(key_z, sizeof(key_z), "%u", i);
		put(&shelf, key_z, 0, span_of(filler, sizeof(filler)));
		diff_shelf_take(&shelf, find(&shelf, key_z, 0));
		assert_true(shelf.bytes < (size_t)1 << 20);
		assert_true(shelf.bits <= 13);
	}
	expect_span("stays", diff_held_values(find(&shelf, "stays", 0)), SPAN("for ever"));
	diff_shelf_free(&shelf);
}

static void
takes_a_contact_of_any_size(void **state)
{
	struct diff_shelf shelf = {0};
	size_t size = (size_t)3 << 20;
	char *large = memory_zeroed(size, 1);
	(void)state;
	put(&shelf, "small", 0, SPAN("s"));
	put(&shelf, "large", 0, span_of(large, size));
	put(&shelf, "behind", 0, SPAN("b"));
	assert_int_equal(diff_held_values(find(&shelf, "large", 0)).length, size);
	expect_span("behind", diff_held_values(find(&shelf, "behind", 0)), SPAN("b"));
	diff_shelf_free(&shelf);
	free(large);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_by_key_and_column),
		cmocka_unit_test(compares_keys_of_the_same_hash),
		cmocka_unit_test(agrees_with_an_array),
		cmocka_unit_test(keeps_its_size),
		cmocka_unit_test(takes_a_contact_of_any_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
