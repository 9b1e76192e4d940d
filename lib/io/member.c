/* member.c - see member.h */
#include "io/member.h"

#include "cli/memory.h"
#include "io/deflate.h"

#include <libdeflate.h>
#include <stdlib.h>

#define LENGTH_OFFSET 16

struct member_inflater {
	struct libdeflate_decompressor *decompressor;
	char *content;
};

size_t
member_length(struct span bytes)
{
	static const char magic[] = {'\x1f', '\x8b', 8, 4};
	static const char subfield[] = {8, 0, DEFLATE_SUBFIELD_1, DEFLATE_SUBFIELD_2, 4, 0};
	if (bytes.length < MEMBER_HEADER_SIZE || memcmp(bytes.data, magic, sizeof(magic)) != 0 ||
		memcmp(bytes.data + 10, subfield, sizeof(subfield)) != 0)
		return 0;
	size_t length = 0;
	for (size_t i = 4; i > 0; i--)
		length = length << 8 | (unsigned char)bytes.data[LENGTH_OFFSET + i - 1];
	return length <= MEMBER_MOST ? length : 0;
}

struct member_inflater *
member_inflater_new(void)
{
	struct member_inflater *inflater = memory_zeroed(1, sizeof(*inflater));
	inflater->decompressor = libdeflate_alloc_decompressor();
	inflater->content = memory_resized(NULL, MEMBER_CONTENT_MOST, 1);
	if (inflater->decompressor)
		return inflater;
	member_inflater_free(inflater);
	return NULL;
}

bool
member_inflate(struct member_inflater *inflater, struct span member, struct span *content)
{
	size_t used, made;
	bool well = libdeflate_gzip_decompress_ex(inflater->decompressor, member.data,
			    member.length, inflater->content, MEMBER_CONTENT_MOST, &used,
			    &made) == LIBDEFLATE_SUCCESS;
	*content = span_of(inflater->content, well ? made : 0);
	return well && used == member.length;
}

void
member_inflater_free(struct member_inflater *inflater)
{
	if (!inflater)
		return;
	libdeflate_free_decompressor(inflater->decompressor);
	free(inflater->content);
	free(inflater);
}
