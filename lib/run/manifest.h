/* manifest.h - the document that says what a run was and what came of it */
#ifndef ROSTER_RUN_MANIFEST_H
#define ROSTER_RUN_MANIFEST_H

/*
 * A JSON object: `manifest` (1, the version of its shape), `run`, `program`, `as_of`, `roster` (the
 * version), `pipeline` (`file` and `sha256`, or `filters`, the words given by hand), `export`
 * (`file`, `sha256` and `size` of its bytes, `modified`, and `columns`, the ROLE=NAMEs of --column,
 * if there were any), `cleaned` (`file`, `content_sha256` and `content_size` of what is in it,
 * uncompressed), `counts` (see struct proof_counts) and `stages` (by name, with filter, where,
 * reason and counts; `beside` is true for one that did not lead to the cleaned file), `check`
 * (`errors` and `suspicions` of the export; without --no-check) and `memory` (`compared_with`, the
 * run whose export was the last before, and how many changes were `seen` since then; `confirmed`,
 * `came_back`). It is never changed once the run is proposed.
 */
#define MANIFEST_FILE "manifest.json"

/* In `cleaned`: the fingerprint (fingerprint.h) of what is in it, uncompressed. */
#define MANIFEST_PRINT "content_xxh128"

#endif
