#include "economics/outcomes.h"

Status outcomes_init(const Plan *plan, Outcomes *outcomes)
{
    Status status = STATUS_OK;
    const Model *model = plan->model;
    *outcomes = (Outcomes){.plan = plan};
    ARENA_TRY(&outcomes->arena, outcomes->row, model->n_outcome_rows);
    TRY(flow_table_init(plan, model->n_outcomes, &outcomes->arena, &outcomes->weight));
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
    flow_table_clear(&outcomes->weight);
    for (int r = 0; r < plan->n_price_rows; r++) {
        const PriceRow *row = &plan->price_row[r];
        double *weight = flow_table_row(&outcomes->weight, r);
        for (int i = 0; i < row->n_outcomes; i++)
            weight[model->outcome_row[row->outcome[i]].outcome] += outcomes->row[row->outcome[i]];
    }
}

void outcomes_series(const Outcomes *outcomes, const Flows *flows, int n_years, double *series)
{
    int n = outcomes->plan->model->n_outcomes;
    const FlowColumns lived = {.n_columns = n, .n_priced = n}; /* wherever people live */
    if (n > 0) flows_series(flows, n_years, &outcomes->weight, &lived, series);
}
