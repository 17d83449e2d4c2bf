/* bend.h: what changes the rows of one track in one year: the untreated course, effects, placements.
 * Read by years and natural. */
#ifndef LIVSBANA_ENGINE_BEND_H
#define LIVSBANA_ENGINE_BEND_H

#include "engine/world.h"

/* What touches the rows of a state: the untreated course alone, or an effect too. */
typedef enum { BY_NOTHING, BY_COURSE, BY_EFFECT } Touch;

typedef struct {
    const AgePlan *at;
    Touch most;
    bool deaths; /* somebody dies otherwise */
    int place;   /* everybody who lives goes here; ANY */
    Touch touched[MAX_STATES];
    bool by_hazard[MAX_STATES], dies_other[MAX_STATES];
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
/* Rows of an age that a bend changes. */
typedef struct {
    int n;
    int row[MAX_NODES]; /* [n] */
} BentRows;

/* Those touched by `least` or more. */
void bend_rows(const Bend *bend, const Model *model, Touch least, BentRows *rows);
/* Writes the bent table of a track's people in an arm and a kind of year (whose base table is made), but
 * for its thresholds: these rows, and all others as they stand in `like`. The table has room for so many
 * rows, and for all chances to die where the bend changes deaths. */
void bend_apply(const Bend *bend, const BentRows *rows, const World *world, const Track *track,
                int arm, int shock, const YearTable *like, YearTable *table);
/* Moves people on by a year under the bent rows, of which only those with people are worked out. */
void bend_move(const Bend *bend, const World *world, const Track *track, int arm, int shock,
               const double *now, double *next);

#endif
