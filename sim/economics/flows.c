/* Most people of a year meet price rows that others of their group meet, so they are added up cell by
 * cell first, several cells at a time, and priced then. */
#include "economics/flows.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* Numbers of people side by side: whole vectors for sums of whole numbers, else four by four, which every
 * kind of instructions turns into doubles as it reads them. None reaches 2^31. */
enum { FOUR = 4 };
typedef int32_t FourPeople __attribute__((vector_size(4 * FOUR), aligned(4), may_alias));
typedef int64_t Bits __attribute__((vector_size(8 * ABREAST), aligned(8), may_alias));
typedef double Four __attribute__((vector_size(8 * FOUR), aligned(8), may_alias));

/* The most vectors that are added up at a time, in registers: of columns, of cells. */
enum { COLUMN_BLOCK = 5, FOUR_BLOCK = 4, LANES_BLOCK = 2 };

Status flows_init(const FlowPlan *plan, int most_years, Arena *arena, Flows *flows)
{
    Status status = STATUS_OK;
    *flows = (Flows){.plan = plan, .target = lanes_best(), .most_years = most_years};
    ARENA_TRY(arena, flows->all, plan->n_slots + LANES); /* a last vector writes on */
    ARENA_TRY(arena, flows->here, plan->n_slots + LANES);
    ARENA_TRY(arena, flows->filled, plan->n_slots + 1); /* and the last slot without somebody */
    ARENA_TRY(arena, flows->n_filled, plan->n_years);
    ARENA_TRY(arena, flows->weight, plan->most_times);
    ARENA_TRY(arena, flows->weight_here, plan->most_times);
    for (int s = 0; s < plan->n_slots; s++) flows->filled[s] = s;
    for (int year = 0; year < plan->n_years; year++)
        flows->n_filled[year] = plan->first_slot[year + 1] - plan->first_slot[year];
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

/* ---- person-years of a group ---- */

/* n vectors of cells from `at` on, of people who count whole and stay: whole numbers are added up
 * exactly. */
LANES_BODY void add_whole(const FlowTime *time, int n_times, const uint32_t *counted, int at, int n,
                          double *all)
{
    Lanes sum[LANES_BLOCK] = {{0}};
    for (int i = 0; i < n_times; i++) {
        const uint32_t *from = counted + time[i].cell + at;
        for (int j = 0; j < n; j++) sum[j] += *(const Lanes *)(from + j * LANES);
    }
    for (int j = 0; j < n; j++) {
        for (int half = 0; half < LANES; half += FOUR) {
            uint32_t people[LANES];
            *(Lanes *)people = sum[j];
            *(Four *)(all + at + j * LANES +
                      half) = __builtin_convertvector(*(const FourPeople *)(people + half), Four);
        }
    }
}

/* How a group's people count. */
typedef struct {
    const double *expected;
    const uint32_t *counted;
    const double *lives_here;           /* by time, of people who count whole */
    const double *weight, *weight_here; /* [time of the group], of all others */
} Counting;

/* n fours of cells from `at` on. */
LANES_BODY void add_fours(const FlowTime *time, int n_times, const Counting *counting, int at,
                          int n, double *all, double *here)
{
    Four sum[FOUR_BLOCK] = {{0}}, home[FOUR_BLOCK] = {{0}};
    for (int i = 0; i < n_times; i++) {
        int from = time[i].cell + at;
        double weight_here = counting->weight_here ? counting->weight_here[i]
                                                   : counting->lives_here[time[i].time];
        for (int j = 0; j < n; j++) {
            int cell = from + j * FOUR;
            Four now;
            if (counting->expected)
                now = *(const Four *)(counting->expected + cell);
            else
                now = __builtin_convertvector(*(const FourPeople *)(counting->counted + cell),
                                              Four);
            if (counting->weight)
                sum[j] += now * counting->weight[i];
            else
                sum[j] += now;
            home[j] += now * weight_here;
        }
    }
    for (int j = 0; j < n; j++) {
        *(Four *)(all + at + j * FOUR) = sum[j];
        *(Four *)(here + at + j * FOUR) = home[j];
    }
}

LANES_BODY void add_by_fours(const FlowTime *time, const FlowGroup *group, const Counting *counting,
                             double *all, double *here)
{
    int at = 0, n = (group->n_cells + FOUR - 1) / FOUR;
    for (; n > FOUR_BLOCK; n -= FOUR_BLOCK, at += FOUR_BLOCK * FOUR)
        add_fours(time, group->n, counting, at, FOUR_BLOCK, all, here);
    if (n == 4)
        add_fours(time, group->n, counting, at, 4, all, here);
    else if (n == 3)
        add_fours(time, group->n, counting, at, 3, all, here);
    else if (n == 2)
        add_fours(time, group->n, counting, at, 2, all, here);
    else
        add_fours(time, group->n, counting, at, 1, all, here);
}

LANES_BODY void add_by_lanes(const FlowTime *time, const FlowGroup *group, const uint32_t *counted,
                             double *all)
{
    int at = 0;
    for (; at + LANES < group->n_cells; at += LANES_BLOCK * LANES)
        add_whole(time, group->n, counted, at, LANES_BLOCK, all);
    if (at < group->n_cells) add_whole(time, group->n, counted, at, 1, all);
}

/* The same cell by cell, of times that stand too near the end of the counts for vectors. */
static void add_at_end(const FlowTime *time, const FlowGroup *group, const Counting *counting,
                       double *all, double *here)
{
    for (int c = 0; c < group->n_cells; c++) {
        all[c] = here[c] = 0;
        for (int i = 0; i < group->n; i++) {
            int from = time[i].cell + c;
            double now = counting->expected ? counting->expected[from] : counting->counted[from];
            all[c] += now * counting->weight[i];
            here[c] += now * counting->weight_here[i];
        }
    }
}

static void set_weights(const Flows *flows, const FlowPeople *people, const FlowGroup *group)
{
    for (int i = 0; i < group->n; i++) {
        double weight = flows->plan->weight[group->first + i];
        int time = flows->plan->time[group->first + i].time;
        if (people->part) weight *= people->part[time];
        flows->weight[i] = weight;
        flows->weight_here[i] = people->lives_here ? weight * people->lives_here[time] : weight;
    }
}

LANES_BODY void add_group(const Flows *flows, const FlowPeople *people, const FlowGroup *group)
{
    const FlowTime *time = flows->plan->time + group->first;
    double *all = flows->all + group->slot, *here = flows->here + group->slot;
    const double *expected = people->expected, *weight = flows->weight;
    const uint32_t *counted = people->counted;
    bool whole = flows->plan->whole && !people->part && !group->at_end;
    if (whole && counted && !people->lives_here) {
        add_by_lanes(time, group, counted, all);
    } else if (whole && counted) {
        add_by_fours(time, group, &(Counting){NULL, counted, people->lives_here, NULL, NULL}, all,
                     here);
    } else if (whole && people->lives_here) {
        add_by_fours(time, group, &(Counting){expected, NULL, people->lives_here, NULL, NULL}, all,
                     here);
    } else {
        set_weights(flows, people, group);
        Counting counting = {expected, counted, NULL, weight, flows->weight_here};
        if (group->at_end)
            add_at_end(time, group, &counting, all, here);
        else if (expected)
            add_by_fours(time, group, &(Counting){expected, NULL, NULL, weight, flows->weight_here},
                         all, here);
        else
            add_by_fours(time, group, &(Counting){NULL, counted, NULL, weight, flows->weight_here},
                         all, here);
    }
}

/* ---- years ---- */

/* Lists the year's slots with somebody, without a branch because nothing foretells them; of few slots it
 * is not worth knowing, all are listed from the start. */
LANES_BODY void list_filled(Flows *flows, int year)
{
    const double *all = flows->all, *here = flows->all_here ? all : flows->here;
    int first = flows->plan->first_slot[year], last = flows->plan->first_slot[year + 1], n = 0;
    int *filled = flows->filled + first;
    if (last - first <= LANES) return;
    for (int slot = first; slot < last; slot++) {
        filled[n] = slot;
        n += !(fabs(all[slot]) + fabs(here[slot]) == 0); /* what is no number is not passed over */
    }
    flows->n_filled[year] = n;
}

LANES_BODY void count_years(Flows *flows, const FlowPeople *people)
{
    const FlowPlan *plan = flows->plan;
    for (int year = 0; year < flows->n_years && year < plan->n_years; year++) {
        for (int g = plan->first_group[year]; g < plan->first_group[year + 1]; g++)
            add_group(flows, people, &plan->group[g]);
        list_filled(flows, year);
    }
}

#define DEFINE_COUNT(suffix, attributes)                                                \
    attributes static void count_years_##suffix(Flows *flows, const FlowPeople *people) \
    {                                                                                   \
        count_years(flows, people);                                                     \
    }
LANES_EACH(DEFINE_COUNT)

void flows_count(Flows *flows, const FlowPeople *people, int n_years)
{
    static void (*const count[N_LANE_TARGETS])(Flows *,
                                               const FlowPeople *) = LANES_TABLE(count_years);
    assert(n_years <= flows->most_years);
    flows->n_years = n_years;
    flows->arm = people->arm;
    flows->all_here = people->lives_here == NULL;
    count[flows->target](flows, people);
}

/* ---- what they are worth ---- */

/* n fours of columns from `at` on. */
LANES_BODY void sum_columns(const Flows *flows, const int *slot, int n_slots,
                            const FlowTable *table, bool moves, int at, int n)
{
    const int *price_row = flows->plan->price_row[flows->arm];
    const double *people = flows->all, *people_here = flows->here;
    const double *value = table->value + at;
    int width = table->width;
    Four all[COLUMN_BLOCK] = {{0}}, here[COLUMN_BLOCK] = {{0}};
    for (int i = 0; i < n_slots; i++) {
        int s = slot[i];
        const double *row = value + price_row[s] * width;
        for (int j = 0; j < n; j++) {
            Four worth = *(const Four *)(row + j * FOUR);
            all[j] += worth * people[s];
            if (moves) here[j] += worth * people_here[s];
        }
    }
    for (int j = 0; j < n; j++) {
        *(Four *)(table->all + at + j * FOUR) = all[j];
        *(Four *)(table->here + at + j * FOUR) = moves ? here[j] : all[j];
    }
}

LANES_BODY void sum_year(const Flows *flows, int year, const FlowTable *table, bool moves)
{
    bool counted = year < flows->plan->n_years;
    const int *slot = flows->filled + (counted ? flows->plan->first_slot[year] : 0);
    int n_slots = counted ? flows->n_filled[year] : 0;
    int at = 0, n = table->width / FOUR;
    for (; n >= COLUMN_BLOCK; n -= COLUMN_BLOCK, at += COLUMN_BLOCK * FOUR)
        sum_columns(flows, slot, n_slots, table, moves, at, COLUMN_BLOCK);
    for (; n >= 2; n -= 2, at += 2 * FOUR) sum_columns(flows, slot, n_slots, table, moves, at, 2);
    if (n == 1) sum_columns(flows, slot, n_slots, table, moves, at, 1);
}

#define DEFINE_SUM(suffix, attributes)                                                             \
    attributes static void sum_year_##suffix(const Flows *flows, int year, const FlowTable *table, \
                                             bool moves)                                           \
    {                                                                                              \
        sum_year(flows, year, table, moves);                                                       \
    }
LANES_EACH(DEFINE_SUM)

void flows_sum(const Flows *flows, int year, const FlowTable *table)
{
    static void (*const sum[N_LANE_TARGETS])(const Flows *, int, const FlowTable *,
                                             bool) = LANES_TABLE(sum_year);
    assert(year < flows->n_years);
    sum[table->target](flows, year, table, !flows->all_here);
}

/* ---- whose they are ---- */

/* A year's columns as they are owed, from the table's all and here. */
LANES_BODY void own_columns(const FlowTable *table, const FlowColumns *columns, double *series)
{
    const double *all = table->all, *here = table->here;
    int c = 0, n = columns->n_columns;
    for (; c + ABREAST <= n; c += ABREAST) {
        Bits municipal = *(const Bits *)(columns->municipal + c);
        *(Bits *)(series + c) = (*(const Bits *)(here + c) & municipal) |
                                (*(const Bits *)(all + c) & ~municipal);
    }
    for (; c < n; c++) series[c] = columns->municipal[c] ? here[c] : all[c];
    for (int i = 0; i < columns->n_moved; i++)
        series[columns->to[i]] += all[columns->from[i]] - here[columns->from[i]];
}

LANES_BODY void sum_series(const Flows *flows, int n_years, const FlowTable *table,
                           const FlowColumns *columns, double *series)
{
    for (int year = 0; year < n_years; year++, series += columns->n_columns) {
        if (flows->all_here) {
            sum_year(flows, year, table, false);
            for (int c = 0; c < columns->n_columns; c++) series[c] = table->all[c];
        } else {
            sum_year(flows, year, table, true);
            own_columns(table, columns, series);
        }
    }
}

#define DEFINE_SERIES(suffix, attributes)                                                          \
    attributes static void sum_series_##suffix(const Flows *flows, int n_years,                    \
                                               const FlowTable *table, const FlowColumns *columns, \
                                               double *series)                                     \
    {                                                                                              \
        sum_series(flows, n_years, table, columns, series);                                        \
    }
LANES_EACH(DEFINE_SERIES)

void flows_series(const Flows *flows, int n_years, const FlowTable *table,
                  const FlowColumns *columns, double *series)
{
    static void (*const sum[N_LANE_TARGETS])(const Flows *, int, const FlowTable *,
                                             const FlowColumns *,
                                             double *) = LANES_TABLE(sum_series);
    assert(n_years <= flows->n_years);
    sum[table->target](flows, n_years, table, columns, series);
}
