/* characters.h - characters that are not what they seem, or cannot be seen at all */
#ifndef ROSTER_CHECK_CHARACTERS_H
#define ROSTER_CHECK_CHARACTERS_H

#include "cli/span.h"

#include <stdint.h>

enum oddity {
	ODDITY_NONE,
	ODDITY_CONTROL,    /* C0 without tab and line ends, DEL, C1 */
	ODDITY_INVISIBLE,  /* no-break spaces, zero-width and direction characters out of place */
	ODDITY_LOOK_ALIKE, /* a Cyrillic or Greek letter in a word that has Latin ones too */
};

/*
 * Whether a byte is among them for which it is worth to call characters_find: anything but
 * printable ASCII, or `escape`, if that is not 0.
 */
bool characters_suspect(struct span bytes, char escape);

/*
 * The first character of that kind in UTF-8 text: its code point and the offset behind it. False
 * when there is none. A zero-width joiner or a direction mark is out of place behind a Latin letter
 * or a digit only, because other scripts need them.
 */
bool characters_find(struct span text, enum oddity oddity, uint32_t *code, size_t *behind);

#endif
