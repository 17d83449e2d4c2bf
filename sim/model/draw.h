/* draw.h: parameters' values in one world, and at their medians.
 * Read by study, and by calibration for its proposals; study.h offers the same for a whole study. */
#ifndef LIVSBANA_MODEL_DRAW_H
#define LIVSBANA_MODEL_DRAW_H

#include "model/study.h"

/* Its values in the worlds of a block; value[WORLDS_PER_BLOCK]. Depends on seed and name only. */
void parameter_draw_block(const Parameter *parameter, uint64_t seed, int block, double *value);
double parameter_draw(const Parameter *parameter, uint64_t seed, int world);

/* The same for parameter[n], those of the joint table together from the row that the world takes. */
void parameters_draw(const Parameter *parameter, int n, const JointDraws *joint, uint64_t seed,
                     int world, double *value);
void parameters_medians(const Parameter *parameter, int n, const JointDraws *joint, double *value);

/* Number `index` of the stream called `name`: n independent standard normal values, or one uniform
 * value. The proposals of `calibrate`. */
void draw_normals(const char *name, uint64_t seed, int index, int n, double *normal);
double draw_uniform(const char *name, uint64_t seed, int index);

#endif
