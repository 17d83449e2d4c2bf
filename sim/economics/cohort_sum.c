#include "economics/cohort_sum.h"

void cohort_sum(const Plan *plan, int cohort, int k, int arm, const double *table, int n_columns,
                const double *expected, const uint32_t *counted, double *restrict sum)
{
    CellSum cells = cohort_cells(plan, &plan->cohort[cohort], k, arm, table, n_columns, expected,
                                 counted);
    if (!cohort_sum_cells(&cells, sum)) memset(sum, 0, (size_t)n_columns * sizeof *sum);
}
