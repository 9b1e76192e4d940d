/* test_page_groups.c - page/page_groups.h: who is in which group, and who leaves and joins it */
#include "page/page_groups.h"
#include "support.h"

static const struct {
	const char *list_z, *to_z; /* NULL: nothing changes */
} contacts[] = {
	{"Seniors;Athletes", "ARCHIVED"},
	{"Seniors", NULL},
	{"Seniors;Athletes", "ARCHIVED"},
	{"Athletes;Seniors", "ARCHIVED"},
	{"Seniors;Athletes", NULL},
	{"Seniors;Seniors", "Seniors"},
	{"", "ARCHIVED"},
	{"", NULL},
	{"ARCHIVED", ""},
	/* what would be the same bytes without the length of the first list */
	{"a", "bc"},
	{"ab", "c"},
	{"ab", "c"},
	{"", "abc"},
	{"abc", NULL},
};

static void
take_all(struct page_groups *groups, struct buffer *json)
{
	for (size_t i = 0; i < COUNT_OF(contacts); i++) {
		struct span list = span_from_z(contacts[i].list_z);
		page_groups_count(groups, list);
		if (contacts[i].to_z)
			page_groups_move(groups, list, span_from_z(contacts[i].to_z));
	}
	buffer_clear(json);
	page_groups_add(json, groups);
}

static void
counts_each_contact_once(void **state)
{
	struct page_groups groups = {0};
	struct buffer json = {0};
	(void)state;
	take_all(&groups, &json);
	expect_span("once", buffer_span(&json),
		SPAN("[\"Athletes\",4,3,0],[\"Seniors\",6,3,0],[\"ARCHIVED\",1,1,4],"
		     "[\"a\",1,1,0],[\"bc\",0,0,1],[\"ab\",2,2,0],[\"c\",0,0,2],"
		     "[\"abc\",1,0,1]"));
	take_all(&groups, &json);
	expect_span("twice", buffer_span(&json),
		SPAN("[\"Athletes\",8,6,0],[\"Seniors\",12,6,0],[\"ARCHIVED\",2,2,8],"
		     "[\"a\",2,2,0],[\"bc\",0,0,2],[\"ab\",4,4,0],[\"c\",0,0,4],"
		     "[\"abc\",2,0,2]"));
	page_groups_free(&groups);
	buffer_free(&json);
}

/* More lists than are kept together. */
static void
counts_lists_without_end(void **state)
{
	struct page_groups groups = {0};
	struct buffer json = {0}, list = {0};
	(void)state;
	for (size_t round = 0; round < 2; round++)
		for (size_t i = 0; i < 30000; i++) {
			buffer_clear(&list);
			buffer_add_format(&list, "of %zu;all", i);
			page_groups_count(&groups, buffer_span(&list));
			page_groups_move(&groups, buffer_span(&list), SPAN("all"));
		}
	page_groups_move(&groups, SPAN("all"), SPAN(""));
	page_groups_add(&json, &groups);
	expect_span("first", span_of(json.data, 33), SPAN("[\"all\",60000,1,0],[\"of 0\",2,2,0],"));
	expect_span(
		"last", span_of(json.data + json.length - 18, 18), SPAN("[\"of 29999\",2,2,0]"));
	page_groups_free(&groups);
	buffer_free(&json);
	buffer_free(&list);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_each_contact_once),
		cmocka_unit_test(counts_lists_without_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
