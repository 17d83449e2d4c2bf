/* exact_decide.h: a milestone's birthday for some tracks of the exact cohort, side by side in the lanes of a
 * vector. Read by exact. */
#ifndef LIVSBANA_ENGINE_EXACT_DECIDE_H
#define LIVSBANA_ENGINE_EXACT_DECIDE_H

#include "engine/world.h"

/* Tracks of one sex and class, of which those that are not NULL are decided. */
typedef struct {
    const World *world;
    const EffectVariant *variant;
    const AgePlan *at;
    int arm, m;
    const Track *track[ABREAST];
    double *now;    /* [n_nodes][ABREAST] people, changed in place */
    double *chance; /* [n_nodes][ABREAST] scratch */
    double *const
        *reach; /* [arm] -> [track][milestone]: the baseline's is read in the intervention */
} ExactDecision;

/* Tells each track's share that reaches the milestone, and moves those whose later lives it bends (see
 * exact_run) to the nodes that hold it, where nodes remember it. */
void exact_decide(const ExactDecision *decision);

/* The chance that a person who reaches (reached) or misses (not reached) a milestone does so because of
 * the programme. */
double exact_because(double now, double baseline, bool reached);

#endif
