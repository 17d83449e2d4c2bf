/* Kronor by year and channel. What people cost is added up for all and for those who live here still;
 * the two part at the end. */
#include "economics/prices.h"

#include <string.h>

FlowPeople prices_people(const Prices *prices, int arm, const double *expected,
                         const uint32_t *counted)
{
    return (FlowPeople){
        .arm = arm, .expected = expected, .counted = counted, .lives_here = prices->lives_here};
}

/* Municipalities pay for those who live here; for the others, who pays where they have moved. */
static void part_movers(const PricePlan *plan, const FlowTable *table, double *kronor)
{
    for (int c = 0; c < plan->n_channels; c++) {
        const Channel *channel = &plan->channel[c];
        kronor[c] += channel->municipal ? table->here[c] : table->all[c];
        if (channel->moved_to != ANY) kronor[channel->moved_to] += table->all[c] - table->here[c];
    }
}

static void sum_years(const Prices *prices, const Flows *flows, const FlowTable *table, int n_years,
                      double *series)
{
    const PricePlan *plan = prices->plan;
    memset(series, 0, (size_t)(n_years * plan->n_channels) * sizeof *series);
    for (int year = 0; year < n_years; year++) {
        flows_sum(flows, year, table);
        part_movers(plan, table, series + year * plan->n_channels);
    }
}

void prices_series(const Prices *prices, const Flows *flows, int n_years, double *series)
{
    sum_years(prices, flows, &prices->price, n_years, series);
}

void prices_early_death(Prices *prices, const double *baseline, const double *intervention,
                        int n_years, double *series)
{
    static const double LEAST = 1e-9; /* missing people that are rounding, not deaths */
    const Plan *plan = prices->plan->plan;
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        for (int k = 0; k < cohort->n_years; k++) {
            double before = plan_alive(plan, cohort, k, baseline);
            double missing = before - plan_alive(plan, cohort, k, intervention);
            bool are_missing = missing > LEAST * cohort->n_people;
            prices->part[cohort->first_time + k] = are_missing ? missing / before : 0;
        }
    }
    FlowPeople people = prices_people(prices, ARM_BASELINE, baseline, NULL);
    people.part = prices->part;
    flows_count(&prices->missing, &people, n_years);
    sum_years(prices, &prices->missing, &prices->paid, n_years, series);
}
