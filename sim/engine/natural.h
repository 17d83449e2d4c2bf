/* natural.h: known courses solved into yearly changes, world by world, on the exact cohort.
 * Read by world. */
#ifndef LIVSBANA_ENGINE_NATURAL_H
#define LIVSBANA_ENGINE_NATURAL_H

#include "engine/world.h"

/* Solves world->shift (one shift of the log odds of being in the outcome state per `untreated` row, so
 * that the group's share there after so many years is the drawn share) and world->cumulative (first a
 * shift that gives the published untreated share, then the yearly log ratio that gives the treated
 * share), all in ordinary years: a published average already holds good and bad ones. STATUS_INPUT when no change within a factor e^12 does it, noted with the world. */
Status natural_solve(World *world, Problems *problems) MUST_USE;

#endif
