/* pipe_room.c - see pipe_room.h: not POSIX, but of Linux since 2.6.35 */
#define _GNU_SOURCE
#include "io/pipe_room.h"

#include <fcntl.h>

void
pipe_room_ask(int descriptor)
{
#ifdef F_SETPIPE_SZ
	fcntl(descriptor, F_SETPIPE_SZ, 1 << 20);
#else
	(void)descriptor;
#endif
}
