/* chain.c - see chain.h: the records on their way through the stages */
#include "chain/chain.h"

#include "chain/places.h"
#include "chain/rejects.h"
#include "cli/interrupt.h"
#include "cli/memory.h"
#include "cli/message.h"
#include "cli/program.h"
#include "format/poison.h"
#include "io/last_words.h"
#include "io/opened_files.h"
#include "io/side_file.h"
#include "record/defect_place.h"
#include "record/reading_progress.h"
#include "record/writer.h"
#include "run/fingerprint.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

struct chain {
	struct plan plan;
	struct reader *reader;
	struct sink *sink;
	struct writer *writer;
	struct side_file *rejects;
	struct buffer line;
	struct progress progress;
	struct fingerprint *input, *output; /* in a run; else NULL */
	const char *speaker_z;              /* whose message it is, if there is an error */
};

static bool
start_filters(struct chain *chain, struct error *error)
{
	for (size_t i = 0; i < chain->plan.stage_count; i++) {
		const struct stage *stage = &chain->plan.stages[i];
		if (stage->filter->start &&
			!stage->filter->start(stage->state, chain->reader, error)) {
			chain->speaker_z = stage->name_z;
			return false;
		}
	}
	return true;
}

/* In a run that allows bad records they go to its folder. */
static bool
open_rejects(struct chain *chain, struct error *error)
{
	const struct plan *plan = &chain->plan;
	const struct stage_folder *folder = plan->stages[0].folder;
	bool kept_by_run = folder && !plan->rejects_z && getenv("ROSTER_REJECTS");
	if (!plan->rejects_z && !kept_by_run)
		return true;
	char *path_z = kept_by_run ? stage_folder_path_z(folder, STAGE_REJECTS)
				   : memory_copied_z(plan->rejects_z, strlen(plan->rejects_z));
	chain->rejects = side_file_create(path_z, OUTPUT_REPLACE, error);
	free(path_z);
	return chain->rejects != NULL;
}

static void
add_poison(
	const struct chain *chain, enum status status, const char *reason_z, struct buffer *poison)
{
	enum format format = chain->plan.to;
	struct buffer message = {0};
	if (format == FORMAT_UNKNOWN)
		format = chain->reader ? reader_format(chain->reader) : chain->plan.from;
	buffer_add_format(&message, "%s: %s%c", chain->speaker_z, reason_z, '\0');
	poison_add(poison, format, status, message.data);
	buffer_free(&message);
}

/* What is written there is out of our hands, and nobody looks at it as it comes. */
static bool
is_read_by_others(const struct plan *plan)
{
	bool standard = !plan->output_z || strcmp(plan->output_z, "-") == 0;
	return standard && !isatty(STDOUT_FILENO);
}

static void
prepare_last_words(const struct chain *chain)
{
	struct buffer poison = {0};
	if (is_read_by_others(&chain->plan))
		add_poison(chain, STATUS_SYSTEM, "out of memory", &poison);
	last_words_prepare(buffer_span(&poison));
	buffer_free(&poison);
}

static bool
chain_open(struct chain *chain, struct error *error)
{
	struct plan *plan = &chain->plan;
	struct reader_options reader = {
		.paths_z = plan->paths_z,
		.path_count = plan->path_count,
		.from = plan->from,
		.delimiter = plan->delimiter,
		.charset_z = plan->charset_z,
		.progress = &chain->progress,
	};
	struct sink_options sink = {
		.path_z = plan->output_z,
		.kind = OUTPUT_REPLACE,
		.gzip = plan->gzip,
		.threads = plan->threads,
	};
	if (plan->run_z) {
		chain->input = fingerprint_new();
		chain->output = fingerprint_new();
		reader.tap = fingerprint_tap(chain->input);
		sink.tap = fingerprint_tap(chain->output);
	}
	prepare_last_words(chain);
	if (!places_check(plan, error) || !open_rejects(chain, error))
		return false;
	bool shown = plan->output_z || !isatty(STDOUT_FILENO);
	reading_progress_begin(&chain->progress, plan_name_z(plan), &reader, plan->quiet || !shown);
	chain->reader = reader_open(&reader, &plan->columns, error);
	if (!chain->reader)
		return false;
	prepare_last_words(chain);
	chain->sink = sink_open(&sink, error);
	if (!chain->sink)
		return false;
	chain->writer = writer_new(chain->reader, chain->sink, plan->to);
	return start_filters(chain, error);
}

/* A bad record: away with it if there is a file for that, else the end. */
static bool
reject(struct chain *chain, const struct record *record, const char *stage_z, struct error *error)
{
	if (!chain->rejects) {
		struct defect_place place = defect_place_of(record);
		chain->speaker_z = stage_z;
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu:%zu: %s (record %llu); fix it or %s", record->file_z,
			(unsigned long long)place.line, place.column, record->defect.reason,
			(unsigned long long)record->number,
			chain->plan.run_z ? "run with --max-rejects" : "use --rejects FILE");
	}
	struct buffer raw = {0};
	writer_add_record(&raw, record);
	buffer_clear(&chain->line);
	rejects_add_line(&chain->line, stage_z, record, buffer_span(&raw));
	buffer_free(&raw);
	return side_file_write(chain->rejects, buffer_span(&chain->line), error);
}

/* What the last stage passes on goes out. If that cannot be, the stage has not changed it either.
 */
static bool
put(struct chain *chain, struct record *record, struct error *error)
{
	struct stage *last = &chain->plan.stages[chain->plan.stage_count - 1];
	if (!writer_make(chain->writer, record)) {
		record_restore_edits(record);
		return stage_reject(last, record, error) &&
		       reject(chain, record, last->name_z, error);
	}
	chain->speaker_z = last->name_z;
	if (!stage_pass_on(last, record, error))
		return false;
	chain->speaker_z = plan_name_z(&chain->plan);
	return writer_put(chain->writer, record, error);
}

static bool
pass(struct chain *chain, struct record *record, struct error *error)
{
	struct plan *plan = &chain->plan;
	bool is_protected = false;
	if (plan->protect.count && !protect_test(&plan->protect, record, &is_protected)) {
		plan->stages[0].counts.read++;
		return stage_reject(&plan->stages[0], record, error) &&
		       reject(chain, record, plan_name_z(plan), error);
	}
	for (size_t i = 0; i < plan->stage_count; i++) {
		struct stage *stage = &plan->stages[i];
		bool last = i + 1 == plan->stage_count;
		if (is_protected && stage->filter->pass)
			stage->filter->pass(stage->state, record);
		if (last && writer_converts(chain->writer))
			record_keep_edits(record);
		switch (stage_apply(stage, record, is_protected, error)) {
		case VERDICT_KEEP:
		case VERDICT_HELD:
			if (last || stage_pass_on(stage, record, error))
				break;
			chain->speaker_z = stage->name_z;
			return false;
		case VERDICT_GONE:
			return true;
		case VERDICT_BAD:
			return reject(chain, record, stage->name_z, error);
		case VERDICT_FAILED:
			chain->speaker_z = stage->name_z;
			return false;
		}
	}
	return put(chain, record, error);
}

static bool
pass_all(struct chain *chain, struct error *error)
{
	struct stage *first = &chain->plan.stages[0];
	for (;;) {
		struct record *record;
		switch (reader_next(chain->reader, &record, error)) {
		case READING_RECORD:
			if (!pass(chain, record, error))
				return false;
			break;
		case READING_BAD:
			first->counts.read++;
			if (!stage_reject(first, NULL, error) ||
				!reject(chain, record, first->name_z, error))
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
end_stages(struct chain *chain, struct error *error)
{
	const struct plan *plan = &chain->plan;
	enum format from = reader_format(chain->reader);
	char input_z[FINGERPRINT_TEXT_SIZE], output_z[FINGERPRINT_TEXT_SIZE];
	fingerprint_text(chain->input, input_z);
	fingerprint_text(chain->output, output_z);
	struct stage_passage passage = {
		.from_z = format_name_z(from),
		.to_z = format_name_z(plan->to ? plan->to : from),
		.delimiter = (char)plan->delimiter,
		.process_z = plan->stages[0].name_z,
		.input_z = input_z,
		.output_z = output_z,
	};
	for (size_t i = 0; i < plan->stage_count; i++)
		if (!stage_end(&plan->stages[i], i, &plan->columns, &passage, error))
			return false;
	return true;
}

/* Side files first, the output last: what it says must be on record before it appears. */
static bool
publish(struct chain *chain, struct error *error)
{
	for (size_t i = 0; i < chain->plan.stage_count; i++) {
		chain->speaker_z = chain->plan.stages[i].name_z;
		if (!stage_publish(&chain->plan.stages[i], error))
			return false;
	}
	chain->speaker_z = plan_name_z(&chain->plan);
	/* rejects replace older ones, so nothing but the output's name may be left to fail */
	if (!sink_drain(chain->sink, error) ||
		(chain->rejects && !side_file_publish(chain->rejects, error)) ||
		!sink_finish(chain->sink, error))
		return false;
	return !chain->plan.run_z || end_stages(chain, error);
}

static bool
check_columns(struct chain *chain, struct error *error)
{
	for (size_t i = 0; i < chain->plan.stage_count; i++) {
		const struct stage *stage = &chain->plan.stages[i];
		if (stage_check_columns(stage, chain->reader, error))
			continue;
		chain->speaker_z = stage->name_z;
		return false;
	}
	return true;
}

static bool
run(struct chain *chain, struct error *error)
{
	return chain_open(chain, error) && pass_all(chain, error) && check_columns(chain, error) &&
	       writer_end(chain->writer, error) && publish(chain, error);
}

/*
 * Nothing of a failed chain remains, and whoever reads its output learns of the failure. But where
 * the output has its name already, what it says stays on record.
 */
static void
fail(struct chain *chain, const struct error *error)
{
	const struct plan *plan = &chain->plan;
	struct buffer poison = {0};
	struct error ignored = {0};
	add_poison(chain, error->status, error->text, &poison);
	if (chain->sink)
		sink_fail(chain->sink, buffer_span(&poison));
	else if (is_read_by_others(plan))
		output_write(STDOUT_FILENO, "standard output", buffer_span(&poison), &ignored);
	buffer_free(&poison);
	bool in_place = chain->sink && sink_is_in_place(chain->sink);
	for (size_t i = 0; !in_place && i < plan->stage_count; i++)
		stage_retract(&plan->stages[i]);
}

static void
report(const struct chain *chain)
{
	const struct plan *plan = &chain->plan;
	if (!plan->quiet)
		for (size_t i = 0; i < plan->stage_count; i++)
			stage_report(&plan->stages[i]);
	if (plan->charset_z && !plan->quiet)
		message_say(plan_name_z(plan), "the input was read as %s; the output is UTF-8",
			plan->charset_z);
	protect_report(&plan->protect, plan_name_z(plan));
}

static void
chain_close(struct chain *chain)
{
	writer_free(chain->writer);
	sink_close(chain->sink);
	reader_close(chain->reader);
	side_file_free(chain->rejects);
	buffer_free(&chain->line);
	fingerprint_free(chain->input);
	fingerprint_free(chain->output);
	plan_free(&chain->plan);
	opened_files_forget();
}

void
chain_print_help(const struct filter *filter)
{
	printf("roster %s - %s\n\nusage: roster %s%s%s%s [OPTIONS] [FILE ...]\n\n", filter->name,
		filter->summary, filter->name, filter->operands ? " " : "",
		filter->operands ? filter->operands : "",
		filter->where_required ? " --where EXPR" : "");
	struct option_tables tables = chain_option_tables(filter);
	options_print_help(&tables, stdout);
	if (filter->max_changes_z)
		printf("\nWithout --max-changes it is %s.\n", filter->max_changes_z);
	if (filter->caution)
		printf("\nKeep in mind: %s.\n", filter->caution);
}

static enum status
help(const struct filter *filter)
{
	chain_print_help(filter);
	return program_finish(filter->name);
}

enum status
chain_run(filter_finder *find, char *const *argv, size_t argc)
{
	struct chain chain = {.speaker_z = "roster"};
	struct error error = {0};
	interrupt_catch();
	interrupt_before_second(output_file_remove_all);
	bool well = plan_make(&chain.plan, find, argv, argc, &error);
	chain.speaker_z = plan_name_z(&chain.plan);
	if (well && chain.plan.help) {
		enum status status = help(chain.plan.stages[chain.plan.stage_count - 1].filter);
		chain_close(&chain);
		return status;
	}
	well = well && run(&chain, &error);
	progress_end(&chain.progress);
	if (!well)
		fail(&chain, &error);
	else
		report(&chain);
	if (!well && error.signal != SIGPIPE)
		message_say(chain.speaker_z, "%s", error.text);
	chain_close(&chain);
	if (error.signal)
		interrupt_end(error.signal);
	return error.status;
}
