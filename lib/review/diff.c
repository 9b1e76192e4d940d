/* diff.c - see diff.h: two exports, read side by side */
#include "review/diff.h"

#include "cli/memory.h"
#include "review/diff_keys.h"
#include "review/diff_waiting.h"

#include <stdlib.h>

/* Nothing, one side's next contact, or both sides'. */
enum step {
	STEP_NONE,
	STEP_OLD,
	STEP_NEW,
	STEP_BOTH,
};

struct diff {
	struct diff_request request;
	struct diff_columns columns;
	struct diff_side sides[DIFF_SIDES];
	struct diff_shelf shelves[DIFF_SIDES];
	uint64_t ahead[DIFF_SIDES]; /* how many of the last on the shelf the other side may still
				       come to, if both keep the same order */
	bool holding_old;           /* they do not: OLD is read to its end first */
	bool released[DIFF_SIDES];  /* who is alone is told at once */
	bool same_header;           /* of CSV: the same bytes are the same values */
	struct diff_keys keys;
	struct diff_waiting waiting; /* of NEW, when all of OLD is on the shelf */
	struct diff_counts counts;
	struct diff_field *fields;
	size_t field_capacity;
	struct group_sets scratch;
	const struct diff_listener *listener;
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

static struct diff_subject
subject_of(const struct diff *diff, const struct key *key)
{
	const struct diff_side *side = &diff->sides[DIFF_OLD];
	struct diff_subject subject = {.key = key->text, .key_field = {"", 0}};
	size_t column = side->keys.list[key->column].index;
	if (side->key_positions[key->column])
		subject.key_field = span_from_z(side->columns.list[column].sought_z);
	return subject;
}

static bool
tell_alone(struct diff *diff, int number, const struct key *key, struct error *error)
{
	const struct diff_listener *listener = diff->listener;
	struct diff_subject subject = subject_of(diff, key);
	if (number == DIFF_OLD) {
		diff->counts.gone++;
		return listener->gone(listener->context, &subject, error);
	}
	diff->counts.added++;
	return listener->added(listener->context, &subject, error);
}

/* Records of one header, or objects, that have the same bytes, and contacts packed alike. */
static bool
has_same_bytes(struct diff *diff, const struct diff_contact *old, const struct diff_contact *new)
{
	if (!old->record || !new->record)
		return span_equal(diff_side_packed(&diff->sides[DIFF_OLD], old),
			diff_side_packed(&diff->sides[DIFF_NEW], new));
	if (old->record->format != new->record->format)
		return false;
	if (old->record->format == FORMAT_CSV && !diff->same_header)
		return false;
	return span_equal(span_of(old->record->raw.data, old->record->content),
		span_of(new->record->raw.data, new->record->content));
}

static bool
compare(struct diff *diff, const struct diff_contact *old, const struct diff_contact *new,
	struct error *error)
{
	if (has_same_bytes(diff, old, new)) {
		diff->counts.same++;
		return true;
	}
	const struct span *from = diff_side_values(&diff->sides[DIFF_OLD], old);
	const struct span *to = diff_side_values(&diff->sides[DIFF_NEW], new);
	if (diff->columns.count > diff->field_capacity) {
		diff->field_capacity = diff->columns.capacity;
		diff->fields = memory_resized(
			diff->fields, diff->field_capacity, sizeof(*diff->fields));
	}
	size_t count = diff_values_compare(&diff->columns, from, to, diff->fields, &diff->scratch);
	if (!count) {
		diff->counts.same++;
		return true;
	}
	diff->counts.changed++;
	struct diff_subject subject = subject_of(diff, &new->key);
	return diff->listener->changed(
		diff->listener->context, &subject, diff->fields, count, error);
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
		if (!tell_alone(diff, number, &key, error))
			return false;
	}
	diff_shelf_free(shelf);
	return true;
}

static bool
shelve(struct diff *diff, int number, const struct diff_contact *contact, struct error *error)
{
	struct diff_shelf *shelves = diff->shelves;
	diff_shelf_put(&shelves[number], &contact->key, contact->hash, contact->line,
		diff_side_packed(&diff->sides[number], contact));
	diff->ahead[number]++;
	size_t held = 0;
	for (int i = 0; i < DIFF_SIDES; i++)
		held += shelves[i].bytes - shelves[i].taken_bytes;
	diff->counts.held++;
	if (held > diff->counts.held_most)
		diff->counts.held_most = held;
	if (held <= DIFF_WINDOW)
		return true;
	diff->holding_old = true;
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
		return tell_alone(diff, number, &contact->key, error);
	if (!partner)
		return shelve(diff, number, contact, error);
	align(diff, number, partner);
	diff_shelf_take(others, partner);
	struct diff_contact found = diff_contact_of(partner);
	return number == DIFF_OLD ? compare(diff, contact, &found, error)
				  : compare(diff, &found, contact, error);
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

/* The same, but the shelf is so large that it is better not to wait for its memory. */
static bool
note_and_wait(struct diff *diff, const struct diff_contact *contact, struct error *error)
{
	if (diff_waiting_is_full(&diff->waiting) &&
		!place(diff, DIFF_NEW, diff_waiting_take(&diff->waiting), error))
		return false;
	diff_waiting_put(&diff->waiting, contact, diff_side_packed(&diff->sides[DIFF_NEW], contact),
		&diff->shelves[DIFF_OLD]);
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
	return note_and_place(diff, number, &contact, error);
}

static bool
is_pair(const struct diff_contact *a, const struct diff_contact *b)
{
	return a->key.column == b->key.column && span_equal(a->key.text, b->key.text);
}

/* Nobody waits: mostly these two are one contact, and nothing is copied. */
static bool
step_both(struct diff *diff, struct error *error)
{
	struct diff_side *sides = diff->sides;
	struct diff_contact old, new;
	if (!diff_side_next(&sides[DIFF_OLD], &old, error) ||
		!diff_side_next(&sides[DIFF_NEW], &new, error))
		return false;
	if (!sides[DIFF_OLD].ended && !sides[DIFF_NEW].ended && is_pair(&old, &new))
		return diff_keys_note(&diff->keys, sides, &old, &new, error) &&
		       compare(diff, &old, &new, error);
	return (sides[DIFF_OLD].ended || note_and_place(diff, DIFF_OLD, &old, error)) &&
	       (sides[DIFF_NEW].ended || note_and_place(diff, DIFF_NEW, &new, error));
}

static bool
finish(struct diff *diff, struct error *error)
{
	const struct diff_contact *waiting;
	while ((waiting = diff_waiting_take(&diff->waiting)))
		if (!place(diff, DIFF_NEW, waiting, error))
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
