/* elementary.h: exp and expm1 of many numbers, each as they (math.h) give it.
 * Read by engine and model. elementary.c gives the whole program exp, expm1, log, log10, log1p, pow, sin and
 * hypot under their standard names, with the same bits on every machine. */
#ifndef LIVSBANA_BASE_ELEMENTARY_H
#define LIVSBANA_BASE_ELEMENTARY_H

#include "base/lanes.h"

typedef double One __attribute__((vector_size(8)));
typedef uint64_t OneBits __attribute__((vector_size(8)));
typedef uint64_t FourBits __attribute__((vector_size(32)));

/* Beyond this exp is 0 or infinite. */
static const double EXP_FAR = 1000;

/* Defines exp_near_<name>: exp or, less_one, exp - 1, in place, of numbers that are not beyond EXP_FAR; less than 1
 * unit in the last place off, below the normal numbers too, or 1.5 less_one; infinite where it is too large, NaN
 * of NaN. With k the whole number nearest to x / log 2 and r = x - k log 2 exp is 2^k exp r. exp r is its series up
 * to r^13: what follows is less than 2^-57, since r is at most log(2) / 2 from 0. To r its rest is added last. A
 * number to which LAST_BITS are added has no room for what is behind the point, and its last bits, moved up, are an
 * exponent. 2^k alone may be out of range, so it comes as 2^i 2^j. */
#define DEFINE_EXP(name, Real, Bits)                                                          \
    LANES_BODY void exp_near_##name(Real *value, bool less_one)                               \
    {                                                                                         \
        const double LOG2 = 0x1.62e42fefp-1,                                                  \
                     LOG2_REST = 0x1.473de6af278edp-34; /* k LOG2 is exact */                 \
        const double BY_LOG2 = 0x1.71547652b82fep+0, LAST_BITS = 0x1.8p52;                    \
        Real x = *value, k = x * BY_LOG2 + LAST_BITS - LAST_BITS;                             \
        Real half = k * 0.5 + LAST_BITS - LAST_BITS;                                          \
        Bits i = (Bits)(half + LAST_BITS) + 1023, j = (Bits)(k - half + LAST_BITS) + 1023;    \
        Real to_i = (Real)(i << 52), to_j = (Real)(j << 52), by_j = (Real)((2046 - j) << 52); \
        Real r = x - k * LOG2, rest = k * LOG2_REST, s = r - rest, s2 = s * s, s4 = s2 * s2;  \
        Real low = (1 / 2. + s * (1 / 6.)) + s2 * (1 / 24. + s * (1 / 120.));                 \
        Real middle = (1 / 720. + s * (1 / 5040.)) + s2 * (1 / 40320. + s * (1 / 362880.));   \
        Real high = (1 / 3628800. + s * (1 / 39916800.)) +                                    \
                    s2 * (1 / 479001600. + s * (1 / 6227020800.));                            \
        Real more = r + (s2 * (low + s4 * (middle + s4 * high)) - rest);                      \
        *value = less_one ? (to_i - by_j + more * to_i) * to_j : (1 + more) * to_i * to_j;    \
    }
DEFINE_EXP(one, One, OneBits)
DEFINE_EXP(four, Four, FourBits)

/* The same of any four numbers. */
LANES_BODY void exp_four(Four *value, bool less_one)
{
    const Four FAR = {EXP_FAR, EXP_FAR, EXP_FAR, EXP_FAR};
    Four x = *value;
    FourBits above = (FourBits)(x > FAR), below = (FourBits)(x < -FAR);
    *value = (Four)(((FourBits)x & ~(above | below)) | ((FourBits)FAR & above) |
                    ((FourBits)-FAR & below));
    exp_near_four(value, less_one);
}

/* exp or expm1 of value[n], in place, by the target's instructions. */
void exp_many(LaneTarget target, double *value, int n);
void expm1_many(LaneTarget target, double *value, int n);

#endif
