#include "analysis/spread.h"

#include "base/quantile.h"

#include <math.h>

void spread_moments(const double *value, size_t n, double *mean, double *sd)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++) sum += value[i];
    *mean = sum / (double)n;
    for (size_t i = 0; i < n; i++) squares += (value[i] - *mean) * (value[i] - *mean);
    *sd = n > 1 ? sqrt(squares / (double)(n - 1)) : 0;
}

/* The standard error between block means, gathered one by one (Welford 1962): no squares of sums. */
static double block_error(const double *value, size_t n, int n_blocks)
{
    size_t per_block = n / (size_t)n_blocks;
    double centre = 0, squares = 0;
    for (int b = 0; b < n_blocks; b++) {
        double mean, sd;
        spread_moments(value + (size_t)b * per_block, per_block, &mean, &sd);
        double away = mean - centre;
        centre += away / (b + 1);
        squares += away * (mean - centre);
    }
    return n_blocks > 1 ? sqrt(squares / (n_blocks - 1) / n_blocks) : 0;
}

Spread spread_of(double *value, double *scratch, size_t n, int n_blocks)
{
    Spread spread;
    spread_moments(value, n, &spread.mean, &spread.sd);
    spread.mcse = block_error(value, n, n_blocks);
    quantile_sort(value, scratch, n);
    spread.p05 = quantile_sorted(value, n, 0.05);
    spread.p25 = quantile_sorted(value, n, 0.25);
    spread.p50 = quantile_sorted(value, n, 0.50);
    spread.p75 = quantile_sorted(value, n, 0.75);
    spread.p95 = quantile_sorted(value, n, 0.95);
    return spread;
}
