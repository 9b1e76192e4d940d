/* interrupt.h - SIGINT, SIGTERM and SIGHUP end a program at a record's end, not in the middle */
#ifndef ROSTER_CLI_INTERRUPT_H
#define ROSTER_CLI_INTERRUPT_H

/*
 * Catch the three signals, once, before any thread starts and any file is opened; SIGPIPE and
 * SIGXFSZ are ignored, so that a closed pipe and a limit are errors of write, and closed standard
 * descriptors are filled so that to use them is an error. The first signal is remembered and wakes
 * whoever polls interrupt_descriptor; a second one ends the program at once.
 */
void interrupt_catch(void);

/* What a second signal is to do first, within its handler. */
void interrupt_before_second(void (*function)(void));

/* The signal that came, or 0. */
int interrupt_signal(void);

/* A descriptor that becomes readable when a signal came; -1 before interrupt_catch. */
int interrupt_descriptor(void);

/* End the program as the signal would have ended it: a shell sees 128 + signal. */
_Noreturn void interrupt_end(int signal);

#endif
