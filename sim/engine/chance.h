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

/* What a track's people have in common when milestone m is decided by the tables of an arm. */
typedef struct {
    const Chance *chance;
    const Track *track;
    const AgePlan *at;
    const double *reached, *causal; /* [node] chances; an effect may bend the first */
    int tables, m;
    bool bent;
    double because[2]; /* shares of those who miss it, who reach it: because of the programme */
} MilestoneChance;

MilestoneChance chance_milestone(const Chance *chance, const Track *track, int tables, int m);
/* Decides for a person at a node; returns the node with what they now hold, and the level. */
int chance_decide(const MilestoneChance *milestone, int node, const uint32_t word[4],
                  uint8_t *level);

#endif
