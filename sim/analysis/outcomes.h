/* outcomes.h: outcomes other than kronor, by arm: sums to the end of some years, and what a unit more
 * costs.
 * Read by evaluation, expected and findings. */
#ifndef LIVSBANA_ANALYSIS_OUTCOMES_H
#define LIVSBANA_ANALYSIS_OUTCOMES_H

#include "analysis/accounts.h"
#include "analysis/tallies.h"

/* 5, 10, 20 and the horizon; those beyond it are left out. Returns how many. */
int outcome_windows(int horizon, int year[N_OUTCOME_WINDOWS]);

/* Of all participants together, to the end of each window; discounted at the outcomes' own rate by the
 * timing. */
typedef struct {
    double undiscounted, discounted;
} OutcomeSum;

/* Adds `sign` times an outcome of series[year][outcome] to sum[n_windows]. */
void outcome_add(const Setup *setup, const double *series, int outcome, double sign,
                 OutcomeSum *sum);

/* Keeps what a replicate lived, per participant; the difference is from what its world expects of the
 * baseline, as with kronor. */
void outcomes_keep(Evaluation *evaluation, const Worker *worker, int replicate);

/* In rounds with luck, after the payback table. */
Status outcomes_table(const Round *round, const Accounts *accounts, Findings *findings) MUST_USE;

/* Kronor a unit: -saving / gained, NAN when nothing is gained or lost. */
double outcome_cost_per_unit(double net_saving, double gained);

#endif
