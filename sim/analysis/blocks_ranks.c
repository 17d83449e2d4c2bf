#include "analysis/blocks_ranks.h"

#include <stdlib.h>

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

/* Takes a block that the checkpoint has, without anybody's work. */
static bool take_kept(void *context, int block, Status *status)
{
    Pool *pool = context;
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

/* Takes a result in; one for which there is no memory is heard to its end all the same. */
static Status take_given(void *context, const RankMessage *message)
{
    Pool *pool = context;
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

Status blocks_lead(void *context, Parallel *parallel)
{
    Pool *pool = context;
    Desk *desk = &pool->desk;
    desk->phase = pool_phase(pool);
    desk->key = pool->key;
    desk->parallel = parallel;
    Status status = desk_serve(desk);
    pthread_mutex_lock(&pool->lock);
    problems_move(&desk->problems, &pool->failed);
    pthread_mutex_unlock(&pool->lock);
    return status;
}

Status blocks_welcome(Pool *pool)
{
    pool->desk = (Desk){
        .stop = pool->options->stop, .context = pool, .skip = take_kept, .take = take_given};
    return desk_open(&pool->desk);
}
