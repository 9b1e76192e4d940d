/* gzip_bytes.h - gzip members written plainly as RFC 1952 has them, and inflated in small steps */
#ifndef ROSTER_UNIT_GZIP_BYTES_H
#define ROSTER_UNIT_GZIP_BYTES_H

#include "io/inflate.h"
#include "support.h"

#include <zlib.h>

#define FHCRC 2
#define FEXTRA 4
#define FNAME 8
#define FCOMMENT 16

static inline void
put_little_endian(struct buffer *bytes, size_t value, int count)
{
	for (int i = 0; i < count; i++)
		buffer_add_byte(bytes, (char)(value >> 8 * i));
}

/* One member with the parts that `flags` asks for. */
static inline void
add_member(struct buffer *bytes, int flags, struct span extra, struct span content)
{
	size_t start = bytes->length;
	buffer_add(bytes, SPAN("\x1f\x8b\x08"));
	buffer_add_byte(bytes, (char)flags);
	buffer_add(bytes, SPAN("\1\2\3\4\0\3"));
	if (flags & FEXTRA) {
		put_little_endian(bytes, extra.length, 2);
		buffer_add(bytes, extra);
	}
	if (flags & FNAME)
		buffer_add(bytes, SPAN("export.csv\0"));
	if (flags & FCOMMENT)
		buffer_add(bytes, SPAN("a comment\0"));
	if (flags & FHCRC)
		put_little_endian(bytes,
			crc32(0, (unsigned char *)bytes->data + start,
				(uInt)(bytes->length - start)),
			2);
	z_stream stream = {0};
	unsigned char deflated[4096];
	assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
	stream.next_in = (unsigned char *)(uintptr_t)content.data;
	stream.avail_in = (uInt)content.length;
	stream.next_out = deflated;
	stream.avail_out = sizeof(deflated);
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	buffer_add(bytes, span_of((char *)deflated, stream.total_out));
	deflateEnd(&stream);
	put_little_endian(
		bytes, crc32(0, (const unsigned char *)content.data, (uInt)content.length), 4);
	put_little_endian(bytes, content.length, 4);
}

/* Inflate, `step` bytes of input and `room` bytes of output at a time; content and error. */
static inline bool
inflate_all(struct span gzip, size_t step, size_t room, struct buffer *content, struct error *error)
{
	struct inflater *inflater = inflater_new("a.gz");
	bool well = true;
	*error = (struct error){0};
	buffer_clear(content);
	while (well && gzip.length) {
		struct span input = span_of(gzip.data, gzip.length < step ? gzip.length : step);
		gzip = span_of(gzip.data + input.length, gzip.length - input.length);
		size_t made = 1;
		while (well && made) {
			buffer_reserve(content, room);
			well = inflater_run(inflater, &input, content->data + content->length, room,
				&made, error);
			content->length += made;
		}
		assert_true(!well || input.length == 0);
	}
	well = well && inflater_end(inflater, error);
	inflater_free(inflater);
	assert_int_equal(error->status, well ? STATUS_OK : STATUS_BAD_DATA);
	return well;
}

#endif
