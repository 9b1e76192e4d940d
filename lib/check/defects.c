/* defects.c - see defects.h */
#include "check/defects.h"

struct phrase {
	const char *words_z;
	enum kind kind;
};

/* How a record's defect begins. */
static const struct phrase defects[] = {
	{"the record has ", KIND_RAGGED},
	{"a quote stands in a field", KIND_STRAY_QUOTE},
	{"text stands between the closing quote", KIND_STRAY_QUOTE},
	{"a quote is opened", KIND_UNCLOSED_QUOTE},
	{"a carriage return stands alone", KIND_LONE_RETURN},
	{"a NUL byte", KIND_NUL},
	{"this is not UTF-8", KIND_NOT_UTF_8},
	{"this is not JSON", KIND_NOT_JSON},
	{"this line is not a JSON object", KIND_NOT_OBJECT},
	{"the key ", KIND_REPEATED_MEMBER},
	{"a key has ", KIND_NO_TEXT},
};

/* How an error of reader_open and reader_next begins, behind its place. */
static const struct phrase errors[] = {
	{"the file is empty", KIND_EMPTY_FILE},
	{"is one JSON array", KIND_JSON_ARRAY},
	{"gzip data ", KIND_DAMAGED_GZIP},
	{"there is something else behind the gzip data", KIND_DAMAGED_GZIP},
	{"the program that wrote this failed", KIND_INCOMPLETE_OUTPUT},
	{"the column \"", KIND_REPEATED_COLUMN},
	{"column ", KIND_UNNAMED_COLUMN},
};

static bool
begins(struct span text, const char *words_z)
{
	return span_starts_with(text, span_from_z(words_z));
}

static enum kind
find(const struct phrase *phrases, size_t count, struct span text, enum kind otherwise)
{
	for (size_t i = 0; i < count; i++)
		if (begins(text, phrases[i].words_z))
			return phrases[i].kind;
	return otherwise;
}

enum kind
defect_kind(const char *reason_z)
{
	return find(defects, sizeof(defects) / sizeof(*defects), span_from_z(reason_z),
		KIND_BAD_RECORD);
}

enum kind
error_kind(struct span text)
{
	static const char header_z[] = "in the header: ";
	size_t skipped = begins(text, header_z) ? sizeof(header_z) - 1 : 0;
	struct span rest = span_of(text.data + skipped, text.length - skipped);
	enum kind kind = find(defects, sizeof(defects) / sizeof(*defects), rest, KIND_UNREADABLE);
	return kind == KIND_UNREADABLE
		       ? find(errors, sizeof(errors) / sizeof(*errors), text, KIND_UNREADABLE)
		       : kind;
}

static void
take_number(struct span *text, size_t *number)
{
	size_t i = 1;
	*number = 0;
	if (!text->length || text->data[0] != ':')
		return;
	while (i < text->length && text->data[i] >= '0' && text->data[i] <= '9')
		*number = *number * 10 + (size_t)(text->data[i++] - '0');
	if (i > 1)
		*text = span_of(text->data + i, text->length - i);
}

struct span
error_place(const char *text_z, const char *name_z, size_t *line, size_t *column)
{
	struct span text = span_from_z(text_z);
	*line = *column = 0;
	if (!begins(text, name_z))
		return text;
	size_t length = strlen(name_z);
	text = span_of(text.data + length, text.length - length);
	take_number(&text, line);
	take_number(&text, column);
	return begins(text, ": ") ? span_of(text.data + 2, text.length - 2) : text;
}
