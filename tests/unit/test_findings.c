/* test_findings.c - check/findings.h, check/group_names.h and check/native.h */
#include "check/findings.h"
#include "check/group_names.h"
#include "check/native.h"
#include "support.h"

static void
add(struct findings *findings, size_t file, uint64_t line, size_t column, const char *found_z)
{
	struct finding finding = {{file, line, column}, SPAN(""), span_from_z(found_z)};
	findings_add(findings, KIND_RAGGED, &finding);
}

static void
expect_order(const struct place_list *list, const char *expected_z)
{
	struct buffer order = {0};
	for (size_t i = 0; i < list->kept; i++)
		buffer_add(&order, list->list[i].found);
	expect_span("order", buffer_span(&order), span_from_z(expected_z));
	buffer_free(&order);
}

static void
keeps_the_first_places_in_order(void **state)
{
	struct findings findings = {.most = 3};
	const struct place_list *list = &findings.kinds[KIND_RAGGED];
	(void)state;
	add(&findings, 0, 9, 1, "d");
	add(&findings, 0, 5, 7, "c");
	assert_true(findings_want(&findings, list, &(struct place){3, 1, 1}));
	add(&findings, 1, 1, 1, "e");
	expect_order(list, "cde");
	assert_false(findings_want(&findings, list, &(struct place){1, 1, 1}));
	assert_true(findings_want(&findings, list, &(struct place){0, 9, 2}));
	add(&findings, 0, 5, 6, "b");
	add(&findings, 2, 1, 1, "f");
	add(&findings, 0, 0, 0, "a");
	expect_order(list, "abc");
	assert_int_equal(list->count, 6);
	assert_int_equal(findings_count(&findings, LEVEL_ERROR), 6);
	assert_int_equal(findings_count(&findings, LEVEL_SUSPICION), 0);
	findings_free(&findings);
}

static void
keeps_no_place_when_none_is_wanted(void **state)
{
	struct findings findings = {.most = 0};
	(void)state;
	add(&findings, 0, 9, 1, "a");
	assert_int_equal(findings.kinds[KIND_RAGGED].count, 1);
	assert_int_equal(findings.kinds[KIND_RAGGED].kept, 0);
	findings_free(&findings);
}

static void
merges_lists(void **state)
{
	struct findings findings = {.most = 2};
	struct place_list other = {0};
	struct finding late = {{0, 8, 1}, SPAN("k"), SPAN("c")};
	struct finding early = {{0, 2, 1}, SPAN("k"), SPAN("a")};
	(void)state;
	add(&findings, 0, 5, 1, "b");
	findings_add_to(&findings, &other, &late);
	findings_add_to(&findings, &other, &early);
	findings_merge(&findings, KIND_RAGGED, &other);
	expect_order(&findings.kinds[KIND_RAGGED], "ab");
	assert_int_equal(findings.kinds[KIND_RAGGED].count, 3);
	place_list_free(&other);
	findings_free(&findings);
}

static void
places_an_offset_in_its_line(void **state)
{
	struct record record = {.raw = SPAN("ab\ncd\n\nef"), .line = 10};
	static const size_t expected[][2] = {
		{10, 1}, {10, 2}, {10, 3}, {11, 1}, {11, 2}, {11, 3}, {12, 1}, {13, 1}, {13, 2}};
	(void)state;
	for (size_t offset = 0; offset < COUNT_OF(expected); offset++) {
		struct place place = place_in_record(&record, 4, offset);
		assert_int_equal(place.file, 4);
		assert_int_equal(place.line, expected[offset][0]);
		assert_int_equal(place.column, expected[offset][1]);
	}
}

static void
every_kind_has_its_texts(void **state)
{
	bool suspicion = false;
	(void)state;
	for (size_t i = 0; i < KIND_COUNT; i++) {
		assert_non_null(kind_texts[i].name_z);
		assert_true(name_is_near(
			span_from_z(kind_texts[i].name_z), span_from_z(kind_texts[i].name_z)));
		assert_true(strlen(kind_texts[i].what_z) > 10);
		assert_true(strlen(kind_texts[i].remedy_z) > 10);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(kind_texts[i].name_z, kind_texts[j].name_z);
		/* errors come first in a report */
		assert_false(suspicion && kind_texts[i].level == LEVEL_ERROR);
		suspicion = kind_texts[i].level == LEVEL_SUSPICION;
	}
}

static void
add_group(struct group_names *groups, const char *name_z, uint64_t line)
{
	struct finding *first;
	if (group_names_add(groups, span_from_z(name_z), &first))
		first->place = (struct place){0, line, 1};
}

static void
finds_groups_that_are_perhaps_one(void **state)
{
	struct findings findings = {.most = 5};
	struct group_names groups = {0};
	static const char *const names_z[] = {"archived", "ARCHIVED", "Band", "ARCHIVED",
		"Archived", "Financial Aid", "financialaid ", "Bands"};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(names_z); i++)
		add_group(&groups, names_z[i], i + 2);
	group_names_report(&groups, &findings);
	const struct place_list *list = &findings.kinds[KIND_GROUP_SPELLINGS];
	assert_int_equal(list->count, 3);
	expect_span("first", list->list[0].found, SPAN("\"archived\" (1) beside \"ARCHIVED\" (2)"));
	assert_int_equal(list->list[0].place.line, 2);
	expect_span(
		"second", list->list[1].found, SPAN("\"Archived\" (1) beside \"ARCHIVED\" (2)"));
	expect_span("third", list->list[2].found,
		SPAN("\"financialaid \" (1) beside \"Financial Aid\" (1)"));
	group_names_free(&groups);
	findings_free(&findings);
}

static void
knows_slips_of_names(void **state)
{
	static const struct {
		const char *name_z, *native_z;
		bool near;
	} cases[] = {
		{"actvie", "active", true},
		{"activ", "active", true},
		{"Actives", "active", true},
		{"acvtei", "active", false},
		{"native", "active", false},
		{"phones", "phone", true},
		{"phone_no", "phone", false},
		{"costumer_id", "customer_id", true},
		{"customers_ids", "customer_id", true},
		{"customers_idss", "customer_id", false},
		{"last_contact", "last_contacted", true},
		{"a_name_that_is_longer_than_any_that_a_platform_has", "active", false},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		if (name_is_near(span_from_z(cases[i].name_z), span_from_z(cases[i].native_z)) !=
			cases[i].near)
			fail_msg("%s, %s", cases[i].name_z, cases[i].native_z);
}

static void
knows_snake_case(void **state)
{
	(void)state;
	assert_true(name_is_snake_case(SPAN("graduation_year")));
	assert_true(name_is_snake_case(SPAN("a1")));
	assert_false(name_is_snake_case(SPAN("Year")));
	assert_false(name_is_snake_case(SPAN("1st_choice")));
	assert_false(name_is_snake_case(SPAN("_id")));
	assert_false(name_is_snake_case(SPAN("first choice")));
	assert_false(name_is_snake_case(SPAN("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_first_places_in_order),
		cmocka_unit_test(keeps_no_place_when_none_is_wanted),
		cmocka_unit_test(merges_lists),
		cmocka_unit_test(places_an_offset_in_its_line),
		cmocka_unit_test(every_kind_has_its_texts),
		cmocka_unit_test(finds_groups_that_are_perhaps_one),
		cmocka_unit_test(knows_slips_of_names),
		cmocka_unit_test(knows_snake_case),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
