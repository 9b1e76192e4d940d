/* diff.c - see diff.h: two exports, read side by side */
#include "review/diff.h"

#include "cli/memory.h"
#include "review/diff_internal.h"

#include <stdlib.h>

/* Nothing, one side's next contact, or both sides'. */
enum step {
	STEP_NONE,
	STEP_OLD,
	STEP_NEW,
	STEP_BOTH,
};

/* Of NDJSON it is known at the end only. */
static bool
check_ignored_early(const struct diff *diff, struct error *error)
{
	for (int i = 0; i < DIFF_SIDES; i++)
		if (reader_format(diff->sides[i].reader) != FORMAT_CSV)
			return true;
	return diff_columns_check_ignored(&diff->columns, error);
}

static bool
has_same_header(const struct diff_side *sides)
{
	size_t count, other;
	const struct span *names = reader_names(sides[DIFF_OLD].reader, &count);
	const struct span *others = reader_names(sides[DIFF_NEW].reader, &other);
	if (!count || count != other)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!span_equal(names[i], others[i]))
			return false;
	return true;
}

static bool
open_sides(struct diff *diff, struct error *error)
{
	for (int i = 0; i < DIFF_SIDES; i++)
		if (!diff_side_want(
			    &diff->sides[i].columns, &diff->sides[i].keys, &diff->request, error))
			return false;
	diff_columns_begin(&diff->columns, &diff->sides[DIFF_OLD].columns, diff->request.ignored,
		diff->request.ignored_count);
	for (int i = 0; i < DIFF_SIDES; i++)
		if (!diff_side_open(&diff->sides[i], (enum diff_side_number)i, &diff->request,
			    &diff->columns, error))
			return false;
	diff->same_header = has_same_header(diff->sides);
	return check_ignored_early(diff, error) && diff_side_settle_keys(diff->sides, error) &&
	       diff_side_look_ahead(&diff->sides[DIFF_OLD], error) &&
	       diff_side_look_ahead(&diff->sides[DIFF_NEW], error);
}

struct diff *
diff_open(const struct diff_request *request, struct error *error)
{
	struct diff *diff = memory_zeroed(1, sizeof(*diff));
	diff->request = *request;
	if (open_sides(diff, error))
		return diff;
	diff_close(diff);
	return NULL;
}

/* Those of OLD that were not kept whole. */
static bool
release_rest(struct diff *diff, struct error *error)
{
	const struct diff_digest *found;
	while ((found = diff_rest_next(&diff->rest))) {
		struct diff_contact contact;
		if (!diff_rest_contact(&diff->rest, found, &contact, error) ||
			!diff_tell_alone(diff, DIFF_OLD, &contact.key, error))
			return false;
	}
	return true;
}

/* Nobody on this shelf can find a partner any more, nor can those of its side that come later. */
static bool
release(struct diff *diff, int number, struct error *error)
{
	struct diff_shelf *shelf = &diff->shelves[number];
	struct diff_cursor cursor = {0};
	struct diff_held *held;
	diff->released[number] = true;
	while ((held = diff_shelf_next(shelf, &cursor))) {
		struct key key = diff_held_key(held);
		if (!diff_tell_alone(diff, number, &key, error))
			return false;
	}
	diff_shelf_free(shelf);
	return number == DIFF_NEW || release_rest(diff, error);
}

/* From here on OLD is read to its end first; only where it cannot be read again is all of it held.
 */
static void
hold_old(struct diff *diff)
{
	struct diff_side *sides = diff->sides;
	enum format format = reader_format(sides[DIFF_OLD].reader);
	diff->holding_old = true;
	diff_rest_open(&diff->rest, &sides[DIFF_OLD],
		!diff->request.ignored_count && format == reader_format(sides[DIFF_NEW].reader) &&
			(format == FORMAT_NDJSON || diff->same_header));
}

static bool
shelve(struct diff *diff, int number, const struct diff_contact *contact, struct error *error)
{
	struct diff_shelf *shelves = diff->shelves;
	if (number == DIFF_OLD && contact->record && diff_rest_is_open(&diff->rest))
		diff_rest_put(&diff->rest, contact);
	else
		diff_shelf_put(&shelves[number], &contact->key, contact->hash, contact->line,
			diff_side_packed(&diff->sides[number], contact));
	diff->ahead[number]++;
	size_t held = diff->rest.bytes;
	for (int i = 0; i < DIFF_SIDES; i++)
		held += shelves[i].bytes - shelves[i].taken_bytes;
	diff->counts.held++;
	if (held > diff->counts.held_most)
		diff->counts.held_most = held;
	if (held <= DIFF_WINDOW)
		return true;
	if (!diff->holding_old)
		hold_old(diff);
	return !diff->sides[!number].ended || release(diff, number, error);
}

/* In the same order, all that came before the two has no partner. */
static void
align(struct diff *diff, int number, const struct diff_held *partner)
{
	uint32_t behind = diff->shelves[!number].sequence - partner->sequence;
	if (behind >= diff->ahead[!number])
		return;
	diff->ahead[!number] = behind;
	diff->ahead[number] = 0;
}

/* A contact of one side alone: its partner is on the other shelf, or may come, or there is none. */
static bool
place(struct diff *diff, int number, const struct diff_contact *contact, struct error *error)
{
	struct diff_shelf *others = &diff->shelves[!number];
	struct diff_held *partner = diff_shelf_find(others, &contact->key, contact->hash);
	if (!partner && diff->released[number])
		return diff_tell_alone(diff, number, &contact->key, error);
	if (!partner)
		return shelve(diff, number, contact, error);
	align(diff, number, partner);
	diff_shelf_take(others, partner);
	struct diff_contact found = diff_contact_of(partner);
	return number == DIFF_OLD ? diff_compare(diff, contact, &found, error)
				  : diff_compare(diff, &found, contact, error);
}

static bool
note_and_place(
	struct diff *diff, int number, const struct diff_contact *contact, struct error *error)
{
	bool is_old = number == DIFF_OLD;
	return diff_keys_note(&diff->keys, diff->sides, is_old ? contact : NULL,
		       is_old ? NULL : contact, error) &&
	       place(diff, number, contact, error);
}

static bool
is_pair(const struct diff_contact *a, const struct diff_contact *b)
{
	return a->key.column == b->key.column && span_equal(a->key.text, b->key.text);
}

/* Whether its partner is in the rest and has the same digest, as mostly: no more is to be done. */
static bool
is_same_in_rest(struct diff *diff, const struct diff_copy *copy)
{
	if (!copy->is_record)
		return false;
	struct diff_digest *found = diff_rest_find(&diff->rest, copy->contact.hash, NULL);
	if (!found || found->digest != copy->digest)
		return false;
	diff_rest_take(&diff->rest, found);
	diff->counts.same++;
	return true;
}

/* A contact of NEW whose partner is on the shelf, else perhaps in the rest of OLD. */
static bool
place_beside_rest(struct diff *diff, const struct diff_contact *contact, struct error *error)
{
	struct diff_rest *rest = &diff->rest;
	struct diff_digest *found = NULL;
	if (diff_shelf_find(&diff->shelves[DIFF_OLD], &contact->key, contact->hash))
		return place(diff, DIFF_NEW, contact, error);
	while ((found = diff_rest_find(rest, contact->hash, found))) {
		struct diff_contact old;
		if (!diff_rest_contact(rest, found, &old, error))
			return false;
		if (is_pair(&old, contact)) {
			diff_rest_take(rest, found);
			return diff_compare(diff, &old, contact, error);
		}
	}
	return place(diff, DIFF_NEW, contact, error);
}

static bool
place_waiting(struct diff *diff, const struct diff_copy *copy, struct error *error)
{
	if (!diff_rest_is_open(&diff->rest))
		return place(diff, DIFF_NEW, &copy->contact, error);
	/* those of one key go by their order, and what is on the shelf came before the rest */
	bool alone = !diff->request.lenient || !diff_shelf_find(&diff->shelves[DIFF_OLD],
						       &copy->contact.key, copy->contact.hash);
	if (alone && is_same_in_rest(diff, copy))
		return true;
	struct diff_contact contact = copy->contact;
	return (!copy->is_record ||
		       diff_again_read(&diff->sides[DIFF_NEW], &copy->values, &contact, error)) &&
	       place_beside_rest(diff, &contact, error);
}

/* Put it where it waits until what it is to be compared with is in the cache. */
static void
put_waiting(struct diff *diff, const struct diff_contact *contact)
{
	struct diff_side *side = &diff->sides[DIFF_NEW];
	uint64_t digest;
	if (diff_rest_is_open(&diff->rest) && contact->record &&
		diff_rest_digest(&diff->rest, side, contact, &digest))
		diff_waiting_put_record(&diff->waiting, contact, digest, &diff->rest);
	else
		diff_waiting_put(&diff->waiting, contact, diff_side_packed(side, contact),
			&diff->shelves[DIFF_OLD]);
}

/* As note_and_place, but OLD's contacts are so many that it is better not to wait for their memory.
 */
static bool
note_and_wait(struct diff *diff, const struct diff_contact *contact, struct error *error)
{
	if (diff_waiting_is_full(&diff->waiting) &&
		!place_waiting(diff, diff_waiting_take(&diff->waiting), error))
		return false;
	put_waiting(diff, contact);
	return diff_keys_note(&diff->keys, diff->sides, NULL, contact, error);
}

static enum step
next_step(const struct diff *diff)
{
	if (diff->sides[DIFF_OLD].ended)
		return diff->sides[DIFF_NEW].ended ? STEP_NONE : STEP_NEW;
	if (diff->sides[DIFF_NEW].ended || diff->holding_old)
		return STEP_OLD;
	if (!diff->ahead[DIFF_OLD] && !diff->ahead[DIFF_NEW])
		return STEP_BOTH;
	return diff->ahead[DIFF_OLD] <= diff->ahead[DIFF_NEW] ? STEP_OLD : STEP_NEW;
}

static bool
step_one(struct diff *diff, int number, struct error *error)
{
	struct diff_contact contact;
	if (!diff_side_next(&diff->sides[number], &contact, error))
		return false;
	if (diff->sides[number].ended)
		return true;
	if (number == DIFF_NEW && diff->holding_old)
		return note_and_wait(diff, &contact, error);
	diff_shelf_prefetch_slot(&diff->shelves[!number], contact.hash);
	return note_and_place(diff, number, &contact, error);
}

/* Whether an earlier contact of this key waits, whose turn it is then: for a lenient diff only. */
static bool
is_preceded(struct diff *diff, const struct diff_contact *contact)
{
	return diff->request.lenient &&
	       (diff_shelf_find(&diff->shelves[DIFF_OLD], &contact->key, contact->hash) ||
		       diff_shelf_find(&diff->shelves[DIFF_NEW], &contact->key, contact->hash));
}

/* The same order so far: mostly these two are one contact, and nothing is copied. */
static bool
step_both(struct diff *diff, struct error *error)
{
	struct diff_side *sides = diff->sides;
	struct diff_contact old, new;
	if (!diff_side_next(&sides[DIFF_OLD], &old, error) ||
		!diff_side_next(&sides[DIFF_NEW], &new, error))
		return false;
	if (!sides[DIFF_OLD].ended && !sides[DIFF_NEW].ended && is_pair(&old, &new) &&
		!is_preceded(diff, &old))
		return diff_keys_note(&diff->keys, sides, &old, &new, error) &&
		       diff_compare(diff, &old, &new, error);
	return (sides[DIFF_OLD].ended || note_and_place(diff, DIFF_OLD, &old, error)) &&
	       (sides[DIFF_NEW].ended || note_and_place(diff, DIFF_NEW, &new, error));
}

static bool
finish(struct diff *diff, struct error *error)
{
	const struct diff_copy *copy;
	while ((copy = diff_waiting_take(&diff->waiting)))
		if (!place_waiting(diff, copy, error))
			return false;
	diff->counts.contacts[DIFF_OLD] = diff->sides[DIFF_OLD].count;
	diff->counts.contacts[DIFF_NEW] = diff->sides[DIFF_NEW].count;
	return release(diff, DIFF_OLD, error) && release(diff, DIFF_NEW, error) &&
	       diff_keys_finish(&diff->keys, diff->sides, error) &&
	       diff_columns_check_ignored(&diff->columns, error);
}

bool
diff_run(struct diff *diff, const struct diff_listener *listener, struct error *error)
{
	diff->listener = listener;
	for (;;) {
		bool well = false;
		switch (next_step(diff)) {
		case STEP_NONE:
			return finish(diff, error);
		case STEP_OLD:
			well = step_one(diff, DIFF_OLD, error);
			break;
		case STEP_NEW:
			well = step_one(diff, DIFF_NEW, error);
			break;
		case STEP_BOTH:
			well = step_both(diff, error);
			break;
		}
		if (!well)
			return false;
	}
}

const struct diff_counts *
diff_result(const struct diff *diff)
{
	return &diff->counts;
}

const struct diff_columns *
diff_result_columns(const struct diff *diff)
{
	return &diff->columns;
}

const char *
diff_side_name_z(const struct diff *diff, enum diff_side_number side)
{
	return diff->sides[side].name_z;
}

bool
diff_is_one_sided(
	const struct diff *diff, const struct diff_column *column, enum diff_side_number side)
{
	return column->has[side] && !column->has[!side] && !diff->sides[!side].empty;
}

void
diff_close(struct diff *diff)
{
	if (!diff)
		return;
	diff_rest_free(&diff->rest);
	for (int i = 0; i < DIFF_SIDES; i++) {
		diff_side_close(&diff->sides[i]);
		diff_shelf_free(&diff->shelves[i]);
	}
	diff_columns_free(&diff->columns);
	diff_waiting_free(&diff->waiting);
	diff_keys_free(&diff->keys);
	group_sets_free(&diff->scratch);
	free(diff->fields);
	free(diff);
}
