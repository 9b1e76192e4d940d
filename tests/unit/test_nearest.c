/* test_nearest.c - cli/nearest.h */
#include "cli/nearest.h"
#include "support.h"

static const char *const columns_z[] = {"customer_id", "signalvine_id", "phone", "phone_valid",
	"active", "group_list", "last_contacted"};

static struct span
nearest_column(const char *word_z)
{
	struct span words[COUNT_OF(columns_z)];
	for (size_t i = 0; i < COUNT_OF(columns_z); i++)
		words[i] = span_from_z(columns_z[i]);
	return nearest_of(span_from_z(word_z), words, COUNT_OF(words));
}

static void
finds_the_word_that_was_meant(void **state)
{
	static const struct {
		const char *word_z, *nearest_z;
	} cases[] = {
		{"phone", "phone"},
		{"phon", "phone"},
		{"phones", "phone"},
		{"hpone", "phone"},
		{"PHONE_VALUED", "phone_valid"},
		{"last_contact", "last_contacted"},
		{"Activ", "active"},
		{"costumer_id", "customer_id"},
		{"fone", "phone"},
		{"id", ""},
		{"salary", ""},
		{"", ""},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_span(cases[i].word_z, nearest_column(cases[i].word_z),
			span_from_z(cases[i].nearest_z));
}

static void
counts_insertions_deletions_and_changes_alike(void **state)
{
	/* from the word: one change, one insertion, one deletion, two of any */
	const struct span words[] = {SPAN("abXdYf"), SPAN("abcdeff"), SPAN("abcde")};
	(void)state;
	expect_span("insertion", nearest_of(SPAN("abcdef"), words, 2), words[1]);
	const struct span others[] = {SPAN("abXdYf"), SPAN("abcde")};
	expect_span("deletion", nearest_of(SPAN("abcdef"), others, 2), others[1]);
	const struct span changed[] = {SPAN("abcd"), SPAN("abcdeX")};
	expect_span("change", nearest_of(SPAN("abcdef"), changed, 2), changed[1]);
	expect_span("the first of equals", nearest_of(SPAN("abcdef"), words + 1, 2), words[1]);
}

static void
chooses_nothing_from_nothing(void **state)
{
	(void)state;
	assert_int_equal(nearest_of(SPAN("phone"), NULL, 0).length, 0);
}

static void
takes_words_of_any_length(void **state)
{
	char long_z[301];
	memset(long_z, 'x', 300);
	long_z[300] = '\0';
	const struct span words[] = {SPAN("phone"), span_from_z(long_z)};
	(void)state;
	expect_span("long", nearest_of(span_of(long_z, 200), words, 2), words[1]);
	expect_span("short", nearest_of(SPAN("fone"), words, 2), words[0]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_word_that_was_meant),
		cmocka_unit_test(counts_insertions_deletions_and_changes_alike),
		cmocka_unit_test(chooses_nothing_from_nothing),
		cmocka_unit_test(takes_words_of_any_length),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
