/* cohort_sum.h: what the people of one cohort at one time add up to by a table of person-years.
 * Read by prices and outcomes. */
#ifndef LIVSBANA_ECONOMICS_COHORT_SUM_H
#define LIVSBANA_ECONOMICS_COHORT_SUM_H

#include "engine/plan.h"

/* The cells of a cohort at one time, and what they are worth. */
typedef struct {
    int n_cells, n_columns;
    const int *price_row;    /* [n_cells] */
    const double *table;     /* [price row][n_columns] */
    const double *expected;  /* [n_cells], or NULL */
    const uint32_t *counted; /* [n_cells], or NULL */
} CellSum;

static inline CellSum cohort_cells(const Plan *plan, const Cohort *cohort, int k, int arm,
                                   const double *table, int n_columns, const double *expected,
                                   const uint32_t *counted)
{
    const AgePlan *at = plan_age(plan, cohort->age + k);
    int first = cohort->first_cell[k];
    return (CellSum){at->n_cells,
                     n_columns,
                     at->cell_price[arm],
                     table,
                     expected ? expected + first : NULL,
                     counted ? counted + first : NULL};
}

/* sum[column] of people times table[price row][column] over the cells of a cohort k years after its
 * entry, people priced as the arm is; people are expected[n_counts] or counted[n_counts], the other is
 * NULL. */
void cohort_sum(const Plan *plan, int cohort, int k, int arm, const double *table, int n_columns,
                const double *expected, const uint32_t *counted, double *sum);

#endif
