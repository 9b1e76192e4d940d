/* fate.h - what became of a run: who approved it, and what was uploaded */
#ifndef ROSTER_NIGHTS_FATE_H
#define ROSTER_NIGHTS_FATE_H

#include "run/approval_uploads.h"

/* Initialise to {0}; free with fate_free. */
struct fate {
	struct approval approval; /* by_z is NULL: the run was not approved */
	struct approval_uploads uploads;
};

/* Read it from a run's folder. False with error filled as approval.h and approval_uploads.h say. */
bool fate_read(struct fate *fate, const char *folder_z, struct error *error);

void fate_free(struct fate *fate);

#endif
