/* What counted person-years are worth by a table. */
#include "economics/flows.h"

#include "economics/by_width.h"

#include <assert.h>
#include <string.h>

/* The most vectors of columns that are added up at a time, in registers. */
enum { COLUMN_BLOCK = 5 };

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
    if (n == 5)
        sum_columns(slots, people, value, width, doubles, 5, sum);
    else if (n == 4)
        sum_columns(slots, people, value, width, doubles, 4, sum);
    else if (n == 3)
        sum_columns(slots, people, value, width, doubles, 3, sum);
    else if (n == 2)
        sum_columns(slots, people, value, width, doubles, 2, sum);
    else if (n == 1)
        sum_columns(slots, people, value, width, doubles, 1, sum);
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
LANES_BODY void own_columns(const FlowTable *table, const FlowColumns *columns, bool moves,
                            double *restrict series)
{
    const double *all = table->all, *here = table->here;
    const int *from = columns->from, *to = columns->to;
    int n_here = moves ? columns->n_municipal : 0;
    for (int c = 0; c < columns->n_columns; c++) {
        double full = all[c], home = here[c];
        series[c] = c < n_here ? home : full;
    }
    for (int i = 0, next; moves && i < columns->n_moved; i = next) {
        double sum = series[to[i]];
        for (next = i; next < columns->n_moved && to[next] == to[i]; next++)
            sum += all[from[next]] - here[from[next]];
        series[to[i]] = sum;
    }
}

LANES_BODY void sum_series(const Flows *flows, int n_years, const FlowTable *table,
                           const FlowColumns *columns, int doubles, double *series)
{
    const Flows now = *flows; /* copies, which nothing that is written here can change */
    const FlowTable own = *table;
    const FlowColumns due = *columns;
    bool moves = !flows->all_here;
    for (int year = 0; year < n_years; year++, series += due.n_columns) {
        sum_year(&now, year, &own, due.n_priced, moves ? due.n_municipal : 0, doubles);
        own_columns(&own, &due, moves, series);
    }
}

#define DEFINE_SERIES(suffix, attributes)                                                          \
    attributes static void sum_series_##suffix(const Flows *flows, int n_years,                    \
                                               const FlowTable *table, const FlowColumns *columns, \
                                               double *series)                                     \
    {                                                                                              \
        sum_series(flows, n_years, table, columns, DOUBLES_##suffix, series);                      \
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
