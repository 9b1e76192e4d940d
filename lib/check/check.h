/* check.h - find every problem of some files in one pass */
#ifndef ROSTER_CHECK_CHECK_H
#define ROSTER_CHECK_CHECK_H

#include "check/examine.h"
#include "record/reader.h"

/*
 * Read each file with a reader of its own, so that what ends one does not hide the next: what a
 * filter would end with (damaged gzip, a header that cannot be used) is a finding here. `files` is
 * borrowed and outlives the examination. False with error filled when the system fails (a file
 * that cannot be opened) or a signal came; nothing is to be reported then.
 */
bool check_files(
	struct examination *examination, const struct reader_options *files, struct error *error);

#endif
