/* plan.h - what a command line asks for, before any input is opened */
#ifndef ROSTER_CHAIN_PLAN_H
#define ROSTER_CHAIN_PLAN_H

#include "chain/chain.h"
#include "chain/stage.h"

/* Initialise to {0}; free with plan_free. */
struct plan {
	struct stage *stages;
	size_t stage_count;
	bool help; /* --help was asked of the last stage; nothing else is planned */

	struct columns columns;
	struct protect protect;
	struct left_alone left_alone;
	struct date today;
	enum format from, to;
	unsigned char delimiter;
	const char *charset_z; /* of the input; NULL: UTF-8 */
	const char *const *paths_z;
	size_t path_count;
	const char *output_z; /* NULL: standard output */
	bool gzip;
	const char *rejects_z; /* NULL: the first bad record ends the program */
	const char *run_z;     /* the folder of the run that this is a part of; NULL: none */
	unsigned threads;
	bool quiet;
};

/* Parse argv and begin every stage. False with error filled. */
bool plan_make(struct plan *plan, filter_finder *find, char *const *argv, size_t argc,
	struct error *error);

/* The name for messages that no stage says: the first filter's. */
const char *plan_name_z(const struct plan *plan);

void plan_free(struct plan *plan);

#endif
