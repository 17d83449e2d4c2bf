/* tallies.h: what tables ask of all replicates, whether these stand in memory together or pass by block by
 * block. Read by evaluation and the tables of findings.
 *
 * A table is filled in rounds. With all replicates in memory there is one round. Else there is one for
 * each block, and a last one for what only worlds are asked; every round asks the same questions in the
 * same order, and each has a tally that remembers. Means, errors and shares come out the same to the last
 * bit; quantiles are those of a sketch. */
#ifndef LIVSBANA_ANALYSIS_TALLIES_H
#define LIVSBANA_ANALYSIS_TALLIES_H

#include "analysis/spread.h"
#include "base/sketch.h"

typedef struct {
    Moments moments;
    Sketch sketch;
    double sum;
} Tally;

typedef struct {
    int n, capacity;
    int next; /* the question that comes */
    Tally *tally;
    bool out_of_memory;
    bool strange; /* a value was no number, or minus infinity */
    Arena arena;  /* of sketches */
} Tallies;

void tallies_free(Tallies *tallies); /* safe on {0} and twice */

typedef struct {
    const Evaluation *evaluation; /* the whole, or a block's */
    bool luck, knowledge;         /* what is asked: replicates; worlds, of the whole */
    int number, n;                /* of the rounds with luck, from 0 */
    Tallies *tallies;             /* NULL where there is one round */
} Round;

/* The first question comes again. */
void round_begin(const Round *round);
/* Replicates up to and with this round. */
double round_replicates(const Round *round);

/* The spread up to this round of values that replicates have: value[n_replicates], which may be sorted in
 * place; scratch[n_replicates] is overwritten. Quantiles come in the last round. */
Spread round_spread(const Round *round, double *value, double *scratch);
/* The sum of value[n] and of those of the rounds before, added in order. */
double round_sum(const Round *round, const double *value, size_t n);
double round_count(const Round *round, size_t count);

#endif
