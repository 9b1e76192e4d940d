/* shared_list.h - who shares a phone with whom, and what became of it: NDJSON, a line a contact */
#ifndef ROSTER_DEDUPE_SHARED_LIST_H
#define ROSTER_DEDUPE_SHARED_LIST_H

#include "dedupe/shared_phones.h"

struct shared_line {
	struct span phone, key;
	uint64_t record;
	enum share share;  /* not SHARE_NONE */
	bool only_looked;  /* nobody asked who stays */
	const char *why_z; /* why a copy stays as it is all the same; NULL: it does not */
};

struct shared_list;

/* A new file; an old one is never overwritten. NULL with error filled. */
struct shared_list *shared_list_create(const char *path_z, struct error *error);

/*
 * {"phone","key","record","share"}: share is kept, copy, left or, where one only looked, shared;
 * "why" says why somebody was left as he is.
 */
bool shared_list_add(struct shared_list *list, const struct shared_line *line, struct error *error);

/* Make it durable and give it its name; take it away again. */
bool shared_list_publish(struct shared_list *list, struct error *error);
void shared_list_retract(struct shared_list *list);

/* NULL is allowed. */
void shared_list_free(struct shared_list *list);

#endif
