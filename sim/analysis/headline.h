/* headline.h: what page one says, and the verdict words.
 * Read by findings. */
#ifndef LIVSBANA_ANALYSIS_HEADLINE_H
#define LIVSBANA_ANALYSIS_HEADLINE_H

#include "analysis/evidence.h"
#include "analysis/tallies.h"

/* What replicates say; in rounds with luck. */
Status headline_luck(const Round *round, const Accounts *accounts, Findings *findings) MUST_USE;
/* All else, after the other tables. */
Status headline_fill(const Evaluation *evaluation, const Accounts *accounts,
                     const Evidence *evidence, Findings *findings) MUST_USE;

/* "Speaks for" needs P(C >= 0) of at least limit_for, and limit_for_halved with weak effects halved;
 * "speaks against" at most limit_against, and no more than limit_for_halved with weak effects doubled,
 * so that a no does not hang on a guess; otherwise undecided, and undecided because the evidence is too
 * weak when more than limit_weak of the value rests on grades D and E. A yes on weak evidence is
 * undecided too. */
Verdict headline_verdict(const Economics *economics, double back, double back_halved,
                         double back_doubled, double weak_share);

#endif
