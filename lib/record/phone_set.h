/* phone_set.h - is this phone one of those, however either is written? */
#ifndef ROSTER_RECORD_PHONE_SET_H
#define ROSTER_RECORD_PHONE_SET_H

#include "io/span_map.h"
#include "record/phone.h"

/*
 * For lists on which a phone that is missed does harm, and one too many none: opt-outs, protected
 * contacts. Two phones are the same when the digits of one, without zeros before them, end in those
 * of the other: "+1 (303) 555-0100", "303-555-0100" and "001 303 555 0100", "+44 7700 900123" and
 * "07700 900123". No country code need be known for that. What has fewer than PHONE_DIGITS_LEAST
 * digits is only the same as itself.
 *
 * Initialise to {0}; free with phone_set_free.
 */
struct phone_set {
	struct span_map by_end; /* the last digits -> the newest of the phones that end so */
	struct phone_set_entry *list;
	size_t count, capacity;
	struct arena arena;
};

/* Digits without which a text is hardly a phone. */
#define PHONE_DIGITS_LEAST 7

/* Whether a text has that many digits, and not too many. */
bool phone_is_comparable(struct span phone);

/* Add a phone with a number of the caller's; false, and nothing is added, where there is no digit
 * but 0. */
bool phone_set_add(struct phone_set *set, struct span phone, uint32_t number);

/*
 * Tell `take` the number of each phone that is the same, the newest first (NULL: only ask). Whether
 * there is one.
 */
bool phone_set_find(const struct phone_set *set, struct span phone,
	void (*take)(void *context, uint32_t number), void *context);

void phone_set_free(struct phone_set *set);

#endif
