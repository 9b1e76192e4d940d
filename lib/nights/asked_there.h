/* asked_there.h - who was to be deleted on the platform, and stands in the export all the same */
#ifndef ROSTER_NIGHTS_ASKED_THERE_H
#define ROSTER_NIGHTS_ASKED_THERE_H

#include "io/buffer.h"
#include "review/removals.h"
#include "run/preparation.h"

/* Initialise to {0} with `scene` and `removals`, borrowed; free with asked_there_free. */
struct asked_there {
	const struct preparation_scene *scene;
	struct removals *removals;
	bool read;           /* the export was */
	struct span_map ids; /* a letter for the column and an id */
	struct buffer id;
};

/*
 * Whether a contact of the export that the run looks at has an id of those in `names`, whose
 * removal was asked for. The export is read when this is asked first. Bad records are passed over.
 * False with error filled.
 */
bool asked_there_have(struct asked_there *asked, const struct contact_names *names, bool *there,
	struct error *error);

void asked_there_free(struct asked_there *asked);

#endif
