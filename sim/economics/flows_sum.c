/* What counted person-years are worth by a table. */
#include "economics/flows.h"

#include "economics/by_width.h"

#include <assert.h>
#include <string.h>

/* The most vectors of columns that are added up at a time, in registers. */
enum { COLUMN_BLOCK = 5 };

/* Does CALL with n of them as a constant; of none nothing. */
#define BY_NUMBER(n, CALL) \
    do {                   \
        if ((n) == 5)      \
            CALL(5);       \
        else if ((n) == 4) \
            CALL(4);       \
        else if ((n) == 3) \
            CALL(3);       \
        else if ((n) == 2) \
            CALL(2);       \
        else if ((n) == 1) \
            CALL(1);       \
    } while (0)

int flow_width(int n_columns)
{
    return (n_columns + ABREAST - 1) / ABREAST * ABREAST;
}

Status flow_table_init(const Plan *plan, int n_columns, Arena *arena, FlowTable *table)
{
    Status status = STATUS_OK;
    int width = flow_width(n_columns);
    *table = (FlowTable){
        .target = lanes_best(), .n_rows = plan->n_price_rows, .width = width, .n_here = width};
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

/* A year's slots with somebody. */
typedef struct {
    int n;
    const int *slot, *price_row;
} YearSlots;

/* n vectors of columns: people times worth. */
LANES_BODY void sum_columns(const YearSlots *slots, const double *people, const double *value,
                            int width, int doubles, int n, double *sum)
{
#define SUM_COLUMNS(Vector)                                                                      \
    Vector kept[COLUMN_BLOCK] = {{0}};                                                           \
    for (int i = 0; i < slots->n; i++) {                                                         \
        int s = slots->slot[i];                                                                  \
        const double *row = value + slots->price_row[s] * width;                                 \
        for (int j = 0; j < n; j++) kept[j] += *(const Vector *)(row + j * doubles) * people[s]; \
    }                                                                                            \
    for (int j = 0; j < n; j++) *(Vector *)(sum + j * doubles) = kept[j];
    BY_WIDTH(doubles, SUM_COLUMNS);
}

/* The first n_columns of the table, and more where they do not fill the last vector. */
LANES_BODY void sum_people(const YearSlots *slots, const double *people, const FlowTable *table,
                           int n_columns, int doubles, double *sum)
{
    int width = table->width, n = (n_columns + doubles - 1) / doubles;
    const double *value = table->value;
    for (; n > COLUMN_BLOCK; n -= COLUMN_BLOCK) {
        sum_columns(slots, people, value, width, doubles, COLUMN_BLOCK, sum);
        value += COLUMN_BLOCK * doubles;
        sum += COLUMN_BLOCK * doubles;
    }
#define SUM_REST(number) sum_columns(slots, people, value, width, doubles, number, sum)
    BY_NUMBER(n, SUM_REST);
}

/* The first n columns, of those who live here the first n_here. */
LANES_BODY void sum_year(const Flows *flows, int year, const FlowTable *table, int n, int n_here,
                         int doubles)
{
    const FlowPlan *plan = flows->plan;
    YearSlots slots = {.price_row = plan->price_row[flows->arm]};
    if (year < plan->n_years) {
        slots.slot = flows->filled + plan->first_slot[year];
        slots.n = flows->n_filled[year];
    }
    sum_people(&slots, flows->all, table, n, doubles, table->all);
    sum_people(&slots, flows->here, table, n_here, doubles, table->here);
}

#define DEFINE_SUM(suffix, attributes)                                                             \
    attributes static void sum_year_##suffix(const Flows *flows, int year, const FlowTable *table) \
    {                                                                                              \
        sum_year(flows, year, table, table->width, flows->all_here ? 0 : table->n_here,            \
                 DOUBLES_##suffix);                                                                \
    }
LANES_EACH(DEFINE_SUM)

void flows_sum(const Flows *flows, int year, const FlowTable *table)
{
    static void (*const sum[N_LANE_TARGETS])(const Flows *, int,
                                             const FlowTable *) = LANES_TABLE(sum_year);
    assert(year < flows->n_years);
    sum[table->target](flows, year, table);
    if (flows->all_here)
        memcpy(table->here, table->all, (size_t)table->n_here * sizeof *table->all);
}

/* ---- whose they are ---- */

/* A year's columns as they are owed, from the table's all and here. */
LANES_BODY void own_columns(const FlowTable *table, const FlowColumns *columns,
                            double *restrict series)
{
    const double *all = table->all, *here = table->here;
    const int *from = columns->from, *to = columns->to;
    for (int c = 0; c < columns->n_columns; c++) {
        double full = all[c], home = here[c];
        series[c] = c < columns->n_municipal ? home : full;
    }
    for (int i = 0, next; i < columns->n_moved; i = next) {
        double sum = series[to[i]];
        for (next = i; next < columns->n_moved && to[next] == to[i]; next++)
            sum += all[from[next]] - here[from[next]];
        series[to[i]] = sum;
    }
}

LANES_BODY void sum_movers(const Flows *flows, int n_years, const FlowTable *table,
                           const FlowColumns *columns, int doubles, double *series)
{
    const Flows now = *flows; /* copies, which nothing that is written here can change */
    const FlowTable own = *table;
    const FlowColumns due = *columns;
    for (int year = 0; year < n_years; year++, series += due.n_columns) {
        sum_year(&now, year, &own, due.n_priced, due.n_municipal, doubles);
        own_columns(&own, &due, series);
    }
}

/* ---- the same where nobody moves ---- */

/* Years on end that meet the same price rows, of few slots. */
typedef struct {
    int n_years, n_slots;
    const double *people; /* [year][slot] */
    const int *price_row; /* [slot] */
} AlikeYears;

/* Their first n vectors of columns. A last vector writes on into the next year, before that is written. */
LANES_BODY void sum_alike(const AlikeYears *years, const FlowTable *table, int n_columns,
                          int doubles, int n, double *series)
{
#define SUM_ALIKE(Vector)                                                               \
    Vector worth[LANES][COLUMN_BLOCK];                                                  \
    int n_slots = years->n_slots;                                                       \
    const double *people = years->people;                                               \
    for (int s = 0; s < n_slots; s++) {                                                 \
        const double *row = flow_table_row(table, years->price_row[s]);                 \
        for (int j = 0; j < n; j++) worth[s][j] = *(const Vector *)(row + j * doubles); \
    }                                                                                   \
    for (int i = years->n_years; i > 0; i--, people += n_slots, series += n_columns) {  \
        Vector kept[COLUMN_BLOCK] = {{0}};                                              \
        for (int s = 0; s < n_slots; s++)                                               \
            for (int j = 0; j < n; j++) kept[j] += worth[s][j] * people[s];             \
        for (int j = 0; j < n; j++) *(Vector *)(series + j * doubles) = kept[j];        \
    }
    BY_WIDTH(doubles, SUM_ALIKE);
}

/* The years that begin at `year`, of the first n_room: none when there are too many slots. */
LANES_BODY AlikeYears find_alike(const Flows *flows, int year, int n_room)
{
    const FlowPlan *plan = flows->plan;
    int slot = plan->first_slot[year], n = plan->n_alike[year];
    return (AlikeYears){n < n_room - year ? n : n_room - year, plan->first_slot[year + 1] - slot,
                        flows->all + slot, plan->price_row[flows->arm] + slot};
}

/* Years in which a last vector has room to write on, and whose columns are not too many, are summed where
 * they are owed, as many together as meet the same price rows. */
LANES_BODY void sum_stayers(const Flows *flows, int n_years, const FlowTable *table,
                            const FlowColumns *columns, int doubles, double *series)
{
    const FlowPlan *plan = flows->plan;
    int n_columns = columns->n_columns, n_priced = columns->n_priced;
    int n = (n_priced + doubles - 1) / doubles, n_all = n_years * n_columns;
    int n_counted = n_years < plan->n_years ? n_years : plan->n_years;
    bool fits = n >= 1 && n <= COLUMN_BLOCK && n * doubles <= n_all;
    int n_room = fits ? (n_all - n * doubles) / n_columns + 1 : 0;
    if (n_priced < n_columns || n_counted < n_years)
        memset(series, 0, (size_t)n_all * sizeof *series);
    for (int year = 0; year < n_counted;) {
        AlikeYears years = find_alike(flows, year, n_room);
        double *now = series + year * n_columns;
        if (years.n_years > 0) {
#define SUM_YEARS(number) sum_alike(&years, table, n_columns, doubles, number, now)
            BY_NUMBER(n, SUM_YEARS);
            year += years.n_years;
        } else {
            sum_year(flows, year++, table, n_priced, 0, doubles);
            memcpy(now, table->all, (size_t)n_columns * sizeof *now);
        }
    }
}

#define DEFINE_SERIES(suffix, attributes)                                                          \
    attributes static void sum_movers_##suffix(const Flows *flows, int n_years,                    \
                                               const FlowTable *table, const FlowColumns *columns, \
                                               double *series)                                     \
    {                                                                                              \
        sum_movers(flows, n_years, table, columns, DOUBLES_##suffix, series);                      \
    }                                                                                              \
    attributes static void sum_stayers_##suffix(const Flows *flows, int n_years,                   \
                                                const FlowTable *table,                            \
                                                const FlowColumns *columns, double *series)        \
    {                                                                                              \
        sum_stayers(flows, n_years, table, columns, DOUBLES_##suffix, series);                     \
    }
LANES_EACH(DEFINE_SERIES)

void flows_series(const Flows *flows, int n_years, const FlowTable *table,
                  const FlowColumns *columns, double *series)
{
    typedef void Sum(const Flows *, int, const FlowTable *, const FlowColumns *, double *);
    static Sum *const movers[N_LANE_TARGETS] = LANES_TABLE(sum_movers);
    static Sum *const stayers[N_LANE_TARGETS] = LANES_TABLE(sum_stayers);
    assert(n_years <= flows->n_years);
    (flows->all_here ? stayers : movers)[table->target](flows, n_years, table, columns, series);
}
