/* summary.h: one row per measure: net savings, programme cost, freed capacity, earlier death.
 * Read by findings and headline. */
#ifndef LIVSBANA_ANALYSIS_SUMMARY_H
#define LIVSBANA_ANALYSIS_SUMMARY_H

#include "analysis/accounts.h"
#include "analysis/tallies.h"

/* Takes the rows of every account. */
Status summary_begin(const Evaluation *evaluation, const Accounts *accounts,
                     Findings *findings) MUST_USE;
/* Fills those of one account, in summary_bytes(round) of memory to work in; accounts may be filled at once. */
void summary_table(const Round *round, const Accounts *accounts, int account, double *memory,
                   Findings *findings);
size_t summary_bytes(const Round *round);

/* The mean over worlds of one programme cost's kronor a year. */
double summary_cost_mean(const Evaluation *evaluation, int cost);

/* What the programme costs an account in the first `years`, per world: value[n_worlds]. */
void summary_cost(const Evaluation *evaluation, const Accounts *accounts, int account, int years,
                  double *value);

#endif
