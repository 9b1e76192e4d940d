/* run_context.h - what a stage knows of the run that it is a part of */
#ifndef ROSTER_RUN_RUN_CONTEXT_H
#define ROSTER_RUN_RUN_CONTEXT_H

#include "cli/error.h"
#include "record/date.h"

/* Free with run_context_free. */
struct run_context {
	char *program_z;
	char *export_z; /* the path of the run's copy of it */
	struct date exported;
	bool repeat;          /* the run is being repeated */
	char *own_opt_outs_z; /* OWN_OPT_OUTS_FILE of the run; NULL: it has none */
	char *evidence_z; /* where the stage keeps the evidence it used; in a repeat, its only one
			   */
};

/*
 * Read the context of the stage `stage_z` of the run at `run_z` (ROSTER_RUN), or of the one that is
 * repeated (ROSTER_LISTS). False with error filled.
 */
bool run_context_read(
	struct run_context *context, const char *run_z, const char *stage_z, struct error *error);

void run_context_free(struct run_context *context);

#endif
