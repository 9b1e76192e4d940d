/* test_update_files.c - review/update_files.h: a file for each exact set of columns, none too large
 */
#include "review/update_files.h"
#include "support.h"

struct fixture {
	struct approval_files files;
	struct update_files updates;
	struct error error;
};

static void
begin(struct fixture *fixture, uint64_t max_size)
{
	*fixture = (struct fixture){0};
	assert_true(approval_files_begin(&fixture->files, ".", &fixture->error));
	fixture->updates.files = &fixture->files;
	fixture->updates.max_size = max_size;
}

static void
end(struct fixture *fixture)
{
	update_files_free(&fixture->updates);
	approval_files_free(&fixture->files);
	assert_int_equal(count_files(), 0);
}

/* Names and texts are pairs, NULL behind the last. */
static const char *
add(struct fixture *fixture, enum update_key key_column, const char *key_z,
	const char *const *pairs)
{
	struct update_value values[8];
	struct update_row row = {
		.key_column = key_column, .key = span_from_z(key_z), .values = values};
	for (; *pairs; pairs += 2)
		values[row.count++] = (struct update_value){
			span_from_z(pairs[0]), span_from_z(pairs[1]), false};
	size_t part;
	if (!update_files_add(&fixture->updates, &row, &part, &fixture->error))
		return NULL;
	return update_part_name_z(&fixture->updates, &fixture->updates.parts[part]);
}

#define ADD(fixture, key_z, ...)                                                                   \
	add(fixture, UPDATE_BY_CUSTOMER_ID, key_z, (const char *const[]){__VA_ARGS__, NULL})

static void
a_set_of_columns_has_one_file_in_whatever_order_they_come(void **state)
{
	struct fixture fixture;
	(void)state;
	begin(&fixture, 1000);
	assert_string_equal(
		ADD(&fixture, "1", "note", "x", "active", "TRUE"), "update-active+note.csv");
	assert_string_equal(
		ADD(&fixture, "2", "active", "a,b", "note", "q\""), "update-active+note.csv");
	assert_string_equal(ADD(&fixture, "3", "active", "TRUE"), "update-active.csv");
	assert_string_equal(add(&fixture, UPDATE_BY_SIGNALVINE_ID, "s",
				    (const char *const[]){"active", "TRUE", NULL}),
		"update-by-signalvine_id-active.csv");
	assert_true(approval_files_sync(&fixture.files, &fixture.error));
	expect_file(".approval/update-active+note.csv",
		SPAN("customer_id,active,note\n1,TRUE,x\n2,\"a,b\",\"q\"\"\"\n"));
	expect_file(".approval/update-active.csv", SPAN("customer_id,active\n3,TRUE\n"));
	expect_file(".approval/update-by-signalvine_id-active.csv",
		SPAN("signalvine_id,active\ns,TRUE\n"));
	end(&fixture);
}

static void
names_that_no_file_can_have_are_told_apart_by_numbers(void **state)
{
	struct fixture fixture;
	(void)state;
	begin(&fixture, 1000);
	assert_string_equal(ADD(&fixture, "1", "a/b", "x"), "update-a_b.csv");
	assert_string_equal(ADD(&fixture, "2", "a b", "x"), "update-a_b-2.csv");
	assert_string_equal(ADD(&fixture, "3", "a/b", "x"), "update-a_b.csv");
	assert_string_equal(ADD(&fixture, "4", "../\xc3\xa9", "x"), "update-_____.csv");
	assert_string_equal(ADD(&fixture, "5", "a", "x", "b", "y"), "update-a+b.csv");
	assert_string_equal(ADD(&fixture, "6", "a+b", "x"), "update-a_b-3.csv");
	end(&fixture);
}

static void
a_full_file_is_followed_by_another(void **state)
{
	struct fixture fixture;
	(void)state;
	begin(&fixture, 20); /* header 14, each row 4 */
	assert_string_equal(ADD(&fixture, "1", "a", "x"), "update-a.csv");
	assert_string_equal(ADD(&fixture, "2", "a", "x"), "update-a-2.csv");
	assert_string_equal(ADD(&fixture, "3", "a", "x"), "update-a-3.csv");
	assert_null(ADD(&fixture, "4444", "a", "x"));
	assert_int_equal(fixture.error.status, STATUS_USAGE);
	assert_int_equal(fixture.updates.parts[0].contacts, 1);
	end(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(a_set_of_columns_has_one_file_in_whatever_order_they_come),
		IN_SCRATCH(names_that_no_file_can_have_are_told_apart_by_numbers),
		IN_SCRATCH(a_full_file_is_followed_by_another),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
