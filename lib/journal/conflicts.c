/* conflicts.c - see conflicts.h */
#include "journal/conflicts.h"

#include "cli/memory.h"
#include "cli/message.h"
#include "format/json_text.h"

#include <stdlib.h>

#define REPORTED_MOST 10

bool
conflicts_open(
	struct conflicts *conflicts, const char *source_z, const char *path_z, struct error *error)
{
	conflicts->source_z = source_z;
	conflicts->arena = memory_zeroed(1, sizeof(*conflicts->arena));
	if (!path_z)
		return true;
	conflicts->file = side_file_create(path_z, OUTPUT_NEW, error);
	return conflicts->file != NULL;
}

void
conflicts_begin(struct conflicts *conflicts)
{
	conflicts->count = conflicts->settled;
}

void
conflicts_settle(struct conflicts *conflicts)
{
	conflicts->settled = conflicts->count;
}

static struct span
copied(struct conflicts *conflicts, struct span text)
{
	return text.data ? arena_copy(conflicts->arena, text) : text;
}

void
conflicts_add(struct conflicts *conflicts, const struct conflict *conflict)
{
	if (conflicts->count == conflicts->capacity) {
		conflicts->capacity = conflicts->capacity ? conflicts->capacity * 2 : 16;
		conflicts->list = memory_resized(
			conflicts->list, conflicts->capacity, sizeof(*conflicts->list));
	}
	conflicts->list[conflicts->count++] = (struct conflict){
		.line = conflict->line,
		.key = copied(conflicts, conflict->key),
		.key_field = copied(conflicts, conflict->key_field),
		.field = copied(conflicts, conflict->field),
		.expected = copied(conflicts, conflict->expected),
		.found = copied(conflicts, conflict->found),
		.wanted = copied(conflicts, conflict->wanted),
		.why_z = conflict->why_z,
		.message = copied(conflicts, conflict->message),
	};
	conflicts->sorted = false;
}

static int
by_line(const void *a, const void *b)
{
	const struct conflict *first = a, *second = b;
	int order = (first->line > second->line) - (first->line < second->line);
	if (!order)
		order = span_compare(first->key, second->key);
	return order ? order : span_compare(first->field, second->field);
}

static void
sort(struct conflicts *conflicts)
{
	if (conflicts->count && !conflicts->sorted)
		qsort(conflicts->list, conflicts->count, sizeof(*conflicts->list), by_line);
	conflicts->sorted = true;
}

static void
add_member(struct buffer *line, const char *name_z, struct span text)
{
	if (text.data)
		json_add_member(line, name_z, text);
}

static void
add_line(struct buffer *line, const struct conflicts *conflicts, const struct conflict *conflict)
{
	buffer_clear(line);
	buffer_add_byte(line, '{');
	add_member(line, "key", conflict->key);
	add_member(line, "key_field", conflict->key_field);
	add_member(line, "field", conflict->field);
	add_member(line, "expected", conflict->expected);
	add_member(line, "found", conflict->found);
	add_member(line, "wanted", conflict->wanted);
	json_add_member(line, "why", span_from_z(conflict->why_z));
	json_add_path(line, "file", conflicts->source_z);
	buffer_add_format(line, ",\"line\":%llu}\n", (unsigned long long)conflict->line);
}

bool
conflicts_publish(struct conflicts *conflicts, struct error *error)
{
	struct buffer line = {0};
	bool well = true;
	conflicts_begin(conflicts);
	if (!conflicts->file || (conflicts->no_empty_file && !conflicts->count))
		return true;
	sort(conflicts);
	for (size_t i = 0; well && i < conflicts->count; i++) {
		add_line(&line, conflicts, &conflicts->list[i]);
		well = side_file_write(conflicts->file, buffer_span(&line), error);
	}
	buffer_free(&line);
	return well && side_file_publish(conflicts->file, error);
}

void
conflicts_retract(struct conflicts *conflicts)
{
	if (conflicts->file)
		side_file_retract(conflicts->file);
}

void
conflicts_report(struct conflicts *conflicts, const char *program_z)
{
	sort(conflicts);
	for (size_t i = 0; i < conflicts->count && i < REPORTED_MOST; i++)
		message_say(program_z, "%s:%llu: %.*s", conflicts->source_z,
			(unsigned long long)conflicts->list[i].line,
			SPAN_ARGUMENTS(conflicts->list[i].message));
	struct message_number number;
	if (conflicts->count > REPORTED_MOST)
		message_say(program_z, "%s: %s more are like these%s", conflicts->source_z,
			message_number_z(&number, conflicts->count - REPORTED_MOST),
			conflicts->file ? "" : "; --conflicts FILE lists them all");
}

void
conflicts_free(struct conflicts *conflicts)
{
	side_file_free(conflicts->file);
	free(conflicts->list);
	if (conflicts->arena)
		arena_free(conflicts->arena);
	free(conflicts->arena);
	*conflicts = (struct conflicts){0};
}
