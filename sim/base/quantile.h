/* quantile.h: exact order statistics of many doubles (radix sort).
 * Read by analysis. */
#ifndef LIVSBANA_BASE_QUANTILE_H
#define LIVSBANA_BASE_QUANTILE_H

#include <stddef.h>

/* Sorts value[n] ascending, infinities included, -0 before +0; no NaN. scratch[n] is
 * overwritten. */
void quantile_sort(double *value, double *scratch, size_t n);

/* The p-quantile of sorted[n], n >= 1, 0 <= p <= 1: linear between order statistics at
 * 1 + (n - 1) p (Hyndman and Fan 1996, type 7). Between a finite and an infinite value the
 * nearer one is taken (ties to the lower). */
double quantile_sorted(const double *sorted, size_t n, double p);

#endif
