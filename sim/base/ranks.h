/* ranks.h: processes, on one machine or many, that share a run's blocks: rank 0 leads, the others help.
 * Read by blocks, folders and cli. A build with MPI has ranks_mpi.c, any other ranks_alone.c.
 *
 * A helper asks for a block, gives its result, and asks again, until there is none; at its end it takes
 * leave. The leader hears one message at a time and answers; it never waits for a rank that may be lost. In
 * each process one thread at a time may be in here: the caller sees to it. */
#ifndef LIVSBANA_BASE_RANKS_H
#define LIVSBANA_BASE_RANKS_H

#include "base/status.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    int rank, n; /* 0 of 1: alone */
    int beside;  /* of them on this machine, itself too */
} Ranks;

extern const bool ranks_built_in; /* can this build share a run? */

/* At the very beginning, where the process was launched as one of several. */
void ranks_begin(int *argc, char ***argv);
/* At the very end: a helper takes leave with its status, and all wait for all; but not for long when
 * `stopped`, for then a rank may be lost. */
void ranks_end(Status status, bool stopped);

Ranks ranks_here(void);

/* ---- what a helper says ---- */

/* The next block of a phase of the job `key`, or -1: there is none, or `stop` (may be NULL) is set. The
 * leader may let it wait for what other threads of this process have yet to give: `turn`, the lock that
 * all calls in here are made under, is taken here, and let go between two looks for the answer. */
int ranks_ask(int phase, uint64_t key, const atomic_bool *stop, pthread_mutex_t *turn);
void ranks_give(int phase, int block, const void *result, size_t bytes);
void ranks_fail(int phase, int block, Status status);

/* ---- what the leader hears and answers ---- */

typedef enum { RANK_ASKS, RANK_GIVES, RANK_FAILS, RANK_LEAVES } RankWord;

typedef struct {
    int rank;
    RankWord word;
    int phase, block;
    Status status; /* of a block that failed, or with which a rank leaves */
    uint64_t key;  /* of the job a rank asks for */
    size_t bytes;  /* of the result that comes with RANK_GIVES */
} RankMessage;

/* The next message, if one has come. */
bool ranks_hear(RankMessage *message);
/* The result that comes with RANK_GIVES, to be taken before the next message; NULL: it is not wanted.
 * False when `stop` (may be NULL) is set before all of it has come. */
bool ranks_receive(const RankMessage *message, void *result, const atomic_bool *stop) MUST_USE;
void ranks_answer(int rank, int block); /* -1: there is none; RANKS_LATER: it is to ask again */
enum { RANKS_LATER = -2 };
/* Where there is nothing to hear, for a moment. */
void ranks_rest(void);

#endif
