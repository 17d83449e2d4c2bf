#include "economics/cohort_sum.h"

#include <string.h>

void cohort_sum(const Plan *plan, int cohort, int k, int arm, const double *table, int n_columns,
                const double *expected, const uint32_t *counted, double *restrict sum)
{
    const Cohort *people = &plan->cohort[cohort];
    const AgePlan *at = plan_age(plan, people->age + k);
    const int *price_row = at->cell_price[arm];
    int first = people->first_cell[k];
    memset(sum, 0, (size_t)n_columns * sizeof *sum);
    for (int c = 0; c < at->n_cells; c++) {
        double n = expected ? expected[first + c] : counted[first + c];
        if (n == 0) continue;
        const double *restrict price = table + price_row[c] * n_columns;
        for (int i = 0; i < n_columns; i++) sum[i] += n * price[i];
    }
}
