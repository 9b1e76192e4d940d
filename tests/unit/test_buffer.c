/* test_buffer.c - io/buffer.h */
#include "support.h"

static void
grows_to_what_was_added(void **state)
{
	struct buffer buffer = {0};
	(void)state;
	buffer_add(&buffer, span_of(NULL, 0));
	assert_int_equal(buffer_span(&buffer).length, 0);
	buffer_add_z(&buffer, "abc");
	buffer_add_byte(&buffer, '\0');
	buffer_add(&buffer, SPAN("d\0e"));
	buffer_add_format(&buffer, "%s=%03d", "f", 7);
	buffer_add_format(&buffer, "%s", "");
	expect_span("all", buffer_span(&buffer), SPAN("abc\0d\0ef=007"));
	buffer_free(&buffer);
	assert_null(buffer.data);
	assert_int_equal(buffer.capacity, 0);
}

static void
keeps_every_byte_over_many_growths(void **state)
{
	struct buffer buffer = {0};
	uint64_t sequence = 1;
	size_t length = 0;
	(void)state;
	for (unsigned i = 0; i < 2000; i++) {
		char piece[200];
		size_t count = chance(&sequence, sizeof(piece));
		for (size_t j = 0; j < count; j++)
			piece[j] = (char)((length + j) % 251);
		buffer_add(&buffer, span_of(piece, count));
		length += count;
	}
	assert_int_equal(buffer.length, length);
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)buffer.data[i] != i % 251)
			fail_msg("byte %zu is lost", i);
	buffer_free(&buffer);
}

static void
reserves_without_adding(void **state)
{
	struct buffer buffer = {0};
	(void)state;
	buffer_add_z(&buffer, "abc");
	buffer_reserve(&buffer, 100000);
	assert_true(buffer.capacity >= 100003);
	expect_span("content", buffer_span(&buffer), SPAN("abc"));
	const char *before = buffer.data;
	for (int i = 0; i < 100000; i++)
		buffer_add_byte(&buffer, 'x');
	assert_ptr_equal(buffer.data, before);
	buffer_free(&buffer);
}

static void
formats_where_there_is_just_no_room(void **state)
{
	(void)state;
	for (size_t length = 0; length < 200; length++) {
		struct buffer buffer = {0};
		for (size_t i = 0; i < length; i++)
			buffer_add_byte(&buffer, 'x');
		buffer_add_format(&buffer, "%d,%s", 12345, "end");
		assert_int_equal(buffer.length, length + 9);
		assert_memory_equal(buffer.data + length, "12345,end", 9);
		buffer_free(&buffer);
	}
}

static void
clears_and_keeps_the_memory(void **state)
{
	struct buffer buffer = {0};
	(void)state;
	buffer_add_z(&buffer, "something");
	const char *data = buffer.data;
	size_t capacity = buffer.capacity;
	buffer_clear(&buffer);
	assert_int_equal(buffer.length, 0);
	assert_int_equal(buffer.capacity, capacity);
	buffer_add_z(&buffer, "other");
	assert_ptr_equal(buffer.data, data);
	assert_int_equal(buffer.capacity, capacity);
	expect_span("again", buffer_span(&buffer), SPAN("other"));
	buffer_free(&buffer);
}

static void
writes_numbers_as_printf_does(void **state)
{
	static const uint64_t numbers[] = {0, 9, 10, 4294967295u, 4294967296u, UINT64_MAX};
	struct buffer buffer = {0}, expected = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		buffer_add_number(&buffer, numbers[i]);
		buffer_add_format(&expected, "%llu", (unsigned long long)numbers[i]);
	}
	expect_span("numbers", buffer_span(&buffer), buffer_span(&expected));
	buffer_free(&buffer);
	buffer_free(&expected);
}

static void
formats_texts_of_their_own(void **state)
{
	(void)state;
	char *text_z = text_formatted_z("%s-%d", "nightly", 2);
	assert_string_equal(text_z, "nightly-2");
	free(text_z);
	text_z = text_formatted_z("%s", "");
	assert_string_equal(text_z, "");
	free(text_z);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grows_to_what_was_added),
		cmocka_unit_test(keeps_every_byte_over_many_growths),
		cmocka_unit_test(reserves_without_adding),
		cmocka_unit_test(formats_where_there_is_just_no_room),
		cmocka_unit_test(writes_numbers_as_printf_does),
		cmocka_unit_test(formats_texts_of_their_own),
		cmocka_unit_test(clears_and_keeps_the_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
