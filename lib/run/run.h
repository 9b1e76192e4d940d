/* run.h - a pipeline over an export, proposed in a folder of its own and proved */
#ifndef ROSTER_RUN_RUN_H
#define ROSTER_RUN_RUN_H

#include "record/date.h"
#include "run/page_maker.h"
#include "run/preparation.h"
#include "run/proof.h"

/* A cap: a number, or a share of the export's records. */
struct run_cap {
	bool given;
	bool share;
	double value; /* of a share: in hundredths */
};

/* All borrowed until run_propose returns. */
struct run_request {
	const char *program_z;
	const char *runs_z;
	struct date as_of;
	const char *export_z;
	const char *pipeline_z;     /* a script for bash; NULL: `filters` */
	const char *const *filters; /* NAME [OPTIONS] [+ NAME ...], without the export */
	size_t filter_count;
	const char *name_z;           /* instead of the pipeline's; NULL: that, or by-hand */
	const char *const *protect_z; /* lists of contacts that no stage touches */
	size_t protect_count;
	struct run_cap max_changes, max_rejects, min_records;
	uint64_t max_age; /* seconds that the export may be old; 0: any age */
	/* what is suspicious about an export, and allowed all the same */
	bool allow_seen, allow_smaller, allow_no_inactive;
	bool quiet; /* no progress */
	struct run_dialect dialect;
	run_preparer *prepare; /* NULL: nobody looks at the export first */
	void *prepare_context;
	const struct page_maker *page_maker;
};

/*
 * Propose: copy what is needed into a new folder of request->runs_z, run the pipeline there, prove
 * what came of it, and give the folder its name. The name of the folder, the name of the failed one
 * included, is put into `path_z` ("" when there is none). False with error filled: STATUS_SYSTEM
 * (another program holds the lock, a file cannot be read or written, the pipeline was killed),
 * STATUS_REFUSED (a cap, or the proof failed), or what the pipeline's filter ended with.
 */
bool run_propose(const struct run_request *request, char path_z[4096], struct proof_counts *counts,
	struct preparation *found, struct error *error);

#endif
