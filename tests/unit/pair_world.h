/* pair_world.h - a pair of exports: contacts, the stages between them, a reviewer's decisions */
#ifndef ROSTER_UNIT_PAIR_WORLD_H
#define ROSTER_UNIT_PAIR_WORLD_H

#include "pair_stages.h"

struct pair {
	uint64_t seed, luck;
	struct pair_contact contacts[PAIR_CONTACTS];
	size_t count;
	bool odd, any_repeated, any_unnamed;
	struct pair_stage stages[PAIR_STAGES];
	size_t stage_count;
	struct pair_fate fates[PAIR_CONTACTS];
	struct pair_export old, again;
	bool by_signalvine_id;

	/* the reviewer's decisions */
	bool contact_out[PAIR_CONTACTS]; /* by its customer_id, or else its signalvine_id */
	unsigned stages_out;
	const char *group_out_z; /* NULL: none */

	/* what the update files have made of each contact */
	char *applied_z[PAIR_CONTACTS][PAIR_COLUMNS]; /* NULL: nothing */
	uint64_t rows, values;

	/* of all pairs so far */
	uint64_t uploaded, left_out, by_hand, removed;
};

#define WANT(pair, condition, ...)                                                                 \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			print_error("PAIR=%llu: ", (unsigned long long)(pair)->seed);              \
			fail_msg(__VA_ARGS__);                                                     \
		}                                                                                  \
	} while (0)

static inline void
pair_copy(const char *from_z, const char *to_z)
{
	struct buffer bytes = {0};
	get_file(from_z, &bytes);
	put_file(to_z, buffer_span(&bytes));
	buffer_free(&bytes);
}

/* The contact of that key, by customer_id or signalvine_id; of a repeated one the first. */
static inline size_t
pair_find(const struct pair *pair, struct span key)
{
	for (size_t i = 0; i < pair->count; i++)
		if (span_equal_z(key, pair->contacts[i].cells_z[C_ID]) ||
			span_equal_z(key, pair->contacts[i].cells_z[C_SID]))
			return i;
	WANT(pair, false, "there is no contact \"%.*s\"", SPAN_ARGUMENTS(key));
	return 0;
}

/* The column of that name, as an export or the platform has it. */
static inline size_t
pair_column_of(const struct pair *pair, struct span name)
{
	for (size_t i = 0; i < PAIR_COLUMNS; i++)
		if (span_equal_z(name, pair_columns[i].name_z) ||
			span_equal_z(name, pair_columns[i].loose_z))
			return i;
	WANT(pair, false, "there is no column \"%.*s\"", SPAN_ARGUMENTS(name));
	return 0;
}

/* Everybody may be opted in: this is not about the guard. */
static inline void
pair_write_consents(const struct pair *pair)
{
	struct buffer text = {0};
	buffer_add_z(&text, "customer_id,signalvine_id,date,source\n");
	for (size_t i = 0; i < pair->count; i++)
		buffer_add_format(&text, "%s,,2026-11-01,paper\n,%s,2026-11-01,paper\n",
			pair->contacts[i].id_z, pair->contacts[i].sid_z);
	put_file("consent.csv", buffer_span(&text));
	buffer_free(&text);
}

static inline void
pair_write_decisions(const struct pair *pair)
{
	struct buffer text = {0};
	const char *comma_z = "";
	buffer_add_z(&text, "{\"run\":\"r\",\"manifest_sha256\":\"x\",\"decisions\":[");
	for (size_t i = 0; i < pair->count; i++) {
		bool by_id = !pair_is_blank(pair->contacts[i].cells_z[C_ID]);
		if (!pair->contact_out[i])
			continue;
		buffer_add_format(&text,
			"%s{\"scope\":\"contact\",\"key\":\"%s\",\"key_field\":\"%s\","
			"\"when\":\"not now\"}",
			comma_z, pair->contacts[i].cells_z[by_id ? C_ID : C_SID],
			by_id ? "customer_id" : "signalvine_id");
		comma_z = ",";
	}
	for (size_t i = 0; i < pair->stage_count; i++)
		if (pair->stages_out & 1u << i) {
			buffer_add_format(&text,
				"%s{\"scope\":\"rule\",\"stage\":\"s%zu\",\"when\":\"not now\"}",
				comma_z, i);
			comma_z = ",";
		}
	if (pair->group_out_z)
		buffer_add_format(&text,
			"%s{\"scope\":\"group\",\"group\":\"%s\",\"when\":\"not now\"}", comma_z,
			pair->group_out_z);
	buffer_add_z(&text, "]}");
	put_file("decisions.json", buffer_span(&text));
	buffer_free(&text);
}

static inline void
pair_decide(struct pair *pair)
{
	uint64_t *luck = &pair->luck;
	size_t share = chance(luck, 3);
	for (size_t i = 0; i < pair->count; i++) {
		const struct pair_contact *contact = &pair->contacts[i];
		pair->contact_out[i] = chance(luck, 8) < share && !contact->repeated &&
				       !pair_is_keyless(contact);
	}
	pair->stages_out = chance(luck, 2) ? 0 : (unsigned)chance(luck, 1u << pair->stage_count);
	pair->group_out_z = chance(luck, 3) ? NULL : chance(luck, 2) ? "Band" : "Seniors";
	pair->by_signalvine_id = chance(luck, 2);
	pair_write_decisions(pair);
}

/* Free what a pair has, but for the counts of all. */
static inline void
pair_end(struct pair *pair)
{
	buffer_free(&pair->old.bytes);
	buffer_free(&pair->again.bytes);
	for (size_t i = 0; i < PAIR_CONTACTS; i++)
		for (size_t column = 0; column < PAIR_COLUMNS; column++)
			free(pair->applied_z[i][column]);
}

static inline void
pair_begin(struct pair *pair, uint64_t seed)
{
	pair_end(pair);
	*pair = (struct pair){.seed = seed,
		.luck = seed * 0x9e3779b97f4a7c15u + 1,
		.uploaded = pair->uploaded,
		.left_out = pair->left_out,
		.by_hand = pair->by_hand,
		.removed = pair->removed};
	uint64_t *luck = &pair->luck;
	chance(luck, 2); /* the first ones of neighbours are alike */
	pair->count = 1 + chance(luck, PAIR_CONTACTS);
	pair->odd = chance(luck, 3) == 0;
	pair_invent(luck, pair->contacts, pair->count, pair->odd);
	for (size_t i = 0; i < pair->count; i++) {
		pair->any_repeated = pair->any_repeated || pair->contacts[i].repeated;
		pair->any_unnamed = pair->any_unnamed || pair_is_keyless(&pair->contacts[i]);
	}
	pair->old.dialect = pair_dialect_of(luck, chance(luck, 3) ? ',' : ';');
	pair->old.count = pair->count;
	for (size_t i = 0; i < pair->count; i++)
		pair->old.order[i] = i;
	pair_write(luck, pair->contacts, &pair->old, "export");
	pair->stage_count = 1 + chance(luck, PAIR_STAGES);
	pair_invent_stages(luck, pair->stages, pair->stage_count, chance(luck, 2), pair->contacts,
		pair->count);
	pair_play_all(pair->stages, pair->stage_count, pair->contacts, pair->count, pair->fates);
	pair_write_consents(pair);
	pair_decide(pair);
}

/* The old contacts, or those that the model says are left, in another dialect and perhaps order. */
static inline void
pair_write_again(struct pair *pair, bool as_new, const char *path_z)
{
	struct pair_contact contacts[PAIR_CONTACTS];
	struct pair_export *export = &pair->again;
	export->dialect = pair_dialect_of(&pair->luck, pair->old.dialect.delimiter);
	export->dialect.regrouped = chance(&pair->luck, 2);
	export->count = 0;
	for (size_t i = 0; i < pair->count; i++) {
		contacts[i] = pair->contacts[i];
		if (as_new)
			memcpy(contacts[i].cells_z, pair->fates[i].cells_z,
				sizeof(contacts[i].cells_z));
		if (!as_new || !pair->fates[i].gone)
			export->order[export->count++] = i;
	}
	for (size_t i = export->count; i > 1 && pair->seed % 2; i--) {
		size_t j = chance(&pair->luck, i), kept = export->order[i - 1];
		export->order[i - 1] = export->order[j];
		export->order[j] = kept;
	}
	pair_write(&pair->luck, contacts, export, path_z);
}

/* Strictly, keys are there and not repeated. */
static inline bool
pair_cannot_be_compared(const struct pair *pair)
{
	return pair->any_repeated || pair->any_unnamed;
}

#endif
