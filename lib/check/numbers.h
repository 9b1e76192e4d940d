/* numbers.h - what spreadsheets do to ids and phones that look like numbers */
#ifndef ROSTER_CHECK_NUMBERS_H
#define ROSTER_CHECK_NUMBERS_H

#include "check/findings.h"

/* "1.4E+10", "9.00719925474099E+17", "12.0": written as a floating point number. */
bool number_is_floating(struct span text);

/* An apostrophe before a sign, a digit or a letter, as spreadsheets keep text from being read. */
bool number_has_apostrophe(struct span text);

/* Only digits, and at least one. */
bool number_is_digits(struct span text);

#define ID_DIGITS_MOST 31
#define ID_DIGITS_EXACT 15 /* so many a spreadsheet keeps */

/* The ids of one column that are nothing but digits. Initialise to {0}; free with id_digits_free.
 */
struct id_digits {
	uint64_t with_zero[ID_DIGITS_MOST + 1];             /* by length, first digit 0 */
	struct place_list without_zero[ID_DIGITS_MOST + 1]; /* by length, another first digit */
	struct place_list rounded;                          /* past the 15th digit only zeros */
	uint64_t expected; /* how many would be so by chance, times 1000 */
};

/* Note an id of digits only, if it is such that its place can never matter; false if it may. */
static inline bool
id_digits_add_plain(struct id_digits *ids, struct span id)
{
	bool plain = id.data[0] == '0' && id.length <= ID_DIGITS_EXACT;
	ids->with_zero[id.length <= ID_DIGITS_EXACT ? id.length : 0] += plain;
	return plain;
}

/* Whether the place of this id may have to be shown. Digits only. */
bool id_digits_want(const struct id_digits *ids, const struct findings *findings, struct span id,
	const struct place *place);

/* Note an id of digits only; `finding` needs its texts only where id_digits_want said so. */
void id_digits_add(struct id_digits *ids, struct findings *findings, struct span id,
	const struct finding *finding);

/*
 * At the end: ids that are shorter than the padded ones (those of the length that most often begins
 * with 0), unless the latter are rare exceptions (less than a fifth of both); and rounded ids where
 * there are clearly more of them than chance would make.
 */
void id_digits_report(struct id_digits *ids, struct findings *findings);

void id_digits_free(struct id_digits *ids);

#endif
