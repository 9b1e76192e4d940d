/* test_deflate_inflate.c - io/deflate.h, and what io/inflate.h makes of it */
#include "gzip_bytes.h"
#include "io/deflate.h"

static void
add_our_member_with(struct buffer *bytes, struct span content, enum deflate_effort effort)
{
	struct deflater *deflater = deflater_new(effort);
	size_t bound = deflater_bound(deflater, content.length);
	buffer_reserve(bytes, bound);
	size_t length = deflater_run(deflater, content, bytes->data + bytes->length, bound);
	assert_true(length <= bound);
	bytes->length += length;
	deflater_free(deflater);
}

/* One member by our own deflater. */
static void
add_our_member(struct buffer *bytes, struct span content)
{
	add_our_member_with(bytes, content, DEFLATE_SMALL);
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

static void
takes_more_room_where_it_takes_less_time(void **state)
{
	struct buffer content = {0}, small = {0}, quick = {0}, read = {0};
	struct error error;
	(void)state;
	for (unsigned i = 0; i < 2000; i++)
		buffer_add_format(
			&content, "%07u,+1303%07u,Students;%u\r\n", i * 387, i * 7919, i % 9);
	add_our_member_with(&small, buffer_span(&content), DEFLATE_SMALL);
	add_our_member_with(&quick, buffer_span(&content), DEFLATE_QUICK);
	assert_true(quick.length > small.length);
	add_our_member(&quick, SPAN(""));
	assert_true(inflate_all(buffer_span(&quick), 4096, 4096, &read, &error));
	assert_true(span_equal(buffer_span(&read), buffer_span(&content)));
	buffer_free(&content);
	buffer_free(&small);
	buffer_free(&quick);
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
		cmocka_unit_test(notices_every_cut_of_our_own_files),
		cmocka_unit_test(asks_for_the_last_member_of_each_of_our_files),
		cmocka_unit_test(gives_all_that_the_input_so_far_means),
		cmocka_unit_test(writes_its_length_into_each_member),
		cmocka_unit_test(takes_more_room_where_it_takes_less_time),
		cmocka_unit_test(never_lets_a_flipped_bit_change_the_content),
		cmocka_unit_test(notices_a_member_that_hides_in_an_extra_field),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
