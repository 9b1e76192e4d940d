/* patch_plan.c - see patch_plan.h */
#include "journal/patch_plan.h"

#include "cli/memory.h"
#include "journal/group_merge.h"

#include <stdlib.h>

static const char changed_since[] = "changed since", tangled[] = "tangled",
		  met_again[] = "met again", no_place[] = "cannot be set";

static void
add_change(struct patch_plan *plan, struct journal_change *change)
{
	const struct recorded *values = plan->index->values;
	const struct journal_field *field = &plan->index->fields[change->field];
	plan->list = memory_resized(plan->list, plan->count + 1, sizeof(*plan->list));
	plan->list[plan->count++] = (struct planned_change){
		.change = change,
		.field = field,
		.column = field->column,
		.role = field->role,
		.expected = &values[change->values[plan->reverse]],
		.wanted = &values[change->values[!plan->reverse]],
	};
}

bool
patch_plan_find(struct patch_plan *plan, struct record *contact)
{
	plan->count = 0;
	for (size_t i = 0; i < plan->keys->count; i++) {
		struct span key;
		if (!record_text(contact, plan->keys->list[i], &key))
			return false;
		uint32_t number = key.length ? journal_index_find(plan->index, i, key) : 0;
		while (number) {
			add_change(plan, &plan->index->changes[number]);
			number = plan->index->changes[number].next;
		}
	}
	return true;
}

/* Under two keys, or two spellings of its name, one field may be planned twice. */
static bool
is_planned_twice(const struct patch_plan *plan, const struct record *contact, size_t at)
{
	struct span name = record_name(contact, plan->list[at].column);
	for (size_t i = 0; i < plan->count; i++)
		if (i != at && columns_match(contact->columns, plan->list[i].column.index, name))
			return true;
	return false;
}

/* Whether the change can be made beside others that were made to the groups since. */
static bool
merge(struct planned_change *planned, struct record *contact)
{
	struct recorded *merged = arena_take_aligned(&contact->arena, sizeof(*merged));
	if (!group_merge(planned->expected, planned->wanted, contact, planned->column, merged))
		return false;
	planned->wanted = merged;
	return true;
}

enum patch_judgement
patch_plan_judge(struct patch_plan *plan, struct record *contact, size_t i)
{
	struct planned_change *planned = &plan->list[i];
	struct column column = planned->column;
	bool is_wanted = recorded_is_raw(planned->wanted, contact, column);
	bool is_expected = recorded_is_raw(planned->expected, contact, column);
	if (!is_wanted && !is_expected) {
		is_wanted = recorded_equals(planned->wanted, contact, column, planned->role);
		is_expected = recorded_equals(planned->expected, contact, column, planned->role);
	}
	planned->change->met++;
	if (planned->change->tangled || is_planned_twice(plan, contact, i))
		planned->why_z = tangled;
	else if (planned->change->met > planned->change->times)
		planned->why_z = met_again;
	else if (is_wanted)
		return PATCH_ALREADY;
	else if (!is_expected &&
		 !(plan->merge_groups && planned->role == ROLE_GROUPS && merge(planned, contact)))
		planned->why_z = changed_since;
	return planned->why_z ? PATCH_CONFLICT : PATCH_TO_DO;
}

void
planned_change_fail(struct planned_change *planned)
{
	planned->why_z = no_place;
}

static void
add_value(struct buffer *text, bool present, struct span raw)
{
	if (!present)
		buffer_add_z(text, "not there");
	else if (!raw.length)
		buffer_add_z(text, "blank");
	else
		buffer_add(text, span_excerpt(raw, 80));
}

static void
add_reason(struct buffer *text, const struct planned_change *planned, bool present, struct span raw)
{
	if (planned->why_z == tangled) {
		buffer_add_z(text, "is recorded several times, in ways that do not fit together");
	} else if (planned->why_z == met_again) {
		buffer_add_z(text, "is recorded of fewer contacts than have this key");
	} else {
		bool since = planned->why_z == changed_since;
		const struct recorded *other = since ? planned->expected : planned->wanted;
		buffer_add_z(text, "is ");
		add_value(text, present, raw);
		buffer_add_z(text, since ? ", not " : ", which cannot become ");
		add_value(text, !other->absent, other->raw);
	}
	buffer_add_z(text, ": left alone");
}

void
patch_plan_report(const struct patch_plan *plan, struct record *contact,
	const struct planned_change *planned, struct conflicts *conflicts)
{
	struct key key;
	struct buffer text = {0};
	struct span raw = {NULL, 0};
	bool present = record_raw(contact, planned->column, &raw);
	if (!record_key(contact, plan->keys, &key))
		key = (struct key){{"", 0}, 0};
	struct conflict conflict = {
		.line = planned->change->line,
		.key = key.text,
		.field = record_name(contact, planned->column),
		.expected = planned->expected->raw,
		.found = present ? raw : span_of(NULL, 0),
		.wanted = planned->wanted->raw,
		.why_z = planned->why_z,
	};
	if (key.column)
		conflict.key_field = record_name(contact, plan->keys->list[key.column]);
	buffer_add_format(&text, "%.*s of \"%.*s\" ", SPAN_ARGUMENTS(conflict.field),
		SPAN_ARGUMENTS(span_excerpt(key.text, 80)));
	add_reason(&text, planned, present, raw);
	conflict.message = buffer_span(&text);
	conflicts_add(conflicts, &conflict);
	buffer_free(&text);
}

void
patch_plan_free(struct patch_plan *plan)
{
	free(plan->list);
	plan->list = NULL;
}
