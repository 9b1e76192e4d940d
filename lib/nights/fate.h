/* fate.h - what became of a run: who approved it, and what was uploaded */
#ifndef ROSTER_NIGHTS_FATE_H
#define ROSTER_NIGHTS_FATE_H

#include "cli/error.h"

#include <stddef.h>

#define APPROVAL_FILE "approval.json"
#define UPLOADED_FILE "uploaded.ndjson"

/* An update file. */
struct fate_part {
	char *name_z;
	char *uploaded_z;    /* when, as it is written; NULL: not that anybody said */
	char *uploaded_by_z; /* NULL: nobody said */
};

/* Initialise to {0}; free with fate_free. */
struct fate {
	char *by_z, *at_z; /* NULL: the run was not approved */
	struct fate_part *parts;
	size_t part_count;
	size_t uploaded_count; /* of them */
};

/* Read it from a run's folder. False with error filled when a file that is there cannot be read. */
bool fate_read(struct fate *fate, const char *folder_z, struct error *error);

void fate_free(struct fate *fate);

#endif
