/* inflate.h - gzip (RFC 1952) in, by zlib: any number of members, nothing else behind them */
#ifndef ROSTER_IO_INFLATE_H
#define ROSTER_IO_INFLATE_H

#include "cli/error.h"
#include "cli/span.h"

struct inflater;

/* `name` is for messages and must outlive it. Free with inflater_free. */
struct inflater *inflater_new(const char *name_z);

/*
 * Decompress from *input, which is moved behind what was used, into `bytes`; *made is the number
 * of bytes written there. When *made is 0, all of *input was used and more is needed. False
 * with error filled on damage.
 */
bool inflater_run(struct inflater *inflater, struct span *input, char *bytes, size_t capacity,
	size_t *made, struct error *error);

/* Say that a member of our sink's was inflated by somebody else (member.h), where one could begin.
 */
void inflater_skip(struct inflater *inflater, bool empty);

/*
 * Say that the input has ended. False when it was cut: inside a member, or, if any member was
 * written by our sink (see deflate.h), without our empty last member.
 */
bool inflater_end(struct inflater *inflater, struct error *error);

void inflater_free(struct inflater *inflater);

#endif
