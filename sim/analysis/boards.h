/* boards.h: who pays and who gains, by year and board, and how much of society's gain stays with the
 * municipality.
 * Read by findings. */
#ifndef LIVSBANA_ANALYSIS_BOARDS_H
#define LIVSBANA_ANALYSIS_BOARDS_H

#include "analysis/accounts.h"

/* After payback_tables: its rows are read, nothing is computed anew but what the programme costs. */
Status boards_table(const Evaluation *evaluation, const Accounts *accounts,
                    Findings *findings) MUST_USE;

/* The municipality's part of society's released saving to the end of the headline's years, before the
 * programme's cost, from knowledge alone. After boards_table. */
void boards_sharing(const Accounts *accounts, int years, const Findings *findings,
                    Headline *headline);

/* Which words fit: saved by the municipality and by society, beside which scale: the payers' savings
 * without their signs added up, or the programme's cost if that is more. *share is NAN unless
 * SHARING_TOLD. */
Sharing sharing_of(double municipality, double society, double scale, double *share);

#endif
