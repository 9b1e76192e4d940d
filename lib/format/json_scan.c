/* json_scan.c - see json_scan.h: a loop with a stack of bits, one a level */
#include "format/json_scan.h"

#include "cli/memory.h"
#include "format/utf8.h"

#include <stdlib.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

struct scanner {
	const char *start;
	const char *at;
	const char *end;
	struct defect *defect;
	bool high; /* a byte above 0x7f was met */
	size_t depth;
	unsigned char is_object[JSON_DEPTH_LIMIT / 8 + 1];
};

static bool
fail(struct scanner *scanner, const char *at, const char *reason_z)
{
	return defect_set(
		scanner->defect, (size_t)(at - scanner->start), "this is not JSON: %s", reason_z);
}

static inline void
skip_space(struct scanner *scanner)
{
	while (scanner->at < scanner->end &&
		(*scanner->at == ' ' || *scanner->at == '\t' || *scanner->at == '\r'))
		scanner->at++;
}

static bool
is_hexadecimal(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* At a backslash. */
static bool
scan_escape(struct scanner *scanner)
{
	const char *at = scanner->at;
	if (scanner->end - at < 2)
		return fail(scanner, at, "a string is not closed");
	if (at[1] != 'u') {
		if (!at[1] || !strchr("\"\\/bfnrt", at[1]))
			return fail(scanner, at, "unknown escape in a string");
		scanner->at += 2;
		return true;
	}
	for (int i = 2; i < 6; i++)
		if (at + i >= scanner->end || !is_hexadecimal(at[i]))
			return fail(scanner, at, "\\u needs four hexadecimal digits");
	scanner->at += 6;
	return true;
}

/* Move to the next quote, backslash or control character. */
static inline void
skip_plain(struct scanner *scanner)
{
	const char *at = scanner->at;
#ifdef __SSE2__
	const __m128i quotes = _mm_set1_epi8('"');
	const __m128i backslashes = _mm_set1_epi8('\\');
	const __m128i last_control = _mm_set1_epi8(0x1f);
	while (at < scanner->end) {
		__m128i chunk = _mm_loadu_si128((const __m128i *)(const void *)at);
		__m128i control = _mm_cmpeq_epi8(_mm_min_epu8(chunk, last_control), chunk);
		__m128i stop = _mm_or_si128(control, _mm_or_si128(_mm_cmpeq_epi8(chunk, quotes),
							     _mm_cmpeq_epi8(chunk, backslashes)));
		unsigned high = (unsigned)_mm_movemask_epi8(chunk);
		unsigned stops = (unsigned)_mm_movemask_epi8(stop);
		scanner->high = scanner->high || high;
		if (stops) {
			at += __builtin_ctz(stops);
			break;
		}
		at += 16;
	}
	scanner->at = at < scanner->end ? at : scanner->end;
#else
	while (at < scanner->end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20) {
		scanner->high = scanner->high || (*at & 0x80);
		at++;
	}
	scanner->at = at;
#endif
}

/* At the opening quote; moves behind the closing one. */
static inline bool
scan_string(struct scanner *scanner)
{
	const char *opening = scanner->at++;
	for (;;) {
		skip_plain(scanner);
		if (scanner->at == scanner->end)
			return fail(scanner, opening, "a string is not closed");
		if (*scanner->at == '"') {
			scanner->at++;
			return true;
		}
		if (*scanner->at != '\\')
			return fail(scanner, scanner->at, "a control character stands in a string");
		if (!scan_escape(scanner))
			return false;
	}
}

static inline bool
is_digit(const struct scanner *scanner)
{
	return scanner->at < scanner->end && *scanner->at >= '0' && *scanner->at <= '9';
}

static bool
scan_digits(struct scanner *scanner)
{
	if (!is_digit(scanner))
		return fail(scanner, scanner->at, "a number lacks a digit");
	while (is_digit(scanner))
		scanner->at++;
	return true;
}

static bool
scan_number(struct scanner *scanner)
{
	if (*scanner->at == '-')
		scanner->at++;
	const char *first = scanner->at;
	if (!scan_digits(scanner))
		return false;
	if (*first == '0' && scanner->at - first > 1)
		return fail(scanner, first, "a number begins with 0");
	if (scanner->at < scanner->end && *scanner->at == '.') {
		scanner->at++;
		if (!scan_digits(scanner))
			return false;
	}
	if (scanner->at < scanner->end && (*scanner->at | 0x20) == 'e') {
		scanner->at++;
		if (scanner->at < scanner->end && (*scanner->at == '+' || *scanner->at == '-'))
			scanner->at++;
		return scan_digits(scanner);
	}
	return true;
}

static bool
scan_word(struct scanner *scanner, const char *word_z)
{
	struct span word = span_from_z(word_z);
	struct span rest = span_of(scanner->at, (size_t)(scanner->end - scanner->at));
	if (!span_starts_with(rest, word))
		return fail(scanner, scanner->at, "a value is expected");
	scanner->at += word.length;
	return true;
}

static bool
scan_scalar(struct scanner *scanner)
{
	if (scanner->at == scanner->end)
		return fail(scanner, scanner->at, "a value is missing");
	switch (*scanner->at) {
	case '"':
		return scan_string(scanner);
	case 't':
		return scan_word(scanner, "true");
	case 'f':
		return scan_word(scanner, "false");
	case 'n':
		return scan_word(scanner, "null");
	default:
		if (*scanner->at == '-' || is_digit(scanner))
			return scan_number(scanner);
		return fail(scanner, scanner->at, "a value is expected");
	}
}

static bool
open_level(struct scanner *scanner)
{
	if (scanner->depth == JSON_DEPTH_LIMIT)
		return fail(scanner, scanner->at, "it is nested too deep");
	size_t byte = scanner->depth / 8;
	unsigned char bit = (unsigned char)(1u << (scanner->depth % 8));
	if (*scanner->at == '{')
		scanner->is_object[byte] |= bit;
	else
		scanner->is_object[byte] &= (unsigned char)~bit;
	scanner->depth++;
	scanner->at++;
	return true;
}

static bool
in_object(const struct scanner *scanner)
{
	size_t level = scanner->depth - 1;
	return scanner->is_object[level / 8] >> (level % 8) & 1;
}

/* The key and the colon behind it, where an object expects a member. */
static inline bool
scan_key(struct scanner *scanner)
{
	skip_space(scanner);
	if (scanner->at == scanner->end || *scanner->at != '"')
		return fail(scanner, scanner->at, "a key in quotes is expected");
	if (!scan_string(scanner))
		return false;
	skip_space(scanner);
	if (scanner->at == scanner->end || *scanner->at != ':')
		return fail(scanner, scanner->at, "a colon is expected behind the key");
	scanner->at++;
	return true;
}

/* Behind a value: close levels and move to where the next value is expected. */
static bool
after_value(struct scanner *scanner, size_t floor)
{
	while (scanner->depth > floor) {
		skip_space(scanner);
		char c = scanner->at < scanner->end ? *scanner->at : '\0';
		bool object = in_object(scanner);
		if (c == ',') {
			scanner->at++;
			return object ? scan_key(scanner) : true;
		}
		if (c != (object ? '}' : ']'))
			return fail(scanner, scanner->at,
				object ? "a comma or } is expected" : "a comma or ] is expected");
		scanner->at++;
		scanner->depth--;
	}
	return true;
}

/* Any value, nested ones without recursion. */
static bool
scan_value(struct scanner *scanner)
{
	size_t floor = scanner->depth;
	do {
		skip_space(scanner);
		char c = scanner->at < scanner->end ? *scanner->at : '\0';
		if (c == '{' || c == '[') {
			if (!open_level(scanner))
				return false;
			skip_space(scanner);
			char next = scanner->at < scanner->end ? *scanner->at : '\0';
			if (next != (c == '{' ? '}' : ']')) {
				if (c == '{' && !scan_key(scanner))
					return false;
				continue;
			}
			scanner->at++;
			scanner->depth--;
		} else if (!scan_scalar(scanner)) {
			return false;
		}
		if (!after_value(scanner, floor))
			return false;
	} while (scanner->depth > floor);
	return true;
}

static struct json_member *
add_member(struct json_members *members)
{
	if (members->count == members->capacity) {
		members->capacity = members->capacity ? members->capacity * 2 : 32;
		members->list = memory_resized(
			members->list, members->capacity, sizeof(*members->list));
	}
	return &members->list[members->count++];
}

static bool
scan_member(struct scanner *scanner, struct json_members *members)
{
	struct json_member *member = add_member(members);
	skip_space(scanner);
	member->key_start = (uint32_t)(scanner->at - scanner->start) + 1;
	if (!scan_key(scanner))
		return false;
	/* the colon and the spaces before it are behind the key's closing quote */
	const char *closing = scanner->at - 1;
	while (*closing != '"')
		closing--;
	member->key_end = (uint32_t)(closing - scanner->start);
	skip_space(scanner);
	member->value_start = (uint32_t)(scanner->at - scanner->start);
	bool simple = scanner->at < scanner->end && *scanner->at != '{' && *scanner->at != '[';
	if (!(simple ? scan_scalar(scanner) : scan_value(scanner)))
		return false;
	member->value_end = (uint32_t)(scanner->at - scanner->start);
	return true;
}

static bool
scan_object(struct scanner *scanner, struct json_members *members)
{
	skip_space(scanner);
	if (scanner->at == scanner->end || *scanner->at != '{')
		return defect_set(scanner->defect, (size_t)(scanner->at - scanner->start),
			"this line is not a JSON object; write one object a line");
	scanner->at++;
	scanner->depth = 1;
	scanner->is_object[0] = 1;
	skip_space(scanner);
	if (scanner->at < scanner->end && *scanner->at == '}') {
		scanner->at++;
		return true;
	}
	for (;;) {
		if (!scan_member(scanner, members))
			return false;
		skip_space(scanner);
		char c = scanner->at < scanner->end ? *scanner->at : '\0';
		if (c != ',' && c != '}')
			return fail(scanner, scanner->at, "a comma or } is expected");
		scanner->at++;
		if (c == '}')
			return true;
	}
}

bool
json_scan(struct span line, struct json_members *members, struct defect *defect)
{
	struct scanner scanner;
	scanner.start = scanner.at = line.data;
	scanner.end = line.data + line.length;
	scanner.defect = defect;
	scanner.high = false;
	members->count = 0;
	if (!scan_object(&scanner, members))
		return false;
	skip_space(&scanner);
	if (scanner.at < scanner.end)
		return fail(&scanner, scanner.at, "something stands behind the object");
	if (!scanner.high)
		return true;
	size_t wrong = utf8_check(line);
	if (wrong < line.length)
		return defect_set(defect, wrong, "this is not UTF-8; JSON must be (RFC 8259)");
	return true;
}

void
json_members_free(struct json_members *members)
{
	free(members->list);
	*members = (struct json_members){0};
}
