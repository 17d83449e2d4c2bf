#include "base/quantile.h"
#include "base/sketch.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

enum { N = 20001 };

static const double asked[] = {0, 0.05, 0.25, 0.5, 0.75, 0.95, 1};
enum { N_ASKED = sizeof asked / sizeof asked[0] };

static void add(Sketch *sketch, Arena *arena, double value)
{
    cr_assert(sketch_add(sketch, arena, value));
}

/* N numbers of every size and both signs, without any library's random numbers. */
static void fill(double *value)
{
    uint32_t state = 1;
    for (int i = 0; i < N; i++) {
        state = state * 1664525u + 1013904223u;
        double size = exp2((state >> 8) / 16777216.0 * 36 - 4); /* 1/16 to 4e9 */
        value[i] = state & 64 ? -size : size;
    }
}

Test(sketch, every_quantile_is_within_a_256th_of_the_exact_one)
{
    static double value[N], scratch[N];
    double exact[N_ASKED];
    Sketch sketch = {0};
    Arena arena = {0};
    fill(value);
    for (int i = 0; i < N; i++) add(&sketch, &arena, value[i]);
    quantiles_of(value, scratch, N, asked, N_ASKED, exact);
    for (int i = 0; i < N_ASKED; i++) { /* 20000 p is whole: no interpolation */
        double found = sketch_quantile(&sketch, asked[i]);
        cr_assert_leq(fabs(found - exact[i]), fabs(exact[i]) / 256 * (1 + 1e-12),
                      "p %g: %g, not %g", asked[i], found, exact[i]);
        cr_assert_neq(found, exact[i], "p %g is exact: is anything sketched?", asked[i]);
    }
    arena_free(&arena);
}

Test(sketch, the_order_of_values_is_of_no_matter)
{
    static double value[N];
    Sketch forth = {0}, back = {0};
    Arena arena = {0};
    fill(value);
    for (int i = 0; i < N; i++) add(&forth, &arena, value[i]);
    for (int i = N - 1; i >= 0; i--) add(&back, &arena, value[i]);
    for (double p = 0; p <= 1; p += 1.0 / 512)
        cr_assert_eq(sketch_quantile(&forth, p), sketch_quantile(&back, p), "p %g", p);
    arena_free(&arena);
}

Test(sketch, whole_numbers_below_256_come_out_as_they_are)
{
    Sketch sketch = {0};
    Arena arena = {0};
    for (int i = -255; i <= 255; i++) add(&sketch, &arena, i);
    for (int i = 0; i <= 510; i++)
        cr_assert_float_eq(sketch_quantile(&sketch, i / 510.0), i - 255, 1e-9, "%d", i - 255);
    /* 1000 shares a bucket with 1001, 1002 and 1003: their middle. */
    Sketch large = {0};
    add(&large, &arena, 1000);
    cr_assert_eq(sketch_quantile(&large, 0.5), 1001.5);
    arena_free(&arena);
}

Test(sketch, between_two_values_it_is_linear_as_the_exact_quantile)
{
    Sketch sketch = {0};
    Arena arena = {0};
    add(&sketch, &arena, 10);
    add(&sketch, &arena, 20);
    cr_assert_float_eq(sketch_quantile(&sketch, 0.25), 12.5, 1e-12);
    arena_free(&arena);
}

Test(sketch, nothing_and_never_have_places_of_their_own)
{
    Sketch sketch = {0};
    Arena arena = {0};
    add(&sketch, &arena, 0);
    add(&sketch, &arena, 1e-9); /* less than 2^-20 */
    add(&sketch, &arena, -3);
    add(&sketch, &arena, INFINITY);
    add(&sketch, &arena, INFINITY);
    cr_assert_float_eq(sketch_quantile(&sketch, 0), -3, 3.0 / 256);
    cr_assert_eq(sketch_quantile(&sketch, 0.25), 0);
    cr_assert_eq(sketch_quantile(&sketch, 0.5), 0);
    cr_assert_eq(sketch_quantile(&sketch, 0.75), INFINITY);
    cr_assert_eq(sketch_quantile(&sketch, 0.6), 0, "the nearer of 0 and never, ties to the lower");
    arena_free(&arena);
}
