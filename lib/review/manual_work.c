/* manual_work.c - see manual_work.h */
#include "review/manual_work.h"

#include "format/csv_text.h"
#include "run/approval.h"

static const char *const whys[MANUAL_KINDS] = {
	[MANUAL_BLANK] = "it is not known whether a blank clears the field; clear it by hand",
	[MANUAL_UNNAMED] = "the contact has no customer_id; look for it by its phone or name",
	[MANUAL_REPEATED] = "its id stands in the export more than once; look which contact it is",
	[MANUAL_KEY] = "the contact is known by this value; change it by hand",
	[MANUAL_DROPPED] = "dropped by a stage; nothing happens to it on the platform",
};

const char *
manual_work_why_z(enum manual_kind kind)
{
	return whys[kind];
}

static void
add_line(struct buffer *line, const struct span *texts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i)
			buffer_add_byte(line, ',');
		csv_add_field(line, texts[i], ',', false, false);
	}
	buffer_add_byte(line, '\n');
}

bool
manual_work_add(struct manual_work *work, const struct manual_item *item, struct error *error)
{
	buffer_clear(&work->line);
	if (!work->count) {
		work->file = approval_files_new(work->files, APPROVAL_MANUAL);
		buffer_add_z(
			&work->line, "customer_id,signalvine_id,name,phone,column,from,to,why\n");
	}
	const struct span texts[] = {item->names->customer_id, item->names->signalvine_id,
		item->name, item->phone, item->column, item->from, item->to,
		span_from_z(whys[item->kind])};
	add_line(&work->line, texts, sizeof(texts) / sizeof(*texts));
	work->count++;
	work->counts[item->kind]++;
	return approval_files_add(work->files, work->file, buffer_span(&work->line), error);
}

void
manual_work_free(struct manual_work *work)
{
	buffer_free(&work->line);
}
