#include "economics/ceilings.h"

#include "economics/saving.h"

#include <string.h>

Status ceilings_init(Prices *prices, Ceilings *ceilings)
{
    Status status = STATUS_OK;
    const Plan *plan = prices->plan->plan;
    Arena *arena = &ceilings->arena;
    int n_rows = plan->model->n_spendings;
    *ceilings = (Ceilings){.prices = prices, .n_rows = n_rows};
    if (n_rows == 0) goto out;
    TRY(felt_plan_make(prices->plan, arena, &ceilings->felt));
    ARENA_TRY(arena, ceilings->amount, n_rows);
    TRY(flow_table_init(plan, n_rows, arena, &ceilings->rows));
    TRY(flow_table_init(plan, prices->plan->n_channels, arena, &ceilings->channels));
    TRY(flow_table_init(plan, ceilings->felt.n_links, arena, &ceilings->links));
out:
    if (status != STATUS_OK) ceilings_free(ceilings);
    return status;
}

void ceilings_free(Ceilings *ceilings)
{
    arena_free(&ceilings->arena);
    *ceilings = (Ceilings){0};
}

/* The row that limits a leg's cost; ANY: none. */
static int row_of_leg(const Ceilings *ceilings, const Leg *leg)
{
    return ceilings->prices->amount[leg->cost] > 0 ? ceilings->felt.row_of[leg->cost] : ANY;
}

void ceilings_set(Ceilings *ceilings, const double *value)
{
    const PricePlan *prices = ceilings->prices->plan;
    const Plan *plan = prices->plan;
    if (ceilings->n_rows == 0) return;
    spending_amounts(plan->study, value, ceilings->amount);
    flow_table_clear(&ceilings->rows);
    for (int r = 0; r < plan->n_price_rows; r++) {
        for (int i = prices->leg_first[r]; i < prices->leg_first[r + 1]; i++) {
            const Leg *leg = &prices->leg[i];
            int row = row_of_leg(ceilings, leg);
            if (row == ANY || leg->sign < 0) continue;
            flow_table_row(&ceilings->rows, r)[row] += ceilings->prices->amount[leg->cost];
        }
    }
}

/* What a table's columns came to, that part of it which the payer of a row pays. */
static const double *paid_of(const Ceilings *ceilings, int row, const FlowTable *table)
{
    const Model *model = ceilings->prices->plan->plan->model;
    bool municipal = model->payer[model->spending[row].payer].level == LEVEL_MUNICIPALITY;
    return municipal ? table->here : table->all;
}

void ceilings_cost(const Ceilings *ceilings, const Flows *flows, int n_years, double *cost)
{
    for (int year = 0; year < n_years && ceilings->n_rows > 0; year++) {
        flows_sum(flows, year, &ceilings->rows);
        for (int row = 0; row < ceilings->n_rows; row++)
            *cost++ = paid_of(ceilings, row, &ceilings->rows)[row];
    }
}

/* The prices of one row alone, by channel. */
static void price_row(const Ceilings *ceilings, int row)
{
    const PricePlan *prices = ceilings->prices->plan;
    flow_table_clear(&ceilings->channels);
    for (int r = 0; r < prices->plan->n_price_rows; r++) {
        for (int i = prices->leg_first[r]; i < prices->leg_first[r + 1]; i++) {
            if (row_of_leg(ceilings, &prices->leg[i]) == row)
                prices_add_leg(ceilings->prices, &prices->leg[i],
                               flow_table_row(&ceilings->channels, r));
        }
    }
}

static void add_part(const Ceilings *ceilings, int row, const Flows *flows, const double *beyond,
                     double sign, int n_years, double *series)
{
    int n_channels = ceilings->prices->plan->n_channels;
    const double *kronor = paid_of(ceilings, row, &ceilings->channels);
    for (int year = 0; year < n_years; year++) {
        double part = sign * beyond[year * ceilings->n_rows + row];
        if (part == 0) continue;
        flows_sum(flows, year, &ceilings->channels);
        for (int c = 0; c < n_channels; c++) series[year * n_channels + c] += part * kronor[c];
    }
}

void ceilings_part(const Ceilings *ceilings, const Flows *flows, const double *beyond, double sign,
                   int n_years, double *series)
{
    for (int row = 0; row < ceilings->n_rows; row++) {
        bool any = false;
        for (int year = 0; year < n_years; year++) any |= beyond[year * ceilings->n_rows + row] > 0;
        if (!any) continue;
        price_row(ceilings, row);
        add_part(ceilings, row, flows, beyond, sign, n_years, series);
    }
}

/* ---- what is felt ---- */

static void price_links(const Ceilings *ceilings)
{
    const PricePlan *plan = ceilings->prices->plan;
    const FeltPlan *felt = &ceilings->felt;
    flow_table_clear(&ceilings->links);
    for (int r = 0; r < plan->plan->n_price_rows; r++) {
        for (int i = plan->leg_first[r]; i < plan->leg_first[r + 1]; i++) {
            const Leg *leg = &plan->leg[i];
            if (row_of_leg(ceilings, leg) == ANY) continue;
            bool at_once = leg->released == ANY && leg->kronor == ANY;
            double amount = leg->sign * ceilings->prices->amount[leg->cost];
            flow_table_row(&ceilings->links,
                           r)[felt->link_of[i]] += at_once
                                                       ? amount
                                                       : amount * ceilings->prices->felt[leg->cost];
        }
    }
}

/* The part of a channel's avoided kronor that its steps release in one year; 1 where there are none. */
static double stepped(const PricePlan *prices, int channel, const double *without,
                      const double *with, const double *taken_off)
{
    double avoided[MAX_CHANNELS];
    if (prices->channel[channel].kind != CHANNEL_STEP_KRONOR) return 1;
    const int both[2] = {channel, prices->channel[channel].cases};
    for (int i = 0; i < 2; i++)
        avoided[both[i]] = without[both[i]] - with[both[i]] - taken_off[both[i]];
    return avoided[channel] != 0 ? saving_felt(prices, channel, avoided) / avoided[channel] : 0;
}

/* Adds sign times what people cost by link. */
static void add_felt(const Ceilings *ceilings, const Flows *flows, double sign, int n_years,
                     double *felt)
{
    const FeltPlan *plan = &ceilings->felt;
    for (int year = 0; year < n_years; year++) {
        flows_sum(flows, year, &ceilings->links);
        for (int l = 0; l < plan->n_links; l++)
            *felt++ += sign * paid_of(ceilings, plan->link[l].row, &ceilings->links)[l];
    }
}

void ceilings_felt(const Ceilings *ceilings, const Flows flows[N_ARMS], const Flows *missing,
                   const double *left, double *const series[N_ARMS], const double *taken_off,
                   int n_years, double *felt)
{
    const PricePlan *prices = ceilings->prices->plan;
    int n_links = ceilings->felt.n_links;
    if (n_links == 0) return;
    price_links(ceilings);
    memset(felt, 0, (size_t)(n_years * n_links) * sizeof *felt);
    add_felt(ceilings, &flows[ARM_BASELINE], 1, n_years, felt);
    add_felt(ceilings, &flows[ARM_INTERVENTION], -1, n_years, felt);
    add_felt(ceilings, missing, -1, n_years, felt);
    for (int i = 0; i < n_years * n_links; i++) {
        const FeltLink *link = &ceilings->felt.link[i % n_links];
        int year = i / n_links, at = year * prices->n_channels;
        felt[i] *= left[year * ceilings->n_rows + link->row] *
                   stepped(prices, link->channel, series[ARM_BASELINE] + at,
                           series[ARM_INTERVENTION] + at, taken_off + at);
    }
}
