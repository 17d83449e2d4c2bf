/* ranks_mpi.c: runs shared through MPI. Waiting is done in short sleeps: an MPI library that waits itself
 * keeps a core busy. */
#include "base/ranks.h"

#include <mpi.h>
#include <time.h>

const bool ranks_built_in = true;

enum { TAG_WORD = 1, TAG_BYTES, TAG_ANSWER };
enum { WORD, PHASE, BLOCK, STATUS, KEY, BYTES, N_FIELDS }; /* of a message, on its way */
enum { LEADER = 0 };
/* Bytes. Results come in parts: one that has no room can be dropped, and MPI sends what is as small as this
 * at once. What is larger is read from the sender's memory, and one that dies takes the leader along. */
enum { PART = 2048 };
enum { STOPPED_WAITS = 2000 }; /* milliseconds for all to end a run that was stopped */

void ranks_rest(void)
{
    struct timespec millisecond = {.tv_nsec = 1000000};
    nanosleep(&millisecond, NULL);
}

static int beside = 1;

static void count_beside(void)
{
    MPI_Comm machine;
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine);
    MPI_Comm_size(machine, &beside);
    MPI_Comm_free(&machine);
}

void ranks_begin(int *argc, char ***argv)
{
    int provided;
    MPI_Init_thread(argc, argv, MPI_THREAD_SERIALIZED, &provided);
    if (provided < MPI_THREAD_SERIALIZED) MPI_Abort(MPI_COMM_WORLD, STATUS_RUN_FAILED);
    count_beside();
}

Ranks ranks_here(void)
{
    int begun, ended;
    Ranks ranks = {0, 1, beside};
    MPI_Initialized(&begun);
    MPI_Finalized(&ended);
    if (!begun || ended) return ranks;
    MPI_Comm_rank(MPI_COMM_WORLD, &ranks.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks.n);
    return ranks;
}

/* ---- helpers ---- */

static void say(RankWord word, int phase, int block, Status status, uint64_t key, size_t bytes)
{
    uint64_t message[N_FIELDS] = {[WORD] = (uint64_t)word,
                                  [PHASE] = (uint64_t)phase,
                                  [BLOCK] = (uint64_t)block,
                                  [STATUS] = (uint64_t)status,
                                  [KEY] = key,
                                  [BYTES] = bytes};
    MPI_Send(message, N_FIELDS, MPI_UINT64_T, LEADER, TAG_WORD, MPI_COMM_WORLD);
}

/* Has what is awaited come? When the run is to stop it is not awaited any more: true, and not *come. */
static bool is_over(MPI_Request *awaited, const atomic_bool *stop, int *come)
{
    MPI_Test(awaited, come, MPI_STATUS_IGNORE);
    if (*come) return true;
    if (stop == NULL || !atomic_load(stop)) return false;
    MPI_Cancel(awaited);
    MPI_Wait(awaited, MPI_STATUS_IGNORE); /* it may have come meanwhile: its memory must stand */
    return true;
}

/* The leader's answer to one question. */
static int ask_once(int phase, uint64_t key, const atomic_bool *stop, pthread_mutex_t *turn)
{
    int block = -1, answered = 0;
    MPI_Request answer;
    pthread_mutex_lock(turn);
    MPI_Irecv(&block, 1, MPI_INT, LEADER, TAG_ANSWER, MPI_COMM_WORLD, &answer);
    say(RANK_ASKS, phase, 0, STATUS_OK, key, 0);
    while (!is_over(&answer, stop, &answered)) {
        pthread_mutex_unlock(turn);
        ranks_rest();
        pthread_mutex_lock(turn);
    }
    pthread_mutex_unlock(turn);
    return answered ? block : -1;
}

int ranks_ask(int phase, uint64_t key, const atomic_bool *stop, pthread_mutex_t *turn)
{
    int block;
    while ((block = ask_once(phase, key, stop, turn)) == RANKS_LATER) ranks_rest();
    return block;
}

static int part_of(size_t bytes, size_t from)
{
    return bytes - from < PART ? (int)(bytes - from) : PART;
}

void ranks_give(int phase, int block, const void *result, size_t bytes)
{
    const char *from = result;
    say(RANK_GIVES, phase, block, STATUS_OK, 0, bytes);
    for (size_t at = 0; at < bytes; at += PART)
        MPI_Send(from + at, part_of(bytes, at), MPI_BYTE, LEADER, TAG_BYTES, MPI_COMM_WORLD);
}

void ranks_fail(int phase, int block, Status status)
{
    say(RANK_FAILS, phase, block, status, 0, 0);
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
        *message = (RankMessage){.rank = from.MPI_SOURCE,
                                 .word = (RankWord)field[WORD],
                                 .phase = (int)field[PHASE],
                                 .block = (int)field[BLOCK],
                                 .status = (Status)field[STATUS],
                                 .key = field[KEY],
                                 .bytes = field[BYTES]};
    return come;
}

/* The parts follow their word at once: short looks, and sleeps only when a rank is slow or lost. */
static bool receive_part(int rank, char *to, int n, const atomic_bool *stop)
{
    enum { LOOKS = 10000 };
    int come;
    MPI_Request part;
    MPI_Irecv(to, n, MPI_BYTE, rank, TAG_BYTES, MPI_COMM_WORLD, &part);
    for (int looks = 0; !is_over(&part, stop, &come); looks++)
        if (looks > LOOKS) ranks_rest();
    return come;
}

bool ranks_receive(const RankMessage *message, void *result, const atomic_bool *stop)
{
    char unwanted[PART], *to = result;
    for (size_t at = 0; at < message->bytes; at += PART) {
        if (!receive_part(message->rank, to ? to + at : unwanted, part_of(message->bytes, at),
                          stop))
            return false;
    }
    return true;
}

void ranks_answer(int rank, int block)
{
    MPI_Send(&block, 1, MPI_INT, rank, TAG_ANSWER, MPI_COMM_WORLD);
}

/* ---- the end ---- */

/* Words that come when nobody wants them: who asks is told that there is nothing, results are dropped, and
 * so are parts of one that was not awaited to its end. */
static bool put_off(void)
{
    RankMessage message;
    MPI_Status from;
    int come = 0, n;
    char unwanted[PART];
    if (ranks_hear(&message)) {
        if (message.word == RANK_ASKS) ranks_answer(message.rank, -1);
        return true;
    }
    MPI_Iprobe(MPI_ANY_SOURCE, TAG_BYTES, MPI_COMM_WORLD, &come, &from);
    if (!come) return false;
    MPI_Get_count(&from, MPI_BYTE, &n);
    MPI_Recv(unwanted, n, MPI_BYTE, from.MPI_SOURCE, TAG_BYTES, MPI_COMM_WORLD, &from);
    return true;
}

void ranks_end(Status status, bool stopped)
{
    Ranks here = ranks_here();
    MPI_Request all;
    int here_all = 0, begun;
    MPI_Initialized(&begun);
    if (!begun) return;
    if (here.rank != LEADER) say(RANK_LEAVES, 0, 0, status, 0, 0);
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
