/* Prices of one world. */
#include "economics/prices.h"

Status prices_init(const PricePlan *plan, Prices *prices)
{
    Status status = STATUS_OK;
    const Plan *people = plan->plan;
    int horizon = people->study->economics.horizon;
    int most_years = people->n_years > horizon ? people->n_years : horizon;
    *prices = (Prices){.plan = plan};
    ARENA_TRY(&prices->arena, prices->amount, people->model->n_costs);
    ARENA_TRY(&prices->arena, prices->felt, people->model->n_costs);
    TRY(flow_table_init(people, plan->n_channels, &prices->arena, &prices->price));
    TRY(flow_table_init(people, plan->n_channels, &prices->arena, &prices->paid));
    TRY(flow_table_init(people, plan->n_ledger_sums, &prices->arena, &prices->ledger));
    prices->ledger.n_here = plan->n_moving_sums;
    ARENA_TRY(&prices->arena, prices->lives_here, people->n_times);
    ARENA_TRY(&prices->arena, prices->part, people->n_times);
    for (int arm = 0; arm < N_ARMS; arm++)
        ARENA_TRY(&prices->arena, prices->alive[arm], people->n_times);
    TRY(flows_init(&plan->flow, most_years, &prices->arena, &prices->missing));
out:
    if (status != STATUS_OK) prices_free(prices);
    return status;
}

void prices_free(Prices *prices)
{
    arena_free(&prices->arena);
    *prices = (Prices){0};
}

static double moving_at(const Model *model, int age, const double *value)
{
    for (int i = 0; i < model->n_movings; i++) {
        const Moving *row = &model->moving[i];
        if (row->age_from <= age && age <= row->age_to)
            return product_value(&row->probability, value);
    }
    return 0;
}

static void set_moving(Prices *prices, const double *value)
{
    const Plan *plan = prices->plan->plan;
    for (int c = 0; c < plan->n_cohorts; c++) {
        double here = 1;
        for (int k = 0; k < plan->cohort[c].n_years; k++) {
            prices->lives_here[plan->cohort[c].first_time + k] = here;
            if (prices->plan->moves)
                here *= 1 - moving_at(plan->model, plan->cohort[c].age + k, value);
        }
    }
}

void prices_add_leg(const Prices *prices, const Leg *leg, double *price)
{
    double amount = leg->sign * prices->amount[leg->cost];
    double felt = amount * prices->felt[leg->cost];
    price[leg->full] += amount;
    if (leg->released != ANY) price[leg->released] += felt;
    if (leg->kronor == ANY) return;
    price[leg->kronor] += felt;
    price[prices->plan->channel[leg->kronor].cases] = 1;
}

void prices_set(Prices *prices, const double *value, Grade worst)
{
    const PricePlan *plan = prices->plan;
    const Model *model = plan->plan->model;
    for (int c = 0; c < model->n_costs; c++) {
        const Cost *cost = &model->cost[c];
        prices->amount[c] = product_value(&cost->amount, value) * cost->price_factor;
        if (cost->provenance.grade > worst) prices->amount[c] = 0;
        prices->felt[c] = product_value(&cost->cashable, value) *
                          (1 - product_value(&cost->backfill, value));
    }
    prices->ledger_priced = false;
    flow_table_clear(&prices->price);
    flow_table_clear(&prices->paid);
    for (int r = 0; r < plan->plan->n_price_rows; r++) {
        for (int i = plan->leg_first[r]; i < plan->leg_first[r + 1]; i++) {
            const Leg *leg = &plan->leg[i];
            prices_add_leg(prices, leg, flow_table_row(&prices->price, r));
            if (prices->amount[leg->cost] > 0)
                prices_add_leg(prices, leg, flow_table_row(&prices->paid, r));
        }
    }
    set_moving(prices, value);
}
