/* numbers.c - see numbers.h */
#include "check/numbers.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
skip_digits(struct span text, size_t at)
{
	while (at < text.length && is_digit(text.data[at]))
		at++;
	return at;
}

/* Spreadsheets write the exponent with a sign; an id such as 12e45 has none. */
bool
number_is_floating(struct span text)
{
	size_t at = skip_digits(text, 0);
	if (!at || at == text.length)
		return false;
	if (text.data[at] == '.') {
		size_t first = at + 1;
		at = skip_digits(text, first);
		if (at == text.length) {
			while (first < at && text.data[first] == '0')
				first++;
			return first == at;
		}
	}
	if (at + 2 >= text.length || (text.data[at] | 0x20) != 'e' || text.data[at + 1] != '+')
		return false;
	return skip_digits(text, at + 2) == text.length;
}

bool
number_has_apostrophe(struct span text)
{
	return text.length > 1 && text.data[0] == '\'';
}

bool
number_is_digits(struct span text)
{
	return text.length && skip_digits(text, 0) == text.length;
}

static bool
is_rounded(struct span id)
{
	for (size_t i = ID_DIGITS_EXACT; i < id.length; i++)
		if (id.data[i] != '0')
			return false;
	return id.length > ID_DIGITS_EXACT;
}

static size_t
length_of(struct span id)
{
	return id.length < ID_DIGITS_MOST ? id.length : ID_DIGITS_MOST;
}

bool
id_digits_want(const struct id_digits *ids, const struct findings *findings, struct span id,
	const struct place *place)
{
	return (id.data[0] != '0' &&
		       findings_want(findings, &ids->without_zero[length_of(id)], place)) ||
	       (is_rounded(id) && findings_want(findings, &ids->rounded, place));
}

void
id_digits_add(struct id_digits *ids, struct findings *findings, struct span id,
	const struct finding *finding)
{
	static const unsigned per_thousand[] = {1000, 100, 10};
	size_t length = length_of(id);
	if (id.data[0] == '0')
		ids->with_zero[length]++;
	else
		findings_add_to(findings, &ids->without_zero[length], finding);
	if (id.length > ID_DIGITS_EXACT) {
		size_t more = id.length - ID_DIGITS_EXACT;
		ids->expected += more < 3 ? per_thousand[more] : 1;
		if (is_rounded(id))
			findings_add_to(findings, &ids->rounded, finding);
	}
}

void
id_digits_report(struct id_digits *ids, struct findings *findings)
{
	size_t padded = 0;
	for (size_t i = 1; i <= ID_DIGITS_MOST; i++)
		if (ids->with_zero[i] > ids->with_zero[padded])
			padded = i;
	uint64_t shorter = 0;
	for (size_t i = 1; i < padded; i++)
		shorter += ids->without_zero[i].count;
	for (size_t i = 1; i < padded && shorter <= ids->with_zero[padded] * 4; i++)
		findings_merge(findings, KIND_LOST_ZEROS, &ids->without_zero[i]);
	if (ids->rounded.count > 1 && ids->rounded.count * 1000 > ids->expected * 3)
		findings_merge(findings, KIND_ROUNDED_ID, &ids->rounded);
}

void
id_digits_free(struct id_digits *ids)
{
	for (size_t i = 0; i <= ID_DIGITS_MOST; i++)
		place_list_free(&ids->without_zero[i]);
	place_list_free(&ids->rounded);
}
