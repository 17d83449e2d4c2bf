/* spread.h: many values into a mean, its Monte Carlo error, and quantiles.
 * Read by findings. */
#ifndef LIVSBANA_ANALYSIS_SPREAD_H
#define LIVSBANA_ANALYSIS_SPREAD_H

#include "analysis/findings.h"

/* What is known of values that have come block by block: their sum, and squares about means, of the values
 * and of the blocks' means (Chan, Golub and LeVeque 1983): no squares of sums. */
typedef struct {
    size_t n;
    double sum, centre, squares;
    int n_blocks;
    double block_centre, block_squares;
} Moments;

void moments_add(Moments *moments, const double *block, size_t n);
/* Mean, sd and mcse, the standard error between blocks: NAN where one alone cannot tell it. */
Spread moments_spread(const Moments *moments);

/* Of value[n], which stands in block order, n / n_blocks to a block; value and scratch[n] are overwritten.
 * sd is that of the n values. */
Spread spread_of(double *value, double *scratch, size_t n, int n_blocks);

/* Mean and standard deviation only. */
void spread_moments(const double *value, size_t n, double *mean, double *sd);

#endif
