/* ordinary.h: an ordinary C loop over a model without memory, for comparison: GSL's mt19937, cumulative
 * doubles, the same random numbers in both arms, payers added for every person-year.
 * Read by the bench programs. */
#ifndef LIVSBANA_BENCH_ORDINARY_H
#define LIVSBANA_BENCH_ORDINARY_H

#include "analysis/setup.h"

typedef struct {
    int first_age, n_ages, n_states, n_payers;
    double *cumulative; /* [arm][age][from][to] */
    double *price;      /* [state][payer] kronor of a year */
} Ordinary;

/* Takes the probabilities of the world that the worker has entered. The model's nodes must be its
 * states: no bands, milestones or classes. */
Status ordinary_make(const Worker *worker, Ordinary *ordinary) MUST_USE;
void ordinary_free(Ordinary *ordinary);

/* Lives n people from `start` in both arms; kronor[arm][year][payer] are added to. */
void ordinary_run(const Ordinary *ordinary, unsigned long seed, int n, int start, double *kronor);

#endif
