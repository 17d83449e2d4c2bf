#include "base/arena.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

Test(arena, pieces_are_zeroed_aligned_and_do_not_overlap)
{
    static const size_t size[] = {1, 3, 16, 63, 64, 65, 1000, 20000, 200000, 8};
    enum { N = sizeof size / sizeof size[0] };
    unsigned char *piece[N];
    Arena arena = {0};
    size_t used = 0;
    for (size_t i = 0; i < N; i++) {
        piece[i] = arena_alloc(&arena, size[i], 1);
        cr_assert_not_null(piece[i]);
        uintptr_t alignment = size[i] >= 64 ? 64 : 16;
        cr_assert_eq((uintptr_t)piece[i] % alignment, 0, "piece of %zu bytes", size[i]);
        for (size_t j = 0; j < size[i]; j++) cr_assert_eq(piece[i][j], 0);
        memset(piece[i], (int)i + 1, size[i]);
        used += size[i];
    }
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < size[i]; j++) cr_assert_eq(piece[i][j], i + 1);
    }
    cr_assert_geq(arena.used, used);
    cr_assert_leq(arena.used, used + 2 * 64 * 1024, "no more than a chunk begun and what it left");
    arena_free(&arena);
    arena_free(&arena);
    cr_assert_eq(arena.used, 0);
}

Test(arena, memory_that_was_used_before_is_zeroed_again)
{
    Arena arena = {0};
    for (int repeat = 0; repeat < 3; repeat++) {
        unsigned char *piece = arena_alloc(&arena, 5000, 1);
        cr_assert_not_null(piece);
        for (int i = 0; i < 5000; i++) cr_assert_eq(piece[i], 0);
        memset(piece, 0xFF, 5000);
        arena_free(&arena);
    }
}

Test(arena, many_small_pieces_keep_their_values)
{
    enum { N = 50000 };
    static int *piece[N];
    Arena arena = {0};
    for (int i = 0; i < N; i++) {
        piece[i] = arena_alloc(&arena, 1, sizeof *piece[i]);
        cr_assert_not_null(piece[i]);
        *piece[i] = i;
    }
    for (int i = 0; i < N; i++) cr_assert_eq(*piece[i], i);
    arena_free(&arena);
}

Test(arena, nothing_is_a_valid_pointer_and_too_much_is_null)
{
    Arena arena = {0};
    cr_assert_not_null(arena_alloc(&arena, 0, 8));
    cr_assert_null(arena_alloc(&arena, SIZE_MAX / 2, 4));
    cr_assert_null(arena_alloc(&arena, SIZE_MAX / 8 + 2, 8)); /* 8 bytes, if it wrapped around */
    cr_assert_null(arena_alloc(&arena, SIZE_MAX, 1));
    cr_assert_null(arena_text(&arena, "", SIZE_MAX));
    arena_free(&arena);
}

Test(arena, texts_are_copied_with_a_closing_nul)
{
    Arena arena = {0};
    cr_assert_str_eq(arena_text(&arena, "absence", 3), "abs");
    cr_assert_str_eq(arena_text(&arena, "", 0), "");
    cr_assert_str_eq(arena_format(&arena, "effects[%d].%s", 2, "source"), "effects[2].source");
    arena_free(&arena);
}

static Status take(Arena *arena, size_t n)
{
    Status status = STATUS_OK;
    double *value = NULL;
    ARENA_TRY(arena, value, n);
    value[0] = 1;
out:
    return status;
}

Test(arena, try_leaves_with_out_of_memory)
{
    Arena arena = {0};
    cr_assert_eq(take(&arena, 10), STATUS_OK);
    cr_assert_eq(take(&arena, SIZE_MAX / 8), STATUS_MEMORY);
    arena_free(&arena);
}
