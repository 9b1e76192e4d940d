/* Text of other encodings as UTF-8 */
#include "io/charset.h"
#include "io/source.h"
#include "support.h"

/* Convert `text`, given in pieces of `step` bytes, into `made`; false with error filled. */
static bool
convert_in_steps(
	const char *name_z, struct span text, size_t step, struct buffer *made, struct error *error)
{
	struct charset *charset = charset_new(name_z, error);
	struct buffer pending = {0};
	bool well = charset != NULL;
	buffer_clear(made);
	for (size_t at = 0; well; at += step) {
		size_t length = at < text.length ? text.length - at : 0;
		buffer_add(&pending, span_of(text.data + at, length < step ? length : step));
		bool final = at + step >= text.length;
		char output[64];
		size_t count = 1;
		while (well && count) {
			struct span input = buffer_span(&pending);
			well = charset_run(charset, "in", &input, final, output, sizeof(output),
				&count, error);
			buffer_add(made, span_of(output, count));
			if (input.length)
				memmove(pending.data, input.data, input.length);
			pending.length = input.length;
		}
		if (final)
			break;
	}
	charset_free(charset);
	buffer_free(&pending);
	return well;
}

static void
text_is_converted_wherever_it_is_cut(void **state)
{
	static const struct {
		const char *name_z;
		struct span text, expected;
	} cases[] = {
		{"windows-1252", SPAN_INIT("\x80 \xe9\n"), SPAN_INIT("€ é\n")},
		{"utf-16", SPAN_INIT("\xff\xfe\xe9\0\n\0\x3d\xd8\0\xde"), SPAN_INIT("é\n😀")},
		{"utf-16", SPAN_INIT("\xfe\xff\0\xe9\0\n\xd8\x3d\xde\0"), SPAN_INIT("é\n😀")},
		{"utf-16le", SPAN_INIT("\xff\xfe\xe9\0"), SPAN_INIT("\xef\xbb\xbf\xc3\xa9")},
		{"utf-16be", SPAN_INIT("\0\xe9"), SPAN_INIT("é")},
		/* é as e and a mark of its own, which may be one with what comes next */
		{"windows-1258", SPAN_INIT("e\xec"), SPAN_INIT("é")},
		{"windows-1258", SPAN_INIT("ae"), SPAN_INIT("ae")},
		{"iso-2022-jp", SPAN_INIT("\x1b$B$\"\x1b(Ba"), SPAN_INIT("あa")},
		{"windows-1252", SPAN_INIT(""), SPAN_INIT("")},
	};
	struct buffer made = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		for (size_t step = 1; step <= cases[i].text.length + 1; step++) {
			struct error error = {0};
			if (!convert_in_steps(cases[i].name_z, cases[i].text, step, &made, &error))
				fail_msg("%s: %s", cases[i].name_z, error.text);
			expect_span(cases[i].name_z, buffer_span(&made), cases[i].expected);
		}
	buffer_free(&made);
}

static void
what_is_no_character_has_a_place(void **state)
{
	static const struct {
		const char *name_z;
		struct span text;
		const char *error_z;
	} cases[] = {
		{"windows-1252", SPAN_INIT("ab\n\xe9\x81"),
			"in:2:3: the byte 0x81 is no character of windows-1252 here; correct it, "
			"or say the right --from-charset"},
		{"utf-16le", SPAN_INIT("a\0\n\0\0\xdc"),
			"in:2:1: the byte 0x00 is no character of utf-16le here; correct it, or say "
			"the right --from-charset"},
		{"utf-16le", SPAN_INIT("a\0b"),
			"in:1:2: the file ends inside of a character of utf-16le; it is cut off, so "
			"fetch it again"},
		{"UTF16", SPAN_INIT("a\0b\0"),
			"in: begins with no byte order mark, so that UTF16 may be meant in two "
			"ways; say UTF16le, which is common, or UTF16be"},
	};
	struct buffer made = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		for (size_t step = 1; step <= cases[i].text.length; step++) {
			struct error error = {0};
			assert_false(convert_in_steps(
				cases[i].name_z, cases[i].text, step, &made, &error));
			assert_int_equal(error.status, STATUS_BAD_DATA);
			assert_string_equal(error.text, cases[i].error_z);
		}
	buffer_free(&made);
}

static void
names_that_lose_something_are_refused(void **state)
{
	static const char *const names_z[] = {"", "nix", "utf-16//IGNORE", "ascii//TRANSLIT"};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(names_z); i++) {
		struct error error = {0};
		assert_false(charset_is_known(names_z[i], &error));
		assert_int_equal(error.status, STATUS_USAGE);
	}
	struct error error = {0};
	assert_true(charset_is_known("Windows-1252", &error));
}

/* More than one block of the source, and more than one step of the conversion. */
static void
a_source_converts_all_of_a_long_file(void **state)
{
	enum { COUNT = 1000000 };
	struct buffer text = {0}, made = {0};
	struct error error = {0};
	(void)state;
	for (size_t i = 0; i < COUNT; i++)
		buffer_add_byte(&text, i % 7 ? 'a' : '\xe9');
	put_file("in", buffer_span(&text));
	struct source *source = source_open("in", &error);
	assert_non_null(source);
	assert_true(source_convert(source, "windows-1252", &error));
	ssize_t count = 1;
	while (count > 0) {
		buffer_reserve(&made, 1000);
		count = source_read(source, made.data + made.length, 1000, &error);
		assert_true(count >= 0);
		made.length += (size_t)count;
	}
	source_close(source);
	assert_int_equal(made.length, COUNT + (COUNT + 6) / 7);
	size_t at = 0;
	for (size_t i = 0; i < COUNT; i++) {
		struct span expected = i % 7 ? SPAN("a") : SPAN("é");
		assert_memory_equal(made.data + at, expected.data, expected.length);
		at += expected.length;
	}
	buffer_free(&text);
	buffer_free(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_converted_wherever_it_is_cut),
		cmocka_unit_test(what_is_no_character_has_a_place),
		cmocka_unit_test(names_that_lose_something_are_refused),
		IN_SCRATCH(a_source_converts_all_of_a_long_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
