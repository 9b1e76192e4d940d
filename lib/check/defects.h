/* defects.h - which kind of problem a defect or an error of the readers is */
#ifndef ROSTER_CHECK_DEFECTS_H
#define ROSTER_CHECK_DEFECTS_H

#include "check/kind.h"
#include "cli/span.h"

/*
 * The readers say in words what is wrong; the words are known again here, whatever values are
 * quoted in them. KIND_BAD_RECORD for a defect that is not known, KIND_UNREADABLE for an error.
 */
enum kind defect_kind(const char *reason_z);
enum kind error_kind(struct span text);

/*
 * Take the place from the start of an error's text, "NAME:LINE:COLUMN: " with each number left out
 * or not (0 then): what is left of the text.
 */
struct span error_place(const char *text_z, const char *name_z, size_t *line, size_t *column);

#endif
