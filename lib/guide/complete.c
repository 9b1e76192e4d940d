/* complete.c - see complete.h: where on the line the last word stands */
#include "chain/chain.h"
#include "cli/memory.h"
#include "guide/complete_internal.h"

#include <stdlib.h>
#include <sys/stat.h>

static const struct span nothing = {"", 0};

void
add_candidate(
	struct completing *completing, struct span kept, struct span text, const char *meaning_z)
{
	struct buffer *candidates = completing->candidates;
	struct span begun = completing->begun;
	struct span rest = span_of(begun.data + kept.length, begun.length - kept.length);
	if (!span_starts_with(text, rest))
		return;
	buffer_add(candidates, kept);
	buffer_add(candidates, text);
	if (meaning_z)
		buffer_add_format(candidates, "\t%s", meaning_z);
	buffer_add_byte(candidates, '\n');
}

/* Each of "csv|ndjson"; the parts of "N|N%" stand for something else and are none. */
static void
add_alternatives(struct completing *completing, const char *words_z)
{
	while (*words_z) {
		size_t length = strcspn(words_z, "|");
		add_candidate(completing, nothing, span_of(words_z, length), NULL);
		words_z += length + (words_z[length] == '|');
	}
}

/* In a list joined by commas the last one is being written. */
static void
add_column_list(struct completing *completing)
{
	struct span kept = completing->begun;
	while (kept.length && kept.data[kept.length - 1] != ',')
		kept.length--;
	add_columns(completing, kept, "");
}

/* ROLE=NAME: what the platform calls it, then what the file does. */
static void
add_mapping(struct completing *completing)
{
	struct span begun = completing->begun;
	const char *equals = memchr(begun.data, '=', begun.length);
	if (equals) {
		add_columns(completing, span_of(begun.data, (size_t)(equals - begun.data) + 1), "");
		return;
	}
	struct completing roles = *completing;
	roles.file_z = NULL;
	add_columns(&roles, nothing, "=");
}

static void
complete_argument(struct completing *completing, const struct option *option)
{
	const char *argument_z = option->argument;
	if (strcmp(argument_z, "EXPR") == 0)
		complete_expression(completing);
	else if (strcmp(argument_z, "ROLE=NAME") == 0)
		add_mapping(completing);
	else if (strncmp(argument_z, "COLUMN", 6) == 0 || strcmp(option->name, "field") == 0)
		add_column_list(completing);
	else if (strcmp(option->name, "group") == 0)
		add_values(completing, nothing, span_from_z("group_list"), "");
	else if (strcmp(option->name, "from-charset") == 0)
		add_alternatives(completing, "windows-1252|utf-16|utf-16le|utf-16be|iso-8859-1");
	else if (strcmp(option->name, "delimiter") == 0)
		add_candidate(completing, nothing, span_from_z("tab"), NULL);
	else if (strcmp(argument_z, "FILE") == 0 || strcmp(argument_z, "PATH") == 0)
		buffer_add_z(completing->candidates, ":files\n");
	else if (strcmp(argument_z, "DIR") == 0)
		buffer_add_z(completing->candidates, ":directories\n");
	else if (strchr(argument_z, '|') && argument_z[0] >= 'a')
		add_alternatives(completing, argument_z);
}

/* An option that is there already is not named again, unless it may be. */
static bool
is_given(const struct option *option, const char *const *words_z, size_t count)
{
	for (size_t i = 0; !option->repeated && i < count; i++) {
		size_t length = strcspn(words_z[i], "=");
		if (length > 2 && strncmp(words_z[i], "--", 2) == 0 &&
			span_equal_z(span_of(words_z[i] + 2, length - 2), option->name))
			return true;
	}
	return false;
}

static void
add_options(struct completing *completing, const struct option_tables *tables,
	const char *const *words_z, size_t count)
{
	struct buffer dashed = {0};
	for (size_t i = 0; tables->list[i]; i++)
		for (const struct option *option = tables->list[i]; option->name; option++) {
			if (is_given(option, words_z, count))
				continue;
			buffer_clear(&dashed);
			buffer_add_format(&dashed, "--%s", option->name);
			add_candidate(completing, nothing, buffer_span(&dashed), option->help);
		}
	buffer_free(&dashed);
}

static void
add_names(struct completing *completing, bool only_filters)
{
	const struct catalogue *catalogue = completing->catalogue;
	for (size_t i = 0; catalogue->filters[i]; i++)
		add_candidate(completing, nothing, span_from_z(catalogue->filters[i]->name),
			catalogue->filters[i]->summary);
	for (size_t i = 0; !only_filters && catalogue->programs[i]; i++)
		add_candidate(completing, nothing, span_from_z(catalogue->programs[i]->name),
			catalogue->programs[i]->summary);
}

/* The option whose value words_z[at] is, as "--option value" or "--option=value"; or NULL. */
static const struct option *
option_of_value(const struct option_tables *tables, const char *const *words_z, size_t at)
{
	const char *before_z = at ? words_z[at - 1] : "";
	const struct option *option = NULL;
	if (strncmp(before_z, "--", 2) == 0)
		option = option_find(tables, span_from_z(before_z + 2));
	return option && option->argument ? option : NULL;
}

/* "--option=value": candidates are the whole word. */
static void
complete_joined(
	struct completing *completing, const struct option_tables *tables, const char *equals)
{
	struct span begun = completing->begun;
	struct span name = span_of(begun.data + 2, (size_t)(equals - begun.data) - 2);
	const struct option *option = option_find(tables, name);
	struct buffer values = {0};
	struct completing inner = *completing;
	inner.candidates = &values;
	inner.begun = span_from_z(equals + 1);
	if (option && option->argument)
		complete_argument(&inner, option);
	struct span rest = buffer_span(&values);
	while (rest.length) {
		const char *end = memchr(rest.data, '\n', rest.length);
		size_t length = (size_t)(end - rest.data) + 1;
		if (rest.data[0] != ':')
			buffer_add(completing->candidates, span_of(begun.data, name.length + 3));
		buffer_add(completing->candidates, span_of(rest.data, length));
		rest = span_of(rest.data + length, rest.length - length);
	}
	buffer_free(&values);
}

static void
note_word(struct completing *completing, const struct option *option, const char *word_z)
{
	struct stat status;
	if (option && strcmp(option->name, "delimiter") == 0)
		completing->delimiter_z = word_z;
	else if (option && strcmp(option->name, "from-charset") == 0)
		completing->from_charset_z = word_z;
	else if (!option && word_z[0] != '-' && !completing->file_z && stat(word_z, &status) == 0 &&
		 S_ISREG(status.st_mode))
		completing->file_z = word_z;
}

static void
complete_operand(
	struct completing *completing, const struct filter *filter, const struct program *program)
{
	if (filter && filter->operands && strchr(filter->operands, '|'))
		add_alternatives(completing, filter->operands);
	if (filter)
		add_candidate(completing, nothing, span_from_z("+"), "another filter behind it");
	if (program && strcmp(program->name, "help") == 0)
		add_names(completing, false);
	else
		buffer_add_z(completing->candidates, ":files\n");
}

/* The words of one program; those before it have been noted. */
static void
complete_words(
	struct completing *completing, const char *name_z, const char *const *words_z, size_t count)
{
	const struct filter *filter = catalogue_filter(completing->catalogue, name_z);
	const struct program *program = catalogue_program(completing->catalogue, name_z);
	if (!filter && !program)
		return;
	struct option_tables tables = filter ? chain_option_tables(filter)
					     : program_option_tables(program);
	for (size_t i = 0; i + 1 < count; i++)
		note_word(completing, option_of_value(&tables, words_z, i), words_z[i]);
	const struct option *option = option_of_value(&tables, words_z, count - 1);
	struct span begun = completing->begun;
	const char *equals = memchr(begun.data, '=', begun.length);
	if (!option && equals && strncmp(begun.data, "--", 2) == 0) {
		complete_joined(completing, &tables, equals);
	} else if (option) {
		complete_argument(completing, option);
	} else if (begun.length && begun.data[0] == '-') {
		add_options(completing, &tables, words_z, count - 1);
	} else {
		complete_operand(completing, filter, program);
	}
}

/* Words that bash cut at "=" are one again; the texts are owned by the list. */
static char **
join_words(const char *const *words_z, size_t *count)
{
	char **joined = memory_zeroed(*count + 1, sizeof(*joined));
	size_t made = 0;
	bool open = false;
	for (size_t i = 0; i < *count; i++) {
		bool equals = strcmp(words_z[i], "=") == 0;
		if (made > 1 && (equals || open)) {
			char *whole_z = text_formatted_z("%s%s", joined[made - 1], words_z[i]);
			free(joined[made - 1]);
			joined[made - 1] = whole_z;
		} else {
			joined[made++] = memory_copied_z(words_z[i], strlen(words_z[i]));
		}
		open = equals;
	}
	*count = made;
	return joined;
}

/* Whether a filter's name stands behind this word: + in a chain, -- behind a run's export. */
static bool
leads_filter(const char *word_z, const char *name_z)
{
	return strcmp(word_z, "+") == 0 ||
	       (strcmp(word_z, "--") == 0 && strcmp(name_z, "run") == 0);
}

/* Which program the last word belongs to: the one behind the last + before it. */
static void
complete_line(struct completing *completing, const char *const *words_z, size_t count)
{
	const char *slash = strrchr(words_z[0], '/'), *name_z = slash ? slash + 1 : words_z[0];
	bool linked = strncmp(name_z, "roster-", 7) == 0;
	name_z = linked ? name_z + 7 : "";
	size_t first = 1;
	for (size_t i = 1; i + 1 < count; i++) {
		bool named = !linked && i == 1;
		bool behind = i > 1 && leads_filter(words_z[i - 1], name_z);
		if (!named && !behind)
			continue;
		for (size_t j = first; j < i; j++)
			note_word(completing, NULL, words_z[j]);
		name_z = words_z[i];
		first = i + 1;
	}
	if (!linked && count == 2) {
		add_names(completing, false);
		add_candidate(completing, nothing, span_from_z("--help"), "the programs");
		add_candidate(completing, nothing, span_from_z("--version"), NULL);
	} else if (count > 2 && leads_filter(words_z[count - 2], name_z)) {
		add_names(completing, true);
	} else if (count > first) {
		complete_words(completing, name_z, words_z + first, count - first);
	}
}

void
complete(const struct catalogue *catalogue, const char *const *words_z, size_t count,
	struct buffer *candidates)
{
	char **joined_z = join_words(words_z, &count);
	if (count > 1) {
		const char *last_z = joined_z[count - 1];
		bool quoted = last_z[0] == '"' || last_z[0] == '\'';
		struct completing completing = {
			.catalogue = catalogue,
			.candidates = candidates,
			.begun = span_from_z(last_z + quoted),
		};
		complete_line(&completing, (const char *const *)joined_z, count);
	}
	for (size_t i = 0; i < count; i++)
		free(joined_z[i]);
	free(joined_z);
}
