/* outcomes.h: counts of people into outcomes other than kronor by year: life years, years in a state,
 * years weighted by quality. Counted by the same timing as kronor.
 * Read by analysis. */
#ifndef LIVSBANA_ECONOMICS_OUTCOMES_H
#define LIVSBANA_ECONOMICS_OUTCOMES_H

#include "engine/plan.h"

/* What years count in one world. */
typedef struct {
    const Plan *plan;
    double *row;    /* [n_outcome_rows] weight of a year */
    double *weight; /* [price row][outcome] of one person-year */
    double *sum;    /* [outcome] scratch */
    Arena arena;
} Outcomes;

Status outcomes_init(const Plan *plan, Outcomes *outcomes) MUST_USE;
void outcomes_free(Outcomes *outcomes); /* safe on {0} and twice */
/* Weights at these parameter values. */
void outcomes_set(Outcomes *outcomes, const double *parameter_value);
/* Undiscounted, of all people of an arm together: series[year][outcome] of the first n_years, from
 * expected or counted people; the other is NULL. */
void outcomes_series(Outcomes *outcomes, int arm, const double *expected, const uint32_t *counted,
                     int n_years, double *series);

#endif
