/* inflate.c - see inflate.h */
#include "io/inflate.h"

#include "cli/memory.h"
#include "io/deflate.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>

#define GZIP_WINDOW (15 + 16) /* the largest window, gzip framing only */

struct inflater {
	z_stream stream;
	gz_header header;
	unsigned char extra[64];
	const char *name_z;
	bool inside;  /* a member has begun and not ended */
	bool unended; /* a member of ours came, and not yet the empty one that ends its file */
	bool pending; /* zlib may hold output that did not fit */
	size_t members;
};

static void
expect_header(struct inflater *inflater)
{
	inflater->header = (gz_header){
		.extra = inflater->extra,
		.extra_max = sizeof(inflater->extra),
	};
	inflateGetHeader(&inflater->stream, &inflater->header);
}

struct inflater *
inflater_new(const char *name_z)
{
	struct inflater *inflater = memory_zeroed(1, sizeof(*inflater));
	inflater->name_z = name_z;
	if (inflateInit2(&inflater->stream, GZIP_WINDOW) != Z_OK) {
		free(inflater);
		return NULL;
	}
	expect_header(inflater);
	return inflater;
}

/* The length that our sink recorded in a member's header; false where it is none of ours. */
static bool
find_recorded_length(const struct inflater *inflater, uint32_t *recorded)
{
	const gz_header *header = &inflater->header;
	size_t length = header->extra_len < sizeof(inflater->extra) ? header->extra_len
								    : sizeof(inflater->extra);
	if (header->done != 1 || !header->extra)
		return false;
	for (size_t i = 0; i + 8 <= length;) {
		const unsigned char *subfield = inflater->extra + i;
		size_t size = (size_t)subfield[2] + ((size_t)subfield[3] << 8);
		if (subfield[0] == DEFLATE_SUBFIELD_1 && subfield[1] == DEFLATE_SUBFIELD_2 &&
			size == 4) {
			*recorded = subfield[4] | (uint32_t)subfield[5] << 8 |
				    (uint32_t)subfield[6] << 16 | (uint32_t)subfield[7] << 24;
			return true;
		}
		i += 4 + size;
	}
	return false;
}

static bool
describe_damage(const struct inflater *inflater, const char *reason_z, struct error *error)
{
	return error_set(error, STATUS_BAD_DATA,
		"%s: gzip data is damaged in member %zu (%s); export or copy the file again",
		inflater->name_z, inflater->members + 1, reason_z);
}

/*
 * No checksum of a gzip file covers its headers: one whose extra field has grown over the member
 * itself, up to the content of the next one, looks well but for the length that we recorded.
 */
static bool
end_member(struct inflater *inflater, struct error *error)
{
	uint32_t recorded;
	bool ours = find_recorded_length(inflater, &recorded);
	if (ours && recorded != (uint32_t)inflater->stream.total_in)
		return describe_damage(inflater, "its length is not the one recorded in it", error);
	if (ours)
		inflater->unended = inflater->stream.total_out != 0;
	inflater->inside = false;
	inflater->members++;
	if (inflateReset(&inflater->stream) != Z_OK)
		return error_set(
			error, STATUS_SYSTEM, "%s: zlib cannot be reset", inflater->name_z);
	expect_header(inflater);
	return true;
}

static bool
refuse_result(const struct inflater *inflater, int result, struct error *error)
{
	if (result == Z_MEM_ERROR)
		return error_set(error, STATUS_SYSTEM, "%s: no memory for zlib", inflater->name_z);
	const char *reason_z = inflater->stream.msg;
	return describe_damage(inflater, reason_z ? reason_z : "data error", error);
}

bool
inflater_run(struct inflater *inflater, struct span *input, char *bytes, size_t capacity,
	size_t *made, struct error *error)
{
	z_stream *stream = &inflater->stream;
	*made = 0;
	while (*made == 0 && (input->length || inflater->pending)) {
		if (!inflater->inside && inflater->members && input->data[0] != '\x1f')
			return error_set(error, STATUS_BAD_DATA,
				"%s: there is something else behind the gzip data; cut it off or "
				"export again",
				inflater->name_z);
		inflater->inside = true;
		size_t chunk = input->length < UINT_MAX ? input->length : UINT_MAX;
		stream->next_in = (unsigned char *)(uintptr_t)input->data;
		stream->avail_in = (uInt)chunk;
		stream->next_out = (unsigned char *)bytes;
		stream->avail_out = (uInt)(capacity < UINT_MAX ? capacity : UINT_MAX);
		uInt room = stream->avail_out;
		int result = inflate(stream, Z_NO_FLUSH);
		*input = span_of(
			(const char *)stream->next_in, input->length - (chunk - stream->avail_in));
		*made = room - stream->avail_out;
		inflater->pending = stream->avail_out == 0 && result == Z_OK;
		if (result == Z_STREAM_END) {
			if (!end_member(inflater, error))
				return false;
		} else if (result != Z_OK && result != Z_BUF_ERROR) {
			return refuse_result(inflater, result, error);
		}
	}
	return true;
}

void
inflater_skip(struct inflater *inflater, bool empty)
{
	inflater->unended = !empty;
	inflater->members++;
}

bool
inflater_end(struct inflater *inflater, struct error *error)
{
	if (inflater->inside || !inflater->members)
		return error_set(error, STATUS_BAD_DATA,
			"%s: gzip data ends in the middle of member %zu; export or copy the file "
			"again",
			inflater->name_z, inflater->members + 1);
	if (inflater->unended)
		return error_set(error, STATUS_BAD_DATA,
			"%s: the closing gzip member of roster's output is missing, the file was "
			"cut off; make or copy it again",
			inflater->name_z);
	return true;
}

void
inflater_free(struct inflater *inflater)
{
	if (!inflater)
		return;
	inflateEnd(&inflater->stream);
	free(inflater);
}
