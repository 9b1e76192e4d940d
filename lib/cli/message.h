/* message.h - what a program says on standard error */
#ifndef ROSTER_CLI_MESSAGE_H
#define ROSTER_CLI_MESSAGE_H

#include <stdint.h>

/* "PROGRAM: message", one line. */
void message_say(const char *program_z, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A number with commas between thousands ("412,008"), in `text`; returns text. */
struct message_number {
	char text[32];
};
const char *message_number_z(struct message_number *number, uint64_t value);

#endif
