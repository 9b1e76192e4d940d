/* native.c - see native.h: the help articles and the API documentation name them */
#include "check/native.h"

#include "cli/nearest.h"

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

bool
name_is_near(struct span name, struct span native)
{
	return word_slips(name, native) <= (native.length >= 8 ? 2 : 1);
}
