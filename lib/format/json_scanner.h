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

#ifdef __SSE2__
/* Which of 32 bytes a string must stop at, as bits. */
struct json_stops {
	unsigned quotes;
	unsigned others; /* backslashes and control characters */
};

static inline struct json_stops
json_stops_of(__m128i low, __m128i high)
{
	const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\');
	const __m128i last_control = _mm_set1_epi8(0x1f);
	__m128i low_others = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(low, last_control), low),
		_mm_cmpeq_epi8(low, backslash));
	__m128i high_others = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(high, last_control), high),
		_mm_cmpeq_epi8(high, backslash));
	return (struct json_stops){
		(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(low, quote)) |
			(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(high, quote)) << 16,
		(unsigned)_mm_movemask_epi8(low_others) | (unsigned)_mm_movemask_epi8(high_others)
								  << 16,
	};
}
#endif

/*
 * At the opening quote; moves behind the closing one. 32 bytes at a time, in which most strings
 * end: the first quote ends the string unless a backslash or a control character stands before it.
 */
static inline bool
json_scan_string(struct json_scanner *scanner)
{
#ifdef __SSE2__
	for (const char *at = scanner->at + 1; at < scanner->end; at += 32) {
		__m128i low = _mm_loadu_si128((const __m128i *)(const void *)at);
		__m128i high = _mm_loadu_si128((const __m128i *)(const void *)(at + 16));
		struct json_stops stops = json_stops_of(low, high);
		scanner->high |= (unsigned)_mm_movemask_epi8(_mm_or_si128(low, high));
		if (!(stops.quotes | stops.others))
			continue;
		/* no other stop among the bits below the first quote, or at it */
		if (!stops.quotes || (stops.others & (stops.quotes ^ (stops.quotes - 1))))
			break;
		at += __builtin_ctz(stops.quotes);
		if (at >= scanner->end)
			break;
		scanner->at = at + 1;
		return true;
	}
#endif
	return json_scan_odd_string(scanner);
}

#endif
