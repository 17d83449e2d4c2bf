/* parallel.h: the whole threading story: numbered blocks of work handed to threads.
 * Read by analysis. Blocks share nothing that is written; results do not depend on the threads. */
#ifndef LIVSBANA_BASE_PARALLEL_H
#define LIVSBANA_BASE_PARALLEL_H

#include "base/status.h"

#include <stdatomic.h>

typedef struct {
    int n_threads; /* 1 or more; 1 runs in the calling thread */
    int n_blocks;
    void *context;                                             /* shared, handed to every call */
    Status (*scratch_make)(void *context, void **scratch);     /* once per thread; may be NULL */
    void (*scratch_free)(void *scratch);                       /* gets what make gave, also NULL */
    Status (*work)(void *context, void *scratch, int block);   /* any thread, any order */
    void (*progress)(void *progress_context, int done, int n); /* one call at a time; may be NULL */
    void *progress_context;
    const atomic_bool *stop; /* set from a signal handler: no new block begins; may be NULL */
} ParallelJob;

/* Runs every block once. The answer is the status of the lowest-numbered block that failed;
 * STATUS_RUN_FAILED when stopped. No new block begins after a failure. */
Status parallel_run(const ParallelJob *job) MUST_USE;

/* Cores this process may use; at least 1. */
int parallel_cores(void);

#endif
