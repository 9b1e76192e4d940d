/*
 * generate - write an export of invented contacts, the same one for the same seed
 */
#include "invent.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATUS_USAGE = 2, STATUS_SYSTEM = 5 };

static const char usage[] = "usage: generate [--seed N] [--contacts N] [--format csv|ndjson] "
			    "[--quote all] [--crlf] [--bom]\n";

static const struct {
	const char *name;
	enum { TEXT, TRUTH, NUMBER } kind;
} columns[COLUMN_COUNT] = {
	[CUSTOMER_ID] = {"customer_id", TEXT},
	[SIGNALVINE_ID] = {"signalvine_id", TEXT},
	[FIRST_NAME] = {"first_name", TEXT},
	[LAST_NAME] = {"last_name", TEXT},
	[PHONE] = {"phone", TEXT},
	[EMAIL] = {"email", TEXT},
	[ACTIVE] = {"active", TRUTH},
	[PHONE_VALID] = {"phone_valid", TRUTH},
	[GROUP_LIST] = {"group_list", TEXT},
	[PROGRAM_PHONE] = {"program_phone", TEXT},
	[TIMEZONE] = {"timezone", TEXT},
	[CREATED_AT] = {"created_at", TEXT},
	[LAST_CONTACTED] = {"last_contacted", TEXT},
	[GRADUATION_YEAR] = {"graduation_year", TEXT},
	[RECEIVED_COUNT] = {"receivedCount", NUMBER},
	[SENT_COUNT] = {"sentCount", NUMBER},
	[NOTE] = {"note", TEXT},
};

struct options {
	uint64_t seed, contacts;
	bool ndjson, quote_all, crlf, bom;
};

/* One record as it will be written; room for every value full of characters to escape. */
struct line {
	size_t length;
	char bytes[COLUMN_COUNT * 1024];
};

static void
put_byte(struct line *line, char byte)
{
	if (line->length == sizeof(line->bytes))
		abort();
	line->bytes[line->length++] = byte;
}

static void
put_z(struct line *line, const char *words_z)
{
	while (*words_z)
		put_byte(line, *words_z++);
}

static void
csv_put(struct line *line, const char *bytes, size_t length, bool quote)
{
	for (size_t i = 0; i < length && !quote; i++)
		quote = bytes[i] == ',' || bytes[i] == '"' || bytes[i] == '\n' || bytes[i] == '\r';
	if (quote)
		put_byte(line, '"');
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == '"')
			put_byte(line, '"');
		put_byte(line, bytes[i]);
	}
	if (quote)
		put_byte(line, '"');
}

static void
csv_put_header(struct line *line, const struct options *options)
{
	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		if (i > 0)
			put_byte(line, ',');
		csv_put(line, columns[i].name, strlen(columns[i].name), options->quote_all);
	}
	put_z(line, options->crlf ? "\r\n" : "\n");
}

static void
csv_put_contact(struct line *line, const struct contact *contact, const struct options *options)
{
	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		if (i > 0)
			put_byte(line, ',');
		csv_put(line, contact->values[i].bytes, contact->values[i].length,
			options->quote_all);
	}
	put_z(line, options->crlf ? "\r\n" : "\n");
}

static void
json_put_string(struct line *line, const char *bytes, size_t length)
{
	put_byte(line, '"');
	for (size_t i = 0; i < length; i++) {
		switch (bytes[i]) {
		case '"':
		case '\\':
			put_byte(line, '\\');
			put_byte(line, bytes[i]);
			break;
		case '\n':
			put_z(line, "\\n");
			break;
		case '\t':
			put_z(line, "\\t");
			break;
		default: /* no other control character is in any value */
			put_byte(line, bytes[i]);
		}
	}
	put_byte(line, '"');
}

static void
json_put_contact(struct line *line, const struct contact *contact, const struct options *options)
{
	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		const struct text *value = &contact->values[i];

		put_byte(line, i == 0 ? '{' : ',');
		json_put_string(line, columns[i].name, strlen(columns[i].name));
		put_byte(line, ':');
		if (value->length == 0)
			put_z(line, "null");
		else if (columns[i].kind == TRUTH)
			put_z(line, value->bytes[0] == 'T' ? "true" : "false");
		else if (columns[i].kind == TEXT)
			json_put_string(line, value->bytes, value->length);
		else
			for (size_t digit = 0; digit < value->length; digit++)
				put_byte(line, value->bytes[digit]);
	}
	put_z(line, options->crlf ? "}\r\n" : "}\n");
}

static void
usage_error(const char *problem, const char *argument)
{
	fprintf(stderr, "generate: %s%s\n%s", problem, argument, usage);
	exit(STATUS_USAGE);
}

static void
system_error(void)
{
	fprintf(stderr, "generate: standard output: %s\n", strerror(errno));
	exit(STATUS_SYSTEM);
}

static uint64_t
parse_number(const char *option, const char *argument)
{
	uint64_t number = 0;

	for (const char *digit = argument; *digit; digit++) {
		if (*digit < '0' || *digit > '9' || number > UINT64_MAX / 10 - 1)
			usage_error(option, " wants a whole number");
		number = number * 10 + (uint64_t)(*digit - '0');
	}
	if (!*argument)
		usage_error(option, " wants a whole number");
	return number;
}

/* Takes the argument behind an option. */
static void
parse_value(struct options *options, const char *option, const char *argument)
{
	if (!argument)
		usage_error(option, " wants an argument");
	if (!strcmp(option, "--seed"))
		options->seed = parse_number(option, argument);
	else if (!strcmp(option, "--contacts"))
		options->contacts = parse_number(option, argument);
	else if (!strcmp(option, "--quote") && !strcmp(argument, "all"))
		options->quote_all = true;
	else if (!strcmp(option, "--format") && !strcmp(argument, "ndjson"))
		options->ndjson = true;
	else if (!strcmp(option, "--format") && !strcmp(argument, "csv"))
		options->ndjson = false;
	else
		usage_error(
			option, strcmp(option, "--quote") ? " is csv or ndjson" : " is only: all");
}

static void
parse_options(struct options *options, char **arguments)
{
	static const char *const with_value[] = {"--seed", "--contacts", "--format", "--quote"};

	for (; *arguments; arguments++) {
		bool wants_value = false;

		for (size_t i = 0; i < sizeof(with_value) / sizeof(with_value[0]); i++)
			wants_value |= !strcmp(*arguments, with_value[i]);
		if (wants_value) {
			parse_value(options, arguments[0], arguments[1]);
			arguments++;
		} else if (!strcmp(*arguments, "--crlf")) {
			options->crlf = true;
		} else if (!strcmp(*arguments, "--bom")) {
			options->bom = true;
		} else {
			usage_error("unknown argument ", *arguments);
		}
	}
	if (options->ndjson && options->quote_all)
		usage_error("--quote all", " belongs to --format csv");
}

static void
line_write(struct line *line)
{
	if (fwrite(line->bytes, 1, line->length, stdout) != line->length)
		system_error();
	line->length = 0;
}

int
main(int argc, char **argv)
{
	struct options options = {.seed = 1, .contacts = 2000};
	static struct contact contact;
	static struct line line;

	parse_options(&options, argv + (argc > 0));
	setvbuf(stdout, NULL, _IOFBF, 1 << 18);
	if (options.bom)
		put_z(&line, "\xef\xbb\xbf");
	if (!options.ndjson)
		csv_put_header(&line, &options);
	for (uint64_t i = 0; i < options.contacts; i++) {
		contact_invent(&contact, options.seed, i);
		if (options.ndjson)
			json_put_contact(&line, &contact, &options);
		else
			csv_put_contact(&line, &contact, &options);
		line_write(&line);
	}
	line_write(&line);
	if (fclose(stdout))
		system_error();
	return 0;
}
