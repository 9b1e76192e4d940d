/* test_record_edits.c - record/record.h: edits of chance beside a model that keeps lists */
#include "reading.h"
#include "record/writer.h"

enum { COLUMNS = 7, RECORDS = 3000 };

static const char *const names_z[COLUMNS] = {"a", "b", "c", "d", "e", "f", "g"};

/* The members of an object, or the cells of a row, as they should be. */
struct model {
	size_t columns[2 * COLUMNS];
	char raws_z[2 * COLUMNS][16];
	size_t count;
	size_t kept; /* how many of them the object came with */
};

static size_t
model_find(const struct model *model, size_t column)
{
	size_t i = 0;
	while (i < model->count && model->columns[i] != column)
		i++;
	return i;
}

static void
model_set(struct model *model, size_t column, const char *raw_z)
{
	size_t i = model_find(model, column);
	if (i == model->count)
		model->columns[model->count++] = column;
	snprintf(model->raws_z[i], sizeof(model->raws_z[i]), "%s", raw_z);
}

static void
model_remove(struct model *model, size_t column)
{
	size_t i = model_find(model, column);
	if (i == model->count)
		return;
	model->kept -= i < model->kept;
	model->count--;
	for (; i < model->count; i++) {
		model->columns[i] = model->columns[i + 1];
		memcpy(model->raws_z[i], model->raws_z[i + 1], sizeof(model->raws_z[i]));
	}
}

static void
write_object(const struct model *model, struct buffer *text)
{
	buffer_add_byte(text, '{');
	for (size_t i = 0; i < model->count; i++)
		buffer_add_format(text, "%s\"%s\":%s", i ? "," : "", names_z[model->columns[i]],
			model->raws_z[i]);
	buffer_add_z(text, "}\n");
}

static void
write_row(const struct model *model, struct buffer *text)
{
	for (size_t i = 0; i < model->count; i++)
		buffer_add_format(text, "%s%s", i ? "," : "", model->raws_z[i]);
	buffer_add_z(text, "\n");
}

static void
invent_object(uint64_t *seed, struct model *model)
{
	*model = (struct model){0};
	for (size_t i = 0; i < COLUMNS; i++) {
		char raw_z[16];
		snprintf(raw_z, sizeof(raw_z), chance(seed, 2) ? "%zu" : "\"%zu\"", i);
		if (chance(seed, 2))
			model_set(model, i, raw_z);
	}
	model->kept = model->count;
}

static void
expect_written(const struct record *record, const struct model *model)
{
	struct buffer written = {0}, expected = {0};
	writer_add_record(&written, record);
	if (record->format == FORMAT_CSV)
		write_row(model, &expected);
	else
		write_object(model, &expected);
	expect_span("written", buffer_span(&written), buffer_span(&expected));
	for (size_t i = 0; i < COLUMNS; i++) {
		size_t at = model_find(model, i);
		struct span raw;
		bool there = record_raw(record, (struct column){i}, &raw);
		assert_int_equal(there, at < model->count);
		if (there)
			expect_span(names_z[i], raw, span_from_z(model->raws_z[at]));
	}
	buffer_free(&written);
	buffer_free(&expected);
}

/* One change of chance, in the record and in its model; the noted change must say the same. */
static void
change_object(uint64_t *seed, struct record *record, struct model *model)
{
	size_t column = chance(seed, COLUMNS), at = model_find(model, column);
	size_t changes = record->change_count;
	bool removes = chance(seed, 3) == 0, there = at < model->count;
	char before_z[16], raw_z[16];
	snprintf(before_z, sizeof(before_z), "%s", there ? model->raws_z[at] : "");
	snprintf(raw_z, sizeof(raw_z), "%zu", chance(seed, 3));
	if (removes) {
		record_remove(record, (struct column){column});
		model_remove(model, column);
	} else {
		record_set_raw(record, (struct column){column}, span_from_z(raw_z));
		model_set(model, column, raw_z);
	}
	bool changed = removes ? there : !there || strcmp(before_z, raw_z) != 0;
	assert_int_equal(record->change_count, changes + changed);
	if (!changed)
		return;
	const struct change *change = &record->changes[changes];
	expect_span("name", change->name, span_from_z(names_z[column]));
	expect_span("from", change->from, span_from_z(before_z));
	assert_int_equal(change->added, !there);
	assert_int_equal(change->to.data == NULL, removes);
	if (!removes)
		expect_span("to", change->to, span_from_z(raw_z));
}

static void
objects_take_any_edits(void **state)
{
	struct model *models = memory_zeroed(RECORDS, sizeof(*models));
	struct text_input input = {0};
	struct buffer text = {0};
	uint64_t seed = 2;
	(void)state;
	for (size_t i = 0; i < COLUMNS; i++)
		text_want(&input, names_z[i]);
	for (size_t i = 0; i < RECORDS; i++) {
		invent_object(&seed, &models[i]);
		write_object(&models[i], &text);
	}
	assert_true(text_open(&input, buffer_span(&text)));
	for (size_t i = 0; i < RECORDS; i++) {
		assert_int_equal(text_next(&input), READING_RECORD);
		for (size_t changes = chance(&seed, 6); changes; changes--) {
			change_object(&seed, input.record, &models[i]);
			expect_written(input.record, &models[i]);
		}
	}
	text_close(&input);
	buffer_free(&text);
	free(models);
}

/* A cell with at most three bytes of text, quoted where it must be or was before. */
static void
invent_cell(uint64_t *seed, bool quoted, char raw_z[16], struct buffer *text)
{
	size_t length = chance(seed, 4), at = 0;
	buffer_clear(text);
	for (size_t i = 0; i < length; i++)
		buffer_add_byte(text, "xy,\"\n"[chance(seed, 5)]);
	for (size_t i = 0; i < length; i++)
		quoted = quoted || strchr(",\"\n", text->data[i]);
	if (quoted)
		raw_z[at++] = '"';
	for (size_t i = 0; i < length; i++) {
		raw_z[at++] = text->data[i];
		if (text->data[i] == '"')
			raw_z[at++] = '"';
	}
	if (quoted)
		raw_z[at++] = '"';
	raw_z[at] = '\0';
}

static void
change_row(uint64_t *seed, struct record *record, struct model *model)
{
	struct buffer text = {0};
	struct span read;
	size_t column = chance(seed, COLUMNS);
	char *raw_z = model->raws_z[column];
	invent_cell(seed, raw_z[0] == '"', raw_z, &text);
	record_set_text(record, (struct column){column}, buffer_span(&text));
	assert_true(record_text(record, (struct column){column}, &read));
	expect_span("text", read, buffer_span(&text));
	buffer_free(&text);
}

static void
rows_take_any_texts(void **state)
{
	struct model *models = memory_zeroed(RECORDS, sizeof(*models));
	struct text_input input = {0};
	struct buffer text = {0}, cell = {0};
	uint64_t seed = 3;
	(void)state;
	for (size_t i = 0; i < COLUMNS; i++) {
		text_want(&input, names_z[i]);
		buffer_add_format(&text, "%s%s", names_z[i], i + 1 < COLUMNS ? "," : "\n");
	}
	for (size_t i = 0; i < RECORDS; i++) {
		for (size_t j = 0; j < COLUMNS; j++) {
			models[i].columns[j] = j;
			invent_cell(&seed, chance(&seed, 3) == 0, models[i].raws_z[j], &cell);
		}
		models[i].count = COLUMNS;
		write_row(&models[i], &text);
	}
	assert_true(text_open(&input, buffer_span(&text)));
	for (size_t i = 0; i < RECORDS; i++) {
		assert_int_equal(text_next(&input), READING_RECORD);
		expect_written(input.record, &models[i]);
		for (size_t changes = chance(&seed, 6); changes; changes--) {
			change_row(&seed, input.record, &models[i]);
			expect_written(input.record, &models[i]);
		}
	}
	text_close(&input);
	buffer_free(&text);
	buffer_free(&cell);
	free(models);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(objects_take_any_edits),
		cmocka_unit_test(rows_take_any_texts),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}
