/* charset.h - text of another encoding as UTF-8, by iconv */
#ifndef ROSTER_IO_CHARSET_H
#define ROSTER_IO_CHARSET_H

#include "cli/error.h"
#include "cli/span.h"

#include <stdint.h>

/*
 * Whether iconv knows an encoding of that name. False with error filled (STATUS_USAGE) if not, and
 * for a name that asks to leave out or replace what has no place in UTF-8 (//IGNORE, //TRANSLIT).
 */
bool charset_is_known(const char *name_z, struct error *error);

struct charset;

/* `name_z` is borrowed. NULL with error filled when iconv has no memory. Free with charset_free. */
struct charset *charset_new(const char *name_z, struct error *error);

/*
 * Convert what can be from the start of *input, which moves behind it, to at most `capacity` bytes
 * of `output`; *made is their count. A character that *input does not have whole stays there,
 * unless `final` says that nothing will follow. False with error filled (STATUS_BAD_DATA, with
 * `file_z`, line and column of the text) for bytes that are no character of the encoding, for a
 * character cut off by the end, and for UTF-16 or UTF-32 that does not say in which order its bytes
 * stand: nothing is guessed, left out or replaced.
 */
bool charset_run(struct charset *charset, const char *file_z, struct span *input, bool final,
	char *output, size_t capacity, size_t *made, struct error *error);

/* NULL is allowed. */
void charset_free(struct charset *charset);

#endif
