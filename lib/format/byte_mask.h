/* byte_mask.h - which of 64 bytes are of a kind, as the bits of a word (byte 0 is bit 0) */
#ifndef ROSTER_FORMAT_BYTE_MASK_H
#define ROSTER_FORMAT_BYTE_MASK_H

#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

struct byte_masks {
	uint64_t special; /* delimiter, quote, LF, CR or NUL */
	uint64_t high;    /* 0x80 and above */
};

static inline struct byte_masks
byte_masks_portable(const unsigned char *bytes, unsigned char delimiter)
{
	struct byte_masks masks = {0, 0};
	for (unsigned i = 0; i < 64; i++) {
		unsigned char c = bytes[i];
		uint64_t special = c == delimiter || c == '"' || c == '\n' || c == '\r' || c == 0;
		masks.special |= special << i;
		masks.high |= (uint64_t)(c >> 7) << i;
	}
	return masks;
}

#ifdef __SSE2__
static inline struct byte_masks
byte_masks_of(const unsigned char *bytes, unsigned char delimiter)
{
	const __m128i delimiters = _mm_set1_epi8((char)delimiter);
	const __m128i quotes = _mm_set1_epi8('"');
	const __m128i line_feeds = _mm_set1_epi8('\n');
	const __m128i returns = _mm_set1_epi8('\r');
	struct byte_masks masks = {0, 0};
	for (unsigned i = 0; i < 64; i += 16) {
		__m128i chunk = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
		__m128i special = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(chunk, delimiters),
						       _mm_cmpeq_epi8(chunk, quotes)),
			_mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(chunk, line_feeds),
					     _mm_cmpeq_epi8(chunk, returns)),
				_mm_cmpeq_epi8(chunk, _mm_setzero_si128())));
		masks.special |= (uint64_t)(unsigned)_mm_movemask_epi8(special) << i;
		masks.high |= (uint64_t)(unsigned)_mm_movemask_epi8(chunk) << i;
	}
	return masks;
}
#else
static inline struct byte_masks
byte_masks_of(const unsigned char *bytes, unsigned char delimiter)
{
	return byte_masks_portable(bytes, delimiter);
}
#endif

#endif
