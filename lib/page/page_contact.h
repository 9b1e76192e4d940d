/* page_contact.h - the contact that is being looked at, as the export has it */
#ifndef ROSTER_PAGE_PAGE_CONTACT_H
#define ROSTER_PAGE_PAGE_CONTACT_H

#include "record/key.h"
#include "record/truth.h"

/* The columns that a page tells of a contact, where the export has them. */
struct page_columns {
	struct key_columns keys;
	struct column first_name, last_name, full_name, phone, group_list, active;
};

/* All of it holds until the next record is read; what there is not is empty. */
struct page_contact {
	struct span key;
	struct span key_field;
	struct span groups; /* joined by `;` */
	enum truth active;
	uint64_t number;       /* of the record */
	struct record *record; /* names and phone are read where they are shown, which is seldom */
	const struct page_columns *columns;
};

/* Ask for the columns; keys_z is as a stage names them. */
void page_columns_want(struct page_columns *wanted, char *const *keys_z, size_t key_count,
	struct columns *columns);

void page_contact_read(
	struct page_contact *contact, struct record *record, const struct page_columns *columns);

/*
 * Append key, names and phone as JSON strings, with commas between them; where there is neither a
 * first nor a last name, full_name is the first one.
 */
void page_contact_add(struct buffer *row, const struct page_contact *contact);

#endif
