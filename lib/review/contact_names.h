/* contact_names.h - the ids by which the platform knows a contact, read before they are changed */
#ifndef ROSTER_REVIEW_CONTACT_NAMES_H
#define ROSTER_REVIEW_CONTACT_NAMES_H

#include "cli/span.h"

/* Empty where the contact has none. The spans hold until the next record is read. */
struct contact_names {
	struct span customer_id, signalvine_id;
};

#endif
