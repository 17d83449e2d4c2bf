/* bent.h: the rows that a model's modifiers bend, some side by side.
 * Read by kinds. */
#ifndef LIVSBANA_ENGINE_BENT_H
#define LIVSBANA_ENGINE_BENT_H

#include "engine/world.h"

/* Takes the ratios of this world into all lists. */
void bent_list(World *world);
/* Bends n of the plan's bent rows, from their bases, which are made, as the lists have it. Fastest where
 * rows of one width follow each other. */
void bent_make(World *world, const int *row, int n);

#endif
