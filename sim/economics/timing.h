/* timing.h: when within a year a cohort's kronor and outcomes are counted.
 * Read by prices, outcomes and analysis.
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

/* The programme years in which v_k of a cohort counts: from year_from on, weight[0 .. n - 1]. Years are
 * numbered from 0, like k; those before the cohort's entry or after n_years - 1 are left out. */
enum { TIMING_SPAN = 4 };
typedef struct {
    int year_from, n;
    double weight[TIMING_SPAN];
} TimingShare;
TimingShare timing_share(Timing timing, int enter, int k, int n_years);

/* The same seen from a year since entry (0 is the first): time year + i counts with weight[i + 1], i from
 * `first` to `last`. */
typedef struct {
    const double *weight; /* [TIMING_SPAN] */
    int first, last;
} TimingTake;
TimingTake timing_take(Timing timing, int year);

/* How many years after the n-th hold what still counts in the first n. */
int timing_ahead(Timing timing);
/* Of how many of a cohort's times something counts in the first n_years programme years. */
int timing_times(Timing timing, const Cohort *cohort, int n_years);
/* The discount factor of what is counted in year k (1 is the first) by the timing. */
double timing_discount(Timing timing, double rate, int year);

#endif
