/* census.h: a replicate's people by age and state, all cohorts together.
 * Read by evaluation. */
#ifndef LIVSBANA_ANALYSIS_CENSUS_H
#define LIVSBANA_ANALYSIS_CENSUS_H

#include "engine/plan.h"

/* The cells of all ages stand one after the other; a cohort's are the last of them, from its first age on,
 * as they are among the counts. */
typedef struct {
    const Plan *plan;
    int n_cells;
    int *first;       /* [n_ages + 1] an age's cells */
    int *of_state;    /* [n_cells] all cells, those of a state together */
    int *first_of;    /* [n_states + 1] among them */
    uint32_t *people; /* [n_cells] of the last count */
} Census;

/* Memory of the arena. STATUS_MEMORY. */
Status census_init(const Plan *plan, Arena *arena, Census *census) MUST_USE;

/* Adds the cohorts up, whose counts are cell[n_counts]. */
void census_count(Census *census, const uint32_t *cell);
/* Person-years in a state, of the last count. */
uint32_t census_years_in(const Census *census, int state);
/* People in exclusion at an age, of the last count; 0 beyond the model's ages. */
uint32_t census_excluded(const Census *census, int age);

#endif
