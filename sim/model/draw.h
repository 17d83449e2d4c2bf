/* draw.h: parameters' values in one world, and at their medians.
 * Read by study; study.h offers the same for a whole study. */
#ifndef LIVSBANA_MODEL_DRAW_H
#define LIVSBANA_MODEL_DRAW_H

#include "model/study.h"

double parameter_median(const Parameter *parameter);
/* Its values in the worlds of a block; value[WORLDS_PER_BLOCK]. Depends on seed and name only. */
void parameter_draw_block(const Parameter *parameter, uint64_t seed, int block, double *value);
double parameter_draw(const Parameter *parameter, uint64_t seed, int world);

#endif
