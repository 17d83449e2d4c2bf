/* ranks_alone.c: a build that does not share runs. There is no helper, so nobody speaks. */
#include "base/ranks.h"

const bool ranks_built_in = false;

void ranks_begin(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
}

void ranks_end(Status status, bool stopped)
{
    (void)status;
    (void)stopped;
}

Ranks ranks_here(void)
{
    return (Ranks){0, 1, 1};
}

int ranks_ask(int phase, uint64_t key, const atomic_bool *stop, pthread_mutex_t *turn)
{
    (void)phase;
    (void)key;
    (void)stop;
    (void)turn;
    return -1;
}

void ranks_give(int phase, int block, const void *result, size_t bytes)
{
    (void)phase;
    (void)block;
    (void)result;
    (void)bytes;
}

void ranks_fail(int phase, int block, Status status)
{
    (void)phase;
    (void)block;
    (void)status;
}

bool ranks_hear(RankMessage *message)
{
    (void)message;
    return false;
}

bool ranks_receive(const RankMessage *message, void *result, const atomic_bool *stop)
{
    (void)message;
    (void)result;
    (void)stop;
    return false;
}

void ranks_answer(int rank, int block)
{
    (void)rank;
    (void)block;
}

void ranks_rest(void)
{
}
