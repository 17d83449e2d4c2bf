/* blocks_ranks.h: the leader's side of blocks that ranks share: who asks gets the next one.
 * Read by blocks only. */
#ifndef LIVSBANA_ANALYSIS_BLOCKS_RANKS_H
#define LIVSBANA_ANALYSIS_BLOCKS_RANKS_H

#include "base/parallel.h"
#include "base/problems.h"
#include "base/ranks.h"

#include <stdint.h>

/* Blocks are gone through in phases, from 0 and on through all the runs of a command; helpers may be ahead
 * of the leader, who may leave phases out. */
typedef struct {
    int number;
    uint64_t key; /* of the job, the same on every rank */
    size_t bytes; /* of a result; 0: none */
    const atomic_bool *stop;
    void *context;
    /* Is the block done already, without anybody's work? */
    bool (*is_kept)(void *context, int block, Status *status);
    /* Takes over a result that a helper gave, from malloc. */
    Status (*take)(void *context, int block, void *result);
    /* A block that failed elsewhere, once more, so that its problems are known here. */
    Status (*redo)(void *context, int block);
} RankPhase;

/* What the leader knows of a helper. */
typedef struct {
    bool asks;    /* for a block of a phase that the leader has not come to */
    int phase;    /* that phase */
    uint64_t key; /* of the job it asks for */
    int n_blocks; /* it works at */
} Helper;

/* Serves the helpers of helper[ranks] until the phase is done; then no block is under way. A rank that
 * works on another job, or leaves before its time, is noted and ends the run. */
Status blocks_lead(const RankPhase *phase, Parallel *parallel, Helper *helper,
                   Problems *problems) MUST_USE;
/* After a run's last phase: whoever asked for a later one asks again. */
void blocks_dismiss(Helper *helper);

#endif
