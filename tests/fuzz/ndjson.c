/* ndjson.c - format/json_scan.h and record/ndjson_keys.h: what jansson accepts, and nothing else */
#include "format/json_text.h"
#include "names.h"
#include "record/ndjson_keys.h"

#include <jansson.h>

static const char *const wanted_z[] = {"customer_id", "a", "group_list"};

#define WANTED_COUNT (sizeof(wanted_z) / sizeof(*wanted_z))

/* The four digits of \uXXXX; false if they are none. */
static bool
read_escape(const char *at, const char *end, unsigned *code)
{
	char digits_z[5] = {0};
	if (end - at < 6 || at[1] != 'u')
		return false;
	memcpy(digits_z, at + 2, 4);
	*code = (unsigned)strtoul(digits_z, NULL, 16);
	return strspn(digits_z, "0123456789abcdefABCDEF") == 4;
}

/* From a quote to the one that closes it, without \u0000 and surrogates. */
static const char *
tame_string(const char *at, const char *end, struct buffer *tame)
{
	buffer_add_byte(tame, *at++);
	while (at < end) {
		unsigned code;
		size_t length = *at == '\\' && at + 1 < end ? 2 : 1;
		if (read_escape(at, end, &code) && *at == '\\') {
			bool odd = code == 0 || (code >= 0xd800 && code <= 0xdfff);
			buffer_add(tame, odd ? span_of("\\u0041", 6) : span_of(at, 6));
			at += 6;
			continue;
		}
		buffer_add(tame, span_of(at, length));
		at += length;
		if (at[-1] == '"' && length == 1)
			break;
	}
	return at;
}

/*
 * The line without what we pass and jansson cannot hold: numbers lose all but two digits of a run,
 * \u0000 and surrogates become letters. What RFC 8259 says of it is the same.
 */
static void
make_tame(struct span line, struct buffer *tame)
{
	const char *at = line.data, *end = line.data + line.length;
	size_t digits = 0;
	buffer_clear(tame);
	while (at < end) {
		digits = *at >= '0' && *at <= '9' ? digits + 1 : 0;
		if (*at == '"') {
			at = tame_string(at, end, tame);
			continue;
		}
		if (digits <= 2)
			buffer_add_byte(tame, *at);
		at++;
	}
}

/* jansson overlooks a NUL behind a number (it takes what it has put back for nothing to read). */
static bool
is_object_to_jansson(struct span line)
{
	if (line.length && memchr(line.data, '\0', line.length))
		return false;
	json_t *value = json_loadb(line.length ? line.data : "", line.length, 0, NULL);
	bool well = json_is_object(value);
	json_decref(value);
	return well;
}

/* A key or value that has a text is the text that jansson has; one without is none to jansson. */
static void
expect_text_of_jansson(const char *line, uint32_t start, uint32_t end)
{
	struct arena arena = {0};
	struct span text;
	json_t *value = json_loadb(line + start - 1, end - start + 2, JSON_DECODE_ANY, NULL);
	bool has = json_text_of(span_of(line + start, end - start), &text, &arena);
	FUZZ_EXPECT(has == (value != NULL));
	if (value) {
		FUZZ_EXPECT(json_is_string(value));
		FUZZ_EXPECT(span_equal(
			text, span_of(json_string_value(value), json_string_length(value))));
	}
	json_decref(value);
	arena_free(&arena);
}

/* The members follow each other and are all of the line but braces, colons, commas and space. */
static void
expect_members(struct span line, const struct json_members *members)
{
	size_t at = 0;
	for (size_t i = 0; i < members->count; i++) {
		const struct json_member *member = &members->list[i];
		const size_t marks[] = {member->key_start - 1u, member->key_start, member->key_end,
			member->key_end + 1u, member->value_start};
		size_t ends[] = {at, marks[3]}, next[] = {marks[0], marks[4]};
		for (size_t part = 0; part < 2; part++)
			for (size_t k = ends[part]; k < next[part]; k++)
				FUZZ_EXPECT(strchr(part ? ": \t\r" : "{, \t\r", line.data[k]));
		FUZZ_EXPECT(line.data[marks[0]] == '"' && line.data[marks[2]] == '"');
		expect_text_of_jansson(line.data, member->key_start, member->key_end);
		FUZZ_EXPECT(member->value_end > member->value_start);
		if (line.data[member->value_start] == '"')
			expect_text_of_jansson(
				line.data, member->value_start + 1, member->value_end - 1);
		at = member->value_end;
	}
	for (; at < line.length; at++)
		FUZZ_EXPECT(strchr("{} \t\r", line.data[at]));
}

static void
expect_same_members(const struct json_members *a, const struct json_members *b)
{
	FUZZ_EXPECT(a->count == b->count);
	for (size_t i = 0; i < a->count; i++)
		FUZZ_EXPECT(memcmp(&a->list[i], &b->list[i], sizeof(a->list[i])) == 0);
}

/* Which field a wanted column is by the rule: -1 if none, -2 if that is doubtful. */
static int
find_field(const struct span *names, size_t count, const char *column_z)
{
	int found = -1;
	for (size_t i = 0; i < count; i++)
		if (span_equal_z(names[i], column_z))
			return (int)i;
	for (size_t i = 0; i < count; i++)
		if (matches_column(names[i], column_z))
			found = found == -1 ? (int)i : -2;
	return found;
}

/* Whether the keys have texts, none twice, and each wanted column is one of them at most. */
static bool
judge_keys(struct span line, const struct json_members *members, int *field_of)
{
	struct arena arena = {0};
	struct span *names = memory_zeroed(members->count, sizeof(*names));
	bool well = true;
	for (size_t i = 0; well && i < members->count; i++) {
		const struct json_member *member = &members->list[i];
		struct span spelling = span_of(
			line.data + member->key_start, member->key_end - member->key_start);
		well = json_text_of(spelling, &names[i], &arena);
		for (size_t k = 0; well && k < i; k++)
			well = !span_equal(names[i], names[k]);
	}
	for (size_t i = 0; well && i < WANTED_COUNT; i++) {
		field_of[i] = find_field(names, members->count, wanted_z[i]);
		well = field_of[i] != -2;
	}
	free(names);
	arena_free(&arena);
	return well;
}

static void
expect_keys(struct ndjson_keys *keys, struct span line, const struct json_members *members)
{
	struct record record = {.format = FORMAT_NDJSON, .raw = line, .content = line.length};
	int field_of[WANTED_COUNT];
	record.members = members;
	bool well = ndjson_keys_match(keys, &record);
	FUZZ_EXPECT(well == judge_keys(line, members, field_of));
	for (size_t i = 0; well && i < WANTED_COUNT; i++)
		FUZZ_EXPECT(record.field_of[i] == field_of[i]);
	FUZZ_EXPECT(well || record.defect.offset < line.length);
	arena_free(&record.arena);
}

/* A line whose end is not known is scanned up to its LF. */
static void
scan_ahead(struct span line, struct json_members *members, bool well)
{
	size_t length;
	char *copy = fuzz_padded(line, JSON_PADDING, '\n');
	FUZZ_EXPECT(!json_scan_ahead(span_of(copy, line.length), members, &length));
	FUZZ_EXPECT(json_scan_ahead(span_of(copy, line.length + 1), members, &length) == well);
	FUZZ_EXPECT(!well || length == line.length);
	free(copy);
}

/* With what was learnt from the lines before, and as if it were alone. */
static void
scan(struct span line, struct json_members *members, struct ndjson_keys *keys, char behind,
	struct json_members *ahead)
{
	struct json_members fresh = {0};
	struct buffer tame = {0};
	struct defect defect = {0}, fresh_defect = {0};
	char *copy = fuzz_padded(line, JSON_PADDING, behind);
	struct span bytes = span_of(copy, line.length);
	bool well = json_scan(bytes, members, &defect);
	FUZZ_EXPECT(well == json_scan(bytes, &fresh, &fresh_defect));
	scan_ahead(line, ahead, well);
	make_tame(bytes, &tame);
	if (well != is_object_to_jansson(buffer_span(&tame)))
		FUZZ_FAIL("we say %s, jansson does not", well ? "well" : defect.reason);
	if (well) {
		expect_same_members(members, &fresh);
		expect_members(bytes, members);
		expect_keys(keys, bytes, members);
	} else {
		FUZZ_EXPECT(strcmp(defect.reason, fresh_defect.reason) == 0);
		FUZZ_EXPECT(defect.offset == fresh_defect.offset && defect.offset <= line.length);
	}
	json_members_free(&fresh);
	buffer_free(&tame);
	free(copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json_members members = {0}, ahead = {0};
	struct columns columns = {0};
	struct ndjson_keys keys = {0};
	struct span rest = fuzz_span(data, size);
	for (size_t i = 0; i < WANTED_COUNT; i++)
		columns_want(&columns, span_from_z(wanted_z[i]), COLUMN_OPTIONAL);
	ndjson_keys_begin(&keys, &columns);
	while (rest.length) {
		struct span line = fuzz_until(rest, '\n', &rest);
		scan(line, &members, &keys, "\"}x0"[line.length % 4], &ahead);
	}
	ndjson_keys_free(&keys);
	columns_free(&columns);
	json_members_free(&members);
	json_members_free(&ahead);
	return 0;
}
