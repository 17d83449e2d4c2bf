/* evaluation_world.h: one world of an evaluation, carried through and kept.
 * Read by evaluation only. */
#ifndef LIVSBANA_ANALYSIS_EVALUATION_WORLD_H
#define LIVSBANA_ANALYSIS_EVALUATION_WORLD_H

#include "analysis/evaluation.h"

/* What is the same for all blocks of an evaluation. */
typedef struct {
    const Evaluation *evaluation;
    const RunOptions *options;
    const double *scale[N_VARIANTS];          /* [n_effects] */
    int municipal[MAX_CHANNELS], n_municipal; /* payers */
    Pieces whole;
    const Passing *passing; /* NULL: replicates stay */
} EvaluationRun;

/* Enters the world of worker->value, lives its replicates, and keeps everything in `block`, whose columns
 * are the block's: `column` is the world's, which follow one another. Sums are added to. After the last
 * world evaluation_put. */
Status evaluation_world(const EvaluationRun *run, Worker *worker, int world, int column,
                        Evaluation *block) MUST_USE;
/* Puts into the block what the worker has still noted of its last worlds. */
void evaluation_put(const Evaluation *block, Worker *worker);

#endif
