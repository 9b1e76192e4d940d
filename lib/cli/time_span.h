/* time_span.h - how long: 26h, 7d */
#ifndef ROSTER_CLI_TIME_SPAN_H
#define ROSTER_CLI_TIME_SPAN_H

#include <stdbool.h>
#include <stdint.h>

/* Read a whole number of hours or days, at least 1, into seconds. False for anything else. */
bool time_span_parse(const char *text_z, uint64_t *seconds);

#endif
