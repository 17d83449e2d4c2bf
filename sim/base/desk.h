/* desk.h: where the leader hands blocks of a parallel job to the ranks that help, beside its own threads.
 * Read by blocks and by batch.
 *
 * What is said belongs to a phase, counted through all that a command does: at a phase's end no block of it
 * is under way, so that what comes back belongs to the one in which it is heard. A helper may be ahead of
 * the leader, who may leave phases out. A desk that is stopped does not wait for that. */
#ifndef LIVSBANA_BASE_DESK_H
#define LIVSBANA_BASE_DESK_H

#include "base/parallel.h"
#include "base/problems.h"
#include "base/ranks.h"

typedef struct DeskHelper DeskHelper; /* what the leader knows of a rank */

typedef struct {
    int phase;
    uint64_t key; /* of the job: who asks for another works on something else */
    const atomic_bool *stop;
    void *context;
    /* Takes a block without anybody's work, if it can; may be NULL. */
    bool (*skip)(void *context, int block, Status *status);
    /* Hears a result to its end and takes it in; may be NULL where there is nothing to hear. */
    Status (*take)(void *context, const RankMessage *message);
    /* Told of a block that a rank could not do and that is done here; may be NULL. */
    void (*returned)(void *context, const RankMessage *message);
    /* What a rank is answered when there is no block for it: -1, or less than -2 as both sides know, and
     * then it asks again; may be NULL: -1. With it the desk serves until every rank has heard -1. */
    int (*no_more)(void *context, int rank);
    int n_ranks;
    DeskHelper *helper; /* [n_ranks] */
    Parallel *parallel;
    Problems problems;
} Desk;

/* The book of helpers; desk_close frees it and what is wrong, and lets whoever asked for a later phase ask
 * again. Safe on {0} and twice. */
Status desk_open(Desk *desk) MUST_USE;
void desk_close(Desk *desk);

/* Serves the helpers until the phase is done. A rank that works on something else, or leaves before its time,
 * is noted and fails the job; a block that failed there comes back to the threads here. STATUS_RUN_FAILED
 * when stopped. */
Status desk_serve(Desk *desk) MUST_USE;

#endif
