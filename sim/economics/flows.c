/* A year asks every cohort which of its times count in it. People meet few price rows, so their years
 * are counted by row first and priced then. */
#include "economics/flows.h"

#include "economics/timing.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* The most vectors of columns that are added up at a time, in registers. */
enum { BLOCK = 4 };

Status flows_init(const Plan *plan, int most_years, Arena *arena, Flows *flows)
{
    Status status = STATUS_OK;
    *flows = (Flows){.plan = plan, .most_years = most_years};
    ARENA_TRY(arena, flows->row, most_years * plan->n_price_rows);
    ARENA_TRY(arena, flows->n_rows, most_years);
    ARENA_TRY(arena, flows->sum, plan->n_price_rows);
out:
    return status;
}

int flow_width(int n_columns)
{
    return (n_columns + ABREAST - 1) / ABREAST * ABREAST;
}

Status flow_table_init(const Plan *plan, int n_columns, Arena *arena, FlowTable *table)
{
    Status status = STATUS_OK;
    int width = flow_width(n_columns);
    *table = (FlowTable){.target = lanes_best(), .n_rows = plan->n_price_rows, .width = width};
    ARENA_TRY(arena, table->value, table->n_rows * width);
    ARENA_TRY(arena, table->all, width);
    ARENA_TRY(arena, table->here, width);
out:
    return status;
}

void flow_table_clear(const FlowTable *table)
{
    memset(table->value, 0, (size_t)(table->n_rows * table->width) * sizeof *table->value);
}

/* ---- person-years ---- */

/* Adds a cohort's time k to a year's sum[price row]; empty cells too, because nothing foretells them. */
static void add_time(const Plan *plan, const FlowPeople *people, const Cohort *cohort, int k,
                     double weight, PersonYears *sum)
{
    const AgePlan *at = plan_age(plan, cohort->age + k);
    const int *price_row = at->cell_price[people->arm];
    int first = cohort->first_cell[k], time = cohort->first_time + k;
    if (people->part) weight *= people->part[time];
    if (weight == 0) return;
    double weight_here = people->lives_here ? weight * people->lives_here[time] : weight;
    for (int c = 0; c < at->n_cells; c++) {
        double n = people->expected ? people->expected[first + c] : people->counted[first + c];
        PersonYears *to = &sum[price_row[c]];
        to->all += n * weight;
        to->here += n * weight_here;
    }
}

static void count_year(const Plan *plan, const FlowPeople *people, int year, PersonYears *sum)
{
    Timing timing = plan->study->economics.timing;
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        int since = people->since_entry ? year : year - (cohort->enter - 1);
        if (since < 0) continue;
        TimingTake take = timing_take(timing, since);
        for (int i = take.first; i <= take.last; i++) {
            int k = since + i;
            if (k >= 0 && k < cohort->n_years)
                add_time(plan, people, cohort, k, take.weight[i], sum);
        }
    }
}

/* Moves the sums with somebody to row; how many they are. Without a branch, as above. */
static int gather_rows(PersonYears *sum, int n_price_rows, FlowRow *row)
{
    int n = 0;
    for (int r = 0; r < n_price_rows; r++) {
        row[n] = (FlowRow){sum[r], r};
        n += fabs(sum[r].all) + fabs(sum[r].here) != 0;
        sum[r] = (PersonYears){0};
    }
    return n;
}

void flows_count(Flows *flows, const FlowPeople *people, int n_years)
{
    int n_price_rows = flows->plan->n_price_rows;
    assert(n_years <= flows->most_years);
    flows->n_years = n_years;
    for (int year = 0; year < n_years; year++) {
        count_year(flows->plan, people, year, flows->sum);
        flows->n_rows[year] = gather_rows(flows->sum, n_price_rows,
                                          flows->row + year * n_price_rows);
    }
}

/* ---- what they are worth ---- */

/* n vectors of columns from `at` on. */
LANES_BODY void sum_columns(const FlowRow *row, int n_rows, const FlowTable *table, int at, int n)
{
    Abreast all[BLOCK] = {{0}}, here[BLOCK] = {{0}};
    for (int i = 0; i < n_rows; i++) {
        const double *value = table->value + row[i].price_row * table->width + at;
        for (int j = 0; j < n; j++) {
            Abreast worth = *(const Abreast *)(value + j * ABREAST);
            all[j] += worth * row[i].people.all;
            here[j] += worth * row[i].people.here;
        }
    }
    for (int j = 0; j < n; j++) {
        *(Abreast *)(table->all + at + j * ABREAST) = all[j];
        *(Abreast *)(table->here + at + j * ABREAST) = here[j];
    }
}

LANES_BODY void sum_rows(const FlowRow *row, int n_rows, const FlowTable *table)
{
    int at = 0;
    for (; at + BLOCK * ABREAST <= table->width; at += BLOCK * ABREAST)
        sum_columns(row, n_rows, table, at, BLOCK);
    for (; at < table->width; at += ABREAST) sum_columns(row, n_rows, table, at, 1);
}

#define DEFINE(suffix, attributes)                                           \
    attributes static void sum_rows_##suffix(const FlowRow *row, int n_rows, \
                                             const FlowTable *table)         \
    {                                                                        \
        sum_rows(row, n_rows, table);                                        \
    }
LANES_EACH(DEFINE)

void flows_sum(const Flows *flows, int year, const FlowTable *table)
{
    static void (*const sum[N_LANE_TARGETS])(const FlowRow *, int,
                                             const FlowTable *) = LANES_TABLE(sum_rows);
    assert(year < flows->n_years);
    sum[table->target](flows->row + year * flows->plan->n_price_rows, flows->n_rows[year], table);
}
