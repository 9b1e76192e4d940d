/* diff_counts.c - see diff_report.h: the counts, for people and for programs */
#include "cli/message.h"
#include "format/json_text.h"
#include "format/shown_text.h"
#include "review/diff_report.h"

#include <inttypes.h>

static void
add_line(struct buffer *bytes, struct span before, uint64_t count, const char *behind_z)
{
	struct message_number number;
	shown_text_add(bytes, before);
	if (before.length)
		buffer_add_z(bytes, ": ");
	buffer_add_format(bytes, "%s %s\n", message_number_z(&number, count), behind_z);
}

static void
add_lines(struct buffer *bytes, const struct diff *diff)
{
	const struct diff_counts *counts = diff_result(diff);
	const struct diff_columns *columns = diff_result_columns(diff);
	struct span none = {"", 0};
	for (int i = 0; i < DIFF_SIDES; i++)
		add_line(bytes, span_from_z(diff_side_name_z(diff, (enum diff_side_number)i)),
			counts->contacts[i], counts->contacts[i] == 1 ? "contact" : "contacts");
	add_line(bytes, none, counts->same, "same");
	add_line(bytes, none, counts->changed, "changed");
	add_line(bytes, none, counts->added, "added");
	add_line(bytes, none, counts->gone, "gone");
	for (size_t i = 0; i < columns->count; i++)
		if (columns->list[i].changed)
			add_line(bytes, columns->list[i].name, columns->list[i].changed, "changed");
}

static void
add_number(struct buffer *bytes, const char *name_z, uint64_t count)
{
	buffer_add_format(bytes, "%s\"%s\":%" PRIu64,
		bytes->data[bytes->length - 1] == '{' ? "" : ",", name_z, count);
}

static void
add_names(struct buffer *bytes, const struct diff *diff, const char *name_z,
	enum diff_side_number side)
{
	const struct diff_columns *columns = diff_result_columns(diff);
	buffer_add_format(bytes, ",\"%s\":[", name_z);
	bool first = true;
	for (size_t i = 0; i < columns->count; i++) {
		if (!diff_is_one_sided(diff, &columns->list[i], side))
			continue;
		if (!first)
			buffer_add_byte(bytes, ',');
		first = false;
		json_add_text(bytes, columns->list[i].name);
	}
	buffer_add_byte(bytes, ']');
}

static void
add_object(struct buffer *bytes, const struct diff *diff)
{
	const struct diff_counts *counts = diff_result(diff);
	const struct diff_columns *columns = diff_result_columns(diff);
	buffer_add_byte(bytes, '{');
	add_number(bytes, "old", counts->contacts[DIFF_OLD]);
	add_number(bytes, "new", counts->contacts[DIFF_NEW]);
	add_number(bytes, "same", counts->same);
	add_number(bytes, "changed", counts->changed);
	add_number(bytes, "added", counts->added);
	add_number(bytes, "gone", counts->gone);
	buffer_add_z(bytes, ",\"fields\":{");
	for (size_t i = 0; i < columns->count; i++) {
		if (!columns->list[i].changed)
			continue;
		if (bytes->data[bytes->length - 1] != '{')
			buffer_add_byte(bytes, ',');
		json_add_text(bytes, columns->list[i].name);
		buffer_add_format(bytes, ":%" PRIu64, columns->list[i].changed);
	}
	buffer_add_byte(bytes, '}');
	add_names(bytes, diff, "only_old", DIFF_OLD);
	add_names(bytes, diff, "only_new", DIFF_NEW);
	buffer_add_z(bytes, "}\n");
}

void
diff_report_add_counts(struct diff_report *report, const struct diff *diff, bool ndjson)
{
	(ndjson ? add_object : add_lines)(&report->bytes, diff);
}
