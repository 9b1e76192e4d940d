/* group_names.c - see group_names.h */
#include "check/group_names.h"

#include "cli/memory.h"
#include "cli/message.h"
#include "format/shown_text.h"

#include <stdlib.h>

#define NAME_SHOWN 80

bool
group_names_add(struct group_names *groups, struct span name, struct finding **first)
{
	bool added;
	uint32_t number = *span_map_add(&groups->numbers, name, (uint32_t)groups->count, &added);
	if (added && groups->count == groups->capacity) {
		groups->capacity = groups->capacity ? groups->capacity * 2 : 64;
		groups->list = memory_resized(
			groups->list, groups->capacity, sizeof(*groups->list));
	}
	if (added)
		groups->list[groups->count++] = (struct group_name){
			.name = span_map_key(&groups->numbers, name)};
	groups->list[number].contacts++;
	*first = &groups->list[number].first;
	return added;
}

/* The name in lower case without its blanks. */
static void
fold(struct buffer *folded, struct span name)
{
	buffer_clear(folded);
	for (size_t i = 0; i < name.length; i++) {
		char c = name.data[i];
		if (c != ' ' && c != '\t')
			buffer_add_byte(folded, c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c);
	}
}

static void
show_name(struct buffer *text, const struct group_name *group)
{
	struct message_number number;
	buffer_add_byte(text, '"');
	shown_excerpt_add(text, group->name, NAME_SHOWN);
	buffer_add_format(text, "\" (%s)", message_number_z(&number, group->contacts));
}

static void
report_one(
	struct findings *findings, const struct group_name *group, const struct group_name *usual)
{
	struct buffer text = {0};
	show_name(&text, group);
	buffer_add_z(&text, " beside ");
	show_name(&text, usual);
	struct finding finding = group->first;
	finding.found = buffer_span(&text);
	findings_add(findings, KIND_GROUP_SPELLINGS, &finding);
	buffer_free(&text);
}

void
group_names_report(struct group_names *groups, struct findings *findings)
{
	struct span_map usual = {0}; /* by folded name: the spelling with the most contacts */
	struct buffer folded = {0};
	for (uint32_t i = 0; i < groups->count; i++) {
		fold(&folded, groups->list[i].name);
		uint32_t *best = span_map_add(&usual, buffer_span(&folded), i, NULL);
		if (groups->list[i].contacts > groups->list[*best].contacts)
			*best = i;
	}
	for (uint32_t i = 0; i < groups->count; i++) {
		fold(&folded, groups->list[i].name);
		uint32_t best = *span_map_find(&usual, buffer_span(&folded));
		if (best != i)
			report_one(findings, &groups->list[i], &groups->list[best]);
	}
	buffer_free(&folded);
	span_map_free(&usual);
}

void
group_names_free(struct group_names *groups)
{
	span_map_free(&groups->numbers);
	free(groups->list);
	*groups = (struct group_names){0};
}
