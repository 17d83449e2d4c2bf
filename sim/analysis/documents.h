/* documents.h: the measures of a scenario's documented results, worked out from one world's people, as
 * an evaluation of the participants would see them: nothing is taken off for displacement, earlier death
 * or spending.
 * Read by worker, evaluation and findings. */
#ifndef LIVSBANA_ANALYSIS_DOCUMENTS_H
#define LIVSBANA_ANALYSIS_DOCUMENTS_H

#include "economics/prices.h"
#include "engine/lives.h"

/* The people beside what is expected without the programme: with it, or as if it changed nothing. */
typedef enum { DOCUMENTS_WITH, DOCUMENTS_NO_EFFECT, N_DOCUMENTS_SIDES } DocumentsSide;

/* Of one world. */
typedef struct {
    const PricePlan *prices;
    const Prices *world;     /* borrowed, as they were last set */
    int n_years;             /* programme years whose kronor some result asks for */
    FlowTable price;         /* by documented: kronor of the documented item a person-year */
    double *expected;        /* [documented] of the baseline; people and items */
    double *full, *released; /* [payer][n_years] scratch */
    Arena arena;
} Documents;

Status documents_init(const Prices *prices, Documents *documents) MUST_USE;
void documents_free(Documents *documents); /* safe on {0} and twice */

/* After prices_set: expected baseline people[n_counts], their person-years, reach[track][milestone]. */
void documents_enter(Documents *documents, const double *expected, const Flows *flows,
                     const double *reach);

/* What a replicate shows: value[n_documented], stride `stride`. On side WITH the participants lived
 * counts->cell[ARM_INTERVENTION], else counts->cell[ARM_BASELINE]; flows are both arms' person-years;
 * `lived` is their kronor and `baseline` the expected ones, [year][channel] of at least n_years;
 * cost[payer][horizon] the programme's. */
void documents_values(Documents *documents, DocumentsSide side, const Counts *counts,
                      const Flows flows[N_ARMS], const double *baseline, const double *lived,
                      const double *cost, double *value, int stride);

/* The participants who can still reach a milestone after they begin. */
int documents_undecided(const Plan *plan, const Milestone *milestone);

#endif
