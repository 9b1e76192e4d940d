/* test_option.c - cli/option.h */
#include "cli/option.h"
#include "support.h"

static const struct option own[] = {
	{"group", "NAME", "the archive group", false},
	{"list", "FILE", "may come again", true},
	{NULL, NULL, NULL, false},
};
static const struct option common[] = {
	{"quiet", NULL, "say nothing", false},
	{"a-name-that-fills-the-column", "X", "help", false},
	{NULL, NULL, NULL, false},
};
static const struct option_tables tables = {{own, common, NULL}};

#define MOST 8

/* What came of a command line: "list=a;list=b;|operand;|used" or the error. */
static void
parse(char *const *argv, struct buffer *result)
{
	size_t argc = 0, used;
	while (argv[argc])
		argc++;
	struct options options;
	struct error error = {0};
	buffer_clear(result);
	if (!options_parse(&options, &tables, argv, argc, "+", &used, &error)) {
		assert_int_equal(error.status, STATUS_USAGE);
		buffer_add_z(result, error.text);
		options_free(&options);
		return;
	}
	for (size_t i = 0; i < options.value_count; i++)
		buffer_add_format(result, "%s=%s;", options.values[i].option->name,
			options.values[i].value_z);
	buffer_add_byte(result, '|');
	for (size_t i = 0; i < options.operand_count; i++)
		buffer_add_format(result, "%s;", options.operands[i]);
	buffer_add_format(result, "|%zu", used);
	options_free(&options);
}

struct command {
	char *argv[MOST];
	const char *result_z;
};

static void
check(const struct command *commands, size_t count)
{
	struct buffer result = {0};
	for (size_t i = 0; i < count; i++) {
		parse(commands[i].argv, &result);
		expect_span(commands[i].argv[0] ? commands[i].argv[0] : "nothing",
			buffer_span(&result), span_from_z(commands[i].result_z));
	}
	buffer_free(&result);
}

static void
parses_options_and_operands_in_any_order(void **state)
{
	static const struct command commands[] = {
		{{NULL}, "||0"},
		{{"a.csv"}, "|a.csv;|1"},
		{{"--group", "Old", "a.csv"}, "group=Old;|a.csv;|3"},
		{{"a.csv", "--group=Old", "b.csv"}, "group=Old;|a.csv;b.csv;|3"},
		{{"--group="}, "group=;||1"},
		{{"--group", ""}, "group=;||2"},
		{{"--group=a=b"}, "group=a=b;||1"},
		{{"--quiet", "-"}, "quiet=;|-;|2"},
		{{"--list", "a", "--list", "b"}, "list=a;list=b;||4"},
		{{"--group", "--quiet"}, "group=--quiet;||2"},
		{{"--", "--quiet", "-x"}, "|--quiet;-x;|3"},
		{{"a", "--", "--"}, "|a;--;|3"},
		{{""}, "|;|1"},
	};
	(void)state;
	check(commands, COUNT_OF(commands));
}

static void
stops_at_a_plus_that_is_no_value(void **state)
{
	static const struct command commands[] = {
		{{"+", "--bad"}, "||0"},
		{{"a", "--quiet", "+", "b"}, "quiet=;|a;|2"},
		{{"--group", "+", "+"}, "group=+;||2"},
		{{"--", "-a", "+"}, "|-a;|2"},
		{{"+1"}, "|+1;|1"},
	};
	(void)state;
	check(commands, COUNT_OF(commands));
}

static void
refuses_what_is_not_in_the_tables(void **state)
{
	static const struct command commands[] = {
		{{"--groop", "x"}, "there is no option --groop; the nearest is --group (--help "
				   "lists them all)"},
		{{"--quit=1"}, "there is no option --quit; the nearest is --quiet (--help lists "
			       "them all)"},
		{{"--grou"}, "there is no option --grou; the nearest is --group (--help lists them "
			     "all)"},
		{{"--quiet=yes"}, "--quiet takes no value"},
		{{"--quiet="}, "--quiet takes no value"},
		{{"--group"}, "--group needs a value: --group NAME"},
		{{"--group", "a", "--group", "b"}, "--group is given twice"},
		{{"--quiet", "--quiet"}, "--quiet is given twice"},
		{{"-q"}, "-q: options have two dashes (a file of that name is ./-q)"},
	};
	(void)state;
	check(commands, COUNT_OF(commands));
}

static void
finds_values_by_name(void **state)
{
	char *const argv[] = {"--list=first", "--quiet", "--list", "second"};
	struct options options;
	struct error error = {0};
	size_t used;
	(void)state;
	assert_true(options_parse(&options, &tables, argv, COUNT_OF(argv), "+", &used, &error));
	assert_string_equal(options_value_z(&options, "list"), "first");
	assert_string_equal(options_value_z(&options, "quiet"), "");
	assert_null(options_value_z(&options, "group"));
	options_free(&options);
	assert_null(options_value_z(&options, "list"));
}

static void
tells_operands_before_dashes_from_those_behind(void **state)
{
	static const struct {
		char *argv[MOST];
		size_t argc, before, operands, used;
	} cases[] = {
		{{"a", "--quiet", "b"}, 3, 2, 2, 3},
		{{"a", "--", "b", "--quiet"}, 4, 1, 3, 4},
		{{"--", "a", "+", "b"}, 4, 0, 3, 4},
		{{"a", "--"}, 2, 1, 1, 2},
		{{"a", "+", "b"}, 3, 3, 3, 3},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct options options;
		struct error error = {0};
		size_t used;
		assert_true(options_parse(
			&options, &tables, cases[i].argv, cases[i].argc, NULL, &used, &error));
		assert_int_equal(options.operands_before_dashes, cases[i].before);
		assert_int_equal(options.operand_count, cases[i].operands);
		assert_int_equal(used, cases[i].used);
		options_free(&options);
	}
}

static void
prints_help_in_two_columns(void **state)
{
	char *text_z = NULL;
	size_t length;
	FILE *stream = open_memstream(&text_z, &length);
	(void)state;
	assert_non_null(stream);
	options_print_help(&tables, stream);
	fclose(stream);
	assert_string_equal(text_z, "  --group NAME          the archive group\n"
				    "  --list FILE           may come again\n"
				    "\n"
				    "  --quiet               say nothing\n"
				    "  --a-name-that-fills-the-column X help\n");
	free(text_z);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parses_options_and_operands_in_any_order),
		cmocka_unit_test(stops_at_a_plus_that_is_no_value),
		cmocka_unit_test(refuses_what_is_not_in_the_tables),
		cmocka_unit_test(finds_values_by_name),
		cmocka_unit_test(tells_operands_before_dashes_from_those_behind),
		cmocka_unit_test(prints_help_in_two_columns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
