/* opt_outs.c - see opt_outs.h */
#include "journal/opt_outs.h"

#include "cli/memory.h"
#include "record/list.h"
#include "record/truth.h"

#include <stdlib.h>

enum { PHONE = GUARD_KEY_COUNT, COLUMN_COUNT, ACTIVE = COLUMN_COUNT, EXPORT_COLUMN_COUNT };

#define WITH_PHONE 0u /* the number of whom no row names by key alone */

static void
note_found(struct opt_outs *opt_outs, const struct guard_contact *contact)
{
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++) {
		struct span key = span_trim(contact->keys[i]);
		const uint32_t *number = key.length ? span_map_find(&opt_outs->by_key[i], key)
						    : NULL;
		if (!number || *number == WITH_PHONE || opt_outs->found[*number])
			continue;
		opt_outs->found[*number] = true;
		opt_outs->unfound--;
	}
}

/* The keys of a row; returns how many it has, and *only is the last of them. */
static size_t
add_keys_of_row(struct opt_outs *opt_outs, const struct guard_contact *row, uint32_t *numbers[],
	size_t *only)
{
	size_t count = 0;
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++) {
		struct span key = span_trim(row->keys[i]);
		if (!key.length)
			continue;
		numbers[count++] = span_map_add(&opt_outs->by_key[i], key, WITH_PHONE, NULL);
		*only = i;
	}
	return count;
}

/* Whom a row names by keys alone: the export has to tell who that is. */
static void
expect_named(struct opt_outs *opt_outs, uint32_t *const numbers[], size_t count)
{
	uint32_t number = WITH_PHONE;
	for (size_t i = 0; i < count && number == WITH_PHONE; i++)
		number = *numbers[i];
	if (number == WITH_PHONE) {
		number = (uint32_t)++opt_outs->named;
		opt_outs->unfound++;
		if (number >= opt_outs->capacity) {
			opt_outs->capacity = opt_outs->capacity ? opt_outs->capacity * 2 : 64;
			opt_outs->found = memory_resized(
				opt_outs->found, opt_outs->capacity, sizeof(*opt_outs->found));
		}
		opt_outs->found[number] = false;
	}
	for (size_t i = 0; i < count; i++)
		if (*numbers[i] == WITH_PHONE)
			*numbers[i] = number;
}

bool
opt_outs_add(struct opt_outs *opt_outs, const struct guard_contact *row)
{
	bool has_phone = span_trim(row->phone).length;
	uint32_t *numbers[GUARD_KEY_COUNT];
	size_t only = 0;
	if (has_phone && !phone_is_comparable(row->phone))
		return false;
	size_t count = add_keys_of_row(opt_outs, row, numbers, &only);
	if (has_phone) {
		phone_set_add(&opt_outs->phones, row->phone, 0);
		opt_outs->names_phones = true;
		return true;
	}
	if (count == 1)
		opt_outs->only_by[only] = true;
	if (count)
		expect_named(opt_outs, numbers, count);
	return count;
}

static bool
refuse_row(const struct list *list, size_t row, struct error *error)
{
	struct span phone = list_text(list, row, PHONE);
	unsigned long long line = list->lines[row];
	if (!span_trim(phone).length)
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu: the opt-out names nobody; fill in customer_id, signalvine_id or "
			"phone",
			list->path_z, line);
	return error_set(error, STATUS_BAD_DATA,
		"%s:%llu: the phone of the opt-out is \"%.*s\", which is none; correct it",
		list->path_z, line, SPAN_ARGUMENTS(span_excerpt(phone, 80)));
}

static struct guard_contact
contact_of(const struct span *texts)
{
	return (struct guard_contact){{texts[0], texts[1]}, texts[PHONE], false};
}

bool
opt_outs_read(struct opt_outs *opt_outs, const char *path_z, struct error *error)
{
	const struct span names[COLUMN_COUNT] = {
		guard_key_names[0], guard_key_names[1], span_of("phone", 5)};
	struct list *list = list_read(path_z, names, COLUMN_COUNT, error);
	bool well = list != NULL;
	for (size_t row = 0; well && row < list->count; row++) {
		struct guard_contact named = contact_of(&list->texts[row * COLUMN_COUNT]);
		well = opt_outs_add(opt_outs, &named) || refuse_row(list, row, error);
	}
	list_free(list);
	return well;
}

static bool
is_among(const struct span_map *keys, const struct guard_contact *contact)
{
	bool found = false;
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++) {
		struct span key = span_trim(contact->keys[i]);
		found = found || (key.length && span_map_find(&keys[i], key));
	}
	return found;
}

static bool
has_phone_of(const struct phone_set *phones, struct span phone)
{
	return phone_set_find(phones, phone, NULL, NULL);
}

static bool
add_phone_of_named(struct opt_outs *opt_outs, const struct guard_contact *contact)
{
	note_found(opt_outs, contact);
	if (!is_among(opt_outs->by_key, contact) || !span_trim(contact->phone).length)
		return true;
	phone_set_add(&opt_outs->of_listed, contact->phone, 0);
	return phone_is_comparable(contact->phone);
}

static void
add_keys(struct span_map *maps, const struct guard_contact *contact)
{
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++) {
		struct span key = span_trim(contact->keys[i]);
		if (key.length)
			span_map_add(&maps[i], key, 0, NULL);
	}
}

/* Who has none may have had one that the list names. */
static bool
has_comparable_phone(const struct opt_outs *opt_outs, const struct guard_contact *contact)
{
	bool blank = !span_trim(contact->phone).length;
	return blank ? !opt_outs->names_phones : phone_is_comparable(contact->phone);
}

bool
opt_outs_meet(struct opt_outs *opt_outs, const struct guard_contact *contact, int pass)
{
	if (pass == 0) {
		if (opt_outs->evidence)
			evidence_meet(opt_outs->evidence, contact);
		return add_phone_of_named(opt_outs, contact);
	}
	if (has_phone_of(&opt_outs->phones, contact->phone))
		add_keys(opt_outs->had_listed, contact);
	if (has_phone_of(&opt_outs->of_listed, contact->phone))
		add_keys(opt_outs->had_shared, contact);
	if (!has_comparable_phone(opt_outs, contact))
		add_keys(opt_outs->had_none, contact);
	return true;
}

static void
take_record(
	struct opt_outs *opt_outs, struct record *record, const struct column *columns, int pass)
{
	struct span texts[EXPORT_COLUMN_COUNT] = {{0}};
	bool known = true, truth = true;
	for (size_t i = 0; i < EXPORT_COLUMN_COUNT; i++)
		known = known && record_text(record, columns[i], &texts[i]);
	struct guard_contact contact = contact_of(texts);
	contact.is_out = truth_parse(texts[ACTIVE], &truth) && !truth;
	if (!known || !opt_outs_meet(opt_outs, &contact, pass))
		opt_outs->export_known = false;
}

static bool
take_records(struct opt_outs *opt_outs, struct reader *reader, const struct column *columns,
	int pass, struct error *error)
{
	for (;;) {
		struct record *record;
		switch (reader_next(reader, &record, error)) {
		case READING_RECORD:
			take_record(opt_outs, record, columns, pass);
			break;
		case READING_BAD:
			opt_outs->export_known = false;
			break;
		case READING_END:
			return reader_check_columns(reader, error);
		case READING_FAILED:
			return false;
		}
	}
}

bool
opt_outs_read_export(struct opt_outs *opt_outs, const struct reader_options *export,
	const struct columns *mapping, struct error *error)
{
	struct columns wanted = {0};
	struct column columns[EXPORT_COLUMN_COUNT];
	bool well = true;
	for (size_t i = 0; i < mapping->mapped_count; i++)
		columns_map(&wanted, span_from_z(mapping->mapped[i].role_z),
			span_from_z(mapping->mapped[i].name_z));
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++)
		columns[i] = columns_want(&wanted, guard_key_names[i],
			opt_outs->by_key[i].count ? COLUMN_REQUIRED : COLUMN_OPTIONAL);
	columns[PHONE] = columns_want(&wanted, span_of("phone", 5), COLUMN_REQUIRED);
	columns[ACTIVE] = columns_want(&wanted, span_of("active", 6), COLUMN_OPTIONAL);
	opt_outs->export_known = true;
	for (int pass = 0; well && pass < 2; pass++) {
		struct reader *reader = reader_open(export, &wanted, error);
		well = reader && take_records(opt_outs, reader, columns, pass, error);
		reader_close(reader);
	}
	columns_free(&wanted);
	return well;
}

static bool
is_comparable(const struct opt_outs *opt_outs, const struct guard_contact *contact)
{
	if (!opt_outs->export_known || !has_comparable_phone(opt_outs, contact) ||
		is_among(opt_outs->had_none, contact))
		return false;
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++)
		if (opt_outs->only_by[i] && !span_trim(contact->keys[i]).length)
			return false;
	return true;
}

unsigned
opt_outs_facts(const struct opt_outs *opt_outs, const struct guard_contact *contact)
{
	unsigned facts = 0;
	if (is_comparable(opt_outs, contact))
		facts |= GUARD_IS_COMPARABLE;
	if (!is_among(opt_outs->by_key, contact))
		facts |= GUARD_KEY_NOT_LISTED;
	if (!has_phone_of(&opt_outs->phones, contact->phone) &&
		!is_among(opt_outs->had_listed, contact))
		facts |= GUARD_PHONE_NOT_LISTED;
	if (!has_phone_of(&opt_outs->of_listed, contact->phone) &&
		!is_among(opt_outs->had_shared, contact))
		facts |= GUARD_SHARER_NOT_LISTED;
	if (!opt_outs->unfound)
		facts |= GUARD_ROWS_ARE_FOUND;
	return facts;
}

void
opt_outs_free(struct opt_outs *opt_outs)
{
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++) {
		span_map_free(&opt_outs->by_key[i]);
		span_map_free(&opt_outs->had_listed[i]);
		span_map_free(&opt_outs->had_shared[i]);
		span_map_free(&opt_outs->had_none[i]);
	}
	phone_set_free(&opt_outs->phones);
	phone_set_free(&opt_outs->of_listed);
	free(opt_outs->found);
	*opt_outs = (struct opt_outs){0};
}
