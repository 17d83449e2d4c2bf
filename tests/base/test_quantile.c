#include "base/quantile.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    if (x != y) return x < y ? -1 : 1;
    return (signbit(y) != 0) - (signbit(x) != 0); /* -0 before +0 */
}

/* Small numbers, huge ones, repeated ones, zeros of both signs, infinities. */
static double awkward(uint64_t *state)
{
    static const double special[] = {0.0,      -0.0,         INFINITY,      -INFINITY, DBL_MAX,
                                     -DBL_MAX, DBL_TRUE_MIN, -DBL_TRUE_MIN, 1.0,       -1.0};
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    unsigned pick = (unsigned)(*state >> 60);
    if (pick < 10) return special[pick];
    double mantissa = (double)(int64_t)*state * 0x1p-63;
    return ldexp(mantissa, (int)(*state >> 40 & 0x3f) * (pick % 2 == 0 ? 1 : -1));
}

/* Type 7 of sorted values, one p at a time. */
static double quantile_of_sorted(const double *sorted, size_t n, double p)
{
    double place = (double)(n - 1) * p;
    size_t below = (size_t)place;
    if (below >= n - 1) return sorted[n - 1];
    double low = sorted[below], high = sorted[below + 1], weight = place - (double)below;
    if (isinf(low) || isinf(high)) return weight <= 0.5 ? low : high;
    return low + weight * (high - low);
}

enum { MOST = 100000 };

/* Asks value[n] for quantiles all over, and those of a copy that qsort has sorted. */
static void assert_as_sorted(const double *value, size_t n, const char *what)
{
    static const double asked[][MOST_QUANTILES] = {
        {0, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1},
        {0.1, 0.1, 0.1000001, 0.3, 0.300002, 0.6, 0.6, 0.99},
    };
    static double sorted[MOST], copy[MOST], scratch[MOST];
    memcpy(sorted, value, n * sizeof *value);
    qsort(sorted, n, sizeof sorted[0], compare);
    for (size_t k = 0; k < sizeof asked / sizeof asked[0]; k++) {
        double quantile[MOST_QUANTILES];
        memcpy(copy, value, n * sizeof *value);
        quantiles_of(copy, scratch, n, asked[k], MOST_QUANTILES, quantile);
        for (int q = 0; q < MOST_QUANTILES; q++) {
            double expected = quantile_of_sorted(sorted, n, asked[k][q]);
            cr_assert_eq(memcmp(&quantile[q], &expected, sizeof expected), 0,
                         "%s, n = %zu, p = %g: %a, not %a", what, n, asked[k][q], quantile[q],
                         expected);
        }
    }
}

static const size_t size[] = {1, 2, 3, 31, 32, 33, 47, 1000, 10000, MOST};
enum { N_SIZES = sizeof size / sizeof size[0] };

Test(quantile, awkward_values_have_those_of_a_sorted_copy_bit_for_bit)
{
    static double value[MOST];
    uint64_t state = 1;
    for (int k = 0; k < N_SIZES; k++) {
        for (size_t i = 0; i < size[k]; i++) value[i] = awkward(&state);
        assert_as_sorted(value, size[k], "everything");
        for (size_t i = 0; i < size[k]; i++)
            value[i] = value[i] == -INFINITY || fabs(value[i]) == DBL_MAX ? 7 : value[i];
        assert_as_sorted(value, size[k], "none below all bounds");
    }
}

/* Uniform in 0..1. */
static double ordinary(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 11) * 0x1p-53;
}

typedef double Shape(double u);

static double plain(double u)
{
    return 2e6 * u - 1e6;
}
static double long_tail(double u) /* most values are in the first bin, and in its first bin ... */
{
    return exp2(-1000 * u);
}
static double mostly_nothing(double u)
{
    return u < 0.6 ? 0 : u < 0.62 ? -0.0 : 1e5 * (u - 0.8);
}
static double whole_number(double u)
{
    return floor(12 * u);
}
static double often_never(double u)
{
    return u < 0.3 ? 40 * u : INFINITY;
}
static double narrow(double u)
{
    return 1 + floor(5 * u) * DBL_EPSILON;
}
static double smallest(double u)
{
    return floor(3000 * u) * DBL_TRUE_MIN;
}

Test(quantile, values_of_every_shape_have_those_of_a_sorted_copy_bit_for_bit)
{
    static const struct {
        Shape *shape;
        const char *what;
    } row[] = {{plain, "plain"},
               {long_tail, "a long tail"},
               {mostly_nothing, "mostly nothing"},
               {whole_number, "whole numbers"},
               {often_never, "often never"},
               {narrow, "narrow"},
               {smallest, "the smallest"}};
    static double value[MOST];
    uint64_t state = 1;
    for (size_t r = 0; r < sizeof row / sizeof row[0]; r++) {
        for (int k = 0; k < N_SIZES; k++) {
            for (size_t i = 0; i < size[k]; i++) value[i] = row[r].shape(ordinary(&state));
            assert_as_sorted(value, size[k], row[r].what);
        }
    }
}

Test(quantile, values_all_alike_have_but_one)
{
    static const double alike[] = {2.5, 0.0, -0.0, INFINITY, -INFINITY};
    enum { N = 100 };
    double value[N];
    for (size_t k = 0; k < sizeof alike / sizeof alike[0]; k++) {
        for (int i = 0; i < N; i++) value[i] = alike[k];
        assert_as_sorted(value, N, "alike");
    }
    for (int i = 0; i < N; i++) value[i] = i % 3 ? 0.0 : -0.0;
    assert_as_sorted(value, N, "zeros of both signs");
    for (int i = 0; i < N; i++) value[i] = i % 3 ? 4 : INFINITY;
    assert_as_sorted(value, N, "4, or none");
}

/* One quantile of up to eight values. */
static double one(const double *value, size_t n, double p)
{
    double copy[8], scratch[8], quantile;
    memcpy(copy, value, n * sizeof *value);
    quantiles_of(copy, scratch, n, &p, 1, &quantile);
    return quantile;
}

Test(quantile, is_type_7)
{
    /* By hand: place 1 + 4 p among 1 2 4 8 16. */
    static const double value[] = {8, 1, 16, 2, 4};
    static const struct {
        double p;
        double quantile;
    } row[] = {{0, 1},     {0.125, 1.5}, {0.25, 2},   {0.5, 4},
               {0.625, 6}, {0.75, 8},    {0.875, 12}, {1, 16}};
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        double quantile = one(value, 5, row[i].p);
        cr_assert_eq(quantile, row[i].quantile, "p = %g gave %g", row[i].p, quantile);
    }
    cr_assert_eq(one(value, 1, 0.3), 8);
    cr_assert_eq(one(value, 2, 0.5), 4.5);
}

Test(quantile, takes_the_nearer_of_a_finite_and_an_infinite_value)
{
    static const double never[] = {INFINITY, 3, INFINITY};
    static const double below[] = {5, -INFINITY};
    cr_assert_eq(one(never, 3, 0.1), 3);
    cr_assert_eq(one(never, 3, 0.25), 3); /* half way: the lower */
    cr_assert_eq(one(never, 3, 0.3), INFINITY);
    cr_assert_eq(one(never, 3, 0.8), INFINITY);
    cr_assert_eq(one(below, 2, 0.5), -INFINITY);
    cr_assert_eq(one(below, 2, 0.51), 5);
}
