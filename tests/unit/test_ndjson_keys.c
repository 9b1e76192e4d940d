/* test_ndjson_keys.c - record/ndjson_keys.h, by way of a reader */
#include "reading.h"

static void
finds_columns_as_a_header_would(void **state)
{
	static const struct {
		const char *object_z;
		int field; /* -1: missing */
		const char *reason_z;
	} cases[] = {
		{"{\"phone\":1}", 0, NULL},
		{"{\"a\":1,\"PHONE\":1}", 1, NULL},
		{"{\"Phone\":1,\"phone\":1}", 1, NULL},
		{"{\"phone\":1,\"Phone\":1,\"PHONE\":1}", 0, NULL},
		{"{\"ph\\u006fne\":1}", 0, NULL},
		{"{\"fone\":1}", -1, NULL},
		{"{}", -1, NULL},
		{"{\"Phone\":1,\"PHONE\":1}", 0,
			"both \"Phone\" and \"PHONE\" could be the column \"phone\"; say which with "
			"--column"},
		{"{\"x\":1,\"y\":{},\"x\":2}", 0, "the key \"x\" is repeated; keep one of them"},
		{"{\"\":1,\"\":2}", 0, "the key \"\" is repeated; keep one of them"},
		{"{\"\\ud800\":1}", 0,
			"a key has \\u0000 or a lone surrogate in it, which no text can hold"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct text_input input = {0};
		struct column phone = text_want(&input, "phone");
		assert_true(text_open(&input, span_from_z(cases[i].object_z)));
		enum reading reading = text_next(&input);
		if (!cases[i].reason_z) {
			assert_int_equal(reading, READING_RECORD);
			assert_int_equal(input.record->field_of[phone.index], cases[i].field);
		} else {
			assert_int_equal(reading, READING_BAD);
			assert_string_equal(input.record->defect.reason, cases[i].reason_z);
		}
		text_close(&input);
	}
}

/* Keys and their spellings, for objects that change their shape all the time. */
static const struct {
	const char *spelling_z, *name_z;
} keys[] = {
	{"id", "id"},
	{"ID", "ID"},
	{"\\u0069d", "id"},
	{"a", "a"},
	{"b", "b"},
	{"a b", "a b"},
	{"A-B", "A-B"},
};
#define MOST 4

static const char *const wanted_z[] = {"id", "b", "a_b"};

struct object {
	size_t keys[MOST];
	size_t count;
};

static void
write_object(const struct object *object, struct buffer *text)
{
	buffer_add_byte(text, '{');
	for (size_t i = 0; i < object->count; i++)
		buffer_add_format(
			text, "%s\"%s\":%zu", i ? "," : "", keys[object->keys[i]].spelling_z, i);
	buffer_add_z(text, "}\n");
}

/* The field of a column by the rules, -1 when there is none, -2 when two could be it. */
static int
field_by_rule(const struct object *object, const char *sought_z)
{
	struct columns columns = {0};
	int loose = -1, loose_count = 0, exact = -1;
	columns_want(&columns, span_from_z(sought_z), COLUMN_OPTIONAL);
	for (size_t i = 0; i < object->count && exact < 0; i++) {
		enum column_match match = columns_match(
			&columns, 0, span_from_z(keys[object->keys[i]].name_z));
		if (match == COLUMN_MATCH_EXACT)
			exact = (int)i;
		else if (match == COLUMN_MATCH_LOOSE && loose_count++ == 0)
			loose = (int)i;
	}
	columns_free(&columns);
	if (exact >= 0)
		return exact;
	return loose_count > 1 ? -2 : loose;
}

static bool
is_good(const struct object *object)
{
	for (size_t i = 0; i < object->count; i++)
		for (size_t j = 0; j < i; j++)
			if (strcmp(keys[object->keys[i]].name_z, keys[object->keys[j]].name_z) == 0)
				return false;
	for (size_t i = 0; i < COUNT_OF(wanted_z); i++)
		if (field_by_rule(object, wanted_z[i]) == -2)
			return false;
	return true;
}

static void
check_object(struct text_input *input, const struct object *object)
{
	enum reading reading = text_next(input);
	const struct record *record = input->record;
	if (reading != (is_good(object) ? READING_RECORD : READING_BAD))
		fail_msg("%.*s is read as %d", SPAN_ARGUMENTS(record->raw), reading);
	if (reading == READING_BAD)
		return;
	assert_int_equal(record->field_count, object->count);
	for (size_t i = 0; i < object->count; i++)
		expect_span("name", record->names[i], span_from_z(keys[object->keys[i]].name_z));
	for (size_t i = 0; i < COUNT_OF(wanted_z); i++)
		if (record->field_of[i] != field_by_rule(object, wanted_z[i]))
			fail_msg("%s of %.*s is field %d", wanted_z[i], SPAN_ARGUMENTS(record->raw),
				record->field_of[i]);
}

static void
follows_objects_that_change_their_shape(void **state)
{
	enum { COUNT = 4000 };
	struct object *objects = memory_zeroed(COUNT, sizeof(*objects));
	struct text_input input = {0};
	struct buffer text = {0};
	uint64_t seed = 11;
	size_t good = 0;
	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		bool as_before = i && chance(&seed, 2);
		if (as_before)
			objects[i] = objects[i - 1];
		else
			objects[i].count = chance(&seed, MOST + 1);
		for (size_t j = 0; !as_before && j < objects[i].count; j++)
			objects[i].keys[j] = chance(&seed, COUNT_OF(keys));
		write_object(&objects[i], &text);
		good += is_good(&objects[i]);
	}
	assert_true(good > COUNT / 4 && good < COUNT * 9 / 10);
	for (size_t i = 0; i < COUNT_OF(wanted_z); i++)
		text_want(&input, wanted_z[i]);
	assert_true(text_open(&input, buffer_span(&text)));
	for (size_t i = 0; i < COUNT; i++)
		check_object(&input, &objects[i]);
	assert_int_equal(text_next(&input), READING_END);
	text_close(&input);
	buffer_free(&text);
	free(objects);
}

/* More keys than are kept: what was forgotten is learnt anew. */
static void
goes_on_after_more_keys_than_it_keeps(void **state)
{
	enum { RECORDS = 80, KEYS = 1000 };
	struct text_input input = {0};
	struct buffer text = {0};
	(void)state;
	for (size_t i = 0; i < RECORDS; i++) {
		buffer_add_z(&text, "{\"id\":1");
		for (size_t j = 0; j < KEYS; j++)
			buffer_add_format(&text, ",\"%zu.%zu\":2", i, j);
		buffer_add_z(&text, "}\n{\"x\":1,\"id\":\"y\"}\n");
	}
	struct column id = text_want(&input, "id");
	assert_true(text_open(&input, buffer_span(&text)));
	for (size_t i = 0; i < 2 * RECORDS; i++) {
		char last_z[32];
		snprintf(last_z, sizeof(last_z), "%zu.%d", i / 2, KEYS - 1);
		assert_int_equal(text_next(&input), READING_RECORD);
		const struct record *record = input.record;
		assert_int_equal(record->field_of[id.index], i % 2);
		expect_span("last", record->names[record->field_count - 1],
			i % 2 ? SPAN("id") : span_from_z(last_z));
	}
	assert_int_equal(text_next(&input), READING_END);
	text_close(&input);
	buffer_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_columns_as_a_header_would),
		cmocka_unit_test(follows_objects_that_change_their_shape),
		cmocka_unit_test(goes_on_after_more_keys_than_it_keeps),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}
