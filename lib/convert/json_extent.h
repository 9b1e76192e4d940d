/* json_extent.h - how far a JSON value reaches, without judging it */
#ifndef ROSTER_CONVERT_JSON_EXTENT_H
#define ROSTER_CONVERT_JSON_EXTENT_H

#include "cli/span.h"

/* How many bytes of white space (RFC 8259) `bytes` begins with, line feeds among them. */
size_t json_space_length(struct span bytes);

/*
 * The length of the value that `bytes` begins with: to the bracket that closes the first, the quote
 * that closes a string, or the first byte that no word or number has. 0 when its end is not among
 * these bytes. Whether it is JSON is for json_scan to say.
 */
size_t json_extent(struct span bytes);

#endif
