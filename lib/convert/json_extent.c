/* json_extent.c - see json_extent.h */
#include "convert/json_extent.h"

size_t
json_space_length(struct span bytes)
{
	size_t length = 0;
	while (length < bytes.length && memchr(" \t\r\n", bytes.data[length], 4))
		length++;
	return length;
}

/* Behind the closing quote of the string that opens at `at`; 0 when it is not closed. */
static size_t
string_end(struct span bytes, size_t at)
{
	for (size_t i = at + 1; i < bytes.length; i++) {
		if (bytes.data[i] == '"')
			return i + 1;
		if (bytes.data[i] == '\\')
			i++;
	}
	return 0;
}

static size_t
nested_end(struct span bytes)
{
	size_t depth = 0;
	for (size_t i = 0; i < bytes.length; i++) {
		switch (bytes.data[i]) {
		case '"':
			i = string_end(bytes, i);
			if (!i)
				return 0;
			i--;
			break;
		case '{':
		case '[':
			depth++;
			break;
		case '}':
		case ']':
			if (--depth == 0)
				return i + 1;
			break;
		default:
			break;
		}
	}
	return 0;
}

size_t
json_extent(struct span bytes)
{
	if (!bytes.length)
		return 0;
	if (bytes.data[0] == '"')
		return string_end(bytes, 0);
	if (bytes.data[0] == '{' || bytes.data[0] == '[')
		return nested_end(bytes);
	size_t length = 1;
	while (length < bytes.length && !memchr(",:{}[]\" \t\r\n", bytes.data[length], 11))
		length++;
	return length < bytes.length ? length : 0;
}
