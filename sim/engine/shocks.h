/* shocks.h: the course of calendar years that a world lives through, and the tables of years that are
 * not ordinary.
 * Read by making and years. */
#ifndef LIVSBANA_ENGINE_SHOCKS_H
#define LIVSBANA_ENGINE_SHOCKS_H

#include "engine/world.h"

/* Draws the kind of every calendar year of the study. Each year stays what the last one was with that
 * kind's persistence r, else it is drawn anew with weights share (1 - r): so the shares are stationary.
 * A year's draw depends on the world, the calendar year and `course` alone (0 is the world's own; others
 * are what might have been), so that all scenarios live through the same years. At the medians every
 * year is ordinary. */
void shocks_draw(World *world, int course);

/* Makes the rows of a base table that no ordinary year has. */
void shocks_make(World *world, YearTable *table);

#endif
