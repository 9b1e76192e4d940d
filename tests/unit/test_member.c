/* test_member.c - io/member.h over what io/deflate.h writes, whole and damaged */
#include "cli/memory.h"
#include "io/deflate.h"
#include "io/member.h"
#include "support.h"

static struct span
make_member(struct span content, char **bytes)
{
	struct deflater *deflater = deflater_new(DEFLATE_SMALL);
	size_t capacity = deflater_bound(deflater, content.length);
	assert_true(capacity <= MEMBER_MOST);
	*bytes = memory_zeroed(capacity, 1);
	struct span member = span_of(*bytes, deflater_run(deflater, content, *bytes, capacity));
	deflater_free(deflater);
	return member;
}

static void
gives_the_content_back(void **state)
{
	static const size_t lengths[] = {0, 1, 1000, MEMBER_CONTENT_MOST};
	struct member_inflater *inflater = member_inflater_new();
	char *content = memory_zeroed(MEMBER_CONTENT_MOST, 1);
	uint32_t noise = 1;
	(void)state;
	for (size_t i = 0; i < MEMBER_CONTENT_MOST; i++) {
		noise = noise * 1664525 + 1013904223;
		content[i] = (char)(noise >> 24); /* cannot be compressed */
	}
	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		char *bytes;
		struct span found, member = make_member(span_of(content, lengths[i]), &bytes);
		assert_int_equal(member_length(member), member.length);
		assert_true(member_inflate(inflater, member, &found));
		expect_span("content", found, span_of(content, lengths[i]));
		free(bytes);
	}
	free(content);
	member_inflater_free(inflater);
}

/* Any byte but those of the header's time and flags, which mean nothing. */
static void
refuses_a_damaged_one(void **state)
{
	struct member_inflater *inflater = member_inflater_new();
	char *bytes;
	struct span found, member = make_member(SPAN("a,b\n1,2\n"), &bytes);
	(void)state;
	for (size_t i = 0; i < member.length; i++) {
		if (i >= 4 && i < 10)
			continue;
		bytes[i] ^= 4;
		size_t length = member_length(member);
		bool well = length && length <= member.length &&
			    member_inflate(inflater, span_of(bytes, length), &found);
		if (well)
			fail_msg("byte %zu", i);
		bytes[i] ^= 4;
	}
	assert_int_equal(member_length(span_of(bytes, MEMBER_HEADER_SIZE - 1)), 0);
	bytes[18] = '\x7f'; /* longer than any of ours */
	assert_int_equal(member_length(member), 0);
	free(bytes);
	member_inflater_free(inflater);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_the_content_back),
		cmocka_unit_test(refuses_a_damaged_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
