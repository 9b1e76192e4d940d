/* test_json_scan_judged.c - format/json_scan.h beside jansson, and beside itself, line by line */
#include "format/json_scan.h"
#include "support.h"

#include <jansson.h>

/* What jansson cannot hold or sees otherwise is nothing to compare. */
static bool
is_beyond_jansson(const json_error_t *error)
{
	enum json_error_code code = json_error_code(error);
	return code == json_error_numeric_overflow || code == json_error_null_character ||
	       code == json_error_null_byte_in_key;
}

static void
expect_values_of_jansson(const char *line, const struct json_members *members, json_t *object)
{
	json_t *again = json_object();
	for (size_t i = 0; i < members->count; i++) {
		const struct json_member *member = &members->list[i];
		json_t *key = json_loadb(line + member->key_start - 1,
			member->key_end - member->key_start + 2, JSON_DECODE_ANY, NULL);
		json_t *value = json_loadb(line + member->value_start,
			member->value_end - member->value_start, JSON_DECODE_ANY | JSON_ALLOW_NUL,
			NULL);
		assert_non_null(key);
		assert_non_null(value);
		assert_null(strchr(" \t\r", line[member->value_start]));
		assert_null(strchr(" \t\r", line[member->value_end - 1]));
		json_object_set_new(again, json_string_value(key), value);
		json_decref(key);
	}
	assert_true(json_equal(again, object));
	json_decref(again);
}

static void
expect_as_jansson(struct span line)
{
	struct json_members members = {0};
	struct defect defect = {0};
	json_error_t error;
	char *copy = padded_copy(line, JSON_PADDING, '"');
	json_t *value = json_loadb(copy, line.length, JSON_ALLOW_NUL, &error);
	bool well = json_scan(span_of(copy, line.length), &members, &defect);
	if ((value || !is_beyond_jansson(&error)) && well != json_is_object(value))
		fail_msg("jansson says %s, we say %s: %.*s", value ? "well" : error.text,
			well ? "well" : defect.reason, SPAN_ARGUMENTS(line));
	assert_true(well || defect.offset <= line.length);
	if (well && value)
		expect_values_of_jansson(copy, &members, value);
	json_decref(value);
	json_members_free(&members);
	free(copy);
}

/* No D in hexadecimal digits: jansson refuses surrogates that stand alone. */
static const char *const values_z[] = {"1", "-0", "0", "12.50", "3e2", "true", "false", "null",
	"\"\"", "\"x\"", "\"0123456789abcdef\"", "\"Zo\xc3\xab\"", "\"a\\\"b\\\\\"",
	"\"\\u00e9\\n\"", "[]", "{}", "[1,[\"]\"],{}]", "{\"x\":{\"y\":[null]},\"z\":2}"};
static const char *const keys_z[] = {"\"a\"", "\"b\"", "\"\"", "\"customer_id\"", "\"\xc3\xa9\"",
	"\"a\\u0041\"", "\"a key of twenty bytes\""};

static void
add_space(struct buffer *line, uint64_t *sequence)
{
	static const char *const spaces_z[] = {"", "", "", "", " ", "  ", "\t", "\r"};
	buffer_add_z(line, spaces_z[chance(sequence, COUNT_OF(spaces_z))]);
}

static void
add_object(struct buffer *line, uint64_t *sequence)
{
	add_space(line, sequence);
	buffer_add_byte(line, '{');
	for (size_t count = chance(sequence, 5), i = 0; i < count; i++) {
		if (i)
			buffer_add_byte(line, ',');
		add_space(line, sequence);
		buffer_add_z(line, keys_z[chance(sequence, COUNT_OF(keys_z))]);
		add_space(line, sequence);
		buffer_add_byte(line, ':');
		add_space(line, sequence);
		buffer_add_z(line, values_z[chance(sequence, COUNT_OF(values_z))]);
		add_space(line, sequence);
	}
	buffer_add_byte(line, '}');
	add_space(line, sequence);
}

static void
spoil(struct buffer *line, uint64_t *sequence)
{
	static const char bytes[] = "{}[]\",:\\0123.-+eEtfnulax/\x01\x7f\x80\xc3\xa9\xff \t";
	for (size_t i = 1 + chance(sequence, 3); i > 0; i--) {
		size_t at = chance(sequence, line->length);
		size_t rest = line->length - at - 1;
		if (chance(sequence, 4) == 0 && line->length > 1) {
			memmove(line->data + at, line->data + at + 1, rest);
			line->length--;
		} else {
			line->data[at] = bytes[chance(sequence, sizeof(bytes) - 1)];
		}
	}
}

static void
agrees_with_jansson_on_good_lines(void **state)
{
	struct buffer line = {0};
	uint64_t sequence = 11;
	(void)state;
	for (int i = 0; i < 3000; i++) {
		buffer_clear(&line);
		add_object(&line, &sequence);
		expect_as_jansson(buffer_span(&line));
	}
	buffer_free(&line);
}

static void
agrees_with_jansson_on_spoilt_lines(void **state)
{
	struct buffer line = {0};
	uint64_t sequence = 12;
	(void)state;
	for (int i = 0; i < 30000; i++) {
		buffer_clear(&line);
		add_object(&line, &sequence);
		spoil(&line, &sequence);
		expect_as_jansson(buffer_span(&line));
	}
	buffer_free(&line);
}

static void
agrees_with_jansson_on_every_cut(void **state)
{
	static const char line_z[] = " { \"a\" : [1.5e+3, {\"b\\u00e9\":\"\\n\"}, true ] , "
				     "\"c\xc3\xa9\":\"0123456789abcdef\" } ";
	(void)state;
	for (size_t length = 0; length < sizeof(line_z); length++)
		expect_as_jansson(span_of(line_z, length));
}

/* With what was learnt from other lines, and without. */
static bool
expect_as_alone(struct span line, struct json_members *used)
{
	struct json_members fresh = {0};
	struct defect defect = {0}, fresh_defect = {0};
	char *copy = padded_copy(line, JSON_PADDING, ':');
	bool well = json_scan(span_of(copy, line.length), used, &defect);
	bool alone = json_scan(span_of(copy, line.length), &fresh, &fresh_defect);
	if (well != alone || strcmp(defect.reason, fresh_defect.reason) != 0)
		fail_msg("%s, not %s: %.*s", defect.reason, fresh_defect.reason,
			SPAN_ARGUMENTS(line));
	assert_int_equal(defect.offset, fresh_defect.offset);
	for (size_t i = 0; well && i < fresh.count; i++) {
		assert_int_equal(used->count, fresh.count);
		if (memcmp(&used->list[i], &fresh.list[i], sizeof(*fresh.list)) != 0)
			fail_msg("member %zu differs: %.*s", i, SPAN_ARGUMENTS(line));
	}
	json_members_free(&fresh);
	free(copy);
	return well;
}

/* What is scanned without knowing its end is what is scanned up to its LF. */
static void
expect_as_ahead(struct span line, bool well, struct json_members *ahead)
{
	struct json_members whole = {0};
	struct defect defect = {0};
	struct buffer bytes = {0};
	size_t length = 0;
	buffer_add(&bytes, line);
	char *alone = padded_copy(line, JSON_PADDING, '\n');
	assert_false(json_scan_ahead(span_of(alone, line.length), ahead, &length));
	buffer_add_z(&bytes, "\n{\"next\":\"\xff");
	char *copy = padded_copy(buffer_span(&bytes), JSON_PADDING, '"');
	bool scanned = json_scan_ahead(span_of(copy, bytes.length), ahead, &length);
	if (scanned != well)
		fail_msg("ahead: %d, not %d: %.*s", scanned, well, SPAN_ARGUMENTS(line));
	if (scanned) {
		assert_int_equal(length, line.length);
		assert_true(json_scan(span_of(copy, length), &whole, &defect));
		assert_int_equal(ahead->count, whole.count);
		assert_memory_equal(ahead->list, whole.list, whole.count * sizeof(*whole.list));
	}
	json_members_free(&whole);
	buffer_free(&bytes);
	free(alone);
	free(copy);
}

static void
scans_each_line_as_if_it_were_alone(void **state)
{
	struct json_members members = {0}, ahead = {0};
	struct buffer line = {0}, before = {0};
	uint64_t sequence = 13;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		if (i % 4 == 0) {
			buffer_clear(&before);
			add_object(&before, &sequence);
		}
		buffer_clear(&line);
		buffer_add(&line, buffer_span(&before));
		if (chance(&sequence, 2))
			spoil(&line, &sequence);
		if (chance(&sequence, 4) == 0)
			line.length = chance(&sequence, line.length);
		bool well = expect_as_alone(buffer_span(&line), &members);
		expect_as_ahead(buffer_span(&line), well, &ahead);
	}
	json_members_free(&members);
	json_members_free(&ahead);
	buffer_free(&line);
	buffer_free(&before);
}

static void
knows_lines_of_the_same_shape(void **state)
{
	static const struct {
		const char *line_z;
		bool well, same;
	} cases[] = {
		{"{\"a\":1,\"b\":\"x\"}", true, false},
		{"{\"a\":22,\"b\":\"\"}", true, true},
		{"{\"a\":[1,{}],\"b\":null} ", true, true},
		{"{\"a\":1,\"b\":}", false, false},
		{"{\"a\":1,\"b\":2}", true, true},
		{"{\"a\":1,\"b\": 2}", true, false},
		{"{\"a\":1,\"b\":2}", true, false},
		{"{\"a\":1}", true, false},
		{"{\"a\":1}", true, true},
		{"{\"a\":1,\"b\":2}", true, false},
		{"{\"a\":1, \"b\":2}", true, false},
		{"{\"b\":1, \"a\":2}", true, false},
		{"{\"b\":1, \"a\":2}", true, true},
		{"{\"b\":1, \"a\":2,\"c\":3}", true, false},
		{"{}", true, false},
		{"{}", true, true},
		{"{\"Zo\xc3\xab\":1}", true, false},
		{"{\"Zo\xc3\xab\":2}", true, true},
		{"{\"Zo\xc3\xab\":\"\xff\"}", false, true},
		{"{\"Zo\xc3\xac\":3}", true, false},
	};
	struct json_members members = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		bool well = expect_as_alone(span_from_z(cases[i].line_z), &members);
		if (well != cases[i].well || (well && members.same_shape != cases[i].same))
			fail_msg("%s: %d", cases[i].line_z, members.same_shape);
	}
	json_members_free(&members);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_jansson_on_good_lines),
		cmocka_unit_test(agrees_with_jansson_on_spoilt_lines),
		cmocka_unit_test(agrees_with_jansson_on_every_cut),
		cmocka_unit_test(scans_each_line_as_if_it_were_alone),
		cmocka_unit_test(knows_lines_of_the_same_shape),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
