/* chance.h: what one person's words decide at the start and at milestones.
 * Read by lives (the scalar reference) and crowd. */
#ifndef LIVSBANA_ENGINE_CHANCE_H
#define LIVSBANA_ENGINE_CHANCE_H

#include "engine/world.h"

enum { LEVEL_NOT_REACHED, LEVEL_REACHED, LEVEL_BECAUSE, N_MILESTONE_LEVELS };

/* The world in which people live, and what its exact cohort says of milestones:
 * reach[arm][track][milestone]. */
typedef struct {
    const World *world;
    const double *const *reach;
    const EffectVariant *variant;
} Chance;

/* The node in which a person of start cell `start` begins: state and years, and the milestones held. */
int chance_start(const World *world, const Track *track, int start, double u);

/* Decides milestone m for a person at a node, by the tables of an arm; returns the node with what they
 * now hold, and the level. */
int chance_decide(const Chance *chance, const Track *track, int tables, int m, int node,
                  const uint32_t word[4], uint8_t *level);

#endif
