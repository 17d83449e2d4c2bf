/* quantile.h: exact quantiles of many doubles.
 * Read by analysis. */
#ifndef LIVSBANA_BASE_QUANTILE_H
#define LIVSBANA_BASE_QUANTILE_H

#include <stddef.h>

enum { MOST_QUANTILES = 8 };

/* The p[n_p]-quantiles of value[n], n >= 1, p ascending in 0..1, n_p at most MOST_QUANTILES: linear between
 * order statistics at 1 + (n - 1) p (Hyndman and Fan 1996, type 7). Between a finite and an infinite
 * value the nearer one is taken (ties to the lower). Infinities are allowed, -0 stands before +0; no NaN.
 * value[n] and scratch[n] are overwritten. */
void quantiles_of(double *value, double *scratch, size_t n, const double *p, int n_p,
                  double *quantile);

#endif
