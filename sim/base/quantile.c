#include "base/quantile.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { PASSES = 8, BUCKETS = 256, FEW = 48 };

/* Integers that sort as the doubles do: negative ones upside down, the others above them. */
static uint64_t key_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 != 0 ? ~bits : bits | UINT64_C(1) << 63;
}

static void sort_few(double *value, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        double moved = value[i];
        uint64_t key = key_of(moved);
        size_t j = i;
        for (; j > 0 && key_of(value[j - 1]) > key; j--) {
            value[j] = value[j - 1];
        }
        value[j] = moved;
    }
}

static size_t bucket_of(double value, int pass)
{
    return (size_t)(key_of(value) >> (8 * pass)) & (BUCKETS - 1);
}

/* Counts become the place of each bucket's first value; false when all are in one bucket. */
static bool starts_from_counts(size_t count[BUCKETS], size_t n)
{
    size_t start = 0;
    for (int b = 0; b < BUCKETS; b++) {
        size_t here = count[b];
        if (here == n) return false;
        count[b] = start;
        start += here;
    }
    return true;
}

void quantile_sort(double *value, double *scratch, size_t n)
{
    if (n < FEW) {
        sort_few(value, n);
        return;
    }
    size_t count[PASSES][BUCKETS] = {{0}}; /* [pass][bucket] */
    for (size_t i = 0; i < n; i++) {
        uint64_t key = key_of(value[i]);
        for (int pass = 0; pass < PASSES; pass++) {
            count[pass][key >> (8 * pass) & (BUCKETS - 1)]++;
        }
    }
    double *from = value;
    double *to = scratch;
    for (int pass = 0; pass < PASSES; pass++) {
        if (!starts_from_counts(count[pass], n)) continue;
        for (size_t i = 0; i < n; i++) {
            to[count[pass][bucket_of(from[i], pass)]++] = from[i];
        }
        double *swapped = from;
        from = to;
        to = swapped;
    }
    if (from != value) memcpy(value, from, n * sizeof *value);
}

double quantile_sorted(const double *sorted, size_t n, double p)
{
    assert(n >= 1 && p >= 0 && p <= 1);
    double place = (double)(n - 1) * p; /* from 0 */
    size_t below = (size_t)place;
    if (below >= n - 1) return sorted[n - 1];
    double weight = place - (double)below;
    double low = sorted[below];
    double high = sorted[below + 1];
    if (isinf(low) || isinf(high)) return weight <= 0.5 ? low : high;
    return low + weight * (high - low);
}
