/* tables.h - the option tables that filters share */
#ifndef ROSTER_CHAIN_TABLES_H
#define ROSTER_CHAIN_TABLES_H

#include "chain/chain.h"

extern const struct option input_options[];   /* with the first filter of a chain */
extern const struct option output_options[];  /* with the last */
extern const struct option shared_options[];  /* with any, for all of it */
extern const struct option where_options[];   /* of each filter */
extern const struct option key_options[];     /* of each that changes or takes out something */
extern const struct option guard_options[];   /* of each that could opt somebody in */
extern const struct option journal_options[]; /* of each that changes something */

#endif
