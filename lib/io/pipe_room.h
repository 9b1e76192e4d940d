/* pipe_room.h - room in a pipe, so that who writes to it and who reads from it wait less often */
#ifndef ROSTER_IO_PIPE_ROOM_H
#define ROSTER_IO_PIPE_ROOM_H

/*
 * Ask for 1 MiB in the pipe that `descriptor` is an end of, instead of the usual 64 KiB. Where it
 * is no pipe, or the system knows no other size or allows none, all stays as it is.
 */
void pipe_room_ask(int descriptor);

#endif
