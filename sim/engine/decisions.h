/* decisions.h: a world's chances to reach milestones at their birthdays.
 * Read by making and world. */
#ifndef LIVSBANA_ENGINE_DECISIONS_H
#define LIVSBANA_ENGINE_DECISIONS_H

#include "engine/world.h"

/* Finds which rows and modifiers count for every milestone, sex, class and state. STATUS_MEMORY. */
Status decisions_init(World *world) MUST_USE;
/* The chances and causal shares of milestones decided at an age. STATUS_INPUT when one is impossible in
 * this world. */
Status decisions_make(World *world, Problems *problems) MUST_USE;

#endif
