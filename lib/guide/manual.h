/* manual.h - the manual pages, installed or beside the sources */
#ifndef ROSTER_GUIDE_MANUAL_H
#define ROSTER_GUIDE_MANUAL_H

/*
 * Show the page of a program ("select"), or of the suite ("roster"), by man(1), as which this
 * process goes on. Returns only where there is no man or no page.
 */
void manual_show(const char *name_z);

#endif
