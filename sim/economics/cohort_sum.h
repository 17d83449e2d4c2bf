/* cohort_sum.h: what the people of one cohort at one time add up to by a table of person-years.
 * Read by prices and outcomes. */
#ifndef LIVSBANA_ECONOMICS_COHORT_SUM_H
#define LIVSBANA_ECONOMICS_COHORT_SUM_H

#include "engine/plan.h"

/* sum[column] of people times table[price row][column] over the cells of a cohort k years after its
 * entry, people priced as the arm is; people are expected[n_counts] or counted[n_counts], the other is
 * NULL. */
void cohort_sum(const Plan *plan, int cohort, int k, int arm, const double *table, int n_columns,
                const double *expected, const uint32_t *counted, double *sum);

#endif
