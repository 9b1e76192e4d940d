/* guard.c - see guard.h */
#include "journal/guard.h"

#include "cli/memory.h"
#include "format/json_text.h"
#include "io/buffer.h"
#include "journal/consents.h"
#include "journal/guarded.h"
#include "journal/own_opt_outs.h"
#include "record/truth.h"

#include <stdlib.h>

struct guard {
	struct column keys[GUARD_KEY_COUNT], phone, active;
	struct consents consents;
	struct own_opt_outs own_opt_outs;
	struct guard_basis basis;
	struct opt_outs opt_outs;
	char complete_to_z[DATE_TEXT_SIZE];
	struct side_file *guarded, *used;
	bool no_empty_files, any_guarded, any_used;
	struct buffer reason;
	struct error failure; /* of writing to one of them, told by guard_publish */
};

static bool
read_lists(struct guard *guard, const struct guard_request *request, struct columns *columns,
	struct error *error)
{
	if (request->consent_z && !consents_read(&guard->consents, request->consent_z, error))
		return false;
	if (request->consent_z && request->own_opt_outs_z &&
		!own_opt_outs_read(&guard->own_opt_outs, request->own_opt_outs_z, error))
		return false;
	if (!request->opt_outs_z)
		return true;
	guard->basis.opt_outs = &guard->opt_outs;
	guard->opt_outs.evidence = request->evidence;
	guard->basis.list_reaches = request->complete_to && request->exported &&
				    date_compare(*request->complete_to, *request->exported) >= 0;
	if (request->complete_to)
		date_print(*request->complete_to, guard->complete_to_z);
	return opt_outs_read(&guard->opt_outs, request->opt_outs_z, error) &&
	       (!request->export.path_count ||
		       opt_outs_read_export(&guard->opt_outs, &request->export, columns, error));
}

static bool
create(struct side_file **file, const char *path_z, struct error *error)
{
	if (path_z)
		*file = side_file_create(path_z, OUTPUT_NEW, error);
	return !path_z || *file;
}

struct guard *
guard_open(const struct guard_request *request, struct columns *columns, struct error *error)
{
	struct guard *guard = memory_zeroed(1, sizeof(*guard));
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++)
		guard->keys[i] = columns_want(columns, guard_key_names[i], COLUMN_OPTIONAL);
	guard->phone = columns_want(columns, span_of("phone", 5), COLUMN_OPTIONAL);
	guard->active = columns_want(columns, span_of("active", 6), COLUMN_OPTIONAL);
	guard->basis.evidence = request->evidence;
	guard->no_empty_files = request->no_empty_files;
	if (read_lists(guard, request, columns, error) &&
		create(&guard->guarded, request->guarded_z, error) &&
		create(&guard->used, request->used_z, error))
		return guard;
	guard_free(guard);
	return NULL;
}

static bool
read_contact(const struct guard *guard, struct record *record, struct guard_contact *contact)
{
	struct value active;
	bool truth = true;
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++)
		if (!record_text(record, guard->keys[i], &contact->keys[i]))
			return false;
	if (!record_text(record, guard->phone, &contact->phone) ||
		!record_value(record, guard->active, &active))
		return false;
	contact->is_out = truth_parse(active.text, &truth) && !truth;
	return true;
}

unsigned
guard_facts(const struct guard_basis *basis, const struct guard_contact *contact,
	const struct evidence_source **source)
{
	unsigned facts = GUARD_STEP_IS_OURS | GUARD_KEY_IS_ITS_OWN | GUARD_IS_COMPARABLE |
			 (contact->is_out ? GUARD_IS_OUT : 0);
	if (basis->evidence)
		facts = evidence_facts(basis->evidence, contact, source);
	if (!basis->opt_outs)
		return facts | GUARD_LIST_FACTS;
	unsigned list = GUARD_HAS_LIST | opt_outs_facts(basis->opt_outs, contact);
	if (basis->list_reaches)
		list |= GUARD_LIST_REACHES;
	/* with the list, and with the export at all */
	if (!(facts & list & GUARD_IS_COMPARABLE))
		list &= ~(unsigned)GUARD_IS_COMPARABLE;
	return (facts & ~(unsigned)GUARD_IS_COMPARABLE) | list;
}

static void
note_failure(struct guard *guard, const struct error *error)
{
	if (guard->failure.status == STATUS_OK)
		guard->failure = *error;
}

/* The step as a line of a journal, so that the run can be repeated by it. */
static void
note_used(struct guard *guard, const struct guard_contact *contact,
	const struct evidence_source *source)
{
	struct buffer line = {0};
	struct error error = {0};
	guard->any_used = true;
	for (size_t i = 0; guard->used && i < GUARD_KEY_COUNT; i++) {
		if (!contact->keys[i].length)
			continue;
		buffer_clear(&line);
		buffer_add_byte(&line, '{');
		json_add_member(&line, "key", contact->keys[i]);
		json_add_member(&line, "key_field", guard_key_names[i]);
		json_add_member(&line, "field", span_of("active", 6));
		json_add_member(&line, "from", span_of("TRUE", 4));
		json_add_member(&line, "to", span_of("FALSE", 5));
		json_add_member(&line, "filter", span_of("set-active", 10));
		json_add_member(&line, "at", source->at);
		json_add_member(&line, "run", source->run);
		buffer_add_z(&line, "}\n");
		if (!side_file_write(guard->used, buffer_span(&line), &error))
			note_failure(guard, &error);
	}
	buffer_free(&line);
}

static enum guard_answer
allow_by_evidence(struct guard *guard, struct record *record, const struct guard_contact *contact,
	const struct evidence_source *source)
{
	buffer_clear(&guard->reason);
	buffer_add_z(&guard->reason, "made inactive by us (");
	evidence_source_print(source, &guard->reason);
	buffer_add_format(&guard->reason, "), no opt-out up to %s", guard->complete_to_z);
	record->evidence = buffer_span(&guard->reason);
	note_used(guard, contact, source);
	return GUARD_ALLOWED;
}

static enum guard_answer
hold(struct guard *guard, const struct guard_contact *contact, const struct guard_rule *unmet,
	const struct evidence_source *source)
{
	struct error error = {0};
	if (unmet->fact != GUARD_STEP_IS_OURS)
		source = NULL;
	guard->any_guarded = true;
	if (guard->guarded && !guarded_add(guard->guarded, contact, unmet, source, &error))
		note_failure(guard, &error);
	return GUARD_HELD;
}

/* Its consent was given before a day on which it was not inactive yet. */
static enum guard_answer
hold_outdated(struct guard *guard, const struct guard_contact *contact,
	const struct consent *consent, struct date active)
{
	char active_z[DATE_TEXT_SIZE], consent_z[DATE_TEXT_SIZE];
	date_print(active, active_z);
	date_print(consent->day, consent_z);
	char *reason_z = text_formatted_z(
		"the contact was not inactive yet on %s, after the consent of %s, and became so "
		"since, not by a clean-up of ours",
		active_z, consent_z);
	struct guard_rule unmet = {.reason_z = reason_z,
		.remedy_z = "ask the person again, and name the answer with its date in a list for "
			    "--consent"};
	enum guard_answer answer = hold(guard, contact, &unmet, NULL);
	free(reason_z);
	return answer;
}

enum guard_answer
guard_ask(struct guard *guard, struct record *record)
{
	struct guard_contact contact;
	const struct evidence_source *source = NULL;
	struct date active;
	if (!read_contact(guard, record, &contact))
		return GUARD_BAD;
	const struct consent *consent = consents_find(&guard->consents, &contact);
	if (consent &&
		!own_opt_outs_follow(&guard->own_opt_outs, &contact, consent->day, &active)) {
		record->consent = consent->text;
		return GUARD_ALLOWED;
	}
	const struct guard_rule *unmet = guard_first_unmet(
		guard_rules, GUARD_RULE_COUNT, guard_facts(&guard->basis, &contact, &source));
	if (!unmet)
		return allow_by_evidence(guard, record, &contact, source);
	return consent ? hold_outdated(guard, &contact, consent, active)
		       : hold(guard, &contact, unmet, source);
}

static bool
publish(const struct guard *guard, struct side_file *file, bool any, struct error *error)
{
	return !file || (guard->no_empty_files && !any) || side_file_publish(file, error);
}

bool
guard_publish(struct guard *guard, struct error *error)
{
	if (guard->failure.status != STATUS_OK) {
		*error = guard->failure;
		return false;
	}
	return publish(guard, guard->guarded, guard->any_guarded, error) &&
	       publish(guard, guard->used, guard->any_used, error);
}

void
guard_retract(struct guard *guard)
{
	if (guard->guarded)
		side_file_retract(guard->guarded);
	if (guard->used)
		side_file_retract(guard->used);
}

void
guard_free(struct guard *guard)
{
	if (!guard)
		return;
	consents_free(&guard->consents);
	own_opt_outs_free(&guard->own_opt_outs);
	opt_outs_free(&guard->opt_outs);
	side_file_free(guard->guarded);
	side_file_free(guard->used);
	buffer_free(&guard->reason);
	free(guard);
}
