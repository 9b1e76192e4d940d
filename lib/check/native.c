/* native.c - see native.h: the help articles and the API documentation name them */
#include "check/native.h"

#include <stdlib.h>

const struct native natives[] = {
	{"customer_id", ROLE_ID | ROLE_TEXT, true},
	{"signalvine_id", ROLE_ID | ROLE_TEXT, true},
	{"first_name", ROLE_TEXT, true},
	{"last_name", ROLE_TEXT, true},
	{"full_name", ROLE_TEXT, true},
	{"phone", ROLE_PHONE | ROLE_OWN_PHONE | ROLE_TEXT, true},
	{"email", ROLE_TEXT, true},
	{"active", ROLE_TRUTH | ROLE_ACTIVE, true},
	{"phone_valid", ROLE_TRUTH, true},
	{"group_list", ROLE_GROUPS | ROLE_TEXT, true},
	{"program_phone", ROLE_PHONE | ROLE_TEXT, true},
	{"timezone", ROLE_TEXT, true},
	{"created_at", ROLE_DATE, true},
	{"last_contacted", ROLE_DATE, true},
	{"related_id", ROLE_ID | ROLE_TEXT, true},
	{"id", ROLE_TEXT, false},
	{"account_id", 0, false},
	{"program_id", 0, false},
	{"program_name", 0, false},
	{"program_active", 0, false},
	{"groups", 0, false},
	{"profile", 0, false},
	{"created", ROLE_DATE, false},
	{"received_count", 0, false},
	{"sent_count", 0, false},
	{"scheduled_count", 0, false},
	{NULL, 0, false},
};

bool
name_is_snake_case(struct span name)
{
	for (size_t i = 0; i < name.length; i++) {
		char c = name.data[i];
		bool letter = c >= 'a' && c <= 'z';
		if (!letter && (i == 0 || (c != '_' && (c < '0' || c > '9'))))
			return false;
	}
	return name.length > 0;
}

#define NAME_MOST 32
#define WIDTH (NAME_MOST + 1)

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Optimal string alignment: unlike cli/nearest.h it counts two letters swapped as one slip. */
static size_t
slips(struct span a, struct span b)
{
	size_t table[WIDTH][WIDTH];
	for (size_t i = 0; i <= a.length; i++) {
		for (size_t j = 0; j <= b.length; j++) {
			if (!i || !j) {
				table[i][j] = i + j;
				continue;
			}
			char x = lower(a.data[i - 1]), y = lower(b.data[j - 1]);
			size_t best = table[i - 1][j - 1] + (x != y);
			best = least(best, least(table[i - 1][j], table[i][j - 1]) + 1);
			if (i > 1 && j > 1 && x == lower(b.data[j - 2]) &&
				y == lower(a.data[i - 2]))
				best = least(best, table[i - 2][j - 2] + 1);
			table[i][j] = best;
		}
	}
	return table[a.length][b.length];
}

bool
name_is_near(struct span name, struct span native)
{
	if (name.length > NAME_MOST || native.length > NAME_MOST)
		return false;
	return slips(name, native) <= (native.length >= 8 ? 2 : 1);
}
