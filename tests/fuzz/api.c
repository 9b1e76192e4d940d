/*
 * api.c - convert/api_flatten.h and api_build.h: an object that was made flat comes back byte for
 * byte, and a flat record whose shape was damaged gives an object or a reason
 */
#include "convert/api_build.h"
#include "convert/api_flatten.h"
#include "fuzz.h"
#include "record/ndjson_keys.h"

static struct record
record_of(struct span line, const struct json_members *members)
{
	return (struct record){
		.format = FORMAT_NDJSON,
		.raw = line,
		.content = line.length,
		.members = members,
	};
}

/* The flat record of a line as a reader would give it; false when it is no good record. */
static bool
build(struct span flat, struct buffer *object)
{
	struct json_members members = {0};
	struct columns none = {0};
	struct ndjson_keys keys = {0};
	struct api_builder builder = {0};
	struct defect defect = {0};
	char *copy = fuzz_padded(flat, RECORD_PADDING, 'x');
	struct span line = span_of(copy, flat.length);
	ndjson_keys_begin(&keys, &none);
	bool well = json_scan(line, &members, &defect);
	struct record record = record_of(line, &members);
	well = well && ndjson_keys_match(&keys, &record) && api_build(&builder, &record, object);
	FUZZ_EXPECT(well || !object->length);
	record_free(&record);
	api_builder_free(&builder);
	ndjson_keys_free(&keys);
	json_members_free(&members);
	free(copy);
	return well;
}

static void
expect_object(struct span object)
{
	struct json_members members = {0};
	struct defect defect = {0};
	char *copy = fuzz_padded(object, JSON_PADDING, '\0');
	if (!json_scan(span_of(copy, object.length), &members, &defect))
		FUZZ_FAIL("%s: %.*s", defect.reason, SPAN_ARGUMENTS(object));
	json_members_free(&members);
	free(copy);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = fuzz_span(data, size);
	struct json_members members = {0};
	struct api_flattener flattener = {0};
	struct buffer flat = {0}, object = {0};
	struct defect defect = {0};
	if (size && memchr(data, '\n', size))
		return 0;
	char *copy = fuzz_padded(text, RECORD_PADDING, '}');
	struct record record = record_of(span_of(copy, size), &members);
	struct json_object given = {record.raw, &members, &record};
	if (json_scan(given.text, &members, &defect) &&
		api_flatten(&flattener, &given, true, &flat)) {
		FUZZ_EXPECT(flat.data[--flat.length] == '\n');
		if (!build(buffer_span(&flat), &object))
			FUZZ_FAIL("no way back: %.*s", SPAN_ARGUMENTS(buffer_span(&flat)));
		FUZZ_EXPECT(span_equal(buffer_span(&object), text));
	}
	/* the same bytes as a flat record, its shape among them perhaps */
	buffer_clear(&object);
	if (build(text, &object))
		expect_object(buffer_span(&object));
	buffer_free(&flat);
	buffer_free(&object);
	api_flattener_free(&flattener);
	record_free(&record);
	json_members_free(&members);
	free(copy);
	return 0;
}
