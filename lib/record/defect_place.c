/* defect_place.c - see defect_place.h */
#include "record/defect_place.h"

struct defect_place
defect_place_of(const struct record *record)
{
	struct defect_place place = {record->line, 1};
	const char *start = record->raw.data;
	for (size_t i = 0; i < record->defect.offset; i++) {
		if (start[i] == '\n') {
			place.line++;
			place.column = 1;
		} else {
			place.column++;
		}
	}
	return place;
}
