/* pair_exports.h - contacts of chance, and exports that spell them in any of the ways met */
#ifndef ROSTER_UNIT_PAIR_EXPORTS_H
#define ROSTER_UNIT_PAIR_EXPORTS_H

#include "format/format.h"
#include "support.h"

#include <zlib.h>

enum { PAIR_CONTACTS = 24 };

enum pair_column {
	C_ID,
	C_SID,
	C_NAME,
	C_PHONE,
	C_ACTIVE,
	C_VALID,
	C_GROUPS,
	C_NOTE,
	C_SCORE, /* what the filters choose by; nobody changes it */
	PAIR_COLUMNS,
};

static const struct {
	const char *name_z, *loose_z;
	const char *values_z[8]; /* NULL behind the last */
} pair_columns[PAIR_COLUMNS] = {
	{"customer_id", "Customer ID", {NULL}},
	{"signalvine_id", "SignalVine-Id", {NULL}},
	{"first_name", "First Name", {"Ada", "O\"Neil", "b, c", "", "=1+1", "\xc3\x89va", " x"}},
	{"phone", "Phone", {"+13035550100", "+13035550101", "", "303.555.0102"}},
	{"active", "ACTIVE", {"TRUE", "FALSE", "TRUE", ""}},
	{"phone_valid", "Phone-Valid", {"TRUE", "FALSE", ""}},
	{"group_list", "Group List",
		{"Seniors", "Juniors", "Seniors;Band", "Band;Seniors", "ARCHIVED", "",
			"A, B;Band"}},
	{"note", "note", {"", "two\nlines", "<b>", "q\"", "x;y", "50%"}},
	{"score", "score", {"0", "1", "2", "3", "4", "5", "6", ""}},
};

/* Cells as text: TRUE and FALSE in capitals, groups joined by `;`. */
struct pair_contact {
	const char *cells_z[PAIR_COLUMNS];
	char id_z[8], sid_z[8];
	bool repeated; /* its id stands twice */
};

/* How an export spells what it says. */
struct pair_dialect {
	enum format format;
	char delimiter;
	bool bom, crlf, loose, open_end, blank_lines, shuffled, regrouped;
	unsigned quotes;  /* 0: where they must be; 1: some; 2: all */
	unsigned members; /* of gzip; 0: none */
	size_t rotated;   /* the first column */
};

/* An export as it was written: where the bytes of each record begin. */
struct pair_export {
	struct pair_dialect dialect;
	struct buffer bytes;
	size_t order[PAIR_CONTACTS];
	size_t starts[PAIR_CONTACTS + 1]; /* by place in the order */
	size_t count;
};

static inline bool
pair_is_truth(size_t column)
{
	return column == C_ACTIVE || column == C_VALID;
}

static inline const char *
pair_value_z(uint64_t *luck, size_t column)
{
	size_t count = 0;
	while (count < 8 && pair_columns[column].values_z[count])
		count++;
	return pair_columns[column].values_z[chance(luck, count)];
}

/* Contacts with ids, or `odd` ones among them: without an id, with another one's, with neither. */
static inline void
pair_invent(uint64_t *luck, struct pair_contact *contacts, size_t count, bool odd)
{
	for (size_t i = 0; i < count; i++) {
		struct pair_contact *contact = &contacts[i];
		*contact = (struct pair_contact){0};
		snprintf(contact->id_z, sizeof(contact->id_z), "%04zu", i * 7);
		snprintf(contact->sid_z, sizeof(contact->sid_z), "s%zu", i);
		for (size_t column = C_NAME; column < PAIR_COLUMNS; column++)
			contact->cells_z[column] = pair_value_z(luck, column);
		contact->cells_z[C_ID] = contact->id_z;
		contact->cells_z[C_SID] = contact->sid_z;
		size_t oddity = odd ? chance(luck, 8) : 8;
		if (oddity < 2)
			contact->cells_z[C_ID] = oddity ? "" : "  ";
		if (oddity == 1 && chance(luck, 2))
			contact->cells_z[C_SID] = "";
		if (oddity == 2 && i && contacts[i - 1].cells_z[C_ID] == contacts[i - 1].id_z) {
			memcpy(contact->id_z, contacts[i - 1].id_z, sizeof(contact->id_z));
			contact->repeated = contacts[i - 1].repeated = true;
		}
	}
}

static inline struct pair_dialect
pair_dialect_of(uint64_t *luck, char delimiter)
{
	return (struct pair_dialect){
		.format = chance(luck, 3) ? FORMAT_CSV : FORMAT_NDJSON,
		.delimiter = delimiter,
		.bom = chance(luck, 4) == 0,
		.crlf = chance(luck, 3) == 0,
		.loose = chance(luck, 4) == 0,
		.open_end = chance(luck, 4) == 0,
		.blank_lines = chance(luck, 4) == 0,
		.quotes = (unsigned)chance(luck, 3),
		.members = chance(luck, 3) ? 0 : 1 + (unsigned)chance(luck, 2),
		.rotated = chance(luck, PAIR_COLUMNS),
	};
}

/* Groups from the last to the first. */
static inline void
pair_add_reversed(struct buffer *text, const char *groups_z)
{
	const char *end = groups_z + strlen(groups_z);
	while (end > groups_z) {
		const char *at = end;
		while (at > groups_z && at[-1] != ';')
			at--;
		buffer_add(text, span_of(at, (size_t)(end - at)));
		if (at > groups_z)
			buffer_add_byte(text, ';');
		end = at > groups_z ? at - 1 : at;
	}
}

/* A cell in one of the spellings that mean the same. */
static inline void
pair_add_spelled(uint64_t *luck, const struct pair_dialect *dialect, size_t column,
	const char *cell_z, struct buffer *text)
{
	size_t spelling = chance(luck, 3);
	if (column == C_GROUPS && dialect->regrouped)
		pair_add_reversed(text, cell_z);
	else if (pair_is_truth(column) && *cell_z && spelling)
		buffer_add_format(text, spelling == 1 && *cell_z == 'T' ? "true"
					: spelling == 1                 ? "false"
					: *cell_z == 'T'                ? "True"
									: "False");
	else
		buffer_add_z(text, cell_z);
}

static inline void
pair_add_csv_cell(
	uint64_t *luck, const struct pair_dialect *dialect, struct span text, struct buffer *line)
{
	bool quoted = dialect->quotes == 2 || (dialect->quotes && chance(luck, 4) == 0);
	for (size_t i = 0; i < text.length; i++)
		quoted = quoted || text.data[i] == dialect->delimiter ||
			 memchr("\"\r\n", text.data[i], 3) != NULL;
	buffer_add_z(line, quoted ? "\"" : "");
	for (size_t i = 0; i < text.length; i++)
		buffer_add_format(line, text.data[i] == '"' ? "\"\"" : "%c", text.data[i]);
	buffer_add_z(line, quoted ? "\"" : "");
}

static inline void
pair_add_string(uint64_t *luck, struct span text, struct buffer *line)
{
	buffer_add_byte(line, '"');
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.data[i];
		if (c < ' ' || c == '"' || c == '\\' || (c < 127 && chance(luck, 40) == 0))
			buffer_add_format(line, "\\u%04x", c);
		else
			buffer_add_byte(line, (char)c);
	}
	buffer_add_byte(line, '"');
}

static inline void
pair_add_array(uint64_t *luck, struct span text, struct buffer *line)
{
	buffer_add_byte(line, '[');
	while (text.length) {
		const char *end = memchr(text.data, ';', text.length);
		size_t length = end ? (size_t)(end - text.data) : text.length;
		pair_add_string(luck, span_of(text.data, length), line);
		buffer_add_z(line, end ? "," : "");
		text = span_of(
			text.data + length + (end != NULL), text.length - length - (end != NULL));
	}
	buffer_add_byte(line, ']');
}

static inline void
pair_add_json_value(uint64_t *luck, size_t column, struct span text, struct buffer *line)
{
	bool plain = chance(luck, 2) == 0;
	if (!text.length && plain && column != C_GROUPS)
		buffer_add_z(line, "null");
	else if (column == C_GROUPS && plain)
		pair_add_array(luck, text, line);
	else if (column == C_SCORE && plain)
		buffer_add(line, text);
	else if (pair_is_truth(column) && plain && text.length)
		buffer_add_z(line, (text.data[0] | 0x20) == 't' ? "true" : "false");
	else
		pair_add_string(luck, text, line);
}

static inline const char *
pair_column_z(const struct pair_dialect *dialect, size_t column)
{
	return dialect->loose ? pair_columns[column].loose_z : pair_columns[column].name_z;
}

/* The bytes of one record without its end; a header where `contact` is NULL. */
static inline void
pair_add_record(uint64_t *luck, const struct pair_dialect *dialect,
	const struct pair_contact *contact, struct buffer *line)
{
	struct buffer text = {0};
	bool json = dialect->format == FORMAT_NDJSON;
	buffer_add_z(line, json ? "{" : "");
	for (size_t i = 0; i < PAIR_COLUMNS; i++) {
		size_t column = (i + dialect->rotated) % PAIR_COLUMNS;
		const char *name_z = pair_column_z(dialect, column);
		buffer_clear(&text);
		if (contact)
			pair_add_spelled(luck, dialect, column, contact->cells_z[column], &text);
		else
			buffer_add_z(&text, name_z);
		if (i)
			buffer_add_byte(line, json ? ',' : dialect->delimiter);
		if (json) {
			buffer_add_format(line, "\"%s\":%s", name_z, chance(luck, 9) ? "" : " ");
			pair_add_json_value(luck, column, buffer_span(&text), line);
		} else {
			pair_add_csv_cell(luck, dialect, buffer_span(&text), line);
		}
	}
	buffer_add_z(line, json ? "}" : "");
	buffer_free(&text);
}

static inline void
pair_add_end(uint64_t *luck, const struct pair_dialect *dialect, bool last, struct buffer *bytes)
{
	const char *end_z = dialect->crlf ? "\r\n" : "\n";
	if (last && dialect->open_end)
		return;
	buffer_add_z(bytes, end_z);
	if (dialect->blank_lines && chance(luck, 3) == 0)
		buffer_add_z(bytes, end_z);
}

static inline void
pair_compress(struct span bytes, unsigned members, FILE *file)
{
	size_t half = members == 2 ? bytes.length / 2 : 0;
	fflush(file);
	for (unsigned i = 0; i < members; i++) {
		struct span part = span_of(i ? bytes.data + half : bytes.data,
			i || members == 1 ? bytes.length - (i ? half : 0) : half);
		gzFile gz = gzdopen(dup(fileno(file)), "wb1");
		assert_int_equal(gzwrite(gz, part.data, (unsigned)part.length), part.length);
		assert_int_equal(gzclose(gz), Z_OK);
	}
}

/* Write the contacts of `order` to `path_z`; free export->bytes with buffer_free. */
static inline void
pair_write(uint64_t *luck, const struct pair_contact *contacts, struct pair_export *export,
	const char *path_z)
{
	const struct pair_dialect *dialect = &export->dialect;
	struct buffer *bytes = &export->bytes;
	buffer_clear(bytes);
	buffer_add_z(bytes, dialect->bom ? "\xef\xbb\xbf" : "");
	if (dialect->format == FORMAT_CSV) {
		pair_add_record(luck, dialect, NULL, bytes);
		buffer_add_z(bytes, dialect->crlf ? "\r\n" : "\n");
	}
	for (size_t i = 0; i < export->count; i++) {
		export->starts[i] = bytes->length;
		pair_add_record(luck, dialect, &contacts[export->order[i]], bytes);
		pair_add_end(luck, dialect, i + 1 == export->count, bytes);
	}
	export->starts[export->count] = bytes->length;
	if (dialect->format == FORMAT_NDJSON && !export->count)
		buffer_add_byte(bytes, '\n');
	FILE *file = fopen(path_z, "wb");
	assert_non_null(file);
	if (dialect->members)
		pair_compress(buffer_span(bytes), dialect->members, file);
	else
		assert_int_equal(fwrite(bytes->data, 1, bytes->length, file), bytes->length);
	assert_int_equal(fclose(file), 0);
}

#endif
