/* report.c - see report.h */
#include "check/report.h"

#include "cli/message.h"
#include "format/json_text.h"
#include "format/shown_text.h"

#define KEY_SHOWN 64

static void
add_count(struct buffer *report, uint64_t count, const char *one_z, const char *many_z)
{
	struct message_number number;
	buffer_add_format(
		report, "%s %s", message_number_z(&number, count), count == 1 ? one_z : many_z);
}

static void
add_place_text(struct buffer *report, const struct finding *finding, const char *name_z)
{
	buffer_add_z(report, "  ");
	shown_excerpt_add(report, span_from_z(name_z), strlen(name_z));
	if (finding->place.line)
		buffer_add_format(report, ":%llu", (unsigned long long)finding->place.line);
	if (finding->place.column)
		buffer_add_format(report, ":%zu", finding->place.column);
	buffer_add_z(report, ": ");
	buffer_add(report, finding->found);
	if (finding->key.length) {
		buffer_add_z(report, " (key ");
		shown_excerpt_add(report, finding->key, KEY_SHOWN);
		buffer_add_byte(report, ')');
	}
	buffer_add_byte(report, '\n');
}

static void
add_kind_text(struct buffer *report, const struct findings *findings, enum kind kind,
	const char *const *paths_z)
{
	const struct kind_text *text = &kind_texts[kind];
	const struct place_list *places = &findings->kinds[kind];
	struct message_number number;
	buffer_add_format(report, "%s: %s, %s: %s\n", level_name_z(text->level), text->name_z,
		message_number_z(&number, places->count), text->what_z);
	for (size_t i = 0; i < places->kept; i++)
		add_place_text(
			report, &places->list[i], file_name_z(paths_z[places->list[i].place.file]));
	if (places->kept && places->count > places->kept)
		buffer_add_format(report, "  and %s more\n",
			message_number_z(&number, places->count - places->kept));
	if (findings->notes[kind].length) {
		buffer_add_z(report, "  ");
		buffer_add(report, findings->notes[kind]);
		buffer_add_byte(report, '\n');
	}
	buffer_add_format(report, "  to do: %s\n", text->remedy_z);
}

void
report_text(struct buffer *report, const struct findings *findings, const char *const *paths_z)
{
	for (enum kind kind = 0; kind < KIND_COUNT; kind++) {
		if (!findings->kinds[kind].count)
			continue;
		if (report->length)
			buffer_add_byte(report, '\n');
		add_kind_text(report, findings, kind, paths_z);
	}
}

static void
add_place_object(struct buffer *report, const struct finding *finding, const char *name_z)
{
	buffer_add_byte(report, '{');
	json_add_path(report, "file", name_z);
	if (finding->place.line)
		buffer_add_format(
			report, ",\"line\":%llu", (unsigned long long)finding->place.line);
	if (finding->place.column)
		buffer_add_format(report, ",\"column\":%zu", finding->place.column);
	if (finding->key.length)
		json_add_member(report, "key", finding->key);
	json_add_member(report, "found", finding->found);
	buffer_add_byte(report, '}');
}

static void
add_kind_object(struct buffer *report, const struct findings *findings, enum kind kind,
	const char *const *paths_z)
{
	const struct kind_text *text = &kind_texts[kind];
	const struct place_list *places = &findings->kinds[kind];
	buffer_add_byte(report, '{');
	json_add_member(report, "level", span_from_z(level_name_z(text->level)));
	json_add_member(report, "kind", span_from_z(text->name_z));
	buffer_add_format(report, ",\"count\":%llu", (unsigned long long)places->count);
	json_add_member(report, "what", span_from_z(text->what_z));
	if (findings->notes[kind].length)
		json_add_member(report, "note", findings->notes[kind]);
	json_add_member(report, "remedy", span_from_z(text->remedy_z));
	buffer_add_z(report, ",\"places\":[");
	for (size_t i = 0; i < places->kept; i++) {
		if (i)
			buffer_add_byte(report, ',');
		add_place_object(
			report, &places->list[i], file_name_z(paths_z[places->list[i].place.file]));
	}
	buffer_add_z(report, "]}\n");
}

void
report_ndjson(struct buffer *report, const struct findings *findings, const char *const *paths_z)
{
	for (enum kind kind = 0; kind < KIND_COUNT; kind++)
		if (findings->kinds[kind].count)
			add_kind_object(report, findings, kind, paths_z);
	if (!report->length)
		buffer_add_byte(report, '\n');
}

void
report_summary(struct buffer *summary, const struct findings *findings, uint64_t records)
{
	uint64_t errors = findings_count(findings, LEVEL_ERROR);
	uint64_t suspicions = findings_count(findings, LEVEL_SUSPICION);
	add_count(summary, records, "contact", "contacts");
	if (!errors && !suspicions) {
		buffer_add_z(summary, ", nothing found");
		return;
	}
	buffer_add_z(summary, ", ");
	add_count(summary, errors, "error", "errors");
	buffer_add_z(summary, ", ");
	add_count(summary, suspicions, "suspicion", "suspicions");
}
