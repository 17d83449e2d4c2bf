/* told.h: thresholds straight from what a model tells, for models that leave it at that: no life table, no
 * modifiers, at most eight rows at any age, and every row lived by somebody. The rows themselves are made when
 * somebody asks for them.
 * Read by world and kinds. */
#ifndef LIVSBANA_ENGINE_TOLD_H
#define LIVSBANA_ENGINE_TOLD_H

#include "engine/world.h"

/* Finds the base tables that the plan's people live by; world->told stays NULL where the model is another, or
 * has rows that nobody here lives by: making tables checks all of it. */
Status told_init(World *world) MUST_USE;
/* Their thresholds in this world, where a factor has changed. False when a row may be impossible. */
bool told_make(World *world, double tolerance) MUST_USE;

#endif
