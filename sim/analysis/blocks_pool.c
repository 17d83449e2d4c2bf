#include "analysis/blocks_pool.h"

#include <stdlib.h>
#include <string.h>

struct Waiting {
    Waiting *next;
    int block;
    void *result;
};

int pool_phase(const Pool *pool)
{
    return 2 * pool->options->number + pool->phase->number;
}

/* ---- scratch ---- */

void scratch_free(void *pointer)
{
    Scratch *scratch = pointer;
    if (!scratch) return;
    worker_delete(scratch->worker);
    free(scratch->result);
    free(scratch);
}

Status scratch_make(void *context, void **pointer)
{
    (void)context;
    *pointer = calloc(1, sizeof(Scratch));
    return *pointer ? STATUS_OK : STATUS_MEMORY;
}

Status scratch_turn_to(Scratch *scratch, const Pool *pool, int study)
{
    if (scratch->worker && scratch->study == study) return STATUS_OK;
    worker_delete(scratch->worker);
    scratch->study = study;
    scratch->worker = worker_new(&pool->job->setup[study]);
    return scratch->worker ? STATUS_OK : STATUS_MEMORY;
}

void pool_keep_problems(Pool *pool, Scratch *scratch, int block)
{
    Worker *worker = scratch->worker;
    if (!worker || !worker->problems.n) return;
    pthread_mutex_lock(&pool->lock);
    if (pool->failed_block == ANY || block < pool->failed_block) {
        problems_free(&pool->failed);
        pool->failed = (Problems){0};
        problems_move(&worker->problems, &pool->failed);
        pool->failed_block = block;
    }
    pthread_mutex_unlock(&pool->lock);
    problems_free(&worker->problems);
    worker->problems = (Problems){0};
}

/* ---- results, handed on in order ---- */

static Status take(Pool *pool, int block, void *result)
{
    Status status = pool->job->take(pool->job->context, block, result);
    pool->refused = status != STATUS_OK;
    pool->taken += !pool->refused;
    return status;
}

static void drop_first(Pool *pool)
{
    Waiting *first = pool->waiting;
    pool->waiting = first->next;
    free(first->result);
    free(first);
}

static Status take_ready(Pool *pool)
{
    Status status = STATUS_OK;
    while (status == STATUS_OK && !pool->refused && pool->waiting &&
           pool->waiting->block == pool->taken) {
        status = take(pool, pool->waiting->block, pool->waiting->result);
        drop_first(pool);
    }
    return status;
}

static void insert(Pool *pool, Waiting *waiting)
{
    Waiting **at = &pool->waiting;
    while (*at && (*at)->block < waiting->block) at = &(*at)->next;
    waiting->next = *at;
    *at = waiting;
}

Status pool_hand_over(Pool *pool, int block, void *result)
{
    Waiting *waiting = malloc(sizeof *waiting);
    if (!waiting) {
        free(result);
        return STATUS_MEMORY;
    }
    *waiting = (Waiting){NULL, block, result};
    pthread_mutex_lock(&pool->lock);
    insert(pool, waiting);
    Status status = take_ready(pool);
    pthread_mutex_unlock(&pool->lock);
    return status;
}

Status pool_hand_on(Pool *pool, int block, void *result)
{
    Status status = STATUS_OK;
    pthread_mutex_lock(&pool->lock);
    bool next = block == pool->taken && !pool->refused;
    if (next) status = take(pool, block, result);
    if (next && status == STATUS_OK) status = take_ready(pool);
    pthread_mutex_unlock(&pool->lock);
    if (next) return status;
    void *copy = aligned_memory(pool->job->block_bytes);
    if (!copy) return STATUS_MEMORY;
    memcpy(copy, result, pool->job->block_bytes);
    return pool_hand_over(pool, block, copy);
}

/* ---- begin and end ---- */

Status pool_begin(Pool *pool, const BlockJob *job, const RunOptions *options)
{
    *pool = (Pool){.job = job, .options = options, .failed_block = ANY, .here = {0, 1, 1}};
    return pthread_mutex_init(&pool->lock, NULL) == 0 ? STATUS_OK : STATUS_MEMORY;
}

void pool_end(Pool *pool, Problems *problems)
{
    desk_close(&pool->desk);
    problems_move(&pool->failed, problems);
    problems_free(&pool->failed);
    while (pool->waiting) drop_first(pool);
    pthread_mutex_destroy(&pool->lock);
}
