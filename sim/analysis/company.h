/* company.h: runs of blocks that go on at once in one process: they share its threads and the memory that
 * all of them may take. Read by blocks, evaluation and cli.
 *
 * Each is run in a block of one parallel job, by one thread; threads without a run of their own help at the
 * blocks of the others. What a run finds out does not depend on its company. */
#ifndef LIVSBANA_ANALYSIS_COMPANY_H
#define LIVSBANA_ANALYSIS_COMPANY_H

#include "analysis/memory.h"
#include "base/parallel.h"

typedef struct {
    Parallel *parallel; /* the job in whose blocks they are run */
    int n_threads;      /* its */
    size_t memory;      /* bytes that all may take; 0: MEMORY_DEFAULT */
    /* What is taken, under the job's lock: */
    int n;
    size_t results;     /* of all that have a seat */
    size_t each_thread; /* the most of theirs */
    bool preparing;     /* somebody, whose memory no seat counts yet */
} Company;

/* One run's. */
typedef struct {
    Company *company;
    MemoryPlan plan;
    bool prepares, taken;
} Seat;

/* Waits until nobody else is being made ready, which takes memory before it is known how much; it ends as
 * the seat is taken or left. Meanwhile the others are helped. With NULL nothing is done. */
void seat_prepare(Seat *seat);

/* Waits until there is memory for it beside the others, and helps them meanwhile; alone it always has a
 * seat. With NULL nothing is done. */
void seat_take(Seat *seat, const MemoryPlan *plan);
void seat_leave(Seat *seat); /* safe on one that was not taken or prepared, and twice */

#endif
