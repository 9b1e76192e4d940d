/* fixes.c - see fixes.h */
#include "journal/fixes.h"

#include "cli/memory.h"
#include "cli/nearest.h"

#include <stdlib.h>

/* Names that are sought in the table, and the columns of it that they match. */
struct search {
	struct columns wanted;
	int *found; /* by wanted column; -1: none */
};

static bool
search_table(struct search *search, const struct table *table, struct error *error)
{
	search->found = memory_zeroed(search->wanted.count, sizeof(*search->found));
	return columns_find(&search->wanted, table->names, table->column_count, search->found,
		table->path_z, error);
}

static void
search_free(struct search *search)
{
	columns_free(&search->wanted);
	free(search->found);
}

/* The table's column of that name. */
static bool
find_column(const struct table *table, struct span name, size_t *column, struct error *error)
{
	struct search search = {0};
	columns_want(&search.wanted, name, COLUMN_OPTIONAL);
	bool well = search_table(&search, table, error) && search.found[0] >= 0;
	if (well)
		*column = (size_t)search.found[0];
	search_free(&search);
	return well;
}

/* Which columns of the table are keys: cells[i] is that of key i, or FIX_NOT_EXPECTED. */
static bool
find_keys(const struct table *table, const struct span *keys, size_t count, size_t *cells,
	struct error *error)
{
	struct search search = {0};
	struct buffer names = {0};
	bool any = false;
	for (size_t i = 0; i < count; i++) {
		columns_want(&search.wanted, keys[i], COLUMN_OPTIONAL);
		buffer_add_format(&names, "%s\"%.*s\"", i ? " or " : "", SPAN_ARGUMENTS(keys[i]));
	}
	bool well = search_table(&search, table, error);
	for (size_t i = 0; well && i < count; i++) {
		cells[i] = search.found[i] < 0 ? FIX_NOT_EXPECTED : (size_t)search.found[i];
		any = any || search.found[i] >= 0;
	}
	if (well && !any)
		well = error_set(error, STATUS_BAD_DATA,
			"%s: the list has no column %.*s, so it names no contact%s", table->path_z,
			SPAN_ARGUMENTS(buffer_span(&names)),
			columns_list_hint_z(table->names, table->column_count));
	buffer_free(&names);
	search_free(&search);
	return well;
}

static bool
is_among(const size_t *cells, size_t count, size_t cell)
{
	for (size_t i = 0; i < count; i++)
		if (cells[i] == cell)
			return true;
	return false;
}

/* "old_phone", "Old Phone": as loosely as columns are found. */
static bool
is_old(struct span name)
{
	return name.length > 4 && span_equal_fold(span_of(name.data, 3), span_of("old", 3)) &&
	       strchr("_ -", name.data[3]) && name.data[3];
}

static struct fix_column *
add_column(struct fixes *fixes, size_t cell)
{
	fixes->columns = memory_resized(
		fixes->columns, fixes->column_count + 1, sizeof(*fixes->columns));
	struct fix_column *column = &fixes->columns[fixes->column_count++];
	*column = (struct fix_column){.cell = cell, .expected_cell = FIX_NOT_EXPECTED};
	return column;
}

static bool
add_named(struct fixes *fixes, struct span name, const size_t *keys, size_t key_count,
	struct error *error)
{
	const struct table *table = &fixes->table;
	size_t cell;
	if (!find_column(table, name, &cell, error)) {
		struct span nearest = nearest_of(name, table->names, table->column_count);
		return error->status != STATUS_OK
			       ? false
			       : error_set(error, STATUS_USAGE,
					 "--set: %s has no column \"%.*s\"%s%.*s%s", table->path_z,
					 SPAN_ARGUMENTS(name),
					 nearest.length ? "; the nearest is \"" : "",
					 SPAN_ARGUMENTS(nearest), nearest.length ? "\"" : "");
	}
	if (is_among(keys, key_count, cell))
		return error_set(error, STATUS_USAGE,
			"--set: \"%.*s\" is what contacts are known by and cannot be set; name "
			"another with --key",
			SPAN_ARGUMENTS(name));
	for (size_t i = 0; i < fixes->column_count; i++)
		if (fixes->columns[i].cell == cell)
			return error_set(error, STATUS_USAGE, "--set: \"%.*s\" is named twice",
				SPAN_ARGUMENTS(name));
	add_column(fixes, cell);
	return true;
}

static bool
add_all_named(struct fixes *fixes, const char *set_z, const size_t *keys, size_t key_count,
	struct error *error)
{
	struct span rest = span_from_z(set_z);
	for (;;) {
		const char *comma = memchr(rest.data, ',', rest.length);
		size_t length = comma ? (size_t)(comma - rest.data) : rest.length;
		if (!add_named(fixes, span_of(rest.data, length), keys, key_count, error))
			return false;
		if (!comma)
			return true;
		rest = span_of(comma + 1, rest.length - length - 1);
	}
}

static bool
add_all(struct fixes *fixes, const size_t *keys, size_t key_count, struct error *error)
{
	const struct table *table = &fixes->table;
	for (size_t i = 0; i < table->column_count; i++)
		if (!is_among(keys, key_count, i) && !is_old(table->names[i]))
			add_column(fixes, i);
	return fixes->column_count ||
	       error_set(error, STATUS_BAD_DATA, "%s: the list has no column to set beside its key",
		       table->path_z);
}

/* An old_ column says what its neighbour was; alone it is a mistake, unless it is to be set. */
static bool
find_expectations(struct fixes *fixes, bool all, struct error *error)
{
	const struct table *table = &fixes->table;
	for (size_t cell = 0; cell < table->column_count; cell++) {
		struct span name = table->names[cell];
		struct columns wanted = {0};
		bool found = !is_old(name), is_set = false;
		if (!found)
			columns_want(
				&wanted, span_of(name.data + 4, name.length - 4), COLUMN_OPTIONAL);
		for (size_t i = 0; is_old(name) && i < fixes->column_count; i++) {
			struct fix_column *column = &fixes->columns[i];
			is_set = is_set || column->cell == cell;
			if (!columns_match(&wanted, 0, table->names[column->cell]))
				continue;
			column->expected_cell = cell;
			found = true;
		}
		columns_free(&wanted);
		if (!found && !is_set && all)
			return error_set(error, STATUS_BAD_DATA,
				"%s: the column \"%.*s\" says what another was, but there is no "
				"column \"%.*s\"; say with --set which columns to set",
				table->path_z, SPAN_ARGUMENTS(name),
				SPAN_ARGUMENTS(span_of(name.data + 4, name.length - 4)));
	}
	return true;
}

static bool
same_cell(const struct table *table, size_t a, size_t b, size_t cell)
{
	struct span first = table_cell(table, a, cell), second = table_cell(table, b, cell);
	return !first.data == !second.data && span_equal(first, second);
}

/* Whether two rows say the same, whatever their keys are. */
static bool
agree(const struct fixes *fixes, size_t a, size_t b)
{
	for (size_t i = 0; i < fixes->column_count; i++) {
		const struct fix_column *column = &fixes->columns[i];
		if (!same_cell(&fixes->table, a, b, column->cell))
			return false;
		if (column->expected_cell != FIX_NOT_EXPECTED &&
			!same_cell(&fixes->table, a, b, column->expected_cell))
			return false;
	}
	return true;
}

static bool
index_row(
	struct fixes *fixes, size_t row, const size_t *keys, size_t key_count, struct error *error)
{
	struct fix *fix = &fixes->list[row];
	size_t i = 0;
	*fix = (struct fix){.rival = row};
	for (; i < key_count && !span_trim(fix->key).length; i++) {
		fix->key_column = i;
		if (keys[i] != FIX_NOT_EXPECTED)
			fix->key = table_cell(&fixes->table, row, keys[i]);
	}
	if (!span_trim(fix->key).length)
		return error_set(error, STATUS_BAD_DATA,
			"%s:%llu: the fix names no contact; fill in its key", fixes->table.path_z,
			(unsigned long long)fixes->table.rows[row].line);
	fix->first = *span_map_add(&fixes->by_key[fix->key_column], fix->key, (uint32_t)row, NULL);
	struct fix *first = &fixes->list[fix->first];
	if (first->rival == fix->first && !agree(fixes, fix->first, row))
		first->rival = row;
	return true;
}

bool
fixes_contradict(const struct fixes *fixes, size_t row, size_t *other)
{
	size_t first = fixes->list[row].first;
	*other = agree(fixes, first, row) ? fixes->list[first].rival : first;
	return fixes->list[first].rival != first;
}

bool
fixes_read(struct fixes *fixes, const char *path_z, const struct span *keys, size_t key_count,
	const char *set_z, struct error *error)
{
	size_t cells[KEY_COLUMNS_MOST];
	memcpy(fixes->keys, keys, key_count * sizeof(*keys));
	if (!table_read(&fixes->table, path_z, error) ||
		!find_keys(&fixes->table, keys, key_count, cells, error))
		return false;
	bool well = set_z ? add_all_named(fixes, set_z, cells, key_count, error)
			  : add_all(fixes, cells, key_count, error);
	if (!well || !find_expectations(fixes, !set_z, error))
		return false;
	fixes->list = memory_zeroed(fixes->table.row_count, sizeof(*fixes->list));
	for (size_t row = 0; row < fixes->table.row_count; row++)
		if (!index_row(fixes, row, cells, key_count, error))
			return false;
	return true;
}

bool
fixes_find(struct fixes *fixes, const struct key_columns *keys, struct record *contact, size_t *row,
	bool *found)
{
	bool any = false, contradicts = false;
	for (size_t i = 0; i < keys->count; i++) {
		struct span key;
		size_t other;
		if (!record_text(contact, keys->list[i], &key))
			return false;
		const uint32_t *next = span_map_find(&fixes->by_key[i], key);
		if (!next)
			continue;
		fixes->list[*next].met++;
		if (any && !agree(fixes, *row, *next)) {
			fixes->list[*next].rival = *row;
			fixes->list[*row].rival = *next;
		}
		contradicts = contradicts || fixes_contradict(fixes, *next, &other);
		*row = *next;
		any = true;
	}
	*found = any && !contradicts;
	if (*found)
		fixes->list[*row].used = true;
	return true;
}

void
fixes_free(struct fixes *fixes)
{
	table_free(&fixes->table);
	free(fixes->columns);
	free(fixes->list);
	for (size_t i = 0; i < KEY_COLUMNS_MOST; i++)
		span_map_free(&fixes->by_key[i]);
	*fixes = (struct fixes){0};
}
