/* upload_guide.h - UPLOAD.txt: what a person does with an approval */
#ifndef ROSTER_REVIEW_UPLOAD_GUIDE_H
#define ROSTER_REVIEW_UPLOAD_GUIDE_H

#include "review/update_sorter.h"

/* What it speaks of; all borrowed. */
struct upload_guide {
	const char *run_path_z; /* as the user calls it */
	const char *run_z;
	const char *program_z;
	const char *by_z;
	const char *at_z;
	const char *note_z; /* NULL: none */
	const struct update_sorter *sorter;
};

/* The text of UPLOAD.txt; the digests of the files are known. */
void upload_guide_add(struct buffer *text, const struct upload_guide *guide);

/* The text of removal-letter.txt, to the platform's staff. */
void removal_letter_add(struct buffer *text, const struct upload_guide *guide);

#endif
