/* shared_list.c - see shared_list.h */
#include "dedupe/shared_list.h"

#include "cli/memory.h"
#include "format/json_text.h"
#include "io/side_file.h"

#include <stdlib.h>

struct shared_list {
	struct side_file *file;
	struct buffer line;
};

static const struct {
	const char *word_z, *why_z;
} shares[SHARE_COUNT] = {
	[SHARE_KEPT] = {"kept", NULL},
	[SHARE_COPY] = {"copy", NULL},
	[SHARE_LEFT_OPTED_OUT] = {"left", "somebody with this phone opted out, and nobody of those "
					  "who would stay did"},
	[SHARE_LEFT_PLACEHOLDER] = {"left", "the phone is a placeholder"},
	[SHARE_LEFT_UNDATED] = {"left", "there is no date, or one that cannot be read"},
};

struct shared_list *
shared_list_create(const char *path_z, struct error *error)
{
	struct side_file *file = side_file_create(path_z, OUTPUT_NEW, error);
	if (!file)
		return NULL;
	struct shared_list *list = memory_zeroed(1, sizeof(*list));
	list->file = file;
	return list;
}

bool
shared_list_add(struct shared_list *list, const struct shared_line *line, struct error *error)
{
	bool stays = line->share == SHARE_COPY && line->why_z;
	const char *word_z = stays ? "left" : shares[line->share].word_z;
	const char *why_z = stays ? line->why_z : shares[line->share].why_z;
	buffer_clear(&list->line);
	buffer_add_byte(&list->line, '{');
	json_add_member(&list->line, "phone", line->phone);
	json_add_member(&list->line, "key", line->key);
	buffer_add_format(&list->line, ",\"record\":%llu", (unsigned long long)line->record);
	json_add_member(&list->line, "share", span_from_z(line->only_looked ? "shared" : word_z));
	if (why_z && !line->only_looked)
		json_add_member(&list->line, "why", span_from_z(why_z));
	buffer_add_z(&list->line, "}\n");
	return side_file_write(list->file, buffer_span(&list->line), error);
}

bool
shared_list_publish(struct shared_list *list, struct error *error)
{
	return side_file_publish(list->file, error);
}

void
shared_list_retract(struct shared_list *list)
{
	side_file_retract(list->file);
}

void
shared_list_free(struct shared_list *list)
{
	if (!list)
		return;
	side_file_free(list->file);
	buffer_free(&list->line);
	free(list);
}
