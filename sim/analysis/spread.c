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

void moments_add(Moments *moments, const double *block, size_t n)
{
    double sum = 0, squares = 0, had = (double)moments->n, all = had + (double)n;
    double whole = moments->sum; /* one sum over all, in order */
    for (size_t i = 0; i < n; i++) {
        sum += block[i];
        whole += block[i];
    }
    double mean = sum / (double)n;
    for (size_t i = 0; i < n; i++) squares += (block[i] - mean) * (block[i] - mean);
    double away = mean - moments->centre;
    moments->centre += away * (double)n / all;
    moments->squares += squares + away * away * had * (double)n / all;
    moments->n += n;
    moments->sum = whole;
    away = mean - moments->block_centre;
    moments->block_centre += away / ++moments->n_blocks;
    moments->block_squares += away * (mean - moments->block_centre);
}

Spread moments_spread(const Moments *moments)
{
    double n = (double)moments->n;
    int n_blocks = moments->n_blocks;
    return (Spread){.mean = moments->sum / n,
                    .sd = n > 1 ? sqrt(moments->squares / (n - 1)) : 0,
                    .mcse = n_blocks > 1 ? sqrt(moments->block_squares / (n_blocks - 1) / n_blocks)
                                         : NAN};
}

Spread spread_of(double *value, double *scratch, size_t n, int n_blocks)
{
    enum { N_ASKED = 5 };
    static const double ASKED[N_ASKED] = {0.05, 0.25, 0.50, 0.75, 0.95};
    double quantile[N_ASKED];
    size_t per_block = n / (size_t)n_blocks;
    Moments moments = {0};
    for (int b = 0; b < n_blocks; b++)
        moments_add(&moments, value + (size_t)b * per_block, per_block);
    Spread spread = moments_spread(&moments);
    quantiles_of(value, scratch, n, ASKED, N_ASKED, quantile);
    spread.p05 = quantile[0];
    spread.p25 = quantile[1];
    spread.p50 = quantile[2];
    spread.p75 = quantile[3];
    spread.p95 = quantile[4];
    return spread;
}
