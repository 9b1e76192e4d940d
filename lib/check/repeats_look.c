/* repeats_look.c - see repeats.h: the parts are looked through for values that were met before */
#include "check/repeats_internal.h"
#include "cli/memory.h"

#include <stdlib.h>

static struct repeats_place
unpack(uint64_t place)
{
	return (struct repeats_place){place >> 24, (uint32_t)(place & COLUMN_MOST)};
}

/* What was kept of the value at a place; NULL: nothing. */
static const struct repeats_text *
find_texts(const struct repeats *repeats, uint64_t place)
{
	size_t low = 0, high = repeats->text_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (repeats->texts[middle].place < place)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < repeats->text_count && repeats->texts[low].place == place;
	return found ? &repeats->texts[low] : NULL;
}

/* The hashes of one part that were perhaps met: few, mostly, so that all others are soon passed. */
struct part_table {
	uint32_t *met; /* the number of one of part->met and 1 */
	/* beside it: the number of its first entry, how many it has, that of its last text and 1 */
	uint32_t *first, *counts, *texts;
	size_t capacity;
};

static size_t
probe(const struct part_table *table, const struct repeats_part *part, uint64_t hash)
{
	size_t slot = hash & (table->capacity - 1);
	while (table->met[slot] && part->met[table->met[slot] - 1] != hash)
		slot = (slot + 1) & (table->capacity - 1);
	return slot;
}

static void
part_table_make(struct part_table *table, const struct repeats_part *part)
{
	table->capacity = 64;
	while (table->capacity < part->met_count * 4)
		table->capacity *= 2;
	table->met = memory_zeroed(table->capacity, sizeof(*table->met));
	table->first = memory_zeroed(table->capacity, sizeof(*table->first));
	table->counts = memory_zeroed(table->capacity, sizeof(*table->counts));
	table->texts = memory_zeroed(table->capacity, sizeof(*table->texts));
	for (size_t i = 0; i < part->met_count; i++)
		table->met[probe(table, part, part->met[i])] = (uint32_t)i + 1;
}

static void
part_table_free(struct part_table *table)
{
	free(table->met);
	free(table->first);
	free(table->counts);
	free(table->texts);
}

/* Its own texts; where they were not kept, the text of an equal one before it. */
static void
show_texts(const struct repeats *repeats, uint64_t place, uint32_t *number, struct repeats_met *met)
{
	const struct repeats_text *own = find_texts(repeats, place);
	met->text = met->key = span_of("", 0);
	if (own) {
		met->key = own->key;
		*number = (uint32_t)(own - repeats->texts) + 1;
	}
	if (*number)
		met->text = repeats->texts[*number - 1].text;
}

static void
each_of_part(const struct repeats *repeats, const struct repeats_part *part,
	void (*take)(void *context, const struct repeats_met *met), void *context)
{
	struct part_table table;
	part_table_make(&table, part);
	for (size_t i = 0; i < part->count; i++) {
		const struct repeats_entry *entry = entry_of(part, i);
		size_t slot = probe(&table, part, entry->hash);
		if (!table.met[slot])
			continue;
		if (!table.counts[slot]++) {
			table.first[slot] = (uint32_t)i;
			continue;
		}
		struct repeats_met met = {
			.place = unpack(entry->place),
			.first = unpack(entry_of(part, table.first[slot])->place),
			.count = table.counts[slot],
		};
		show_texts(repeats, entry->place, &table.texts[slot], &met);
		take(context, &met);
	}
	part_table_free(&table);
}

void
repeats_each(struct repeats *repeats, void (*take)(void *context, const struct repeats_met *met),
	void *context)
{
	if (!repeats_settle(repeats))
		return;
	for (size_t i = 0; i < PARTS; i++)
		if (repeats->parts[i].met_count)
			each_of_part(repeats, &repeats->parts[i], take, context);
}
