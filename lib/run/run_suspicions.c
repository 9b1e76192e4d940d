/* run_suspicions.c - see run_internal.h: exports that are probably not what they seem */
#include "run/run_internal.h"

#include "cli/message.h"
#include "run/run_list.h"

#include <string.h>

/* The last run, copied out of the list: its name, digest and count. */
struct last_run {
	bool there;
	char name_z[256];
	char digest_z[DIGEST_TEXT_SIZE];
	uint64_t records;
	uint64_t size; /* of the cleaned file's content */
};

static void
copy_text(char *to_z, size_t size, const char *from_z)
{
	size_t length = strlen(from_z);
	if (length >= size)
		length = size - 1;
	memcpy(to_z, from_z, length);
	to_z[length] = '\0';
}

static bool
find_last(const struct run *run, struct last_run *last, struct error *error)
{
	struct run_list runs = {0};
	bool well = run_list_read(&runs, run->request->runs_z, error);
	const struct listed_run *found = NULL;
	if (well)
		found = run_list_last(&runs, run->request->program_z, run->pipeline_name_z);
	last->there = found != NULL;
	if (found) {
		copy_text(last->name_z, sizeof(last->name_z), found->name_z);
		copy_text(last->digest_z, sizeof(last->digest_z), found->export_digest_z);
		last->records = found->counts.export;
		last->size = found->cleaned_size;
	}
	run_list_free(&runs);
	return well;
}

bool
run_check_export_is_new(struct run *run, struct error *error)
{
	struct last_run last = {0};
	if (!find_last(run, &last, error))
		return false;
	run->expected_size = last.size;
	if (run->request->allow_seen || !last.there ||
		strcmp(last.digest_z, run->export.digest_z) != 0)
		return true;
	return error_set(error, STATUS_REFUSED,
		"%s: the last run, %s, was over the same export, so tonight's has not arrived; "
		"export again, or say --allow-seen",
		run->request->export_z, last.name_z);
}

bool
run_check_export_is_whole(const struct run *run, struct error *error)
{
	const struct proof_counts *counts = &run->counts;
	struct last_run last;
	if (counts->tells_active && !counts->inactive && !run->request->allow_no_inactive)
		return error_set(error, STATUS_REFUSED,
			"%s: not one contact is inactive, so those who opted out are probably "
			"missing; export all contacts, or say --allow-no-inactive",
			run->request->export_z);
	if (run->request->allow_smaller)
		return true;
	if (!find_last(run, &last, error))
		return false;
	if (!last.there || !last.records || counts->export * 10 > last.records * 9)
		return true;
	struct message_number now, before;
	return error_set(error, STATUS_REFUSED,
		"%s: the export has %s contacts, the one of the last run, %s, had %s; export again, "
		"or say --allow-smaller",
		run->request->export_z, message_number_z(&now, counts->export), last.name_z,
		message_number_z(&before, last.records));
}
