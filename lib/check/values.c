/* values.c - see values.h */
#include "check/values.h"

#include "check/characters.h"
#include "check/phones.h"
#include "format/shown_text.h"
#include "record/phone.h"
#include "record/truth.h"

#include <stdio.h>

#define VALUE_SHOWN 60

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
has_blanks_around(struct span text)
{
	return text.length && (is_blank(text.data[0]) || is_blank(text.data[text.length - 1]));
}

/* Without a call, for what most values are. */
static bool
read_truth(struct span text, bool *truth)
{
	*truth = span_equal(text, span_of("TRUE", 4));
	return *truth || truth_parse(text, truth);
}

/* Only a JSON boolean or a text can be TRUE, as for record_truth. */
static bool
can_be_truth(const struct record *record, size_t field)
{
	if (record->format == FORMAT_CSV)
		return true;
	return strchr("\"tf", record_original_raw(record, field).data[0]) != NULL;
}

void
check_truth(struct examination *examination, const struct looked_value *value)
{
	bool truth;
	if (!can_be_truth(examination->record, value->field->field) ||
		!read_truth(value->text, &truth)) {
		examine_find_value(examination, KIND_NOT_TRUTH, value, NULL);
		return;
	}
	if (value->field->roles & ROLE_ACTIVE)
		*(truth ? &examination->active : &examination->inactive) += 1;
}

static void
count_digits(struct examination *examination, const struct looked_value *value)
{
	struct id_digits *ids = &value->field->column->ids;
	if (id_digits_add_plain(ids, value->text))
		return;
	struct finding finding = {
		.place = examine_place(examination, value->field->field),
	};
	if (id_digits_want(ids, &examination->findings, value->text, &finding.place))
		examine_describe(examination, value, NULL, &finding);
	id_digits_add(ids, &examination->findings, value->text, &finding);
}

/* Whether a spreadsheet has had its way with it. */
static bool
check_damage(struct examination *examination, const struct looked_value *value)
{
	if (has_blanks_around(value->text))
		examine_find_value(examination, KIND_BLANKS_AROUND, value, NULL);
	bool floating = number_is_floating(value->text);
	bool apostrophe = number_has_apostrophe(value->text);
	if (floating)
		examine_find_value(examination, KIND_SPREADSHEET_NUMBER, value, NULL);
	if (apostrophe)
		examine_find_value(examination, KIND_APOSTROPHE, value, NULL);
	return floating || apostrophe;
}

void
check_identifier(struct examination *examination, const struct looked_value *value)
{
	if (!check_damage(examination, value) && number_is_digits(value->text))
		count_digits(examination, value);
}

void
check_phone(struct examination *examination, const struct looked_value *value)
{
	if (check_damage(examination, value) && number_is_floating(value->text))
		return;
	if (!(value->field->roles & ROLE_OWN_PHONE))
		return;
	char digits[PHONE_DIGITS_MOST];
	size_t count = phone_digits(value->text, digits);
	if (phone_is_placeholder(digits, count)) {
		examine_find_value(examination, KIND_PLACEHOLDER_PHONE, value, NULL);
		return;
	}
	uint64_t number = phone_number(digits, count);
	if (!number)
		return;
	examination->phone_name = value->field->column->name;
	check_repeat(examination, value, &examination->phones, repeats_hash_number(number));
}

static void
check_group(struct examination *examination, const struct looked_value *value, struct span name)
{
	struct finding *first;
	if (!name.length)
		return;
	if (has_blanks_around(name))
		examine_find_value(examination, KIND_BLANKS_AROUND, value, NULL);
	if (group_names_add(&examination->groups, name, &first)) {
		first->place = examine_place(examination, value->field->field);
		first->key = arena_copy(&examination->findings.arena, examination->key);
	}
}

void
check_groups(struct examination *examination, const struct looked_value *value)
{
	struct span rest = value->text;
	const char *end = rest.data + rest.length;
	for (;;) {
		const char *separator = memchr(rest.data, ';', rest.length);
		size_t length = separator ? (size_t)(separator - rest.data) : rest.length;
		check_group(examination, value, span_of(rest.data, length));
		if (!separator)
			return;
		rest = span_of(separator + 1, (size_t)(end - separator) - 1);
	}
}

void
check_date(struct examination *examination, const struct looked_value *value)
{
	struct date_column *dates = &value->field->column->dates;
	struct findings *findings = &examination->findings;
	enum date_style style = date_style_of(value->text);
	if (style == DATE_STYLE_ISO && dates->count[style]) {
		date_column_add(dates, findings, style, NULL, span_of("", 0));
		return;
	}
	struct finding finding = {
		.place = examine_place(examination, value->field->field),
	};
	struct buffer shown = {0};
	if (date_column_want(dates, findings, style, &finding.place)) {
		examine_describe(examination, value, NULL, &finding);
		shown_excerpt_add(&shown, value->text, VALUE_SHOWN);
	}
	date_column_add(dates, findings, style, &finding, buffer_span(&shown));
	buffer_free(&shown);
	examination->layout.settled |= dates->settled;
}

void
check_characters(struct examination *examination, const struct looked_value *value)
{
	uint32_t code;
	size_t behind;
	if (characters_find(value->text, ODDITY_CONTROL, &code, &behind))
		examine_find_value(examination, KIND_CONTROL_CHARACTER, value, NULL);
	if (!(value->field->roles & ROLE_TEXT))
		return;
	if (characters_find(value->text, ODDITY_INVISIBLE, &code, &behind))
		examine_find_value(examination, KIND_INVISIBLE_CHARACTER, value, NULL);
	if (characters_find(value->text, ODDITY_LOOK_ALIKE, &code, &behind)) {
		char more_z[80];
		snprintf(more_z, sizeof(more_z), ", with the %s letter U+%04X",
			code < 0x400 || code >= 0x1f00 ? "Greek" : "Cyrillic", (unsigned)code);
		examine_find_value(examination, KIND_LOOK_ALIKE, value, more_z);
	}
}

void
check_repeat(struct examination *examination, const struct looked_value *value,
	struct repeats *table, uint64_t hash)
{
	struct place place = examine_place(examination, value->field->field);
	struct repeats_place met = {
		examination->files.bases[place.file] + place.line,
		(uint32_t)(place.column < UINT32_MAX ? place.column : UINT32_MAX),
	};
	table->helper = &examination->helper;
	repeats_add(table, hash, met, value->text, examination->key);
}
