/* csv_text.c - see csv_text.h */
#include "format/csv_text.h"

#include "cli/memory.h"

#include <csv.h>
#include <stdlib.h>

struct csv_unquoter {
	struct csv_parser parser;
	unsigned char delimiter;
	struct span *texts;
	struct arena *arena;
	size_t expected;
	size_t count;
};

/* libcsv drops unquoted blanks around a field unless nothing is a blank */
static int
never(unsigned char c)
{
	(void)c;
	return 0;
}

/* or else a row that could not be held would look like one that is wrong */
static void *
resize(void *old, size_t size)
{
	return memory_resized(old, size, 1);
}

static bool
start_parser(struct csv_unquoter *unquoter)
{
	if (csv_init(&unquoter->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		return false;
	csv_set_realloc_func(&unquoter->parser, resize);
	csv_set_delim(&unquoter->parser, unquoter->delimiter);
	csv_set_space_func(&unquoter->parser, never);
	/* rows come without their line end, and a lone CR was refused before */
	csv_set_term_func(&unquoter->parser, never);
	return true;
}

struct csv_unquoter *
csv_unquoter_new(unsigned char delimiter)
{
	struct csv_unquoter *unquoter = memory_zeroed(1, sizeof(*unquoter));
	unquoter->delimiter = delimiter;
	if (!start_parser(unquoter)) {
		free(unquoter);
		return NULL;
	}
	return unquoter;
}

static void
take_field(void *text, size_t length, void *context)
{
	struct csv_unquoter *unquoter = context;
	if (unquoter->count < unquoter->expected)
		unquoter->texts[unquoter->count] = arena_copy(
			unquoter->arena, span_of(text, length));
	unquoter->count++;
}

bool
csv_unquote_row(struct csv_unquoter *unquoter, struct span content, size_t count,
	struct span *texts, struct arena *arena)
{
	unquoter->texts = texts;
	unquoter->arena = arena;
	unquoter->expected = count;
	unquoter->count = 0;
	size_t parsed = csv_parse(
		&unquoter->parser, content.data, content.length, take_field, NULL, unquoter);
	if (parsed == content.length &&
		csv_fini(&unquoter->parser, take_field, NULL, unquoter) == 0)
		return unquoter->count == count;
	/* after an error the parser stays broken */
	csv_free(&unquoter->parser);
	start_parser(unquoter);
	return false;
}

void
csv_unquoter_free(struct csv_unquoter *unquoter)
{
	if (!unquoter)
		return;
	csv_free(&unquoter->parser);
	free(unquoter);
}

static bool
must_quote(struct span text, unsigned char delimiter)
{
	for (size_t i = 0; i < text.length; i++) {
		char c = text.data[i];
		if (c == (char)delimiter || c == '"' || c == '\n' || c == '\r')
			return true;
	}
	return false;
}

void
csv_add_field(
	struct buffer *buffer, struct span text, unsigned char delimiter, bool quoted, bool alone)
{
	if (!quoted && !(alone && !text.length) && !must_quote(text, delimiter)) {
		buffer_add(buffer, text);
		return;
	}
	buffer_add_byte(buffer, '"');
	while (text.length) {
		const char *quote = memchr(text.data, '"', text.length);
		size_t length = quote ? (size_t)(quote - text.data) + 1 : text.length;
		buffer_add(buffer, span_of(text.data, length));
		if (quote)
			buffer_add_byte(buffer, '"');
		text = span_of(text.data + length, text.length - length);
	}
	buffer_add_byte(buffer, '"');
}

static void
add_row(struct buffer *buffer, const struct span *texts, size_t count, unsigned char delimiter,
	bool first_quoted)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_byte(buffer, (char)delimiter);
		csv_add_field(buffer, texts[i], delimiter, !i && first_quoted, count == 1);
	}
	buffer_add_byte(buffer, '\n');
}

void
csv_add_row(struct buffer *buffer, const struct span *texts, size_t count, unsigned char delimiter)
{
	add_row(buffer, texts, count, delimiter, false);
}

void
csv_add_header(
	struct buffer *buffer, const struct span *names, size_t count, unsigned char delimiter)
{
	char first = names[0].length ? names[0].data[0] : '\0';
	add_row(buffer, names, count, delimiter, first && strchr("{ \t\xef", first));
}
