/* bend.h: what changes the rows of one track in one year: the untreated course, effects, placements.
 * Read by years and natural. */
#ifndef LIVSBANA_ENGINE_BEND_H
#define LIVSBANA_ENGINE_BEND_H

#include "engine/world.h"

typedef struct {
    const AgePlan *at;
    bool any;
    int place; /* everybody who lives goes here; ANY */
    bool touched[MAX_STATES], by_hazard[MAX_STATES], dies_other[MAX_STATES];
    double hazard[MAX_STATES][MAX_STATES],
        odds[MAX_STATES][MAX_STATES]; /* [from][target position] */
    double death_hazard[MAX_STATES], death_odds[MAX_STATES];
} Bend;

void bend_begin(Bend *bend, const AgePlan *at);
/* Odds ratio exp(log_odds) on being in `state` next year, from every state (staying in it included). */
void bend_outcome(Bend *bend, const Model *model, int state, double log_odds);
/* A ratio on the transitions that an effect names. */
void bend_effect(Bend *bend, const Model *model, const Effect *effect, double ratio);
void bend_place(Bend *bend, int state);
/* Writes the bent table of a track's people in an arm and a kind of year (whose base table is made), but
 * for its thresholds. */
void bend_apply(const Bend *bend, const World *world, const Track *track, int arm, int shock,
                YearTable *table);
/* Moves people on by a year under the bent rows, of which only those with people are worked out. */
void bend_move(const Bend *bend, const World *world, const Track *track, int arm, int shock,
               const double *now, double *next);

#endif
