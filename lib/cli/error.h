/* error.h - exit statuses, and the error that lib returns instead of ending the program */
#ifndef ROSTER_CLI_ERROR_H
#define ROSTER_CLI_ERROR_H

#include <stdbool.h>

/* The exit statuses, the same in every program. */
enum status {
	STATUS_OK = 0,
	STATUS_DIFFERENT = 1, /* a difference or a problem was found */
	STATUS_USAGE = 2,     /* the command line is wrong */
	STATUS_BAD_DATA = 3,  /* the input is wrong */
	STATUS_REFUSED = 4,   /* a cap was reached; nothing was published */
	STATUS_SYSTEM = 5,    /* input, output or the system failed */
};

/*
 * Filled by the function that fails, read by the program that ends. The caller owns it and
 * initialises it to {0}. `signal` is set when the program should end as that signal would end it:
 * SIGPIPE for a closed pipe (then nothing is said), SIGTERM and the like for an interruption.
 */
struct error {
	enum status status;
	int signal;
	char text[4096]; /* lower case, no full stop, without the program's name; cut if longer */
};

/* Fill error and return false, so that a failing function can `return error_set(...)`. */
bool error_set(struct error *error, enum status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same with STATUS_SYSTEM and ": " and the text of errno behind the message. */
bool error_set_errno(struct error *error, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
