/* comparison.h: a group that the participants are compared with: like people without the programme,
 * simulated in the same worlds with luck of their own.
 * Read by fund and contract. */
#ifndef LIVSBANA_ANALYSIS_COMPARISON_H
#define LIVSBANA_ANALYSIS_COMPARISON_H

#include "analysis/worker.h"
#include "economics/measured.h"

/* Its setup is one more study for blocks_run: a worker of it enters worlds as any other. The whole must
 * stay where it was made: the setup points into it. */
typedef struct {
    Study study; /* the scenario's people in another number, without effects; borrows all else */
    Setup setup;
    int number; /* of people; they meet the groups' shares to the nearest person */
    Arena arena;
} Comparison;

/* `number` people, spread over the study's groups as its participants are. STATUS_INPUT when the medians
 * give an impossible probability. */
Status comparison_make(const Study *study, int number, Problems *problems,
                       Comparison *comparison) MUST_USE;
void comparison_free(Comparison *comparison); /* safe on {0} and twice */

/* What the group costs in the world that a worker of its setup has entered: series[year][payer] of all its
 * people together. Their expected cost: */
void comparison_expect(Worker *worker, Measured *measured, double *series);
/* The cost of a simulated group, who stand in worker->counts then; `lives` (NULL: not kept) as in
 * lives_run, the baseline's to be read. */
void comparison_live(Worker *worker, int replicate, Measured *measured, Life *lives,
                     double *series);

/* What an evaluation measures: the mean cost of a head of the comparison group less that of the
 * participants, times the participants. Series of n numbers; `rounding` (NULL: none) is what the expected
 * cost of a head of the comparison group without the programme is above the participants', only since
 * whole people cannot meet the same shares in both groups: it is no luck of theirs, and is taken off. */
void comparison_saving(const double *comparison, int n_comparison, const double *participants,
                       int n_participants, const double *rounding, int n, double *saving);

#endif
