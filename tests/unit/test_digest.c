/* test_digest.c - run/digest.h: the examples of FIPS 180-4, and files */
#include "run/digest.h"
#include "support.h"

static const struct {
	struct span bytes;
	const char *digest_z;
} examples[] = {
	{SPAN_INIT(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{SPAN_INIT("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{SPAN_INIT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
};

static void
gives_the_digests_of_the_standard(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(examples); i++) {
		struct digest digest;
		char text_z[DIGEST_TEXT_SIZE];
		digest_begin(&digest);
		for (size_t j = 0; j < examples[i].bytes.length; j++)
			digest_add(&digest, span_of(examples[i].bytes.data + j, 1));
		assert_int_equal(digest.size, examples[i].bytes.length);
		digest_end(&digest, text_z);
		assert_string_equal(text_z, examples[i].digest_z);
	}
}

static void
digests_files(void **state)
{
	struct error error = {0};
	char text_z[DIGEST_TEXT_SIZE];
	uint64_t size = 0;
	(void)state;
	put_file("from", examples[1].bytes);
	assert_true(digest_file("from", text_z, &size, &error));
	assert_string_equal(text_z, examples[1].digest_z);
	assert_int_equal(size, 3);
	assert_false(digest_file("missing", text_z, &size, &error));
	assert_string_equal(error.text, "missing: cannot open: No such file or directory");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_the_digests_of_the_standard),
		IN_SCRATCH(digests_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
