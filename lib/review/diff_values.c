/* diff_values.c - see diff_values.h */
#include "review/diff_values.h"

#include "record/truth.h"

#define LENGTH_MOST 10 /* bytes of a packed length */

void
diff_values_of(
	struct record *record, const struct diff_fit *fit, struct span *texts, size_t column_count)
{
	bool plain = record->format == FORMAT_CSV && !record->row->quoted;
	for (size_t i = 0; i < column_count; i++)
		texts[i] = span_of("", 0);
	for (size_t i = 0; i < fit->count; i++) {
		if (fit->columns[i] == DIFF_NO_COLUMN)
			continue;
		struct span *text = &texts[fit->columns[i]];
		if (plain)
			*text = csv_row_field(record->row, record->raw.data, i);
		else if (!record_field_text(record, i, text))
			*text = record_field_raw(record, i);
	}
}

/* Seven bits a byte, the lowest first; the eighth says that more follow. */
static char *
pack_length(char *to, size_t length)
{
	for (; length >= 0x80; length >>= 7)
		*to++ = (char)(length | 0x80);
	*to++ = (char)length;
	return to;
}

void
diff_values_pack(struct buffer *packed, const struct span *texts, size_t column_count)
{
	size_t most = 0;
	for (size_t i = 0; i < column_count; i++)
		most += texts[i].length + LENGTH_MOST;
	buffer_reserve(packed, most);
	char *to = packed->data + packed->length;
	for (size_t i = 0; i < column_count; i++) {
		to = pack_length(to, texts[i].length);
		memcpy(to, texts[i].data, texts[i].length);
		to += texts[i].length;
	}
	packed->length = (size_t)(to - packed->data);
}

static size_t
unpack_length(struct span packed, size_t *at)
{
	size_t length = 0;
	unsigned char byte;
	unsigned shift = 0;
	do {
		byte = (unsigned char)packed.data[(*at)++];
		length |= (size_t)(byte & 0x7f) << shift;
		shift += 7;
	} while (byte & 0x80);
	return length;
}

void
diff_values_unpack(struct span packed, struct span *texts, size_t column_count)
{
	size_t at = 0;
	for (size_t i = 0; i < column_count; i++) {
		texts[i] = span_of("", 0);
		if (at == packed.length)
			continue;
		size_t length = unpack_length(packed, &at);
		texts[i] = span_of(packed.data + at, length);
		at += length;
	}
}

bool
diff_values_same(enum diff_kind kind, struct span from, struct span to, struct group_sets *scratch)
{
	bool from_truth, to_truth;
	if (span_equal(from, to))
		return true;
	switch (kind) {
	case DIFF_TRUTH:
		return truth_parse(from, &from_truth) && truth_parse(to, &to_truth) &&
		       from_truth == to_truth;
	case DIFF_GROUPS:
		return group_sets_compare(scratch, from, to);
	case DIFF_TEXT:
		break;
	}
	return false;
}

size_t
diff_values_compare(struct diff_columns *columns, const struct span *from, const struct span *to,
	struct diff_field *fields, struct group_sets *scratch)
{
	size_t count = 0;
	for (size_t i = 0; i < columns->count; i++) {
		struct diff_column *column = &columns->list[i];
		if (span_equal(from[i], to[i])) /* ignored ones are blank */
			continue;
		if (!column->has[DIFF_OLD] || !column->has[DIFF_NEW]) {
			column->passed_over++;
			continue;
		}
		if (diff_values_same(column->kind, from[i], to[i], scratch))
			continue;
		column->changed++;
		fields[count++] = (struct diff_field){column->name, column->kind, from[i], to[i]};
	}
	return count;
}
