/* terminal.h - what can be shown where a program writes to */
#ifndef ROSTER_CLI_TERMINAL_H
#define ROSTER_CLI_TERMINAL_H

#include <stdbool.h>

/* A terminal that understands more than lines (TERM is set, and not dumb). */
bool terminal_is_able(int descriptor);

/* Such a terminal, and nobody asked for no colour (https://no-color.org). */
bool terminal_wants_colour(int descriptor);

/* Whether the locale's characters are UTF-8, as its environment says. */
bool terminal_is_utf8(void);

/* Its width in characters; `otherwise` where it is no terminal or does not say. */
int terminal_width(int descriptor, int otherwise);

#endif
