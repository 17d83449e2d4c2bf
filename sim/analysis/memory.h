/* memory.h: what a run of blocks takes of memory, fitted to what it may take.
 * Read by blocks, evaluation, company and cli.
 *
 * One sum for all commands: what stands anyway, what the results take, and for each thread its worker and
 * its blocks. What freed memory a C library keeps is not in it: arenas_give_back. */
#ifndef LIVSBANA_ANALYSIS_MEMORY_H
#define LIVSBANA_ANALYSIS_MEMORY_H

#include "base/problems.h"

/* What a run may take when nothing else is told: a laptop has 8 GB and other things to do. */
#define MEMORY_DEFAULT ((size_t)2000000000)
/* The program itself: its text, libraries, stack, and what it reads and writes files with. */
#define MEMORY_PROGRAM ((size_t)9000000)
/* A thread's stack as far as it is used, and its bookkeeping. */
#define MEMORY_THREAD ((size_t)100000)

/* Bytes. */
typedef struct {
    size_t held;    /* whatever is done: the program, and what was read */
    size_t columns; /* what stands as long as the results do, with every replicate in memory */
    size_t rounds;  /* the same when replicates pass by */
    size_t block;   /* the results of one block */
    size_t worker;  /* what a thread works with, beside its block's results */
    size_t tables;  /* what one thread takes beside the results when all blocks are done */
    size_t apart;   /* what is taken before there are results, or when they have been given back */
} MemoryNeed;

/* Whether replicates pass by does not depend on the number of threads: the tables must not. */
typedef struct {
    bool in_rounds;
    size_t results;     /* bytes, whatever the threads */
    size_t alone;       /* bytes of one thread with the results, beside what is held */
    size_t each_thread; /* bytes of each further one: its work, a block's results, and two that
                           wait for their turn behind one that lasts */
    int n_threads;      /* no more than asked for */
    int window;         /* blocks that there is room for, under way or waiting for their turn */
} MemoryPlan;

/* Within `limit` bytes (0: the default), with fewer threads if they do not fit. STATUS_RUN_FAILED (noted)
 * when one thread is too much already. */
Status memory_fit(const MemoryNeed *need, size_t limit, int n_threads, Problems *problems,
                  MemoryPlan *plan) MUST_USE;

#endif
