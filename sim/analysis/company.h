/* company.h: runs of blocks that go on at once in one process: they share its threads and the memory that
 * all of them may take. Read by blocks, evaluation and cli.
 *
 * Each is run in a block of one parallel job, by one thread; threads without a run of their own help at the
 * blocks of the others, as far as there is memory for their work. What a run finds out does not depend on
 * its company. */
#ifndef LIVSBANA_ANALYSIS_COMPANY_H
#define LIVSBANA_ANALYSIS_COMPANY_H

#include "analysis/memory.h"
#include "base/parallel.h"

typedef struct {
    Parallel *parallel; /* the job in whose blocks they are run, with this room */
    ParallelRoom room;  /* bytes beside what is held */
    /* Under the job's lock: */
    int n;            /* that have a seat */
    size_t readiness; /* the most that making one ready has taken so far; 0: none yet */
    bool preparing;   /* somebody, who has taken so much */
} Company;

/* Within `memory` bytes (0: MEMORY_DEFAULT), of which so many are held, whatever is run. */
Company company_within(size_t memory, size_t held, int n_threads);

/* One run's. */
typedef struct {
    Company *company;
    size_t asked; /* bytes that it waits for */
    size_t bytes; /* of the room that it has taken */
    bool prepares, taken;
} Seat;

/* Waits until nobody else is being made ready, and there is memory for as much as that has ever taken: how
 * much it is this time is not known before. It ends as the seat is taken or left. Meanwhile the others are
 * helped. With NULL nothing is done. */
void seat_prepare(Seat *seat);

/* Waits until there is memory for `alone` beside the others, and helps them meanwhile; alone it always has a
 * seat. To make it ready has taken `readiness`, of which `stands` bytes stand. With NULL nothing is done. */
void seat_take(Seat *seat, size_t readiness, size_t stands, size_t alone);
/* Gives back what is more than `bytes`. With NULL nothing is done. */
void seat_shrink(Seat *seat, size_t bytes);
void seat_leave(Seat *seat); /* safe on one that was not taken or prepared, and twice */

#endif
