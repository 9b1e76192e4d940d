/* test_source.c - io/source.h */
#include "io/deflate.h"
#include "io/source.h"
#include "support.h"

#include <pthread.h>
#include <time.h>

static struct source *
open_source(const char *path_z)
{
	struct error error = {0};
	struct source *source = source_open(path_z, &error);
	if (!source)
		fail_msg("%s", error.text);
	return source;
}

/* Read to the end, `capacity` bytes at a time: the last result, 0 or -1. */
static ssize_t
read_all(struct source *source, size_t capacity, struct buffer *content, struct error *error)
{
	ssize_t count;
	buffer_clear(content);
	*error = (struct error){0};
	do {
		buffer_reserve(content, capacity);
		count = source_read(source, content->data + content->length, capacity, error);
		assert_true(count <= (ssize_t)capacity);
		content->length += count > 0 ? (size_t)count : 0;
	} while (count > 0);
	return count;
}

static void
add_lines(struct buffer *content, size_t length)
{
	while (content->length < length)
		buffer_add_format(content, "%zu,a line of the export\n", content->length);
}

static void
add_gzip(struct buffer *gzip, struct span content)
{
	struct deflater *deflater = deflater_new(DEFLATE_SMALL);
	const struct span members[] = {content, SPAN("")};
	for (size_t i = 0; i < COUNT_OF(members); i++) {
		size_t bound = deflater_bound(deflater, members[i].length);
		buffer_reserve(gzip, bound);
		gzip->length += deflater_run(
			deflater, members[i], gzip->data + gzip->length, bound);
	}
	deflater_free(deflater);
}

static void
reads_files_plain_and_compressed(void **state)
{
	static const size_t lengths[] = {0, 1, 2, 100, 131072, 262144, 262145, 3000000};
	struct buffer content = {0}, gzip = {0}, seen = {0};
	struct error error;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		buffer_clear(&content);
		add_lines(&content, lengths[i]);
		content.length = lengths[i];
		buffer_clear(&gzip);
		add_gzip(&gzip, buffer_span(&content));
		put_file("plain", buffer_span(&content));
		put_file("gzip", buffer_span(&gzip));
		for (int compressed = 0; compressed < 2; compressed++)
			for (size_t capacity = 4093; capacity < 2000000; capacity *= 23) {
				struct source *source = open_source(compressed ? "gzip" : "plain");
				assert_int_equal(read_all(source, capacity, &seen, &error), 0);
				assert_true(span_equal(buffer_span(&seen), buffer_span(&content)));
				assert_int_equal(source_was_gzip(source), compressed);
				assert_int_equal(source_read(source, seen.data, 1, &error), 0);
				source_close(source);
			}
	}
	buffer_free(&content);
	buffer_free(&gzip);
	buffer_free(&seen);
}

static void
takes_for_gzip_what_begins_like_it(void **state)
{
	static const struct {
		struct span content;
		bool gzip;
	} cases[] = {
		{{"", 0}, false},
		{{"a", 1}, false},
		{{"\x8b\x1f", 2}, false},
		{{"\x1f,", 2}, false},
		{{"\x1f", 1}, true},
		{{"\x1f\x8b", 2}, true},
	};
	struct buffer seen = {0};
	struct error error;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		put_file("a", cases[i].content);
		struct source *source = open_source("a");
		assert_int_equal(read_all(source, 100, &seen, &error), cases[i].gzip ? -1 : 0);
		assert_int_equal(source_was_gzip(source), cases[i].gzip);
		assert_int_equal(error.status, cases[i].gzip ? STATUS_BAD_DATA : STATUS_OK);
		if (!cases[i].gzip)
			expect_span("plain", buffer_span(&seen), cases[i].content);
		source_close(source);
	}
	buffer_free(&seen);
}

/* What stands before the damage is read, then the error comes, and comes again. */
static void
reports_damage_behind_good_bytes(void **state)
{
	struct buffer content = {0}, gzip = {0}, seen = {0};
	struct error error;
	(void)state;
	add_lines(&content, 1000000);
	add_gzip(&gzip, buffer_span(&content));
	for (int damage = 0; damage < 2; damage++) {
		if (damage)
			buffer_add_z(&gzip, "customer_id\n");
		put_file("a", span_of(gzip.data, gzip.length - (damage ? 0 : 1)));
		struct source *source = open_source("a");
		assert_int_equal(read_all(source, 5000, &seen, &error), -1);
		assert_int_equal(error.status, STATUS_BAD_DATA);
		assert_non_null(
			strstr(error.text, damage ? "a: there is something else behind"
						  : "a: gzip data ends in the middle of member 2"));
		assert_true(span_equal(buffer_span(&seen), buffer_span(&content)));
		assert_int_equal(source_read(source, seen.data, 1, &error), -1);
		source_close(source);
	}
	buffer_free(&content);
	buffer_free(&gzip);
	buffer_free(&seen);
}

struct drip {
	int descriptor;
	struct span bytes;
};

static void
pause_shortly(void)
{
	nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
}

/* A slow writer: one byte a time, and long nothing behind the first. */
static void *
write_drops(void *context)
{
	struct drip *drip = context;
	for (size_t i = 0; i < drip->bytes.length; i++) {
		if (write(drip->descriptor, drip->bytes.data + i, 1) != 1)
			break;
		if (i == 0)
			pause_shortly();
	}
	close(drip->descriptor);
	return NULL;
}

static void
expect_through_pipe(struct span bytes, bool gzip, struct span content)
{
	int ends[2], before = dup(STDIN_FILENO);
	struct buffer seen = {0};
	struct error error;
	pthread_t writer;
	assert_int_equal(pipe(ends), 0);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	struct drip drip = {ends[1], bytes};
	assert_int_equal(pthread_create(&writer, NULL, write_drops, &drip), 0);
	struct source *source = open_source("-");
	assert_string_equal(source_name_z(source), "standard input");
	assert_int_equal(read_all(source, 1000, &seen, &error), 0);
	expect_span("seen", buffer_span(&seen), content);
	assert_int_equal(source_was_gzip(source), gzip);
	source_close(source);
	pthread_join(writer, NULL);
	assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0);
	dup2(before, STDIN_FILENO);
	close(before);
	buffer_free(&seen);
}

static void
reads_standard_input_from_a_slow_pipe(void **state)
{
	struct buffer content = {0}, gzip = {0};
	(void)state;
	add_lines(&content, 3000);
	add_gzip(&gzip, buffer_span(&content));
	expect_through_pipe(buffer_span(&content), false, buffer_span(&content));
	expect_through_pipe(buffer_span(&gzip), true, buffer_span(&content));
	expect_through_pipe(SPAN("\x1f,a\n"), false, SPAN("\x1f,a\n"));
	buffer_free(&content);
	buffer_free(&gzip);
}

static void
reads_a_descriptor_and_closes_it(void **state)
{
	struct buffer seen = {0};
	struct error error = {0};
	(void)state;
	put_file("a", SPAN("x\n"));
	int descriptor = open("a", O_RDONLY);
	struct source *source = source_from_descriptor(descriptor, "the pipeline", &error);
	assert_string_equal(source_name_z(source), "the pipeline");
	assert_int_equal(read_all(source, 10, &seen, &error), 0);
	expect_span("seen", buffer_span(&seen), SPAN("x\n"));
	source_close(source);
	assert_int_equal(fcntl(descriptor, F_GETFD), -1);
	buffer_free(&seen);
}

static void
says_why_it_cannot_open(void **state)
{
	struct error error = {0};
	(void)state;
	assert_null(source_open("missing.csv", &error));
	assert_int_equal(error.status, STATUS_SYSTEM);
	assert_string_equal(error.text, "missing.csv: cannot open: No such file or directory");
	assert_null(source_open(".", &error));
	assert_int_equal(error.status, STATUS_SYSTEM);
	assert_string_equal(error.text, ".: is a directory; name the export file in it");
}

static void
closes_wherever_the_thread_is(void **state)
{
	struct buffer content = {0};
	struct error error;
	char bytes[100];
	(void)state;
	add_lines(&content, 5000000);
	put_file("large", buffer_span(&content));
	source_close(open_source("large"));
	struct source *source = open_source("large");
	assert_int_equal(source_read(source, bytes, sizeof(bytes), &error), sizeof(bytes));
	pause_shortly();
	source_close(source);
	assert_int_equal(mkfifo("silent", 0600), 0);
	int writer = open("silent", O_RDWR);
	source_close(open_source("silent"));
	close(writer);
	source_close(NULL);
	buffer_free(&content);
}

static void
knows_its_file_by_any_name(void **state)
{
	(void)state;
	put_file("a", SPAN("x"));
	put_file("b", SPAN("x"));
	assert_int_equal(link("a", "also a"), 0);
	struct source *source = open_source("a");
	assert_string_equal(source_name_z(source), "a");
	int same = open("also a", O_RDONLY), other = open("b", O_RDONLY);
	assert_true(source_is_file(source, same));
	assert_false(source_is_file(source, other));
	assert_false(source_is_file(source, -1));
	close(same);
	close(other);
	source_close(source);
	source = open_source("/dev/null");
	int device = open("/dev/null", O_WRONLY);
	assert_false(source_is_file(source, device));
	close(device);
	source_close(source);
}

/* Lent and copied in turns of chance: what is lent holds until more is asked for. */
static void
lends_what_it_read(void **state)
{
	struct buffer content = {0};
	struct error error = {0};
	uint64_t sequence = 7;
	size_t given = 0;
	char copied[5000];
	(void)state;
	add_lines(&content, 3000000);
	put_file("plain", buffer_span(&content));
	struct source *source = open_source("plain");
	struct span held = SPAN("");
	assert_true(source_lends(source));
	for (ssize_t count = 1; count;) {
		assert_memory_equal(held.data, content.data + given - held.length, held.length);
		if (chance(&sequence, 4)) {
			size_t most = held.length < SOURCE_FRONT ? held.length : SOURCE_FRONT;
			size_t kept = chance(&sequence, 3) ? chance(&sequence, most + 1) : most;
			char *bytes = NULL;
			struct span before = span_of(held.data + held.length - kept, kept);
			count = source_lend(source, before, &bytes, &error);
			given += (size_t)count;
			if (count) {
				held = span_of(bytes, kept + (size_t)count);
				memset(bytes + held.length, '~', SOURCE_BEHIND);
			}
		} else {
			count = source_read(
				source, copied, 1 + chance(&sequence, sizeof(copied)), &error);
			given += (size_t)count;
			held = span_of(copied, (size_t)count);
		}
	}
	assert_int_equal(given, content.length);
	source_close(source);
	buffer_free(&content);
}

static void
keep(void *context, struct span bytes)
{
	buffer_add(context, bytes);
}

static void
shows_the_bytes_of_the_file_and_what_is_in_it(void **state)
{
	static const size_t lengths[] = {0, 1, 100, 262145, 3000000};
	struct buffer content = {0}, gzip = {0}, seen = {0}, raw = {0}, inflated = {0};
	const struct source_taps taps = {{keep, &raw}, {keep, &inflated}};
	struct error error;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		buffer_clear(&gzip);
		add_lines(&content, lengths[i]);
		add_gzip(&gzip, buffer_span(&content));
		const struct span files[] = {buffer_span(&content), buffer_span(&gzip)};
		for (size_t j = 0; j < COUNT_OF(files); j++) {
			put_file("file", files[j]);
			buffer_clear(&raw);
			buffer_clear(&inflated);
			struct source *source = source_open_tapped("file", &taps, &error);
			assert_non_null(source);
			assert_int_equal(read_all(source, 65536, &seen, &error), 0);
			expect_span("content", buffer_span(&seen), buffer_span(&content));
			expect_span("raw", buffer_span(&raw), files[j]);
			expect_span("inflated", buffer_span(&inflated), buffer_span(&content));
			source_close(source);
		}
	}
	buffer_free(&content);
	buffer_free(&gzip);
	buffer_free(&seen);
	buffer_free(&raw);
	buffer_free(&inflated);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(reads_files_plain_and_compressed),
		IN_SCRATCH(lends_what_it_read),
		IN_SCRATCH(takes_for_gzip_what_begins_like_it),
		IN_SCRATCH(reports_damage_behind_good_bytes),
		IN_SCRATCH(reads_standard_input_from_a_slow_pipe),
		IN_SCRATCH(reads_a_descriptor_and_closes_it),
		IN_SCRATCH(says_why_it_cannot_open),
		IN_SCRATCH(closes_wherever_the_thread_is),
		IN_SCRATCH(knows_its_file_by_any_name),
		IN_SCRATCH(shows_the_bytes_of_the_file_and_what_is_in_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
