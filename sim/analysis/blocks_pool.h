/* blocks_pool.h: what the threads of a run of blocks share: each thread's worker, the problems of the lowest
 * block that failed, and finished blocks that wait for those before them.
 * Read by blocks and blocks_ranks only. */
#ifndef LIVSBANA_ANALYSIS_BLOCKS_POOL_H
#define LIVSBANA_ANALYSIS_BLOCKS_POOL_H

#include "analysis/blocks.h"
#include "base/desk.h"

#include <pthread.h>

/* What is done with every block: first a look, then the work. */
typedef struct {
    int number;
    Status (*work)(void *pool, void *scratch, int block);
    bool gives; /* results */
} Phase;

typedef struct Waiting Waiting; /* a finished block */

/* Everything below `lock` is read and written under it. */
typedef struct {
    const BlockJob *job;
    const RunOptions *options;
    pthread_mutex_t lock;
    int failed_block; /* the lowest that failed; ANY */
    Problems failed;  /* its problems */
    int taken;        /* blocks handed on */
    bool refused;     /* the job could not take one of them: no other is handed on */
    Waiting *waiting; /* in order of blocks */
    Ranks here;
    uint64_t key;           /* of the job */
    const Phase *phase;     /* the one under way */
    Desk desk;              /* the leader's */
    Checkpoint *checkpoint; /* begun; NULL: none */
} Pool;

/* One thread's worker, made anew when another study's turn comes, and its block. */
typedef struct {
    int study;
    Worker *worker;
    void *result; /* [block_bytes + work_bytes]; NULL until it is needed */
} Scratch;

Status pool_begin(Pool *pool, const BlockJob *job, const RunOptions *options) MUST_USE;
void pool_end(Pool *pool, Problems *problems); /* moves what is wrong to `problems` */

Status scratch_make(void *pool, void **scratch) MUST_USE;
void scratch_free(void *scratch); /* safe on NULL */
Status scratch_turn_to(Scratch *scratch, const Pool *pool, int study) MUST_USE;

/* Keeps the problems of the lowest block that fails. */
void pool_keep_problems(Pool *pool, Scratch *scratch, int block);

/* Hands a result to the job, or keeps it until those before it have come; then they are handed on
 * together. The first takes a copy if it must, the second takes `result` over, from malloc. */
Status pool_hand_on(Pool *pool, int block, void *result) MUST_USE;
Status pool_hand_over(Pool *pool, int block, void *result) MUST_USE;

/* Of the phase under way among all phases of the command. */
int pool_phase(const Pool *pool);

#endif
