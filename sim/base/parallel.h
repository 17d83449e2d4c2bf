/* parallel.h: the whole threading story: numbered blocks of work handed to threads.
 * Read by analysis and cli. Blocks share nothing that is written; results do not depend on the threads. */
#ifndef LIVSBANA_BASE_PARALLEL_H
#define LIVSBANA_BASE_PARALLEL_H

#include "base/status.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Parallel Parallel; /* a job under way */

/* What the blocks of a job, and what is run within them, may take of something together. */
typedef struct {
    size_t limit, taken;
    bool was_full; /* somebody had to wait, or to do without */
} ParallelRoom;

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
    /* No block begins that is so many or more above the lowest one that has not ended: what waits for its
     * turn is bounded. 0: no bound; not together with `next`. */
    int window;
    /* Where blocks come from, instead of from 0 to n_blocks - 1: the next one, -1 at the end; one call at
     * a time; may be NULL. */
    int (*next)(void *context);
    /* What the calling thread does while n_threads others work, instead of working itself; may be NULL. */
    Status (*beside)(void *context, Parallel *parallel);
    /* Where this job's handle is put, for jobs that its blocks run within it: its threads stay until the last
     * of its blocks has ended, and help there; may be NULL. */
    Parallel **handle;
    /* Of a job with a handle: bounds the threads that help; read and changed under its lock; may be NULL. */
    ParallelRoom *room;
    /* The job in one of whose blocks this one is run. The calling thread works, and those of the other job
     * that have no block of their own come in, n_threads in all; may be NULL. */
    Parallel *within;
    size_t takes; /* of that one's room: each thread that comes in, until this job ends */
} ParallelJob;

/* Runs every block once. The answer is the status of the lowest-numbered block that failed;
 * STATUS_RUN_FAILED when stopped. No new block begins after a failure. */
Status parallel_run(const ParallelJob *job) MUST_USE;

/* For `beside`: a block that is worked on elsewhere; -1 when none is to begin, PARALLEL_LATER while none may
 * because of the window. */
enum { PARALLEL_LATER = -2 };
int parallel_begin_block(Parallel *parallel);
void parallel_end_block(Parallel *parallel, int block, Status status);
/* A block that was worked on elsewhere in vain: the threads here take it. */
void parallel_return_block(Parallel *parallel, int block);
/* The run fails with this status; n blocks that are under way elsewhere will not end. */
void parallel_lose_blocks(Parallel *parallel, int n, Status status);
/* No block is under way, here or elsewhere, and none is to begin. */
bool parallel_is_done(Parallel *parallel);

/* In a block of a job with a handle: helps at the jobs within it until `may` is true, which is asked under
 * the job's lock, at first and whenever something has changed. */
void parallel_await(Parallel *parallel, bool (*may)(void *context), void *context);
/* Changes under the same lock what somebody may await. */
void parallel_change(Parallel *parallel, void (*change)(void *context), void *context);

/* Cores this process may use, and those of the machine; at least 1. */
int parallel_cores(void);
int parallel_machine_cores(void);

#endif
