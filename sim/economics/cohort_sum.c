#include "economics/cohort_sum.h"

#include "base/lanes.h"

#include <string.h>

/* What stands between a cohort's people and their sum at one time. */
typedef struct {
    int n_cells, n_columns;
    const int *price_row;
    const double *table, *expected;
    const uint32_t *counted;
} CellSum;

LANES_BODY void sum_cells(const CellSum *cells, double *restrict sum)
{
    int n_columns = cells->n_columns;
    memset(sum, 0, (size_t)n_columns * sizeof *sum);
    for (int c = 0; c < cells->n_cells; c++) {
        double n = cells->expected ? cells->expected[c] : cells->counted[c];
        if (n == 0) continue;
        const double *restrict price = cells->table + cells->price_row[c] * n_columns;
        for (int i = 0; i < n_columns; i++) sum[i] += n * price[i];
    }
}

#define DEFINE(suffix, attributes)                                                        \
    attributes static void sum_cells_##suffix(const CellSum *cells, double *restrict sum) \
    {                                                                                     \
        sum_cells(cells, sum);                                                            \
    }
LANES_EACH(DEFINE)

void cohort_sum(const Plan *plan, int cohort, int k, int arm, const double *table, int n_columns,
                const double *expected, const uint32_t *counted, double *restrict sum)
{
    static void (*const copy[N_LANE_TARGETS])(const CellSum *,
                                              double *restrict) = LANES_TABLE(sum_cells);
    const Cohort *people = &plan->cohort[cohort];
    const AgePlan *at = plan_age(plan, people->age + k);
    int first = people->first_cell[k];
    CellSum cells = {at->n_cells,
                     n_columns,
                     at->cell_price[arm],
                     table,
                     expected ? expected + first : NULL,
                     counted ? counted + first : NULL};
    copy[lanes_best()](&cells, sum);
}
