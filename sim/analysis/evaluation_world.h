/* evaluation_world.h: one world of an evaluation, carried through and kept.
 * Read by evaluation only. */
#ifndef LIVSBANA_ANALYSIS_EVALUATION_WORLD_H
#define LIVSBANA_ANALYSIS_EVALUATION_WORLD_H

#include "analysis/evaluation.h"

#include <pthread.h>

/* What one block adds up, kept apart until all blocks are there: sums run in block order. */
typedef struct {
    double *ledger_full[N_ARMS], *ledger_released[N_ARMS];
    double *occupancy[N_ARMS];
    double *death_full, *death_released;
} BlockSums;

/* A run of all blocks. */
typedef struct {
    Evaluation *evaluation;
    BlockSums *sums;                 /* [n_blocks] */
    const double *scale[N_VARIANTS]; /* [n_effects] */
    bool has_weak;
    int municipal[MAX_CHANNELS], n_municipal; /* payers */
    pthread_mutex_t *lock;                    /* of what follows */
    int failed_block;                         /* the lowest that failed; ANY */
    Problems failed;                          /* its problems: the same for any number of threads */
    const atomic_bool *stop;
} EvaluationRun;

/* Enters the world of worker->value, lives its replicates, and keeps everything in the evaluation's
 * columns and the block's sums. */
Status evaluation_world(const EvaluationRun *run, Worker *worker, int world,
                        BlockSums *sums) MUST_USE;

#endif
