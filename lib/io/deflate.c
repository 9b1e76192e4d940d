/* deflate.c - see deflate.h */
#include "io/deflate.h"

#include "cli/memory.h"

#include <libdeflate.h>
#include <stdint.h>
#include <stdlib.h>

#define LEVEL_SMALL 5
#define LEVEL_QUICK 1
#define HEADER_SIZE 20 /* ten fixed bytes, XLEN, one subfield of four bytes */
#define TRAILER_SIZE 8
#define LENGTH_OFFSET 16

struct deflater {
	struct libdeflate_compressor *compressor;
};

struct deflater *
deflater_new(enum deflate_effort effort)
{
	struct deflater *deflater = memory_zeroed(1, sizeof(*deflater));
	deflater->compressor = libdeflate_alloc_compressor(
		effort == DEFLATE_QUICK ? LEVEL_QUICK : LEVEL_SMALL);
	if (!deflater->compressor) {
		free(deflater);
		return NULL;
	}
	return deflater;
}

size_t
deflater_bound(struct deflater *deflater, size_t length)
{
	return libdeflate_deflate_compress_bound(deflater->compressor, length) + HEADER_SIZE +
	       TRAILER_SIZE;
}

static void
put_32(char *bytes, size_t value)
{
	for (int i = 0; i < 4; i++)
		bytes[i] = (char)(unsigned char)(value >> (8 * i));
}

size_t
deflater_run(struct deflater *deflater, struct span content, char *member, size_t capacity)
{
	static const char header[HEADER_SIZE] = {
		'\x1f', '\x8b', 8, /* gzip, deflate */
		4,                 /* FLG: FEXTRA */
		0, 0, 0, 0,        /* no time, so that the same content gives the same bytes */
		0, '\xff',         /* no extra flags, unknown system */
		8, 0,              /* XLEN */
		DEFLATE_SUBFIELD_1, DEFLATE_SUBFIELD_2, 4, 0, /* its length follows */
	};
	memcpy(member, header, HEADER_SIZE);
	size_t deflated = libdeflate_deflate_compress(deflater->compressor, content.data,
		content.length, member + HEADER_SIZE, capacity - HEADER_SIZE - TRAILER_SIZE);
	size_t length = HEADER_SIZE + deflated + TRAILER_SIZE;
	put_32(member + LENGTH_OFFSET, length);
	put_32(member + HEADER_SIZE + deflated,
		libdeflate_crc32(0, content.data ? content.data : "", content.length));
	put_32(member + HEADER_SIZE + deflated + 4, content.length);
	return length;
}

void
deflater_free(struct deflater *deflater)
{
	if (!deflater)
		return;
	libdeflate_free_compressor(deflater->compressor);
	free(deflater);
}
