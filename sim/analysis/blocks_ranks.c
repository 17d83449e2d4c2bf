#include "analysis/blocks_ranks.h"

#include <assert.h>
#include <stdlib.h>

struct Helper {
    bool asks;    /* for a block, and has no answer yet */
    int phase;    /* of which */
    uint64_t key; /* of the job it asks for */
    int n_blocks; /* it works at */
};

/* ---- a helper ---- */

int blocks_ask(void *context)
{
    Pool *pool = context;
    return ranks_ask(pool_phase(pool), pool->key, pool->options->stop, &pool->lock);
}

Status blocks_help(void *context, void *pointer, int block)
{
    Pool *pool = context;
    const Scratch *scratch = pointer;
    Status status = pool->phase->work(pool, pointer, block);
    size_t bytes = pool->phase->gives ? pool->job->block_bytes : 0;
    pthread_mutex_lock(&pool->lock);
    if (status == STATUS_OK)
        ranks_give(pool_phase(pool), block, scratch->result, bytes);
    else
        ranks_fail(pool_phase(pool), block, status);
    pthread_mutex_unlock(&pool->lock);
    return blocks_stopped(pool->options);
}

/* ---- the leader's desk ---- */

typedef struct {
    Pool *pool;
    Parallel *parallel;
    Problems problems;
} Desk;

/* Takes a block that the checkpoint has, without anybody's work. */
static bool take_kept(Pool *pool, int block, Status *status)
{
    *status = STATUS_OK;
    if (!pool->checkpoint || !pool->phase->gives || pool->checkpoint->slot[block] < 0) return false;
    void *result = aligned_memory(pool->job->block_bytes);
    if (result && checkpoint_read(pool->checkpoint, block, result)) {
        *status = pool_hand_over(pool, block, result);
        return true;
    }
    free(result);
    return false;
}

/* The next block that is to be worked on, or what parallel_begin_block says instead. */
static int next_block(const Desk *desk)
{
    for (;;) {
        Status status;
        int block = parallel_begin_block(desk->parallel);
        if (block < 0 || !take_kept(desk->pool, block, &status)) return block;
        parallel_end_block(desk->parallel, block, status);
    }
}

/* Answers a rank that asks for a block of this phase, unless none may begin yet. */
static Status answer(Desk *desk, int rank)
{
    Helper *helper = &desk->pool->helper[rank];
    bool same = helper->key == desk->pool->key;
    int block = same ? next_block(desk) : -1;
    if (block == PARALLEL_LATER) return STATUS_OK;
    helper->asks = false;
    helper->n_blocks += block >= 0;
    ranks_answer(rank, block);
    if (same) return STATUS_OK;
    return problems_fail(&desk->problems, STATUS_RUN_FAILED,
                         "rank %d works on something else: start every rank with the same "
                         "livsbana, the same files and the same options",
                         rank);
}

static Status answer_all(Desk *desk)
{
    Status status = STATUS_OK;
    for (int rank = 1; rank < desk->pool->here.n; rank++) {
        const Helper *helper = &desk->pool->helper[rank];
        if (helper->asks && helper->phase == pool_phase(desk->pool)) TRY(answer(desk, rank));
    }
out:
    return status;
}

/* Who asks for a phase that is over is told so; who is ahead waits. */
static void hear_ask(const Desk *desk, const RankMessage *message)
{
    Helper *helper = &desk->pool->helper[message->rank];
    helper->phase = message->phase;
    helper->key = message->key;
    helper->asks = message->phase >= pool_phase(desk->pool);
    if (!helper->asks) ranks_answer(message->rank, -1);
}

/* Takes a result in; one for which there is no memory is heard to its end all the same. */
static Status take_given(const Desk *desk, const RankMessage *message)
{
    Pool *pool = desk->pool;
    void *result = message->bytes > 0 ? aligned_memory(message->bytes) : NULL;
    if (!ranks_receive(message, result, pool->options->stop)) {
        free(result);
        return STATUS_RUN_FAILED;
    }
    if (!pool->phase->gives) return STATUS_OK;
    if (!result) return STATUS_MEMORY;
    if (pool->checkpoint) checkpoint_keep(pool->checkpoint, message->block, result);
    return pool_hand_over(pool, message->block, result);
}

/* A block of this phase has come back, done or not. */
static void hear_back(const Desk *desk, const RankMessage *message)
{
    assert(message->phase == pool_phase(desk->pool));
    desk->pool->helper[message->rank].n_blocks--;
    if (message->word == RANK_FAILS)
        parallel_return_block(desk->parallel, message->block);
    else
        parallel_end_block(desk->parallel, message->block, take_given(desk, message));
}

static Status hear_leave(Desk *desk, const RankMessage *message)
{
    Helper *helper = &desk->pool->helper[message->rank];
    int owed = helper->n_blocks;
    *helper = (Helper){0};
    if (owed == 0 && message->status == STATUS_RUN_FAILED) return STATUS_OK; /* as it should be */
    parallel_lose_blocks(desk->parallel, owed, STATUS_RUN_FAILED);
    return problems_fail(
        &desk->problems, STATUS_RUN_FAILED,
        "rank %d left the run (exit status %d): can it read the same files, and has "
        "its machine memory enough?",
        message->rank, (int)message->status);
}

static Status hear(Desk *desk, const RankMessage *message)
{
    switch (message->word) {
    case RANK_ASKS: hear_ask(desk, message); return STATUS_OK;
    case RANK_GIVES:
    case RANK_FAILS: hear_back(desk, message); return STATUS_OK;
    case RANK_LEAVES: break;
    }
    return hear_leave(desk, message);
}

/* What goes wrong lets no new block begin; those under way are heard of before the phase ends. */
static Status serve(Desk *desk)
{
    RankMessage message;
    while (!parallel_is_done(desk->parallel)) {
        if (blocks_stopped(desk->pool->options) != STATUS_OK) return STATUS_RUN_FAILED;
        Status status = answer_all(desk);
        if (status == STATUS_OK && ranks_hear(&message))
            status = hear(desk, &message);
        else
            ranks_rest();
        if (status != STATUS_OK) parallel_lose_blocks(desk->parallel, 0, status);
    }
    return STATUS_OK;
}

Status blocks_lead(void *context, Parallel *parallel)
{
    Pool *pool = context;
    Desk desk = {.pool = pool, .parallel = parallel};
    Status status = serve(&desk);
    pthread_mutex_lock(&pool->lock);
    problems_move(&desk.problems, &pool->failed);
    pthread_mutex_unlock(&pool->lock);
    return status;
}

Status blocks_welcome(Pool *pool)
{
    pool->helper = calloc((size_t)pool->here.n, sizeof *pool->helper);
    return pool->helper ? STATUS_OK : STATUS_MEMORY;
}

void blocks_dismiss(Pool *pool)
{
    for (int rank = 1; pool->helper && rank < pool->here.n; rank++)
        if (pool->helper[rank].asks) ranks_answer(rank, RANKS_LATER);
    free(pool->helper);
    pool->helper = NULL;
}
