/* json_scan.c - see json_scan.h: the members of one object, those expected first */
#include "format/json_scan.h"

#include "cli/memory.h"
#include "format/json_scanner.h"
#include "format/utf8.h"

#include <stdlib.h>

/*
 * What stands before a value: the comma behind the one before (or the brace), the key and the
 * colon, with their spaces. It was scanned in the same place of another line, so where the same
 * bytes stand again they need no second look.
 */
struct json_glue {
	uint32_t offset, length;     /* in glue_bytes, where JSON_PADDING bytes follow each */
	uint32_t key_start, key_end; /* counted from its beginning */
};

static inline bool
is_glue(const char *bytes, const char *glue, size_t length)
{
#ifdef __SSE2__
	for (;;) {
		__m128i a = _mm_loadu_si128((const __m128i *)(const void *)bytes);
		__m128i b = _mm_loadu_si128((const __m128i *)(const void *)glue);
		unsigned equal = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(a, b));
		if (length <= 16)
			return !(~equal & (0xffffu >> (16 - length)));
		if (equal != 0xffffu)
			return false;
		bytes += 16;
		glue += 16;
		length -= 16;
	}
#else
	return memcmp(bytes, glue, length) == 0;
#endif
}

/* Move to the value of member `i` if it is introduced as in the line before. */
static inline bool
follow_glue(struct json_scanner *scanner, const struct json_members *members, size_t i,
	struct json_member *member)
{
	if (i >= members->glue_count)
		return false;
	const struct json_glue *glue = &members->glue[i];
	if ((size_t)(scanner->end - scanner->at) < glue->length ||
		!is_glue(scanner->at, members->glue_bytes.data + glue->offset, glue->length))
		return false;
	/* more space than there was then belongs to the glue, not to the value; what may stand
	 * behind the end does no harm */
	const char *value = scanner->at + glue->length;
	if ((unsigned char)*value <= ' ')
		return false;
	uint32_t offset = (uint32_t)(scanner->at - scanner->start);
	member->key_start = offset + glue->key_start;
	member->key_end = offset + glue->key_end;
	scanner->at = value;
	return true;
}

/* The brace or comma before the next member; *closed when the object ends instead. */
static bool
scan_separator(struct json_scanner *scanner, bool first, bool *closed)
{
	json_skip_space(scanner);
	char c = json_scanner_byte(scanner);
	if (first) {
		if (c != '{')
			return defect_set(scanner->defect, (size_t)(scanner->at - scanner->start),
				"this line is not a JSON object; write one object a line");
		scanner->at++;
		json_skip_space(scanner);
		*closed = json_scanner_byte(scanner) == '}';
		scanner->at += *closed;
		return true;
	}
	if (c != ',' && c != '}')
		return json_scanner_fail(scanner, scanner->at, "a comma or } is expected");
	scanner->at++;
	*closed = c == '}';
	return true;
}

/* The key, the colon, and the spaces around them. */
static bool
scan_introduction(struct json_scanner *scanner, struct json_member *member)
{
	json_skip_space(scanner);
	member->key_start = (uint32_t)(scanner->at - scanner->start) + 1;
	if (!json_scan_key(scanner))
		return false;
	/* the colon and the spaces before it are behind the key's closing quote */
	const char *closing = scanner->at - 1;
	while (*closing != '"')
		closing--;
	member->key_end = (uint32_t)(closing - scanner->start);
	json_skip_space(scanner);
	return true;
}

static struct json_member *
reserve_member(struct json_members *members, size_t i)
{
	if (i == members->capacity) {
		members->capacity = members->capacity ? members->capacity * 2 : 32;
		members->list = memory_resized(
			members->list, members->capacity, sizeof(*members->list));
	}
	return &members->list[i];
}

static bool
scan_object(struct json_scanner *scanner, struct json_members *members)
{
	bool same_shape = true;
	size_t i = 0;
	for (;; i++) {
		struct json_member *member = reserve_member(members, i);
		if (!follow_glue(scanner, members, i, member)) {
			bool closed = false;
			if (!scan_separator(scanner, i == 0, &closed))
				return false;
			if (closed)
				break;
			same_shape = false;
			if (!scan_introduction(scanner, member))
				return false;
		}
		member->value_start = (uint32_t)(scanner->at - scanner->start);
		bool text = json_scanner_byte(scanner) == '"';
		if (!(text ? json_scan_string(scanner) : json_scan_value(scanner)))
			return false;
		member->value_end = (uint32_t)(scanner->at - scanner->start);
	}
	members->count = i;
	members->same_shape = same_shape && i == members->glue_count;
	return true;
}

static void
keep_glue(struct json_members *members, struct span line)
{
	if (members->count > members->glue_capacity) {
		members->glue_capacity = members->capacity;
		members->glue = memory_resized(
			members->glue, members->glue_capacity, sizeof(*members->glue));
	}
	struct buffer *bytes = &members->glue_bytes;
	buffer_clear(bytes);
	size_t start = 0;
	for (size_t i = 0; i < members->count; i++) {
		const struct json_member *member = &members->list[i];
		struct span glue = span_of(line.data + start, member->value_start - start);
		members->glue[i] = (struct json_glue){
			.offset = (uint32_t)bytes->length,
			.length = (uint32_t)glue.length,
			.key_start = (uint32_t)(member->key_start - start),
			.key_end = (uint32_t)(member->key_end - start),
		};
		buffer_add(bytes, glue);
		start = member->value_end;
	}
	members->glue_count = members->count;
	members->glue_high = false;
	for (size_t i = 0; i < bytes->length; i++)
		members->glue_high = members->glue_high || (bytes->data[i] & 0x80);
	buffer_reserve(bytes, JSON_PADDING);
	memset(bytes->data + bytes->length, 0, JSON_PADDING);
}

/* The object and the spaces around it; not is_object, of which only the first level is read. */
static bool
scan_line(struct json_scanner *scanner, struct span bytes, struct json_members *members,
	struct defect *defect)
{
	scanner->start = scanner->at = bytes.data;
	scanner->end = bytes.data + bytes.length;
	scanner->defect = defect;
	scanner->high = 0;
	scanner->depth = 1;
	scanner->is_object[0] = 1;
	if (!scan_object(scanner, members))
		return false;
	json_skip_space(scanner);
	return true;
}

/* What is left to be done for a line that is JSON. */
static bool
finish_line(const struct json_scanner *scanner, struct span line, struct json_members *members)
{
	if (scanner->high || members->glue_high) {
		size_t wrong = utf8_check(line);
		if (wrong < line.length)
			return defect_set(scanner->defect, wrong,
				"this is not UTF-8; JSON must be (RFC 8259)");
	}
	if (!members->same_shape)
		keep_glue(members, line);
	return true;
}

bool
json_scan(struct span line, struct json_members *members, struct defect *defect)
{
	struct json_scanner scanner;
	if (!scan_line(&scanner, line, members, defect))
		return false;
	if (scanner.at < scanner.end)
		return json_scanner_fail(
			&scanner, scanner.at, "something stands behind the object");
	return finish_line(&scanner, line, members);
}

bool
json_scan_ahead(struct span bytes, struct json_members *members, size_t *length)
{
	struct json_scanner scanner;
	struct defect ignored;
	if (!scan_line(&scanner, bytes, members, &ignored) || scanner.at == scanner.end ||
		*scanner.at != '\n')
		return false;
	*length = (size_t)(scanner.at - bytes.data);
	return finish_line(&scanner, span_of(bytes.data, *length), members);
}

void
json_members_free(struct json_members *members)
{
	free(members->list);
	free(members->glue);
	buffer_free(&members->glue_bytes);
	*members = (struct json_members){0};
}
