#include "base/elementary.h"

#include <criterion/criterion.h>
#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* Numbers between 0 and 1 that no function of the C library has made. */
static double next_share(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) * 0x1p-53 + 0x1p-54;
}

static double power_of_share(double x)
{
    return pow(x, 3 - 5 * x);
}

static long double power_of_share_wide(long double x)
{
    return powl(x, (long double)(3 - 5 * (double)x));
}

static double long_side(double x)
{
    return hypot(x, 1 - x * x);
}

static long double long_side_wide(long double x)
{
    return hypotl(x, (long double)(1 - (double)x * (double)x));
}

static double gsl_gamma(double x)
{
    return gsl_cdf_gamma_P(x + 7, 7.5, 1);
}

static double gsl_normal(double x)
{
    return gsl_cdf_ugaussian_Pinv(x);
}

static const struct {
    const char *name;
    double (*f)(double);
    long double (*wide)(long double); /* the C library's, in more digits */
    double low, high;                 /* arguments */
    double most;                      /* units in the last place that a value is off */
    uint64_t checksum;                /* of the bits of 20,000 values */
} FUNCTION[] = {
    {"exp", exp, expl, -40, 40, 1, 0x6cd7aa43927f13d0},
    {"exp of all sizes", exp, expl, -708, 709, 1, 0xe28b38189cb543dc},
    {"exp below the normal numbers", exp, expl, -745, -708, 1, 0xec9346810f60a279},
    {"exp near 0", exp, expl, -1e-3, 1e-3, 1, 0x834de87a721961c5},
    {"log", log, logl, 0, 1, 1, 0x9f37ba7d6c7a31f0},
    {"log of large numbers", log, logl, 0, 1e9, 1, 0x4419901cd8aea2c3},
    {"log near 1", log, logl, 0.999, 1.001, 1, 0x3806e1c00f238724},
    {"log10", log10, log10l, 0, 1e6, 1, 0x6a6a6a1041ef0ef7},
    {"log1p", log1p, log1pl, -1, 1, 1, 0x1497317f65bac2e4},
    {"log1p near 0", log1p, log1pl, -1e-6, 1e-6, 1, 0x2b8f03cfaa438bb7},
    {"expm1", expm1, expm1l, -3, 3, 1.5, 0x047912daeaf6df90},
    {"expm1 of all sizes", expm1, expm1l, -750, 709, 1.5, 0x3c67c4352302c272},
    {"expm1 near 0", expm1, expm1l, -1e-6, 1e-6, 1, 0xf6e287faab757e05},
    {"pow", power_of_share, power_of_share_wide, 0, 1, 1, 0x931bfadfd02f1220},
    {"sin", sin, sinl, 1.57, 3.14, 1, 0x77978c8f643d6480},
    {"hypot", long_side, long_side_wide, 0, 3, 1, 0x71eac097d443c68d},
    {"log gamma of GSL", gsl_sf_lngamma, NULL, 0, 0.5, 1, 0xfc86eb3d0b139d90},
    {"gamma distribution of GSL", gsl_gamma, NULL, 0, 4, 1, 0x9b2650bf42abef67},
    {"normal quantile of GSL", gsl_normal, NULL, 0, 1, 1, 0xba3aa01cfe381ea3},
};

enum { N_FUNCTIONS = sizeof FUNCTION / sizeof FUNCTION[0], N_VALUES = 20000 };

static double unit_in_last_place(double y)
{
    int exponent;
    frexp(y, &exponent);
    return ldexp(1, exponent < DBL_MIN_EXP ? DBL_MIN_EXP - DBL_MANT_DIG : exponent - DBL_MANT_DIG);
}

/* What the C library would give differs in one value of ten, and on another processor in one of a thousand. */
Test(elementary, every_machine_gives_the_same_bits_to_gsl_too)
{
    for (int i = 0; i < N_FUNCTIONS; i++) {
        uint64_t state = 1, sum = 14695981039346656037u, bits;
        for (int k = 0; k < N_VALUES; k++) {
            double x = FUNCTION[i].low + (FUNCTION[i].high - FUNCTION[i].low) * next_share(&state),
                   y = FUNCTION[i].f(x);
            memcpy(&bits, &y, sizeof bits);
            sum = (sum ^ bits) * 1099511628211u;
        }
        cr_expect_eq(sum, FUNCTION[i].checksum, "%s: 0x%016" PRIx64, FUNCTION[i].name, sum);
    }
}

Test(elementary, values_are_next_to_those_of_more_digits)
{
    for (int i = 0; i < N_FUNCTIONS; i++) {
        uint64_t state = 2;
        for (int k = 0; k < N_VALUES && FUNCTION[i].wide; k++) {
            double x = FUNCTION[i].low + (FUNCTION[i].high - FUNCTION[i].low) * next_share(&state);
            double y = FUNCTION[i].f(x);
            long double wanted = FUNCTION[i].wide(x);
            double off = (double)(fabsl(y - wanted) / unit_in_last_place((double)wanted));
            cr_assert_lt(off, FUNCTION[i].most, "%s(%a) is %a, %g units off", FUNCTION[i].name, x,
                         y, off);
        }
    }
}

/* Numbers are rounded to digits by these. */
Test(elementary, powers_of_ten_are_exact)
{
    const double ten[] = {1, 10, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};
    for (int i = 0; i < (int)(sizeof ten / sizeof ten[0]); i++) {
        cr_expect_eq(pow(10, i), ten[i]);
        cr_expect_eq(log10(ten[i]), i);
        cr_expect_eq(floor(log10(1 / ten[i])), -i);
    }
}

/* Through a pointer that compilers cannot follow: exp of some constants they know by themselves. */
Test(elementary, exp_at_its_ends)
{
    double (*volatile own)(double) = exp;
    cr_assert_eq(own(0), 1);
    cr_assert_eq(own(-0.0), 1);
    cr_assert_eq(own(INFINITY), INFINITY);
    cr_assert_eq(own(-INFINITY), 0);
    cr_assert_eq(own(1e300), INFINITY);
    cr_assert_eq(own(-1e300), 0);
    cr_assert_eq(own(710), INFINITY);
    cr_assert_lt(own(709.78), INFINITY);
    cr_assert_eq(own(-744.5), DBL_TRUE_MIN);
    cr_assert_eq(own(-746), 0);
    cr_assert(isnan(own(NAN)));
    double (*volatile less_one)(double) = expm1;
    cr_assert_eq(less_one(0), 0);
    cr_assert_eq(less_one(INFINITY), INFINITY);
    cr_assert_eq(less_one(-INFINITY), -1);
    cr_assert_eq(less_one(710), INFINITY);
    cr_assert_lt(less_one(709.78), INFINITY);
    cr_assert_eq(less_one(1e-300), 1e-300);
    cr_assert_eq(less_one(-1e300), -1);
    cr_assert(isnan(less_one(NAN)));
}

static void expect_many_as_alone(LaneTarget target, const double *value, int n, bool less_one)
{
    double many[64];
    memcpy(many, value, (size_t)n * sizeof *value);
    many[n] = 12345;
    (less_one ? expm1_many : exp_many)(target, many, n);
    for (int i = 0; i < n; i++) {
        double alone = less_one ? expm1(value[i]) : exp(value[i]);
        bool same = memcmp(&many[i], &alone, sizeof alone) == 0 || (isnan(many[i]) && isnan(alone));
        cr_assert(same, "%s: exp%s(%a), %d of %d: %a, not %a", lanes_name(target),
                  less_one ? "m1" : "", value[i], i, n, many[i], alone);
    }
    cr_assert_eq(many[n], 12345, "%s: more than the %d that were asked for", lanes_name(target), n);
}

Test(elementary, many_have_the_bits_of_each_alone)
{
    double value[60] = {0,      -0.0, INFINITY, -INFINITY, NAN,    1e300,
                        -1e300, 710,  -744.5,   -746,      1e-320, 1000.5};
    uint64_t state = 3;
    for (int i = 12; i < 60; i++) value[i] = -750 + 1470 * next_share(&state);
    for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
        for (int n = 0; n <= 60 && lanes_has(target); n++) {
            expect_many_as_alone(target, value, n, false);
            expect_many_as_alone(target, value, n, true);
        }
    }
}
