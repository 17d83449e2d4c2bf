/* payback.h: cumulative net saving of every account: when, how much, how sure.
 * Read by findings. */
#ifndef LIVSBANA_ANALYSIS_PAYBACK_H
#define LIVSBANA_ANALYSIS_PAYBACK_H

#include "analysis/accounts.h"
#include "analysis/tallies.h"

/* Takes the payback and payback-time rows of every account, basis and uncertainty. */
Status payback_begin(const Evaluation *evaluation, const Accounts *accounts,
                     Findings *findings) MUST_USE;
/* Fills those of one account, in payback_bytes(round) of memory to work in; accounts may be filled at once. */
void payback_table(const Round *round, const Accounts *accounts, int account, double *memory,
                   Findings *findings);
size_t payback_bytes(const Round *round);

/* Cumulative net saving of an account after `years` programme years into value[n_worlds or
 * n_replicates] (knowledge or with luck). */
void payback_after(const Evaluation *evaluation, const Accounts *accounts, int account, Basis basis,
                   Uncertainty uncertainty, int years, double *value);
/* From what stands in value[n] after `from` years to what it is after `to`. */
void payback_go_on(const Evaluation *evaluation, const Accounts *accounts, int account, Basis basis,
                   Uncertainty uncertainty, int from, int to, double *value);

/* How many values there are: worlds or replicates. */
size_t payback_size(const Evaluation *evaluation, Uncertainty uncertainty);

/* The row of the payback table, or NULL beyond the horizon. */
const PaybackRow *payback_row(const Findings *findings, int account, Basis basis,
                              Uncertainty uncertainty, int year);

#endif
