/* diff_again.c - see diff_again.h */
#include "review/diff_again.h"

#include "review/diff_side.h"
#include "review/seen_keys.h"

char *
diff_again_reserve(struct buffer *copy, size_t length)
{
	buffer_clear(copy);
	buffer_reserve(copy, length + 1 + RECORD_PADDING);
	return copy->data;
}

void
diff_again_finish(struct buffer *copy, size_t length)
{
	copy->data[length] = '\n';
	memset(copy->data + length + 1, 0, RECORD_PADDING);
	copy->length = length + 1;
}

void
diff_again_copy(struct buffer *copy, struct span content)
{
	memcpy(diff_again_reserve(copy, content.length), content.data, content.length);
	diff_again_finish(copy, content.length);
}

bool
diff_again_refuse(const struct diff_side *side, struct error *error)
{
	return error_set(error, STATUS_BAD_DATA,
		"%s: was changed while it was read; compare a copy that nobody writes to",
		side->name_z);
}

/* All its columns have been met before. */
static bool
fit_record(struct diff_side *side, const struct record *record, struct error *error)
{
	struct diff_fit *fit = &side->again.fit;
	if (fit->fitted && (record->format == FORMAT_CSV || record->members->same_shape))
		return true;
	return diff_columns_fit(side->shared, fit, side->number, record->names, record->field_count,
		side->name_z, error);
}

bool
diff_again_read(struct diff_side *side, const struct buffer *copy, struct diff_contact *contact,
	struct error *error)
{
	struct diff_again *again = &side->again;
	if (!again->reader)
		again->reader = reader_again_open(side->reader);
	*contact = (struct diff_contact){
		.record = reader_again_read(again->reader, buffer_span(copy)), .fit = &again->fit};
	if (!contact->record || !record_key(contact->record, &side->keys, &contact->key))
		return diff_again_refuse(side, error);
	contact->hash = key_hash(contact->key.text, contact->key.column);
	return fit_record(side, contact->record, error);
}

void
diff_again_free(struct diff_again *again)
{
	reader_again_close(again->reader);
	diff_fit_free(&again->fit);
	*again = (struct diff_again){0};
}
