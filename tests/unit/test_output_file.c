/* test_output_file.c - io/output_file.h */
#include "io/output_file.h"
#include "support.h"

#include <signal.h>

static struct output_file *
begin(const char *path_z, enum output_file_kind kind)
{
	struct error error = {0};
	struct output_file *file = output_file_create(path_z, kind, &error);
	if (!file)
		fail_msg("%s", error.text);
	assert_true(output_file_write(file, SPAN("new\n"), &error));
	return file;
}

static void
publish(struct output_file *file)
{
	struct error error = {0};
	if (!output_file_publish(file, &error))
		fail_msg("%s", error.text);
	output_file_free(file);
}

static mode_t
mode_of(const char *path_z)
{
	struct stat status;
	assert_int_equal(stat(path_z, &status), 0);
	return status.st_mode & 07777;
}

static void
appears_only_when_published(void **state)
{
	(void)state;
	for (int kind = OUTPUT_REPLACE; kind <= OUTPUT_NEW; kind++) {
		const char *path_z = kind == OUTPUT_NEW ? "new" : "replaced";
		struct output_file *file = begin(path_z, kind);
		assert_true(output_file_is_regular(file));
		assert_string_equal(output_file_path_z(file), path_z);
		assert_int_equal(access(path_z, F_OK), -1);
		publish(file);
		expect_file(path_z, SPAN("new\n"));
	}
	assert_int_equal(count_files(), 2);
}

static void
leaves_the_old_file_when_not_published(void **state)
{
	(void)state;
	put_file("a", SPAN("old\n"));
	struct output_file *file = begin("a", OUTPUT_REPLACE);
	expect_file("a", SPAN("old\n"));
	output_file_free(file);
	expect_file("a", SPAN("old\n"));
	assert_int_equal(count_files(), 1);
	output_file_free(NULL);
}

static void
replaces_and_keeps_the_mode(void **state)
{
	static const mode_t modes[] = {0600, 0644, 0640, 0751, 0444};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(modes); i++) {
		put_file("a", SPAN("old\n"));
		assert_int_equal(chmod("a", modes[i]), 0);
		publish(begin("a", OUTPUT_REPLACE));
		expect_file("a", SPAN("new\n"));
		assert_int_equal(mode_of("a"), modes[i]);
		assert_int_equal(unlink("a"), 0);
	}
}

static void
gives_new_files_what_the_umask_leaves(void **state)
{
	static const mode_t masks[] = {0, 022, 027, 077};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(masks); i++) {
		mode_t before = umask(masks[i]);
		publish(begin("a", OUTPUT_REPLACE));
		assert_int_equal(umask(before), masks[i]);
		assert_int_equal(mode_of("a"), 0666 & ~masks[i]);
		assert_int_equal(unlink("a"), 0);
	}
}

static void
follows_symbolic_links(void **state)
{
	struct stat status;
	struct error error = {0};
	(void)state;
	assert_int_equal(mkdir("d", 0700), 0);
	put_file("d/target", SPAN("old\n"));
	assert_int_equal(symlink("d/target", "link"), 0);
	publish(begin("link", OUTPUT_REPLACE));
	assert_int_equal(lstat("link", &status), 0);
	assert_true(S_ISLNK(status.st_mode));
	expect_file("d/target", SPAN("new\n"));
	assert_int_equal(unlink("d/target"), 0);
	assert_null(output_file_create("link", OUTPUT_REPLACE, &error));
	assert_string_equal(error.text,
		"link: the symbolic link cannot be followed: No such file or directory");
	assert_int_equal(error.status, STATUS_SYSTEM);
}

static void
never_overwrites_with_a_new_file(void **state)
{
	struct error error = {0};
	(void)state;
	put_file("a", SPAN("old\n"));
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_null(output_file_create("a", OUTPUT_NEW, &error));
	assert_int_equal(error.status, STATUS_USAGE);
	assert_string_equal(
		error.text, "a: exists already and is never overwritten; choose another name");
	assert_null(output_file_create("dangling", OUTPUT_NEW, &error));
	assert_int_equal(error.status, STATUS_USAGE);
	expect_file("a", SPAN("old\n"));

	struct output_file *file = begin("late", OUTPUT_NEW);
	put_file("late", SPAN("somebody else's\n"));
	assert_false(output_file_publish(file, &error));
	assert_int_equal(error.status, STATUS_SYSTEM);
	assert_string_equal(
		error.text, "late: cannot give the finished file its name: File exists");
	output_file_retract(file);
	output_file_free(file);
	expect_file("late", SPAN("somebody else's\n"));
	assert_int_equal(count_files(), 3);
}

static void
retracts_new_files_only(void **state)
{
	struct error error = {0};
	(void)state;
	put_file("result", SPAN("old\n"));
	for (int kind = OUTPUT_REPLACE; kind <= OUTPUT_NEW; kind++) {
		struct output_file *file = begin(kind ? "record" : "result", kind);
		output_file_retract(file);
		assert_true(output_file_publish(file, &error));
		output_file_retract(file);
		output_file_free(file);
	}
	expect_file("result", SPAN("new\n"));
	assert_int_equal(count_files(), 1);
}

static void
removes_all_that_is_unpublished(void **state)
{
	(void)state;
	struct output_file *first = begin("a", OUTPUT_REPLACE);
	struct output_file *second = begin("b", OUTPUT_NEW);
	struct output_file *third = begin("c", OUTPUT_REPLACE);
	publish(second);
	assert_int_equal(count_files(), 3);
	output_file_remove_all();
	assert_int_equal(count_files(), 1);
	expect_file("b", SPAN("new\n"));
	output_file_free(first);
	output_file_free(third);
	output_file_remove_all();
}

static void
says_why_it_cannot_begin(void **state)
{
	struct error error = {0};
	(void)state;
	assert_int_equal(mkdir("d", 0700), 0);
	assert_null(output_file_create("d", OUTPUT_REPLACE, &error));
	assert_int_equal(error.status, STATUS_SYSTEM);
	assert_string_equal(error.text, "d: is a directory; name a file");
	assert_null(output_file_create("no/a", OUTPUT_REPLACE, &error));
	assert_int_equal(error.status, STATUS_SYSTEM);
	assert_string_equal(
		error.text, "no/a: cannot create a file beside it: No such file or directory");
}

static void
takes_the_longest_names(void **state)
{
	char name_z[256];
	(void)state;
	memset(name_z, 'n', 255);
	name_z[255] = '\0';
	publish(begin(name_z, OUTPUT_REPLACE));
	expect_file(name_z, SPAN("new\n"));
}

static void
writes_to_devices_and_pipes_as_they_are(void **state)
{
	struct error error = {0};
	char bytes[9];
	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	int reader = open("pipe", O_RDONLY | O_NONBLOCK);
	struct output_file *file = begin("pipe", OUTPUT_REPLACE);
	assert_false(output_file_is_regular(file));
	assert_int_equal(read(reader, bytes, sizeof(bytes)), 4);
	assert_true(output_file_publish(file, &error));
	output_file_retract(file);
	output_file_free(file);
	assert_int_equal(access("pipe", F_OK), 0);
	close(reader);

	file = output_file_create("/dev/full", OUTPUT_REPLACE, &error);
	assert_false(output_write(output_file_descriptor(file), "/dev/full", SPAN("x"), &error));
	assert_int_equal(error.status, STATUS_SYSTEM);
	assert_int_equal(error.signal, 0);
	assert_string_equal(error.text, "/dev/full: cannot write: No space left on device");
	output_file_free(file);
}

static void
tells_a_closed_pipe_from_other_errors(void **state)
{
	int ends[2];
	struct error error = {0};
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	assert_true(output_write(ends[1], "p", SPAN(""), &error));
	assert_false(output_write(ends[1], "p", SPAN("x"), &error));
	assert_int_equal(error.signal, SIGPIPE);
	assert_string_equal(error.text, "p: cannot write: Broken pipe");
	close(ends[1]);
	assert_false(output_write(ends[1], "p", SPAN("x"), &error));
	assert_int_equal(error.signal, 0);
}

/* More than goes to the disk at a time. */
static void
appends_what_comes_piece_by_piece(void **state)
{
	static char bytes[3000000];
	struct error error = {0};
	struct buffer expected = {0};
	(void)state;
	struct output_file *file = output_file_create("large", OUTPUT_REPLACE, &error);
	for (int piece = 0; piece < 6; piece++) {
		memset(bytes, 'a' + piece, sizeof(bytes));
		assert_true(output_file_write(file, span_of(bytes, sizeof(bytes)), &error));
		buffer_add(&expected, span_of(bytes, sizeof(bytes)));
	}
	publish(file);
	expect_file("large", buffer_span(&expected));
	buffer_free(&expected);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(appears_only_when_published),
		IN_SCRATCH(leaves_the_old_file_when_not_published),
		IN_SCRATCH(replaces_and_keeps_the_mode),
		IN_SCRATCH(gives_new_files_what_the_umask_leaves),
		IN_SCRATCH(follows_symbolic_links),
		IN_SCRATCH(never_overwrites_with_a_new_file),
		IN_SCRATCH(retracts_new_files_only),
		IN_SCRATCH(removes_all_that_is_unpublished),
		IN_SCRATCH(says_why_it_cannot_begin),
		IN_SCRATCH(takes_the_longest_names),
		IN_SCRATCH(writes_to_devices_and_pipes_as_they_are),
		IN_SCRATCH(appends_what_comes_piece_by_piece),
		IN_SCRATCH(tells_a_closed_pipe_from_other_errors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
