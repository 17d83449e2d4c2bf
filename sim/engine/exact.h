/* exact.h: the exact cohort: expected people by cell and year in one world, without luck.
 * Read by analysis. */
#ifndef LIVSBANA_ENGINE_EXACT_H
#define LIVSBANA_ENGINE_EXACT_H

#include "engine/exact_decide.h"
#include "engine/exact_move.h"

/* Sums of cells that several tracks share. */
typedef enum {
    SUMS_FIRST,     /* no earlier track counts into them */
    SUMS_CONTINUED, /* they begin with what tracks of other sexes and classes counted */
    SUMS_ADDED      /* tracks of the same sex and class do so too: made apart, then added */
} LaneSums;

typedef struct {
    double *now[N_ARMS], *next[N_ARMS], *column, *chance, *sum;
    LaneSums *sums; /* [n_tracks] in the order of lanes */
    Mover mover;
    Arena arena;
} ExactScratch;

Status exact_init(const Plan *plan, ExactScratch *scratch) MUST_USE;
void exact_free(ExactScratch *scratch); /* safe on {0} and twice */

/* Expected people of every cell of every cohort's years in both arms, everybody reached by the
 * programme: count[arm] -> [n_counts]; and the share of each track's living who reach each milestone at its
 * birthday: reach[arm] -> [track][milestone], 0 where nobody decides. An arm whose count is NULL is not
 * carried, and its reach stays as it is.
 * In the intervention, the baseline's reach tells how many would have reached it anyway: of those who reach
 * it the share 1 - base/now do so because of the programme (of those who do not, when fewer do, the
 * share 1 - (1 - base)/(1 - now) fail because of it), and only their causal share bends later life.
 * Cells after the first n_years programme years stay 0. */
void exact_run(World *world, const EffectVariant *variant, int n_years, double *const count[N_ARMS],
               double *const reach[N_ARMS], ExactScratch *scratch);

#endif
