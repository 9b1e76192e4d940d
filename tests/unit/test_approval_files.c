/* test_approval_files.c - run/approval_files.h and approval_uploads.h */
#include "run/approval_files.h"
#include "run/approval_uploads.h"
#include "support.h"

static void
put(struct approval_files *files, const char *name_z, const char *text_z)
{
	struct error error = {0};
	assert_true(approval_files_add(
		files, approval_files_new(files, name_z), span_from_z(text_z), &error));
}

static void
files_appear_together_with_their_digests(void **state)
{
	struct approval_files files;
	struct error error = {0};
	(void)state;
	assert_true(approval_files_begin(&files, ".", &error));
	put(&files, "approval.json", "{}");
	put(&files, "update-a.csv", "abc");
	put(&files, "update-b.csv", "");
	assert_true(approval_files_has(&files, "update-a.csv"));
	assert_false(approval_files_has(&files, "update-c.csv"));
	assert_int_equal(count_files(), 1);
	assert_true(approval_files_sync(&files, &error));
	assert_string_equal(files.list[1].digest_z,
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_true(approval_files_publish(&files, 0, &error));
	approval_files_free(&files);
	assert_int_equal(count_files(), 3);
	expect_file("update-a.csv", SPAN("abc"));
	expect_file("update-b.csv", SPAN(""));
}

static void
what_an_attempt_left_that_died_goes_but_not_what_others_wrote(void **state)
{
	static const char *const theirs[] = {"decisions.json", "manifest.json", "update-x.txt",
		"removal-request.csv", "update.csv"};
	static const char *const ours[] = {"UPLOAD.txt", "manual.csv", "update-active.csv"};
	struct approval_files files;
	struct error error = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(theirs); i++)
		put_file(theirs[i], SPAN("x"));
	for (size_t i = 0; i < COUNT_OF(ours); i++)
		put_file(ours[i], SPAN("x"));
	assert_int_equal(mkdir(".approval", 0700), 0);
	put_file(".approval/update-old.csv", SPAN("x"));
	assert_true(approval_files_begin(&files, ".", &error));
	assert_int_equal(count_files(), COUNT_OF(theirs) + 1);
	assert_int_not_equal(access(".approval/update-old.csv", F_OK), 0);
	put(&files, "update-new.csv", "x");
	approval_files_free(&files);
	assert_int_equal(count_files(), COUNT_OF(theirs));
}

static void
an_upload_is_noted_once_and_half_a_line_is_none(void **state)
{
	struct approval_part part = {.name_z = "update-a.csv", .sha256_z = "12"};
	struct approval_part other = {.name_z = "update-b.csv", .sha256_z = "34"};
	struct approval_uploads uploads = {0};
	struct error error = {0};
	(void)state;
	assert_true(approval_uploads_read(&uploads, ".", &error));
	assert_int_equal(uploads.count, 0);
	assert_true(approval_uploads_add(".", &part, "me", &error));
	assert_false(approval_uploads_add(".", &part, NULL, &error));
	assert_int_equal(error.status, STATUS_REFUSED);
	struct buffer bytes = {0};
	get_file(APPROVAL_UPLOADED, &bytes);
	buffer_add_z(&bytes, "{\"part\":\"update-b.csv\",\"at\":\"20");
	put_file(APPROVAL_UPLOADED, buffer_span(&bytes));
	buffer_free(&bytes);
	assert_true(approval_uploads_read(&uploads, ".", &error));
	assert_int_equal(uploads.count, 1);
	assert_non_null(approval_uploads_at_z(&uploads, "update-a.csv"));
	assert_null(approval_uploads_at_z(&uploads, "update-b.csv"));
	approval_uploads_free(&uploads);
	assert_true(approval_uploads_add(".", &other, NULL, &error));
	assert_true(approval_uploads_read(&uploads, ".", &error));
	assert_int_equal(uploads.count, 2);
	approval_uploads_free(&uploads);
	put_file(APPROVAL_UPLOADED, SPAN("{\"part\":\"update-a.csv\"}\n"));
	assert_false(approval_uploads_read(&uploads, ".", &error));
	assert_int_equal(error.status, STATUS_SYSTEM);
	approval_uploads_free(&uploads);
}

static void
a_text_of_a_person_is_one_line(void **state)
{
	static const char *const good[] = {"R. Ortiz", "\xc3\x89mile", " x "};
	static const char *const bad[] = {"", "  ", "a\nb", "\x1b[31m", "\xff", "a\x7f"};
	struct error error = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++)
		assert_true(approval_check_text("by", good[i], &error));
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(approval_check_text("by", bad[i], &error));
	assert_int_equal(error.status, STATUS_USAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(files_appear_together_with_their_digests),
		IN_SCRATCH(what_an_attempt_left_that_died_goes_but_not_what_others_wrote),
		IN_SCRATCH(an_upload_is_noted_once_and_half_a_line_is_none),
		cmocka_unit_test(a_text_of_a_person_is_one_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
