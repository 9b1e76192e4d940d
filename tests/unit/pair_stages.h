/* pair_stages.h - filters of chance: as words for the chain, and what they do, slowly and plainly
 */
#ifndef ROSTER_UNIT_PAIR_STAGES_H
#define ROSTER_UNIT_PAIR_STAGES_H

#include "pair_exports.h"

enum { PAIR_STAGES = 5, PAIR_WORDS = 96 };

enum pair_filter { F_CORRECT, F_PHONES, F_ARCHIVE, F_OUT, F_DROP, F_PURGE, PAIR_FILTERS };

struct pair_stage {
	enum pair_filter filter;
	size_t score; /* of the contacts that it is about; above it for F_ARCHIVE, below for
			 F_PHONES */
	bool valid;   /* what F_PHONES writes */
	bool blank;   /* F_CORRECT: empty cells clear */
	const char *fixes_z[PAIR_CONTACTS][PAIR_COLUMNS]; /* C_ID NULL: no row */
};

/* What has become of a contact. */
struct pair_fate {
	const char *cells_z[PAIR_COLUMNS];
	unsigned touched[PAIR_COLUMNS]; /* a bit for each stage that changed it */
	bool gone, purged;
	size_t gone_stage;
};

/* A command line for the chain; words are owned. */
struct pair_words {
	char *list[PAIR_WORDS];
	size_t count;
};

static inline void
pair_say_word(struct pair_words *words, char *word_z)
{
	assert_true(words->count < PAIR_WORDS);
	words->list[words->count++] = word_z;
}

#define pair_say(words, ...) pair_say_word(words, text_formatted_z(__VA_ARGS__))

static inline void
pair_words_free(struct pair_words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->list[i]);
	words->count = 0;
}

static inline bool
pair_is_blank(const char *cell_z)
{
	return cell_z[strspn(cell_z, " ")] == '\0';
}

static inline bool
pair_is_keyless(const struct pair_contact *contact)
{
	return pair_is_blank(contact->cells_z[C_ID]) && pair_is_blank(contact->cells_z[C_SID]);
}

static inline void
pair_invent_fixes(
	uint64_t *luck, struct pair_stage *stage, const struct pair_contact *contacts, size_t count)
{
	stage->blank = chance(luck, 2);
	for (size_t i = 0; i < count; i++) {
		const struct pair_contact *contact = &contacts[i];
		if (contact->repeated || pair_is_blank(contact->cells_z[C_ID]) || chance(luck, 2))
			continue;
		stage->fixes_z[i][C_ID] = contact->id_z;
		for (size_t column = C_NAME; column < C_SCORE; column++)
			stage->fixes_z[i][column] = chance(luck, 2) ? contact->cells_z[column]
								    : pair_value_z(luck, column);
	}
}

/* fixesN.csv of a stage that corrects. */
static inline void
pair_write_fixes(uint64_t *luck, const struct pair_stage *stage, size_t number)
{
	struct pair_dialect dialect = {.delimiter = ',', .quotes = 1};
	struct buffer text = {0};
	char name_z[32];
	snprintf(name_z, sizeof(name_z), "fixes%zu.csv", number);
	buffer_add_z(&text, "customer_id,first_name,phone,active,phone_valid,group_list,note\n"
			    "nobody,x,x,TRUE,TRUE,x,x\n");
	for (size_t i = 0; i < PAIR_CONTACTS; i++)
		for (size_t column = C_ID; stage->fixes_z[i][C_ID] && column < C_SCORE; column++)
			if (column != C_SID) {
				pair_add_csv_cell(luck, &dialect,
					span_from_z(stage->fixes_z[i][column]), &text);
				buffer_add_byte(&text, column == C_NOTE ? '\n' : ',');
			}
	put_file(name_z, buffer_span(&text));
	buffer_free(&text);
}

static inline void
pair_invent_stages(uint64_t *luck, struct pair_stage *stages, size_t count, bool takes_out,
	const struct pair_contact *contacts, size_t contact_count)
{
	memset(stages, 0, count * sizeof(*stages));
	for (size_t i = 0; i < count; i++) {
		stages[i].filter = (enum pair_filter)chance(
			luck, takes_out ? PAIR_FILTERS : F_DROP);
		stages[i].score = chance(luck, 8);
		stages[i].valid = chance(luck, 2);
		if (stages[i].filter != F_CORRECT)
			continue;
		pair_invent_fixes(luck, &stages[i], contacts, contact_count);
		pair_write_fixes(luck, &stages[i], i);
	}
}

static inline void
pair_say_stage(struct pair_words *words, const struct pair_stage *stage, size_t number)
{
	static const char *const names_z[PAIR_FILTERS] = {
		"correct", "set-phone-valid", "tag-archive", "set-active", "select", "purge"};
	pair_say(words, "%s", names_z[stage->filter]);
	if (stage->filter == F_CORRECT) {
		pair_say(words, "fixes%zu.csv", number);
		pair_say(words, "--consent=consent.csv");
		if (stage->blank)
			pair_say(words, "--blank");
	} else {
		const char *comparison_z = stage->filter == F_PHONES    ? "<"
					   : stage->filter == F_ARCHIVE ? ">"
					   : stage->filter == F_DROP    ? "!="
									: "=";
		pair_say(words, "--where=score %s %zu", comparison_z, stage->score);
	}
	if (stage->filter == F_PHONES)
		pair_say(words, "%s", stage->valid ? "TRUE" : "FALSE");
	if (stage->filter == F_OUT)
		pair_say(words, "FALSE");
	if (stage->filter == F_PURGE)
		pair_say(words, "--opted-out");
	pair_say(words, "--stage=s%zu", number);
}

/* Whether two lists joined by `;` have the same members. */
static inline bool
pair_same_groups(const char *a_z, const char *b_z)
{
	struct buffer reversed = {0};
	pair_add_reversed(&reversed, a_z);
	buffer_add_byte(&reversed, '\0');
	/* in the values that there are, two groups at most */
	bool same = strcmp(a_z, b_z) == 0 || strcmp(reversed.data, b_z) == 0;
	buffer_free(&reversed);
	return same;
}

static inline bool
pair_same(size_t column, const char *a_z, const char *b_z)
{
	return column == C_GROUPS ? pair_same_groups(a_z, b_z) : strcmp(a_z, b_z) == 0;
}

static inline void
pair_set(struct pair_fate *fate, size_t stage, size_t column, const char *cell_z)
{
	if (strcmp(fate->cells_z[column], cell_z) == 0)
		return;
	fate->cells_z[column] = cell_z;
	fate->touched[column] |= 1u << stage;
}

static inline void
pair_correct(const struct pair_stage *stage, size_t number, size_t contact, struct pair_fate *fate)
{
	for (size_t column = C_NAME; stage->fixes_z[contact][C_ID] && column < C_SCORE; column++) {
		const char *cell_z = stage->fixes_z[contact][column];
		bool says = stage->blank || !pair_is_blank(cell_z);
		if (says && !pair_same(column, fate->cells_z[column], cell_z))
			pair_set(fate, number, column, cell_z);
	}
}

/* What a stage does to a contact that comes to it. */
static inline void
pair_play(const struct pair_stage *stage, size_t number, const struct pair_contact *contacts,
	size_t i, struct pair_fate *fate)
{
	const char *score_z = contacts[i].cells_z[C_SCORE];
	size_t score = *score_z ? (size_t)(*score_z - '0') : SIZE_MAX;
	bool scored = *score_z != '\0', equal = scored && score == stage->score;
	if (fate->gone || (stage->filter != F_DROP && pair_is_keyless(&contacts[i])))
		return;
	if (stage->filter == F_CORRECT)
		pair_correct(stage, number, i, fate);
	if (stage->filter == F_PHONES && scored && score < stage->score)
		pair_set(fate, number, C_VALID, stage->valid ? "TRUE" : "FALSE");
	if (stage->filter == F_ARCHIVE && scored && score > stage->score)
		pair_set(fate, number, C_GROUPS, "ARCHIVED");
	if (stage->filter == F_OUT && equal)
		pair_set(fate, number, C_ACTIVE, "FALSE");
	if ((stage->filter == F_DROP || stage->filter == F_PURGE) && equal) {
		fate->gone = true;
		fate->purged = stage->filter == F_PURGE;
		fate->gone_stage = number;
	}
}

static inline void
pair_play_all(const struct pair_stage *stages, size_t count, const struct pair_contact *contacts,
	size_t contact_count, struct pair_fate *fates)
{
	for (size_t i = 0; i < contact_count; i++) {
		fates[i] = (struct pair_fate){0};
		memcpy(fates[i].cells_z, contacts[i].cells_z, sizeof(fates[i].cells_z));
		for (size_t stage = 0; stage < count; stage++)
			pair_play(&stages[stage], stage, contacts, i, &fates[i]);
	}
}

#endif
