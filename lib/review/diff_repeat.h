/* diff_repeat.h - a key that a side has twice */
#ifndef ROSTER_REVIEW_DIFF_REPEAT_H
#define ROSTER_REVIEW_DIFF_REPEAT_H

#include "review/diff_side.h"

/*
 * Called for a contact whose key's hash its side had before. A regular file is read again, to see
 * whether it was the same key and where: true when it was another one. False with error filled
 * (STATUS_BAD_DATA) when the key is repeated, when neither is there because the file was changed
 * meanwhile, and when it cannot be read again, a pipe for one, so that only the hash speaks.
 */
bool diff_repeat_check(
	const struct diff_side *side, const struct diff_contact *contact, struct error *error);

#endif
