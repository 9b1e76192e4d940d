/* utf8.h - is it UTF-8 (RFC 3629), and which characters are it? */
#ifndef ROSTER_FORMAT_UTF8_H
#define ROSTER_FORMAT_UTF8_H

#include "cli/span.h"

#include <stdint.h>

/*
 * The offset of the first byte that does not belong to well-formed UTF-8 (overlong forms,
 * surrogates and what is past U+10FFFF do not), or bytes.length if all is well.
 */
size_t utf8_check(struct span bytes);

/*
 * The code point of the character at text.data[*at], which is moved behind it. The text is UTF-8;
 * what is cut off, or is none, is taken byte by byte.
 */
uint32_t utf8_next(struct span text, size_t *at);

#endif
