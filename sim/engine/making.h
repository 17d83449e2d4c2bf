/* making.h: a world made from its parameter values: rows, mortality, starts, known courses, tables.
 * Read by analysis. */
#ifndef LIVSBANA_ENGINE_MAKING_H
#define LIVSBANA_ENGINE_MAKING_H

#include "engine/world.h"

/* Computes everything from `value`[n_parameters], for the intervention under `variant` (NULL: as
 * told). STATUS_INPUT when a probability is impossible in this world or no yearly change brings a
 * known outcome about; noted with the parameter and the world. */
Status world_make(World *world, int number, const double *value, const EffectVariant *variant,
                  Problems *problems) MUST_USE;
/* Only checks that the model's probabilities are possible at `value`; as world_make does, and far
 * quicker: for all worlds before the first life is lived. */
Status world_check(World *world, int number, const double *value, Problems *problems) MUST_USE;
/* The first n_years programme years of another course of calendar years (1, 2 ...; 0 is the world's own)
 * in the same world, with the effects as told; later years' tables are not to be read. */
Status world_change_course(World *world, int course, int n_years) MUST_USE;
/* Only what the effects change of the first n_years programme years, for another variant in the same
 * world; later years' tables are not to be read. */
Status world_change_effects(World *world, const EffectVariant *variant, int n_years) MUST_USE;

#endif
