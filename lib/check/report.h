/* report.h - say what was found */
#ifndef ROSTER_CHECK_REPORT_H
#define ROSTER_CHECK_REPORT_H

#include "check/findings.h"
#include "io/buffer.h"

/*
 * Append all kinds that were found, in the order of kind_texts, for people: a line a kind, its
 * places, and what to do. `paths_z` are the operands, by place.file. Nothing for nothing.
 */
void report_text(
	struct buffer *report, const struct findings *findings, const char *const *paths_z);

/* The same as NDJSON, an object a kind; for nothing one empty line. */
void report_ndjson(
	struct buffer *report, const struct findings *findings, const char *const *paths_z);

/* "2,000 contacts, 1 error, 72 suspicions" or "2,000 contacts, nothing found". */
void report_summary(struct buffer *summary, const struct findings *findings, uint64_t records);

#endif
