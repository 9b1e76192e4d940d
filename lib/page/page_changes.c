/* page_changes.c - see page_changes.h */
#include "page/page_changes.h"

#include "journal/recorded.h"
#include "page/page_text.h"

static void
add_value(
	struct buffer *json, struct span raw, bool absent, enum format format, struct arena *arena)
{
	struct recorded value;
	if (absent)
		buffer_add_z(json, "null");
	else if (recorded_read(&value, raw, format, arena))
		page_add_text(json, value.text);
	else
		page_add_text(json, raw);
}

static void
add_start(struct buffer *json, size_t stage, const struct cursor_line *line)
{
	buffer_add_format(json, "[%zu,", stage);
	page_add_text(json, line->field);
	buffer_add_byte(json, ',');
}

void
page_add_change(struct buffer *json, size_t stage, const struct cursor_line *line,
	enum format format, struct arena *arena)
{
	add_start(json, stage, line);
	add_value(json, line->from, line->added, format, arena);
	buffer_add_byte(json, ',');
	add_value(json, line->to, line->removed, format, arena);
	buffer_add_byte(json, ']');
}

void
page_add_effect(struct buffer *json, size_t stage, const struct cursor_line *line,
	enum format format, bool only_field, struct arena *arena)
{
	add_start(json, stage, line);
	add_value(json, line->to, only_field || line->removed, format, arena);
	buffer_add_byte(json, ']');
}
