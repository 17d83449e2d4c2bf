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

Test(quantile, sorting_agrees_with_qsort_bit_for_bit)
{
    static const size_t size[] = {0, 1, 2, 3, 47, 48, 49, 1000, 100000};
    static double value[100000], expected[100000], scratch[100000];
    uint64_t state = 1;
    for (size_t k = 0; k < sizeof size / sizeof size[0]; k++) {
        size_t n = size[k];
        for (size_t i = 0; i < n; i++) value[i] = awkward(&state);
        memcpy(expected, value, sizeof value);
        qsort(expected, n, sizeof expected[0], compare);
        quantile_sort(value, scratch, n);
        cr_assert_eq(memcmp(value, expected, n * sizeof value[0]), 0, "n = %zu", n);
    }
}

Test(quantile, sorting_leaves_equal_and_sorted_values_alone)
{
    enum { N = 100 };
    double value[N], scratch[N];
    for (int i = 0; i < N; i++) value[i] = 2.5;
    quantile_sort(value, scratch, N);
    for (int i = 0; i < N; i++) cr_assert_eq(value[i], 2.5);
    for (int i = 0; i < N; i++) value[i] = i - 50;
    quantile_sort(value, scratch, N);
    for (int i = 0; i < N; i++) cr_assert_eq(value[i], i - 50);
    for (int i = 0; i < N; i++) value[i] = 1 + (N - 1 - i) * DBL_EPSILON; /* one byte differs */
    quantile_sort(value, scratch, N);
    for (int i = 0; i < N; i++) cr_assert_eq(value[i], 1 + i * DBL_EPSILON);
}

Test(quantile, is_type_7)
{
    /* By hand: place 1 + 4 p among 1 2 4 8 16. */
    static const double sorted[] = {1, 2, 4, 8, 16};
    static const struct {
        double p;
        double quantile;
    } row[] = {{0, 1},     {0.125, 1.5}, {0.25, 2},   {0.5, 4},
               {0.625, 6}, {0.75, 8},    {0.875, 12}, {1, 16}};
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        double quantile = quantile_sorted(sorted, 5, row[i].p);
        cr_assert_eq(quantile, row[i].quantile, "p = %g gave %g", row[i].p, quantile);
    }
    cr_assert_eq(quantile_sorted(sorted, 1, 0.3), 1);
    cr_assert_eq(quantile_sorted(sorted, 2, 0.5), 1.5);
}

Test(quantile, takes_the_nearer_of_a_finite_and_an_infinite_value)
{
    static const double never[] = {3, INFINITY, INFINITY};
    static const double below[] = {-INFINITY, 5};
    cr_assert_eq(quantile_sorted(never, 3, 0.1), 3);
    cr_assert_eq(quantile_sorted(never, 3, 0.25), 3); /* half way: the lower */
    cr_assert_eq(quantile_sorted(never, 3, 0.3), INFINITY);
    cr_assert_eq(quantile_sorted(never, 3, 0.8), INFINITY);
    cr_assert_eq(quantile_sorted(below, 2, 0.5), -INFINITY);
    cr_assert_eq(quantile_sorted(below, 2, 0.51), 5);
}
