/* sketch.h: how many doubles fell into each of many narrow buckets: quantiles of more values than memory
 * holds. Read by analysis.
 *
 * A bucket is the part of an octave (from 2^e to 2^(e+1)) that shares the first seven bits of its
 * fraction, so its middle is within 1/256 of every value in it. Whole numbers under 256, when there is
 * nothing else, have a bucket each and come out as they are. Counts are whole numbers: they do not depend
 * on the order in which values come. */
#ifndef LIVSBANA_BASE_SKETCH_H
#define LIVSBANA_BASE_SKETCH_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

enum { SKETCH_STEPS = 128 };
/* Octaves from 2^-20, under which a value counts as 0, to 2^60, above which it counts as infinite. */
enum { SKETCH_LOWEST = -20, SKETCH_OCTAVES = 80 };
extern const double sketch_error; /* 1/256, of an order statistic's own size */

typedef struct {
    uint64_t n, n_zero, n_infinite;
    bool has_parts;                      /* some value is no whole number */
    uint32_t *octave[2][SKETCH_OCTAVES]; /* [negative][octave][step], NULL while empty; borrowed */
} Sketch;

/* Counts a value, no NaN and not minus infinity; false when memory runs out. */
bool sketch_add(Sketch *sketch, Arena *arena, double value) MUST_USE;
/* As quantiles_of's, from the middles of buckets; the sketch is not empty. */
double sketch_quantile(const Sketch *sketch, double p);

#endif
