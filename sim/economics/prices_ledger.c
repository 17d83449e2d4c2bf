/* The ledger of prices: kronor by year, payer and item. */
#include "economics/prices.h"
#include "economics/timing.h"

static void add_leg(const Prices *prices, const Leg *leg, double people, double here, int year,
                    int n_years, double *full, double *released)
{
    const PricePlan *plan = prices->plan;
    const Cost *cost = &plan->plan->model->cost[leg->cost];
    double amount = people * leg->sign * prices->amount[leg->cost];
    double part = leg->moved_line != ANY ? here : 1;
    int felt_in = year + cost->delay;
    double felt = amount * prices->felt[leg->cost];
    full[year * plan->n_lines + leg->line] += part * amount;
    bool is_felt = felt_in < n_years && leg->kronor == ANY;
    if (is_felt) released[felt_in * plan->n_lines + leg->line] += part * felt;
    if (leg->moved_line == ANY) return;
    full[year * plan->n_lines + leg->moved_line] += (1 - part) * amount;
    if (felt_in < n_years) released[felt_in * plan->n_lines + leg->moved_line] += (1 - part) * felt;
}

/* What people of one cohort at time k weigh in one programme year (0 is the first). */
static void add_people(const Prices *prices, int c, int k, int arm, const double *expected,
                       double weight, int year, int n_years, double *full, double *released)
{
    const PricePlan *plan = prices->plan;
    const Cohort *cohort = &plan->plan->cohort[c];
    const AgePlan *at = plan_age(plan->plan, cohort->age + k);
    double here = prices->lives_here[prices->first_year[c] + k];
    for (int cell = 0; cell < at->n_cells; cell++) {
        double people = weight * expected[cohort->first_cell[k] + cell];
        if (people == 0) continue;
        int row = at->cell_price[arm][cell];
        for (int i = plan->leg_first[row]; i < plan->leg_first[row + 1]; i++)
            add_leg(prices, &plan->leg[i], people, here, year, n_years, full, released);
    }
}

void prices_ledger(const Prices *prices, int arm, const double *expected, int n_years, double *full,
                   double *released)
{
    const Plan *plan = prices->plan->plan;
    Timing timing = plan->study->economics.timing;
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        for (int k = 0; k < timing_times(timing, cohort, n_years); k++) {
            TimingShare share = timing_share(timing, cohort->enter, k, n_years);
            for (int i = 0; i < share.n; i++)
                add_people(prices, c, k, arm, expected, share.weight[i], share.year_from + i,
                           n_years, full, released);
        }
    }
}
