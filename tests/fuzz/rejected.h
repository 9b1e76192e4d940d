/* rejected.h - whether an output is its input but for the rejects, the slow and plain way */
#ifndef ROSTER_FUZZ_REJECTED_H
#define ROSTER_FUZZ_REJECTED_H

#include "fuzz.h"
#include "io/buffer.h"

#include <jansson.h>

/*
 * Which bytes of the input may have been dealt with. Where rejects are alike, or like what stays,
 * there are several ways to find them in it, and only the output says which one is right: all ways
 * are gone at once. How long the output is by then follows from what has been taken out.
 */
struct ways {
	struct span input, output;
	size_t taken;      /* bytes of rejects so far */
	bool *here, *next; /* by offset in the input, the end included */
};

/* Where line `number` begins, counted from 1. */
static inline size_t
offset_of_line(struct span text, json_int_t number)
{
	size_t offset = 0;
	while (--number > 0) {
		const char *found = memchr(text.data + offset, '\n', text.length - offset);
		FUZZ_EXPECT(found);
		offset = (size_t)(found - text.data) + 1;
	}
	return offset;
}

/* The bytes of a reject, as its line of NDJSON has them. */
static inline void
add_raw(const json_t *reject, struct buffer *raw)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const json_t *text = json_object_get(reject, "raw");
	unsigned bits = 0, have = 0;
	if (text) {
		buffer_add(raw, span_of(json_string_value(text), json_string_length(text)));
		return;
	}
	const char *at = json_string_value(json_object_get(reject, "raw_base64"));
	FUZZ_EXPECT(at);
	for (; *at && *at != '='; at++) {
		bits = bits << 6 | (unsigned)(strchr(digits, *at) - digits);
		have += 6;
		if (have >= 8)
			buffer_add_byte(raw, (char)(unsigned char)(bits >> (have -= 8)));
	}
}

/* Go on over what is in the output, too. */
static inline void
pass_kept(struct ways *ways)
{
	for (size_t at = 0; at < ways->input.length; at++) {
		size_t kept = at - ways->taken;
		if (ways->here[at] && kept < ways->output.length &&
			ways->input.data[at] == ways->output.data[kept])
			ways->here[at + 1] = true;
	}
}

/* Take the reject out wherever it stands, but not behind its line; false if it is nowhere. */
static inline bool
take_out(struct ways *ways, struct span raw, size_t line)
{
	bool somewhere = false;
	memset(ways->next, 0, (ways->input.length + 1) * sizeof(*ways->next));
	for (size_t at = 0; at <= line; at++) {
		struct span rest = span_of(ways->input.data + at, ways->input.length - at);
		if (ways->here[at] && span_starts_with(rest, raw))
			somewhere = ways->next[at + raw.length] = true;
	}
	bool *here = ways->here;
	ways->here = ways->next;
	ways->next = here;
	ways->taken += raw.length;
	return somewhere;
}

static inline bool
take_out_line(struct ways *ways, struct span line)
{
	static const struct span mark = {"\xef\xbb\xbf", 3};
	struct buffer raw = {0};
	json_t *reject = json_loadb(line.data, line.length, 0, NULL);
	FUZZ_EXPECT(reject);
	add_raw(reject, &raw);
	size_t offset = offset_of_line(
		ways->input, json_integer_value(json_object_get(reject, "line")));
	/* a byte order mark is no part of the first record */
	if (offset == 0 && span_starts_with(ways->input, mark))
		offset = mark.length;
	/* the line is that of the defect; the record may have begun before it */
	bool somewhere = take_out(ways, buffer_span(&raw), offset);
	buffer_free(&raw);
	json_decref(reject);
	return somewhere;
}

/* How NDJSON without a record is written: as an empty line, behind a byte order mark if it had one.
 */
static inline void
leave_out_empty_line(struct ways *ways, size_t kept)
{
	bool nothing = !kept ||
		       (kept == 3 && span_starts_with(ways->input, span_of("\xef\xbb\xbf", 3)));
	if (nothing && ways->output.length == kept + 1 && ways->output.data[kept] == '\n')
		ways->output.length--;
}

/* Whether `rejects`, a file of them, can be taken out of the input so that the output is left. */
static inline bool
is_rest(struct span output, struct span input, struct span rejects)
{
	struct ways ways = {.input = input,
		.output = output,
		.here = memory_zeroed(input.length + 1, sizeof(bool)),
		.next = memory_zeroed(input.length + 1, sizeof(bool))};
	bool possible = ways.here[0] = true;
	while (possible && rejects.length) {
		struct span line = fuzz_until(rejects, '\n', &rejects);
		pass_kept(&ways);
		possible = take_out_line(&ways, line);
	}
	if (possible) {
		size_t kept = input.length - ways.taken;
		leave_out_empty_line(&ways, kept);
		pass_kept(&ways);
		possible = ways.here[input.length] && ways.output.length == kept;
	}
	free(ways.here);
	free(ways.next);
	return possible;
}

#endif
