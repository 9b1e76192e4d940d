/* opted_out.h - who would be opted in again by a list, and whose opt-out was only a clean-up */
#ifndef ROSTER_CHECK_OPTED_OUT_H
#define ROSTER_CHECK_OPTED_OUT_H

#include "check/examine.h"

/*
 * Look at the record: a contact on examination->suppressed that is not FALSE is an error, and one
 * that is FALSE is counted by examination->evidence. Either may be NULL.
 */
void opted_out_look(struct examination *examination);

/* Append "412 inactive, 300 of them by us", for people, or the same as an object. */
void opted_out_report_text(struct buffer *report, const struct examination *examination);
void opted_out_report_ndjson(struct buffer *report, const struct examination *examination);

#endif
