/* output_file.h - files that appear whole or not at all */
#ifndef ROSTER_IO_OUTPUT_FILE_H
#define ROSTER_IO_OUTPUT_FILE_H

#include "cli/error.h"
#include "cli/span.h"

struct output_file;

enum output_file_kind {
	OUTPUT_REPLACE, /* a result: an older file of that name gives way when this one is whole */
	OUTPUT_NEW,     /* a record of what was done: never overwrites */
};

/*
 * Begin to write `path_z`. A regular file is written under another name beside its place (a
 * symbolic link is followed, the mode of an older file kept); a device or FIFO is opened for
 * writing as it is. NULL with error filled: STATUS_USAGE when OUTPUT_NEW meets an existing file,
 * and when the file is a source of this program or another output of it; else STATUS_SYSTEM. End it
 * with output_file_free.
 */
struct output_file *output_file_create(
	const char *path_z, enum output_file_kind kind, struct error *error);

int output_file_descriptor(const struct output_file *file);

/* As it was given. */
const char *output_file_path_z(const struct output_file *file);

/* False for a device or FIFO, which cannot be taken back. */
bool output_file_is_regular(const struct output_file *file);

/*
 * Write all of `bytes` to a descriptor, which `name_z` names for the message; error->signal is
 * SIGPIPE for a closed pipe.
 */
bool output_write(int descriptor, const char *name_z, struct span bytes, struct error *error);

/* Append to it. Its bytes go to the disk while it grows; output_file_publish waits for the last. */
bool output_file_write(struct output_file *file, struct span bytes, struct error *error);

/*
 * Sync, close, give the file its name and make that durable too. When that last step fails, a new
 * file is removed again; one that replaced another is in its place all the same, as the error says.
 */
bool output_file_publish(struct output_file *file, struct error *error);

/* Whether a regular file has its name, though output_file_publish may have failed. */
bool output_file_is_in_place(const struct output_file *file);

/* Remove what output_file_publish published; for OUTPUT_NEW only. */
void output_file_retract(struct output_file *file);

/* Free; a file that was not published is removed. NULL is allowed. */
void output_file_free(struct output_file *file);

/* Remove all unpublished files, without allocating: for a program that ends at once. */
void output_file_remove_all(void);

#endif
