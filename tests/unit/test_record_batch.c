/* test_record_batch.c - copies of records, see record/record_batch.h */
#include "reading.h"

#include "record/record_batch.h"

/* What a record says, for a comparison. */
static void
describe(struct buffer *text, struct record *record)
{
	buffer_add_format(text, "%s:%llu #%llu %zu of \"%.*s\"", record->file_z,
		(unsigned long long)record->line, (unsigned long long)record->number,
		record->content, SPAN_ARGUMENTS(record->raw));
	for (size_t i = 0; i < record->field_count; i++) {
		struct span value, raw = record_original_raw(record, i);
		bool has_text = record_field_text(record, i, &value);
		buffer_add_format(
			text, " %.*s=%.*s", SPAN_ARGUMENTS(record->names[i]), SPAN_ARGUMENTS(raw));
		if (has_text)
			buffer_add_format(text, "(%.*s)", SPAN_ARGUMENTS(value));
	}
	buffer_add_byte(text, '\n');
}

static void
shows_what_was_read(void **state)
{
	static const struct span texts[] = {
		SPAN_INIT("a,b\n1,one\n\"2\",\"two \"\"2\"\"\n\"\n\n3,\n4,four"),
		SPAN_INIT("{\"a\":1,\"b\":\"one\"}\n{\"a\":2,\"b\":\"tw\\u006f\"}\n\n{}\n"
			  "{\"c\":{},\"a\":[\"x\",\"y\"]}\n{\"c\":1,\"a\":true}\n{\"b\":null}"),
	};
	struct record_batch batch = {0};
	(void)state;
	for (size_t round = 0; round < 4; round++) {
		struct text_input input = {0};
		struct buffer read = {0}, copied = {0};
		if (!text_open(&input, texts[round % 2]))
			fail_msg("%s", input.error.text);
		while (text_next(&input) == READING_RECORD) {
			record_batch_add(&batch, input.record);
			describe(&read, input.record);
		}
		assert_int_equal(batch.count, round % 2 ? 6 : 4);
		for (size_t i = 0; i < batch.count; i++)
			describe(&copied, record_batch_record(&batch, i));
		expect_span("copies", buffer_span(&copied), buffer_span(&read));
		record_batch_clear(&batch);
		assert_int_equal(batch.count, 0);
		buffer_free(&read);
		buffer_free(&copied);
		text_close(&input);
	}
	record_batch_free(&batch);
}

static void
shows_objects_without_members(void **state)
{
	struct text_input input = {0};
	struct record_batch batch = {0};
	struct buffer copied = {0};
	(void)state;
	text_first(&input, SPAN("{}\n"));
	record_batch_add(&batch, input.record);
	record_batch_add(&batch, input.record);
	describe(&copied, record_batch_record(&batch, 1));
	expect_span("copy", buffer_span(&copied), SPAN("in:1 #1 2 of \"{}\n\"\n"));
	buffer_free(&copied);
	record_batch_free(&batch);
	text_close(&input);
}

static void
keeps_the_names_of_a_shape_once(void **state)
{
	struct text_input input = {0};
	struct record_batch batch = {0};
	(void)state;
	text_first(&input, SPAN("a,b\n1,2\n"));
	while (!record_batch_is_full(&batch))
		record_batch_add(&batch, input.record);
	assert_int_equal(batch.count, (RECORD_BATCH_BYTES + 3) / 4);
	assert_int_equal(batch.names.length, 2 * sizeof(struct span));
	assert_int_equal(record_batch_record(&batch, batch.count - 1)->line, 2);
	record_batch_free(&batch);
	text_close(&input);
}

/* ndjson_keys forgets the keys it has met when there are more than 65,536. */
static void
keeps_names_that_the_reader_forgets(void **state)
{
	enum { LINES = 700, KEYS = 100 };
	struct text_input input = {0};
	struct record_batch batch = {0};
	struct buffer text = {0}, read = {0}, copied = {0};
	(void)state;
	for (int line = 0; line < LINES; line++)
		for (int key = 0; key < KEYS; key++)
			buffer_add_format(&text, "%s\"k%d\":1%s", key ? "," : "{",
				line * KEYS + key, key + 1 < KEYS ? "" : "}\n");
	if (!text_open(&input, buffer_span(&text)))
		fail_msg("%s", input.error.text);
	while (text_next(&input) == READING_RECORD) {
		record_batch_add(&batch, input.record);
		describe(&read, input.record);
	}
	assert_int_equal(batch.count, LINES);
	for (size_t i = 0; i < batch.count; i++)
		describe(&copied, record_batch_record(&batch, i));
	expect_span("copies", buffer_span(&copied), buffer_span(&read));
	buffer_free(&text);
	buffer_free(&read);
	buffer_free(&copied);
	record_batch_free(&batch);
	text_close(&input);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(shows_what_was_read),
		IN_SCRATCH(shows_objects_without_members),
		IN_SCRATCH(keeps_the_names_of_a_shape_once),
		IN_SCRATCH(keeps_names_that_the_reader_forgets),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
