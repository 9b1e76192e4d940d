/* opened_files.h - the regular files that this program has read, now or before */
#ifndef ROSTER_IO_OPENED_FILES_H
#define ROSTER_IO_OPENED_FILES_H

#include <stdbool.h>
#include <sys/stat.h>

/* Remember a file that is open; anything but a regular file is not remembered. */
void opened_files_add(const struct stat *status);

bool opened_files_have(const struct stat *status);

/* For whoever runs one program after another in this process, as tests do. */
void opened_files_forget(void);

#endif
