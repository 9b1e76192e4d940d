/* decisions.c - see decisions.h */
#include "review/decisions.h"

#include "cli/memory.h"
#include "io/source.h"

#include <stdlib.h>

static const char *const scopes[] = {"contact", "rule", "group"};
static const char *const names[] = {"key", "stage", "group"};

static bool
refuse(const struct decisions *decisions, size_t number, struct error *error, const char *what_z)
{
	return error_set(error, STATUS_BAD_DATA, "%s: decision %zu %s", decisions->path_z,
		number + 1, what_z);
}

static bool
take_scope(struct decision *decision, const char *text_z)
{
	for (size_t i = 0; text_z && i < sizeof(scopes) / sizeof(*scopes); i++) {
		decision->scope = (enum decision_scope)i;
		if (strcmp(text_z, scopes[i]) == 0)
			return true;
	}
	return false;
}

static bool
take_text(const json_t *document, const char *name_z, struct span *text)
{
	const json_t *member = json_object_get(document, name_z);
	*text = span_of(json_string_value(member), json_string_length(member));
	return text->length > 0;
}

static struct decision_field *
field_of(struct decisions *decisions, const char *name_z)
{
	for (size_t i = 0; i < decisions->field_count; i++)
		if (strcmp(decisions->fields[i].name_z, name_z) == 0)
			return &decisions->fields[i];
	if (decisions->field_count == DECISION_FIELDS_MOST)
		return NULL;
	struct decision_field *field = &decisions->fields[decisions->field_count++];
	field->name_z = name_z;
	return field;
}

static struct span_map *
map_of(struct decisions *decisions, const struct decision *decision, const json_t *document)
{
	if (decision->scope == DECISION_GROUP)
		return &decisions->by_group;
	if (decision->scope == DECISION_RULE)
		return &decisions->by_stage;
	const char *name_z = json_string_value(json_object_get(document, "key_field"));
	struct decision_field *field = field_of(decisions, name_z ? name_z : "customer_id");
	return field ? &field->by_key : NULL;
}

/* What was decided twice is one decision; the stronger word holds. */
static bool
index_decision(struct decisions *decisions, struct span_map *map, size_t number)
{
	bool added;
	struct decision *decision = &decisions->list[number];
	const uint32_t *first = span_map_add(map, decision->name, (uint32_t)number, &added);
	if (!added && decision->never && !decisions->list[*first].never) {
		decisions->list[*first].never = true;
		decisions->list[*first].reason = decision->reason;
	}
	return added;
}

static bool
take_decision(
	struct decisions *decisions, const json_t *document, size_t number, struct error *error)
{
	struct decision *decision = &decisions->list[decisions->count];
	const char *when_z = json_string_value(json_object_get(document, "when"));
	*decision = (struct decision){0};
	if (!take_scope(decision, json_string_value(json_object_get(document, "scope"))))
		return refuse(decisions, number, error, "has no scope: contact, rule or group");
	if (!when_z || (strcmp(when_z, "never") != 0 && strcmp(when_z, "not now") != 0))
		return refuse(decisions, number, error, "has no when: \"not now\" or \"never\"");
	decision->never = strcmp(when_z, "never") == 0;
	take_text(document, "reason", &decision->reason);
	if (!take_text(document, names[decision->scope], &decision->name))
		return error_set(error, STATUS_BAD_DATA,
			"%s: decision %zu is about a %s without %s", decisions->path_z, number + 1,
			scopes[decision->scope], names[decision->scope]);
	struct span_map *map = map_of(decisions, decision, document);
	if (!map)
		return refuse(decisions, number, error, "names one key_field too many");
	decisions->count += index_decision(decisions, map, decisions->count);
	return true;
}

static bool
check_run(const struct decisions *decisions, const char *run_z, const char *manifest_sha256_z,
	struct error *error)
{
	const char *told_z = json_string_value(json_object_get(decisions->document, "run"));
	const char *digest_z = json_string_value(
		json_object_get(decisions->document, "manifest_sha256"));
	if (!told_z || strcmp(told_z, run_z) != 0)
		return error_set(error, STATUS_REFUSED,
			"%s: the decisions are about %.200s, not %s", decisions->path_z,
			told_z ? told_z : "no run", run_z);
	return (digest_z && strcmp(digest_z, manifest_sha256_z) == 0) ||
	       error_set(error, STATUS_REFUSED,
		       "%s: the decisions were made about another state of the run: "
		       "manifest_sha256 is not that of its manifest; decide again on its page",
		       decisions->path_z);
}

static bool
load(struct decisions *decisions, struct error *error)
{
	char bytes[8192];
	struct source *source = source_open(decisions->path_z, error);
	ssize_t count = source ? 1 : -1;
	while (count > 0 && (count = source_read(source, bytes, sizeof(bytes), error)) > 0)
		buffer_add(&decisions->bytes, span_of(bytes, (size_t)count));
	source_close(source);
	if (count < 0)
		return false;
	if (!decisions->bytes.length)
		return error_set(error, STATUS_BAD_DATA,
			"%s: the file is empty; save the decisions on the run's page again",
			decisions->path_z);
	json_error_t reason;
	decisions->document = json_loadb(
		decisions->bytes.data, decisions->bytes.length, JSON_REJECT_DUPLICATES, &reason);
	return decisions->document ||
	       error_set(error, STATUS_BAD_DATA,
		       "%s:%d: is no JSON (%s); save the decisions on the run's page again",
		       decisions->path_z, reason.line, reason.text);
}

bool
decisions_read(struct decisions *decisions, const char *path_z, const char *run_z,
	const char *manifest_sha256_z, struct error *error)
{
	decisions->path_z = path_z;
	if (!load(decisions, error) || !check_run(decisions, run_z, manifest_sha256_z, error))
		return false;
	const json_t *list = json_object_get(decisions->document, "decisions");
	if (!json_is_array(list))
		return error_set(error, STATUS_BAD_DATA, "%s: has no list of decisions", path_z);
	decisions->list = memory_zeroed(json_array_size(list), sizeof(*decisions->list));
	for (size_t i = 0; i < json_array_size(list); i++)
		if (!take_decision(decisions, json_array_get(list, i), i, error))
			return false;
	return true;
}

void
decisions_want(struct decisions *decisions, struct columns *columns)
{
	for (size_t i = 0; i < decisions->field_count; i++)
		decisions->fields[i].column = columns_want(
			columns, span_from_z(decisions->fields[i].name_z), COLUMN_OPTIONAL);
	decisions->groups = columns_want(columns, span_from_z("group_list"), COLUMN_OPTIONAL);
}

bool
decisions_leave_out_stage(const struct decisions *decisions, const char *stage_z)
{
	return span_map_find(&decisions->by_stage, span_from_z(stage_z)) != NULL;
}

static void
match(struct decisions *decisions, const uint32_t *number, const struct decision **found)
{
	if (!number)
		return;
	const struct decision *decision = &decisions->list[*number];
	decisions->matched = memory_resized(
		decisions->matched, decisions->matched_count + 1, sizeof(*decisions->matched));
	decisions->matched[decisions->matched_count++] = *number;
	if (!*found || (decision->never && !(*found)->never))
		*found = decision;
}

bool
decisions_find_contact(
	struct decisions *decisions, struct record *record, const struct decision **found)
{
	*found = NULL;
	decisions->matched_count = 0;
	for (size_t i = 0; i < decisions->field_count; i++) {
		struct span key;
		if (!record_text(record, decisions->fields[i].column, &key))
			return false;
		match(decisions, span_map_find(&decisions->fields[i].by_key, key), found);
	}
	if (!decisions->by_group.count)
		return true;
	struct groups groups;
	if (!groups_read(record, decisions->groups, &groups))
		return false;
	for (size_t i = 0; i < groups.count; i++)
		match(decisions, span_map_find(&decisions->by_group, groups.names[i]), found);
	return true;
}

void
decisions_meet(struct decisions *decisions)
{
	for (size_t i = 0; i < decisions->matched_count; i++)
		decisions->list[decisions->matched[i]].met = true;
}

static bool
is_met(const struct decision *decision, const struct stage_list *stages)
{
	for (size_t i = 0; decision->scope == DECISION_RULE && i < stages->count; i++)
		if (span_equal_z(decision->name, stages->list[i].name_z))
			return true;
	return decision->met;
}

bool
decisions_check_met(
	const struct decisions *decisions, const struct stage_list *stages, struct error *error)
{
	for (size_t i = 0; i < decisions->count; i++) {
		const struct decision *decision = &decisions->list[i];
		if (is_met(decision, stages))
			continue;
		return error_set(error, STATUS_BAD_DATA,
			"%s: leaves out the %s \"%.*s\", but the run changes nothing of it; mend "
			"the name, or take the decision out",
			decisions->path_z, scopes[decision->scope],
			SPAN_ARGUMENTS(span_excerpt(decision->name, 200)));
	}
	return true;
}

size_t
decisions_count_never_rules(const struct decisions *decisions)
{
	size_t count = 0;
	for (size_t i = 0; i < decisions->count; i++)
		count += decisions->list[i].scope == DECISION_RULE && decisions->list[i].never;
	return count;
}

void
decisions_free(struct decisions *decisions)
{
	for (size_t i = 0; i < decisions->field_count; i++)
		span_map_free(&decisions->fields[i].by_key);
	span_map_free(&decisions->by_group);
	span_map_free(&decisions->by_stage);
	free(decisions->list);
	free(decisions->matched);
	buffer_free(&decisions->bytes);
	json_decref(decisions->document);
	*decisions = (struct decisions){0};
}
