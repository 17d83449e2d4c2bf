/* flow_plan.h: which times of which cohorts a year counts, laid out once for a study. Those whose cells
 * meet the same price rows stand together, so that their people can be added up cell by cell.
 * Read by flows. */
#ifndef LIVSBANA_ECONOMICS_FLOW_PLAN_H
#define LIVSBANA_ECONOMICS_FLOW_PLAN_H

#include "base/lanes.h"
#include "engine/plan.h"

/* A year of a cohort in a year that counts it. */
typedef struct {
    int cell; /* where its cells begin among the counts */
    int time; /* as the plan's cohorts number it */
} FlowTime;

/* Times that a year counts and whose cells meet the same price rows, cell by cell. */
typedef struct {
    int first, n; /* times: by cohort, then by time */
    int n_cells;
    int slot; /* where the sums of its cells begin */
} FlowGroup;

/* Slots that follow one another, years on end, and so do the cells of each time that is added up in them. */
typedef struct {
    int slot, n;
    int first, n_from; /* where those cells begin, among `from` */
} FlowRun;

typedef struct {
    bool whole;             /* every time counts with weight 1 */
    int n_years;            /* nobody counts later */
    const int *first_group; /* [n_years + 1] */
    const FlowGroup *group; /* a year's stand as their price rows first come, age by age */
    const FlowTime *time;
    const double *weight; /* [time] */
    int most_times;       /* of a group */
    int n_runs;
    const FlowRun *run; /* the same times for one sum of whole people; none unless all are whole */
    const int *from;
    const int *first_slot;        /* [n_years + 1] one for every cell of a group */
    int n_slots, most_slots;      /* in all, of a year */
    const int *price_row[N_ARMS]; /* [n_slots] */
    /* [n_years] years from this one on that meet the same price rows, slot by slot; 0 where slots are more
     * than LANES */
    const int *n_alike;
} FlowPlan;

/* Years are those of the programme, or counted from each cohort's own entry. Timing is the study's. */
Status flow_plan_build(const Plan *plan, bool since_entry, Arena *arena, FlowPlan *flow) MUST_USE;

#endif
