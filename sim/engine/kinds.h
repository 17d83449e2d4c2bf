/* kinds.h: a world's kinds of rows and its milestones' chances, from its drawn values.
 * Read by making. */
#ifndef LIVSBANA_ENGINE_KINDS_H
#define LIVSBANA_ENGINE_KINDS_H

#include "engine/world.h"

/* Base probabilities, modifiers and bent probabilities of every kind of row. STATUS_INPUT when the
 * world makes one impossible: noted with the parameter that lies farthest out, and the world. */
Status kinds_make(World *world, Problems *problems) MUST_USE;
/* Only checks the base probabilities. */
Status kinds_check(World *world, Problems *problems) MUST_USE;
/* The chances and causal shares of milestones decided at an age. */
Status kinds_decisions(World *world, Problems *problems) MUST_USE;

#endif
