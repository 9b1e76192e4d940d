/* test_digester.c - run/digester.h: the same digest as run/digest.h, however the bytes come */
#include "run/digester.h"
#include "support.h"

static void
gives_the_same_digest_for_pieces_of_any_size(void **state)
{
	static const size_t sizes[] = {0, 1, 47, 255u << 10, 256u << 10, (256u << 10) + 1, 3000003};
	static char bytes[4000000];
	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i * 7 + i / 1000);
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct error error = {0};
		struct digest whole;
		char expected_z[DIGEST_TEXT_SIZE], text_z[DIGEST_TEXT_SIZE];
		digest_begin(&whole);
		digest_add(&whole, span_of(bytes, sizes[i]));
		digest_end(&whole, expected_z);
		struct digester *digester = digester_new(&error);
		assert_non_null(digester);
		for (size_t at = 0, piece = 1; at < sizes[i]; at += piece, piece = piece * 3 + 1) {
			if (piece > sizes[i] - at)
				piece = sizes[i] - at;
			digester_add(digester, span_of(bytes + at, piece));
		}
		digester_end(digester, text_z);
		assert_string_equal(text_z, expected_z);
	}
}

static void
ends_without_anybody_asking(void **state)
{
	struct error error = {0};
	(void)state;
	struct digester *digester = digester_new(&error);
	digester_add(digester, SPAN("abc"));
	digester_end(digester, NULL);
	digester_end(NULL, NULL);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_the_same_digest_for_pieces_of_any_size),
		cmocka_unit_test(ends_without_anybody_asking),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
