/* places.h - what a chain reads is not what it writes */
#ifndef ROSTER_CHAIN_PLACES_H
#define ROSTER_CHAIN_PLACES_H

#include "chain/plan.h"

/*
 * False with error filled (STATUS_USAGE) when the output or the rejects are one of the inputs, or
 * each other, by whatever names. To be asked before any of them is opened.
 */
bool places_check(const struct plan *plan, struct error *error);

#endif
