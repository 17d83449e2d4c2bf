#include "base/elementary.h"

#include <math.h>
#include <sleef.h>

/* A C library chooses its elementary functions by what the processor can do, and a fused multiply-add rounds
 * otherwise than two steps: the last bits of a result would tell what machine it was made on. These stand in
 * front of the C library's, for GSL too: the linker finds them first and makes them known to the libraries
 * that the program loads. exp and expm1 are asked for by the thousand in every world, so they are vectors' own; the
 * others are those variants of SLEEF's that are the same everywhere, without fused steps, less than 1 unit in the
 * last place off. What else GSL takes from the C library (sqrt, ldexp, frexp) is exact. */

#pragma GCC diagnostic ignored "-Wpsabi" /* no vector crosses a call: every body is inlined */

static double exp_any(double x, bool less_one)
{
    One value = {x > EXP_FAR ? EXP_FAR : x < -EXP_FAR ? -EXP_FAR : x};
    exp_near_one(&value, less_one);
    return value[0];
}

double exp(double x)
{
    return exp_any(x, false);
}

double expm1(double x)
{
    return exp_any(x, true);
}

double log(double x)
{
    return Sleef_cinz_logd1_u10purec(x);
}

double log10(double x)
{
    return Sleef_cinz_log10d1_u10purec(x);
}

double log1p(double x)
{
    return Sleef_cinz_log1pd1_u10purec(x);
}

double pow(double x, double y)
{
    return Sleef_cinz_powd1_u10purec(x, y);
}

double sin(double x)
{
    return Sleef_cinz_sind1_u10purec(x);
}

double hypot(double x, double y)
{
    return Sleef_cinz_hypotd1_u05purec(x, y);
}

LANES_BODY void exp_all(double *value, int n, bool less_one)
{
    int i = 0;
    for (; i + 4 <= n; i += 4) exp_four((Four *)(value + i), less_one);
    for (; i < n; i++) value[i] = exp_any(value[i], less_one);
}

#define DEFINE(suffix, attributes)                                  \
    attributes static void exp_all_##suffix(double *value, int n)   \
    {                                                               \
        exp_all(value, n, false);                                   \
    }                                                               \
    attributes static void expm1_all_##suffix(double *value, int n) \
    {                                                               \
        exp_all(value, n, true);                                    \
    }
LANES_EACH(DEFINE)

void exp_many(LaneTarget target, double *value, int n)
{
    static void (*const copy[N_LANE_TARGETS])(double *, int) = LANES_TABLE(exp_all);
    copy[target](value, n);
}

void expm1_many(LaneTarget target, double *value, int n)
{
    static void (*const copy[N_LANE_TARGETS])(double *, int) = LANES_TABLE(expm1_all);
    copy[target](value, n);
}
