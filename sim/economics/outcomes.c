#include "economics/outcomes.h"

#include "economics/cohort_sum.h"
#include "economics/timing.h"

#include <string.h>

Status outcomes_init(const Plan *plan, Outcomes *outcomes)
{
    Status status = STATUS_OK;
    const Model *model = plan->model;
    *outcomes = (Outcomes){.plan = plan};
    ARENA_TRY(&outcomes->arena, outcomes->row, model->n_outcome_rows);
    ARENA_TRY(&outcomes->arena, outcomes->weight, plan->n_price_rows * model->n_outcomes);
    ARENA_TRY(&outcomes->arena, outcomes->sum, model->n_outcomes);
out:
    if (status != STATUS_OK) outcomes_free(outcomes);
    return status;
}

void outcomes_free(Outcomes *outcomes)
{
    arena_free(&outcomes->arena);
    *outcomes = (Outcomes){0};
}

void outcomes_set(Outcomes *outcomes, const double *value)
{
    const Plan *plan = outcomes->plan;
    const Model *model = plan->model;
    for (int i = 0; i < model->n_outcome_rows; i++)
        outcomes->row[i] = product_value(&model->outcome_row[i].weight, value);
    for (int r = 0; r < plan->n_price_rows; r++) {
        const PriceRow *row = &plan->price_row[r];
        double *weight = outcomes->weight + r * model->n_outcomes;
        for (int o = 0; o < model->n_outcomes; o++) weight[o] = 0;
        for (int i = 0; i < row->n_outcomes; i++)
            weight[model->outcome_row[row->outcome[i]].outcome] += outcomes->row[row->outcome[i]];
    }
}

static void add_sums(const Outcomes *outcomes, TimingShare share, double *series)
{
    int n = outcomes->plan->model->n_outcomes;
    for (int i = 0; i < share.n; i++) {
        for (int o = 0; o < n; o++)
            series[(share.year_from + i) * n + o] += share.weight[i] * outcomes->sum[o];
    }
}

void outcomes_series(Outcomes *outcomes, int arm, const double *expected, const uint32_t *counted,
                     int n_years, double *series)
{
    const Plan *plan = outcomes->plan;
    int n = plan->model->n_outcomes;
    Timing timing = plan->study->economics.timing;
    if (n == 0) return;
    memset(series, 0, (size_t)(n_years * n) * sizeof *series);
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        for (int k = 0; k < timing_times(timing, cohort, n_years); k++) {
            cohort_sum(plan, c, k, arm, outcomes->weight, n, expected, counted, outcomes->sum);
            add_sums(outcomes, timing_share(timing, cohort->enter, k, n_years), series);
        }
    }
}
