/* run_context.c - see run_context.h */
#include "run/run_context.h"

#include "cli/memory.h"
#include "io/buffer.h"
#include "io/path.h"
#include "run/document.h"
#include "run/preparation.h"
#include "run/run_folder.h"
#include "run/run_lists.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* The folder of the run's inputs: in a repeat the stages write to another one. */
static char *
inputs_of_z(const char *run_z)
{
	const char *lists_z = getenv(RUN_LISTS_VARIABLE);
	return lists_z ? text_formatted_z("%s/..", lists_z) : memory_copied_z(run_z, strlen(run_z));
}

static bool
read_started(struct run_context *context, const char *inputs_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", inputs_z, RUN_STARTED_FILE);
	json_t *document = document_read(path_z, error);
	char *export_z = document_text_z(document, "export");
	char *day_z = document_text_z(document, "export_day");
	context->program_z = document_text_z(document, "program");
	bool well = document != NULL;
	if (well && (!export_z || strchr(export_z, '/') || !day_z || !context->program_z ||
			    !date_parse(span_from_z(day_z), &context->exported)))
		well = error_set(error, STATUS_SYSTEM,
			"%s: does not say the program, the export and its day", path_z);
	if (well)
		context->export_z = text_formatted_z("%s/%s", inputs_z, export_z);
	json_decref(document);
	free(export_z);
	free(day_z);
	free(path_z);
	return well;
}

static bool
find_own_opt_outs(struct run_context *context, const char *inputs_z, struct error *error)
{
	char *path_z = text_formatted_z("%s/%s", inputs_z, OWN_OPT_OUTS_FILE);
	bool there;
	bool well = path_exists(path_z, &there, error);
	if (there)
		context->own_opt_outs_z = path_z;
	else
		free(path_z);
	return well;
}

bool
run_context_read(
	struct run_context *context, const char *run_z, const char *stage_z, struct error *error)
{
	char *inputs_z = inputs_of_z(run_z);
	char *lists_z = text_formatted_z("%s/%s", inputs_z, RUN_LISTS);
	*context = (struct run_context){.repeat = getenv(RUN_LISTS_VARIABLE) != NULL};
	context->evidence_z = text_formatted_z("%s/evidence-%s.ndjson", lists_z, stage_z);
	bool made = context->repeat || mkdir(lists_z, 0700) == 0 || errno == EEXIST ||
		    error_set_errno(error, "%s: cannot make it", lists_z);
	bool well = made && read_started(context, inputs_z, error) &&
		    find_own_opt_outs(context, inputs_z, error);
	free(lists_z);
	free(inputs_z);
	return well;
}

void
run_context_free(struct run_context *context)
{
	free(context->program_z);
	free(context->export_z);
	free(context->own_opt_outs_z);
	free(context->evidence_z);
	*context = (struct run_context){0};
}
