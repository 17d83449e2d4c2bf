/* kinds.h: a world's kinds of rows and its milestones' chances, from its drawn values.
 * Read by making, population and shocks. */
#ifndef LIVSBANA_ENGINE_KINDS_H
#define LIVSBANA_ENGINE_KINDS_H

#include "engine/world.h"

#include <string.h>

/* Base probabilities, modifiers and bent probabilities of every kind of row. STATUS_INPUT when the
 * world makes one impossible: noted with the parameter that lies farthest out, and the world. */
Status kinds_make(World *world, Problems *problems) MUST_USE;
/* Copies a kind's probabilities to a node's row, by fours as both are filled up. */
static inline void kinds_copy(const World *world, int kind, double *p)
{
    const RowKind *row = &world->plan->kind[kind];
    for (int j = 0; j < row->exits->n; j += 4)
        memcpy(p + j, world->kind_p + row->first + j, 4 * sizeof *p);
}
/* Only checks the base probabilities. */
Status kinds_check(World *world, Problems *problems) MUST_USE;
/* The chances and causal shares of milestones decided at an age. */
Status kinds_decisions(World *world, Problems *problems) MUST_USE;

#endif
