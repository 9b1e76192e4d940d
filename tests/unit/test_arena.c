/* test_arena.c - io/arena.h */
#include "io/arena.h"
#include "support.h"

#define PIECES 3000

static size_t
size_of_piece(size_t i)
{
	return i % 500 == 499 ? 3 << 20 : i % 97;
}

static void
fill_pieces(struct arena *arena, char **pieces)
{
	for (size_t i = 0; i < PIECES; i++) {
		size_t size = size_of_piece(i);
		pieces[i] = i % 2 ? arena_take_aligned(arena, size) : arena_take(arena, size);
		if (i % 2)
			assert_int_equal((uintptr_t)pieces[i] % sizeof(void *), 0);
		memset(pieces[i], (int)(i % 256), size);
	}
}

static void
hands_out_pieces_that_neither_move_nor_overlap(void **state)
{
	static char *pieces[PIECES];
	struct arena arena = {0};
	(void)state;
	for (int round = 0; round < 2; round++) {
		fill_pieces(&arena, pieces);
		for (size_t i = 0; i < PIECES; i++)
			for (size_t j = 0; j < size_of_piece(i); j++)
				if ((unsigned char)pieces[i][j] != i % 256)
					fail_msg("piece %zu was written over", i);
		arena_clear(&arena);
	}
	arena_free(&arena);
}

static void
copies_spans(void **state)
{
	struct arena arena = {0};
	char original[] = "a\0b";
	(void)state;
	struct span empty = arena_copy(&arena, span_of(NULL, 0));
	assert_non_null(empty.data);
	assert_int_equal(empty.length, 0);
	struct span copy = arena_copy(&arena, span_of(original, 3));
	original[0] = 'x';
	expect_span("copy", copy, SPAN("a\0b"));
	arena_free(&arena);
}

static void
keeps_one_block_when_cleared(void **state)
{
	struct arena arena = {0};
	(void)state;
	arena_clear(&arena);
	assert_null(arena.block);
	for (int i = 0; i < 100; i++)
		arena_take(&arena, 1000);
	const void *newest = arena.block;
	arena_clear(&arena);
	assert_ptr_equal(arena.block, newest);
	char *first = arena_take(&arena, 10);
	arena_clear(&arena);
	assert_ptr_equal(arena_take(&arena, 10), first);
	arena_free(&arena);
	assert_null(arena.block);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hands_out_pieces_that_neither_move_nor_overlap),
		cmocka_unit_test(copies_spans),
		cmocka_unit_test(keeps_one_block_when_cleared),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
