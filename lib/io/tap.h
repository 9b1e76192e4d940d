/* tap.h - whoever wants to see the bytes that pass */
#ifndef ROSTER_IO_TAP_H
#define ROSTER_IO_TAP_H

#include "cli/span.h"

/* `take` is called with all bytes, in order and in pieces of any size; NULL: nobody looks. */
struct tap {
	void (*take)(void *context, struct span bytes);
	void *context;
};

static inline void
tap_pass(const struct tap *tap, struct span bytes)
{
	if (tap->take && bytes.length)
		tap->take(tap->context, bytes);
}

#endif
