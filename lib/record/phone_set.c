/* phone_set.c - see phone_set.h */
#include "record/phone_set.h"

#include "cli/memory.h"

#include <stdlib.h>

#define NO_ENTRY UINT32_MAX

struct phone_set_entry {
	struct span digits;
	uint32_t number;
	uint32_t next; /* of those with the same end */
};

/* The digits without zeros before them; empty when they are no phone. */
static struct span
number_of(struct span phone, char digits[PHONE_DIGITS_MOST])
{
	struct span number = span_of(digits, phone_digits(phone, digits));
	while (number.length && number.data[0] == '0')
		number = span_of(number.data + 1, number.length - 1);
	return number;
}

static struct span
end_of(struct span number, size_t length)
{
	return span_of(number.data + number.length - length, length);
}

/* What two numbers that are the same have in common, whatever stands before it. */
static struct span
key_of(struct span number)
{
	return number.length < PHONE_DIGITS_LEAST ? number : end_of(number, PHONE_DIGITS_LEAST);
}

bool
phone_is_comparable(struct span phone)
{
	char digits[PHONE_DIGITS_MOST];
	return number_of(phone, digits).length >= PHONE_DIGITS_LEAST;
}

bool
phone_set_add(struct phone_set *set, struct span phone, uint32_t number)
{
	char digits[PHONE_DIGITS_MOST];
	struct span own = number_of(phone, digits);
	if (!own.length)
		return false;
	if (set->count == set->capacity) {
		set->capacity = set->capacity ? set->capacity * 2 : 16;
		set->list = memory_resized(set->list, set->capacity, sizeof(*set->list));
	}
	bool added;
	uint32_t *newest = span_map_add(&set->by_end, key_of(own), (uint32_t)set->count, &added);
	set->list[set->count] = (struct phone_set_entry){
		.digits = arena_copy(&set->arena, own),
		.number = number,
		.next = added ? NO_ENTRY : *newest,
	};
	*newest = (uint32_t)set->count++;
	return true;
}

static bool
is_same(struct span a, struct span b)
{
	size_t length = a.length < b.length ? a.length : b.length;
	return span_equal(end_of(a, length), end_of(b, length));
}

bool
phone_set_find(const struct phone_set *set, struct span phone,
	void (*take)(void *context, uint32_t number), void *context)
{
	char digits[PHONE_DIGITS_MOST];
	struct span own = number_of(phone, digits);
	bool found = false;
	if (!own.length)
		return false;
	const uint32_t *newest = span_map_find(&set->by_end, key_of(own));
	for (uint32_t at = newest ? *newest : NO_ENTRY; at != NO_ENTRY; at = set->list[at].next) {
		if (!is_same(set->list[at].digits, own))
			continue;
		found = true;
		if (!take)
			break;
		take(context, set->list[at].number);
	}
	return found;
}

void
phone_set_free(struct phone_set *set)
{
	span_map_free(&set->by_end);
	free(set->list);
	arena_free(&set->arena);
	*set = (struct phone_set){0};
}
