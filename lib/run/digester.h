/* digester.h - SHA-256 of bytes that pass, by a thread of its own, so that nobody waits for it */
#ifndef ROSTER_RUN_DIGESTER_H
#define ROSTER_RUN_DIGESTER_H

#include "cli/error.h"
#include "run/digest.h"

struct digester;

/* NULL with error filled when there can be no thread. End it with digester_end. */
struct digester *digester_new(struct error *error);

/* Add bytes, which are copied. */
void digester_add(struct digester *digester, struct span bytes);

/*
 * Or let somebody else put them where they will be digested: up to *size bytes, at least one, of
 * which the first `count` are added by digester_filled. Nothing else is added between the two.
 */
char *digester_room(struct digester *digester, size_t *size);
void digester_filled(struct digester *digester, size_t count);

/* The digest of all of them, when it is wanted (else NULL), and free everything. NULL is allowed.
 */
void digester_end(struct digester *digester, char *text_z);

#endif
