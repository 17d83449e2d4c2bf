#if defined(__linux__)
#define _GNU_SOURCE /* sched_getaffinity */
#endif

#include "base/parallel.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum { BEFORE_ALL_BLOCKS = -1 }; /* where a scratch that could not be made counts as failed */

/* What the threads share; everything below `lock` is read and written under it. */
struct Parallel {
    const ParallelJob *job;
    pthread_mutex_t lock;
    pthread_cond_t changed; /* a block ended or came back, or nothing is to come any more */
    int next;               /* first block that has not begun */
    int begun, done;        /* blocks; done also those that failed */
    int told;               /* blocks that progress has heard of */
    int lowest;             /* block that has not ended */
    bool *ended;   /* [window] block lowest + i at (lowest + i) % window; NULL: no window */
    int elsewhere; /* blocks under way there */
    int n_back;
    int *back;      /* [n_back] blocks that came back from there; room for all */
    bool exhausted; /* job->next has no more */
    bool stopped;   /* some block was not begun because of job->stop */
    bool failed;
    int failed_block;
    Status failed_status;
};
typedef Parallel Pool;

static void pool_fail(Pool *pool, int block, Status status)
{
    pthread_cond_broadcast(&pool->changed);
    if (pool->failed && pool->failed_block <= block) return;
    pool->failed = true;
    pool->failed_block = block;
    pool->failed_status = status;
}

static bool nothing_to_begin(const Pool *pool)
{
    const ParallelJob *job = pool->job;
    return pool->failed || pool->exhausted || (job->next == NULL && pool->next == job->n_blocks);
}

static bool window_is_full(const Pool *pool)
{
    return pool->ended != NULL && pool->next >= pool->lowest + pool->job->window;
}

/* The next block to work on, or -1 when there is none to begin. Blocks begin in order, so all
 * below a failed one have begun too: the lowest failed block does not depend on the threads. */
static int pool_begin(Pool *pool)
{
    const ParallelJob *job = pool->job;
    if (nothing_to_begin(pool)) return -1;
    if (job->stop != NULL && atomic_load(job->stop)) {
        pool->stopped = true;
        return -1;
    }
    if (window_is_full(pool)) return PARALLEL_LATER;
    int block = job->next != NULL ? job->next(job->context) : pool->next++;
    pool->exhausted = block < 0;
    pool->begun += block >= 0;
    return block;
}

/* A thread's next block. While blocks are under way elsewhere, one may still come back. */
static int pool_take(Pool *pool)
{
    for (;;) {
        if (pool->n_back > 0) return pool->back[--pool->n_back];
        int block = pool_begin(pool);
        if (block >= 0) return block;
        if (block != PARALLEL_LATER && pool->elsewhere == 0) return -1;
        pthread_cond_wait(&pool->changed, &pool->lock);
    }
}

static void move_window(Pool *pool, int block)
{
    int window = pool->job->window;
    pool->ended[block % window] = true;
    for (; pool->ended[pool->lowest % window]; pool->lowest++)
        pool->ended[pool->lowest % window] = false;
}

static void pool_finish(Pool *pool, int block, Status status)
{
    const ParallelJob *job = pool->job;
    pool->done++;
    if (pool->ended != NULL) move_window(pool, block);
    pthread_cond_broadcast(&pool->changed);
    if (status != STATUS_OK) {
        pool_fail(pool, block, status);
    } else if (job->progress != NULL) {
        job->progress(job->progress_context, ++pool->told, job->n_blocks);
    }
}

int parallel_begin_block(Parallel *parallel)
{
    pthread_mutex_lock(&parallel->lock);
    int block = pool_begin(parallel);
    parallel->elsewhere += block >= 0;
    pthread_mutex_unlock(&parallel->lock);
    return block;
}

void parallel_end_block(Parallel *parallel, int block, Status status)
{
    pthread_mutex_lock(&parallel->lock);
    parallel->elsewhere--;
    pool_finish(parallel, block, status);
    pthread_mutex_unlock(&parallel->lock);
}

void parallel_return_block(Parallel *parallel, int block)
{
    pthread_mutex_lock(&parallel->lock);
    parallel->elsewhere--;
    parallel->back[parallel->n_back++] = block;
    pthread_cond_broadcast(&parallel->changed);
    pthread_mutex_unlock(&parallel->lock);
}

void parallel_lose_blocks(Parallel *parallel, int n, Status status)
{
    pthread_mutex_lock(&parallel->lock);
    parallel->elsewhere -= n;
    parallel->done += n;
    pool_fail(parallel, BEFORE_ALL_BLOCKS, status);
    pthread_mutex_unlock(&parallel->lock);
}

bool parallel_is_done(Parallel *parallel)
{
    pthread_mutex_lock(&parallel->lock);
    bool done = parallel->begun == parallel->done &&
                (parallel->stopped || nothing_to_begin(parallel));
    pthread_mutex_unlock(&parallel->lock);
    return done;
}

static void work_blocks(Pool *pool, void *scratch)
{
    const ParallelJob *job = pool->job;
    pthread_mutex_lock(&pool->lock);
    for (int block = pool_take(pool); block >= 0; block = pool_take(pool)) {
        pthread_mutex_unlock(&pool->lock);
        Status status = job->work(job->context, scratch, block);
        pthread_mutex_lock(&pool->lock);
        pool_finish(pool, block, status);
    }
    pthread_mutex_unlock(&pool->lock);
}

static void *thread_main(void *argument)
{
    Pool *pool = argument;
    const ParallelJob *job = pool->job;
    void *scratch = NULL;
    Status status = job->scratch_make != NULL ? job->scratch_make(job->context, &scratch)
                                              : STATUS_OK;
    if (status == STATUS_OK) {
        work_blocks(pool, scratch);
    } else {
        pthread_mutex_lock(&pool->lock);
        pool_fail(pool, BEFORE_ALL_BLOCKS, status);
        pthread_mutex_unlock(&pool->lock);
    }
    if (job->scratch_free != NULL) job->scratch_free(scratch);
    return NULL;
}

/* Afterwards nothing more comes from elsewhere. Without a thread blocks that come back have no taker. */
static void stand_beside(Pool *pool, int n_threads)
{
    Status status = n_threads > 0 ? pool->job->beside(pool->job->context, pool) : STATUS_MEMORY;
    pthread_mutex_lock(&pool->lock);
    pool->elsewhere = 0;
    if (status != STATUS_OK) pool_fail(pool, BEFORE_ALL_BLOCKS, status);
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
}

/* The calling thread works too, unless it stands beside; a thread that cannot be started is done
 * without. */
static Status pool_run(Pool *pool, int n_threads)
{
    bool beside = pool->job->beside != NULL;
    int n_helpers = beside ? n_threads : n_threads - 1;
    pthread_t *helper = NULL;
    if (n_helpers > 0) {
        helper = calloc((size_t)n_helpers, sizeof *helper);
        if (helper == NULL) return STATUS_MEMORY;
    }
    int n_started = 0;
    while (n_started < n_helpers &&
           pthread_create(&helper[n_started], NULL, thread_main, pool) == 0) {
        n_started++;
    }
    if (beside)
        stand_beside(pool, n_started);
    else
        thread_main(pool);
    for (int i = 0; i < n_started; i++) {
        pthread_join(helper[i], NULL);
    }
    free(helper);
    if (pool->failed) return pool->failed_status;
    return pool->stopped ? STATUS_RUN_FAILED : STATUS_OK;
}

static Status pool_init(Pool *pool, const ParallelJob *job)
{
    *pool = (Pool){.job = job};
    if (job->window > 0) {
        pool->ended = calloc((size_t)job->window, sizeof *pool->ended);
        if (pool->ended == NULL) return STATUS_MEMORY;
    }
    if (job->beside != NULL) {
        pool->back = calloc((size_t)job->n_blocks, sizeof *pool->back);
        if (pool->back == NULL) return STATUS_MEMORY;
    }
    return STATUS_OK;
}

Status parallel_run(const ParallelJob *job)
{
    assert(job->n_threads >= 1 && job->n_blocks >= 0 && job->work != NULL);
    assert(job->window >= 0 && (job->window == 0 || job->next == NULL));
    if (job->n_blocks == 0) return STATUS_OK;
    Pool pool;
    Status status = pool_init(&pool, job);
    if (status == STATUS_OK && pthread_mutex_init(&pool.lock, NULL) != 0) status = STATUS_MEMORY;
    if (status == STATUS_OK) {
        pthread_cond_init(&pool.changed, NULL);
        status = pool_run(&pool, job->n_threads < job->n_blocks ? job->n_threads : job->n_blocks);
        pthread_cond_destroy(&pool.changed);
        pthread_mutex_destroy(&pool.lock);
    }
    free(pool.ended);
    free(pool.back);
    return status;
}

int parallel_cores(void)
{
#if defined(__linux__)
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) > 0) {
        return CPU_COUNT(&allowed);
    }
#endif
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}
