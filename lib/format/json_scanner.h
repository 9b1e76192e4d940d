/* json_scanner.h - one JSON value after the other (RFC 8259), without building anything */
#ifndef ROSTER_FORMAT_JSON_SCANNER_H
#define ROSTER_FORMAT_JSON_SCANNER_H

#include "format/json_scan.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What json_scan and the values' scanner share; nobody else includes it. */
struct json_scanner {
	const char *start; /* of the line, behind whose end JSON_PADDING bytes can be read */
	const char *at;
	const char *end;
	struct defect *defect;
	unsigned high; /* not 0: perhaps there are bytes above 0x7f */
	size_t depth;
	unsigned char is_object[JSON_DEPTH_LIMIT / 8 + 1]; /* a bit a level */
};

/* Fill the defect at `at` with "this is not JSON: REASON", and return false. */
bool json_scanner_fail(struct json_scanner *scanner, const char *at, const char *reason_z);

/* json_scan_string for one with escapes, or with something wrong in it. */
bool json_scan_odd_string(struct json_scanner *scanner);

/* A key and the colon behind it, where an object expects a member. */
bool json_scan_key(struct json_scanner *scanner);

/* Any value; nested ones without recursion. */
bool json_scan_value(struct json_scanner *scanner);

static inline bool
is_json_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static inline void
json_skip_space(struct json_scanner *scanner)
{
	while (scanner->at < scanner->end && is_json_space(*scanner->at))
		scanner->at++;
}

/* The byte that is scanned next, NUL at the end. */
static inline char
json_scanner_byte(const struct json_scanner *scanner)
{
	return scanner->at < scanner->end ? *scanner->at : '\0';
}

/*
 * At the opening quote; moves behind the closing one. Sixteen bytes at a time: the first quote ends
 * the string unless a backslash or a control character stands before it.
 */
static inline bool
json_scan_string(struct json_scanner *scanner)
{
#ifdef __SSE2__
	const __m128i last_control = _mm_set1_epi8(0x1f);
	for (const char *at = scanner->at + 1; at < scanner->end; at += 16) {
		__m128i chunk = _mm_loadu_si128((const __m128i *)(const void *)at);
		unsigned quotes = (unsigned)_mm_movemask_epi8(
			_mm_cmpeq_epi8(chunk, _mm_set1_epi8('"')));
		unsigned others = (unsigned)_mm_movemask_epi8(
			_mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(chunk, last_control), chunk),
				_mm_cmpeq_epi8(chunk, _mm_set1_epi8('\\'))));
		scanner->high |= (unsigned)_mm_movemask_epi8(chunk);
		if (!(quotes | others))
			continue;
		unsigned first = (quotes | others) & -(quotes | others);
		if (others & first)
			break;
		at += __builtin_ctz(first);
		if (at >= scanner->end)
			break;
		scanner->at = at + 1;
		return true;
	}
#endif
	return json_scan_odd_string(scanner);
}

#endif
