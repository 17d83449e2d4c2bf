#include "base/quantile.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { PASSES = 8, BUCKETS = 256, FEW = 32 };

/* ---- whole sorts: of few values, and of those that bins do not tell apart ---- */

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

/* A radix sort. */
static void sort_many(double *value, double *scratch, size_t n)
{
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

/* ---- order statistics: values fall into bins, and only bins that hold a rank are looked into ---- */

enum { BINS = 2048, LEVELS = 4 };
static const uint32_t UNWANTED = UINT32_MAX;

/* Ranks among all values, from 0, ascending, and the values found there. */
typedef struct {
    int n;
    size_t rank[2 * MOST_QUANTILES];
    double value[2 * MOST_QUANTILES];
} Statistics;

/* What is looked for in some of the values: the statistics from..to - 1, where the smallest of the n values
 * has the rank `below` among all. */
typedef struct {
    int from, to;
    size_t below, n;
    size_t start; /* where the values are laid */
} Search;

typedef struct {
    double low, high;     /* of the values but for those that are infinite upwards */
    bool infinite;        /* some are */
    double per_unit;      /* bins */
    uint32_t place[BINS]; /* at first how many values are in a bin */
} Bins;

/* Four ends at a time: each waits for its own last value only. */
static void find_ends(const double *value, size_t n, Bins *bins)
{
    enum { ENDS = 4 };
    double low[ENDS], high[ENDS];
    for (int e = 0; e < ENDS; e++) low[e] = high[e] = value[0];
    for (size_t i = 0; i + ENDS <= n; i += ENDS) {
        for (int e = 0; e < ENDS; e++) {
            low[e] = value[i + (size_t)e] < low[e] ? value[i + (size_t)e] : low[e];
            high[e] = value[i + (size_t)e] > high[e] ? value[i + (size_t)e] : high[e];
        }
    }
    for (size_t i = n / ENDS * ENDS; i < n; i++) {
        low[0] = value[i] < low[0] ? value[i] : low[0];
        high[0] = value[i] > high[0] ? value[i] : high[0];
    }
    bins->low = fmin(fmin(low[0], low[1]), fmin(low[2], low[3]));
    bins->high = fmax(fmax(high[0], high[1]), fmax(high[2], high[3]));
    bins->infinite = isinf(bins->high);
    if (!bins->infinite) return;
    bins->high = -INFINITY;
    for (size_t i = 0; i < n; i++)
        if (value[i] < INFINITY && value[i] > bins->high) bins->high = value[i];
}

/* Are all values alike, but for zeros that may be of either sign? */
static bool are_alike(const Bins *bins)
{
    return bins->low == (bins->infinite ? INFINITY : bins->high);
}

/* Fits bins to the ends; false when they cannot tell values apart. */
static bool fit_bins(Bins *bins)
{
    double width = bins->high - bins->low;
    bins->per_unit = width > 0 ? (BINS - 1) / width : 0;
    return bins->low > -INFINITY && width < INFINITY && bins->per_unit < INFINITY;
}

/* Rounding keeps the order: no value is in a bin above that of a larger one. */
static size_t bin_of(const Bins *bins, double value)
{
    double place = (value - bins->low) * bins->per_unit;
    return place < BINS - 1 ? (size_t)(int)place : BINS - 1;
}

static void tell_alike(const double *value, const Search *search, Statistics *statistics)
{
    size_t n_minus = 0;
    for (size_t i = 0; i < search->n && value[0] == 0; i++) n_minus += signbit(value[i]) != 0;
    for (int s = search->from; s < search->to; s++) {
        double zero = statistics->rank[s] - search->below < n_minus ? -0.0 : 0.0;
        statistics->value[s] = value[0] == 0 ? zero : value[0];
    }
}

static void tell_sorted(const double *value, const Search *search, Statistics *statistics)
{
    for (int s = search->from; s < search->to; s++)
        statistics->value[s] = value[statistics->rank[s] - search->below];
}

/* Counts become places. Returns how many bins hold a rank that is looked for, each a search of its own. */
static int want_bins(const Search *search, const Statistics *statistics, Bins *bins, Search *wanted)
{
    int n_wanted = 0, s = search->from;
    size_t below = search->below, start = 0;
    for (int b = 0; b < BINS; b++) {
        uint32_t n = bins->place[b];
        bins->place[b] = UNWANTED;
        if (s < search->to && statistics->rank[s] < below + n) {
            Search *bin = &wanted[n_wanted++];
            *bin = (Search){.from = s, .below = below, .n = n, .start = start};
            while (s < search->to && statistics->rank[s] < below + n) s++;
            bin->to = s;
            bins->place[b] = (uint32_t)start;
            start += n;
        }
        below += n;
    }
    return n_wanted;
}

static void lay_wanted(const double *value, size_t n, Bins *bins, double *laid)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t *place = &bins->place[bin_of(bins, value[i])];
        if (*place != UNWANTED) laid[(*place)++] = value[i];
    }
}

/* value[search->n] and scratch[search->n] are overwritten. */
static void find_statistics(double *value, double *scratch, const Search *search, int level,
                            Statistics *statistics)
{
    Bins bins;
    Search wanted[2 * MOST_QUANTILES];
    size_t n = search->n;
    find_ends(value, n, &bins);
    if (are_alike(&bins)) {
        tell_alike(value, search, statistics);
        return;
    }
    if (n <= FEW || level == LEVELS || n >= UNWANTED || !fit_bins(&bins)) {
        if (n <= FEW)
            sort_few(value, n);
        else
            sort_many(value, scratch, n);
        tell_sorted(value, search, statistics);
        return;
    }
    memset(bins.place, 0, sizeof bins.place);
    for (size_t i = 0; i < n; i++) bins.place[bin_of(&bins, value[i])]++;
    int n_wanted = want_bins(search, statistics, &bins, wanted);
    lay_wanted(value, n, &bins, scratch);
    for (int w = 0; w < n_wanted; w++)
        find_statistics(scratch + wanted[w].start, value + wanted[w].start, &wanted[w], level + 1,
                        statistics);
}

/* ---- quantiles ---- */

/* Adds a rank, unless it is there. Returns its place; only the last two can be asked for again. */
static int add_rank(Statistics *statistics, size_t rank)
{
    int at = statistics->n;
    while (at > 0 && statistics->rank[at - 1] >= rank) at--;
    if (at == statistics->n) statistics->rank[statistics->n++] = rank;
    return at;
}

static double between(double low, double high, double weight)
{
    if (isinf(low) || isinf(high)) return weight <= 0.5 ? low : high;
    return low + weight * (high - low);
}

void quantiles_of(double *value, double *scratch, size_t n, const double *p, int n_p,
                  double *quantile)
{
    Statistics statistics = {.n = 0};
    int low[MOST_QUANTILES], high[MOST_QUANTILES];
    assert(n >= 1 && n_p <= MOST_QUANTILES);
    for (int q = 0; q < n_p; q++) {
        size_t below = (size_t)((double)(n - 1) * p[q]);
        assert(p[q] >= (q > 0 ? p[q - 1] : 0) && p[q] <= 1);
        low[q] = add_rank(&statistics, below < n - 1 ? below : n - 1);
        high[q] = add_rank(&statistics, below < n - 1 ? below + 1 : n - 1);
    }
    const Search all = {.from = 0, .to = statistics.n, .below = 0, .n = n};
    find_statistics(value, scratch, &all, 0, &statistics);
    for (int q = 0; q < n_p; q++) {
        double place = (double)(n - 1) * p[q], weight = place - (double)(size_t)place; /* from 0 */
        quantile[q] = statistics.value[low[q]];
        if (high[q] != low[q])
            quantile[q] = between(quantile[q], statistics.value[high[q]], weight);
    }
}
