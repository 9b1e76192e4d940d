/* parts.h - an export that was cut into parts, each a small run's folder */
#ifndef ROSTER_PARTS_PARTS_H
#define ROSTER_PARTS_PARTS_H

#include "cli/error.h"
#include "run/fingerprint.h"

#include <stddef.h>
#include <stdint.h>

/*
 * FOLDER has parts.json, written last, and for each part FOLDER/0001/ ... with `export`, a whole
 * export of its own (byte order mark and header included), and `stages/`, which the filters of
 * ROSTER_RUN=FOLDER/0001 fill. What they write is to be FOLDER/0001/cleaned.
 */
#define PARTS_DOCUMENT "parts.json"
#define PART_EXPORT "export"
#define PART_CLEANED "cleaned"
#define PART_STAGES "stages"

struct part {
	char *path_z;
	uint64_t records;
	uint64_t records_before; /* in the parts before it */
	uint64_t lines_before;   /* a line of it is so much further down in the export */
	char print_z[FINGERPRINT_TEXT_SIZE]; /* of its export */
};

/* Initialise to {0}; free with parts_free. */
struct parts {
	char *folder_z;
	char *export_z;                      /* the export's name, for messages and rejects */
	char print_z[FINGERPRINT_TEXT_SIZE]; /* of the export */
	struct part *list;
	size_t count;
};

/* Add a part, whose folder is not made by this; borrowed until the next one is added. */
struct part *parts_add(struct parts *parts);

/* The path of a file of a part; free with free(). */
char *part_path_z(const struct part *part, const char *name_z);

bool parts_write(const struct parts *parts, struct error *error);

/* False with error filled (STATUS_USAGE) when the folder is none that split has finished. */
bool parts_read(struct parts *parts, const char *folder_z, struct error *error);

void parts_free(struct parts *parts);

#endif
