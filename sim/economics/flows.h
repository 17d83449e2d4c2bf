/* flows.h: the person-years of a programme year by price row, and what they add up to by tables that
 * say what a person-year is worth: kronor, cases, life years. They are counted once, for all tables.
 * Read by prices, ceilings, outcomes, measured and analysis. */
#ifndef LIVSBANA_ECONOMICS_FLOWS_H
#define LIVSBANA_ECONOMICS_FLOWS_H

#include "base/lanes.h"
#include "economics/flow_plan.h"

/* Whose years. People are expected[n_counts] or counted[n_counts], the other is NULL; LANES more numbers
 * must be there, for whole vectors are read. What stands by time is numbered as the plan's cohorts number
 * it: [first_time of the cohort + years since entry]. */
typedef struct {
    int arm; /* people are priced as its are */
    const double *expected;
    const uint32_t *counted;
    const double *part;       /* [n_times] of the people that counts; NULL: 1 */
    const double *lives_here; /* [n_times] chance to live in the municipality still; NULL: 1 */
} FlowPeople;

/* Person-years by slot of the plan: slots of a year may share a price row. */
typedef struct {
    const FlowPlan *plan;
    LaneTarget target;            /* lanes_best(); a test may choose another that the machine has */
    int most_years;               /* that there is room for */
    int n_years;                  /* counted last */
    int arm;                      /* whose price rows are met */
    bool all_here;                /* nobody moves: here need not be counted, it is all */
    double *all, *here;           /* [slot] person-years, in all and of those who live here */
    int *filled;                  /* [first_slot of the year] slots with somebody, at least */
    int *n_filled;                /* [year] how many they are */
    double *weight, *weight_here; /* scratch: [times of a group] */
} Flows;

/* What a person-year is worth; the caller fills in value. */
typedef struct {
    LaneTarget target; /* lanes_best(); a test may choose another that the machine has */
    int n_rows, width; /* price rows; columns, filled up to whole vectors with 0 */
    int n_here;    /* the first columns, of which the part of those who live here is wanted; all of
                           them unless the caller says less */
    double *value; /* [price row][width] 0 at first */
    double *all, *here; /* [width] of the last year summed; here [n_here] */
} FlowTable;

/* Whose a table's columns are: municipal ones are of those who live here, what the others make of them is
 * of another column. */
typedef struct {
    int n_columns;
    int n_municipal; /* the first ones */
    int n_priced;    /* the first ones: the others are 0 in every row */
    int n_moved;
    const int *from,
        *to; /* [n_moved] columns, ascending by the second: its receivers stand together */
} FlowColumns;

/* Memory of the arena. STATUS_MEMORY. */
Status flows_init(const FlowPlan *plan, int most_years, Arena *arena, Flows *flows) MUST_USE;
Status flow_table_init(const Plan *plan, int n_columns, Arena *arena, FlowTable *table) MUST_USE;

/* Columns filled up to whole vectors. */
int flow_width(int n_columns);
/* Makes every value 0. */
void flow_table_clear(const FlowTable *table);
static inline double *flow_table_row(const FlowTable *table, int price_row)
{
    return table->value + price_row * table->width;
}

/* Counts the first n_years (at most most_years) by the plan's years and timing. A slot's times are added
 * up in the plan's order, its cohorts'; of whole people and years the sum is exact in any order. */
void flows_count(Flows *flows, const FlowPeople *people, int n_years);

/* A counted year's (0 is the first) person-years times the table, into its all and here, slot by slot
 * in order. Not a bit of it depends on the target. */
void flows_sum(const Flows *flows, int year, const FlowTable *table);

/* The same of the first n_years at once, every column as it is owed: series[year][n_columns]. */
void flows_series(const Flows *flows, int n_years, const FlowTable *table,
                  const FlowColumns *columns, double *series);

#endif
