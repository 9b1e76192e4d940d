/* page_cuts.c - see page_cuts.h */
#include "page/page_cuts.h"

#include "page/page_text.h"
#include "run/run_lists.h"

#include <stdlib.h>

static struct where *
parse(const struct run_stage *stage, const char *kept_z, struct date as_of, struct columns *columns)
{
	struct span keys[KEY_COLUMNS_MOST];
	struct where_context context = {
		.today = as_of,
		.key_names = keys,
		.locate_list = run_list_locate_z,
		.kept_z = kept_z,
	};
	for (size_t i = 0; i < stage->key_count && i < KEY_COLUMNS_MOST; i++)
		keys[context.key_name_count++] = span_from_z(stage->keys_z[i]);
	struct error ignored = {0};
	return where_parse(stage->where_z, columns, &context, &ignored);
}

void
page_cut_open(struct page_cut *cut, const struct run_stage *stage, const char *run_z,
	struct date as_of, struct columns *columns)
{
	if (!stage->where_z)
		return;
	char *kept_z = text_formatted_z("%s/%s", run_z, RUN_LISTS);
	size_t known = columns->count;
	cut->where = parse(stage, kept_z, as_of, columns);
	if (cut->where && where_find_cut(cut->where, &cut->cut)) {
		cut->open = parse(stage, kept_z, as_of, columns);
		where_open_cut(cut->open);
	}
	free(kept_z);
	/* a column that --column named otherwise for the stage is missing here, and no error */
	for (size_t i = known; i < columns->count; i++)
		columns->list[i].need = COLUMN_OPTIONAL;
}

void
page_cut_open_twin(struct page_cut *cut, struct page_cut *twin)
{
	cut->twin = twin;
}

static void
set_near(struct page_near *near, const struct page_cut *cut, const struct page_contact *contact)
{
	char date_z[DATE_TEXT_SIZE];
	date_print(cut->date, date_z);
	near->days = cut->days;
	buffer_clear(&near->json);
	buffer_add_byte(&near->json, '[');
	page_contact_add(&near->json, contact);
	buffer_add_byte(&near->json, ',');
	page_add_text(&near->json, contact->groups);
	buffer_add_format(&near->json, ",\"%s\"]", date_z);
}

/* Whether there is room for one, so far from the cut. */
static bool
has_room(const struct page_nearest *nearest, int64_t days)
{
	return nearest->count < PAGE_NEAREST_MOST ||
	       nearest->list[PAGE_NEAREST_MOST - 1].days > days;
}

/* In its place among the nearest; of two that are as near, the first of the export stays first. */
static void
consider(struct page_nearest *nearest, const struct page_cut *cut,
	const struct page_contact *contact)
{
	if (!has_room(nearest, cut->days))
		return;
	size_t place = nearest->count;
	while (place && nearest->list[place - 1].days > cut->days)
		place--;
	if (nearest->count < PAGE_NEAREST_MOST)
		nearest->count++;
	struct page_near last = nearest->list[nearest->count - 1];
	for (size_t i = nearest->count - 1; i > place; i--)
		nearest->list[i] = nearest->list[i - 1];
	nearest->list[place] = last;
	set_near(&nearest->list[place], cut, contact);
}

static bool
read_days(struct page_cut *cut, struct record *record)
{
	struct span text;
	if (!record_text(record, cut->cut.column, &text) || !date_parse(text, &cut->date))
		return false;
	cut->days = llabs((long long)cut->date.day - cut->cut.date.day);
	return true;
}

void
page_cut_before(struct page_cut *cut, struct record *record, const struct page_contact *contact)
{
	if (cut->twin) {
		cut->met = cut->twin->met;
		cut->days = cut->twin->days;
		cut->date = cut->twin->date;
		return;
	}
	bool meant = false, but_for_date = false;
	cut->met = false;
	if (!cut->where || !where_test(cut->where, record, &meant) || !cut->open ||
		!read_days(cut, record))
		return;
	cut->met = meant;
	if (!meant && has_room(&cut->outside, cut->days) &&
		where_test(cut->open, record, &but_for_date) && but_for_date)
		consider(&cut->outside, cut, contact);
}

void
page_cut_touched(struct page_cut *cut, const struct page_contact *contact)
{
	if (cut->met)
		consider(&cut->inside, cut, contact);
	cut->met = false;
}

static void
add_nearest(struct buffer *json, const char *name_z, const struct page_nearest *nearest)
{
	buffer_add_format(json, ",\"%s\":[", name_z);
	for (size_t i = 0; i < nearest->count; i++) {
		if (i)
			buffer_add_byte(json, ',');
		buffer_add(json, buffer_span(&nearest->list[i].json));
	}
	buffer_add_byte(json, ']');
}

static void
add_empties(struct buffer *json, const struct where *where)
{
	buffer_add_z(json, "\"empty\":[");
	for (size_t i = 0; where && i < where_column_count(where); i++) {
		buffer_add_z(json, i ? ",[" : "[");
		page_add_text(json, where_column_name(where, i));
		buffer_add_format(json, ",%llu]", (unsigned long long)where_empty_count(where, i));
	}
	buffer_add_byte(json, ']');
}

void
page_cut_add(struct buffer *json, const struct page_cut *cut)
{
	char date_z[DATE_TEXT_SIZE];
	const struct page_cut *read = cut->twin ? cut->twin : cut;
	add_empties(json, read->where);
	if (!read->open)
		return;
	date_print(read->cut.date, date_z);
	buffer_add_z(json, ",\"cut\":{\"column\":");
	page_add_text(json, read->cut.name);
	buffer_add_format(json, ",\"date\":\"%s\",\"before\":%s,\"withDay\":%s", date_z,
		read->cut.before ? "true" : "false", read->cut.with_day ? "true" : "false");
	add_nearest(json, "inside", &cut->inside);
	add_nearest(json, "outside", &read->outside);
	buffer_add_byte(json, '}');
}

static void
free_nearest(struct page_nearest *nearest)
{
	for (size_t i = 0; i < nearest->count; i++)
		buffer_free(&nearest->list[i].json);
}

void
page_cut_free(struct page_cut *cut)
{
	free_nearest(&cut->inside);
	free_nearest(&cut->outside);
	where_free(cut->where);
	where_free(cut->open);
}
