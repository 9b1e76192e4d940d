/* fix_conflicts.c - see fix_conflicts.h */
#include "journal/fix_conflicts.h"

#define SHOWN 80

static struct conflict
conflict_of(const struct fixes *fixes, size_t row, const char *why_z)
{
	const struct fix *fix = &fixes->list[row];
	struct conflict conflict = {
		.line = fixes->table.rows[row].line,
		.key = fix->key,
		.why_z = why_z,
	};
	if (fix->key_column)
		conflict.key_field = fixes->keys[fix->key_column];
	return conflict;
}

static struct span
shown(struct span value)
{
	return value.length ? span_excerpt(value, SHOWN) : span_from_z("blank");
}

void
fix_conflicts_add(const struct fixes *fixes, struct record *contact, const struct fix_value *value,
	enum fix_failure failure, struct conflicts *conflicts)
{
	bool expects = failure == FIX_NOT_AS_EXPECTED;
	const struct fix_column *column = value->column;
	struct conflict conflict = conflict_of(
		fixes, value->row, expects ? "not as expected" : "cannot be set");
	struct buffer text = {0};
	struct span raw;
	conflict.field = record_name(contact, column->column);
	conflict.found = record_raw(contact, column->column, &raw) ? raw : span_of(NULL, 0);
	conflict.wanted = value->wanted.text;
	if (column->expected_cell != FIX_NOT_EXPECTED)
		conflict.expected = table_cell(&fixes->table, value->row, column->expected_cell);
	buffer_add_format(&text, "%.*s of \"%.*s\" is %.*s%s %.*s: left alone",
		SPAN_ARGUMENTS(conflict.field), SPAN_ARGUMENTS(span_excerpt(conflict.key, SHOWN)),
		SPAN_ARGUMENTS(shown(conflict.found)), expects ? ", not" : ", which cannot become",
		SPAN_ARGUMENTS(shown(expects ? conflict.expected : conflict.wanted)));
	conflict.message = buffer_span(&text);
	conflicts_add(conflicts, &conflict);
	buffer_free(&text);
}

/* The export is read once, and the contact that both rows name may come late. */
static const char *
use_of_z(const struct fixes *fixes, size_t row, size_t other)
{
	if (fixes->list[fixes->list[row].first].used)
		return "it is used only before the first contact that both name";
	return fixes->list[fixes->list[other].first].used ? "it is not used" : "neither is used";
}

struct fix_rows
fix_conflicts_add_rows(const struct fixes *fixes, struct conflicts *conflicts)
{
	struct fix_rows counts = {0};
	struct buffer text = {0};
	for (size_t row = 0; row < fixes->table.row_count; row++) {
		const struct fix *fix = &fixes->list[row];
		struct span key = span_excerpt(fix->key, SHOWN);
		struct conflict conflict = conflict_of(fixes, row, "ambiguous");
		size_t other;
		buffer_clear(&text);
		if (fixes_contradict(fixes, row, &other)) {
			counts.ambiguous++;
			buffer_add_format(&text,
				"\"%.*s\" is in line %llu too, with other values: %s",
				SPAN_ARGUMENTS(key),
				(unsigned long long)fixes->table.rows[other].line,
				use_of_z(fixes, row, other));
		} else if (!fixes->list[fix->first].met) {
			counts.unmatched++;
			conflict.why_z = "no such contact";
			buffer_add_format(&text, "\"%.*s\" is no contact of this export",
				SPAN_ARGUMENTS(key));
		} else {
			continue;
		}
		conflict.message = buffer_span(&text);
		conflicts_add(conflicts, &conflict);
	}
	buffer_free(&text);
	return counts;
}

void
fix_conflicts_add_phones(
	const struct phone_watch *phones, struct span field, struct conflicts *conflicts)
{
	struct buffer text = {0};
	for (size_t i = 0; i < phones->count; i++) {
		const struct watched_phone *phone = &phones->list[i];
		if (!watched_phone_is_shared(phone))
			continue;
		buffer_clear(&text);
		buffer_add_format(&text, "\"%.*s\" was given the phone %.*s, which ",
			SPAN_ARGUMENTS(span_excerpt(phone->given, SHOWN)),
			SPAN_ARGUMENTS(span_excerpt(phone->phone, SHOWN)));
		if (phone->other.length)
			buffer_add_format(&text, "\"%.*s\" has too",
				SPAN_ARGUMENTS(span_excerpt(phone->other, SHOWN)));
		else
			buffer_add_z(&text, "a contact without a key has too");
		if (phone->holders > 2)
			buffer_add_format(
				&text, ", and %llu more", (unsigned long long)phone->holders - 2);
		struct conflict conflict = {
			.line = phone->line,
			.key = phone->given,
			.field = field,
			.found = phone->phone,
			.why_z = "shared phone",
			.message = buffer_span(&text),
		};
		conflicts_add(conflicts, &conflict);
	}
	buffer_free(&text);
}
