#include "economics/measured.h"

#include "economics/cohort_sum.h"
#include "economics/timing.h"

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
    int n_payers = plan->plan->model->n_payers;
    *measured = (Measured){.plan = plan, .measure = *measure, .other = payer_of_movers(plan)};
    ARENA_TRY(&measured->arena, measured->price, plan->plan->n_price_rows * n_payers);
    ARENA_TRY(&measured->arena, measured->sum, n_payers);
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
    size_t n = (size_t)(plan->plan->n_price_rows * model->n_payers);
    memset(measured->price, 0, n * sizeof *measured->price);
    for (int r = 0; r < plan->plan->n_price_rows; r++) {
        double *row = measured->price + r * model->n_payers;
        for (int i = plan->leg_first[r]; i < plan->leg_first[r + 1]; i++) {
            const Leg *leg = &plan->leg[i];
            if (item && !item[model->cost[leg->cost].item]) continue;
            row[plan->channel[leg->full].payer] += leg->sign * prices->amount[leg->cost];
        }
    }
}

/* Adds what the payers' sums of time k weigh in a year, the movers' part where it belongs. */
static void add_year(const Measured *measured, double here, double weight, double *year)
{
    const Model *model = measured->plan->plan->model;
    for (int p = 0; p < model->n_payers; p++) {
        bool moves = measured->other != ANY && model->payer[p].level == LEVEL_MUNICIPALITY;
        double sum = weight * measured->sum[p];
        year[p] += moves ? here * sum : sum;
        if (moves) year[measured->other] += (1 - here) * sum;
    }
}

void measured_series(Measured *measured, const Prices *prices, int arm, const double *expected,
                     const uint32_t *counted, double *series)
{
    const Plan *plan = measured->plan->plan;
    const Measure *measure = &measured->measure;
    Timing timing = plan->study->economics.timing;
    int n_payers = plan->model->n_payers;
    memset(series, 0, (size_t)(measure->n_years * n_payers) * sizeof *series);
    for (int c = 0; c < plan->n_cohorts; c++) {
        Cohort cohort = plan->cohort[c];
        if (measure->years == MEASURED_SINCE_ENTRY) cohort.enter = 1;
        for (int k = 0; k < timing_times(timing, &cohort, measure->n_years); k++) {
            double here = prices->lives_here[prices->first_year[c] + k];
            cohort_sum(plan, c, k, arm, measured->price, n_payers, expected, counted,
                       measured->sum);
            TimingShare share = timing_share(timing, cohort.enter, k, measure->n_years);
            for (int i = 0; i < share.n; i++)
                add_year(measured, here, share.weight[i],
                         series + (share.year_from + i) * n_payers);
        }
    }
}
