/* lives.h: single lives, simulated person by person in both arms with the same luck: the reference that
 * crowd.h must equal, and what keeps whole lives.
 * Read by crowd and analysis. */
#ifndef LIVSBANA_ENGINE_LIVES_H
#define LIVSBANA_ENGINE_LIVES_H

#include "base/random.h"
#include "engine/chance.h"

/* People counted in one replicate. */
typedef struct {
    uint32_t *cell[N_ARMS];      /* [n_counts + LANES] people by cell and year */
    uint32_t *entered[N_ARMS];   /* [n_states] people who enter the state after their start */
    uint32_t *milestone[N_ARMS]; /* [n_milestones][N_MILESTONE_LEVELS] */
    uint32_t exclusion_years[N_ARMS];
    uint32_t fewer, more; /* twins with fewer, more years of exclusion with the programme */
} Counts;

/* One life: the node held at each age, -1 after the end for good; both arms. */
typedef struct {
    int n_years;
    int16_t node[N_ARMS][MAX_AGE + 1];
    bool reached_by_programme;
    uint8_t level[N_ARMS][MAX_MILESTONES]; /* of milestones decided after the start */
} Life;

/* The streams of a study's groups. */
typedef struct {
    RandomStream life, milestone, trait;
} LifeStreams;

Status lives_streams(const Plan *plan, Arena *arena, LifeStreams **streams) MUST_USE;

Status counts_init(const Plan *plan, Counts *counts) MUST_USE;
void counts_free(Counts *counts); /* safe on {0} and twice */

/* Lives every participant's life in replicate `replicate` of the world. reach[arm][track][milestone]
 * comes from the exact cohort of this world; `share_reached` is the chance that the programme reaches
 * a person. `lives` (NULL: not kept) takes each life in the order of tracks and persons. */
void lives_run(World *world, const LifeStreams *streams, int replicate, double share_reached,
               const double *const reach[N_ARMS], const EffectVariant *variant, Counts *counts,
               Life *lives);

#endif
