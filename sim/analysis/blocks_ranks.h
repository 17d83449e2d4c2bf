/* blocks_ranks.h: blocks that ranks share: helpers ask for the next one, and the leader says which.
 * Read by blocks only.
 *
 * Blocks are gone through in phases, counted through all the runs of a command. A helper may be ahead of the
 * leader, who may leave phases out; at a phase's end no block of it is under way, so that what is said
 * belongs to the phase in which it is heard. A run that is stopped does not wait for that. */
#ifndef LIVSBANA_ANALYSIS_BLOCKS_RANKS_H
#define LIVSBANA_ANALYSIS_BLOCKS_RANKS_H

#include "analysis/blocks_pool.h"

/* As parallel_run calls them, with the pool. A helper's next block, and its work: it tells of a block that
 * failed, and goes on, since the leader ends the run. */
int blocks_ask(void *pool);
Status blocks_help(void *pool, void *scratch, int block) MUST_USE;
/* Serves the helpers until the phase is done. A rank that works on another job, or leaves before its time,
 * is noted and fails the run; a block that failed there is worked on here, where its problems can be told. */
Status blocks_lead(void *pool, Parallel *parallel) MUST_USE;

/* The leader's book of helpers; and at a run's end: whoever asked for a later phase asks again. */
Status blocks_welcome(Pool *pool) MUST_USE;
void blocks_dismiss(Pool *pool);

#endif
