#include "economics/cohort_sum.h"

#include <string.h>

void cohort_sum(const Plan *plan, int cohort, int k, int arm, const double *table, int n_columns,
                const double *expected, const uint32_t *counted, double *restrict sum)
{
    CellSum cells = cohort_cells(plan, &plan->cohort[cohort], k, arm, table, n_columns, expected,
                                 counted);
    memset(sum, 0, (size_t)n_columns * sizeof *sum);
    for (int c = 0; c < cells.n_cells; c++) {
        double n = expected ? cells.expected[c] : cells.counted[c];
        if (n == 0) continue;
        const double *restrict price = table + cells.price_row[c] * n_columns;
        for (int i = 0; i < n_columns; i++) sum[i] += n * price[i];
    }
}
