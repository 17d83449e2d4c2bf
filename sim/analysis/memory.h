/* memory.h: what an evaluation takes of memory, fitted to what it may take.
 * Read by evaluation. */
#ifndef LIVSBANA_ANALYSIS_MEMORY_H
#define LIVSBANA_ANALYSIS_MEMORY_H

#include "base/problems.h"

/* What a run may take when nothing else is told: a laptop has 8 GB and other things to do. */
#define MEMORY_DEFAULT ((size_t)2000000000)

/* Bytes. */
typedef struct {
    size_t columns; /* all results and the tables' work space, with every replicate in memory */
    size_t rounds;  /* the same when replicates pass by */
    size_t block;   /* the results of one block */
    size_t worker;  /* what a thread works with, beside its block's results */
} MemoryNeed;

/* Whether replicates pass by does not depend on the number of threads: the tables must not. */
typedef struct {
    bool in_rounds;
    size_t results;     /* bytes, whatever the threads */
    size_t each_thread; /* bytes: its work, a block's results, and one that waits for its turn */
    int n_threads;      /* no more than asked for */
    int window;         /* blocks that there is room for, under way or waiting for their turn */
} MemoryPlan;

/* Within `limit` bytes (0: the default), with fewer threads if they do not fit. STATUS_RUN_FAILED (noted)
 * when one thread is too much already. */
Status memory_fit(const MemoryNeed *need, size_t limit, int n_threads, Problems *problems,
                  MemoryPlan *plan) MUST_USE;

#endif
