/* member.h - a gzip member of our own sink, inflated at once: by libdeflate, thrice as fast as zlib
 */
#ifndef ROSTER_IO_MEMBER_H
#define ROSTER_IO_MEMBER_H

#include "cli/span.h"
#include "io/sizes.h"

#include <stddef.h>

/* Of content in one member, and of a member that cannot be compressed. */
#define MEMBER_CONTENT_MOST BUFFER_SIZE(1 << 20, 64 << 10)
#define MEMBER_MOST (MEMBER_CONTENT_MOST + ((size_t)4 << 10))
#define MEMBER_HEADER_SIZE 20

/*
 * How long the member is that begins with these bytes, as its header tells (deflate.h); 0 when it
 * is none of ours, is longer than any of ours, or its header is not whole.
 */
size_t member_length(struct span bytes);

struct member_inflater;

/* NULL when there is no memory for it. Free with member_inflater_free. */
struct member_inflater *member_inflater_new(void);

/*
 * The content of a whole member; it lives until the next call. False when it is damaged in whatever
 * way, which zlib can tell in words.
 */
bool member_inflate(struct member_inflater *inflater, struct span member, struct span *content);

/* NULL is allowed. */
void member_inflater_free(struct member_inflater *inflater);

#endif
