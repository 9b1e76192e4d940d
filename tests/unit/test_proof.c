/* test_proof.c - run/proof.h over stage folders as filters write them, and over forged ones */
#include "run/fingerprint.h"
#include "run/proof.h"
#include "run/stage_folder.h"
#include "support.h"

static const struct span keys[] = {{"id", 2}};
static const struct span fields[] = {{"v", 1}};

/* A stage that read `read` records and said this; of "2@3-@1" record 2 is the third, and so on. */
static void
make_stage(const char *name_z, const char *journal_z, const char *gone_z, uint64_t read,
	const char *input_z, const char *output_z)
{
	struct error error = {0};
	struct stage_description description = {.run_z = "run",
		.stage_z = name_z,
		.filter_z = "f",
		.keys = keys,
		.key_count = 1,
		.has_journal = true};
	struct stage_folder *folder = stage_folder_create(&description, &error);
	if (!folder)
		fail_msg("%s", error.text);
	char *path_z = stage_folder_path_z(folder, STAGE_JOURNAL);
	put_file(path_z, span_from_z(journal_z));
	uint64_t gone = strlen(gone_z) / 3;
	for (const char *c = gone_z; *c; c += 3) {
		struct stage_gone line = {
			.key = span_of(c, *c != '-'), .number = (uint64_t)(c[2] - '0')};
		assert_true(stage_folder_add_gone(folder, &line, &error));
	}
	const struct stage_count counts[] = {
		{"read", read}, {"written", read - gone}, {"gone", gone}};
	struct stage_passage passage = {.from_z = "csv",
		.to_z = "csv",
		.delimiter = ',',
		.process_z = name_z,
		.input_z = input_z,
		.output_z = output_z};
	struct stage_result result = {.passage = &passage,
		.fields = fields,
		.field_count = 1,
		.counts = counts,
		.count_count = 3};
	assert_true(stage_folder_end(folder, &result, &error));
	stage_folder_free(folder);
	free(path_z);
}

#define CHANGE(number, key, from, to)                                                              \
	"{\"key\":\"" key "\",\"field\":\"v\",\"from\":\"" from "\",\"to\":\"" to                  \
	"\",\"number\":" number "}\n"

static const struct {
	const char *cleaned_z, *first_z, *second_z, *gone_z;
	const char *message_z; /* NULL: it is proved */
} cases[] = {
	{"1,a\n2,b\n,c\n", "", "", "", NULL},
	{"1,x\n2,b\n,c\n", CHANGE("1", "1", "a", "x"), "", "", NULL},
	{"1,x\n2,b\n,c\n", CHANGE("1", "1", "a", "y"), CHANGE("1", "1", "y", "x"), "", NULL},
	{"1,a\n2,b\n,c\n", CHANGE("1", "1", "a", "x"), CHANGE("1", "1", "x", "a"), "", NULL},
	{"1,a\n,c\n", "", "", "2@2", NULL},
	{"1,a\n,c\n", CHANGE("2", "2", "b", "x"), "", "2@2", NULL},
	{"1,a\n2,b\n", "", "", "-@3", NULL},
	{"", "", "", "1@12@2-@3", NULL},
	{"1,a\n2,x\n,c\n", "", "", "",
		"v of record 2 (2) is x in the cleaned file and should be b; no stage reported that change"},
	{"1,x\n2,b\n,c\n", CHANGE("1", "1", "b", "x"), "", "",
		"the journal of the stage first says that v of 1 was b, but it was a when it came there"},
	{"1,x\n2,b\n,c\n", CHANGE("1", "2", "a", "x"), "", "",
		"the stage first says that its record 1 was 2, but 1 (record 1 of the export) should have come there"},
	{"1,a\n2,b\n,c\n", CHANGE("1", "1", "a", "x"), "", "",
		"v of record 1 (1) is a in the cleaned file and should be x; no stage reported that change"},
	{"1,a\n,c\n", "", "", "",
		"record 2 (2) should come next in the cleaned file, but there is without a key: a record was lost, added or moved, and no stage says so"},
	{"2,b\n1,a\n,c\n", "", "", "",
		"record 1 (1) should come next in the cleaned file, but there is 2: a record was lost, added or moved, and no stage says so"},
	{"1,a\n2,b\n,c\n", "", "", "2@2",
		"record 3 (without a key) should come next in the cleaned file, but there is 2: a record was lost, added or moved, and no stage says so"},
	{"1,a\n2,b\n", "", "", "-@2",
		"the stage second says that its record 2 was without a key, but 2 (record 2 of the export) should have come there"},
	{"1,a\n,c\n", "", "", "2@21@1",
		"the stage second says that it took out 1, but no record of the export fits, in the order of the export"},
	{"1,a\n2,b\n,c\n", CHANGE("9", "9", "a", "x"), "", "",
		"the stage first says that it changed 9, but no record of the export fits, in the order of the export"},
	{"1,a\n2,b\n,c\n3,d\n", "", "", "",
		"the cleaned file has a record too many at its end (3), which is not in the export or stands in another place there"},
	{"1,a\n2,b\n", "", "", "",
		"record 3 (without a key) is missing from the cleaned file, which ends before it, and no stage says that it took it out"},
	{"1,a\n\"2\",b\n,c\n", "", "", "",
		"id of record 2 (2) is \"2\" in the cleaned file and should be 2; no stage reported that change"},
	{"1,a\n2,b\r\n,c\n", "", "", "",
		"record 2 (2) has the same values in the cleaned file but other bytes around them (spaces, quotes or line ends), which no stage does"},
	{"1,a\n2,b,z\n,c\n", "", "", "",
		"the cleaned file has a record on line 3 that no stage can have written: the record has 3 fields, the header has 2"},
};

static void
fingerprint_of(const char *text_z, char print_z[FINGERPRINT_TEXT_SIZE])
{
	struct fingerprint *fingerprint = fingerprint_new();
	fingerprint_add(fingerprint, span_from_z(text_z));
	fingerprint_text(fingerprint, print_z);
	fingerprint_free(fingerprint);
}

static void
explains_every_difference_or_refuses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct error error = {0};
		struct stage_list stages = {0};
		struct proof_counts counts;
		assert_true(mkdir("run", 0700) == 0 && mkdir("run/stages", 0700) == 0);
		char *cleaned_z = text_formatted_z("id,v\n%s", cases[i].cleaned_z);
		put_file("export", SPAN("id,v\n1,a\n2,b\n,c\n"));
		put_file("cleaned", span_from_z(cleaned_z));
		char between_z[FINGERPRINT_TEXT_SIZE], last_z[FINGERPRINT_TEXT_SIZE],
			export_z[FINGERPRINT_TEXT_SIZE];
		fingerprint_of("id,v\n1,a\n2,b\n,c\n", export_z);
		fingerprint_of("what is between", between_z);
		fingerprint_of(cleaned_z, last_z);
		make_stage("first", cases[i].first_z, "", 3, export_z, between_z);
		make_stage("second", cases[i].second_z, cases[i].gone_z, 3, between_z, last_z);
		assert_true(stage_list_read(&stages, "run", &error));
		struct proof_request request = {.export_z = "export",
			.cleaned_z = "cleaned",
			.stages = &stages,
			.cleaned_print_z = last_z,
			.run_name_z = "r",
			.quiet = true};
		bool proved = proof_run(&request, &counts, &error);
		if (proved != !cases[i].message_z)
			fail_msg("case %zu: %s", i, error.text);
		if (!proved)
			assert_string_equal(error.text, cases[i].message_z);
		assert_int_equal(proved || error.status == STATUS_REFUSED, true);
		stage_list_free(&stages);
		free(cleaned_z);
		assert_int_equal(system("rm -rf run"), 0);
	}
}

static void
refuses_counts_that_do_not_add_up(void **state)
{
	struct error error = {0};
	struct stage_list stages = {0};
	(void)state;
	assert_true(mkdir("run", 0700) == 0 && mkdir("run/stages", 0700) == 0);
	assert_false(stage_list_read(&stages, "run", &error));
	assert_string_equal(
		error.text, "the pipeline ran no filter of roster, so nothing can be proved");
	make_stage("first", "", "", 3, "a", "b");
	put_file("run/stages/first/ended.json",
		SPAN("{\"process\":\"p\",\"input\":\"a\",\"output\":\"b\",\"read\":3,\"written\":1,\"gone\":1}"));
	assert_false(stage_list_read(&stages, "run", &error));
	assert_string_equal(error.text,
		"the stage first read 3 records, but wrote 1, took out 1 and rejected 0");
	stage_list_free(&stages);
	assert_int_equal(system("rm -rf run"), 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		IN_SCRATCH(explains_every_difference_or_refuses),
		IN_SCRATCH(refuses_counts_that_do_not_add_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
