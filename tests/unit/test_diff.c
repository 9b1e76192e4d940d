/* test_diff.c - who is paired with whom, see review/diff.h, in every kind of order */
#include "support.h"

#include "review/diff.h"
#include "review/diff_values.h"

/* Contacts are numbers; what the listener is told of each is counted. */
enum { CONTACTS = 400 };

struct told {
	unsigned char changed[CONTACTS], added[CONTACTS], gone[CONTACTS];
	size_t last_added, last_gone; /* places in the file */
	const size_t *place_of[DIFF_SIDES];
};

static size_t
number_of(const struct diff_subject *subject)
{
	assert_int_equal(subject->key_field.length, 0);
	char *key_z = memory_copied_z(subject->key.data, subject->key.length);
	size_t number = strtoul(key_z, NULL, 10);
	free(key_z);
	return number;
}

static bool
hear_changed(void *context, const struct diff_subject *subject, const struct diff_field *fields,
	size_t count, struct error *error)
{
	struct told *told = context;
	(void)error;
	assert_int_equal(count, 1);
	expect_span("field", fields[0].name, SPAN("v"));
	told->changed[number_of(subject)]++;
	return true;
}

static bool
hear_added(void *context, const struct diff_subject *subject, struct error *error)
{
	struct told *told = context;
	size_t number = number_of(subject), place = told->place_of[DIFF_NEW][number];
	(void)error;
	told->added[number]++;
	assert_true(place > told->last_added);
	told->last_added = place;
	return true;
}

static bool
hear_gone(void *context, const struct diff_subject *subject, struct error *error)
{
	struct told *told = context;
	size_t number = number_of(subject), place = told->place_of[DIFF_OLD][number];
	(void)error;
	told->gone[number]++;
	assert_true(place > told->last_gone);
	told->last_gone = place;
	return true;
}

struct export
{
	size_t order[CONTACTS];
	size_t count;
	size_t place[CONTACTS]; /* by contact: from 1; 0: not there */
	char value[CONTACTS];
	size_t padding; /* bytes, so that a window can be too small */
};

static void
write_export(const char *path_z, struct export *export)
{
	FILE *file = fopen(path_z, "w");
	assert_non_null(file);
	fprintf(file, "customer_id,v,w\n");
	memset(export->place, 0, sizeof(export->place));
	for (size_t i = 0; i < export->count; i++) {
		size_t number = export->order[i];
		export->place[number] = i + 1;
		fprintf(file, "%zu,%c,%*s\n", number, export->value[number], (int)export->padding,
			"");
	}
	assert_int_equal(fclose(file), 0);
}

static void
run_diff(struct export *exports, struct told *told, struct diff_counts *counts)
{
	struct diff_request request = {.paths_z = {"old", "new"}, .delimiter = ','};
	struct error error = {0};
	write_export("old", &exports[DIFF_OLD]);
	write_export("new", &exports[DIFF_NEW]);
	*told = (struct told){.place_of = {exports[DIFF_OLD].place, exports[DIFF_NEW].place}};
	struct diff_listener listener = {told, hear_changed, hear_added, hear_gone};
	struct diff *diff = diff_open(&request, &error);
	assert_non_null(diff);
	if (!diff_run(diff, &listener, &error))
		fail_msg("%s", error.text);
	*counts = *diff_result(diff);
	diff_close(diff);
}

static void
check_told(const struct export *exports, const struct told *told, const struct diff_counts *counts)
{
	struct diff_counts sum = {0};
	for (size_t i = 0; i < CONTACTS; i++) {
		bool old = exports[DIFF_OLD].place[i], new = exports[DIFF_NEW].place[i];
		bool changed = old &&
			       new &&exports[DIFF_OLD].value[i] != exports[DIFF_NEW].value[i];
		assert_int_equal(told->changed[i], changed);
		assert_int_equal(told->gone[i], old && !new);
		assert_int_equal(told->added[i], !old && new);
		sum.same += old && new && !changed;
		sum.changed += changed;
		sum.gone += old && !new;
		sum.added += !old && new;
		sum.contacts[DIFF_OLD] += old;
		sum.contacts[DIFF_NEW] += new;
	}
	sum.held = counts->held;
	sum.held_most = counts->held_most;
	assert_memory_equal(&sum, counts, sizeof(sum));
}

static void
shuffle(uint64_t *sequence, size_t *order, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		size_t j = chance(sequence, i), kept = order[i - 1];
		order[i - 1] = order[j];
		order[j] = kept;
	}
}

/* Keep about `share` of 100, give each a value, and move some elsewhere. */
static void
invent(uint64_t *sequence, struct export *export, size_t share, size_t moved)
{
	export->count = 0;
	for (size_t i = 0; i < CONTACTS; i++) {
		export->value[i] = (char)('a' + (chance(sequence, 10) == 0));
		if (chance(sequence, 100) < share)
			export->order[export->count++] = i;
	}
	if (moved > export->count)
		shuffle(sequence, export->order, export->count);
	for (size_t i = 0; i < moved && moved <= export->count; i++) {
		size_t from = chance(sequence, export->count), to = chance(sequence, export->count);
		size_t number = export->order[from];
		memmove(export->order + from, export->order + from + 1,
			(export->count - from - 1) * sizeof(*export->order));
		memmove(export->order + to + 1, export->order + to,
			(export->count - 1 - to) * sizeof(*export->order));
		export->order[to] = number;
	}
}

static void
pairs_contacts_in_any_order(void **state)
{
	static const size_t shares[] = {100, 95, 50, 5, 0}, moves[] = {0, 1, 5, 50, CONTACTS + 1};
	static struct export exports[DIFF_SIDES];
	uint64_t sequence = 3;
	(void)state;
	for (size_t i = 0; i < 3 * COUNT_OF(shares) * COUNT_OF(shares) * COUNT_OF(moves); i++) {
		size_t kind = i;
		invent(&sequence, &exports[DIFF_OLD], shares[kind % COUNT_OF(shares)], 0);
		kind /= COUNT_OF(shares);
		size_t share = shares[kind % COUNT_OF(shares)];
		kind /= COUNT_OF(shares);
		invent(&sequence, &exports[DIFF_NEW], share, moves[kind % COUNT_OF(moves)]);
		struct told told;
		struct diff_counts counts;
		run_diff(exports, &told, &counts);
		check_told(exports, &told, &counts);
	}
}

/* The same with more bytes than the window holds: the rest of OLD is held, or it is told early. */
static void
pairs_contacts_beyond_the_window(void **state)
{
	static const struct {
		size_t old_share, new_share, moved;
	} cases[] = {{95, 95, CONTACTS + 1}, {60, 60, 0}, {100, 10, 0}, {10, 100, 0}, {0, 100, 0},
		{100, 0, 0}, {50, 50, CONTACTS + 1}};
	static struct export exports[DIFF_SIDES];
	uint64_t sequence = 5;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		exports[DIFF_OLD].padding = exports[DIFF_NEW].padding = DIFF_WINDOW / 100;
		invent(&sequence, &exports[DIFF_OLD], cases[i].old_share, 0);
		invent(&sequence, &exports[DIFF_NEW], cases[i].new_share, cases[i].moved);
		struct told told;
		struct diff_counts counts;
		run_diff(exports, &told, &counts);
		check_told(exports, &told, &counts);
	}
}

/* In the same order only those wait who are alone, and the few that are met on the way to them. */
static void
holds_little_in_the_same_order(void **state)
{
	static struct export exports[DIFF_SIDES];
	uint64_t sequence = 9;
	struct told told;
	struct diff_counts counts;
	(void)state;
	exports[DIFF_OLD].padding = exports[DIFF_NEW].padding = 1000;
	for (size_t i = 0; i < 20; i++) {
		invent(&sequence, &exports[DIFF_OLD], 97, 0);
		invent(&sequence, &exports[DIFF_NEW], 97, i % 2);
		run_diff(exports, &told, &counts);
		check_told(exports, &told, &counts);
		uint64_t alone = counts.added + counts.gone;
		assert_true(counts.held <= 3 * alone + 3);
		assert_true(counts.held_most <= (alone + 4) * 1100);
	}
	invent(&sequence, &exports[DIFF_OLD], 100, 0);
	invent(&sequence, &exports[DIFF_NEW], 100, 0);
	run_diff(exports, &told, &counts);
	assert_int_equal(counts.held, 0);
}

/* Nobody has a partner: all of one side at most, and what fits the window. */
static void
holds_one_side_at_most(void **state)
{
	static struct export exports[DIFF_SIDES];
	struct told told;
	struct diff_counts counts;
	(void)state;
	for (size_t i = 0; i < CONTACTS; i++) {
		exports[i % 2].value[i] = 'a';
		exports[i % 2].order[exports[i % 2].count++] = i;
	}
	exports[DIFF_OLD].padding = exports[DIFF_NEW].padding = DIFF_WINDOW / 50;
	run_diff(exports, &told, &counts);
	check_told(exports, &told, &counts);
	assert_true(counts.held_most < DIFF_WINDOW / 50 * (CONTACTS / 2 + 5) + DIFF_WINDOW);
}

static void
packs_and_unpacks_values(void **state)
{
	static char large[20000];
	const struct span texts[] = {SPAN("a"), SPAN(""), span_of(large, 127), span_of(large, 128),
		span_of(large, sizeof(large)), SPAN("z")};
	struct span unpacked[COUNT_OF(texts) + 2];
	struct buffer packed = {0};
	(void)state;
	diff_values_pack(&packed, texts, COUNT_OF(texts));
	assert_int_equal(packed.length, 1 + 1 + 1 + 1 + 127 + 2 + 128 + 3 + sizeof(large) + 1 + 1);
	char *copy = padded_copy(buffer_span(&packed), 64, 1);
	diff_values_unpack(span_of(copy, packed.length), unpacked, COUNT_OF(unpacked));
	for (size_t i = 0; i < COUNT_OF(unpacked); i++)
		assert_true(
			span_equal(unpacked[i], i < COUNT_OF(texts) ? texts[i] : span_of("", 0)));
	free(copy);
	buffer_free(&packed);
}

static void
run_lenient_diff(struct told *told, struct diff_counts *counts)
{
	struct diff_request request = {
		.paths_z = {"old", "new"}, .delimiter = ',', .lenient = true};
	struct error error = {0};
	struct diff_listener listener = {told, hear_changed, hear_added, hear_gone};
	struct diff *diff = diff_open(&request, &error);
	assert_non_null(diff);
	if (!diff_run(diff, &listener, &error))
		fail_msg("%s", error.text);
	*counts = *diff_result(diff);
	diff_close(diff);
}

/* A bad record, a contact without a key, and a key that three have: the third is told by its order.
 */
static void
passes_over_what_cannot_be_compared(void **state)
{
	static struct told told;
	struct export none = {0};
	struct diff_counts counts;
	(void)state;
	put_file("old", SPAN("customer_id,v\n1,a\n2\n,b\n7,x\n7,y\n3,c\n7,z\n"));
	put_file("new", SPAN("customer_id,v\n1,a\n7,x\n,other\n7,q\n3,c\n4,d,e\n7,z\n5,e\n"));
	told = (struct told){.place_of = {none.place, none.place}};
	told.place_of[DIFF_NEW] = (size_t[CONTACTS]){[5] = 1};
	run_lenient_diff(&told, &counts);
	assert_int_equal(counts.same, 4);
	assert_int_equal(counts.changed, 1);
	assert_int_equal(counts.added, 1);
	assert_int_equal(counts.gone, 0);
	assert_int_equal(told.changed[7] + told.added[5], 2);
}

/* The first of one key waits, and the second of its side meets the first of the other's. */
static void
goes_by_the_order_side_by_side(void **state)
{
	static const struct {
		const char *old_z, *new_z;
		uint64_t same, added, gone;
	} cases[] = {
		{"v,customer_id\na,7\nx,1\nb,7\n", "v,customer_id\nx,1\na,7\n", 2, 0, 1},
		{"v,customer_id\nx,1\na,7\n", "v,customer_id\na,7\nx,1\nb,7\n", 2, 1, 0},
		{"v,customer_id\na,7\nb,7\nx,1\nc,7\n", "v,customer_id\nx,1\na,7\nb,7\nc,7\n", 4, 0,
			0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct told told = {0};
		struct diff_counts counts;
		const size_t places[CONTACTS] = {[7] = 1};
		told.place_of[DIFF_OLD] = told.place_of[DIFF_NEW] = places;
		put_file("old", span_from_z(cases[i].old_z));
		put_file("new", span_from_z(cases[i].new_z));
		run_lenient_diff(&told, &counts);
		assert_int_equal(counts.same, cases[i].same);
		assert_int_equal(counts.changed, 0);
		assert_int_equal(counts.added, cases[i].added);
		assert_int_equal(counts.gone, cases[i].gone);
	}
}

static void
write_padded(FILE *file, size_t number, char value)
{
	fprintf(file, "%zu,%c,%*s\n", number, value, (int)(DIFF_WINDOW / 100), "");
}

/* Of two that have one key, the first waits whole on the shelf, the other is read again. */
static void
goes_by_the_order_beyond_the_window(void **state)
{
	static struct told told;
	struct export none = {0};
	struct diff_counts counts;
	FILE *old = fopen("old", "w"), *new = fopen("new", "w");
	(void)state;
	assert_true(old && new);
	fprintf(old, "customer_id,v,w\n");
	fprintf(new, "customer_id,v,w\n");
	write_padded(old, 7, 'a');
	for (size_t i = 100; i < 350; i++) {
		write_padded(old, i, 'x');
		write_padded(new, 449 - i, 'x');
	}
	write_padded(old, 7, 'b');
	write_padded(new, 7, 'b');
	assert_true(fclose(old) == 0 && fclose(new) == 0);
	told = (struct told){.place_of = {none.place, none.place}};
	told.place_of[DIFF_OLD] = (size_t[CONTACTS]){[7] = 1};
	run_lenient_diff(&told, &counts);
	/* a has become b, though another is b */
	assert_int_equal(told.changed[7], 1);
	assert_int_equal(told.gone[7], 1);
	assert_int_equal(counts.same, 250);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(pairs_contacts_in_any_order),
		IN_SCRATCH(pairs_contacts_beyond_the_window),
		IN_SCRATCH(holds_little_in_the_same_order),
		IN_SCRATCH(holds_one_side_at_most),
		IN_SCRATCH(passes_over_what_cannot_be_compared),
		IN_SCRATCH(goes_by_the_order_side_by_side),
		IN_SCRATCH(goes_by_the_order_beyond_the_window),
		cmocka_unit_test(packs_and_unpacks_values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
