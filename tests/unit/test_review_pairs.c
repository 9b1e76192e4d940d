/* test_review_pairs.c - pairs of exports of chance: their update files, patches and differences */
#include "chain/chain.h"
#include "guide/catalogue.h"
#include "pair_judge.h"
#include "review/diff.h"
#include "run/fingerprint.h"
#include "run/stage_folder.h"

#include <ftw.h>

/* PAIRS=N plays more or fewer; PAIR=N plays one and leaves its files to be looked at */
enum { PAIRS = 2000 };

extern const struct catalogue all;

static const struct filter *
find_filter(const char *name_z)
{
	return catalogue_filter(&all, name_z);
}

static void
say_input(const struct pair *pair, struct pair_words *words)
{
	pair_say(words, "--quiet");
	pair_say(words, "--threads=1");
	pair_say(words, "--delimiter=%c", pair->old.dialect.delimiter);
}

/* The stages as a run has them: their folders in run/, what they wrote in cleaned. */
static void
run_stages(struct pair *pair)
{
	struct pair_words words = {0};
	assert_true(mkdir("run", 0700) == 0 && mkdir("run/stages", 0700) == 0);
	put_file("run/started.json",
		SPAN("{\"program\":\"p\",\"pipeline\":\"p\",\"as_of\":\"2026-11-24\",\"at\":1,"
		     "\"export\":\"export\",\"export_day\":\"2026-11-24\"}"));
	pair_copy("export", "run/export");
	for (size_t i = 0; i < pair->stage_count; i++) {
		if (i)
			pair_say(&words, "+");
		pair_say_stage(&words, &pair->stages[i], i);
		if (!i) {
			pair_say(&words, "export");
			say_input(pair, &words);
		}
	}
	int kept = dup(STDOUT_FILENO), cleaned = open("cleaned", O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_true(kept >= 0 && cleaned >= 0 && dup2(cleaned, STDOUT_FILENO) == STDOUT_FILENO);
	setenv(STAGE_RUN_VARIABLE, "run", 1);
	enum status status = chain_run(find_filter, words.list, words.count);
	unsetenv(STAGE_RUN_VARIABLE);
	assert_true(dup2(kept, STDOUT_FILENO) == STDOUT_FILENO);
	close(kept);
	close(cleaned);
	pair_words_free(&words);
	WANT(pair, status == STATUS_OK, "the stages ended with %d", (int)status);
}

/* What approve does with a run: prove it, and sort what is seen. */
static void
sort_changes(struct pair *pair, struct approving *approving)
{
	struct error error = {0};
	struct proof_counts counts;
	struct update_sorter *sorter = &approving->sorter;
	char print_z[FINGERPRINT_TEXT_SIZE];
	struct proof_watcher watcher = update_sorter_watcher(sorter);
	bool well = stage_list_read(&approving->stages, "run", &error) &&
		    fingerprint_file("cleaned", print_z, &error) &&
		    decisions_read(&approving->decisions, "decisions.json", "r", "x", &error) &&
		    approval_files_begin(&approving->files, "run", &error) &&
		    update_columns_begin(&sorter->columns, &error) &&
		    repeated_keys_read(
			    &approving->repeated, "export", &approving->stages.list[0], &error);
	struct proof_request request = {
		.export_z = "export",
		.cleaned_z = "cleaned",
		.stages = &approving->stages,
		.cleaned_print_z = print_z,
		.run_name_z = "r",
		.journal_z = "journal",
		.quiet = true,
		.watcher = &watcher,
	};
	well = well && proof_run(&request, &counts, &error) &&
	       approval_files_sync(&approving->files, &error);
	WANT(pair, well, "%s", error.text);
}

static void
check_updates(struct pair *pair)
{
	struct approving approving = {0};
	approving_connect(&approving, pair->by_signalvine_id);
	sort_changes(pair, &approving);
	for (size_t i = 0; i < approving.files.count; i++)
		if (strncmp(approving.files.list[i].name_z, "update-", 7) == 0)
			pair_apply(pair, approving.files.list[i].name_z);
	pair_judge_updates(pair, &approving.sorter.counts);
	pair_judge_hands(pair, approving.manual.count, approving.removals.count);
	approving_free(&approving);
}

/* Whoever is still there, as `export` has him, behind what it begins with. */
static void
add_kept(const struct pair *pair, const struct pair_export *export, struct buffer *bytes)
{
	buffer_clear(bytes);
	buffer_add(bytes, span_of(export->bytes.data, export->starts[0]));
	for (size_t i = 0; i < export->count; i++)
		if (!pair->fates[export->order[i]].gone)
			buffer_add(bytes, span_of(export->bytes.data + export->starts[i],
						  export->starts[i + 1] - export->starts[i]));
}

static void
patch(struct pair *pair, const char *from_z, const char *to_z, bool reverse)
{
	struct pair_words words = {0};
	pair_say(&words, "patch");
	pair_say(&words, "journal");
	pair_say(&words, "%s", from_z);
	pair_say(&words, "--consent=consent.csv");
	pair_say(&words, "--output=%s", to_z);
	if (reverse)
		pair_say(&words, "--reverse");
	say_input(pair, &words);
	enum status status = chain_run(find_filter, words.list, words.count);
	pair_words_free(&words);
	WANT(pair, status == STATUS_OK, "patch ended with %d", (int)status);
}

/* The journal makes the one of the other, byte for byte. */
static void
check_patch(struct pair *pair)
{
	struct buffer wanted = {0}, found = {0};
	size_t kept = 0;
	for (size_t i = 0; i < pair->count; i++)
		kept += !pair->fates[i].gone;
	if (kept) {
		patch(pair, "cleaned", "reversed", true);
		add_kept(pair, &pair->old, &wanted);
		get_file("reversed", &found);
		WANT(pair, span_equal(buffer_span(&wanted), buffer_span(&found)),
			"patch --reverse gives\n%.*s\nnot\n%.*s",
			SPAN_ARGUMENTS(buffer_span(&found)), SPAN_ARGUMENTS(buffer_span(&wanted)));
	}
	if (kept == pair->count) {
		patch(pair, "export", "patched", false);
		get_file("patched", &found);
		get_file("cleaned", &wanted);
		WANT(pair, span_equal(buffer_span(&wanted), buffer_span(&found)),
			"patch gives another file than the filters");
	}
	buffer_free(&wanted);
	buffer_free(&found);
}

struct told {
	struct pair *pair;
	unsigned changed[PAIR_CONTACTS]; /* a bit for each column */
	unsigned gone[PAIR_CONTACTS], added[PAIR_CONTACTS];
};

static bool
hear_changed(void *context, const struct diff_subject *subject, const struct diff_field *fields,
	size_t count, struct error *error)
{
	struct told *told = context;
	size_t contact = pair_find(told->pair, subject->key);
	(void)error;
	/* who stands twice is told twice, before the end finds him out */
	WANT(told->pair, !told->changed[contact] || told->pair->any_repeated,
		"diff tells %zu twice", contact);
	for (size_t i = 0; i < count; i++)
		told->changed[contact] |= 1u << pair_column_of(told->pair, fields[i].name);
	return true;
}

static bool
hear_added(void *context, const struct diff_subject *subject, struct error *error)
{
	struct told *told = context;
	(void)error;
	told->added[pair_find(told->pair, subject->key)]++;
	return true;
}

static bool
hear_gone(void *context, const struct diff_subject *subject, struct error *error)
{
	struct told *told = context;
	(void)error;
	told->gone[pair_find(told->pair, subject->key)]++;
	return true;
}

/* False when they cannot be compared. */
static bool
diff(struct pair *pair, const char *old_z, const char *new_z, struct told *told)
{
	struct diff_request request = {
		.paths_z = {old_z, new_z}, .delimiter = (unsigned char)pair->old.dialect.delimiter};
	struct error error = {0};
	*told = (struct told){.pair = pair};
	struct diff_listener listener = {told, hear_changed, hear_added, hear_gone};
	struct diff *diff = diff_open(&request, &error);
	bool well = diff && diff_run(diff, &listener, &error);
	WANT(pair, well || (pair_cannot_be_compared(pair) && error.status == STATUS_BAD_DATA),
		"diff %s %s: %s", old_z, new_z, error.text);
	diff_close(diff);
	return well;
}

static void
want_told(struct pair *pair, const struct told *told, bool changed, bool gone, bool added)
{
	for (size_t i = 0; i < pair->count; i++) {
		const struct pair_fate *fate = &pair->fates[i];
		unsigned columns = 0;
		for (size_t column = C_NAME; changed && !fate->gone && column < PAIR_COLUMNS;
			column++)
			if (!pair_same(column, pair->contacts[i].cells_z[column],
				    fate->cells_z[column]))
				columns |= 1u << column;
		WANT(pair, told->changed[i] == columns, "diff says that %x of %zu changed, not %x",
			told->changed[i], i, columns);
		WANT(pair, told->gone[i] == (gone && fate->gone), "diff says gone of %zu %u times",
			i, told->gone[i]);
		WANT(pair, told->added[i] == (added && fate->gone),
			"diff says added of %zu %u times", i, told->added[i]);
	}
}

/* However an export is spelled, it is no other; and what a model says of NEW is what NEW is. */
static void
check_diff(struct pair *pair)
{
	struct told told;
	pair_write_again(pair, false, "other");
	pair_write_again(pair, true, "new");
	if (pair_cannot_be_compared(pair)) {
		WANT(pair, !diff(pair, "export", "other", &told), "diff compares what it cannot");
		return;
	}
	diff(pair, "export", "other", &told);
	want_told(pair, &told, false, false, false);
	diff(pair, "cleaned", "new", &told);
	want_told(pair, &told, false, false, false);
	diff(pair, "export", "new", &told);
	want_told(pair, &told, true, true, false);
	diff(pair, "new", "other", &told);
	want_told(pair, &told, true, false, true);
	patch(pair, "new", "taken-back", true);
	diff(pair, "other", "taken-back", &told);
	want_told(pair, &told, false, true, false);
}

static int
remove_entry(const char *path_z, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	return walk->level ? remove(path_z) : 0;
}

static void
clear_folder(void)
{
	if (!getenv("PAIR"))
		assert_int_equal(nftw(".", remove_entry, 8, FTW_DEPTH | FTW_PHYS), 0);
}

static void
play(struct pair *pair, uint64_t seed)
{
	pair_begin(pair, seed);
	run_stages(pair);
	check_updates(pair);
	if (!pair->any_repeated)
		check_patch(pair);
	check_diff(pair);
	clear_folder();
}

static uint64_t
number_of(const char *name_z, uint64_t otherwise)
{
	const char *value_z = getenv(name_z);
	return value_z ? strtoull(value_z, NULL, 10) : otherwise;
}

static void
what_is_approved_is_what_was_changed_and_not_left_out(void **state)
{
	static struct pair pair;
	uint64_t first = number_of("PAIR", 1);
	uint64_t last = getenv("PAIR") ? first : number_of("PAIRS", PAIRS);
	(void)state;
	for (uint64_t seed = first; seed <= last; seed++)
		play(&pair, seed);
	print_message("%llu values in update files, %llu left out, %llu for hands, %llu removals\n",
		(unsigned long long)pair.uploaded, (unsigned long long)pair.left_out,
		(unsigned long long)pair.by_hand, (unsigned long long)pair.removed);
	/* pairs in which nothing happens would pass, too */
	if (last - first > 100) {
		assert_true(pair.uploaded > 3 * (last - first));
		assert_true(pair.left_out > last - first && pair.by_hand * 2 > last - first);
		assert_true(pair.removed > (last - first) / 10);
	}
	pair_end(&pair);
}

/* In memory where there is some, because much is made durable. */
static int
enter(void **state)
{
	char name_z[64];
	snprintf(name_z, sizeof(name_z), "%s/roster-unit-XXXXXX",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	if (!mkdtemp(name_z) || chdir(name_z) != 0)
		return -1;
	*state = memory_copied_z(name_z, strlen(name_z));
	return 0;
}

static int
leave(void **state)
{
	clear_folder();
	int result = chdir("/");
	if (getenv("PAIR"))
		print_message("look at %s\n", (const char *)*state);
	else
		result = result == 0 ? rmdir(*state) : result;
	free(*state);
	return result;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			what_is_approved_is_what_was_changed_and_not_left_out, enter, leave),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
