/* test_deflate_inflate.c - io/deflate.h and io/inflate.h, by RFC 1952 */
#include "io/deflate.h"
#include "io/inflate.h"
#include "support.h"

#include <zlib.h>

#define FHCRC 2
#define FEXTRA 4
#define FNAME 8
#define FCOMMENT 16

static void
put_little_endian(struct buffer *bytes, size_t value, int count)
{
	for (int i = 0; i < count; i++)
		buffer_add_byte(bytes, (char)(value >> 8 * i));
}

/* One member, written plainly as the RFC has it. */
static void
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

/* One member by our own deflater. */
static void
add_our_member(struct buffer *bytes, struct span content)
{
	struct deflater *deflater = deflater_new();
	size_t bound = deflater_bound(deflater, content.length);
	buffer_reserve(bytes, bound);
	size_t length = deflater_run(deflater, content, bytes->data + bytes->length, bound);
	assert_true(length <= bound);
	bytes->length += length;
	deflater_free(deflater);
}

/* Inflate, `step` bytes of input and `room` bytes of output at a time; content and error. */
static bool
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

static void
reads_every_kind_of_member(void **state)
{
	struct buffer gzip = {0}, content = {0}, expected = {0};
	struct error error;
	(void)state;
	for (int flags = 0; flags < 32; flags++) {
		buffer_clear(&gzip);
		buffer_clear(&expected);
		add_member(&gzip, flags & 30, SPAN("Ap\x02\0xy"), SPAN("customer_id\n"));
		add_member(&gzip, 0, SPAN(""), SPAN(""));
		add_member(&gzip, flags & 30, SPAN(""), SPAN("0012\n0013\n"));
		buffer_add_z(&expected, "customer_id\n0012\n0013\n");
		for (size_t step = 1; step < 200; step += 33)
			for (size_t room = 1; room < 100; room += 14) {
				assert_true(inflate_all(
					buffer_span(&gzip), step, room, &content, &error));
				expect_span(
					"content", buffer_span(&content), buffer_span(&expected));
			}
	}
	buffer_free(&gzip);
	buffer_free(&content);
	buffer_free(&expected);
}

static void
refuses_damage_by_name(void **state)
{
	/* of one member with every flag: 10 bytes, XLEN, extra, name, comment, header CRC */
	static const struct {
		int from_end; /* counted from the end instead */
		size_t at;
		const char *said_z;
	} cases[] = {
		{0, 0, "header check"},
		{0, 1, "header check"},
		{0, 2, "unknown compression method"},
		{0, 4, "header crc mismatch"},
		{0, 14, "header crc mismatch"},
		{0, 20, "header crc mismatch"},
		{1, 1, "incorrect length check"},
		{1, 4, "incorrect length check"},
		{1, 5, "incorrect data check"},
		{1, 8, "incorrect data check"},
	};
	struct buffer gzip = {0}, content = {0};
	struct error error;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		buffer_clear(&gzip);
		add_member(&gzip, FHCRC | FEXTRA | FNAME | FCOMMENT, SPAN("Ap\x02\0xy"),
			SPAN("customer_id\n0012\n"));
		gzip.data[cases[i].from_end ? gzip.length - cases[i].at : cases[i].at] ^= 1;
		assert_false(inflate_all(buffer_span(&gzip), 1000, 1000, &content, &error));
		if (!strstr(error.text, cases[i].said_z) ||
			!strstr(error.text, "a.gz: gzip data is damaged in member 1 ("))
			fail_msg("case %zu says: %s", i, error.text);
	}
	gzip.data[3] |= (char)0x20;
	assert_false(inflate_all(buffer_span(&gzip), 1000, 1000, &content, &error));
	assert_non_null(strstr(error.text, "unknown header flags set"));
	buffer_free(&gzip);
	buffer_free(&content);
}

static void
refuses_what_stands_behind(void **state)
{
	static const struct {
		struct span behind;
		const char *said_z;
	} cases[] = {
		{{"\0", 1}, "a.gz: there is something else behind the gzip data; cut it off or "
			    "export again"},
		{{"customer_id\n", 12}, "a.gz: there is something else behind the gzip data; cut "
					"it off or export again"},
		{{"\x1f", 1}, "a.gz: gzip data ends in the middle of member 2; export or copy the "
			      "file again"},
		{{"\x1fx", 2}, "a.gz: gzip data is damaged in member 2 (incorrect header check); "
			       "export or copy the file again"},
	};
	struct buffer gzip = {0}, content = {0};
	struct error error;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		for (size_t step = 1; step < 100; step += 98) {
			buffer_clear(&gzip);
			add_member(&gzip, 0, SPAN(""), SPAN("a\n"));
			buffer_add(&gzip, cases[i].behind);
			assert_false(inflate_all(buffer_span(&gzip), step, 9, &content, &error));
			assert_string_equal(error.text, cases[i].said_z);
			expect_span("content", buffer_span(&content), SPAN("a\n"));
		}
	buffer_free(&gzip);
	buffer_free(&content);
}

static void
notices_every_cut_but_one_between_members(void **state)
{
	struct buffer gzip = {0}, content = {0};
	struct error error;
	(void)state;
	add_member(&gzip, FNAME, SPAN(""), SPAN("customer_id\n"));
	size_t first = gzip.length;
	add_member(&gzip, FEXTRA | FHCRC, SPAN("RX\0\0"), SPAN("0012\n"));
	for (size_t length = 0; length <= gzip.length; length++) {
		bool whole = length == first || length == gzip.length;
		struct span cut = span_of(gzip.data, length);
		assert_int_equal(inflate_all(cut, 7, 5, &content, &error), whole);
		if (!whole)
			assert_non_null(strstr(error.text,
				length < first ? "middle of member 1" : "middle of member 2"));
	}
	buffer_free(&gzip);
	buffer_free(&content);
}

static void
notices_every_cut_of_our_own_files(void **state)
{
	struct buffer gzip = {0}, content = {0};
	struct error error;
	(void)state;
	add_our_member(&gzip, SPAN("customer_id\n"));
	size_t first = gzip.length;
	add_our_member(&gzip, SPAN("0012\n"));
	size_t second = gzip.length;
	add_our_member(&gzip, SPAN(""));
	for (size_t length = 0; length < gzip.length; length++) {
		assert_false(inflate_all(span_of(gzip.data, length), 11, 50, &content, &error));
		if (length == first || length == second)
			assert_non_null(strstr(error.text, "the closing gzip member of roster's "
							   "output is missing"));
	}
	assert_true(inflate_all(buffer_span(&gzip), 11, 50, &content, &error));
	expect_span("content", buffer_span(&content), SPAN("customer_id\n0012\n"));
	buffer_free(&gzip);
	buffer_free(&content);
}

static void
asks_for_the_last_member_of_each_of_our_files(void **state)
{
	struct buffer gzip = {0}, content = {0};
	struct error error;
	(void)state;
	add_our_member(&gzip, SPAN("a\n"));
	add_our_member(&gzip, SPAN(""));
	add_our_member(&gzip, SPAN("b\n"));
	assert_false(inflate_all(buffer_span(&gzip), 100, 100, &content, &error));
	add_our_member(&gzip, SPAN(""));
	assert_true(inflate_all(buffer_span(&gzip), 100, 100, &content, &error));
	add_member(&gzip, 0, SPAN(""), SPAN("theirs\n"));
	assert_true(inflate_all(buffer_span(&gzip), 100, 100, &content, &error));
	buffer_clear(&gzip);
	add_member(&gzip, FEXTRA, SPAN("Ap\x02\0xyRO\x04\0\x26\0\0\0"), SPAN("c\n"));
	assert_int_equal(gzip.length, 0x26);
	assert_false(inflate_all(buffer_span(&gzip), 100, 100, &content, &error));
	assert_non_null(strstr(error.text, "closing gzip member"));
	buffer_clear(&gzip);
	add_member(&gzip, FEXTRA, SPAN("Ap\x04\0RO\0\0"), SPAN("d\n"));
	assert_true(inflate_all(buffer_span(&gzip), 100, 100, &content, &error));
	buffer_free(&gzip);
	buffer_free(&content);
}

/* How much comes of the first `length` bytes, with `room` for so many at a time. */
static size_t
count_made(struct span gzip, size_t length, size_t room)
{
	struct error error = {0};
	struct inflater *inflater = inflater_new("a.gz");
	struct span input = span_of(gzip.data, length);
	char bytes[2000];
	size_t total = 0, made;
	do {
		assert_true(inflater_run(inflater, &input, bytes, room, &made, &error));
		total += made;
	} while (made);
	assert_int_equal(input.length, 0);
	inflater_free(inflater);
	return total;
}

/* One byte of input can stand for many of output: they come before more input is asked for. */
static void
gives_all_that_the_input_so_far_means(void **state)
{
	struct buffer gzip = {0};
	char content[1000];
	(void)state;
	memset(content, 'a', sizeof(content));
	add_member(&gzip, 0, SPAN(""), span_of(content, sizeof(content)));
	for (size_t length = 0; length <= gzip.length; length++)
		assert_int_equal(count_made(buffer_span(&gzip), length, 1),
			count_made(buffer_span(&gzip), length, 2000));
	assert_int_equal(count_made(buffer_span(&gzip), gzip.length, 1), sizeof(content));
	buffer_free(&gzip);
}

static void
writes_its_length_into_each_member(void **state)
{
	static const size_t lengths[] = {0, 1, 2, 100, 65535, 65536, 1 << 20};
	struct buffer member = {0}, again = {0}, content = {0}, read = {0};
	struct error error;
	uint64_t sequence = 3;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		buffer_clear(&content);
		while (content.length < lengths[i])
			buffer_add_byte(&content, "0123456789,\n"[chance(&sequence, 12)]);
		buffer_clear(&member);
		buffer_clear(&again);
		add_our_member(&member, buffer_span(&content));
		add_our_member(&again, buffer_span(&content));
		expect_span("repeated", buffer_span(&again), buffer_span(&member));
		assert_memory_equal(member.data, "\x1f\x8b\x08\4\0\0\0\0\0\xff\x08\0RO\4\0", 16);
		const unsigned char *size = (unsigned char *)member.data + 16;
		assert_int_equal(
			size[0] | size[1] << 8 | size[2] << 16 | size[3] << 24, member.length);
		add_our_member(&member, SPAN(""));
		assert_true(inflate_all(buffer_span(&member), 4096, 4096, &read, &error));
		assert_true(span_equal(buffer_span(&read), buffer_span(&content)));
	}
	buffer_free(&member);
	buffer_free(&again);
	buffer_free(&content);
	buffer_free(&read);
}

/* Whatever bit is wrong: an error, or still the same content. */
static void
never_lets_a_flipped_bit_change_the_content(void **state)
{
	struct buffer gzip = {0}, content = {0};
	struct error error;
	size_t refused = 0;
	(void)state;
	add_our_member(&gzip, SPAN("customer_id,phone\n0012,5551234567\n0013,5551234568\n"));
	add_our_member(&gzip, SPAN(""));
	for (size_t bit = 0; bit < gzip.length * 8; bit++) {
		gzip.data[bit / 8] ^= (char)(1 << bit % 8);
		if (!inflate_all(buffer_span(&gzip), 100, 100, &content, &error))
			refused++;
		else
			expect_span("content", buffer_span(&content),
				SPAN("customer_id,phone\n0012,5551234567\n0013,5551234568\n"));
		gzip.data[bit / 8] ^= (char)(1 << bit % 8);
	}
	assert_true(refused > gzip.length * 8 / 2);
	buffer_free(&gzip);
	buffer_free(&content);
}

/*
 * Content that cannot be packed lies in its member as it is, so that a greater XLEN can make the
 * whole first member, and the header of the second, a part of the first one's extra field.
 */
static void
notices_a_member_that_hides_in_an_extra_field(void **state)
{
	struct buffer gzip = {0}, content = {0}, read = {0};
	struct error error;
	uint64_t sequence = 5;
	(void)state;
	for (size_t i = 0; i < 64; i++)
		buffer_add_byte(&content, (char)chance(&sequence, 256));
	add_our_member(&gzip, buffer_span(&content));
	gzip.data[10] = (char)(gzip.data[10] + (char)gzip.length);
	add_our_member(&gzip, SPAN("0012\n"));
	add_our_member(&gzip, SPAN(""));
	assert_false(inflate_all(buffer_span(&gzip), 100, 100, &read, &error));
	assert_string_equal(error.text,
		"a.gz: gzip data is damaged in member 1 (its length is not the one recorded in "
		"it); export or copy the file again");
	buffer_free(&gzip);
	buffer_free(&content);
	buffer_free(&read);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_kind_of_member),
		cmocka_unit_test(refuses_damage_by_name),
		cmocka_unit_test(refuses_what_stands_behind),
		cmocka_unit_test(notices_every_cut_but_one_between_members),
		cmocka_unit_test(notices_every_cut_of_our_own_files),
		cmocka_unit_test(asks_for_the_last_member_of_each_of_our_files),
		cmocka_unit_test(gives_all_that_the_input_so_far_means),
		cmocka_unit_test(writes_its_length_into_each_member),
		cmocka_unit_test(never_lets_a_flipped_bit_change_the_content),
		cmocka_unit_test(notices_a_member_that_hides_in_an_extra_field),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
