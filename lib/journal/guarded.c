/* guarded.c - see guarded.h */
#include "journal/guarded.h"

#include "format/json_text.h"

bool
guarded_add(struct side_file *list, const struct guard_contact *contact,
	const struct guard_rule *unmet, const struct evidence_source *last_step,
	struct error *error)
{
	struct buffer line = {0}, step = {0};
	size_t key = 0;
	while (key + 1 < GUARD_KEY_COUNT && !span_trim(contact->keys[key]).length)
		key++;
	buffer_add_byte(&line, '{');
	json_add_member(&line, "key", contact->keys[key]);
	if (key)
		json_add_member(&line, "key_field", guard_key_names[key]);
	json_add_member(&line, "phone", contact->phone);
	json_add_member(&line, "reason", span_from_z(unmet->reason_z));
	if (last_step) {
		evidence_source_print(last_step, &step);
		json_add_member(&line, "last_step", buffer_span(&step));
	}
	json_add_member(&line, "to_do", span_from_z(unmet->remedy_z));
	buffer_add_z(&line, "}\n");
	bool well = side_file_write(list, buffer_span(&line), error);
	buffer_free(&line);
	buffer_free(&step);
	return well;
}
