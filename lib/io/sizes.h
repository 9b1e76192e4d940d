/* sizes.h - how many bytes are taken at a time */
#ifndef ROSTER_IO_SIZES_H
#define ROSTER_IO_SIZES_H

#include <stddef.h>

/*
 * The fuzz targets are built with ROSTER_SMALL_BUFFERS, so that an input of a hundred bytes meets
 * the borders that an export of a hundred megabytes meets.
 */
#ifdef ROSTER_SMALL_BUFFERS
#define BUFFER_SIZE(usual, small) ((size_t)(small))
#else
#define BUFFER_SIZE(usual, small) ((size_t)(usual))
#endif

#endif
