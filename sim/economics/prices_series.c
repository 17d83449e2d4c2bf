/* Kronor by year and channel. What people cost is added up for all and, weighed by the chance to live
 * here still, for those who do; the two part at the end. */
#include "economics/prices_series.h"

#include "base/lanes.h"
#include "economics/cohort_sum.h"
#include "economics/timing.h"

#include <string.h>

/* The most vectors of columns that are added up at a time, in registers. */
enum { BLOCK = 5 };

Status prices_init_sums(Prices *prices)
{
    Status status = STATUS_OK;
    const Plan *plan = prices->plan->plan;
    int most_cells = 0, n_times = 0;
    for (int a = 0; a < plan->n_ages; a++)
        if (plan->age[a].n_cells > most_cells) most_cells = plan->age[a].n_cells;
    for (int c = 0; c < plan->n_cohorts; c++) n_times += plan->cohort[c].n_years;
    ARENA_TRY(&prices->arena, prices->all, prices->plan->width);
    ARENA_TRY(&prices->arena, prices->here, prices->plan->width);
    ARENA_TRY(&prices->arena, prices->part, n_times);
    ARENA_TRY(&prices->arena, prices->somebody, most_cells + 1);
out:
    return status;
}

/* People and what they are worth; people are expected or counted, the other is NULL. */
typedef struct {
    const Prices *prices;
    const double *table;
    int arm;
    const double *expected;
    const uint32_t *counted;
    const double *part; /* [first_year of the cohort + k] of the people that counts; NULL: 1 */
} People;

/* ---- one cohort at one time ---- */

static inline double people_in(const CellSum *cells, int c)
{
    return cells->expected ? cells->expected[c] : cells->counted[c];
}

/* The cells with somebody in them; without a branch, because most are empty and none foretells it. */
LANES_BODY int find_somebody(const CellSum *cells, int *somebody)
{
    int n = 0;
    for (int c = 0; c < cells->n_cells; c++) {
        somebody[n] = c;
        n += cells->expected ? cells->expected[c] != 0 : cells->counted[c] != 0;
    }
    return n;
}

/* Adds a cohort's time k to n vectors of columns from `at` on. */
LANES_BODY void add_time(const People *people, int c, int k, double weight, int at, int n,
                         Abreast *all, Abreast *here)
{
    const Prices *prices = people->prices;
    const Plan *plan = prices->plan->plan;
    CellSum cells = cohort_cells(plan, &plan->cohort[c], k, people->arm, people->table,
                                 prices->plan->width, people->expected, people->counted);
    Abreast sum[BLOCK] = {{0}};
    int time = prices->first_year[c] + k, n_somebody = find_somebody(&cells, prices->somebody);
    for (int i = 0; i < n_somebody; i++) {
        int cell = prices->somebody[i];
        const double *price = cells.table + cells.price_row[cell] * cells.n_columns + at;
        double number = people_in(&cells, cell);
        for (int j = 0; j < n; j++) sum[j] += *(const Abreast *)(price + j * ABREAST) * number;
    }
    if (people->part) weight *= people->part[time];
    double weight_here = weight * prices->lives_here[time];
    for (int j = 0; j < n; j++) {
        all[j] += sum[j] * weight;
        here[j] += sum[j] * weight_here;
    }
}

/* ---- one year ---- */

LANES_BODY void sum_columns(const People *people, int year, int at, int n)
{
    const Plan *plan = people->prices->plan->plan;
    Timing timing = plan->study->economics.timing;
    Abreast all[BLOCK] = {{0}}, here[BLOCK] = {{0}};
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        int since = year - (cohort->enter - 1);
        if (since < 0) continue;
        TimingTake take = timing_take(timing, since);
        for (int i = take.first; i <= take.last; i++) {
            int k = since + i;
            if (k < 0 || k >= cohort->n_years) continue;
            add_time(people, c, k, take.weight[i + 1], at, n, all, here);
        }
    }
    for (int j = 0; j < n; j++) {
        *(Abreast *)(people->prices->all + at + j * ABREAST) = all[j];
        *(Abreast *)(people->prices->here + at + j * ABREAST) = here[j];
    }
}

LANES_BODY void sum_year(const People *people, int year)
{
    int width = people->prices->plan->width, at = 0;
    for (; at + BLOCK * ABREAST <= width; at += BLOCK * ABREAST)
        sum_columns(people, year, at, BLOCK);
    for (; at < width; at += ABREAST) sum_columns(people, year, at, 1);
}

#define DEFINE(suffix, attributes)                                           \
    attributes static void sum_year_##suffix(const People *people, int year) \
    {                                                                        \
        sum_year(people, year);                                              \
    }
LANES_EACH(DEFINE)

/* Municipalities pay for those who live here; for the others, who pays where they have moved. */
static void part_movers(const Prices *prices, double *kronor)
{
    const PricePlan *plan = prices->plan;
    for (int c = 0; c < plan->n_channels; c++) {
        const Channel *channel = &plan->channel[c];
        kronor[c] += channel->municipal ? prices->here[c] : prices->all[c];
        if (channel->moved_to != ANY) kronor[channel->moved_to] += prices->all[c] - prices->here[c];
    }
}

static void sum_people(const People *people, int n_years, double *series)
{
    static void (*const sum_year[N_LANE_TARGETS])(const People *, int) = LANES_TABLE(sum_year);
    const PricePlan *plan = people->prices->plan;
    LaneTarget target = lanes_best();
    memset(series, 0, (size_t)(n_years * plan->n_channels) * sizeof *series);
    for (int year = 0; year < n_years && year < plan->plan->n_years; year++) {
        sum_year[target](people, year);
        part_movers(people->prices, series + year * plan->n_channels);
    }
}

/* ---- all years ---- */

void prices_series(const Prices *prices, int arm, const double *expected, const uint32_t *counted,
                   int n_years, double *series)
{
    People people = {prices, prices->price, arm, expected, counted, NULL};
    sum_people(&people, n_years, series);
}

void prices_early_death(const Prices *prices, const double *baseline, const double *intervention,
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
            prices->part[prices->first_year[c] + k] = are_missing ? missing / before : 0;
        }
    }
    People people = {prices, prices->paid, ARM_BASELINE, baseline, NULL, prices->part};
    sum_people(&people, n_years, series);
}
