/* effects.h: what the programme does to a track's people in a year since entry (1 is the first).
 * Read by years, flow, trial, exact and lives. */
#ifndef LIVSBANA_ENGINE_EFFECTS_H
#define LIVSBANA_ENGINE_EFFECTS_H

#include "engine/world.h"

/* The part of an effect that works in a year since entry: 1 in its years, then fading linearly. */
double world_fade(const World *world, const Effect *effect, int year);
/* The strength (exponent of the ratio) of an effect in a year since entry (1 is the first). */
double world_strength(const World *world, int effect, int year, const EffectVariant *variant);
/* The effect's ratio in that year: its drawn (or solved) ratio to the power of its strength. */
double world_ratio(const World *world, int effect, int year, const EffectVariant *variant);

/* The chance that a node's person reaches milestone m at its birthday, in an arm of a track. */
double world_decision(const World *world, const Track *track, int arm, int m, int node,
                      const EffectVariant *variant);

/* Does an effect bend that chance in the intervention? */
bool effects_decide(const World *world, const Track *track, int m);

/* The state in which the programme holds a track's people in a year since entry, or ANY. A place
 * has no half strength: one that is nil, or weakened by the variant, holds nobody. */
int effects_place(const World *world, const Track *track, int year, const EffectVariant *variant);

/* A person's node after the placement effects of year 1, or the same node. */
int world_placed(const World *world, const Track *track, int arm, int node,
                 const EffectVariant *variant);

#endif
