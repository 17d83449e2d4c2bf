/* kinds.h: a world's kinds of rows, from its drawn values.
 * Read by making, and by all who read rows: shocks, population, natural, years, exact. */
#ifndef LIVSBANA_ENGINE_KINDS_H
#define LIVSBANA_ENGINE_KINDS_H

#include "engine/world.h"

/* Base probabilities of every row, and of ordinary years what modifiers make of them; of a model that is
 * told (told.h) the thresholds of its tables, while rows wait for kinds_rows. STATUS_INPUT when the world
 * makes one impossible, in any year: noted with the parameter that lies farthest out, and the world. */
Status kinds_make(World *world, Problems *problems) MUST_USE;
/* Makes the rows of the world at hand, if they are not made yet: whoever reads them asks first. */
void kinds_rows(World *world);
/* Makes these bent rows, if they are not made yet. */
void kinds_need(World *world, SpecialRows *rows);
/* Only checks the base probabilities. */
Status kinds_check(World *world, Problems *problems) MUST_USE;

#endif
