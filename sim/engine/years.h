/* years.h: the table of every track in every year of an arm: shared where nothing is special.
 * Read by making, lives and crowd. */
#ifndef LIVSBANA_ENGINE_YEARS_H
#define LIVSBANA_ENGINE_YEARS_H

#include "engine/bend.h"

/* Points world->year[arm] at the base tables of each calendar year's kind, or at tables of their own where
 * the untreated course or an effect bends them. The baseline comes first: where the programme changes
 * nothing, the intervention lives by the baseline's tables. Only of the first n_years programme years;
 * tables of later ones are left as they were. */
Status years_make(World *world, int arm, const EffectVariant *variant, int n_years) MUST_USE;

/* Makes the thresholds of every table in which a track lives a year; most calls find them made. All years
 * have to be this world's: after a change of the first ones alone nobody can live in it. */
void years_ready(World *world);

/* The part of an untreated shift that still works in a year since entry: 1 until `after`, then
 * fading linearly. */
double years_untreated_fade(const World *world, const Untreated *untreated, int year);

#endif
