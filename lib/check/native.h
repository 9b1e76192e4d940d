/* native.h - the names that the platform gives to columns, and what is checked in each */
#ifndef ROSTER_CHECK_NATIVE_H
#define ROSTER_CHECK_NATIVE_H

#include "cli/span.h"

/* What a column is to `check`; several of them joined. */
enum role {
	ROLE_ID = 1,         /* spreadsheet damage; digits are compared in length */
	ROLE_PHONE = 2,      /* spreadsheet damage */
	ROLE_OWN_PHONE = 4,  /* whom one reaches: placeholders, and shared by several contacts? */
	ROLE_TRUTH = 8,      /* TRUE, FALSE or empty */
	ROLE_ACTIVE = 16,    /* is anybody inactive? */
	ROLE_GROUPS = 32,    /* a list of groups */
	ROLE_DATE = 64,      /* dates belong there */
	ROLE_TEXT = 128,     /* invisible and look-alike characters matter */
	ROLE_KEY = 256,      /* a contact is known by it: given by --key */
	ROLE_UNNATIVE = 512, /* no native column */
};

struct native {
	const char *name_z;
	unsigned roles;
	bool profile; /* a field of the contact's profile; the others are the API's own */
};

/* Ends with one without a name. */
extern const struct native natives[];
#define NATIVE_MOST 32

/* How a custom profile field is named: a small letter, then small letters, digits and _. */
bool name_is_snake_case(struct span name);

/*
 * Whether two names are so near that one may be a slip of the other: one letter more, less, other
 * or swapped with its neighbour, two for names of eight letters and more; ASCII case ignored.
 */
bool name_is_near(struct span name, struct span native);

#endif
