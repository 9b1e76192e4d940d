/* fingerprint.h - whether two streams of bytes are the same: XXH3, 128 bits, by libxxhash */
#ifndef ROSTER_RUN_FINGERPRINT_H
#define ROSTER_RUN_FINGERPRINT_H

#include "cli/error.h"
#include "io/tap.h"

/*
 * This is for accidents, not for forgers, against whom the manifest has SHA-256. Every process of a
 * run takes it of all that it reads and writes, so that it has to be cheap: 7.7 GB/s, where
 * SHA-256 does 0.6 and CRC-32, of which one accident in 4 billion is missed, does 4.5.
 */
struct fingerprint;

#define FINGERPRINT_TEXT_SIZE 33

/* Free with fingerprint_free. */
struct fingerprint *fingerprint_new(void);

void fingerprint_add(struct fingerprint *fingerprint, struct span bytes);

/* A tap that adds to it. */
struct tap fingerprint_tap(struct fingerprint *fingerprint);

/* Of the bytes so far, in hexadecimal digits as xxh128sum prints them. */
void fingerprint_text(const struct fingerprint *fingerprint, char text_z[FINGERPRINT_TEXT_SIZE]);

/* Of what is in a file, uncompressed. */
bool fingerprint_file(const char *path_z, char text_z[FINGERPRINT_TEXT_SIZE], struct error *error);

/* NULL is allowed. */
void fingerprint_free(struct fingerprint *fingerprint);

#endif
