/* blocks_ranks.h: blocks that ranks share: helpers ask for the next one, and the leader says which.
 * Read by blocks only. */
#ifndef LIVSBANA_ANALYSIS_BLOCKS_RANKS_H
#define LIVSBANA_ANALYSIS_BLOCKS_RANKS_H

#include "analysis/blocks_pool.h"

/* As parallel_run calls them, with the pool. A helper's next block, and its work: it tells of a block that
 * failed, and goes on, since the leader ends the run. */
int blocks_ask(void *pool);
Status blocks_help(void *pool, void *scratch, int block) MUST_USE;
/* Serves the helpers until the phase is done; a block that failed there is worked on here, where its problems
 * can be told. */
Status blocks_lead(void *pool, Parallel *parallel) MUST_USE;

/* Opens the leader's desk, which pool_end closes. */
Status blocks_welcome(Pool *pool) MUST_USE;

#endif
