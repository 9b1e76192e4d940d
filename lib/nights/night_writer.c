/* night_writer.c - see night_lines.h */
#include "nights/night_lines.h"

#include <stdlib.h>

void
night_writer_begin(struct night_writer *writer, const char *folder_z, const char *name_z)
{
	*writer = (struct night_writer){.path_z = text_formatted_z("%s/%s", folder_z, name_z)};
}

bool
night_writer_add(struct night_writer *writer, const struct night_line *line, struct error *error)
{
	if (!writer->file)
		writer->file = side_file_create(writer->path_z, OUTPUT_NEW, error);
	if (!writer->file)
		return false;
	writer->count++;
	buffer_clear(&writer->bytes);
	night_line_add(&writer->bytes, line);
	return side_file_write(writer->file, buffer_span(&writer->bytes), error);
}

bool
night_writer_publish(struct night_writer *writer, struct error *error)
{
	return !writer->file || side_file_publish(writer->file, error);
}

void
night_writer_free(struct night_writer *writer)
{
	side_file_free(writer->file);
	buffer_free(&writer->bytes);
	free(writer->path_z);
}
