#include "economics/ceilings.h"

#include "economics/cohort_sum.h"
#include "economics/saving.h"
#include "economics/timing.h"

#include <string.h>

Status ceilings_init(Prices *prices, Ceilings *ceilings)
{
    Status status = STATUS_OK;
    const Plan *plan = prices->plan->plan;
    int n_channels = prices->plan->n_channels, n_rows = plan->model->n_spendings;
    *ceilings = (Ceilings){.prices = prices, .n_rows = n_rows};
    if (n_rows == 0) goto out;
    TRY(felt_plan_make(prices->plan, &ceilings->arena, &ceilings->felt));
    int n_links = ceilings->felt.n_links, n_sums = n_channels > n_rows ? n_channels : n_rows;
    ARENA_TRY(&ceilings->arena, ceilings->amount, n_rows);
    ARENA_TRY(&ceilings->arena, ceilings->price, plan->n_price_rows * n_rows);
    ARENA_TRY(&ceilings->arena, ceilings->channels, plan->n_price_rows * n_channels);
    ARENA_TRY(&ceilings->arena, ceilings->felt_price, plan->n_price_rows * n_links);
    ARENA_TRY(&ceilings->arena, ceilings->sum, n_sums > n_links ? n_sums : n_links);
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
    memset(ceilings->price, 0,
           (size_t)(plan->n_price_rows * ceilings->n_rows) * sizeof *ceilings->price);
    for (int r = 0; r < plan->n_price_rows; r++) {
        for (int i = prices->leg_first[r]; i < prices->leg_first[r + 1]; i++) {
            const Leg *leg = &prices->leg[i];
            int row = row_of_leg(ceilings, leg);
            if (row == ANY || leg->sign < 0) continue;
            ceilings->price[r * ceilings->n_rows + row] += ceilings->prices->amount[leg->cost];
        }
    }
}

/* The part of a row's cost that people who have not moved away make. */
static double here(const Ceilings *ceilings, int row, int cohort, int k)
{
    const Prices *prices = ceilings->prices;
    const Model *model = prices->plan->plan->model;
    bool municipal = model->payer[model->spending[row].payer].level == LEVEL_MUNICIPALITY;
    return municipal ? prices->lives_here[prices->first_year[cohort] + k] : 1;
}

void ceilings_cost(Ceilings *ceilings, int arm, const double *expected, int n_years, double *cost)
{
    const Plan *plan = ceilings->prices->plan->plan;
    Timing timing = plan->study->economics.timing;
    int n_rows = ceilings->n_rows;
    if (n_rows == 0) return;
    memset(cost, 0, (size_t)(n_years * n_rows) * sizeof *cost);
    for (int c = 0; c < plan->n_cohorts; c++) {
        for (int k = 0; k < timing_times(timing, &plan->cohort[c], n_years); k++) {
            TimingShare share = timing_share(timing, plan->cohort[c].enter, k, n_years);
            cohort_sum(plan, c, k, arm, ceilings->price, n_rows, expected, NULL, ceilings->sum);
            for (int i = 0; i < share.n * n_rows; i++) {
                int row = i % n_rows, year = share.year_from + i / n_rows;
                cost[year * n_rows + row] += share.weight[i / n_rows] * here(ceilings, row, c, k) *
                                             ceilings->sum[row];
            }
        }
    }
}

/* The prices of one row alone, by channel. */
static void price_row(Ceilings *ceilings, int row)
{
    const PricePlan *prices = ceilings->prices->plan;
    int n_channels = prices->n_channels, n_price_rows = prices->plan->n_price_rows;
    memset(ceilings->channels, 0, (size_t)(n_price_rows * n_channels) * sizeof *ceilings->channels);
    for (int r = 0; r < n_price_rows; r++) {
        for (int i = prices->leg_first[r]; i < prices->leg_first[r + 1]; i++) {
            if (row_of_leg(ceilings, &prices->leg[i]) == row)
                prices_add_leg(ceilings->prices, &prices->leg[i],
                               ceilings->channels + r * n_channels);
        }
    }
}

/* Adds the part of one cohort's time k; ceilings->channels holds the row's prices. */
static void add_part(Ceilings *ceilings, int row, int c, int k, int arm, const double *expected,
                     const double *beyond, double sign, int n_years, double *series)
{
    const Plan *plan = ceilings->prices->plan->plan;
    int n_channels = ceilings->prices->plan->n_channels;
    TimingShare share = timing_share(plan->study->economics.timing, plan->cohort[c].enter, k,
                                     n_years);
    cohort_sum(plan, c, k, arm, ceilings->channels, n_channels, expected, NULL, ceilings->sum);
    for (int i = 0; i < share.n; i++) {
        int year = share.year_from + i;
        double part = sign * share.weight[i] * here(ceilings, row, c, k) *
                      beyond[year * ceilings->n_rows + row];
        for (int channel = 0; channel < n_channels; channel++)
            series[year * n_channels + channel] += part * ceilings->sum[channel];
    }
}

void ceilings_part(Ceilings *ceilings, int arm, const double *expected, const double *beyond,
                   double sign, int n_years, double *series)
{
    const Plan *plan = ceilings->prices->plan->plan;
    Timing timing = plan->study->economics.timing;
    for (int row = 0; row < ceilings->n_rows; row++) {
        bool any = false;
        for (int year = 0; year < n_years; year++) any |= beyond[year * ceilings->n_rows + row] > 0;
        if (!any) continue;
        price_row(ceilings, row);
        for (int c = 0; c < plan->n_cohorts; c++) {
            for (int k = 0; k < timing_times(timing, &plan->cohort[c], n_years); k++)
                add_part(ceilings, row, c, k, arm, expected, beyond, sign, n_years, series);
        }
    }
}

/* ---- what is felt ---- */

static void price_links(Ceilings *ceilings)
{
    const PricePlan *plan = ceilings->prices->plan;
    const FeltPlan *felt = &ceilings->felt;
    int n_price_rows = plan->plan->n_price_rows;
    memset(ceilings->felt_price, 0,
           (size_t)(n_price_rows * felt->n_links) * sizeof *ceilings->felt_price);
    for (int r = 0; r < n_price_rows; r++) {
        for (int i = plan->leg_first[r]; i < plan->leg_first[r + 1]; i++) {
            const Leg *leg = &plan->leg[i];
            if (row_of_leg(ceilings, leg) == ANY) continue;
            bool at_once = leg->released == ANY && leg->kronor == ANY;
            double amount = leg->sign * ceilings->prices->amount[leg->cost];
            ceilings->felt_price[r * felt->n_links + felt->link_of[i]] +=
                at_once ? amount : amount * ceilings->prices->felt[leg->cost];
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

/* Adds what one cohort's time k is felt as. */
static void add_felt(Ceilings *ceilings, int c, int k, int arm, const double *expected, int n_years,
                     double *felt)
{
    const Plan *plan = ceilings->prices->plan->plan;
    const FeltPlan *of = &ceilings->felt;
    double sign = arm == ARM_BASELINE ? 1 : -1;
    TimingShare share = timing_share(plan->study->economics.timing, plan->cohort[c].enter, k,
                                     n_years);
    cohort_sum(plan, c, k, arm, ceilings->felt_price, of->n_links, expected, NULL, ceilings->sum);
    for (int i = 0; i < share.n * of->n_links; i++) {
        int l = i % of->n_links, year = share.year_from + i / of->n_links;
        felt[year * of->n_links + l] += sign * share.weight[i / of->n_links] *
                                        here(ceilings, of->link[l].row, c, k) * ceilings->sum[l];
    }
}

void ceilings_felt(Ceilings *ceilings, double *const expected[N_ARMS], const double *left,
                   double *const series[N_ARMS], const double *taken_off, int n_years, double *felt)
{
    const PricePlan *prices = ceilings->prices->plan;
    const Plan *plan = prices->plan;
    int n_links = ceilings->felt.n_links;
    if (n_links == 0) return;
    price_links(ceilings);
    memset(felt, 0, (size_t)(n_years * n_links) * sizeof *felt);
    for (int i = 0; i < N_ARMS * plan->n_cohorts; i++) {
        int arm = i % N_ARMS, c = i / N_ARMS;
        int n = timing_times(plan->study->economics.timing, &plan->cohort[c], n_years);
        for (int k = 0; k < n; k++) add_felt(ceilings, c, k, arm, expected[arm], n_years, felt);
    }
    for (int i = 0; i < n_years * n_links; i++) {
        const FeltLink *link = &ceilings->felt.link[i % n_links];
        int year = i / n_links, at = year * prices->n_channels;
        felt[i] *= left[year * ceilings->n_rows + link->row] *
                   stepped(prices, link->channel, series[ARM_BASELINE] + at,
                           series[ARM_INTERVENTION] + at, taken_off + at);
    }
}
