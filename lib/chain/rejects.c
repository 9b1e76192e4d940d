/* rejects.c - see rejects.h */
#include "chain/rejects.h"

#include "format/json_text.h"
#include "format/utf8.h"
#include "record/defect_place.h"

static void
add_base64(struct buffer *line, struct span bytes)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < bytes.length; i += 3) {
		size_t count = bytes.length - i < 3 ? bytes.length - i : 3;
		uint32_t word = 0;
		for (size_t j = 0; j < 3; j++)
			word = word << 8 | (j < count ? (unsigned char)bytes.data[i + j] : 0);
		for (size_t j = 0; j < 4; j++)
			buffer_add_byte(line, j <= count ? digits[word >> (18 - 6 * j) & 63] : '=');
	}
}

void
rejects_add_line(
	struct buffer *line, const char *filter_z, const struct record *record, struct span raw)
{
	struct defect_place place = defect_place_of(record);
	buffer_add_byte(line, '{');
	json_add_member(line, "filter", span_from_z(filter_z));
	json_add_member(line, "reason", span_from_z(record->defect.reason));
	json_add_path(line, "file", record->file_z);
	buffer_add_format(line, ",\"line\":%llu,\"column\":%zu,\"record\":%llu",
		(unsigned long long)place.line, place.column, (unsigned long long)record->number);
	bool text = utf8_check(raw) == raw.length && !memchr(raw.data, '\0', raw.length);
	if (text) {
		json_add_member(line, "raw", raw);
	} else {
		buffer_add_z(line, ",\"raw_base64\":\"");
		add_base64(line, raw);
		buffer_add_byte(line, '"');
	}
	buffer_add_z(line, "}\n");
}
