/* json_scanner.c - see json_scanner.h: a loop with a stack of bits, one a level */
#include "format/json_scanner.h"

bool
json_scanner_fail(struct json_scanner *scanner, const char *at, const char *reason_z)
{
	return defect_set(
		scanner->defect, (size_t)(at - scanner->start), "this is not JSON: %s", reason_z);
}

static bool
is_hexadecimal(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* At a backslash. */
static bool
scan_escape(struct json_scanner *scanner)
{
	const char *at = scanner->at;
	if (scanner->end - at < 2)
		return json_scanner_fail(scanner, at, "a string is not closed");
	if (at[1] != 'u') {
		if (!at[1] || !strchr("\"\\/bfnrt", at[1]))
			return json_scanner_fail(scanner, at, "unknown escape in a string");
		scanner->at += 2;
		return true;
	}
	for (int i = 2; i < 6; i++)
		if (at + i >= scanner->end || !is_hexadecimal(at[i]))
			return json_scanner_fail(scanner, at, "\\u needs four hexadecimal digits");
	scanner->at += 6;
	return true;
}

bool
json_scan_odd_string(struct json_scanner *scanner)
{
	const char *opening = scanner->at++;
	while (scanner->at < scanner->end) {
		unsigned char c = (unsigned char)*scanner->at;
		scanner->high |= c & 0x80;
		if (c == '"') {
			scanner->at++;
			return true;
		}
		if (c < 0x20)
			return json_scanner_fail(
				scanner, scanner->at, "a control character stands in a string");
		if (c != '\\')
			scanner->at++;
		else if (!scan_escape(scanner))
			return false;
	}
	return json_scanner_fail(scanner, opening, "a string is not closed");
}

static inline bool
is_digit(const struct json_scanner *scanner)
{
	return scanner->at < scanner->end && *scanner->at >= '0' && *scanner->at <= '9';
}

static bool
scan_digits(struct json_scanner *scanner)
{
	if (!is_digit(scanner))
		return json_scanner_fail(scanner, scanner->at, "a number lacks a digit");
	while (is_digit(scanner))
		scanner->at++;
	return true;
}

static bool
scan_number(struct json_scanner *scanner)
{
	if (*scanner->at == '-')
		scanner->at++;
	const char *first = scanner->at;
	if (!scan_digits(scanner))
		return false;
	if (*first == '0' && scanner->at - first > 1)
		return json_scanner_fail(scanner, first, "a number begins with 0");
	if (scanner->at < scanner->end && *scanner->at == '.') {
		scanner->at++;
		if (!scan_digits(scanner))
			return false;
	}
	if (scanner->at < scanner->end && (*scanner->at | 0x20) == 'e') {
		scanner->at++;
		if (scanner->at < scanner->end && (*scanner->at == '+' || *scanner->at == '-'))
			scanner->at++;
		return scan_digits(scanner);
	}
	return true;
}

static bool
scan_word(struct json_scanner *scanner, const char *word_z)
{
	struct span word = span_from_z(word_z);
	struct span rest = span_of(scanner->at, (size_t)(scanner->end - scanner->at));
	if (!span_starts_with(rest, word))
		return json_scanner_fail(scanner, scanner->at, "a value is expected");
	scanner->at += word.length;
	return true;
}

static bool
scan_scalar(struct json_scanner *scanner)
{
	if (scanner->at == scanner->end)
		return json_scanner_fail(scanner, scanner->at, "a value is missing");
	switch (*scanner->at) {
	case '"':
		return json_scan_string(scanner);
	case 't':
		return scan_word(scanner, "true");
	case 'f':
		return scan_word(scanner, "false");
	case 'n':
		return scan_word(scanner, "null");
	default:
		if (*scanner->at == '-' || is_digit(scanner))
			return scan_number(scanner);
		return json_scanner_fail(scanner, scanner->at, "a value is expected");
	}
}

static bool
open_level(struct json_scanner *scanner)
{
	if (scanner->depth == JSON_DEPTH_LIMIT)
		return json_scanner_fail(scanner, scanner->at, "it is nested too deep");
	size_t byte = scanner->depth / 8;
	unsigned char bit = (unsigned char)(1u << (scanner->depth % 8));
	if (*scanner->at == '{')
		scanner->is_object[byte] |= bit;
	else
		scanner->is_object[byte] &= (unsigned char)~bit;
	scanner->depth++;
	scanner->at++;
	return true;
}

static bool
in_object(const struct json_scanner *scanner)
{
	size_t level = scanner->depth - 1;
	return scanner->is_object[level / 8] >> (level % 8) & 1;
}

bool
json_scan_key(struct json_scanner *scanner)
{
	json_skip_space(scanner);
	if (scanner->at == scanner->end || *scanner->at != '"')
		return json_scanner_fail(scanner, scanner->at, "a key in quotes is expected");
	if (!json_scan_string(scanner))
		return false;
	json_skip_space(scanner);
	if (scanner->at == scanner->end || *scanner->at != ':')
		return json_scanner_fail(
			scanner, scanner->at, "a colon is expected behind the key");
	scanner->at++;
	return true;
}

/* Behind a value: close levels and move to where the next value is expected. */
static bool
after_value(struct json_scanner *scanner, size_t floor)
{
	while (scanner->depth > floor) {
		json_skip_space(scanner);
		char c = json_scanner_byte(scanner);
		bool object = in_object(scanner);
		if (c == ',') {
			scanner->at++;
			return object ? json_scan_key(scanner) : true;
		}
		if (c != (object ? '}' : ']'))
			return json_scanner_fail(scanner, scanner->at,
				object ? "a comma or } is expected" : "a comma or ] is expected");
		scanner->at++;
		scanner->depth--;
	}
	return true;
}

bool
json_scan_value(struct json_scanner *scanner)
{
	size_t floor = scanner->depth;
	do {
		json_skip_space(scanner);
		char c = json_scanner_byte(scanner);
		if (c == '{' || c == '[') {
			if (!open_level(scanner))
				return false;
			json_skip_space(scanner);
			char next = json_scanner_byte(scanner);
			if (next != (c == '{' ? '}' : ']')) {
				if (c == '{' && !json_scan_key(scanner))
					return false;
				continue;
			}
			scanner->at++;
			scanner->depth--;
		} else if (!scan_scalar(scanner)) {
			return false;
		}
		if (!after_value(scanner, floor))
			return false;
	} while (scanner->depth > floor);
	return true;
}
