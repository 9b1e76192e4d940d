/* utf8.c - see utf8.h */
#include "format/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static size_t
skip_ascii(struct span bytes, size_t i)
{
#ifdef __SSE2__
	for (; i + 16 <= bytes.length; i += 16) {
		__m128i chunk = _mm_loadu_si128((const __m128i *)(const void *)(bytes.data + i));
		unsigned high = (unsigned)_mm_movemask_epi8(chunk);
		if (high)
			return i + (size_t)__builtin_ctz(high);
	}
#endif
	while (i < bytes.length && !(bytes.data[i] & 0x80))
		i++;
	return i;
}

/* How long the sequence at `bytes` is, 0 if it is none. The table is that of RFC 3629. */
static size_t
sequence_length(const unsigned char *bytes, size_t available)
{
	unsigned char first = bytes[0], low = 0x80, high = 0xbf;
	size_t length;
	if (first >= 0xc2 && first <= 0xdf) {
		length = 2;
	} else if (first >= 0xe0 && first <= 0xef) {
		length = 3;
		low = first == 0xe0 ? 0xa0 : 0x80;
		high = first == 0xed ? 0x9f : 0xbf;
	} else if (first >= 0xf0 && first <= 0xf4) {
		length = 4;
		low = first == 0xf0 ? 0x90 : 0x80;
		high = first == 0xf4 ? 0x8f : 0xbf;
	} else {
		return 0;
	}
	if (available < length || bytes[1] < low || bytes[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

size_t
utf8_check(struct span bytes)
{
	const unsigned char *data = (const unsigned char *)bytes.data;
	for (size_t i = skip_ascii(bytes, 0); i < bytes.length; i = skip_ascii(bytes, i)) {
		size_t length = sequence_length(data + i, bytes.length - i);
		if (!length)
			return i;
		i += length;
	}
	return bytes.length;
}

uint32_t
utf8_next(struct span text, size_t *at)
{
	const unsigned char *bytes = (const unsigned char *)text.data + *at;
	size_t length = bytes[0] < 0xc0 ? 1 : bytes[0] < 0xe0 ? 2 : bytes[0] < 0xf0 ? 3 : 4;
	if (length > text.length - *at)
		length = 1;
	*at += length;
	if (length == 1)
		return bytes[0];
	uint32_t code = bytes[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++)
		code = code << 6 | (bytes[i] & 0x3fu);
	return code;
}
