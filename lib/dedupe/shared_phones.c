/* shared_phones.c - see shared_phones.h */
#include "dedupe/shared_phones.h"

#include "check/phones.h"
#include "cli/memory.h"
#include "io/buffer.h"
#include "record/date.h"
#include "record/phone.h"
#include "record/truth.h"

#include <stdlib.h>

struct shared_member {
	uint64_t record; /* its number */
	uint32_t group;
	int32_t day;
	bool dated, undated; /* it has a date; one that cannot be read */
	bool opted_out;
};

struct shared_group {
	uint32_t count, opted_out;
	uint32_t first; /* the member that was met first */
	int32_t newest;
	bool dated;            /* somebody has a date */
	bool newest_opted_out; /* one of the newest did */
	bool undated;          /* somebody has a date that cannot be read */
	bool placeholder;
	bool kept_seen, copy_seen; /* in the second reading */
};

void
shared_columns_want(struct shared_columns *wanted, const struct shared_request *request,
	struct columns *columns)
{
	wanted->phone = columns_want(columns, span_from_z("phone"), COLUMN_REQUIRED);
	wanted->active = columns_want(columns, span_from_z("active"), COLUMN_REQUIRED);
	wanted->date = wanted->phone;
	if (request->newest_z)
		wanted->date = columns_want(
			columns, span_from_z(request->newest_z), COLUMN_REQUIRED);
	for (size_t i = 0; i < request->same_count; i++)
		wanted->same[i] = columns_want(columns, request->same[i], COLUMN_REQUIRED);
}

/* Make the key; an empty one for a contact without a phone. False: a bad record. */
static bool
make_key(struct shared_phones *shared, const struct shared_columns *columns, struct record *record,
	bool *placeholder)
{
	struct span text;
	char digits[PHONE_DIGITS_MOST];
	buffer_clear(&shared->key);
	if (!record_text(record, columns->phone, &text))
		return false;
	size_t count = phone_digits(text, digits);
	*placeholder = phone_is_placeholder(digits, count);
	buffer_add(&shared->key, span_of(digits, count));
	for (size_t i = 0; i < shared->request->same_count; i++) {
		if (!record_text(record, columns->same[i], &text))
			return false;
		uint64_t length = text.length; /* so that no two lists of texts run together */
		if (count) {
			buffer_add(&shared->key, span_of((const char *)&length, sizeof(length)));
			buffer_add(&shared->key, text);
		}
	}
	return true;
}

static struct shared_group *
find_group(struct shared_phones *shared, bool placeholder, uint32_t *number)
{
	bool added;
	*number = *span_map_add(
		&shared->by_key, buffer_span(&shared->key), (uint32_t)shared->group_count, &added);
	if (added && shared->group_count == shared->group_capacity) {
		shared->group_capacity = shared->group_capacity ? shared->group_capacity * 2 : 1024;
		shared->groups = memory_resized(
			shared->groups, shared->group_capacity, sizeof(*shared->groups));
	}
	if (added)
		shared->groups[shared->group_count++] = (struct shared_group){
			.first = (uint32_t)shared->member_count, .placeholder = placeholder};
	return &shared->groups[*number];
}

static void
add_to_group(struct shared_group *group, const struct shared_member *member)
{
	group->count++;
	group->opted_out += member->opted_out;
	if (!member->dated || (group->dated && member->day < group->newest))
		return;
	bool newer = !group->dated || member->day > group->newest;
	group->newest_opted_out = member->opted_out || (!newer && group->newest_opted_out);
	group->newest = member->day;
	group->dated = true;
}

static struct shared_member *
append_member(struct shared_phones *shared)
{
	if (shared->member_count == shared->member_capacity) {
		shared->member_capacity = shared->member_capacity ? shared->member_capacity * 2
								  : 1024;
		shared->members = memory_resized(
			shared->members, shared->member_capacity, sizeof(*shared->members));
	}
	return &shared->members[shared->member_count];
}

/*
 * What a record says of itself; of one without a phone the date is not looked at. False: a bad
 * record, which is no member.
 */
static bool
read_member(struct shared_phones *shared, const struct shared_columns *columns,
	struct record *record, struct shared_member *member, bool *placeholder)
{
	enum truth active;
	struct date date = {0};
	struct span text = {"", 0};
	if (!make_key(shared, columns, record, placeholder) ||
		!record_truth(record, columns->active, &active))
		return false;
	bool dated = shared->key.length && shared->request->newest_z;
	if (dated && !record_text(record, columns->date, &text))
		return false;
	bool parsed = text.length && date_parse(text, &date);
	*member = (struct shared_member){
		.record = record->number,
		.dated = parsed,
		.undated = text.length && !parsed,
		.opted_out = active == TRUTH_FALSE,
	};
	member->day = date.day;
	return true;
}

static void
take(struct shared_phones *shared, const struct shared_columns *columns, struct record *record)
{
	struct shared_member is;
	bool placeholder;
	if (!read_member(shared, columns, record, &is, &placeholder) || !shared->key.length)
		return;
	struct shared_member *member = append_member(shared);
	*member = is;
	struct shared_group *group = find_group(shared, placeholder, &member->group);
	group->undated = group->undated || member->undated;
	add_to_group(group, member);
	shared->member_count++;
}

static bool
take_all(struct shared_phones *shared, const struct shared_columns *columns, struct reader *reader,
	struct error *error)
{
	enum reading reading;
	struct record *record;
	while ((reading = reader_next_good(reader, &record, error)) == READING_RECORD)
		take(shared, columns, record);
	return reading == READING_END;
}

bool
shared_phones_read(
	struct shared_phones *shared, const struct shared_request *request, struct error *error)
{
	struct columns columns = {0};
	struct shared_columns wanted;
	shared->request = request;
	for (size_t i = 0; i < request->mapped->mapped_count; i++)
		columns_map(&columns, span_from_z(request->mapped->mapped[i].role_z),
			span_from_z(request->mapped->mapped[i].name_z));
	shared_columns_want(&wanted, request, &columns);
	struct reader *reader = reader_open(&request->files, &columns, error);
	bool well = reader && take_all(shared, &wanted, reader, error) &&
		    reader_check_columns(reader, error);
	reader_close(reader);
	columns_free(&columns);
	return well;
}

static bool
stays_by_policy(const struct shared_phones *shared, const struct shared_group *group,
	const struct shared_member *member)
{
	if (!shared->request->newest_z)
		return &shared->members[group->first] == member;
	return member->dated && member->day == group->newest;
}

static bool
who_stays_opted_out(const struct shared_phones *shared, const struct shared_group *group)
{
	return shared->request->newest_z ? group->newest_opted_out
					 : shared->members[group->first].opted_out;
}

static enum share
judge(const struct shared_phones *shared, const struct shared_member *member)
{
	const struct shared_group *group = &shared->groups[member->group];
	if (group->count < 2)
		return SHARE_NONE;
	if (group->placeholder)
		return SHARE_LEFT_PLACEHOLDER;
	if (shared->request->newest_z && (group->undated || !group->dated))
		return SHARE_LEFT_UNDATED;
	if (group->opted_out && !who_stays_opted_out(shared, group))
		return SHARE_LEFT_OPTED_OUT;
	return member->opted_out || stays_by_policy(shared, group, member) ? SHARE_KEPT
									   : SHARE_COPY;
}

static bool
refuse_changed(const struct record *record, struct error *error)
{
	return error_set(error, STATUS_BAD_DATA,
		"%s:%llu: is not what it was a moment ago; nobody may write to the export while it "
		"is read",
		record->file_z, (unsigned long long)record->line);
}

bool
shared_phones_judge(struct shared_phones *shared, const struct shared_columns *columns,
	struct record *record, enum share *share, struct error *error)
{
	struct shared_member is;
	bool placeholder;
	*share = SHARE_NONE;
	if (!read_member(shared, columns, record, &is, &placeholder))
		return false;
	while (shared->next < shared->member_count &&
		shared->members[shared->next].record < record->number)
		shared->next++;
	const struct shared_member *member = &shared->members[shared->next];
	bool is_member = shared->next < shared->member_count && member->record == record->number;
	const uint32_t *group = span_map_find(&shared->by_key, buffer_span(&shared->key));
	if (is_member != (shared->key.length > 0) ||
		(is_member &&
			(!group || *group != member->group || member->opted_out != is.opted_out)))
		return refuse_changed(record, error);
	if (!is_member)
		return true;
	*share = judge(shared, member);
	return true;
}

void
shared_phones_pass_on(struct shared_phones *shared, enum share share)
{
	if (share == SHARE_NONE)
		return;
	struct shared_group *group = &shared->groups[shared->members[shared->next].group];
	group->kept_seen = group->kept_seen || share == SHARE_KEPT;
	group->copy_seen = group->copy_seen || share == SHARE_COPY;
}

bool
shared_phones_check(const struct shared_phones *shared, struct error *error)
{
	for (size_t i = 0; i < shared->group_count; i++) {
		const struct shared_group *group = &shared->groups[i];
		if (!group->copy_seen || group->kept_seen)
			continue;
		return error_set(error, STATUS_BAD_DATA,
			"record %llu is to stay while others with its phone are marked, but it is "
			"a bad record; fix it first",
			(unsigned long long)shared->members[group->first].record);
	}
	return true;
}

size_t
shared_phones_count(const struct shared_phones *shared, uint64_t *contacts)
{
	size_t phones = 0;
	*contacts = 0;
	for (size_t i = 0; i < shared->group_count; i++) {
		bool is_shared = shared->groups[i].count > 1;
		phones += is_shared;
		*contacts += is_shared ? shared->groups[i].count : 0;
	}
	return phones;
}

void
shared_phones_free(struct shared_phones *shared)
{
	free(shared->members);
	free(shared->groups);
	span_map_free(&shared->by_key);
	buffer_free(&shared->key);
	*shared = (struct shared_phones){0};
}
