/* defect_place.h - where in its file a bad record's defect is */
#ifndef ROSTER_RECORD_DEFECT_PLACE_H
#define ROSTER_RECORD_DEFECT_PLACE_H

#include "record/record.h"

struct defect_place {
	uint64_t line;
	size_t column; /* in bytes, from 1 */
};

/* The record may have several lines: quoted fields can hold line ends. */
struct defect_place defect_place_of(const struct record *record);

#endif
