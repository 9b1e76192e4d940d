/* stats_svg.h - figures as one picture (SVG 1.1) that needs nothing besides itself */
#ifndef ROSTER_STATS_STATS_SVG_H
#define ROSTER_STATS_STATS_SVG_H

#include "stats/figures.h"

/* Of the groups, the first `groups`. Light or dark as the viewer is. */
void stats_add_svg(struct buffer *svg, const struct figures *figures, size_t groups);

#endif
