#include "economics/measured.h"

#include <string.h>

static int payer_of_movers(const PricePlan *plan)
{
    for (int c = 0; c < plan->n_channels; c++) {
        int to = plan->channel[c].moved_to;
        if (to != ANY) return plan->channel[to].payer;
    }
    return ANY;
}

Status measured_init(const PricePlan *plan, const Measure *measure, Measured *measured)
{
    Status status = STATUS_OK;
    const Plan *people = plan->plan;
    *measured = (Measured){.plan = plan, .measure = *measure, .other = payer_of_movers(plan)};
    TRY(flow_table_init(people, people->model->n_payers, &measured->arena, &measured->price));
    TRY(flow_plan_build(people, measure->years == MEASURED_SINCE_ENTRY, &measured->arena,
                        &measured->flow));
    TRY(flows_init(&measured->flow, measure->n_years, &measured->arena, &measured->flows));
out:
    if (status != STATUS_OK) measured_free(measured);
    return status;
}

void measured_free(Measured *measured)
{
    arena_free(&measured->arena);
    *measured = (Measured){0};
}

void measured_set(Measured *measured, const Prices *prices)
{
    const PricePlan *plan = measured->plan;
    const Model *model = plan->plan->model;
    const bool *item = measured->measure.item;
    flow_table_clear(&measured->price);
    for (int r = 0; r < plan->plan->n_price_rows; r++) {
        double *row = flow_table_row(&measured->price, r);
        for (int i = plan->leg_first[r]; i < plan->leg_first[r + 1]; i++) {
            const Leg *leg = &plan->leg[i];
            if (item && !item[model->cost[leg->cost].item]) continue;
            row[plan->channel[leg->full].payer] += leg->sign * prices->amount[leg->cost];
        }
    }
}

/* Adds what the payers' sums are in a year, the movers' part where it belongs. */
static void add_year(const Measured *measured, double *kronor)
{
    const Model *model = measured->plan->plan->model;
    const double *all = measured->price.all, *here = measured->price.here;
    for (int p = 0; p < model->n_payers; p++) {
        bool moves = measured->other != ANY && model->payer[p].level == LEVEL_MUNICIPALITY;
        kronor[p] += moves ? here[p] : all[p];
        if (moves) kronor[measured->other] += all[p] - here[p];
    }
}

void measured_series(Measured *measured, const Prices *prices, int arm, const double *expected,
                     const uint32_t *counted, double *series)
{
    int n_years = measured->measure.n_years, n_payers = measured->plan->plan->model->n_payers;
    FlowPeople people = prices_people(prices, arm, expected, counted);
    flows_count(&measured->flows, &people, n_years);
    memset(series, 0, (size_t)(n_years * n_payers) * sizeof *series);
    for (int year = 0; year < n_years; year++) {
        flows_sum(&measured->flows, year, &measured->price);
        add_year(measured, series + year * n_payers);
    }
}
