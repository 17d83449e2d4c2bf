/* Columns that blocks fill in, and what tables ask of replicates that pass by, when a value is no number. */
#include "analysis/evaluation.h"
#include "analysis/pieces.h"
#include "analysis/tallies.h"

#include <criterion/criterion.h>
#include <math.h>

enum { N_WORLDS = 3, N_REPLICATES = 6 };

typedef struct {
    double *by_world, *by_replicate, *sums, *last;
    uint32_t *counts;
} Columns;

static void lay_out(void *of, Pieces *pieces)
{
    Columns *columns = of;
    columns->by_world = pieces_take(pieces, PIECE_WORLDS, 2, sizeof(double));
    columns->counts = pieces_take(pieces, PIECE_REPLICATES, 1, sizeof(uint32_t));
    columns->by_replicate = pieces_take(pieces, PIECE_REPLICATES, 2, sizeof(double));
    columns->sums = pieces_take(pieces, PIECE_SUMS, 5, sizeof(double));
    columns->last = pieces_take(pieces, PIECE_REPLICATES, 1, sizeof(double));
}

Test(pieces, every_double_is_looked_at_and_nothing_else)
{
    Columns columns;
    Arena arena = {0};
    Pieces whole;
    cr_assert_eq(pieces_allocate(lay_out, &columns, N_WORLDS, N_REPLICATES, &arena, &whole),
                 STATUS_OK);
    double *at[] = {&columns.by_world[0],     &columns.by_world[2 * N_WORLDS - 1],
                    &columns.by_replicate[0], &columns.by_replicate[2 * N_REPLICATES - 1],
                    &columns.sums[4],         &columns.last[N_REPLICATES - 1]};
    enum { N_PLACES = sizeof at / sizeof at[0] };
    const double strange[] = {NAN, -NAN, INFINITY, -INFINITY};
    for (int r = 0; r < N_REPLICATES; r++) columns.counts[r] = UINT32_MAX; /* a NaN, two by two */
    cr_assert(pieces_are_finite(&whole, whole.n));
    for (int i = 0; i < N_PLACES; i++) {
        for (int s = 0; s < 4; s++) {
            *at[i] = strange[s];
            cr_assert(!pieces_are_finite(&whole, whole.n), "place %d", i);
            cr_assert_eq(pieces_are_finite(&whole, whole.n - 1), i == N_PLACES - 1);
        }
        *at[i] = 1e308;
        cr_assert(pieces_are_finite(&whole, whole.n));
    }
    arena_free(&arena);
}

/* The spread of two rounds, and whether something was strange. */
static bool is_strange(double odd)
{
    double value[N_REPLICATES] = {3, 1, 2, 6, odd, 4}, scratch[N_REPLICATES];
    Tallies tallies = {0};
    Evaluation evaluation = {.n_replicates = N_REPLICATES, .n_worlds = N_WORLDS, .n_blocks = 1};
    Round round = {.evaluation = &evaluation, .luck = true, .n = 2, .tallies = &tallies};
    for (; round.number < round.n; round.number++) {
        round_begin(&round);
        (void)round_spread(&round, value, scratch);
    }
    bool strange = tallies.strange;
    tallies_free(&tallies);
    return strange;
}

Test(tallies, a_value_that_is_no_number_is_told_of)
{
    cr_assert(!is_strange(5));
    cr_assert(!is_strange(INFINITY)); /* a payback that never comes */
    cr_assert(is_strange(NAN));
    cr_assert(is_strange(-NAN));
    cr_assert(is_strange(-INFINITY));
}
