/* test_page_texts.c - page/page_text.h and page/page_texts.h: JSON that stands in HTML */
#include "page/page_text.h"
#include "page/page_texts.h"
#include "support.h"

static const struct {
	const char *text_z, *json_z;
} texts[] = {
	{"plain", "\"plain\""},
	{"", "\"\""},
	{"</script><!--", "\"\\u003c/script>\\u003c!--\""},
	{"<", "\"\\u003c\""},
	{"a\xe2\x80\xa8"
	 "b\xe2\x80\xa9",
		"\"a\\u2028b\\u2029\""},
	{"\xe2\x80\xa7\xe2\x80\xaa", "\"\xe2\x80\xa7\xe2\x80\xaa\""},
	{"quote \" and \\ and\n", "\"quote \\\" and \\\\ and\\n\""},
};

static void
texts_cannot_end_their_element(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct buffer page = {0};
		page_add_text(&page, span_from_z(texts[i].text_z));
		expect_span(texts[i].text_z, buffer_span(&page), span_from_z(texts[i].json_z));
		buffer_free(&page);
	}
}

static void
documents_and_files_are_as_safe(void **state)
{
	(void)state;
	struct buffer page = {0};
	json_t *document = json_pack("{ss}", "a", "<\xe2\x80\xa8");
	page_add_document(&page, document);
	json_decref(document);
	page_add_document(&page, NULL);
	put_file("script", SPAN("echo \xff<\xc3"));
	struct error error = {0};
	assert_true(page_add_file(&page, "script", &error));
	assert_true(page_add_file(&page, "nothing", &error));
	expect_span("all", buffer_span(&page),
		SPAN("{\"a\":\"\\u003c\\u2028\"}null\"echo ?\\u003c?\"null"));
	buffer_free(&page);
}

static void
lines_are_counted_and_cut(void **state)
{
	(void)state;
	struct buffer page = {0};
	put_file("lines", SPAN("{\"a\":1,\"raw\":\"x\"}\nno json\n\n{\"b\":\"<\"}\n{\"c\":3}\n"));
	struct error error = {0};
	size_t count;
	assert_true(page_add_lines(&page, "lines", 3, &count, &error));
	assert_int_equal(count, 4);
	expect_span("lines", buffer_span(&page), SPAN("[{\"a\":1},null,{\"b\":\"\\u003c\"}]"));
	buffer_clear(&page);
	assert_true(page_add_lines(&page, "nothing", 3, &count, &error));
	assert_int_equal(count, 0);
	expect_span("none", buffer_span(&page), SPAN("[]"));
	buffer_free(&page);
}

/* A folder can be opened, and a path through a file cannot. */
static void
what_cannot_be_read_is_not_none(void **state)
{
	static const struct {
		const char *path_z, *error_z;
	} cases[] = {
		{".", ".: cannot read: Is a directory"},
		{"file/in", "file/in: cannot open: Not a directory"},
	};
	(void)state;
	put_file("file", SPAN("{}\n"));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct buffer page = {0};
		struct error error = {0};
		size_t count;
		assert_false(page_add_lines(&page, cases[i].path_z, 3, &count, &error));
		assert_string_equal(error.text, cases[i].error_z);
		error = (struct error){0};
		assert_false(page_add_file(&page, cases[i].path_z, &error));
		assert_string_equal(error.text, cases[i].error_z);
		buffer_free(&page);
	}
}

static void
shared_texts_have_an_end(void **state)
{
	(void)state;
	struct page_texts shared = {.most = 2};
	struct buffer row = {0};
	for (const char *c = "abacadab"; *c; c++) {
		char json[] = {'"', *c, '"'};
		page_texts_add(&shared, span_of(json, sizeof(json)), &row);
		buffer_add_byte(&row, ' ');
	}
	expect_span("row", buffer_span(&row), SPAN("0 1 0 \"c\" 0 \"d\" 0 1 "));
	expect_span("list", buffer_span(&shared.list), SPAN("\"a\",\"b\""));
	uint32_t number = page_texts_count(&shared, SPAN("\"a\""));
	assert_int_not_equal(number, PAGE_TEXTS_FULL);
	assert_int_equal(page_texts_count(&shared, SPAN("\"e\"")), PAGE_TEXTS_FULL);
	number = page_texts_count_always(&shared, SPAN("null"));
	page_texts_count_again(&shared, number);
	assert_int_equal(page_texts_count(&shared, SPAN("\"e\"")), PAGE_TEXTS_FULL);
	expect_span("list", buffer_span(&shared.list), SPAN("\"a\",\"b\",null"));
	assert_int_equal(shared.counts[0], 1);
	assert_int_equal(shared.counts[2], 2);
	buffer_free(&row);
	page_texts_free(&shared);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_cannot_end_their_element),
		cmocka_unit_test(documents_and_files_are_as_safe),
		cmocka_unit_test(lines_are_counted_and_cut),
		cmocka_unit_test(what_cannot_be_read_is_not_none),
		cmocka_unit_test(shared_texts_have_an_end),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}
