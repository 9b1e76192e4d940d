/* csv_cut.c - see csv_cut.h */
#include "format/csv_cut.h"

#include "cli/memory.h"
#include "format/byte_mask.h"
#include "format/utf8.h"

#include <stdlib.h>

#define CHUNK 64

/* What is being cut: one call of csv_cut. */
struct cutting {
	const char *record;
	const char *end; /* of the bytes */
	bool final;
	struct csv_row *row;
	struct defect *defect;
	bool bad;
	bool in_quotes;
	size_t field_start;
	size_t skip; /* the second quote of a doubled one */
};

enum step { STEP_ON, STEP_RECORD, STEP_MORE };

void
csv_row_reserve(struct csv_row *row, size_t count)
{
	row->ends = memory_resized(row->ends, count, sizeof(*row->ends));
	row->capacity = count;
}

void
csv_row_free(struct csv_row *row)
{
	free(row->ends);
	*row = (struct csv_row){0};
}

static void
find_defect(struct cutting *cutting, size_t offset, const char *reason_z)
{
	if (!cutting->bad)
		defect_set(cutting->defect, offset, "%s", reason_z);
	cutting->bad = true;
}

static inline void
end_field(struct cutting *cutting, size_t offset)
{
	struct csv_row *row = cutting->row;
	if (row->count < row->capacity)
		row->ends[row->count] = (uint32_t)offset;
	row->count++;
	cutting->field_start = offset + 1;
}

/* After a closing quote only a delimiter or a line end may stand. */
static void
check_closed(struct cutting *cutting, size_t offset)
{
	if (offset == cutting->field_start || cutting->record[offset - 1] == '"' ||
		cutting->record[cutting->field_start] != '"')
		return;
	size_t closing = offset;
	while (cutting->record[closing - 1] != '"')
		closing--;
	find_defect(cutting, closing,
		"text stands between the closing quote and the end of its field; double the "
		"quotes inside the field");
}

static enum step
meet_quote(struct cutting *cutting, size_t offset)
{
	if (!cutting->in_quotes) {
		if (offset == cutting->field_start) {
			cutting->in_quotes = true;
			cutting->row->quoted = true;
			cutting->row->defect_offset = offset;
		} else if (cutting->record[cutting->field_start] == '"') {
			check_closed(cutting, offset);
		} else {
			find_defect(cutting, offset,
				"a quote stands in a field that does not begin with one; double "
				"it and quote the whole field");
		}
		return STEP_ON;
	}
	const char *next = cutting->record + offset + 1;
	if (next == cutting->end && !cutting->final)
		return STEP_MORE;
	if (next < cutting->end && *next == '"') {
		cutting->row->doubled = true;
		cutting->skip = offset + 1;
	} else {
		cutting->in_quotes = false;
	}
	return STEP_ON;
}

static void
end_content(struct cutting *cutting, size_t offset)
{
	cutting->row->content = offset;
	if (cutting->row->quoted)
		check_closed(cutting, offset);
	end_field(cutting, offset);
}

static enum step
meet(struct cutting *cutting, size_t offset, char delimiter)
{
	char c = cutting->record[offset];
	if (c == '"')
		return offset == cutting->skip && offset ? STEP_ON : meet_quote(cutting, offset);
	if (c == '\0') {
		find_defect(
			cutting, offset, "a NUL byte stands in the record; export the file again");
		return STEP_ON;
	}
	if (cutting->in_quotes)
		return STEP_ON;
	if (c == delimiter) {
		if (cutting->row->quoted)
			check_closed(cutting, offset);
		end_field(cutting, offset);
		return STEP_ON;
	}
	if (c == '\n') {
		bool returned = offset && cutting->record[offset - 1] == '\r';
		end_content(cutting, returned ? offset - 1 : offset);
		cutting->row->length = offset + 1;
		return STEP_RECORD;
	}
	const char *next = cutting->record + offset + 1;
	if (next == cutting->end && !cutting->final)
		return STEP_MORE;
	if (next == cutting->end || *next != '\n')
		find_defect(cutting, offset,
			"a carriage return stands alone; end lines with LF or CR LF, or quote the "
			"field");
	return STEP_ON;
}

static void
load_chunk(struct csv_cutter *cutter, const char *chunk)
{
	struct byte_masks masks = byte_masks_of((const unsigned char *)chunk, cutter->delimiter);
	cutter->chunk = chunk;
	cutter->special = masks.special;
	cutter->high = masks.high;
}

static enum cut
finish(struct cutting *cutting, bool high)
{
	struct csv_row *row = cutting->row;
	if (high) {
		size_t wrong = utf8_check(span_of(cutting->record, row->length));
		if (wrong < row->length)
			find_defect(cutting, wrong,
				"this is not UTF-8; export the file as UTF-8, or say what it is (--from-charset windows-1252)");
	}
	return cutting->bad ? CUT_BAD : CUT_RECORD;
}

/* The bytes are used up and no line end was met. */
static enum cut
end_of_bytes(struct cutting *cutting, bool high)
{
	if (!cutting->final)
		return CUT_MORE;
	if (cutting->in_quotes)
		return CUT_UNCLOSED;
	size_t length = (size_t)(cutting->end - cutting->record);
	cutting->row->length = length;
	end_content(cutting, length);
	return finish(cutting, high);
}

enum cut
csv_cut(struct csv_cutter *cutter, struct span bytes, bool final, struct csv_row *row,
	struct defect *defect)
{
	struct cutting cutting = {
		.record = bytes.data,
		.end = bytes.data + bytes.length,
		.final = final,
		.row = row,
		.defect = defect,
	};
	row->count = 0;
	row->quoted = row->doubled = false;
	if (!cutter->chunk || bytes.data < cutter->chunk || bytes.data >= cutter->chunk + CHUNK)
		load_chunk(cutter, bytes.data);
	uint64_t before = ((uint64_t)1 << (bytes.data - cutter->chunk)) - 1;
	uint64_t special = cutter->special & ~before;
	uint64_t high = cutter->high & ~before;
	bool any_high = false;
	for (;;) {
		while (special) {
			const char *at = cutter->chunk + __builtin_ctzll(special);
			if (at >= cutting.end)
				return end_of_bytes(&cutting, any_high || high);
			size_t offset = (size_t)(at - bytes.data);
			enum step step = STEP_ON;
			if (*at == (char)cutter->delimiter && !row->quoted)
				end_field(&cutting, offset);
			else
				step = meet(&cutting, offset, (char)cutter->delimiter);
			if (step == STEP_MORE)
				return CUT_MORE;
			if (step == STEP_RECORD)
				return finish(&cutting, any_high || high);
			special &= special - 1;
		}
		any_high = any_high || high;
		if (cutter->chunk + CHUNK >= cutting.end)
			return end_of_bytes(&cutting, any_high);
		load_chunk(cutter, cutter->chunk + CHUNK);
		special = cutter->special;
		high = cutter->high;
	}
}
