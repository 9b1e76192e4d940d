/* test_sink.c - io/sink.h */
#include "io/sink.h"
#include "support.h"

#include <signal.h>
#include <zlib.h>

#define MEBIBYTE ((size_t)1 << 20)

static void
add_content(struct buffer *content, size_t length)
{
	uint64_t sequence = length + 1;
	while (content->length < length)
		buffer_add_byte(content, "0123456789,\n"[chance(&sequence, 12)]);
}

static struct sink *
open_sink(const char *path_z, bool gzip, unsigned threads)
{
	struct error error = {0};
	struct sink *sink = sink_open(
		&(struct sink_options){
			.path_z = path_z, .kind = OUTPUT_REPLACE, .gzip = gzip, .threads = threads},
		&error);
	if (!sink)
		fail_msg("%s", error.text);
	return sink;
}

/* Write the content in pieces of about `piece` bytes, and finish. */
static void
write_file(const char *path_z, bool gzip, unsigned threads, struct span content, size_t piece)
{
	struct error error = {0};
	struct sink *sink = open_sink(path_z, gzip, threads);
	uint64_t sequence = piece;
	while (content.length) {
		size_t count = 1 + chance(&sequence, 2 * piece);
		count = count < content.length ? count : content.length;
		assert_true(sink_write(sink, span_of(content.data, count), &error));
		content = span_of(content.data + count, content.length - count);
	}
	if (!sink_finish(sink, &error))
		fail_msg("%s", error.text);
	sink_close(sink);
}

static void
inflate_member(struct span *gzip, struct buffer *content)
{
	z_stream stream = {0};
	assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
	buffer_reserve(content, 2 * MEBIBYTE);
	stream.next_in = (unsigned char *)(uintptr_t)gzip->data;
	stream.avail_in = (uInt)gzip->length;
	stream.next_out = (unsigned char *)content->data;
	stream.avail_out = 2 * MEBIBYTE;
	assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
	content->length = stream.total_out;
	*gzip = span_of(gzip->data + stream.total_in, gzip->length - stream.total_in);
	inflateEnd(&stream);
}

static void
knows_names_of_compressed_files(void **state)
{
	(void)state;
	assert_true(sink_path_is_gzip("cleaned.csv.gz"));
	assert_true(sink_path_is_gzip("a.gz"));
	assert_false(sink_path_is_gzip(".gz"));
	assert_false(sink_path_is_gzip("gz"));
	assert_false(sink_path_is_gzip(""));
	assert_false(sink_path_is_gzip("a.gz.csv"));
	assert_false(sink_path_is_gzip("a.GZ"));
}

static void
writes_plain_bytes_as_they_are(void **state)
{
	static const size_t lengths[] = {
		0, 1, 1000, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 5 * MEBIBYTE + 17};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		struct buffer content = {0};
		add_content(&content, lengths[i]);
		write_file("a", false, 4, buffer_span(&content), 100000);
		expect_file("a", buffer_span(&content));
		buffer_free(&content);
	}
	assert_int_equal(count_files(), 1);
}

static void
writes_a_member_a_mebibyte_and_an_empty_one_last(void **state)
{
	static const size_t lengths[] = {
		0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 2 * MEBIBYTE, 3 * MEBIBYTE + 5};
	struct buffer content = {0}, gzip = {0}, member = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		buffer_clear(&content);
		add_content(&content, lengths[i]);
		write_file("a.gz", true, 2, buffer_span(&content), 50000);
		get_file("a.gz", &gzip);
		struct span rest = buffer_span(&gzip);
		for (size_t at = 0; at <= content.length; at += MEBIBYTE) {
			size_t left = content.length - at;
			size_t length = left < MEBIBYTE ? left : MEBIBYTE;
			if (!length)
				break;
			inflate_member(&rest, &member);
			assert_int_equal(member.length, length);
			assert_memory_equal(member.data, content.data + at, length);
		}
		inflate_member(&rest, &member);
		assert_int_equal(member.length, 0);
		assert_int_equal(rest.length, 0);
	}
	buffer_free(&content);
	buffer_free(&gzip);
	buffer_free(&member);
}

static void
depends_neither_on_threads_nor_on_pieces(void **state)
{
	static const unsigned threads[] = {2, 3, 8, 1000};
	struct buffer content = {0}, expected = {0};
	(void)state;
	add_content(&content, 6 * MEBIBYTE + 12345);
	write_file("a.gz", true, 1, buffer_span(&content), 3 * MEBIBYTE);
	get_file("a.gz", &expected);
	for (size_t i = 0; i < COUNT_OF(threads); i++) {
		write_file("a.gz", true, threads[i], buffer_span(&content), 1000 * i + 50);
		expect_file("a.gz", buffer_span(&expected));
	}
	buffer_free(&content);
	buffer_free(&expected);
}

static void
leaves_the_old_file_without_success(void **state)
{
	struct error error = {0};
	struct buffer content = {0};
	(void)state;
	put_file("a", SPAN("old\n"));
	add_content(&content, 3 * MEBIBYTE);
	for (int gzip = 0; gzip < 2; gzip++) {
		struct sink *sink = open_sink("a", gzip, 2);
		assert_true(sink_write(sink, buffer_span(&content), &error));
		sink_fail(sink, SPAN("\"poison\n"));
		sink_close(sink);
		sink_close(open_sink("a", gzip, 2));
		expect_file("a", SPAN("old\n"));
		assert_int_equal(count_files(), 1);
	}
	sink_close(NULL);
	buffer_free(&content);
}

static void
never_overwrites_with_a_new_file(void **state)
{
	struct error error = {0};
	struct sink_options options = {
		.path_z = "backup", .kind = OUTPUT_NEW, .gzip = true, .threads = 1};
	(void)state;
	put_file("backup", SPAN("old\n"));
	assert_null(sink_open(&options, &error));
	assert_int_equal(error.status, STATUS_USAGE);
	expect_file("backup", SPAN("old\n"));
	options.path_z = "other";
	struct sink *sink = sink_open(&options, &error);
	assert_true(sink_finish(sink, &error));
	assert_int_equal(access("other", F_OK), 0);
	sink_retract(sink);
	sink_close(sink);
	assert_int_equal(count_files(), 1);
}

/* What a reader of standard output sees of `content` and a failure behind it. */
static void
fail_standard_output(bool gzip, struct span content, struct buffer *seen)
{
	int before = dup(STDOUT_FILENO);
	int file = open("seen", O_RDWR | O_CREAT | O_TRUNC, 0600);
	struct error error = {0};
	fflush(stdout);
	dup2(file, STDOUT_FILENO);
	struct sink *sink = open_sink(gzip ? "-" : NULL, gzip, 2);
	bool written = sink_write(sink, content, &error);
	sink_fail(sink, SPAN("\"poison\n"));
	sink_close(sink);
	dup2(before, STDOUT_FILENO);
	close(before);
	close(file);
	assert_true(written);
	get_file("seen", seen);
}

static void
poisons_standard_output_on_a_line_of_its_own(void **state)
{
	static const struct {
		const char *content_z, *seen_z;
	} cases[] = {
		{"", "\"poison\n"},
		{"a\n", "a\n\"poison\n"},
		{"a", "a\n\"poison\n"},
	};
	struct buffer seen = {0}, member = {0};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		fail_standard_output(false, span_from_z(cases[i].content_z), &seen);
		expect_span("plain", buffer_span(&seen), span_from_z(cases[i].seen_z));
		fail_standard_output(true, span_from_z(cases[i].content_z), &seen);
		struct span rest = buffer_span(&seen);
		inflate_member(&rest, &member);
		expect_span("gzip", buffer_span(&member), span_from_z(cases[i].seen_z));
		inflate_member(&rest, &member);
		assert_int_equal(member.length + rest.length, 0);
	}
	buffer_free(&seen);
	buffer_free(&member);
}

static void
poisons_a_named_pipe(void **state)
{
	struct error error = {0};
	struct buffer seen = {0};
	(void)state;
	assert_int_equal(mkfifo("pipe", 0600), 0);
	int reader = open("pipe", O_RDONLY | O_NONBLOCK);
	struct sink *sink = open_sink("pipe", false, 1);
	assert_true(sink_write(sink, SPAN("a,b\n1,"), &error));
	sink_fail(sink, SPAN("\"poison\n"));
	sink_close(sink);
	drain_descriptor(reader, &seen);
	close(reader);
	expect_span("pipe", buffer_span(&seen), SPAN("a,b\n1,\n\"poison\n"));
	buffer_free(&seen);
}

static void
reports_what_could_not_be_written(void **state)
{
	struct buffer content = {0};
	(void)state;
	add_content(&content, 20 * MEBIBYTE);
	for (int gzip = 0; gzip < 2; gzip++) {
		struct error error = {0};
		struct sink *sink = open_sink("/dev/full", gzip, 2);
		assert_true(sink_write(sink, SPAN("a\n"), &error));
		assert_false(sink_finish(sink, &error));
		assert_int_equal(error.status, STATUS_SYSTEM);
		assert_string_equal(error.text, "/dev/full: cannot write: No space left on device");
		sink_close(sink);
		error.text[0] = '\0';
		sink = open_sink("/dev/full", gzip, 2);
		assert_false(sink_write(sink, buffer_span(&content), &error));
		assert_string_equal(error.text, "/dev/full: cannot write: No space left on device");
		sink_fail(sink, SPAN("\"poison\n"));
		sink_close(sink);
	}
	buffer_free(&content);
}

static void
tells_a_closed_pipe(void **state)
{
	int ends[2], before = dup(STDOUT_FILENO);
	struct error error = {0};
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	fflush(stdout);
	dup2(ends[1], STDOUT_FILENO);
	struct sink *sink = open_sink(NULL, true, 2);
	bool well = sink_finish(sink, &error);
	sink_close(sink);
	dup2(before, STDOUT_FILENO);
	close(before);
	close(ends[1]);
	assert_false(well);
	assert_int_equal(error.signal, SIGPIPE);
	assert_string_equal(error.text, "standard output: cannot write: Broken pipe");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_names_of_compressed_files),
		IN_SCRATCH(writes_plain_bytes_as_they_are),
		IN_SCRATCH(writes_a_member_a_mebibyte_and_an_empty_one_last),
		IN_SCRATCH(depends_neither_on_threads_nor_on_pieces),
		IN_SCRATCH(leaves_the_old_file_without_success),
		IN_SCRATCH(never_overwrites_with_a_new_file),
		IN_SCRATCH(poisons_standard_output_on_a_line_of_its_own),
		IN_SCRATCH(poisons_a_named_pipe),
		IN_SCRATCH(reports_what_could_not_be_written),
		IN_SCRATCH(tells_a_closed_pipe),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
