/* pair_judge.h - update files applied as the platform does, and what they should have done */
#ifndef ROSTER_UNIT_PAIR_JUDGE_H
#define ROSTER_UNIT_PAIR_JUDGE_H

#include "pair_world.h"
#include "review/update_sorter.h"

/* Bytes; so few that most sets of columns need several files. */
enum { PAIR_UPDATE_MOST = 200 };

/* What approve puts together, as it does. */
struct approving {
	struct stage_list stages;
	struct approval_files files;
	struct decisions decisions;
	struct repeated_keys repeated;
	struct overtaken overtaken; /* there is no other run */
	struct removals removals;
	struct manual_work manual;
	struct update_files updates;
	struct update_sorter sorter;
};

static inline void
approving_connect(struct approving *approving, bool by_signalvine_id)
{
	struct approval_files *files = &approving->files;
	approving->removals.files = approving->manual.files = approving->updates.files = files;
	approving->updates.max_size = PAIR_UPDATE_MOST;
	approving->sorter = (struct update_sorter){
		.files = files,
		.stages = &approving->stages,
		.decisions = &approving->decisions,
		.repeated = &approving->repeated,
		.overtaken = &approving->overtaken,
		.removals = &approving->removals,
		.manual = &approving->manual,
		.updates = &approving->updates,
		.by_signalvine_id = by_signalvine_id,
	};
}

static inline void
approving_free(struct approving *approving)
{
	update_sorter_free(&approving->sorter);
	update_files_free(&approving->updates);
	manual_work_free(&approving->manual);
	removals_free(&approving->removals);
	repeated_keys_free(&approving->repeated);
	overtaken_free(&approving->overtaken);
	decisions_free(&approving->decisions);
	stage_list_free(&approving->stages);
	approval_files_free(&approving->files);
}

/* The next cell of a CSV file at *at, unquoted; *last when it ends its row. */
static inline char *
pair_next_cell(const struct pair *pair, struct span bytes, size_t *at, bool *last)
{
	struct buffer cell = {0};
	bool quoted = bytes.data[*at] == '"';
	*at += quoted;
	for (;; ++*at) {
		WANT(pair, *at < bytes.length, "an update file ends within a row");
		char c = bytes.data[*at];
		if (quoted && c == '"' && bytes.data[*at + 1] == '"')
			++*at;
		else if (quoted && c == '"')
			break;
		else if (!quoted && (c == ',' || c == '\n'))
			break;
		buffer_add_byte(&cell, c);
	}
	*at += quoted;
	*last = bytes.data[*at] == '\n';
	WANT(pair, *last || bytes.data[*at] == ',', "text stands behind a closing quote");
	++*at;
	buffer_add_byte(&cell, '\0');
	return cell.data;
}

/* The contact that the platform knows by this key, of which there must be one. */
static inline size_t
pair_addressed(const struct pair *pair, bool by_id, const char *key_z)
{
	size_t found = 0, contact = 0;
	for (size_t i = 0; i < pair->count; i++)
		if (strcmp(pair->contacts[i].cells_z[by_id ? C_ID : C_SID], key_z) == 0) {
			contact = i;
			found++;
		}
	WANT(pair, *key_z && found == 1, "an update is about \"%s\", %zu contacts", key_z, found);
	return contact;
}

static inline void
pair_apply_cell(struct pair *pair, size_t contact, size_t column, char *text_z)
{
	WANT(pair, !pair->applied_z[contact][column], "two updates of one value of %zu", contact);
	WANT(pair, column >= C_NAME, "an update of an id");
	for (char *c = text_z; pair_is_truth(column) && *c; c++)
		*c = (char)(*c & ~0x20);
	pair->applied_z[contact][column] = text_z;
	pair->values++;
}

/* An update file, row by row: a native header, one row a contact, of a single file each. */
static inline void
pair_apply(struct pair *pair, const char *name_z)
{
	char *path_z = text_formatted_z("run/" APPROVAL_WORK_FOLDER "/%s", name_z);
	struct buffer file = {0};
	size_t columns[PAIR_COLUMNS], count = 0, at = 0, contact = 0;
	bool last = false;
	get_file(path_z, &file);
	WANT(pair, file.length < PAIR_UPDATE_MOST, "%s has %zu bytes", name_z, file.length);
	for (bool heading = true; at < file.length; heading = false)
		for (size_t i = 0; i == 0 || !last; i++) {
			char *text_z = pair_next_cell(pair, buffer_span(&file), &at, &last);
			WANT(pair, i < (heading ? (size_t)PAIR_COLUMNS : count), "%s is ragged",
				name_z);
			if (heading) {
				columns[i] = pair_column_of(pair, span_from_z(text_z));
				WANT(pair, strcmp(text_z, pair_columns[columns[i]].name_z) == 0,
					"a header has \"%s\"", text_z);
				WANT(pair,
					i < 2 || strcmp(pair_columns[columns[i - 1]].name_z,
							 text_z) < 0,
					"a header has not the order of its names");
				count = i + 1;
			} else if (i == 0) {
				contact = pair_addressed(pair, columns[0] == C_ID, text_z);
				for (size_t column = 0; column < PAIR_COLUMNS; column++)
					WANT(pair, !pair->applied_z[contact][column],
						"two rows are about %zu", contact);
				pair->rows++;
			} else {
				pair_apply_cell(pair, contact, columns[i], text_z);
				text_z = NULL;
			}
			free(text_z);
		}
	free(path_z);
	buffer_free(&file);
}

static inline bool
pair_lists_group(const char *groups_z, const char *group_z)
{
	size_t length = strlen(group_z);
	for (const char *at = groups_z; (at = strstr(at, group_z)); at++)
		if ((at == groups_z || at[-1] == ';') && (!at[length] || at[length] == ';'))
			return true;
	return false;
}

/* Whether the reviewer left the contact out, by himself or by a group that he was in. */
static inline bool
pair_is_out(const struct pair *pair, size_t contact)
{
	return pair->contact_out[contact] ||
	       (pair->group_out_z && pair_lists_group(pair->contacts[contact].cells_z[C_GROUPS],
					     pair->group_out_z));
}

static inline bool
pair_has_name(const struct pair *pair, const struct pair_contact *contact)
{
	return !pair_is_blank(contact->cells_z[C_ID]) ||
	       (pair->by_signalvine_id && !pair_is_blank(contact->cells_z[C_SID]));
}

enum pair_way { WAY_NONE, WAY_UPDATE, WAY_LEFT_OUT, WAY_BY_HAND };

/* How a value of a contact that is still there gets to the platform. */
static inline enum pair_way
pair_way(const struct pair *pair, size_t i, size_t column)
{
	const struct pair_contact *contact = &pair->contacts[i];
	const char *text_z = pair->fates[i].cells_z[column];
	if (pair_same(column, contact->cells_z[column], text_z))
		return WAY_NONE;
	if (pair_is_out(pair, i) || pair->fates[i].touched[column] & pair->stages_out)
		return WAY_LEFT_OUT;
	bool can_go = pair_has_name(pair, contact) && !contact->repeated && *text_z;
	return can_go ? WAY_UPDATE : WAY_BY_HAND;
}

/* The contacts of OLD, with the update files applied: NEW where it was changed, OLD where not. */
static inline void
pair_judge_updates(struct pair *pair, const struct sorter_counts *counts)
{
	uint64_t left_out = 0;
	for (size_t i = 0; i < pair->count; i++) {
		const struct pair_fate *fate = &pair->fates[i];
		bool some_out = fate->gone &&
				(pair_is_out(pair, i) || pair->stages_out & 1u << fate->gone_stage);
		for (size_t column = C_NAME; column < PAIR_COLUMNS; column++) {
			enum pair_way way = fate->gone ? WAY_NONE : pair_way(pair, i, column);
			const char *applied_z = pair->applied_z[i][column];
			const char *wanted_z = way == WAY_UPDATE ? fate->cells_z[column] : NULL;
			WANT(pair,
				applied_z && wanted_z ? strcmp(applied_z, wanted_z) == 0
						      : !applied_z && !wanted_z,
				"%s of %s is updated to %s, not %s", pair_columns[column].name_z,
				pair->contacts[i].id_z, applied_z ? applied_z : "nothing",
				wanted_z ? wanted_z : "nothing");
			some_out = some_out || way == WAY_LEFT_OUT;
		}
		left_out += some_out;
	}
	WANT(pair, counts->contacts == pair->rows && counts->values == pair->values,
		"%llu contacts and %llu values are counted, %llu and %llu are there",
		(unsigned long long)counts->contacts, (unsigned long long)counts->values,
		(unsigned long long)pair->rows, (unsigned long long)pair->values);
	WANT(pair, counts->left_out == left_out, "%llu contacts left out, not %llu",
		(unsigned long long)counts->left_out, (unsigned long long)left_out);
	pair->uploaded += pair->values;
	pair->left_out += left_out;
}

/* What no upload does is in manual.csv, or asked of the platform's staff. */
static inline void
pair_judge_hands(struct pair *pair, uint64_t manual, uint64_t removals)
{
	uint64_t by_hand = 0, removed = 0;
	for (size_t i = 0; i < pair->count; i++) {
		const struct pair_fate *fate = &pair->fates[i];
		const struct pair_contact *contact = &pair->contacts[i];
		bool out = pair_is_out(pair, i) || pair->stages_out & 1u << fate->gone_stage;
		bool can_be_asked = fate->purged && !pair_is_keyless(contact) && !contact->repeated;
		removed += fate->gone && !out && can_be_asked;
		by_hand += fate->gone && !out && !can_be_asked;
		for (size_t column = C_NAME; !fate->gone && column < PAIR_COLUMNS; column++)
			by_hand += pair_way(pair, i, column) == WAY_BY_HAND;
	}
	WANT(pair, manual == by_hand, "%llu lines for hands, not %llu", (unsigned long long)manual,
		(unsigned long long)by_hand);
	WANT(pair, removals == removed, "%llu removals, not %llu", (unsigned long long)removals,
		(unsigned long long)removed);
	pair->by_hand += by_hand;
	pair->removed += removed;
}

#endif
