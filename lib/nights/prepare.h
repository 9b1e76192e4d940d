/* prepare.h - all that is looked at before a run's pipeline starts */
#ifndef ROSTER_NIGHTS_PREPARE_H
#define ROSTER_NIGHTS_PREPARE_H

#include "run/preparation.h"

/* What a run was asked for. */
struct nights_wish {
	bool no_check; /* the export is not checked */
	bool again;    /* what came back is proposed again */
};

/* A run_preparer; its context is a struct nights_wish. */
bool nights_prepare(void *context, const struct preparation_scene *scene, struct preparation *found,
	struct error *error);

#endif
