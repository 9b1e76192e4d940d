/* evidence.c - see evidence.h */
#include "journal/evidence.h"

#include "cli/memory.h"
#include "record/date.h"
#include "record/truth.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* What the maps have: the number of a source, and in the last bits what is known besides. */
#define OURS 1u      /* we made it inactive */
#define MET 2u       /* a contact of the export has this key */
#define MET_AGAIN 4u /* several have */
#define NOT_OUT 8u   /* `active` of one of them is not FALSE there */
#define BITS 4

static uint32_t
entry_of(uint32_t source, bool ours)
{
	return source << BITS | (ours ? OURS : 0);
}

void
evidence_begin(struct evidence *evidence, struct columns *columns)
{
	*evidence = (struct evidence){.required = EVIDENCE_ALL, .columns = columns};
	evidence->active = columns_want(columns, span_of("active", 6), COLUMN_OPTIONAL);
	evidence->phone_valid = columns_want(columns, span_of("phone_valid", 11), COLUMN_OPTIONAL);
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++)
		evidence->keys[i] = columns_want(columns, guard_key_names[i], COLUMN_OPTIONAL);
}

#define TIME_LENGTH (sizeof("2026-11-24T13:05:00Z") - 1)

/* A run has times in UTC, a journal kept by hand the day on which it was made there. */
static struct span
day_of(struct span at, struct arena *arena)
{
	struct date date;
	unsigned hour, minute, second;
	char text_z[TIME_LENGTH + 1] = "", day_z[DATE_TEXT_SIZE];
	if (at.length == TIME_LENGTH)
		memcpy(text_z, at.data, TIME_LENGTH);
	if (sscanf(text_z + (*text_z ? DATE_TEXT_SIZE : 0), "%2u:%2u:%2uZ", &hour, &minute,
		    &second) != 3 ||
		!date_parse(at, &date))
		return at;
	time_t time = (time_t)date.day * 86400 + hour * 3600 + minute * 60 + second;
	struct tm local;
	localtime_r(&time, &local);
	strftime(day_z, sizeof(day_z), "%Y-%m-%d", &local);
	return arena_copy(arena, span_from_z(day_z));
}

uint32_t
evidence_add_source(struct evidence *evidence, struct span at, struct span run)
{
	evidence->sources = memory_resized(
		evidence->sources, evidence->source_count + 1, sizeof(*evidence->sources));
	struct evidence_source *added = &evidence->sources[evidence->source_count];
	added->at = arena_copy(&evidence->arena, at);
	added->run = arena_copy(&evidence->arena, run);
	added->day = day_of(added->at, &evidence->arena);
	return (uint32_t)evidence->source_count++;
}

void
evidence_source_print(const struct evidence_source *source, struct buffer *text)
{
	buffer_add(text, source->at);
	if (source->run.length)
		buffer_add_format(text, ", in the run %.*s", SPAN_ARGUMENTS(source->run));
}

bool
evidence_is_step(const struct evidence *evidence, const struct journal_line *line)
{
	return span_equal_z(line->filter, "set-active") ||
	       columns_match(evidence->columns, evidence->active.index, line->field) ||
	       (evidence->names.count && span_map_find(&evidence->names, line->field));
}

/* A raw value of either format, with its quotes. */
static bool
says(struct span raw, bool wanted)
{
	bool truth;
	if (raw.length > 1 && raw.data[0] == '"' && raw.data[raw.length - 1] == '"')
		raw = span_of(raw.data + 1, raw.length - 2);
	return truth_parse(raw, &truth) && truth == wanted;
}

bool
evidence_step_is_out(const struct journal_line *line)
{
	return says(line->to, false);
}

bool
evidence_step_is_in(const struct journal_line *line)
{
	return says(line->to, true);
}

/* Only set-active is a clean-up: correct and patch may write down what a person asked for. */
bool
evidence_step_is_wish(const struct journal_line *line)
{
	return evidence_step_is_out(line) && !span_equal_z(line->filter, "set-active");
}

bool
evidence_step_is_clean_up(const struct journal_line *line)
{
	return evidence_step_is_out(line) && says(line->from, true) && !evidence_step_is_wish(line);
}

size_t
evidence_key(const struct evidence *evidence, const struct journal_line *line)
{
	size_t i = 0;
	while (line->key_field.length && i < GUARD_KEY_COUNT &&
		!columns_match(evidence->columns, evidence->keys[i].index, line->key_field))
		i++;
	return i;
}

/* A day and a time on that day are the same, because nobody knows which was first. */
static int
compare_times(const struct evidence_source *a, const struct evidence_source *b)
{
	if (a->at.length == b->at.length)
		return span_compare(a->at, b->at);
	size_t length = a->day.length < b->day.length ? a->day.length : b->day.length;
	return span_compare(span_of(a->day.data, length), span_of(b->day.data, length));
}

void
evidence_add(
	struct evidence *evidence, const struct journal_line *line, uint32_t source, unsigned facts)
{
	size_t column = evidence_key(evidence, line);
	bool added, ours = evidence_step_is_clean_up(line);
	unsigned missing = evidence->required & ~facts;
	if (column == GUARD_KEY_COUNT || missing & EVIDENCE_OF_PROGRAM || (ours && missing))
		return;
	uint32_t entry = entry_of(source, ours);
	uint32_t *last = span_map_add(&evidence->by_key[column], line->key, entry, &added);
	if (added)
		return;
	const struct evidence_source *now = &evidence->sources[source],
				     *before = &evidence->sources[*last >> BITS];
	int order = now == before ? 1 : compare_times(now, before);
	/* of two steps that were not by us, the day may be later than any time on it */
	bool reaches_further = *last & OURS || now->at.length < before->at.length;
	if (order > 0 || (order == 0 && !ours && reaches_further))
		*last = entry;
}

/* The sources of one file, so that what two files say of one day stays two things. */
struct file_sources {
	struct span_map known; /* "AT RUN" -> source */
	uint32_t last;
	bool any;
};

static uint32_t
source_of(struct evidence *evidence, struct file_sources *sources, const struct journal_line *line)
{
	const struct evidence_source *last = &evidence->sources[sources->last];
	if (sources->any && span_equal(last->at, line->at) && span_equal(last->run, line->run))
		return sources->last;
	struct buffer name = {0};
	bool added;
	buffer_add(&name, line->at);
	buffer_add_byte(&name, ' ');
	buffer_add(&name, line->run);
	uint32_t *source = span_map_add(&sources->known, buffer_span(&name), 0, &added);
	if (added)
		*source = evidence_add_source(evidence, line->at, line->run);
	buffer_free(&name);
	sources->last = *source;
	sources->any = true;
	return *source;
}

static bool
may_be_step(const struct evidence *evidence, const struct journal_line *line)
{
	const struct span values[] = {line->from, line->to};
	bool is_truth = false;
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		is_truth = is_truth || says(values[i], true) || says(values[i], false);
	return is_truth && !span_equal_z(line->filter, "set-phone-valid") &&
	       !columns_match(evidence->columns, evidence->phone_valid.index, line->field);
}

static void
let_wait(struct evidence *evidence, const struct journal_line *line, uint32_t source)
{
	struct arena *arena = &evidence->arena;
	if (evidence->waiting_count == evidence->waiting_capacity) {
		evidence->waiting_capacity = evidence->waiting_capacity
						     ? evidence->waiting_capacity * 2
						     : 64;
		evidence->waiting = memory_resized(
			evidence->waiting, evidence->waiting_capacity, sizeof(*evidence->waiting));
	}
	evidence->waiting[evidence->waiting_count++] = (struct waiting_step){
		.line =
			{
				.key = arena_copy(arena, line->key),
				.key_field = arena_copy(arena, line->key_field),
				.field = arena_copy(arena, line->field),
				.from = arena_copy(arena, line->from),
				.to = arena_copy(arena, line->to),
			},
		.source = source,
	};
}

/* By what set-active changed, one knows what the journals call `active`. */
static void
learn_name(struct evidence *evidence, const struct journal_line *line)
{
	bool added = false;
	if (!columns_match(evidence->columns, evidence->active.index, line->field))
		span_map_add(&evidence->names, line->field, 0, &added);
	for (size_t i = 0; added && i < evidence->waiting_count; i++)
		if (span_equal(evidence->waiting[i].line.field, line->field))
			evidence_add(evidence, &evidence->waiting[i].line,
				evidence->waiting[i].source, EVIDENCE_ALL);
}

static bool
add_lines(struct evidence *evidence, struct journal_reader *reader, struct error *error)
{
	struct file_sources sources = {0};
	struct journal_line line;
	bool more, well;
	while ((well = journal_reader_next(reader, &line, &more, error)) && more) {
		bool is_step = evidence_is_step(evidence, &line);
		if (!is_step && !may_be_step(evidence, &line))
			continue;
		uint32_t source = source_of(evidence, &sources, &line);
		if (!is_step) {
			let_wait(evidence, &line, source);
			continue;
		}
		learn_name(evidence, &line);
		evidence_add(evidence, &line, source, EVIDENCE_ALL);
	}
	span_map_free(&sources.known);
	return well;
}

bool
evidence_add_journal(struct evidence *evidence, const char *path_z, struct error *error)
{
	struct journal_reader *reader = journal_reader_open(path_z, error);
	bool well = reader && add_lines(evidence, reader, error);
	journal_reader_close(reader);
	return well;
}

void
evidence_meet(struct evidence *evidence, const struct guard_contact *contact)
{
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++) {
		uint32_t *found = contact->keys[i].length
					  ? span_map_find(&evidence->by_key[i], contact->keys[i])
					  : NULL;
		if (found)
			*found |= (*found & MET ? MET_AGAIN : MET) |
				  (contact->is_out ? 0 : NOT_OUT);
	}
}

unsigned
evidence_facts(const struct evidence *evidence, const struct guard_contact *contact,
	const struct evidence_source **source)
{
	unsigned facts = GUARD_KEY_IS_ITS_OWN | GUARD_IS_COMPARABLE |
			 (contact->is_out ? GUARD_IS_OUT : 0);
	bool ours = true;
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++) {
		const uint32_t *found = contact->keys[i].length
						? span_map_find(
							  &evidence->by_key[i], contact->keys[i])
						: NULL;
		if (!found)
			continue;
		if (ours)
			*source = &evidence->sources[*found >> BITS];
		facts |= GUARD_HAS_STEP;
		if (*found & MET_AGAIN)
			facts &= ~(unsigned)GUARD_KEY_IS_ITS_OWN;
		if (!(*found & MET))
			facts &= ~(unsigned)GUARD_IS_COMPARABLE;
		if (*found & NOT_OUT)
			facts &= ~(unsigned)GUARD_IS_OUT;
		ours = ours && (*found & OURS);
	}
	return ours ? facts | GUARD_STEP_IS_OURS : facts;
}

void
evidence_free(struct evidence *evidence)
{
	for (size_t i = 0; i < GUARD_KEY_COUNT; i++)
		span_map_free(&evidence->by_key[i]);
	span_map_free(&evidence->names);
	free(evidence->waiting);
	free(evidence->sources);
	arena_free(&evidence->arena);
	*evidence = (struct evidence){0};
}
