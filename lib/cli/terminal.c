/* terminal.c - see terminal.h */
#include "cli/terminal.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool
terminal_is_able(int descriptor)
{
	const char *term_z = getenv("TERM");
	return isatty(descriptor) && term_z && strcmp(term_z, "dumb") != 0;
}

bool
terminal_wants_colour(int descriptor)
{
	const char *no_color_z = getenv("NO_COLOR");
	return terminal_is_able(descriptor) && !(no_color_z && no_color_z[0]);
}

bool
terminal_is_utf8(void)
{
	static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
		const char *value_z = getenv(variables[i]);
		if (!value_z || !value_z[0])
			continue;
		const char *charset_z = strchr(value_z, '.');
		return charset_z && (strncasecmp(charset_z, ".utf-8", 6) == 0 ||
					    strncasecmp(charset_z, ".utf8", 5) == 0);
	}
	return false;
}

int
terminal_width(int descriptor, int otherwise)
{
	struct winsize size;
	bool known = isatty(descriptor) && ioctl(descriptor, TIOCGWINSZ, &size) == 0;
	return known && size.ws_col ? size.ws_col : otherwise;
}
