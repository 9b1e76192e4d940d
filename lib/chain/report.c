/* report.c - see stage.h: what a stage says when it is done */
#include "chain/stage.h"
#include "cli/message.h"
#include "io/buffer.h"

static void
add_count(struct buffer *line, uint64_t count, const char *word_z)
{
	struct message_number number;
	buffer_add_format(line, "%s%s %s", line->length ? ", " : "",
		message_number_z(&number, count), word_z);
}

static void
add_count_if_any(struct buffer *line, uint64_t count, const char *word_z)
{
	if (count)
		add_count(line, count, word_z);
}

static void
add_empties(struct buffer *line, const struct where *where)
{
	for (size_t i = 0; where && i < where_column_count(where); i++) {
		struct message_number number;
		uint64_t count = where_empty_count(where, i);
		struct span name = where_column_name(where, i);
		if (count)
			buffer_add_format(line, ", %s with no %.*s",
				message_number_z(&number, count), SPAN_ARGUMENTS(name));
	}
}

void
stage_report(const struct stage *stage)
{
	const struct filter *filter = stage->filter;
	const struct stage_counts *counts = &stage->counts;
	struct buffer line = {0};
	add_count(&line, counts->read, "read");
	add_count(&line, counts->written, "written");
	if (filter->changes)
		add_count(&line, counts->changed, "changed");
	if (filter->gone_word)
		add_count(&line, counts->gone, filter->gone_word);
	add_count_if_any(&line, counts->rejected, "rejected");
	if (filter->held_word)
		add_count_if_any(&line, counts->held, filter->held_word);
	add_count_if_any(&line, counts->protected, "protected");
	add_count_if_any(&line, counts->keyless, "without a key");
	add_count_if_any(&line, counts->left_alone, "left alone because the value came back");
	add_empties(&line, stage->where);
	message_say(stage->name_z, "%.*s", SPAN_ARGUMENTS(buffer_span(&line)));
	buffer_free(&line);
	if (filter->report)
		filter->report(stage->state, stage->name_z);
	if (counts->changed && !stage->journal)
		message_say(stage->name_z, "no journal was kept, so this cannot be undone from a "
					   "record of it; next time say --journal FILE");
	if (filter->held_note && counts->held)
		message_say(stage->name_z, "%s", filter->held_note);
	bool cautious = !filter->is_cautious || filter->is_cautious(stage->state);
	if (filter->caution && cautious && counts->changed + counts->gone)
		message_say(stage->name_z, "%s", filter->caution);
}
