#include "analysis/blocks.h"

#include "engine/making.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* A block that is done and waits for those before it. */
typedef struct Done {
    struct Done *next;
    int block;
    void *result;
} Done;

/* What the threads share; everything below `lock` is read and written under it. */
typedef struct {
    const BlockJob *job;
    const RunOptions *options;
    pthread_mutex_t lock;
    int failed_block; /* the lowest that failed; ANY */
    Problems failed;  /* its problems */
    int taken;        /* blocks handed on */
    Done *done;
} Pool;

/* One thread's worker; a study's worker is made anew when another study's turn comes. */
typedef struct {
    int study;
    Worker *worker;
} Scratch;

Status blocks_stopped(const RunOptions *options)
{
    return options->stop && atomic_load(options->stop) ? STATUS_RUN_FAILED : STATUS_OK;
}

/* ---- scratch ---- */

static void free_scratch(void *pointer)
{
    Scratch *scratch = pointer;
    if (scratch) worker_delete(scratch->worker);
    free(scratch);
}

static Status make_scratch(void *context, void **pointer)
{
    (void)context;
    *pointer = calloc(1, sizeof(Scratch));
    return *pointer ? STATUS_OK : STATUS_MEMORY;
}

static Status turn_to(Scratch *scratch, const Pool *pool, int study)
{
    if (scratch->worker && scratch->study == study) return STATUS_OK;
    worker_delete(scratch->worker);
    scratch->study = study;
    scratch->worker = worker_new(&pool->job->setup[study]);
    return scratch->worker ? STATUS_OK : STATUS_MEMORY;
}

/* Keeps the problems of the lowest block that fails. */
static void keep_problems(Pool *pool, Scratch *scratch, int block)
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

/* ---- the look at every world ---- */

static Status check_study(Pool *pool, Worker *worker, int block)
{
    Status status = STATUS_OK;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        int world = block * WORLDS_PER_BLOCK + i;
        TRY(blocks_stopped(pool->options));
        study_draw(worker->setup->study, world, worker->value);
        TRY(world_check(&worker->world, world, worker->value, &worker->problems));
    }
out:
    return status;
}

static Status check_block(void *context, void *pointer, int block)
{
    Status status = STATUS_OK;
    Pool *pool = context;
    Scratch *scratch = pointer;
    for (int s = 0; s < pool->job->n_studies; s++) {
        TRY(turn_to(scratch, pool, s));
        TRY(check_study(pool, scratch->worker, block));
    }
out:
    keep_problems(pool, scratch, block);
    return status;
}

/* ---- results, handed on in order ---- */

static void take_ready(Pool *pool)
{
    while (pool->done && pool->done->block == pool->taken) {
        Done *first = pool->done;
        pool->job->take(pool->job->context, first->block, first->result);
        pool->done = first->next;
        pool->taken++;
        free(first->result);
        free(first);
    }
}

static Status hand_on(Pool *pool, int block, void *result)
{
    Done *done = malloc(sizeof *done);
    if (!done) {
        free(result);
        return STATUS_MEMORY;
    }
    pthread_mutex_lock(&pool->lock);
    Done **at = &pool->done;
    while (*at && (*at)->block < block) at = &(*at)->next;
    *done = (Done){*at, block, result};
    *at = done;
    take_ready(pool);
    pthread_mutex_unlock(&pool->lock);
    return STATUS_OK;
}

static Status run_block(void *context, void *pointer, int block)
{
    Status status = STATUS_OK;
    Pool *pool = context;
    Scratch *scratch = pointer;
    const BlockJob *job = pool->job;
    void *result = aligned_alloc(64, (job->block_bytes + 64) / 64 * 64);
    if (!result) return STATUS_MEMORY;
    memset(result, 0, job->block_bytes);
    for (int s = 0; s < job->n_studies; s++) {
        TRY(turn_to(scratch, pool, s));
        TRY(job->work(job->context, s, scratch->worker, block, result));
    }
    if (job->finish) job->finish(job->context, block, result);
    void *finished = result;
    result = NULL;
    TRY(hand_on(pool, block, finished));
out:
    free(result);
    keep_problems(pool, scratch, block);
    return status;
}

/* ---- the whole ---- */

static Status run_all(Pool *pool, Status (*work)(void *, void *, int), bool tells)
{
    const RunOptions *options = pool->options;
    ParallelJob job = {.n_threads = options->n_threads > 0 ? options->n_threads : parallel_cores(),
                       .n_blocks = pool->job->n_blocks,
                       .context = pool,
                       .scratch_make = make_scratch,
                       .scratch_free = free_scratch,
                       .work = work,
                       .progress = tells ? options->progress : NULL,
                       .progress_context = options->progress_context,
                       .stop = options->stop};
    return parallel_run(&job);
}

static void free_pool(Pool *pool, Problems *problems)
{
    problems_move(&pool->failed, problems);
    problems_free(&pool->failed);
    while (pool->done) {
        Done *first = pool->done;
        pool->done = first->next;
        free(first->result);
        free(first);
    }
    pthread_mutex_destroy(&pool->lock);
}

Status blocks_run(const BlockJob *job, const RunOptions *options, Problems *problems)
{
    Status status = STATUS_OK;
    Pool pool = {.job = job, .options = options, .failed_block = ANY};
    if (pthread_mutex_init(&pool.lock, NULL) != 0) return STATUS_MEMORY;
    if (job->check) TRY(run_all(&pool, check_block, false));
    TRY(run_all(&pool, run_block, true));
out:
    free_pool(&pool, problems);
    return status;
}

Status blocks_check(const Setup *setup, int n_blocks, const RunOptions *options, Problems *problems)
{
    BlockJob job = {.n_studies = 1, .setup = setup, .n_blocks = n_blocks};
    Pool pool = {.job = &job, .options = options, .failed_block = ANY};
    if (pthread_mutex_init(&pool.lock, NULL) != 0) return STATUS_MEMORY;
    Status status = run_all(&pool, check_block, false);
    free_pool(&pool, problems);
    return status;
}
