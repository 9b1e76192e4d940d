/* stage_guard.h - the guard of one stage, with what its options let it go by */
#ifndef ROSTER_CHAIN_STAGE_GUARD_H
#define ROSTER_CHAIN_STAGE_GUARD_H

#include "journal/guard.h"

/* Initialise to {0}; setup_guard opens it, see filter.h. */
struct stage_guard {
	struct guard *guard; /* NULL: it was not opened, and the others do nothing */
	struct evidence evidence;
};

/* Make its lists durable; take them away again. */
bool stage_guard_publish(struct stage_guard *stage, struct error *error);
void stage_guard_retract(struct stage_guard *stage);

void stage_guard_close(struct stage_guard *stage);

#endif
