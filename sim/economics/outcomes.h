/* outcomes.h: counts of people into outcomes other than kronor by year: life years, years in a state,
 * years weighted by quality. Counted by the same timing as kronor.
 * Read by analysis. */
#ifndef LIVSBANA_ECONOMICS_OUTCOMES_H
#define LIVSBANA_ECONOMICS_OUTCOMES_H

#include "economics/flows.h"

/* What years count in one world. */
typedef struct {
    const Plan *plan;
    double *row;      /* [n_outcome_rows] weight of a year */
    FlowTable weight; /* by outcome: of one person-year */
    Arena arena;
} Outcomes;

Status outcomes_init(const Plan *plan, Outcomes *outcomes) MUST_USE;
void outcomes_free(Outcomes *outcomes); /* safe on {0} and twice */
/* Weights at these parameter values. */
void outcomes_set(Outcomes *outcomes, const double *parameter_value);
/* Undiscounted, of all people together: series[year][outcome] of the first n_years. */
void outcomes_series(const Outcomes *outcomes, const Flows *flows, int n_years, double *series);

#endif
