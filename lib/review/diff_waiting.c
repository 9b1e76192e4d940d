/* diff_waiting.c - see diff_waiting.h */
#include "review/diff_waiting.h"

void
diff_waiting_put(struct diff_waiting *waiting, const struct diff_contact *contact,
	struct span packed, struct diff_shelf *shelf)
{
	struct diff_copy *copy = &waiting->copies[waiting->next];
	buffer_clear(&copy->key);
	buffer_add(&copy->key, contact->key.text);
	buffer_clear(&copy->values);
	buffer_add(&copy->values, packed);
	copy->contact = *contact;
	copy->contact.record = NULL;
	copy->contact.key.text = buffer_span(&copy->key);
	copy->contact.packed = buffer_span(&copy->values);
	diff_shelf_prefetch_slot(shelf, contact->hash);
	/* the slot of one that has waited half the time is there by now */
	size_t middle = (waiting->next + DIFF_WAITING / 2) % DIFF_WAITING;
	if (waiting->count > DIFF_WAITING / 2)
		diff_shelf_prefetch_held(shelf, waiting->copies[middle].contact.hash);
	waiting->next = (waiting->next + 1) % DIFF_WAITING;
	waiting->count++;
}

struct diff_contact *
diff_waiting_take(struct diff_waiting *waiting)
{
	if (!waiting->count)
		return NULL;
	size_t first = (waiting->next + DIFF_WAITING - waiting->count) % DIFF_WAITING;
	waiting->count--;
	return &waiting->copies[first].contact;
}

void
diff_waiting_free(struct diff_waiting *waiting)
{
	for (size_t i = 0; i < DIFF_WAITING; i++) {
		buffer_free(&waiting->copies[i].key);
		buffer_free(&waiting->copies[i].values);
	}
	*waiting = (struct diff_waiting){0};
}
