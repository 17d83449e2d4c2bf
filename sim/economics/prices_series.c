/* Kronor by year and channel. Municipalities pay for those who live here still; for the others, who pays
 * where they have moved. */
#include "economics/prices.h"

FlowPeople prices_people(const Prices *prices, int arm, const double *expected,
                         const uint32_t *counted)
{
    return (FlowPeople){.arm = arm,
                        .expected = expected,
                        .counted = counted,
                        .lives_here = prices->plan->moves ? prices->lives_here : NULL};
}

void prices_series(const Prices *prices, const Flows *flows, int n_years, double *series)
{
    flows_series(flows, n_years, &prices->price, &prices->plan->columns, series);
}

void prices_early_death(Prices *prices, const double *baseline, const double *intervention,
                        int n_years, double *series)
{
    static const double LEAST = 1e-9; /* missing people that are rounding, not deaths */
    const Plan *plan = prices->plan->plan;
    const double *const both[N_ARMS] = {baseline, intervention};
    living_count(&prices->plan->living, both, n_years, prices->alive);
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        int first = cohort->first_time, n = living_years(plan, cohort, n_years);
        for (int time = first; time < first + n; time++) {
            double before = prices->alive[ARM_BASELINE][time];
            double missing = before - prices->alive[ARM_INTERVENTION][time];
            bool are_missing = missing > LEAST * cohort->n_people;
            prices->part[time] = are_missing ? missing / before : 0;
        }
    }
    FlowPeople people = prices_people(prices, ARM_BASELINE, baseline, NULL);
    people.part = prices->part;
    flows_count(&prices->missing, &people, n_years);
    flows_series(&prices->missing, n_years, &prices->paid, &prices->plan->columns, series);
}
