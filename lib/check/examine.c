/* examine.c - see examine.h */
#include "check/examine.h"

#include "check/characters.h"
#include "check/defects.h"
#include "check/opted_out.h"
#include "check/values.h"
#include "cli/message.h"
#include "format/csv_text.h"
#include "format/shown_text.h"

#define VALUE_SHOWN 60
#define KEY_SHOWN 64

struct place
examine_place(const struct examination *examination, size_t field)
{
	const struct record *record = examination->record;
	bool one_line = record->format == FORMAT_CSV && !record->row->quoted;
	if (one_line) {
		struct span raw = csv_row_field(record->row, record->raw.data, field);
		return (struct place){
			examination->file, record->line, (size_t)(raw.data - record->raw.data) + 1};
	}
	size_t offset = (size_t)(record_original_raw(record, field).data - record->raw.data);
	return place_in_record(record, examination->file, offset);
}

void
examine_describe(struct examination *examination, const struct looked_value *value,
	const char *more_z, struct finding *finding)
{
	struct buffer *text = &examination->text;
	buffer_clear(text);
	shown_excerpt_add(text, value->field->column->name, VALUE_SHOWN);
	buffer_add_z(text, " is \"");
	shown_excerpt_add(text, value->text, VALUE_SHOWN);
	buffer_add_byte(text, '"');
	if (more_z)
		buffer_add_z(text, more_z);
	finding->key = span_excerpt(examination->key, KEY_SHOWN);
	finding->found = buffer_span(text);
}

void
examine_find_value(struct examination *examination, enum kind kind,
	const struct looked_value *value, const char *more_z)
{
	struct findings *findings = &examination->findings;
	struct finding finding = {
		.place = examine_place(examination, value->field->field),
	};
	if (findings_want(findings, &findings->kinds[kind], &finding.place))
		examine_describe(examination, value, more_z, &finding);
	findings_add(findings, kind, &finding);
}

static void
find_defect(struct examination *examination, enum kind kind, const struct record *record)
{
	struct finding finding = {
		.place = place_in_record(record, examination->file, record->defect.offset),
		.key = span_excerpt(examination->key, KEY_SHOWN),
	};
	buffer_clear(&examination->text);
	shown_excerpt_add(&examination->text, span_from_z(record->defect.reason),
		sizeof(record->defect.reason));
	finding.found = buffer_span(&examination->text);
	findings_add(&examination->findings, kind, &finding);
}

/* A value's text, without a call where it stands in the record as it is. */
static bool
read_text(struct record *record, size_t field, struct span *text)
{
	if (record->format == FORMAT_CSV) {
		*text = csv_row_field(record->row, record->raw.data, field);
		if (!text->length || text->data[0] != '"')
			return true;
	}
	return record_field_text(record, field, text);
}

static bool
is_blank(struct span text)
{
	return !text.length || ((unsigned char)text.data[0] <= ' ' && !span_trim(text).length);
}

static void
look_at(struct examination *examination, const struct checked_field *field)
{
	struct looked_value value = {.field = field};
	struct record *record = examination->record;
	if (!read_text(record, field->field, &value.text)) {
		if (!(field->roles & ROLE_UNNATIVE))
			find_defect(examination, KIND_NO_TEXT, record);
		return;
	}
	if (!value.text.length)
		return;
	if (field->roles & ROLE_TRUTH)
		check_truth(examination, &value);
	if (field->roles & ROLE_ID)
		check_identifier(examination, &value);
	if (field->roles & ROLE_KEY && !is_blank(value.text))
		check_repeat(
			examination, &value, &field->column->repeats, repeats_hash(value.text));
	if (field->roles & ROLE_PHONE)
		check_phone(examination, &value);
	if (field->roles & ROLE_GROUPS)
		check_groups(examination, &value);
	if (!field->column->dates.settled)
		check_date(examination, &value);
}

/* Most records are printable ASCII throughout, so that no field of them needs to be looked at. */
static void
look_at_characters(struct examination *examination)
{
	struct record *record = examination->record;
	const struct layout *layout = &examination->layout;
	char escape = record->format == FORMAT_NDJSON ? '\\' : 0;
	if (!characters_suspect(span_of(record->raw.data, record->content), escape))
		return;
	for (size_t i = 0; i < layout->field_count; i++) {
		struct looked_value value = {.field = &layout->fields[i]};
		size_t field = value.field->field;
		if (characters_suspect(record_original_raw(record, field), escape) &&
			read_text(record, field, &value.text))
			check_characters(examination, &value);
	}
}

/* The contact's key; false when all its key columns are blank. */
static bool
find_key(struct examination *examination)
{
	const struct layout *layout = &examination->layout;
	examination->key = span_of("", 0);
	for (size_t i = 0; i < layout->keys.count; i++) {
		struct span text;
		if (layout->key_fields[i] == NO_FIELD)
			continue;
		if (!read_text(examination->record, layout->key_fields[i], &text))
			return true; /* that is found when the field is looked at */
		if (!is_blank(text)) {
			examination->key = text;
			break;
		}
	}
	return examination->key.length > 0;
}

static void
find_keyless(struct examination *examination)
{
	struct finding finding = {
		.place = place_in_record(examination->record, examination->file, 0),
		.found = span_from_z("all key columns are blank"),
	};
	findings_add_to(&examination->findings, &examination->keyless, &finding);
}

/* Files glued together: the names again, where values should be. */
static bool
is_header_again(struct record *record)
{
	if (record->format != FORMAT_CSV || record->field_count < 2)
		return false;
	for (size_t i = 0; i < record->field_count; i++) {
		struct span text;
		if (!read_text(record, i, &text) || !span_equal(text, record->names[i]))
			return false;
	}
	return true;
}

void
examine_record(struct examination *examination, struct record *record)
{
	examination->records++;
	examination->file_records++;
	examination->record = record;
	examination->key = span_of("", 0);
	if (is_header_again(record)) {
		struct finding finding = {
			.place = place_in_record(record, examination->file, 0),
			.found = span_from_z("the values are the names of the columns"),
		};
		findings_add(&examination->findings, KIND_HEADER_AGAIN, &finding);
		return;
	}
	if (record->format == FORMAT_NDJSON) {
		struct place place = {examination->file, record->line, 0};
		layout_fit(&examination->layout, record->names, record->field_count, &place,
			&examination->findings);
	}
	if (!find_key(examination))
		find_keyless(examination);
	layout_choose(&examination->layout);
	for (size_t i = 0; i < examination->layout.looked_count; i++)
		look_at(examination, examination->layout.looked[i]);
	look_at_characters(examination);
	if (examination->suppressed || examination->evidence)
		opted_out_look(examination);
}

void
examine_bad_record(struct examination *examination, const struct record *record)
{
	examination->records++;
	examination->file_records++;
	examination->bad_records++;
	examination->key = span_of("", 0);
	find_defect(examination, defect_kind(record->defect.reason), record);
}

void
examine_file_end(struct examination *examination)
{
	struct findings *findings = &examination->findings;
	if (examination->layout.key_seen) {
		findings_merge(findings, KIND_NO_KEY, &examination->keyless);
	} else if (examination->file_records || examination->header.line) {
		struct finding finding = {
			.place = {examination->file, examination->header.line, 0},
			.found = span_from_z("there is none of the key columns"),
		};
		findings_add(findings, KIND_NO_KEY_COLUMN, &finding);
	}
	place_list_free(&examination->keyless);
}

/* Said only where those who could not be read hardly matter. */
static void
report_inactive(struct examination *examination)
{
	struct findings *findings = &examination->findings;
	struct message_number number;
	if (!examination->active || examination->inactive || examination->unread ||
		examination->bad_records * 10 > examination->active)
		return;
	findings->kinds[KIND_NO_INACTIVE].count = 1;
	findings_note(findings, KIND_NO_INACTIVE, "%s %s active, none is inactive",
		message_number_z(&number, examination->active),
		examination->active == 1 ? "contact is" : "contacts are");
}

void
examine_end(struct examination *examination)
{
	struct findings *findings = &examination->findings;
	struct layout *layout = &examination->layout;
	repeats_report(&examination->phones, KIND_SHARED_PHONE, examination->phone_name,
		&examination->files, findings);
	layout_report(layout, findings);
	for (size_t i = 0; i < layout->count; i++) {
		struct checked_column *column = layout->list[i];
		repeats_report(&column->repeats, KIND_REPEATED_KEY, column->name,
			&examination->files, findings);
		date_column_report(&column->dates, findings, column->name);
		if (column->roles & ROLE_ID)
			id_digits_report(&column->ids, findings);
	}
	group_names_report(&examination->groups, findings);
	report_inactive(examination);
}

void
examination_free(struct examination *examination)
{
	findings_free(&examination->findings);
	layout_free(&examination->layout);
	group_names_free(&examination->groups);
	repeats_free(&examination->phones);
	helper_end(&examination->helper);
	place_list_free(&examination->keyless);
	buffer_free(&examination->text);
}
