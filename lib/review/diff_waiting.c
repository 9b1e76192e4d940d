/* diff_waiting.c - see diff_waiting.h */
#include "review/diff_waiting.h"

static struct diff_copy *
put_key(struct diff_waiting *waiting, const struct diff_contact *contact)
{
	struct diff_copy *copy = &waiting->copies[waiting->next];
	buffer_clear(&copy->key);
	buffer_add(&copy->key, contact->key.text);
	copy->contact = *contact;
	copy->contact.record = NULL;
	copy->contact.key.text = buffer_span(&copy->key);
	waiting->next = (waiting->next + 1) % DIFF_WAITING;
	waiting->count++;
	return copy;
}

/* One that has waited half the time: its slot is there by now. NULL: there is none yet. */
static const struct diff_copy *
middle(const struct diff_waiting *waiting)
{
	if (waiting->count <= DIFF_WAITING / 2)
		return NULL;
	return &waiting->copies[(waiting->next + DIFF_WAITING / 2 - 1) % DIFF_WAITING];
}

void
diff_waiting_put(struct diff_waiting *waiting, const struct diff_contact *contact,
	struct span packed, struct diff_shelf *shelf)
{
	struct diff_copy *copy = put_key(waiting, contact);
	buffer_clear(&copy->values);
	buffer_add(&copy->values, packed);
	copy->contact.packed = buffer_span(&copy->values);
	copy->is_record = false;
	diff_shelf_prefetch_slot(shelf, contact->hash);
	const struct diff_copy *half = middle(waiting);
	if (half)
		diff_shelf_prefetch_held(shelf, half->contact.hash);
}

void
diff_waiting_put_record(struct diff_waiting *waiting, const struct diff_contact *contact,
	uint64_t digest, struct diff_rest *rest)
{
	struct diff_copy *copy = put_key(waiting, contact);
	const struct record *record = contact->record;
	diff_again_copy(&copy->values, span_of(record->raw.data, record->content));
	copy->is_record = true;
	copy->digest = digest;
	diff_rest_prefetch_slot(rest, contact->hash);
	const struct diff_copy *half = middle(waiting);
	if (half)
		diff_rest_prefetch_digest(rest, half->contact.hash);
}

struct diff_copy *
diff_waiting_take(struct diff_waiting *waiting)
{
	if (!waiting->count)
		return NULL;
	size_t first = (waiting->next + DIFF_WAITING - waiting->count) % DIFF_WAITING;
	waiting->count--;
	return &waiting->copies[first];
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
