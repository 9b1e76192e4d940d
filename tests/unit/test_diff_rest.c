/* test_diff_rest.c - contacts known by digests and read again, see review/diff_rest.h */
#include "support.h"

#include "review/diff_rest.h"
#include "review/seen_keys.h"

/* Two exports that are open, and one of them put among the rest. */
struct world {
	struct diff_request request;
	struct diff_columns shared;
	struct diff_side sides[DIFF_SIDES];
	struct diff_rest rest;
	struct error error;
};

static void
world_open(struct world *world, struct span old, struct span new)
{
	put_file("old", old);
	put_file("new", new);
	world->request.paths_z[DIFF_OLD] = "old";
	world->request.paths_z[DIFF_NEW] = "new";
	world->request.delimiter = ',';
	struct diff_side *sides = world->sides;
	for (int i = 0; i < DIFF_SIDES; i++)
		assert_true(diff_side_want(
			&sides[i].columns, &sides[i].keys, &world->request, &world->error));
	diff_columns_begin(&world->shared, &sides[DIFF_OLD].columns, NULL, 0);
	for (int i = 0; i < DIFF_SIDES; i++)
		if (!diff_side_open(&sides[i], (enum diff_side_number)i, &world->request,
			    &world->shared, &world->error))
			fail_msg("%s", world->error.text);
	assert_true(diff_side_settle_keys(sides, &world->error));
}

static void
world_close(struct world *world)
{
	diff_rest_free(&world->rest);
	for (int i = 0; i < DIFF_SIDES; i++)
		diff_side_close(&world->sides[i]);
	diff_columns_free(&world->shared);
}

static bool
next(struct world *world, enum diff_side_number side, struct diff_contact *contact)
{
	if (!diff_side_next(&world->sides[side], contact, &world->error))
		fail_msg("%s", world->error.text);
	return !world->sides[side].ended;
}

static void
put_all(struct world *world)
{
	struct diff_contact contact;
	while (next(world, DIFF_OLD, &contact))
		diff_rest_put(&world->rest, &contact);
}

static void
expect_key(struct world *world, const struct diff_digest *found, const char *key_z)
{
	struct diff_contact contact;
	assert_non_null(found);
	if (!diff_rest_contact(&world->rest, found, &contact, &world->error))
		fail_msg("%s", world->error.text);
	expect_span("key", contact.key.text, span_from_z(key_z));
	assert_int_equal(contact.hash, found->hash);
}

static void
refuse(struct world *world, const struct diff_digest *found)
{
	struct diff_contact contact;
	world->error = (struct error){0};
	assert_false(diff_rest_contact(&world->rest, found, &contact, &world->error));
	assert_int_equal(world->error.status, STATUS_BAD_DATA);
	assert_string_equal(world->error.text,
		"old: was changed while it was read; compare a copy that nobody writes to");
}

/* More than one block of them, with keys and lines of several lengths. */
static void
finds_and_reads_again(void **state)
{
	enum { CONTACTS = 70000 };
	static struct world world;
	struct buffer text = {0};
	(void)state;
	buffer_add_z(&text, "\xef\xbb\xbf\r\ncustomer_id,v\r\n");
	for (size_t i = 0; i < CONTACTS; i++)
		buffer_add_format(
			&text, i % 3 ? "%zu,%zu\r\n" : "\"%zu\",\"a\n%zu\"\n\n", i, i * i * i);
	world_open(&world, buffer_span(&text), SPAN("customer_id,v\n"));
	assert_true(diff_rest_open(&world.rest, &world.sides[DIFF_OLD], true));
	put_all(&world);
	assert_int_equal(world.rest.left, CONTACTS);
	for (size_t i = 0; i < CONTACTS; i += 7) {
		char key_z[16];
		int length = snprintf(key_z, sizeof(key_z), "%zu", i);
		uint64_t hash = key_hash(span_of(key_z, (size_t)length), 0);
		diff_rest_prefetch_slot(&world.rest, hash);
		diff_rest_prefetch_digest(&world.rest, hash);
		struct diff_digest *found = diff_rest_find(&world.rest, hash, NULL);
		expect_key(&world, found, key_z);
		diff_rest_take(&world.rest, found);
		assert_null(diff_rest_find(&world.rest, hash, NULL));
	}
	assert_null(diff_rest_find(&world.rest, key_hash(SPAN("70000"), 0), NULL));
	diff_rest_prefetch_digest(&world.rest, key_hash(SPAN("70000"), 0));
	for (size_t i = 0; i < CONTACTS; i++) {
		char key_z[16];
		snprintf(key_z, sizeof(key_z), "%zu", i);
		if (i % 7)
			expect_key(&world, diff_rest_next(&world.rest), key_z);
	}
	assert_null(diff_rest_next(&world.rest));
	assert_int_equal(world.rest.left, CONTACTS - (CONTACTS + 6) / 7);
	world_close(&world);
	buffer_free(&text);
}

static void
gives_those_of_one_hash_in_their_order(void **state)
{
	static struct world world;
	struct diff_contact contact;
	(void)state;
	world_open(&world, SPAN("customer_id\na\nb\nc\nd\n"), SPAN("customer_id\n"));
	assert_true(diff_rest_open(&world.rest, &world.sides[DIFF_OLD], true));
	while (next(&world, DIFF_OLD, &contact)) {
		contact.hash = UINT64_MAX; /* the last slot: the search goes round */
		diff_rest_put(&world.rest, &contact);
	}
	struct diff_digest *found = diff_rest_find(&world.rest, UINT64_MAX, NULL);
	for (size_t offset = 12; found; offset += 2) {
		assert_int_equal(found->offset, offset);
		found = diff_rest_find(&world.rest, UINT64_MAX, found);
	}
	found = diff_rest_find(&world.rest, UINT64_MAX, NULL);
	found = diff_rest_find(&world.rest, UINT64_MAX, found);
	assert_int_equal(found->offset, 14);
	diff_rest_take(&world.rest, found);
	found = diff_rest_find(&world.rest, UINT64_MAX, NULL);
	assert_int_equal(found->offset, 12);
	assert_int_equal(diff_rest_find(&world.rest, UINT64_MAX, found)->offset, 16);
	world_close(&world);
}

/* The same values have one digest in any format, with columns in any order. */
static void
digests_values_or_bytes(void **state)
{
	static struct world world;
	struct diff_contact old, new;
	uint64_t digests[DIFF_SIDES];
	(void)state;
	world_open(&world, SPAN("customer_id,active,v\n1,TRUE,\"x\"\n1,TRUE,y\n"),
		SPAN("{\"v\":\"x\",\"customer_id\":\"1\",\"active\":true,\"w\":null}\n"
		     "{\"customer_id\":\"1\",\"v\":\"z\"}\n"));
	assert_true(diff_rest_open(&world.rest, &world.sides[DIFF_OLD], false));
	for (int i = 0; i < 2; i++) {
		assert_true(next(&world, DIFF_NEW, &new));
		assert_true(next(&world, DIFF_OLD, &old));
		assert_true(diff_rest_digest(
			&world.rest, &world.sides[DIFF_OLD], &old, &digests[DIFF_OLD]));
		assert_true(diff_rest_digest(
			&world.rest, &world.sides[DIFF_NEW], &new, &digests[DIFF_NEW]));
		assert_int_equal(digests[DIFF_OLD] == digests[DIFF_NEW], i == 0);
		diff_rest_put(&world.rest, &old);
		expect_key(&world, diff_rest_next(&world.rest), "1");
	}
	/* packed, a contact has values, but no bytes */
	new.packed = diff_side_packed(&world.sides[DIFF_NEW], &new);
	new.record = NULL;
	uint64_t packed;
	assert_true(diff_rest_digest(&world.rest, &world.sides[DIFF_NEW], &new, &packed));
	assert_int_equal(packed, digests[DIFF_NEW]);
	world.rest.by_bytes = true;
	assert_false(diff_rest_digest(&world.rest, &world.sides[DIFF_NEW], &new, &packed));
	assert_true(diff_rest_digest(&world.rest, &world.sides[DIFF_OLD], &old, &packed));
	assert_int_not_equal(packed, digests[DIFF_OLD]);
	world_close(&world);
}

static void
refuses_what_was_changed(void **state)
{
	(void)state;
	for (int by_bytes = 0; by_bytes < 2; by_bytes++) {
		struct world world = {0};
		world_open(&world, SPAN("customer_id,v\n1,one\n2,two\n"), SPAN("customer_id,v\n"));
		assert_true(diff_rest_open(&world.rest, &world.sides[DIFF_OLD], by_bytes));
		put_all(&world);
		const struct diff_digest *first = diff_rest_next(&world.rest);
		const struct diff_digest *second = diff_rest_next(&world.rest);
		put_file("old", SPAN("customer_id,v\n1,one\n2,2"));
		expect_key(&world, first, "1");
		refuse(&world, second); /* too short */
		put_file("old", SPAN("customer_id,v\n1,one\n2,2wo\n"));
		expect_key(&world, first, "1");
		refuse(&world, second);
		world_close(&world);
	}
}

/* The digest may be right by chance: then the record must still be one. */
static void
refuses_what_is_no_record(void **state)
{
	static struct world world;
	struct diff_contact contact;
	struct buffer copy = {0};
	(void)state;
	world_open(&world, SPAN("customer_id,v\n1,one\n"), SPAN("customer_id,v\n"));
	diff_again_copy(&copy, SPAN("1,one,two"));
	assert_false(diff_again_read(&world.sides[DIFF_OLD], &copy, &contact, &world.error));
	assert_string_equal(world.error.text,
		"old: was changed while it was read; compare a copy that nobody writes to");
	buffer_free(&copy);
	world_close(&world);
}

static void
leaves_what_cannot_be_read_again(void **state)
{
	struct world converted = {.request.charset_z = "windows-1252"}, moved = {0};
	(void)state;
	world_open(&converted, SPAN("customer_id\n1\n"), SPAN("customer_id\n1\n"));
	assert_false(diff_rest_open(&converted.rest, &converted.sides[DIFF_OLD], true));
	assert_false(diff_rest_is_open(&converted.rest));
	world_close(&converted);
	world_open(&moved, SPAN("customer_id\n1\n"), SPAN("customer_id\n1\n"));
	assert_int_equal(rename("new", "old"), 0);
	assert_false(diff_rest_open(&moved.rest, &moved.sides[DIFF_OLD], true));
	assert_false(diff_rest_open(&moved.rest, &moved.sides[DIFF_NEW], true));
	world_close(&moved);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(finds_and_reads_again),
		IN_SCRATCH(gives_those_of_one_hash_in_their_order),
		IN_SCRATCH(digests_values_or_bytes),
		IN_SCRATCH(refuses_what_was_changed),
		IN_SCRATCH(refuses_what_is_no_record),
		IN_SCRATCH(leaves_what_cannot_be_read_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
