/* side_file.c - see side_file.h */
#include "io/side_file.h"

#include "cli/memory.h"
#include "io/sizes.h"
#include "io/source.h"

#include <stdlib.h>

#define WRITE_SIZE BUFFER_SIZE(64 << 10, 67)

struct side_file {
	struct output_file *file;
	struct buffer buffer;
};

struct side_file *
side_file_create(const char *path_z, enum output_file_kind kind, struct error *error)
{
	struct output_file *file = output_file_create(path_z, kind, error);
	if (!file)
		return NULL;
	struct side_file *side = memory_zeroed(1, sizeof(*side));
	side->file = file;
	return side;
}

static bool
flush(struct side_file *side, struct error *error)
{
	if (!output_file_write(side->file, buffer_span(&side->buffer), error))
		return false;
	buffer_clear(&side->buffer);
	return true;
}

bool
side_file_write(struct side_file *side, struct span bytes, struct error *error)
{
	buffer_add(&side->buffer, bytes);
	return side->buffer.length < WRITE_SIZE || flush(side, error);
}

bool
side_file_append(struct side_file *side, const char *path_z, struct error *error)
{
	struct source *source = source_open(path_z, error);
	char bytes[8192];
	ssize_t count = source ? 1 : -1;
	while (count > 0 && (count = source_read(source, bytes, sizeof(bytes), error)) > 0)
		if (!side_file_write(side, span_of(bytes, (size_t)count), error))
			count = -1;
	source_close(source);
	return count == 0;
}

bool
side_file_publish(struct side_file *side, struct error *error)
{
	return flush(side, error) && output_file_publish(side->file, error);
}

void
side_file_retract(struct side_file *side)
{
	output_file_retract(side->file);
}

void
side_file_free(struct side_file *side)
{
	if (!side)
		return;
	output_file_free(side->file);
	buffer_free(&side->buffer);
	free(side);
}
