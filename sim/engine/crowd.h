/* crowd.h: all replicates of a world lived at once, year by year, many people side by side. Gives the
 * very counts of lives_run, only sooner.
 * Read by analysis.
 *
 * People who share their tables (sex, class, group) stand in a tile, those of all replicates and all
 * starts together, so that small groups of mixed ages fill the vectors too. Where few nodes
 * are open, the thresholds of all nodes stand in registers' width and a shuffle fetches each person's
 * own; the ages of two blocks of random words are then lived in one go, eight people at a time. Elsewhere
 * thresholds are looked up, an age at a time, and the two lives of a person are lived as one for as long
 * as they are the same. */
#ifndef LIVSBANA_ENGINE_CROWD_H
#define LIVSBANA_ENGINE_CROWD_H

#include "base/lanes.h"
#include "engine/lives.h"

typedef struct CrowdAge CrowdAge;
typedef struct CrowdTile CrowdTile;

typedef struct {
    const Plan *plan;
    LaneTarget target;      /* lanes_best(); a test may choose another that the machine has */
    bool shuffles;          /* where few nodes are open; a test may forbid it */
    int n_replicates;       /* at most so many at once */
    Counts *counts;         /* [n_replicates] of the last crowd_live; cells are parts of `cell` */
    uint32_t *cell[N_ARMS]; /* [2 * LANES + n_replicates * n_counts]; the first LANES take what
                               is not counted, the last only zeros */
    const CrowdAge *age;    /* [n_ages] */
    CrowdTile *tile;        /* scratch */
    const World *
        compared; /* the world and its list of tables that same_from is of; it outlives the crowd */
    int compared_list;
    int *same_from; /* [n_tracks] the age from which on a track's tables are those of the track
                       before it in its group, sex and class; last_age when never */
    Arena arena;
} Crowd;

/* For a plan with its people, to live up to n_replicates at once. STATUS_MEMORY. */
Status crowd_init(const Plan *plan, int n_replicates, Crowd *crowd) MUST_USE;
void crowd_free(Crowd *crowd); /* safe on {0} and twice */

/* Lives replicates first .. first + n - 1 of the world into crowd->counts[0 .. n - 1]; n is at most
 * n_replicates. The rest as for lives_run. */
void crowd_live(Crowd *crowd, World *world, const LifeStreams *streams, int first, int n,
                double share_reached, const double *const reach[N_ARMS],
                const EffectVariant *variant);

#endif
