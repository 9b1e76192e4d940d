/* page_contacts.c - see page_internal.h: a row of each contact that something happens to */
#include "cli/memory.h"
#include "page/page_changes.h"
#include "page/page_internal.h"
#include "page/page_text.h"
#include "run/manifest.h"

#include <stdlib.h>

/* See page.h. */
#define COMPLETE_MOST 200000u
#define SAMPLE 20000u
#define RULE_COMPLETE_MOST 1000u

#define ROWS_AT_ONCE ((size_t)1 << 16) /* bytes */

static bool
is_same_rule(const struct run_stage *a, const struct run_stage *b)
{
	bool same = a->where_z && b->where_z && strcmp(a->where_z, b->where_z) == 0 &&
		    a->key_count == b->key_count;
	for (size_t i = 0; same && i < a->key_count; i++)
		same = strcmp(a->keys_z[i], b->keys_z[i]) == 0;
	return same;
}

/* The first stage before this one that has its expression. */
static struct page_cut *
find_twin(const struct page *page, size_t stage)
{
	const struct run_stage *list = page->stages->list;
	for (size_t i = 0; i < stage; i++)
		if (is_same_rule(&list[i], &list[stage]))
			return &page->cuts[i];
	return NULL;
}

static void
want(void *context, struct columns *columns)
{
	struct page *page = context;
	const struct run_stage *first = &page->stages->list[0];
	page->asked = columns;
	page_columns_want(&page->columns, first->keys_z, first->key_count, columns);
	for (size_t i = 0; i < page->stages->count; i++) {
		struct page_cut *twin = find_twin(page, i);
		if (twin)
			page_cut_open_twin(&page->cuts[i], twin);
		else
			page_cut_open(&page->cuts[i], &page->stages->list[i], page->run_z,
				page->as_of, columns);
	}
}

static void
before(void *context, struct record *record)
{
	struct page *page = context;
	page_contact_read(&page->contact, record, &page->columns);
	page_groups_count(&page->groups, page->contact.groups);
	for (size_t i = 0; i < page->stages->count; i++) {
		page_cut_before(&page->cuts[i], record, &page->contact);
		page->touched_by[i] = false;
	}
	page->format = record->format;
	page->change_count = 0;
	page->writes_active = false;
	arena_clear(&page->arena);
}

/* Whether it comes into a row is known once all are there. */
static void
keep_change(struct page *page, size_t stage, const struct cursor_line *line)
{
	if (page->change_count == page->change_capacity) {
		page->change_capacity = page->change_capacity ? 2 * page->change_capacity : 8;
		page->change_list = memory_resized(
			page->change_list, page->change_capacity, sizeof(*page->change_list));
	}
	page->change_list[page->change_count++] = (struct page_change){
		.stage = stage,
		.line = {.field = arena_copy(&page->arena, line->field),
			.from = arena_copy(&page->arena, line->from),
			.to = arena_copy(&page->arena, line->to),
			.added = line->added,
			.removed = line->removed},
	};
}

static uint32_t
count_new_effect(struct page *page, size_t stage, const struct cursor_line *line)
{
	struct buffer *json = &page->scratch;
	buffer_clear(json);
	page_add_effect(json, stage, line, page->format, false, &page->arena);
	uint32_t number = page_texts_count(&page->effects, buffer_span(json));
	if (number != PAGE_TEXTS_FULL)
		return number;
	buffer_clear(json);
	page_add_effect(json, stage, line, page->format, true, &page->arena);
	return page_texts_count_always(&page->effects, buffer_span(json));
}

/* Most rules have the same effect on everybody. */
static void
count_effect(struct page *page, size_t stage, const struct cursor_line *line)
{
	struct page_effect *last = &page->last_effects[stage];
	if (last->known && last->removed == line->removed &&
		span_equal(buffer_span(&last->field), line->field) &&
		span_equal(buffer_span(&last->to), line->to)) {
		page_texts_count_again(&page->effects, last->number);
		return;
	}
	last->known = true;
	last->removed = line->removed;
	last->number = count_new_effect(page, stage, line);
	buffer_clear(&last->field);
	buffer_add(&last->field, line->field);
	buffer_clear(&last->to);
	buffer_add(&last->to, line->to);
}

static void
change(void *context, size_t stage, const struct cursor_line *line)
{
	struct page *page = context;
	keep_change(page, stage, line);
	count_effect(page, stage, line);
	page->touched_by[stage] = true;
	if (columns_match(page->asked, page->columns.active.index, line->field))
		page->writes_active = true;
}

static unsigned
flags_of(const struct page *page, struct record *record, const struct proof_fate *fate)
{
	enum truth active = page->contact.active;
	if (fate->kind == FATE_KEPT && page->writes_active)
		record_truth(record, page->columns.active, &active);
	bool was = page->contact.active == TRUTH_TRUE, is = active == TRUTH_TRUE;
	return (fate->reachable_after && !fate->reachable ? FLAG_STARTS : 0) |
	       (fate->reachable && !fate->reachable_after ? FLAG_STOPS : 0) |
	       (is && !was ? FLAG_ACTIVATED : 0) | (was && !is ? FLAG_DEACTIVATED : 0) |
	       (fate->purged ? FLAG_PURGED : 0) |
	       (fate->kind != FATE_KEPT && !fate->purged ? FLAG_DROPPED : 0) |
	       (page->writes_active ? FLAG_ACTIVE : 0);
}

static void
count_flags(struct page_totals *totals, unsigned flags)
{
	totals->touched++;
	totals->starts += (flags & FLAG_STARTS) != 0;
	totals->stops += (flags & FLAG_STOPS) != 0;
	totals->activated += (flags & FLAG_ACTIVATED) != 0;
	totals->deactivated += (flags & FLAG_DEACTIVATED) != 0;
	totals->purged += (flags & FLAG_PURGED) != 0;
	totals->dropped += (flags & FLAG_DROPPED) != 0;
}

static bool
is_of_small_rule(const struct page *page)
{
	for (size_t i = 0; i < page->stages->count; i++) {
		const struct run_stage *stage = &page->stages->list[i];
		if (page->touched_by[i] && stage->changed + stage->gone <= RULE_COMPLETE_MOST)
			return true;
	}
	return false;
}

static bool
is_shown(const struct page *page, unsigned flags)
{
	uint64_t number = page->totals.touched, all = page->expected;
	return all <= COMPLETE_MOST || (flags & FLAGS_ALWAYS_SHOWN) || is_of_small_rule(page) ||
	       number * SAMPLE / all != (number - 1) * SAMPLE / all;
}

static void
add_shared_text(struct page *page, struct page_texts *texts, struct span text)
{
	buffer_clear(&page->scratch);
	page_add_text(&page->scratch, text);
	page_texts_add(texts, buffer_span(&page->scratch), &page->buffer);
}

/* [KEY,FIRST,LAST,PHONE,KEY_FIELD,GROUPS,FLAGS,TAKEN_OUT_BY,[CHANGE...]] */
static void
add_row(struct page *page, unsigned flags, const struct proof_fate *fate)
{
	struct buffer *row = &page->buffer;
	buffer_add_z(row, page->totals.shown++ ? ",\n[" : "\n[");
	page_contact_add(row, &page->contact);
	buffer_add_byte(row, ',');
	add_shared_text(page, &page->key_fields, page->contact.key_field);
	buffer_add_byte(row, ',');
	add_shared_text(page, &page->group_lists, page->contact.groups);
	buffer_add_format(row, ",%u,%d,[", flags, fate->kind == FATE_KEPT ? -1 : (int)fate->stage);
	for (size_t i = 0; i < page->change_count; i++) {
		const struct page_change *change = &page->change_list[i];
		if (i)
			buffer_add_byte(row, ',');
		buffer_clear(&page->scratch);
		page_add_change(
			&page->scratch, change->stage, &change->line, page->format, &page->arena);
		page_texts_add(&page->changes, buffer_span(&page->scratch), row);
	}
	buffer_add_z(row, "]]");
}

static void
count_groups(struct page *page, struct record *record, const struct proof_fate *fate)
{
	struct span now = span_of("", 0);
	if (fate->kind == FATE_KEPT && !record_text(record, page->columns.group_list, &now))
		return;
	if ((fate->kind == FATE_KEPT || fate->purged) && !span_equal(now, page->contact.groups))
		page_groups_move(&page->groups, page->contact.groups, now);
}

static bool
after(void *context, struct record *record, const struct proof_fate *fate, struct error *error)
{
	struct page *page = context;
	if (fate->kind != FATE_KEPT)
		page->touched_by[fate->stage] = true;
	if (!page->change_count && !fate->purged)
		return true;
	unsigned flags = flags_of(page, record, fate);
	count_flags(&page->totals, flags);
	count_groups(page, record, fate);
	for (size_t i = 0; i < page->stages->count; i++)
		if (page->touched_by[i])
			page_cut_touched(&page->cuts[i], &page->contact);
	if (is_shown(page, flags))
		add_row(page, flags, fate);
	return page->buffer.length < ROWS_AT_ONCE || page_flush(page, error);
}

struct proof_watcher
page_watcher(struct page *page)
{
	return (struct proof_watcher){
		.context = page,
		.want = want,
		.before = before,
		.change = change,
		.after = after,
	};
}
