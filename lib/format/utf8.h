/* utf8.h - is it UTF-8 (RFC 3629)? */
#ifndef ROSTER_FORMAT_UTF8_H
#define ROSTER_FORMAT_UTF8_H

#include "cli/span.h"

/*
 * The offset of the first byte that does not belong to well-formed UTF-8 (overlong forms,
 * surrogates and what is past U+10FFFF do not), or bytes.length if all is well.
 */
size_t utf8_check(struct span bytes);

#endif
