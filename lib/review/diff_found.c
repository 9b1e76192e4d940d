/* diff_found.c - see diff_internal.h: what was found is told */
#include "cli/memory.h"
#include "review/diff_internal.h"

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

bool
diff_tell_alone(struct diff *diff, int number, const struct key *key, struct error *error)
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

bool
diff_compare(struct diff *diff, const struct diff_contact *old, const struct diff_contact *new,
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
