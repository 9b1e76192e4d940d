/* diff_side.c - see diff_side.h */
#include "review/diff_side.h"

#include "cli/memory.h"
#include "record/defect_place.h"
#include "review/seen_keys.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* So much of NDJSON is looked at for its columns before anything is compared. */
#define AHEAD_CONTACTS 4096
#define AHEAD_BYTES ((size_t)2 << 20)

#define NAMES_SIZE 1024

bool
diff_side_want(struct columns *columns, struct key_columns *keys,
	const struct diff_request *request, struct error *error)
{
	for (size_t i = 0; i < request->mapping_count; i++)
		columns_map(columns, request->mappings[i].role, request->mappings[i].name);
	return key_columns_want(keys, request->keys_z, columns, error);
}

static bool
fit_header(struct diff_side *side, struct error *error)
{
	if (reader_format(side->reader) != FORMAT_CSV)
		return true;
	size_t count;
	const struct span *names = reader_names(side->reader, &count);
	return diff_columns_fit(
		side->shared, &side->fit, side->number, names, count, side->name_z, error);
}

bool
diff_side_open(struct diff_side *side, enum diff_side_number number,
	const struct diff_request *request, struct diff_columns *shared, struct error *error)
{
	const char *const *path_z = &request->paths_z[number];
	struct reader_options options = {
		.paths_z = path_z,
		.path_count = 1,
		.from = request->from,
		.delimiter = request->delimiter,
		.charset_z = request->charset_z,
		.progress = number == DIFF_OLD ? request->progress : NULL,
	};
	side->number = number;
	side->request = request;
	side->shared = shared;
	side->name_z = strcmp(*path_z, "-") == 0 ? "standard input" : *path_z;
	side->reader = reader_open(&options, &side->columns, error);
	return side->reader && fit_header(side, error);
}

static const char *
key_name_z(const struct diff_side *side, size_t i)
{
	return side->columns.list[side->keys.list[i].index].sought_z;
}

/* The key columns by name, for messages; a static buffer. */
static const char *
key_names_z(const struct diff_side *side)
{
	static char names[NAMES_SIZE];
	size_t used = 0;
	names[0] = '\0';
	for (size_t i = 0; i < side->keys.count && used < sizeof(names); i++)
		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s", i ? ", " : "",
			key_name_z(side, i));
	return names;
}

static bool
has_key_column(const struct diff_side *side, size_t i)
{
	return reader_format(side->reader) != FORMAT_CSV ||
	       side->columns.list[side->keys.list[i].index].seen;
}

/* The two files have no key column in common, mostly because a header was not divided at all. */
static bool
refuse_keys(const struct diff_side *sides, struct error *error)
{
	for (size_t i = 0; i < DIFF_SIDES; i++) {
		const struct diff_side *side = &sides[i];
		size_t count = 0;
		const struct span *names = NULL;
		if (reader_format(side->reader) == FORMAT_CSV)
			names = reader_names(side->reader, &count);
		if (!columns_undivided(names, count))
			continue;
		char place_z[NAMES_SIZE];
		snprintf(place_z, sizeof(place_z), "%s:1", side->name_z);
		return columns_missing(
			&side->columns, side->keys.list[0].index, names, count, place_z, error);
	}
	return error_set(error, STATUS_BAD_DATA,
		"%s and %s have none of the columns %s in common; say with --key what a contact is "
		"known by",
		sides[DIFF_OLD].name_z, sides[DIFF_NEW].name_z, key_names_z(&sides[DIFF_OLD]));
}

bool
diff_side_settle_keys(struct diff_side *sides, struct error *error)
{
	sides[DIFF_OLD].other = &sides[DIFF_NEW];
	sides[DIFF_NEW].other = &sides[DIFF_OLD];
	size_t kept = 0;
	for (size_t i = 0; i < sides[DIFF_OLD].keys.count; i++) {
		if (!has_key_column(&sides[DIFF_OLD], i) || !has_key_column(&sides[DIFF_NEW], i))
			continue;
		for (size_t side = 0; side < DIFF_SIDES; side++) {
			sides[side].keys.list[kept] = sides[side].keys.list[i];
			sides[side].key_positions[kept] = i;
		}
		kept++;
	}
	if (!kept)
		return refuse_keys(sides, error);
	sides[DIFF_OLD].keys.count = sides[DIFF_NEW].keys.count = kept;
	return true;
}

static bool
refuse_record(const struct diff_side *side, const struct record *record, struct error *error)
{
	struct defect_place place = defect_place_of(record);
	return error_set(error, STATUS_BAD_DATA, "%s:%llu:%zu: %s (record %llu); fix it first",
		side->name_z, (unsigned long long)place.line, place.column, record->defect.reason,
		(unsigned long long)record->number);
}

static bool
refuse_keyless(const struct diff_side *side, const struct record *record, struct error *error)
{
	char place_z[NAMES_SIZE];
	snprintf(place_z, sizeof(place_z), "%s:%llu", side->name_z,
		(unsigned long long)record->line);
	for (size_t i = 0; i < side->keys.count; i++) {
		size_t column = side->keys.list[i].index;
		if (side->columns.list[column].need == COLUMN_REQUIRED &&
			!side->columns.list[column].seen)
			return columns_missing(&side->columns, column, record->names,
				record->field_count, place_z, error);
	}
	return error_set(error, STATUS_BAD_DATA,
		"%s: the contact has no key: %s %s (record %llu); say with --key what all contacts "
		"are known by",
		place_z, key_names_z(side), side->keys.count == 1 ? "is blank" : "are blank",
		(unsigned long long)record->number);
}

/* Objects in a row mostly have the same keys, and then the fit is right already. */
static bool
fit_record(struct diff_side *side, const struct record *record, struct error *error)
{
	if (record->format == FORMAT_CSV)
		return true;
	if (side->fit.fitted && record->members->same_shape)
		return true;
	char place_z[NAMES_SIZE];
	snprintf(place_z, sizeof(place_z), "%s:%llu", side->name_z,
		(unsigned long long)record->line);
	return diff_columns_fit(side->shared, &side->fit, side->number, record->names,
		record->field_count, place_z, error);
}

static bool
take_record(struct diff_side *side, struct record *record, struct diff_contact *contact,
	struct error *error)
{
	*contact = (struct diff_contact){.record = record, .fit = &side->fit, .line = record->line};
	if (!record_key(record, &side->keys, &contact->key))
		return refuse_record(side, record, error);
	if (!contact->key.text.length)
		return refuse_keyless(side, record, error);
	contact->hash = key_hash(contact->key.text, contact->key.column);
	return fit_record(side, record, error);
}

/* Whether a record is none that can be compared, and to be passed over. */
static bool
is_passed_over(const struct diff_side *side, struct record *record)
{
	struct key key;
	return side->request->lenient &&
	       (!record_key(record, &side->keys, &key) || !key.text.length);
}

static bool
read_contact(struct diff_side *side, struct diff_contact *contact, struct error *error)
{
	for (;;) {
		struct record *record;
		switch (reader_next(side->reader, &record, error)) {
		case READING_RECORD:
			if (is_passed_over(side, record))
				break;
			return take_record(side, record, contact, error);
		case READING_BAD:
			if (side->request->lenient)
				break;
			return refuse_record(side, record, error);
		case READING_END:
			side->ended = true;
			return side->request->lenient || reader_check_columns(side->reader, error);
		case READING_FAILED:
			return false;
		}
	}
}

bool
diff_side_look_ahead(struct diff_side *side, struct error *error)
{
	size_t count = 0, bytes = 0;
	if (reader_format(side->reader) == FORMAT_CSV)
		return true;
	while (count < AHEAD_CONTACTS && bytes < AHEAD_BYTES) {
		struct diff_contact contact;
		if (!read_contact(side, &contact, error))
			return false;
		if (side->ended)
			break;
		diff_shelf_put(&side->ahead, &contact.key, contact.hash, contact.line,
			diff_side_packed(side, &contact));
		count++;
		bytes += contact.record->raw.length;
	}
	side->empty = !count;
	side->ended = false; /* what is held is still to come */
	return true;
}

struct diff_contact
diff_contact_of(const struct diff_held *held)
{
	return (struct diff_contact){
		.key = diff_held_key(held),
		.hash = held->hash,
		.line = held->line,
		.packed = diff_held_values(held),
	};
}

/* What is known by a column that the other side lacks would be gone or added without reason. */
static bool
check_key(const struct diff_side *side, const struct diff_contact *contact, struct error *error)
{
	const struct diff_side *other = side->other;
	size_t column = other->keys.list[contact->key.column].index;
	return other->columns.list[column].seen || other->empty ||
	       error_set(error, STATUS_BAD_DATA,
		       "%s:%llu: the contact is known by its %s, which %s does not have; say with "
		       "--key what both have",
		       side->name_z, (unsigned long long)contact->line,
		       key_name_z(side, contact->key.column), other->name_z);
}

bool
diff_side_next(struct diff_side *side, struct diff_contact *contact, struct error *error)
{
	struct diff_held *held = diff_shelf_next(&side->ahead, &side->next_ahead);
	if (held) {
		*contact = diff_contact_of(held);
	} else {
		if (side->ahead.chunk_count)
			diff_shelf_free(&side->ahead);
		if (!read_contact(side, contact, error))
			return false;
	}
	if (side->ended)
		return true;
	side->count++;
	return check_key(side, contact, error);
}

int
diff_side_open_file(const struct diff_side *side)
{
	const char *path_z = side->request->paths_z[side->number];
	if (strcmp(path_z, "-") == 0)
		return -1;
	int descriptor = open(path_z, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (descriptor < 0 || reader_reads_file(side->reader, descriptor))
		return descriptor;
	close(descriptor);
	return -1;
}

const struct span *
diff_side_values(struct diff_side *side, const struct diff_contact *contact)
{
	size_t count = side->shared->count;
	if (count > side->text_capacity) {
		side->texts = memory_resized(side->texts, count, sizeof(*side->texts));
		side->text_capacity = count;
	}
	if (contact->record)
		diff_values_of(contact->record, contact->fit, side->texts, count);
	else
		diff_values_unpack(contact->packed, side->texts, count);
	return side->texts;
}

struct span
diff_side_packed(struct diff_side *side, const struct diff_contact *contact)
{
	if (!contact->record)
		return contact->packed;
	const struct span *texts = diff_side_values(side, contact);
	buffer_clear(&side->packed);
	diff_values_pack(&side->packed, texts, side->shared->count);
	return buffer_span(&side->packed);
}

void
diff_side_close(struct diff_side *side)
{
	diff_shelf_free(&side->ahead);
	diff_again_free(&side->again);
	reader_close(side->reader);
	columns_free(&side->columns);
	diff_fit_free(&side->fit);
	buffer_free(&side->packed);
	free(side->texts);
	*side = (struct diff_side){0};
}
