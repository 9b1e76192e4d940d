/* side_file.h - a file written beside the output: a journal, rejects, a request */
#ifndef ROSTER_IO_SIDE_FILE_H
#define ROSTER_IO_SIDE_FILE_H

#include "io/buffer.h"
#include "io/output_file.h"

struct side_file;

/* As output_file_create. NULL with error filled. Free with side_file_free. */
struct side_file *side_file_create(
	const char *path_z, enum output_file_kind kind, struct error *error);

/* Append bytes, which are copied. */
bool side_file_write(struct side_file *file, struct span bytes, struct error *error);

/* Append the content of a file, inflated if it is gzip. */
bool side_file_append(struct side_file *file, const char *path_z, struct error *error);

/* Make it durable and give it its name; take it away again (OUTPUT_NEW only). */
bool side_file_publish(struct side_file *file, struct error *error);
void side_file_retract(struct side_file *file);

/* Not published, it leaves nothing behind. NULL is allowed. */
void side_file_free(struct side_file *file);

#endif
