/* opted_out.c - see opted_out.h */
#include "check/opted_out.h"

#include "cli/message.h"
#include "record/truth.h"

enum { CUSTOMER_ID, SIGNALVINE_ID, PHONE, ACTIVE, VALUE_COUNT };

static const char *const names_z[VALUE_COUNT] = {"customer_id", "signalvine_id", "phone", "active"};

/* The record's values of these columns; field NULL where it has none. */
static void
read_values(const struct examination *examination, struct looked_value *values)
{
	const struct layout *layout = &examination->layout;
	for (size_t i = 0; i < layout->field_count; i++) {
		const struct checked_field *field = &layout->fields[i];
		size_t native = field->column->native;
		if (field->roles & ROLE_UNNATIVE || native == NATIVE_MOST)
			continue;
		for (size_t j = 0; j < VALUE_COUNT; j++) {
			if (strcmp(natives[native].name_z, names_z[j]) != 0)
				continue;
			struct looked_value value = {.field = field};
			if (record_field_text(examination->record, field->field, &value.text))
				values[j] = value;
		}
	}
}

static void
look_for_suppressed(struct examination *examination, const struct looked_value *values,
	const struct guard_contact *contact)
{
	unsigned facts = opt_outs_facts(examination->suppressed, contact);
	bool by_phone = !(facts & GUARD_PHONE_NOT_LISTED);
	const struct looked_value *named = &values[PHONE];
	if (!(facts & GUARD_KEY_NOT_LISTED))
		named = &values[contact->keys[0].length ? CUSTOMER_ID : SIGNALVINE_ID];
	else if (!by_phone)
		return;
	examine_find_value(examination, KIND_SUPPRESSED, named, ", which the list has");
}

void
opted_out_look(struct examination *examination)
{
	struct looked_value values[VALUE_COUNT] = {{0}};
	bool truth = true;
	read_values(examination, values);
	struct guard_contact contact = {
		.keys = {values[CUSTOMER_ID].text, values[SIGNALVINE_ID].text},
		.phone = values[PHONE].text,
	};
	contact.is_out = truth_parse(values[ACTIVE].text, &truth) && !truth;
	if (examination->suppressed && !contact.is_out)
		look_for_suppressed(examination, values, &contact);
	if (!examination->evidence || !contact.is_out)
		return;
	const struct evidence_source *source;
	unsigned ours = GUARD_HAS_STEP | GUARD_STEP_IS_OURS;
	if ((evidence_facts(examination->evidence, &contact, &source) & ours) == ours)
		examination->out_by_us++;
	else
		examination->out_not_by_us++;
}

void
opted_out_report_text(struct buffer *report, const struct examination *examination)
{
	struct message_number all, ours, others;
	uint64_t by_us = examination->out_by_us, not_by_us = examination->out_not_by_us;
	if (report->length)
		buffer_add_byte(report, '\n');
	buffer_add_format(report,
		"inactive contacts: %s, of them by a clean-up of ours: %s, not: %s\n",
		message_number_z(&all, by_us + not_by_us), message_number_z(&ours, by_us),
		message_number_z(&others, not_by_us));
}

void
opted_out_report_ndjson(struct buffer *report, const struct examination *examination)
{
	uint64_t by_us = examination->out_by_us, not_by_us = examination->out_not_by_us;
	if (report->length == 1)
		buffer_clear(report); /* the empty line that stands for nothing */
	buffer_add_format(report,
		"{\"level\":\"note\",\"kind\":\"inactive\",\"count\":%llu,\"by_us\":%llu,"
		"\"not_by_us\":%llu}\n",
		(unsigned long long)(by_us + not_by_us), (unsigned long long)by_us,
		(unsigned long long)not_by_us);
}
