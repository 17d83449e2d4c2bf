/* population.h: the general population of a world, run forward in age to balance mortality.
 * Read by making. */
#ifndef LIVSBANA_ENGINE_POPULATION_H
#define LIVSBANA_ENGINE_POPULATION_H

#include "engine/world.h"

/* The chances to die in ordinary years, and the population's distribution, age by age; nothing where a
 * world's people need neither: without mortality and milestones.
 * A person of class k in state s dies at rate m r_s^(c f) R_k, where r_s and c are the state's ratio
 * and its causal share, f its fade at this age, R_k the mean over class k of r_s^((1-c) f), and m such
 * that the whole population's survival is exactly the life table's:
 * sum share exp(-m r) = exp(-rate). */
void population_run(World *world);

#endif
