/* proof.c - see proof.h: export and cleaned file, side by side */
#include "run/proof_internal.h"

#include "cli/memory.h"
#include "format/json_text.h"
#include "record/input_options.h"
#include "record/writer.h"

#include <stdlib.h>

#define PROGRESS_STEP 4096 /* records */

static bool
open_file(struct reader **reader, const char *path_z, struct columns *columns,
	const struct stage_list *stages, const struct source_taps *taps, struct error *error)
{
	struct reader_options options = {
		.paths_z = &path_z,
		.path_count = 1,
		.from = stages->list[0].from,
		.delimiter = stages->list[0].delimiter,
		.taps = *taps,
	};
	*reader = reader_open(&options, columns, error);
	return *reader != NULL;
}

static bool
check_formats(const struct stage_list *stages, struct error *error)
{
	const struct run_stage *first = &stages->list[0];
	for (size_t i = 0; i < stages->count; i++) {
		const struct run_stage *stage = &stages->list[i];
		if (stage->from != first->from || stage->to != first->from ||
			stage->delimiter != first->delimiter)
			return error_set(error, STATUS_REFUSED,
				"the stage %s writes another format than the export has; convert "
				"before the run or after it",
				stage->name_z);
	}
	return true;
}

static void
take_cleaned(void *context, struct span bytes)
{
	struct proof *proof = context;
	fingerprint_add(proof->cleaned_print, bytes);
	if (proof->request->content_digest)
		digest_add(proof->request->content_digest, bytes);
}

static void
take_journal(void *context, struct span bytes)
{
	digester_add(context, bytes);
}

/* What is told of the journal of the whole run, and where a thread writes it. */
static bool
open_journal(struct proof *proof, struct error *error)
{
	const struct proof_request *request = proof->request;
	struct sink_options options = {
		.path_z = request->journal_z, .kind = OUTPUT_NEW, .threads = 1};
	if (!request->journal_z && !request->journal_digest_z)
		return true;
	buffer_add_z(&proof->line_end, ",\"run\":");
	json_add_text(&proof->line_end, span_from_z(request->run_name_z));
	buffer_add_z(&proof->line_end, "}\n");
	if (request->journal_digest_z) {
		proof->journal_digester = digester_new(error);
		if (!proof->journal_digester)
			return false;
		options.tap = (struct tap){take_journal, proof->journal_digester};
	}
	if (request->journal_z)
		proof->journal = sink_open(&options, error);
	return !request->journal_z || proof->journal;
}

static bool
map_columns(struct proof *proof, struct error *error)
{
	const struct proof_request *request = proof->request;
	for (size_t i = 0; i < request->column_count; i++)
		if (!column_mapping_parse(&proof->export_columns, request->columns_z[i], error) ||
			!column_mapping_parse(
				&proof->cleaned_columns, request->columns_z[i], error))
			return false;
	return true;
}

static bool
proof_open(struct proof *proof, const struct proof_request *request, struct error *error)
{
	const struct stage_list *stages = request->stages;
	proof->request = request;
	if (!map_columns(proof, error))
		return false;
	proof->export_print = fingerprint_new();
	proof->cleaned_print = fingerprint_new();
	stage_order_find(&proof->order, stages, request->cleaned_print_z);
	proof->stage_count = stages->count;
	proof->stages = memory_zeroed(stages->count, sizeof(*proof->stages));
	for (size_t i = 0; i < stages->count; i++)
		if (!proof_stage_open(&proof->stages[i], &stages->list[i], proof, error))
			return false;
	proof->active = columns_want(
		&proof->export_columns, span_from_z("active"), COLUMN_OPTIONAL);
	proof->phone_valid = columns_want(
		&proof->export_columns, span_from_z("phone_valid"), COLUMN_OPTIONAL);
	if (request->watcher)
		request->watcher->want(request->watcher->context, &proof->export_columns);
	digest_begin(&proof->cleaned_digest);
	const struct source_taps export = {
		request->export_raw, fingerprint_tap(proof->export_print)};
	struct source_taps cleaned = {.content = {take_cleaned, proof}};
	if (request->sums)
		cleaned.raw = digest_tap(&proof->cleaned_digest);
	return open_journal(proof, error) && check_formats(stages, error) &&
	       open_file(&proof->export, request->export_z, &proof->export_columns, stages, &export,
		       error) &&
	       open_file(&proof->cleaned, request->cleaned_z, &proof->cleaned_columns, stages,
		       &cleaned, error);
}

static void
proof_close(struct proof *proof)
{
	for (size_t i = 0; i < proof->stage_count; i++)
		proof_stage_close(&proof->stages[i]);
	free(proof->stages);
	reader_close(proof->export);
	reader_close(proof->cleaned);
	columns_free(&proof->export_columns);
	columns_free(&proof->cleaned_columns);
	sink_close(proof->journal);
	buffer_free(&proof->expected);
	buffer_free(&proof->line);
	buffer_free(&proof->line_end);
	stage_order_free(&proof->order);
	fingerprint_free(proof->export_print);
	fingerprint_free(proof->cleaned_print);
	digester_end(proof->journal_digester, NULL);
}

/* Have the cleaned file's next record in proof->next. */
static bool
peek_cleaned(struct proof *proof, struct error *error)
{
	if (proof->peeked)
		return true;
	switch (reader_next(proof->cleaned, &proof->next, error)) {
	case READING_RECORD:
		proof->counts.cleaned++;
		break;
	case READING_END:
		proof->next = NULL;
		break;
	case READING_BAD:
		return error_set(error, STATUS_REFUSED,
			"the cleaned file has a record on line %llu that no stage can have "
			"written: %s",
			(unsigned long long)proof->next->line, proof->next->defect.reason);
	case READING_FAILED:
		return false;
	}
	proof->peeked = true;
	return true;
}

/* Whether the record, with its changes, comes next in the cleaned file. */
static bool
comes_next(struct proof *proof, struct record *record)
{
	struct span expected = record->raw;
	if (record->edit_count) {
		buffer_clear(&proof->expected);
		writer_add_record(&proof->expected, record);
		expected = buffer_span(&proof->expected);
	}
	return proof->next && span_equal(expected, proof->next->raw);
}

/* Whether the record comes next as it was, found without looking into it. */
static bool
pass_unchanged(struct proof *proof, const struct record *record, bool *passed, struct error *error)
{
	*passed = false;
	if (record->edit_count || proof->peeked)
		return true;
	if (!reader_pass(proof->cleaned, record->raw, passed, error))
		return false;
	proof->counts.cleaned += *passed;
	return true;
}

/* Who was kept is what comes next in the cleaned file, with his changes and nothing else. */
static bool
match(struct proof *proof, struct record *record, struct error *error)
{
	bool passed;
	if (!pass_unchanged(proof, record, &passed, error))
		return false;
	if (passed)
		return true;
	if (!peek_cleaned(proof, error))
		return false;
	if (!comes_next(proof, record))
		return proof_explain(proof, record, proof->next, error);
	proof->peeked = false;
	return true;
}

static bool
prove_record(struct proof *proof, struct record *record, struct error *error)
{
	const struct proof_watcher *watcher = proof->request->watcher;
	struct proof_fate fate = {.kind = FATE_KEPT};
	proof_reach_before(proof, record, &fate);
	if (watcher)
		watcher->before(watcher->context, record);
	record->change_count = 0;
	if (!proof_follow(proof, record, &fate, error) ||
		(fate.kind == FATE_KEPT && !match(proof, record, error)))
		return false;
	proof_reach_after(proof, record, &fate);
	return !watcher || watcher->after(watcher->context, record, &fate, error);
}

static bool
prove_bad_record(struct proof *proof, const struct record *record, struct error *error)
{
	struct proof_fate fate = {.kind = FATE_KEPT};
	if (!proof_follow_bad(proof, &fate, error))
		return false;
	return fate.kind != FATE_KEPT ||
	       error_set(error, STATUS_REFUSED,
		       "record %llu of the export is a bad one (%s), and no stage "
		       "rejected it",
		       (unsigned long long)record->number, record->defect.reason);
}

static void
tell_progress(struct proof *proof)
{
	uint64_t bytes = reader_position(proof->export);
	progress_tell(
		&proof->progress, &(struct progress_state){bytes, bytes, proof->counts.export});
}

static bool
prove_all(struct proof *proof, struct error *error)
{
	for (;;) {
		struct record *record;
		if (proof->counts.export % PROGRESS_STEP == 0)
			tell_progress(proof);
		switch (reader_next(proof->export, &record, error)) {
		case READING_RECORD:
			proof->counts.export ++;
			if (!prove_record(proof, record, error))
				return false;
			break;
		case READING_BAD:
			proof->counts.export ++;
			if (!prove_bad_record(proof, record, error))
				return false;
			break;
		case READING_END:
			return true;
		case READING_FAILED:
			return false;
		}
	}
}

static bool
check_end(struct proof *proof, struct error *error)
{
	if (!peek_cleaned(proof, error))
		return false;
	return !proof->next || proof_explain(proof, NULL, proof->next, error);
}

/* The header, with the byte order mark and blank lines that stand before the first record. */
static bool
check_prefix(const struct proof *proof, struct error *error)
{
	bool same = span_equal(reader_prefix(proof->export), reader_prefix(proof->cleaned));
	bool empty = reader_format(proof->export) == FORMAT_NDJSON && !proof->counts.cleaned;
	return same || empty ||
	       error_set(error, STATUS_REFUSED,
		       "the cleaned file begins otherwise than the export (header, byte order "
		       "mark or blank lines), and no stage does that");
}

/* Every record is as it should be by then; this finds what left no trace in one. */
static bool
check_way(const struct proof *proof, struct error *error)
{
	char export_z[FINGERPRINT_TEXT_SIZE], cleaned_z[FINGERPRINT_TEXT_SIZE];
	fingerprint_text(proof->export_print, export_z);
	fingerprint_text(proof->cleaned_print, cleaned_z);
	if (strcmp(cleaned_z, proof->request->cleaned_print_z) != 0)
		return error_set(error, STATUS_REFUSED,
			"the cleaned file does not hold what the pipeline wrote");
	return stage_order_check(&proof->order, proof->request->stages, export_z, error);
}

static bool
check_cleaned(struct proof *proof, struct error *error)
{
	return check_end(proof, error) && check_prefix(proof, error) && check_way(proof, error);
}

/* All that was read to its end, and what was written. */
static bool
finish(struct proof *proof, struct error *error)
{
	const struct proof_request *request = proof->request;
	if (proof->journal && !sink_finish(proof->journal, error))
		return false;
	digester_end(proof->journal_digester, request->journal_digest_z);
	proof->journal_digester = NULL;
	if (request->sums) {
		known_sums_add_digest(request->sums, request->cleaned_z, &proof->cleaned_digest);
		proof_stages_tell_sums(proof);
	}
	return true;
}

bool
proof_run(const struct proof_request *request, struct proof_counts *counts, struct error *error)
{
	struct proof proof = {0};
	progress_begin(&proof.progress, "proving", request->expected_bytes, request->quiet);
	bool well = proof_open(&proof, request, error) && prove_all(&proof, error) &&
		    proof_check_stages_ended(&proof, error) && check_cleaned(&proof, error) &&
		    finish(&proof, error);
	progress_end(&proof.progress);
	*counts = proof.counts;
	proof_close(&proof);
	return well;
}
