/*
 * invent.h - contacts made up by seed and number
 *
 * Contact i depends on the seed and on i alone, so that a longer export begins with the shorter
 * one. Nobody in it exists: all phones are 555 numbers, all domains example.*. Phones come round
 * again from number 7,830,200 on; ids never do.
 */
#ifndef INVENT_H
#define INVENT_H

#include <stddef.h>
#include <stdint.h>

enum column {
	CUSTOMER_ID,
	SIGNALVINE_ID,
	FIRST_NAME,
	LAST_NAME,
	PHONE,
	EMAIL,
	ACTIVE,
	PHONE_VALID,
	GROUP_LIST,
	PROGRAM_PHONE,
	TIMEZONE,
	CREATED_AT,
	LAST_CONTACTED,
	GRADUATION_YEAR,
	RECEIVED_COUNT,
	SENT_COUNT,
	NOTE,
	COLUMN_COUNT
};

/* One value in UTF-8; no bytes: blank. */
struct text {
	size_t length;
	char bytes[120];
};

struct contact {
	uint64_t random; /* state of this contact's own sequence */
	struct text values[COLUMN_COUNT];
};

/* Overwrites *contact with contact number index (from 0) of the export that belongs to seed. */
void contact_invent(struct contact *contact, uint64_t seed, uint64_t index);

#endif
