/* tables.c - see chain.h: the options that filters share */
#include "chain/tables.h"

const struct option input_options[] = {
	{"from", "csv|ndjson", "what the input is, if its first byte does not tell", false},
	{"delimiter", "CHAR", "between the fields of CSV, in and out; default a comma", false},
	{"from-charset", "NAME", "the encoding that is made UTF-8: windows-1252, utf-16", false},
	{0},
};

const struct option output_options[] = {
	{"output", "FILE", "write to FILE, which appears only when all is well", false},
	{"to", "csv|ndjson", "what to write; default what was read", false},
	{"gzip", NULL, "compress; so does a FILE that ends in .gz", false},
	{0},
};

const struct option shared_options[] = {
	{"column", "ROLE=NAME", "the column NAME is what roster calls ROLE", true},
	{"protect", "FILE", "contacts (customer_id or phone) that pass untouched", true},
	{"rejects", "FILE", "put bad records there and go on, instead of ending", false},
	{"as-of", "DATE", "what today means in --where; default $ROSTER_AS_OF or now", false},
	{"threads", "N", "how many may compress; default the number of cores", false},
	{"quiet", NULL, "no summary and no cautions on standard error", false},
	{"help", NULL, "say what there is to say, and end", false},
	{0},
};

const struct option where_options[] = {
	{"where", "EXPR", "which contacts are meant: those for which EXPR is true", false},
	{"stage", "NAME", "what messages and a run's folder call this filter", false},
	{0},
};

const struct option guard_options[] = {
	{"consent", "FILE", "who asked to hear again: customer_id, date, source", false},
	{"evidence", "PATH", "runs, or a journal: whom we made inactive ourselves", true},
	{"program", "NAME", "whose runs are evidence; in a run its own", false},
	{"opt-outs", "FILE", "who opted out: customer_id, signalvine_id, phone", false},
	{"opt-outs-until", "DATE", "the day up to which that list is complete", false},
	{"export", "FILE", "the whole export: who shares a phone; in a run its own", false},
	{"export-date", "DATE", "the day of that export; in a run its own", false},
	{"guarded", "FILE", "a new file for those who stay as they are, as NDJSON", false},
	{0},
};

const struct option key_options[] = {
	{"key", "COLUMNS", "what a contact is known by: the first that is not blank", false},
	{"max-changes", "N", "publish nothing (status 4) if there would be more", false},
	{0},
};

const struct option journal_options[] = {
	{"journal", "FILE", "a new file for what was changed: a line a change", false},
	{"reason", "TEXT", "why, for the journal", false},
	{0},
};

struct option_tables
chain_option_tables(const struct filter *filter)
{
	struct option_tables tables = {0};
	size_t count = 0;
	if (filter->options)
		tables.list[count++] = filter->options;
	if (filter->opts_in)
		tables.list[count++] = guard_options;
	tables.list[count++] = where_options;
	if (filter->changes || filter->takes_out)
		tables.list[count++] = key_options;
	if (filter->changes)
		tables.list[count++] = journal_options;
	tables.list[count++] = shared_options;
	tables.list[count++] = input_options;
	tables.list[count++] = output_options;
	return tables;
}
