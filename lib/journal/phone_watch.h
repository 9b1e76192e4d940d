/* phone_watch.h - who else has a phone that somebody is given: in one pass, for few phones */
#ifndef ROSTER_JOURNAL_PHONE_WATCH_H
#define ROSTER_JOURNAL_PHONE_WATCH_H

#include "io/span_map.h"

/* A phone that a list would give to somebody. Spans are the watch's own. */
struct watched_phone {
	struct span phone; /* as it was last given */
	struct span given; /* key of the first contact that was given it */
	struct span other; /* key of the first that has it besides, before or behind that one */
	uint64_t line;     /* of the list, for `given` */
	uint64_t holders;  /* contacts that have it in the output */
	bool is_given;
};

/* Initialise to {0}; free with phone_watch_free. Its size is that of the list, not of the export.
 */
struct phone_watch {
	struct span_map by_digits;
	struct watched_phone *list;
	size_t count;
	struct arena arena;
};

/* Watch a phone; all of them before the first contact is seen. One without digits is none. */
void phone_watch_add(struct phone_watch *watch, struct span phone);

/*
 * Every contact that goes on, with the phone it goes on with; `line` is that of the list where it
 * was given this phone, 0 where it had it.
 */
void phone_watch_see(struct phone_watch *watch, struct span key, struct span phone, uint64_t line);

/* Whether a phone was given to somebody and more than one contact has it now. */
static inline bool
watched_phone_is_shared(const struct watched_phone *phone)
{
	return phone->is_given && phone->holders > 1;
}

void phone_watch_free(struct phone_watch *watch);

#endif
