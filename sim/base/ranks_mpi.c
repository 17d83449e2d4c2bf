/* ranks_mpi.c: runs shared through MPI. Waiting is done in short sleeps: an MPI library that waits itself
 * keeps a core busy. */
#include "base/ranks.h"

#include <mpi.h>
#include <stdlib.h>
#include <time.h>

const bool ranks_built_in = true;

enum { TAG_WORD = 1, TAG_BYTES, TAG_ANSWER };
enum { WORD, PHASE, BLOCK, STATUS, KEY, N_FIELDS }; /* of a message, on its way */
enum { LEADER = 0 };
enum { STOPPED_WAITS = 2000 }; /* milliseconds for all to end a run that was stopped */

void ranks_rest(void)
{
    struct timespec millisecond = {.tv_nsec = 1000000};
    nanosleep(&millisecond, NULL);
}

void ranks_begin(int *argc, char ***argv)
{
    int provided;
    MPI_Init_thread(argc, argv, MPI_THREAD_SERIALIZED, &provided);
    if (provided < MPI_THREAD_SERIALIZED) MPI_Abort(MPI_COMM_WORLD, STATUS_RUN_FAILED);
}

Ranks ranks_here(void)
{
    int begun, ended;
    Ranks ranks = {0, 1};
    MPI_Initialized(&begun);
    MPI_Finalized(&ended);
    if (!begun || ended) return ranks;
    MPI_Comm_rank(MPI_COMM_WORLD, &ranks.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks.n);
    return ranks;
}

/* ---- helpers ---- */

static void say(RankWord word, int phase, int block, Status status, uint64_t key)
{
    uint64_t message[N_FIELDS] = {[WORD] = (uint64_t)word,
                                  [PHASE] = (uint64_t)phase,
                                  [BLOCK] = (uint64_t)block,
                                  [STATUS] = (uint64_t)status,
                                  [KEY] = key};
    MPI_Send(message, N_FIELDS, MPI_UINT64_T, LEADER, TAG_WORD, MPI_COMM_WORLD);
}

/* The leader's answer to one question. */
static int ask_once(int phase, uint64_t key, const atomic_bool *stop)
{
    int block = -1, answered = 0;
    MPI_Request answer;
    MPI_Irecv(&block, 1, MPI_INT, LEADER, TAG_ANSWER, MPI_COMM_WORLD, &answer);
    say(RANK_ASKS, phase, 0, STATUS_OK, key);
    for (;;) {
        MPI_Test(&answer, &answered, MPI_STATUS_IGNORE);
        if (answered || (stop && atomic_load(stop))) break;
        ranks_rest();
    }
    if (!answered) { /* nobody reads it any more */
        MPI_Cancel(&answer);
        MPI_Wait(&answer, MPI_STATUS_IGNORE); /* it may have come meanwhile: `block` must stand */
        return -1;
    }
    return block;
}

int ranks_ask(int phase, uint64_t key, const atomic_bool *stop)
{
    int block;
    while ((block = ask_once(phase, key, stop)) == RANKS_LATER) ranks_rest();
    return block;
}

void ranks_give(int phase, int block, const void *result, size_t bytes)
{
    say(RANK_GIVES, phase, block, STATUS_OK, 0);
    if (bytes > 0)
        MPI_Send(result, (int)((bytes + sizeof(double) - 1) / sizeof(double)), MPI_DOUBLE, LEADER,
                 TAG_BYTES, MPI_COMM_WORLD);
}

void ranks_fail(int phase, int block, Status status)
{
    say(RANK_FAILS, phase, block, status, 0);
}

/* ---- the leader ---- */

bool ranks_hear(RankMessage *message)
{
    uint64_t field[N_FIELDS];
    int come = 0;
    MPI_Status from;
    MPI_Iprobe(MPI_ANY_SOURCE, TAG_WORD, MPI_COMM_WORLD, &come, &from);
    if (come)
        MPI_Recv(field, N_FIELDS, MPI_UINT64_T, from.MPI_SOURCE, TAG_WORD, MPI_COMM_WORLD, &from);
    if (come)
        *message = (RankMessage){from.MPI_SOURCE,   (RankWord)field[WORD], (int)field[PHASE],
                                 (int)field[BLOCK], (Status)field[STATUS], field[KEY]};
    return come;
}

void ranks_receive(const RankMessage *message, void *result, size_t bytes)
{
    if (bytes > 0)
        MPI_Recv(result, (int)((bytes + sizeof(double) - 1) / sizeof(double)), MPI_DOUBLE,
                 message->rank, TAG_BYTES, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

void ranks_answer(int rank, int block)
{
    MPI_Send(&block, 1, MPI_INT, rank, TAG_ANSWER, MPI_COMM_WORLD);
}

/* ---- the end ---- */

/* What comes when nobody wants it: who asks is told that there is nothing. */
static bool put_off(void)
{
    RankMessage message;
    int come = 0;
    MPI_Status from;
    if (ranks_hear(&message)) {
        if (message.word == RANK_ASKS) ranks_answer(message.rank, -1);
        return true;
    }
    MPI_Iprobe(MPI_ANY_SOURCE, TAG_BYTES, MPI_COMM_WORLD, &come, &from);
    if (!come) return false;
    int n;
    MPI_Get_count(&from, MPI_DOUBLE, &n);
    double *result = malloc((size_t)n * sizeof *result);
    if (result == NULL) MPI_Abort(MPI_COMM_WORLD, STATUS_MEMORY);
    MPI_Recv(result, n, MPI_DOUBLE, from.MPI_SOURCE, TAG_BYTES, MPI_COMM_WORLD, &from);
    free(result);
    return true;
}

void ranks_end(Status status, bool stopped)
{
    Ranks here = ranks_here();
    MPI_Request all;
    int here_all = 0, begun;
    MPI_Initialized(&begun);
    if (!begun) return;
    if (here.rank != LEADER) say(RANK_LEAVES, 0, 0, status, 0);
    MPI_Ibarrier(MPI_COMM_WORLD, &all);
    for (int waited = 0;; waited++) {
        MPI_Test(&all, &here_all, MPI_STATUS_IGNORE);
        if (here_all) break;
        if (here.rank == LEADER && put_off()) continue;
        if (stopped && waited > STOPPED_WAITS) MPI_Abort(MPI_COMM_WORLD, STATUS_RUN_FAILED);
        ranks_rest();
    }
    MPI_Finalize();
}
