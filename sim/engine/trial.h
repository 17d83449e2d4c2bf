/* trial.h: the people of a group followed some years from their start, to see how many are in a state then.
 * Read by natural. */
#ifndef LIVSBANA_ENGINE_TRIAL_H
#define LIVSBANA_ENGINE_TRIAL_H

#include "engine/world.h"

/* Tracks that go the same way, followed together: the first of them, and the people of all at their
 * start. */
typedef struct {
    const Track *track;
    const double *start; /* [n_nodes] */
} Followed;

/* One trial: the people of a group (ANY: all) followed some years under a shift of an outcome and
 * perhaps an effect. */
typedef struct {
    World *world;
    int n_followed;
    Followed *followed; /* [n_followed] */
    double *start;      /* of all of them */
    int group, state, after;
    double shift;         /* log odds of being in `state` */
    const Effect *effect; /* NULL: none */
    double log_ratio;
    const Group *shifted; /* its other untreated shifts work too; NULL: none do */
    int solving;          /* the untreated row that `shift` stands for */
    double *step, *slope; /* [n], [n][n] of a group's n shifts, solved together */
    double *now, *next;   /* scratch */
} Trial;

/* For a world whose rows are made. STATUS_MEMORY; trial_free is due then, too. */
Status trial_init(World *world, Trial *trial) MUST_USE;
void trial_free(Trial *trial); /* safe on {0} */

/* The share of the trial's group that is in its state after its years. */
double trial_share(Trial *trial);

#endif
