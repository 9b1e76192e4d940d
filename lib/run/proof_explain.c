/* proof_explain.c - see proof_internal.h: what does not fit, in words */
#include "run/proof_internal.h"

#define SHOWN 200

static struct span
key_of(const struct proof *proof, struct record *record)
{
	struct key key;
	if (!record_key(record, &proof->stages[0].keys, &key) || !key.text.length)
		return span_from_z("without a key");
	return span_excerpt(key.text, SHOWN);
}

static struct span
key_of_cleaned(const struct proof *proof, struct record *record)
{
	struct key key;
	if (!record_key(record, &proof->stages[0].cleaned_keys, &key) || !key.text.length)
		return span_from_z("without a key");
	return span_excerpt(key.text, SHOWN);
}

/* The first field in which they differ; false when it is not the values that do. */
static bool
explain_field(const struct proof *proof, struct record *expected, struct record *found,
	struct error *error)
{
	size_t count = record_field_count(expected);
	if (count != record_field_count(found))
		return !error_set(error, STATUS_REFUSED,
			"record %llu (%.*s) has %zu fields in the cleaned file and should have %zu; "
			"no stage reported that",
			(unsigned long long)expected->number,
			SPAN_ARGUMENTS(key_of(proof, expected)), record_field_count(found), count);
	for (size_t i = 0; i < count; i++) {
		struct span was = record_field_raw(expected, i);
		struct span is = record_field_raw(found, i);
		struct span name = record_field_name(expected, i);
		if (span_equal(was, is) && span_equal(name, record_field_name(found, i)))
			continue;
		return !error_set(error, STATUS_REFUSED,
			"%.*s of record %llu (%.*s) is %.*s in the cleaned file and should be %.*s; no "
			"stage reported that change",
			SPAN_ARGUMENTS(span_excerpt(name, SHOWN)),
			(unsigned long long)expected->number,
			SPAN_ARGUMENTS(key_of(proof, expected)),
			SPAN_ARGUMENTS(span_excerpt(is, SHOWN)),
			SPAN_ARGUMENTS(span_excerpt(was, SHOWN)));
	}
	return false;
}

bool
proof_explain(
	struct proof *proof, struct record *expected, struct record *found, struct error *error)
{
	if (!expected)
		return error_set(error, STATUS_REFUSED,
			"the cleaned file has a record too many at its end (%.*s), which is not in "
			"the export or stands in another place there",
			SPAN_ARGUMENTS(key_of_cleaned(proof, found)));
	struct span key = key_of(proof, expected);
	unsigned long long number = expected->number;
	if (!found)
		return error_set(error, STATUS_REFUSED,
			"record %llu (%.*s) is missing from the cleaned file, which ends before it, and "
			"no stage says that it took it out",
			number, SPAN_ARGUMENTS(key));
	struct span other = key_of_cleaned(proof, found);
	if (!span_equal(key, other))
		return error_set(error, STATUS_REFUSED,
			"record %llu (%.*s) should come next in the cleaned file, but there is %.*s: a "
			"record was lost, added or moved, and no stage says so",
			number, SPAN_ARGUMENTS(key), SPAN_ARGUMENTS(other));
	if (explain_field(proof, expected, found, error))
		return false;
	return error_set(error, STATUS_REFUSED,
		"record %llu (%.*s) has the same values in the cleaned file but other bytes around "
		"them (spaces, quotes or line ends), which no stage does",
		number, SPAN_ARGUMENTS(key));
}
