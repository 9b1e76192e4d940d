/* findings.c - see findings.h */
#include "check/findings.h"

#include "cli/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static int
compare_places(const struct place *a, const struct place *b)
{
	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

bool
findings_want(
	const struct findings *findings, const struct place_list *list, const struct place *place)
{
	if (list->kept < findings->most)
		return true;
	return list->kept && compare_places(place, &list->list[list->kept - 1].place) < 0;
}

/* Columns and tables report in their own time, so that a later finding may have an earlier place.
 */
static void
keep(struct findings *findings, struct place_list *list, const struct finding *finding)
{
	if (list->kept < findings->most) {
		list->list = memory_resized(list->list, list->kept + 1, sizeof(*list->list));
		list->kept++;
	}
	size_t i = list->kept - 1;
	while (i && compare_places(&finding->place, &list->list[i - 1].place) < 0) {
		list->list[i] = list->list[i - 1];
		i--;
	}
	list->list[i] = *finding;
}

void
findings_add_to(struct findings *findings, struct place_list *list, const struct finding *finding)
{
	list->count++;
	if (!findings_want(findings, list, &finding->place))
		return;
	struct finding own = {
		.place = finding->place,
		.key = arena_copy(&findings->arena, finding->key),
		.found = arena_copy(&findings->arena, finding->found),
	};
	keep(findings, list, &own);
}

void
findings_add(struct findings *findings, enum kind kind, const struct finding *finding)
{
	findings_add_to(findings, &findings->kinds[kind], finding);
}

void
findings_merge(struct findings *findings, enum kind kind, const struct place_list *list)
{
	struct place_list *all = &findings->kinds[kind];
	all->count += list->count;
	for (size_t i = 0; i < list->kept; i++)
		if (findings_want(findings, all, &list->list[i].place))
			keep(findings, all, &list->list[i]);
}

void
findings_note(struct findings *findings, enum kind kind, const char *format, ...)
{
	char text[512];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	findings->notes[kind] = arena_copy(&findings->arena, span_from_z(text));
}

uint64_t
findings_count(const struct findings *findings, enum level level)
{
	uint64_t count = 0;
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (kind_texts[i].level == level)
			count += findings->kinds[i].count;
	return count;
}

struct place
place_in_record(const struct record *record, size_t file, size_t offset)
{
	struct place place = {file, record->line, offset + 1};
	const char *at = record->raw.data, *end = at + offset;
	while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
		at++;
		place.line++;
		place.column = (size_t)(end - at) + 1;
	}
	return place;
}

void
place_list_free(struct place_list *list)
{
	free(list->list);
	*list = (struct place_list){0};
}

void
findings_free(struct findings *findings)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		place_list_free(&findings->kinds[i]);
	arena_free(&findings->arena);
}
