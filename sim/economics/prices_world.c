/* Prices of one world. */
#include "economics/prices.h"

Status prices_init(const PricePlan *plan, Prices *prices)
{
    Status status = STATUS_OK;
    const Plan *people = plan->plan;
    int horizon = people->study->economics.horizon;
    int most_years = people->n_years > horizon ? people->n_years : horizon;
    *prices = (Prices){.plan = plan};
    ARENA_TRY(&prices->arena, prices->set_at, plan->n_parameters);
    ARENA_TRY(&prices->arena, prices->amount, people->model->n_costs);
    ARENA_TRY(&prices->arena, prices->felt, people->model->n_costs);
    TRY(flow_table_init(people, plan->n_channels, &prices->arena, &prices->price));
    TRY(flow_table_init(people, plan->n_channels, &prices->arena, &prices->paid));
    TRY(flow_table_init(people, plan->ledger.n_sums, &prices->arena, &prices->ledger));
    prices->ledger.n_here = plan->ledger.n_moving_sums;
    ARENA_TRY(&prices->arena, prices->chance, people->model->n_movings);
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

static void set_moving(Prices *prices, const double *value)
{
    const Plan *plan = prices->plan->plan;
    const Model *model = plan->model;
    for (int i = 0; i < model->n_movings; i++)
        prices->chance[i] = product_value(&model->moving[i].probability, value);
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        const int *row = prices->plan->moving + cohort->age - model->first_age;
        double here = 1;
        for (int k = 0; k < cohort->n_years; k++) {
            prices->lives_here[cohort->first_time + k] = here;
            if (row[k] != ANY) here *= 1 - prices->chance[row[k]];
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

static void set_amounts(Prices *prices, const double *value, Grade worst)
{
    const Model *model = prices->plan->plan->model;
    for (int c = 0; c < model->n_costs; c++) {
        const Cost *cost = &model->cost[c];
        prices->amount[c] = product_value(&cost->amount, value) * cost->price_factor;
        if (cost->provenance.grade > worst) prices->amount[c] = 0;
        prices->felt[c] = product_value(&cost->cashable, value) *
                          (1 - product_value(&cost->backfill, value));
    }
}

static void set_tables(Prices *prices)
{
    const PricePlan *plan = prices->plan;
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
}

/* Whether all that prices rest on is as it was when they were set last; takes it over. */
static bool stands(Prices *prices, const double *value, Grade worst)
{
    const PricePlan *plan = prices->plan;
    bool same = prices->is_set && prices->worst == worst;
    for (int i = 0; i < plan->n_parameters; i++) {
        double now = value[plan->parameter[i]];
        same &= prices->set_at[i] == now;
        prices->set_at[i] = now;
    }
    prices->worst = worst;
    prices->is_set = true;
    return same;
}

void prices_set(Prices *prices, const double *value, Grade worst)
{
    if (stands(prices, value, worst)) return;
    set_amounts(prices, value, worst);
    set_tables(prices);
    prices->ledger_priced = false;
    if (prices->plan->moves) set_moving(prices, value);
}
