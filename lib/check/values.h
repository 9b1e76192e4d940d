/* values.h - what is checked in one value, by the roles of its column */
#ifndef ROSTER_CHECK_VALUES_H
#define ROSTER_CHECK_VALUES_H

#include "check/examine.h"

/* A value that is not empty. */
void check_truth(struct examination *examination, const struct looked_value *value);
void check_identifier(struct examination *examination, const struct looked_value *value);
void check_phone(struct examination *examination, const struct looked_value *value);
void check_groups(struct examination *examination, const struct looked_value *value);
void check_date(struct examination *examination, const struct looked_value *value);
void check_characters(struct examination *examination, const struct looked_value *value);

/* Have a key or phone compared to all the others, at the end. */
void check_repeat(struct examination *examination, const struct looked_value *value,
	struct repeats *table, uint64_t hash);

#endif
