/* flows.h: the person-years of a programme year by price row, and what they add up to by tables that
 * say what a person-year is worth: kronor, cases, life years. They are counted once, for all tables.
 * Read by prices, ceilings, outcomes, measured and analysis. */
#ifndef LIVSBANA_ECONOMICS_FLOWS_H
#define LIVSBANA_ECONOMICS_FLOWS_H

#include "base/lanes.h"
#include "engine/plan.h"

/* Whose years. People are expected[n_counts] or counted[n_counts], the other is NULL. What stands by
 * time is numbered as the plan's cohorts number it: [first_time of the cohort + years since entry]. */
typedef struct {
    int arm; /* people are priced as its are */
    const double *expected;
    const uint32_t *counted;
    const double *part;       /* [n_times] of the people that counts; NULL: 1 */
    const double *lives_here; /* [n_times] chance to live in the municipality still; NULL: 1 */
    bool since_entry;         /* years are counted from each cohort's own entry */
} FlowPeople;

/* Person-years, in all and of those who live here. */
typedef struct {
    double all, here;
} PersonYears;

typedef struct {
    PersonYears people;
    int price_row;
} FlowRow;

typedef struct {
    const Plan *plan;
    int most_years;   /* that there is room for */
    int n_years;      /* counted last */
    FlowRow *row;     /* [year][n_price_rows] the first n_rows of a year are those with somebody */
    int *n_rows;      /* [year] */
    PersonYears *sum; /* [price row] scratch, 0 between years */
} Flows;

/* What a person-year is worth; the caller fills in value. */
typedef struct {
    LaneTarget target;  /* lanes_best(); a test may choose another that the machine has */
    int n_rows, width;  /* price rows; columns, filled up to whole vectors with 0 */
    double *value;      /* [price row][width] 0 at first */
    double *all, *here; /* [width] of the last year summed */
} FlowTable;

/* Memory of the arena. STATUS_MEMORY. */
Status flows_init(const Plan *plan, int most_years, Arena *arena, Flows *flows) MUST_USE;
Status flow_table_init(const Plan *plan, int n_columns, Arena *arena, FlowTable *table) MUST_USE;

/* Columns filled up to whole vectors. */
int flow_width(int n_columns);
/* Makes every value 0. */
void flow_table_clear(const FlowTable *table);
static inline double *flow_table_row(const FlowTable *table, int price_row)
{
    return table->value + price_row * table->width;
}

/* Counts the first n_years (at most most_years) by the study's timing. */
void flows_count(Flows *flows, const FlowPeople *people, int n_years);

/* A counted year's (0 is the first) person-years times the table, into its all and here. Not a bit of it
 * depends on the target. */
void flows_sum(const Flows *flows, int year, const FlowTable *table);

#endif
