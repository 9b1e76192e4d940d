/* gzip.c - io/inflate.h: in pieces of any size what zlib makes of the whole; damage is noticed */
#include "fuzz.h"
#include "io/buffer.h"
#include "io/deflate.h"
#include "io/inflate.h"

#include <zlib.h>

#define MOST ((size_t)1 << 16) /* of content: more is not looked at */

enum outcome { WELL, DAMAGED, CUT, TOO_MUCH };

/* The whole input in steps of `in` bytes, into room for `out` bytes at a time. */
static enum outcome
inflate_in_steps(struct span input, size_t in, size_t out, struct buffer *content)
{
	struct error error = {0};
	struct inflater *inflater = inflater_new("x");
	enum outcome outcome = WELL;
	FUZZ_EXPECT(inflater);
	while (outcome == WELL && input.length) {
		struct span part = span_of(input.data, input.length < in ? input.length : in);
		size_t made = 1;
		input = span_of(input.data + part.length, input.length - part.length);
		while (outcome == WELL && made) {
			size_t left = part.length;
			buffer_reserve(content, out);
			if (!inflater_run(inflater, &part, content->data + content->length, out,
				    &made, &error))
				outcome = DAMAGED;
			FUZZ_EXPECT(made <= out && part.length <= left);
			FUZZ_EXPECT(outcome == DAMAGED || made || !part.length);
			content->length += made;
			if (content->length > MOST)
				outcome = TOO_MUCH;
		}
	}
	if (outcome == WELL && !inflater_end(inflater, &error))
		outcome = CUT;
	FUZZ_EXPECT((outcome == WELL || outcome == TOO_MUCH) == !error.text[0]);
	inflater_free(inflater);
	return outcome;
}

/*
 * A member whose extra field (RFC 1952, 2.3.1.1), looked through byte by byte, has our subfield;
 * *recorded is the length in it.
 */
static bool
is_ours(struct span member, uint32_t *recorded)
{
	const unsigned char *bytes = (const unsigned char *)member.data;
	if (!(bytes[3] & 4))
		return false;
	size_t end = 12 + bytes[10] + 256u * bytes[11];
	/* what lies behind the first 64 bytes is not looked at: we write ours alone */
	if (end > 12 + 64)
		end = 12 + 64;
	for (size_t i = 12; i + 8 <= end; i += 4 + bytes[i + 2] + 256u * bytes[i + 3])
		if (bytes[i] == DEFLATE_SUBFIELD_1 && bytes[i + 1] == DEFLATE_SUBFIELD_2 &&
			bytes[i + 2] == 4 && bytes[i + 3] == 0) {
			*recorded = 0;
			for (size_t k = 8; k > 4; k--)
				*recorded = *recorded << 8 | bytes[i + k - 1];
			return true;
		}
	return false;
}

/* One member after the other, each in one call; what may stand between and behind them. */
static enum outcome
inflate_by_zlib(struct span input, struct buffer *content)
{
	bool unended = false;
	if (!input.length)
		return CUT;
	while (input.length) {
		z_stream stream = {0};
		FUZZ_EXPECT(inflateInit2(&stream, 31) == Z_OK);
		buffer_reserve(content, MOST + 1);
		stream.next_in = (unsigned char *)(uintptr_t)input.data;
		stream.avail_in = (unsigned)input.length;
		stream.next_out = (unsigned char *)content->data + content->length;
		stream.avail_out = (unsigned)(MOST + 1 - content->length);
		int result = inflate(&stream, Z_FINISH);
		size_t made = stream.total_out, used = stream.total_in;
		bool full = !stream.avail_out;
		inflateEnd(&stream);
		content->length += made;
		if (full && content->length > MOST)
			return TOO_MUCH;
		if (result == Z_BUF_ERROR)
			return CUT;
		if (result != Z_STREAM_END)
			return DAMAGED;
		uint32_t recorded = 0;
		bool is_our_member = is_ours(input, &recorded);
		if (is_our_member && recorded != used)
			return DAMAGED;
		if (is_our_member)
			unended = made != 0;
		input = span_of(input.data + used, input.length - used);
		if (input.length && input.data[0] != '\x1f')
			return DAMAGED;
	}
	return unended ? CUT : WELL;
}

static void
expect_as_zlib(struct span input, size_t in, size_t out)
{
	struct buffer steps = {0}, whole = {0};
	char *copy = fuzz_padded(input, 0, 0);
	struct span bytes = span_of(copy, input.length);
	enum outcome outcome = inflate_in_steps(bytes, in, out, &steps);
	enum outcome expected = inflate_by_zlib(bytes, &whole);
	if (outcome != expected)
		FUZZ_FAIL("outcome %d, not %d", outcome, expected);
	if (outcome == WELL)
		FUZZ_EXPECT(span_equal(buffer_span(&steps), buffer_span(&whole)));
	free(copy);
	buffer_free(&steps);
	buffer_free(&whole);
}

static void
add_member(struct buffer *file, struct deflater *deflater, struct span content)
{
	size_t most = deflater_bound(deflater, content.length);
	buffer_reserve(file, most);
	file->length += deflater_run(deflater, content, file->data + file->length, most);
}

/* A file as our sink writes it, whole, then spoilt as the three bytes say. */
static void
expect_damage_noticed(struct span content, const uint8_t *how, size_t in, size_t out)
{
	static struct deflater *deflater;
	struct buffer file = {0}, again = {0};
	size_t half = content.length / 2;
	if (!deflater)
		deflater = deflater_new(DEFLATE_SMALL);
	FUZZ_EXPECT(deflater);
	if (half)
		add_member(&file, deflater, span_of(content.data, half));
	if (content.length)
		add_member(&file, deflater, span_of(content.data + half, content.length - half));
	add_member(&file, deflater, span_of("", 0));
	FUZZ_EXPECT(inflate_in_steps(buffer_span(&file), in, out, &again) == WELL);
	FUZZ_EXPECT(span_equal(buffer_span(&again), content));
	size_t at = (how[0] + 256u * how[1]) % file.length;
	if (how[2]) {
		file.data[at] = (char)(file.data[at] ^ how[2]);
		expect_as_zlib(buffer_span(&file), in, out);
	}
	buffer_clear(&again);
	enum outcome outcome = inflate_in_steps(
		how[2] ? buffer_span(&file) : span_of(file.data, at), in, out, &again);
	/* a header's time and system say nothing of the content */
	FUZZ_EXPECT(outcome != WELL || (how[2] && span_equal(buffer_span(&again), content)));
	buffer_free(&file);
	buffer_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 6)
		return 0;
	size_t in = data[0] ? data[0] : 30000, out = data[1] ? data[1] * 7u : 30000;
	struct span rest = fuzz_span(data + 6, size - 6);
	if (data[2] & 1)
		expect_as_zlib(rest, in, out);
	else
		expect_damage_noticed(rest, data + 3, in, out);
	return 0;
}
