#include "base/sketch.h"

#include <assert.h>
#include <math.h>
#include <string.h>

const double sketch_error = 1.0 / (2 * SKETCH_STEPS);

enum { FRACTION_BITS = 52, STEP_BITS = 7, EXPONENT_BIAS = 1023 };

bool sketch_add(Sketch *sketch, Arena *arena, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    bool negative = bits >> 63;
    int octave = (int)(bits >> FRACTION_BITS & 0x7ff) - EXPONENT_BIAS - SKETCH_LOWEST;
    int step = (int)(bits >> (FRACTION_BITS - STEP_BITS) & (SKETCH_STEPS - 1));
    sketch->n++;
    sketch->has_parts |= value != floor(value);
    if (octave < 0) {
        sketch->n_zero++;
        return true;
    }
    if (octave >= SKETCH_OCTAVES) {
        assert(!negative);
        sketch->n_infinite++;
        return true;
    }
    uint32_t **at = &sketch->octave[negative][octave];
    if (!*at) *at = arena_alloc(arena, SKETCH_STEPS, sizeof **at);
    if (!*at) return false;
    (*at)[step]++;
    return true;
}

/* The middle of what may be in a bucket, of either sign. */
static double middle(const Sketch *sketch, int octave, int step)
{
    double width = ldexp(1.0 / SKETCH_STEPS, octave + SKETCH_LOWEST);
    double low = (SKETCH_STEPS + step) * width;
    if (sketch->has_parts) return low + width / 2;
    return width > 1 ? low + (width - 1) / 2 : low;
}

/* Takes the octave's counts off `rank`, from the smallest magnitude or from the largest, and says whether
 * the rank's value is in it. */
static bool find_in(const Sketch *sketch, int octave, bool negative, uint64_t *rank, double *value)
{
    const uint32_t *count = sketch->octave[negative][octave];
    if (!count) return false;
    for (int i = 0; i < SKETCH_STEPS; i++) {
        int step = negative ? SKETCH_STEPS - 1 - i : i;
        if (*rank < count[step]) {
            double size = middle(sketch, octave, step);
            *value = negative ? -size : size;
            return true;
        }
        *rank -= count[step];
    }
    return false;
}

/* The order statistic `rank`, from 0. */
static double value_at(const Sketch *sketch, uint64_t rank)
{
    double value = 0;
    for (int o = SKETCH_OCTAVES - 1; o >= 0; o--) {
        if (find_in(sketch, o, true, &rank, &value)) return value;
    }
    if (rank < sketch->n_zero) return 0;
    rank -= sketch->n_zero;
    for (int o = 0; o < SKETCH_OCTAVES; o++) {
        if (find_in(sketch, o, false, &rank, &value)) return value;
    }
    return INFINITY;
}

double sketch_quantile(const Sketch *sketch, double p)
{
    assert(sketch->n >= 1 && p >= 0 && p <= 1);
    double place = (double)(sketch->n - 1) * p;
    uint64_t below = (uint64_t)place;
    double weight = place - (double)below, low = value_at(sketch, below);
    if (weight == 0) return low;
    double high = value_at(sketch, below + 1);
    if (isinf(low) || isinf(high)) return weight <= 0.5 ? low : high;
    return low + weight * (high - low);
}
