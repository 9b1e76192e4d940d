/* tally.c - see tally.h */
#include "stats/tally.h"

#include "cli/memory.h"
#include "record/date.h"
#include "record/defect_place.h"
#include "record/groups.h"
#include "record/phone.h"
#include "record/reading_progress.h"
#include "record/truth.h"

#include <stdlib.h>

static size_t
column_add(struct tally *tally, struct span name)
{
	bool added;
	uint32_t *found = span_map_add(
		&tally->by_column, name, (uint32_t)tally->column_count, &added);
	size_t index = *found;
	if (!added)
		return index;
	if (tally->column_count == tally->column_capacity) {
		tally->column_capacity = tally->column_capacity ? tally->column_capacity * 2 : 64;
		tally->list = memory_resized(
			tally->list, tally->column_capacity, sizeof(*tally->list));
	}
	tally->list[tally->column_count++] = (struct tally_column){
		.name = span_map_key(&tally->by_column, name)};
	return index;
}

/* Most records have the fields of the one before in their places. */
static size_t
column_of(struct tally *tally, struct span name, size_t field)
{
	if (field < tally->column_count && span_equal(tally->list[field].name, name))
		return field;
	return column_add(tally, name);
}

/* As `is empty` of --where: an array of nothing is, too. */
static bool
is_filled(struct record *record, size_t field)
{
	struct span raw = record_original_raw(record, field), text;
	if (!raw.length || span_equal_z(raw, "\"\""))
		return false;
	if (record->format == FORMAT_CSV)
		return true;
	if (raw.data[0] == '[')
		return !record_field_text(record, field, &text) || text.length;
	return raw.data[0] != 'n';
}

static void
count_filled(struct tally *tally, struct record *record)
{
	for (size_t i = 0; i < record->field_count; i++) {
		size_t column = column_of(tally, record->names[i], i);
		tally->list[column].filled += is_filled(record, i);
	}
}

static void
share_add(struct tally_share *share, bool reachable)
{
	share->contacts++;
	share->reachable += reachable;
}

static void
count_group(struct tally *tally, struct span name, bool reachable)
{
	bool added;
	uint32_t *found = span_map_add(
		&tally->by_group, name, (uint32_t)tally->group_count, &added);
	size_t index = *found;
	if (added) {
		if (tally->group_count == tally->group_capacity) {
			tally->group_capacity = tally->group_capacity ? tally->group_capacity * 2
								      : 64;
			tally->groups = memory_resized(
				tally->groups, tally->group_capacity, sizeof(*tally->groups));
		}
		tally->groups[tally->group_count++] = (struct tally_group){
			.name = span_map_key(&tally->by_group, name)};
	}
	struct tally_group *group = &tally->groups[index];
	if (group->met_in == tally->contacts)
		return; /* it stands in the list twice */
	group->met_in = tally->contacts;
	share_add(&group->share, reachable);
}

static bool
count_groups(struct tally *tally, struct record *record, bool reachable)
{
	struct groups groups;
	if (!groups_read(record, tally->roles[TALLY_GROUP_LIST], &groups))
		return false;
	if (!groups.count)
		share_add(&tally->groupless, reachable);
	for (size_t i = 0; i < groups.count; i++)
		count_group(tally, groups.names[i], reachable);
	return true;
}

static size_t
year_of(struct date date)
{
	char text_z[DATE_TEXT_SIZE];
	date_print(date, text_z);
	text_z[4] = '\0';
	return strtoul(text_z, NULL, 10);
}

static bool
count_year(struct tally *tally, struct record *record, bool reachable)
{
	struct span text;
	struct date date;
	if (!record_text(record, tally->roles[TALLY_DATE], &text))
		return false;
	if (!text.length)
		share_add(&tally->dateless, reachable);
	else if (!date_parse(text, &date))
		share_add(&tally->undated, reachable);
	else
		share_add(&tally->years[year_of(date)], reachable);
	return true;
}

/* False: a bad record. */
static bool
count_reachable(struct tally *tally, struct record *record, bool *reachable)
{
	enum truth active, valid;
	struct span phone;
	char digits[PHONE_DIGITS_MOST];
	if (!record_truth(record, tally->roles[TALLY_ACTIVE], &active) ||
		!record_truth(record, tally->roles[TALLY_PHONE_VALID], &valid) ||
		!record_text(record, tally->roles[TALLY_PHONE], &phone))
		return false;
	bool phoneless = !phone_digits(phone, digits);
	*reachable = active != TRUTH_FALSE && valid != TRUTH_FALSE && !phoneless;
	tally->contacts++;
	tally->counts[TALLY_IS_ACTIVE] += active == TRUTH_TRUE;
	tally->counts[TALLY_IS_INACTIVE] += active == TRUTH_FALSE;
	tally->counts[TALLY_IS_INVALID] += valid == TRUTH_FALSE;
	tally->counts[TALLY_IS_PHONELESS] += phoneless;
	tally->counts[TALLY_IS_REACHABLE] += *reachable;
	return true;
}

static bool
count_record(struct tally *tally, struct record *record)
{
	bool reachable;
	if (!count_reachable(tally, record, &reachable) ||
		!count_groups(tally, record, reachable) || !count_year(tally, record, reachable))
		return false;
	count_filled(tally, record);
	return true;
}

static bool
refuse(const struct tally *tally, const struct record *record, struct error *error)
{
	struct defect_place place = defect_place_of(record);
	return error_set(error, STATUS_BAD_DATA, "%s:%llu:%zu: %s (record %llu); fix it first",
		tally->name_z, (unsigned long long)place.line, place.column, record->defect.reason,
		(unsigned long long)record->number);
}

static bool
count_records(struct tally *tally, struct reader *reader, struct error *error)
{
	for (;;) {
		struct record *record;
		switch (reader_next(reader, &record, error)) {
		case READING_RECORD:
			if (!count_record(tally, record))
				return refuse(tally, record, error);
			break;
		case READING_BAD:
			return refuse(tally, record, error);
		case READING_END:
			return reader_check_columns(reader, error);
		case READING_FAILED:
			return false;
		}
	}
}

static void
want_columns(struct tally *tally, const char *date_z, bool date_required)
{
	const char *const names_z[TALLY_ROLES] = {
		"active", "phone_valid", "phone", "group_list", date_z};
	for (enum tally_role role = 0; role < TALLY_ROLES; role++) {
		bool required = role == TALLY_DATE && date_required;
		tally->roles[role] = columns_want(&tally->columns, span_from_z(names_z[role]),
			required ? COLUMN_REQUIRED : COLUMN_OPTIONAL);
	}
}

static void
add_header(struct tally *tally, const struct reader *reader)
{
	size_t count = 0;
	const struct span *names = NULL;
	if (reader_format(reader) == FORMAT_CSV)
		names = reader_names(reader, &count);
	for (size_t i = 0; i < count; i++)
		column_add(tally, names[i]);
}

bool
tally_take(struct tally *tally, const struct reader_options *options, const char *date_z,
	bool date_required, struct error *error)
{
	const char *path_z = options->paths_z[0];
	tally->name_z = strcmp(path_z, "-") == 0 ? "standard input" : path_z;
	tally->years = memory_zeroed(TALLY_YEARS, sizeof(*tally->years));
	want_columns(tally, date_z, date_required);
	struct progress progress;
	struct reader_options told = *options;
	reading_progress_begin(&progress, tally->name_z, options, false);
	told.progress = &progress;
	struct reader *reader = reader_open(&told, &tally->columns, error);
	if (!reader)
		return false;
	add_header(tally, reader);
	bool well = count_records(tally, reader, error);
	progress_end(&progress);
	reader_close(reader);
	return well;
}

void
tally_free(struct tally *tally)
{
	columns_free(&tally->columns);
	free(tally->groups);
	span_map_free(&tally->by_group);
	free(tally->years);
	free(tally->list);
	span_map_free(&tally->by_column);
	*tally = (struct tally){0};
}
