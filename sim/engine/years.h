/* years.h: the table of every track in every year of an arm: shared where nothing is special.
 * Read by world. */
#ifndef LIVSBANA_ENGINE_YEARS_H
#define LIVSBANA_ENGINE_YEARS_H

#include "engine/bend.h"

/* Points world->year[arm] at the base tables of each calendar year's kind, or at tables of their own where the untreated course or
 * an effect bends them. */
Status years_make(World *world, int arm, const EffectVariant *variant) MUST_USE;

/* The part of an untreated shift that still works in a year since entry: 1 until `after`, then
 * fading linearly. */
double years_untreated_fade(const World *world, const Untreated *untreated, int year);

#endif
