/* journal.c - journal/journal_read.h: which lines are lines of a journal, by what jansson sees */
#include "journal/journal_read.h"
#include "names.h"

#include <jansson.h>
#include <unistd.h>

/* Those of a line that is read: the first two it must have, and one of the next two. */
static const char *const names_z[] = {
	"key", "field", "from", "to", "key_field", "filter", "part", "at", "run"};

#define MEMBER_COUNT (sizeof(names_z) / sizeof(*names_z))

/* The value of a member, or else of one whose name differs in case and the like. */
static const json_t *
find_member(const json_t *line, const char *name_z)
{
	const json_t *found = json_object_get(line, name_z);
	for (void *at = json_object_iter((json_t *)(uintptr_t)line); at && !found;
		at = json_object_iter_next((json_t *)(uintptr_t)line, at))
		if (matches_column(span_from_z(json_object_iter_key(at)), name_z))
			found = json_object_iter_value(at);
	return found;
}

/* A text member: NULL where the line has none; *well is false where it is something else. */
static const char *
text_member_z(const json_t *line, const char *name_z, size_t *length, bool *well)
{
	const json_t *value = find_member(line, name_z);
	*length = 0;
	if (!value)
		return NULL;
	*well = *well && json_is_string(value);
	*length = json_string_length(value);
	return json_string_value(value);
}

static bool
is_blank(const char *text, size_t length)
{
	for (size_t i = 0; text && i < length; i++)
		if (text[i] != ' ' && text[i] != '\t')
			return false;
	return true;
}

static void
expect_text(struct span read, const char *text, size_t length)
{
	FUZZ_EXPECT((read.data != NULL) == (text != NULL));
	if (text)
		FUZZ_EXPECT(span_equal(read, span_of(text, length)));
}

/* A line that was read has the texts that jansson finds, and those that it must have. */
static void
expect_line(const struct journal_line *line, struct span raw)
{
	json_t *object = json_loadb(raw.data, raw.length, JSON_REJECT_DUPLICATES, NULL);
	const struct span read[MEMBER_COUNT] = {line->key, line->field, line->from, line->to,
		line->key_field, line->filter, line->part, line->at, line->run};
	bool well = true;
	/* it has something else in it that jansson cannot hold */
	if (!object)
		return;
	for (size_t i = 0; i < MEMBER_COUNT; i++) {
		size_t length;
		const char *text = text_member_z(object, names_z[i], &length, &well);
		expect_text(read[i], text, length);
		FUZZ_EXPECT(i > 1 || !is_blank(text, length));
	}
	FUZZ_EXPECT(well && (line->from.data || line->to.data));
	json_decref(object);
}

/* Whether jansson sees all that makes a line of a journal. */
static bool
is_line(struct span raw)
{
	json_t *object = json_loadb(
		raw.length ? raw.data : "", raw.length, JSON_REJECT_DUPLICATES, NULL);
	bool well = json_is_object(object) && !memchr(raw.data, '\0', raw.length);
	size_t length;
	bool some = false;
	for (size_t i = 0; i < MEMBER_COUNT; i++) {
		const char *text = text_member_z(object, names_z[i], &length, &well);
		some = some || ((i == 2 || i == 3) && text);
		well = well && (i > 1 || !is_blank(text, length));
	}
	text_member_z(object, "format", &length, &well);
	json_decref(object);
	return well && some;
}

static bool
is_white(struct span line)
{
	for (size_t i = 0; i < line.length; i++)
		if (!strchr(" \t\r", line.data[i]) || !line.data[i])
			return false;
	return true;
}

/* The next line that is not white space. */
static bool
next_line(struct span *rest, struct span *line)
{
	while (rest->length) {
		*line = fuzz_until(*rest, '\n', rest);
		if (!is_white(*line))
			return true;
	}
	return false;
}

/* The other end of a pipe that has the bytes in it. */
static int
piped(struct span bytes)
{
	int ends[2];
	FUZZ_EXPECT(bytes.length <= 65536 && pipe(ends) == 0);
	FUZZ_EXPECT(write(ends[1], bytes.data, bytes.length) == (ssize_t)bytes.length);
	close(ends[1]);
	return ends[0];
}

/* Lines of the journal, until one is none; it is known by jansson, too, where it can be. */
static void
expect_lines(struct journal_reader *journal, struct span rest)
{
	struct error error = {0};
	struct journal_line line;
	struct span raw;
	bool more = true;
	while (journal_reader_next(journal, &line, &more, &error) && more) {
		FUZZ_EXPECT(next_line(&rest, &raw));
		expect_line(&line, raw);
	}
	if (error.status == STATUS_OK) {
		FUZZ_EXPECT(!next_line(&rest, &raw));
		return;
	}
	FUZZ_EXPECT(error.status == STATUS_BAD_DATA && strstr(error.text, "/dev/fd/"));
	FUZZ_EXPECT(next_line(&rest, &raw));
	/* two keys that match one member are refused, and jansson knows of no such rule */
	FUZZ_EXPECT(!is_line(raw) || strstr(error.text, "could be the column"));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = fuzz_span(data, size < 60000 ? size : 60000);
	bool marked = span_starts_with(bytes, span_of("\xef\xbb\xbf", 3));
	bool gzip = size && data[0] == 0x1f;
	char path_z[32];
	struct error error = {0};
	if (gzip)
		return 0;
	int descriptor = piped(bytes);
	snprintf(path_z, sizeof(path_z), "/dev/fd/%d", descriptor);
	struct journal_reader *journal = journal_reader_open(path_z, &error);
	close(descriptor);
	if (journal)
		expect_lines(journal, marked ? span_of(bytes.data + 3, bytes.length - 3) : bytes);
	else
		FUZZ_EXPECT(error.status == STATUS_BAD_DATA);
	journal_reader_close(journal);
	return 0;
}
