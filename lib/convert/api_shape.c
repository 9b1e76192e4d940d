/* api_shape.c - see api_shape.h: values and their texts */
#include "convert/api_shape.h"

#include "cli/memory.h"
#include "format/json_scan.h"
#include "format/json_text.h"
#include "record/decimal.h"
#include "record/truth.h"

const struct api_twin api_twins[] = {
	{"id", "signalvine_id", API_STRING},
	{"customerId", "customer_id", API_STRING},
	{"phone", "phone", API_STRING},
	{"programPhone", "program_phone", API_STRING},
	{"active", "active", API_TRUTH},
	{"groups", "group_list", API_LIST},
	{NULL, NULL, API_NULL},
};

const struct api_twin *
api_twin_of(struct span key)
{
	for (const struct api_twin *twin = api_twins; twin->key_z; twin++)
		if (span_equal_z(key, twin->key_z))
			return twin;
	return NULL;
}

static bool
is_list(struct span raw, struct arena *arena)
{
	struct span *texts;
	size_t count;
	if (!json_texts_of_array(raw, &texts, &count, arena))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!texts[i].length || memchr(texts[i].data, ';', texts[i].length))
			return false;
	return true;
}

enum api_kind
api_kind_of(struct span raw, struct arena *arena)
{
	switch (raw.data[0]) {
	case '"':
		return API_STRING;
	case 't':
	case 'f':
		return API_TRUTH;
	case 'n':
		return API_NULL;
	case '[':
		return is_list(raw, arena) ? API_LIST : API_JSON;
	case '{':
		return API_JSON;
	default:
		return API_NUMBER;
	}
}

static bool
join(struct span raw, struct span *text, struct arena *arena)
{
	struct span *names;
	size_t count, used = 0;
	if (!json_texts_of_array(raw, &names, &count, arena))
		return false;
	char *joined = arena_take(arena, raw.length);
	for (size_t i = 0; i < count; i++) {
		if (i)
			joined[used++] = ';';
		memcpy(joined + used, names[i].data, names[i].length);
		used += names[i].length;
	}
	*text = span_of(joined, used);
	return true;
}

bool
api_text_of(struct span raw, enum api_kind kind, struct span *text, struct arena *arena)
{
	*text = raw;
	switch (kind) {
	case API_NULL:
		*text = span_of("", 0);
		return true;
	case API_TRUTH:
		*text = span_from_z(raw.data[0] == 't' ? "TRUE" : "FALSE");
		return true;
	case API_STRING:
		return json_text_of(span_of(raw.data + 1, raw.length - 2), text, arena);
	case API_LIST:
		return join(raw, text, arena);
	default:
		return true;
	}
}

/* The next of the groups that `;` joins; empty ones are not there. */
static bool
next_group(struct span *rest, struct span *group)
{
	while (rest->length) {
		const char *end = memchr(rest->data, ';', rest->length);
		size_t length = end ? (size_t)(end - rest->data) : rest->length;
		*group = span_of(rest->data, length);
		size_t used = length + (end != NULL);
		*rest = span_of(rest->data + used, rest->length - used);
		if (length)
			return true;
	}
	return false;
}

static void
add_list(struct buffer *raw, struct span text)
{
	struct span group;
	buffer_add_byte(raw, '[');
	for (bool first = true; next_group(&text, &group); first = false) {
		if (!first)
			buffer_add_byte(raw, ',');
		json_add_text(raw, group);
	}
	buffer_add_byte(raw, ']');
}

/* Whether `text` is one JSON value, as json_scan judges. */
static bool
is_json(struct span text)
{
	struct buffer object = {0};
	struct json_members members = {0};
	struct defect defect;
	buffer_add_z(&object, "{\"v\":");
	buffer_add(&object, text);
	buffer_add_byte(&object, '}');
	size_t length = object.length;
	buffer_reserve(&object, JSON_PADDING);
	memset(object.data + length, 0, JSON_PADDING);
	bool well = json_scan(span_of(object.data, length), &members, &defect) &&
		    members.count == 1;
	json_members_free(&members);
	buffer_free(&object);
	return well;
}

static bool
is_json_number(struct span text)
{
	struct decimal decimal;
	return decimal_parse(text, &decimal) && is_json(text);
}

bool
api_add_value(struct buffer *raw, enum api_kind kind, struct span text)
{
	bool truth;
	if (kind == API_STRING || kind == API_AS_IT_IS || (kind == API_NULL && text.length)) {
		json_add_text(raw, text);
		return true;
	}
	if (kind == API_LIST) {
		add_list(raw, text);
		return true;
	}
	if (!text.length) {
		buffer_add_z(raw, "null");
		return true;
	}
	if (kind == API_TRUTH) {
		bool well = truth_parse(text, &truth);
		buffer_add_z(raw, well && truth ? "true" : "false");
		return well;
	}
	if (kind == API_NUMBER ? !is_json_number(text) : !is_json(text))
		return false;
	buffer_add(raw, text);
	return true;
}

/* Whether every group of one list is in the other. */
static bool
has_groups(struct span list, struct span groups)
{
	struct span wanted;
	while (next_group(&groups, &wanted)) {
		struct span rest = list, group;
		bool found = false;
		while (!found && next_group(&rest, &group))
			found = span_equal(group, wanted);
		if (!found)
			return false;
	}
	return true;
}

bool
api_same_text(enum api_kind kind, struct span a, struct span b)
{
	bool truths[2];
	if (kind == API_LIST)
		return has_groups(a, b) && has_groups(b, a);
	if (kind == API_TRUTH && truth_parse(a, &truths[0]) && truth_parse(b, &truths[1]))
		return truths[0] == truths[1];
	return span_equal(a, b);
}
