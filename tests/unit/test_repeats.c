/* test_repeats.c - check/repeats.h */
#include "check/repeats.h"
#include "support.h"

struct seen {
	struct repeats_met list[64];
	size_t count, total;
	char texts[64][80], keys[64][80];
};

static void
remember(void *context, const struct repeats_met *met)
{
	struct seen *seen = context;
	seen->total++;
	if (seen->count == COUNT_OF(seen->list))
		return;
	snprintf(seen->texts[seen->count], 80, "%.*s", SPAN_ARGUMENTS(met->text));
	snprintf(seen->keys[seen->count], 80, "%.*s", SPAN_ARGUMENTS(met->key));
	seen->list[seen->count++] = *met;
}

/* All but the sevens, which are many. */
static void
remember_others(void *context, const struct repeats_met *met)
{
	if (!span_equal(met->text, SPAN("7")))
		remember(context, met);
}

static void
add(struct repeats *repeats, const char *text_z, uint64_t line, const char *key_z)
{
	struct repeats_place place = {line, (uint32_t)line + 100};
	repeats_add(repeats, repeats_hash(span_from_z(text_z)), place, span_from_z(text_z),
		span_from_z(key_z));
}

static void
has_nothing_to_say_of_what_was_added_once(void **state)
{
	struct repeats repeats = {0};
	struct seen seen = {0};
	(void)state;
	repeats_each(&repeats, remember, &seen);
	add(&repeats, "a", 2, "");
	add(&repeats, "b", 3, "");
	add(&repeats, "", 4, "");
	repeats_each(&repeats, remember, &seen);
	assert_int_equal(seen.total, 0);
	repeats_free(&repeats);
}

static void
says_where_the_first_was_and_how_many_there_are(void **state)
{
	struct repeats repeats = {0};
	struct seen seen = {0};
	(void)state;
	add(&repeats, "a", 2, "k2");
	add(&repeats, "b", 3, "k3");
	add(&repeats, "a", 5, "k5");
	add(&repeats, "a", 9, "k9");
	repeats_each(&repeats, remember, &seen);
	assert_int_equal(seen.count, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(seen.list[i].first.line, 2);
		assert_int_equal(seen.list[i].first.column, 102);
		assert_int_equal(seen.list[i].count, i + 2);
		assert_int_equal(seen.list[i].place.line, i ? 9 : 5);
		assert_int_equal(seen.list[i].place.column, i ? 109 : 105);
		assert_string_equal(seen.texts[i], "a");
		assert_string_equal(seen.keys[i], i ? "k9" : "k5");
	}
	repeats_free(&repeats);
}

static void
keeps_places_up_to_their_limits(void **state)
{
	struct repeats repeats = {0};
	struct seen seen = {0};
	const uint64_t last = ((uint64_t)1 << 40) - 1;
	(void)state;
	repeats_add(&repeats, 7, (struct repeats_place){last, UINT32_MAX}, SPAN("x"), SPAN(""));
	repeats_add(&repeats, 7, (struct repeats_place){last, 12}, SPAN("x"), SPAN(""));
	repeats_each(&repeats, remember, &seen);
	assert_int_equal(seen.count, 1);
	assert_true(seen.list[0].first.line == last);
	assert_int_equal(seen.list[0].first.column, (1 << 24) - 1);
	assert_true(seen.list[0].place.line == last);
	repeats_free(&repeats);
}

static void
keeps_the_beginning_of_long_texts(void **state)
{
	struct repeats repeats = {0};
	struct seen seen = {0};
	char long_z[201];
	(void)state;
	memset(long_z, 'x', 200);
	long_z[200] = '\0';
	add(&repeats, long_z, 1, long_z);
	add(&repeats, long_z, 2, long_z);
	long_z[199] = 'y';
	add(&repeats, long_z, 3, long_z);
	repeats_each(&repeats, remember, &seen);
	assert_int_equal(seen.count, 1);
	assert_int_equal(strlen(seen.texts[0]), 64);
	assert_int_equal(strlen(seen.keys[0]), 64);
	repeats_free(&repeats);
}

/* Texts are kept of a quarter of a million: later ones show that of an equal one before them. */
static void
shows_a_text_when_no_more_are_kept(void **state)
{
	enum { KEPT = 1 << 18 };
	struct repeats repeats = {0};
	struct seen seen = {0};
	(void)state;
	add(&repeats, "before", 1, "k1");
	add(&repeats, "before", 2, "k2");
	for (uint32_t line = 3; line <= KEPT + 2; line++)
		repeats_add(&repeats, 7, (struct repeats_place){line, 1}, SPAN("7"), SPAN(""));
	add(&repeats, "before", KEPT + 3, "k3");
	add(&repeats, "behind", KEPT + 4, "k4");
	add(&repeats, "behind", KEPT + 5, "k5");
	repeats_each(&repeats, remember_others, &seen);
	assert_int_equal(seen.count, 3);
	for (size_t i = 0; i < seen.count; i++) {
		uint64_t line = seen.list[i].place.line;
		assert_string_equal(seen.texts[i], line == KEPT + 5 ? "" : "before");
		assert_string_equal(seen.keys[i], line == 2 ? "k2" : "");
	}
	repeats_free(&repeats);
}

/*
 * Values of one letter more, of other lengths, and numbers with and without a leading zero; ids
 * that differ in two places, all that there are.
 */
static void
tells_like_values_apart(void **state)
{
	struct repeats repeats = {0};
	struct seen seen = {0};
	(void)state;
	for (size_t length = 0; length < 40; length++)
		repeats_add(&repeats,
			repeats_hash(span_of("0000000000000000000000000000000000000000", length)),
			(struct repeats_place){length + 1, 1}, SPAN(""), SPAN(""));
	for (uint64_t number = 0; number < 300000; number++)
		repeats_add(&repeats, repeats_hash_number(number),
			(struct repeats_place){number + 100, 1}, SPAN(""), SPAN(""));
	for (uint32_t number = 0; number < 1000000; number++) {
		char id_z[] = "2026000000000000";
		static const size_t places[] = {6, 7, 10, 11, 14, 15};
		uint32_t rest = number;
		for (size_t i = 0; i < COUNT_OF(places); i++, rest /= 10)
			id_z[places[i]] = (char)('0' + rest % 10);
		repeats_add(&repeats, repeats_hash(span_from_z(id_z)),
			(struct repeats_place){number + 400000, 1}, SPAN(""), SPAN(""));
	}
	repeats_each(&repeats, remember, &seen);
	assert_int_equal(seen.total, 0);
	repeats_free(&repeats);
}

/* Against an array, past several growths of the filter and blocks of the parts. */
static void
agree_with_an_array(struct helper *helper)
{
	enum { VALUES = 400000, KEYS = 390000 };
	static uint32_t first[KEYS], counts[KEYS];
	struct repeats repeats = {.helper = helper};
	struct seen seen = {0};
	uint64_t sequence = 11;
	size_t repeated = 0;
	memset(counts, 0, sizeof(counts));
	for (uint32_t line = 1; line <= VALUES; line++) {
		size_t number = line <= KEYS - 10000 ? line : chance(&sequence, KEYS);
		char text_z[32];
		snprintf(text_z, sizeof(text_z), "id-%zu", number);
		add(&repeats, text_z, line, "");
		if (!counts[number]++)
			first[number] = line;
		else
			repeated++;
	}
	repeats_each(&repeats, remember, &seen);
	assert_true(repeated > 1000);
	assert_int_equal(seen.total, repeated);
	for (size_t i = 0; i < seen.count; i++) {
		size_t number = strtoul(seen.texts[i] + 3, NULL, 10);
		assert_int_equal(seen.list[i].first.line, first[number]);
		assert_true(seen.list[i].count <= counts[number]);
	}
	repeats_free(&repeats);
}

static void
agrees_with_an_array(void **state)
{
	struct helper helper = {0};
	(void)state;
	agree_with_an_array(NULL);
	agree_with_an_array(&helper);
	assert_true(helper.begun);
	helper_end(&helper);
}

/* What a helper still has may be thrown away. */
static void
can_be_freed_at_any_time(void **state)
{
	struct helper helper = {0};
	(void)state;
	for (size_t count = 0; count < 40000; count += 1 + count) {
		struct repeats repeats = {.helper = &helper};
		for (size_t i = 0; i < count; i++)
			add(&repeats, "again", i + 1, "key");
		repeats_free(&repeats);
	}
	helper_end(&helper);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_nothing_to_say_of_what_was_added_once),
		cmocka_unit_test(says_where_the_first_was_and_how_many_there_are),
		cmocka_unit_test(keeps_places_up_to_their_limits),
		cmocka_unit_test(keeps_the_beginning_of_long_texts),
		cmocka_unit_test(shows_a_text_when_no_more_are_kept),
		cmocka_unit_test(tells_like_values_apart),
		cmocka_unit_test(agrees_with_an_array),
		cmocka_unit_test(can_be_freed_at_any_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
