/* spread.h: many values into a mean, its Monte Carlo error, and quantiles.
 * Read by findings. */
#ifndef LIVSBANA_ANALYSIS_SPREAD_H
#define LIVSBANA_ANALYSIS_SPREAD_H

#include "analysis/findings.h"

/* Of value[n], which is sorted in place; `scratch`[n] is overwritten. The values stand in block order,
 * n / n_blocks to a block; the mean's error is the standard error between blocks (0 for one block).
 * sd is that of the n values. */
Spread spread_of(double *value, double *scratch, size_t n, int n_blocks);

/* Mean and standard deviation only. */
void spread_moments(const double *value, size_t n, double *mean, double *sd);

#endif
