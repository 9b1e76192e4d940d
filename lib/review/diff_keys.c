/* diff_keys.c - see diff_keys.h: a ring of notes on their way into the table */
#include "review/diff_keys.h"

#include "review/diff_repeat.h"

static bool
take_note(struct diff_keys *keys, const struct diff_side *sides, const struct diff_note *note,
	struct error *error)
{
	unsigned repeated = seen_keys_add(&keys->seen, note->hash, note->sides);
	for (int i = 0; repeated && i < DIFF_SIDES; i++) {
		struct diff_contact contact = {
			.key = {buffer_span(&note->key), note->column},
			.hash = note->hash,
			.line = note->lines[i],
		};
		if ((repeated & (i == DIFF_OLD ? SEEN_OLD : SEEN_NEW)) &&
			!diff_repeat_check(&sides[i], &contact, error))
			return false;
	}
	return true;
}

bool
diff_keys_note(struct diff_keys *keys, const struct diff_side *sides,
	const struct diff_contact *old, const struct diff_contact *new, struct error *error)
{
	if (sides[DIFF_OLD].request->lenient)
		return true;
	const struct diff_contact *contact = old ? old : new;
	struct diff_note *note = &keys->notes[keys->next];
	keys->next = (keys->next + 1) % DIFF_NOTES;
	if (keys->count == DIFF_NOTES && !take_note(keys, sides, note, error))
		return false;
	keys->count += keys->count < DIFF_NOTES;
	seen_keys_prefetch(&keys->seen, contact->hash);
	note->hash = contact->hash;
	note->sides = (old ? SEEN_OLD : 0) | (new ? SEEN_NEW : 0);
	note->lines[DIFF_OLD] = old ? old->line : 0;
	note->lines[DIFF_NEW] = new ? new->line : 0;
	note->column = contact->key.column;
	buffer_clear(&note->key);
	buffer_add(&note->key, contact->key.text);
	return true;
}

bool
diff_keys_finish(struct diff_keys *keys, const struct diff_side *sides, struct error *error)
{
	for (; keys->count; keys->count--) {
		size_t oldest = (keys->next + DIFF_NOTES - keys->count) % DIFF_NOTES;
		if (!take_note(keys, sides, &keys->notes[oldest], error))
			return false;
	}
	return true;
}

void
diff_keys_free(struct diff_keys *keys)
{
	seen_keys_free(&keys->seen);
	for (size_t i = 0; i < DIFF_NOTES; i++)
		buffer_free(&keys->notes[i].key);
	*keys = (struct diff_keys){0};
}
