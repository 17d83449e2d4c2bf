/* blocks.h: studies carried through their worlds block by block, and what each block found out handed
 * over as one flat piece of memory: the unit of threads, of ranks and of checkpoints.
 * Read by evaluation, expected, fund and contract. */
#ifndef LIVSBANA_ANALYSIS_BLOCKS_H
#define LIVSBANA_ANALYSIS_BLOCKS_H

#include "analysis/company.h"
#include "analysis/memory.h"
#include "analysis/worker.h"
#include "base/checkpoint.h"
#include "base/parallel.h"

typedef struct {
    int n_threads; /* 0: all cores */
    void (*progress)(void *context, int done, int n);
    void *progress_context;
    const atomic_bool *stop;
    int number; /* of this run of blocks among those of a command, from 0: the same on every rank */
    size_t
        memory; /* bytes that may be taken; 0: MEMORY_DEFAULT. Read by those who fit a job into it */
    size_t held; /* of them, taken whatever is run: the program and what it has read */
    int *
        fitting; /* lowered to the threads that there is memory for, if these are fewer; may be NULL */
    bool savings;           /* keep what is saved in every world on rows of spending */
    Checkpoint *checkpoint; /* of the one run of blocks that these options are for; NULL: none */
    Seat *seat; /* beside others in this process, with whom it shares threads and memory, and with
                               no rank; NULL: alone, and shared with all ranks */
} RunOptions;

typedef struct {
    int n_studies;
    const Setup *setup; /* [n_studies] borrowed */
    int n_blocks;
    bool check; /* first look at the probabilities of every study's every world */
    size_t block_bytes;
    size_t work_bytes;  /* behind a block's own while it is worked on; not handed on */
    size_t each_thread; /* bytes that one more thread takes, as they were fitted */
    int window; /* with ranks: blocks that memory has room for, under way or waiting for their turn.
                   0, and alone: two for every thread of every rank but one */
    uint64_t key; /* of what blocks depend on beside the studies: no checkpoint of another */
    void *context;
    /* Carries one study through block `block` into result[block_bytes + work_bytes] (zeroed before the
     * first study; 64-byte aligned). Studies come in order; any thread, blocks in any order. Problems go
     * to worker->problems. */
    Status (*work)(void *context, int study, Worker *worker, int block, void *result);
    /* After a block's last study, in the same thread; may be NULL. */
    void (*finish)(void *context, int block, void *result);
    /* Takes a block's result in: one call at a time, blocks in order; a failure ends the run. */
    Status (*take)(void *context, int block, void *result);
} BlockJob;

/* STATUS_INPUT when a world is impossible (noted: the lowest block's problems, for any number of
 * threads), STATUS_RUN_FAILED when stopped, STATUS_MEMORY; STATUS_FILE for a checkpoint of something else.
 * Where ranks share the run, every rank calls it with the same job, and blocks go to whoever is free; only
 * the leader takes results. On a helper the answer is STATUS_RUN_FAILED without a problem: it has nothing
 * to go on with. */
Status blocks_run(const BlockJob *job, const RunOptions *options, Problems *problems) MUST_USE;

/* The key in the checkpoint of a job of one study that depends on nothing else. */
uint64_t blocks_key(const Study *study);

/* What is held, and what a thread and a block take. */
Status blocks_need(const BlockJob *job, const RunOptions *options, MemoryNeed *need) MUST_USE;
/* Fits the job into the options' memory: ->n_threads, the job's window and each_thread.
 * STATUS_RUN_FAILED (noted) when it does not fit. */
Status blocks_fit(BlockJob *job, const MemoryNeed *need, RunOptions *options, Problems *problems,
                  MemoryPlan *plan) MUST_USE;

/* Are results taken in by this rank, or does it only hand on? */
bool blocks_lead_here(const RunOptions *options);
/* The job within which these options' work is done; NULL: none. */
Parallel *blocks_within(const RunOptions *options);

/* Between two worlds of a block: STATUS_RUN_FAILED when the run is to stop. */
Status blocks_stopped(const RunOptions *options) MUST_USE;

#endif
