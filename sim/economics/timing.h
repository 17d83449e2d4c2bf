/* timing.h: when within a year a cohort's kronor and outcomes are counted.
 * Read by flows and analysis.
 *
 * v_j is the flow of a cohort of people at time j, years from its entry: what the states that they
 * hold at the start of year j + 1 are worth for a year; 0 after the last lived year. Year k (1, 2, ...)
 * counts
 *   start       v_{k-1},                at k - 1 when discounted
 *   end         v_k,                    at k
 *   half_cycle  (v_{k-1} + v_k) / 2,    at k - 1/2: the trapezium
 *   simpson     years 2m + 1 and 2m + 2, at k - 1/2: the areas under the parabola through v_{2m},
 *               v_{2m+1}, v_{2m+2}: (5 v_{2m} + 8 v_{2m+1} - v_{2m+2}) / 12 and
 *               (-v_{2m} + 8 v_{2m+1} + 5 v_{2m+2}) / 12; the two together are Simpson's rule
 * Start, end and half-cycle: Briggs, Claxton and Sculpher, Decision Modelling for Health Economic
 * Evaluation (OUP 2006), ch. 2; Simpson's rule for cohort models: Elbasha and Chhatwal, Theoretical
 * foundations and practical applications of within-cycle correction methods, Med Decis Making 2016.
 * What a programme costs is paid at the start of its year, whatever the timing. */
#ifndef LIVSBANA_ECONOMICS_TIMING_H
#define LIVSBANA_ECONOMICS_TIMING_H

#include "engine/plan.h"

/* The times that a year takes, years from 0 like times: in year y after a cohort's entry (0 is the
 * first) v_{y + i} counts with weight[i], i from `first` (which may be below 0) to `last`. */
typedef struct {
    const double *weight;
    int first, last;
} TimingTake;
TimingTake timing_take(Timing timing, int year);

/* How many years after the n-th hold what still counts in the first n. */
int timing_ahead(Timing timing);
/* The discount factor of what is counted in year k (1 is the first) by the timing. */
double timing_discount(Timing timing, double rate, int year);

#endif
