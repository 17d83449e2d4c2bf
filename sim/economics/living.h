/* living.h: the cells of an age by state, the cohorts that come to it, and how many of them are alive.
 * Read by prices and evaluation. */
#ifndef LIVSBANA_ECONOMICS_LIVING_H
#define LIVSBANA_ECONOMICS_LIVING_H

#include "engine/plan.h"

/* The cells of an age that are of one state. */
typedef struct {
    int state, first, n; /* among the cells by state */
} StateCells;

/* Cells of an age that follow one another and are of people alive. */
typedef struct {
    int first, n;
} LivingRun;

/* A cohort at an age. */
typedef struct {
    int cell;     /* its first cell there among the counts */
    int time;     /* among all cohorts' years */
    int year;     /* programme year */
    int n_people; /* who have begun */
} Ager;

/* Laid out once for a study. */
typedef struct {
    const Plan *plan;
    const int *first_state; /* [n_ages + 1] an age's states */
    const StateCells *state;
    const int *cell;         /* cells by age and state, ascending */
    const int *first_living; /* [n_ages + 1] */
    const LivingRun *living;
    const int *first_ager; /* [n_ages + 1] */
    const Ager *ager;      /* by age and cohort, ascending */
    int n_excluded;
    const int *excluded; /* [n_excluded] among the counts: all cells of exclusion, ascending */
} LivingPlan;

/* Memory of the arena. STATUS_MEMORY. */
Status living_plan_build(const Plan *plan, Arena *arena, LivingPlan *living) MUST_USE;

/* How many years of a cohort the first n_years may count, by the study's timing. */
int living_years(const Plan *plan, const Cohort *cohort, int n_years);

/* The living among the people[n_counts] of both arms, as plan_alive adds them up:
 * alive[arm][first_time of the cohort + years since entry], of the years that the first n_years may count. */
void living_count(const LivingPlan *living, const double *const people[N_ARMS], int n_years,
                  double *const alive[N_ARMS]);

#endif
