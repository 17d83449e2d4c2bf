#if defined(__linux__)
#define _GNU_SOURCE /* sched_getaffinity */
#endif

#include "base/parallel.h"

#include "base/block_book.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

/* What the threads share; everything below `lock` is read and written under it. */
struct Parallel {
    const ParallelJob *job;
    pthread_mutex_t lock;
    pthread_cond_t changed; /* a block ended or came back, or nothing is to come any more */
    BlockBook book;
    int elsewhere;   /* blocks under way there */
    int takers;      /* threads that take what comes back, or may still be started */
    Parallel *guest; /* the first job within this one that has blocks to begin */
    /* Of one within another, under that one's lock: */
    Parallel *next_guest;
    int n_came;           /* threads, beside the calling one */
    atomic_int n_present; /* threads at work here; read without a lock */
};
typedef Parallel Pool;

static void pool_fail(Pool *pool, int block, Status status)
{
    block_book_fail(&pool->book, block, status);
    pthread_cond_broadcast(&pool->changed);
}

static void pool_end(Pool *pool, int block, Status status)
{
    block_book_end(&pool->book, block, status);
    pthread_cond_broadcast(&pool->changed);
}

/* Within another job what waits for its turn is bounded by the threads that are here. */
static int pool_begin(Pool *pool)
{
    int window = pool->job->window;
    if (pool->job->within != NULL) {
        int present = 2 * atomic_load(&pool->n_present) - 1;
        if (present < window) window = present;
    }
    return block_book_begin(&pool->book, window);
}

static bool help_a_guest(Pool *host);

/* A thread's next block. While blocks are under way elsewhere, one may still come back; while they are here,
 * there may be a job within this one to help at. */
static int pool_take(Pool *pool)
{
    const BlockBook *book = &pool->book;
    for (;;) {
        int block = block_book_take_back(&pool->book);
        if (block < 0) block = pool_begin(pool);
        if (block >= 0) return block;
        if (help_a_guest(pool)) continue;
        bool hosts = pool->job->handle != NULL && book->begun > book->done;
        if (block != PARALLEL_LATER && pool->elsewhere == 0 && !hosts) return -1;
        pthread_cond_wait(&pool->changed, &pool->lock);
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
    pool_end(parallel, block, status);
    pthread_mutex_unlock(&parallel->lock);
}

void parallel_return_block(Parallel *parallel, int block)
{
    pthread_mutex_lock(&parallel->lock);
    parallel->elsewhere--;
    block_book_return(&parallel->book, block);
    if (parallel->takers == 0) block_book_drop_back(&parallel->book);
    pthread_cond_broadcast(&parallel->changed);
    pthread_mutex_unlock(&parallel->lock);
}

/* A thread could not be started, or has nothing to work with. */
static void lose_takers(Pool *pool, int n)
{
    pool->takers -= n;
    if (pool->takers == 0) block_book_drop_back(&pool->book);
    pthread_cond_broadcast(&pool->changed);
}

void parallel_lose_blocks(Parallel *parallel, int n, Status status)
{
    pthread_mutex_lock(&parallel->lock);
    parallel->elsewhere -= n;
    block_book_lose(&parallel->book, n);
    pool_fail(parallel, BEFORE_ALL_BLOCKS, status);
    pthread_mutex_unlock(&parallel->lock);
}

bool parallel_is_done(Parallel *parallel)
{
    pthread_mutex_lock(&parallel->lock);
    bool done = block_book_is_done(&parallel->book);
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
        pool_end(pool, block, status);
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
        lose_takers(pool, 1);
        pthread_mutex_unlock(&pool->lock);
    }
    if (job->scratch_free != NULL) job->scratch_free(scratch);
    return NULL;
}

/* ---- jobs within jobs ---- */

static void add_guest(Pool *host, Pool *guest)
{
    Pool **at = &host->guest;
    while (*at != NULL) at = &(*at)->next_guest;
    *at = guest;
    pthread_cond_broadcast(&host->changed);
}

/* No other thread comes in. */
static void close_guest(Pool *host, const Pool *guest)
{
    Pool **at = &host->guest;
    while (*at != NULL && *at != guest) at = &(*at)->next_guest;
    if (*at != NULL) *at = guest->next_guest;
}

static bool has_room(const Pool *host, size_t bytes)
{
    ParallelRoom *room = host->job->room;
    if (room == NULL || room->taken + bytes <= room->limit) return true;
    room->was_full = true;
    return false;
}

/* The guest with fewest threads that may have one more, the first of equals. */
static Pool *choose_guest(const Pool *host)
{
    Pool *chosen = NULL;
    for (Pool *guest = host->guest; guest != NULL; guest = guest->next_guest) {
        int n = atomic_load(&guest->n_present);
        bool fewer = chosen == NULL || n < atomic_load(&chosen->n_present);
        const ParallelJob *job = guest->job;
        if (n < job->n_threads && n < job->n_blocks && fewer && has_room(host, job->takes))
            chosen = guest;
    }
    return chosen;
}

static void come_in(Pool *host, Pool *guest)
{
    atomic_fetch_add(&guest->n_present, 1);
    guest->n_came++;
    if (host->job->room != NULL) host->job->room->taken += guest->job->takes;
}

/* Only at its end: what a thread that left has done may wait for its turn until then. */
static void give_room_back(Pool *host, const Pool *guest)
{
    if (host->job->room != NULL)
        host->job->room->taken -= (size_t)guest->n_came * guest->job->takes;
    pthread_cond_broadcast(&host->changed);
}

/* Under the host's lock, which is let go meanwhile: who comes back found no block to begin there. */
static void work_at(Pool *host, Pool *guest)
{
    pthread_mutex_unlock(&host->lock);
    thread_main(guest);
    pthread_mutex_lock(&host->lock);
    close_guest(host, guest);
    atomic_fetch_sub(&guest->n_present, 1);
}

/* False: there is none that may have one thread more. */
static bool help_a_guest(Pool *host)
{
    Pool *guest = choose_guest(host);
    if (guest == NULL) return false;
    come_in(host, guest);
    work_at(host, guest);
    pthread_cond_broadcast(&host->changed);
    return true;
}

/* The calling thread works, and threads of the host that have nothing else to do. */
static void run_within(Pool *host, Pool *guest)
{
    atomic_store(&guest->n_present, 1);
    pthread_mutex_lock(&host->lock);
    add_guest(host, guest);
    work_at(host, guest);
    while (atomic_load(&guest->n_present) > 0) pthread_cond_wait(&host->changed, &host->lock);
    give_room_back(host, guest);
    pthread_mutex_unlock(&host->lock);
}

void parallel_await(Parallel *parallel, bool (*may)(void *context), void *context)
{
    pthread_mutex_lock(&parallel->lock);
    while (!may(context))
        if (!help_a_guest(parallel)) pthread_cond_wait(&parallel->changed, &parallel->lock);
    pthread_mutex_unlock(&parallel->lock);
}

void parallel_change(Parallel *parallel, void (*change)(void *context), void *context)
{
    pthread_mutex_lock(&parallel->lock);
    change(context);
    pthread_cond_broadcast(&parallel->changed);
    pthread_mutex_unlock(&parallel->lock);
}

/* ---- the whole ---- */

/* Afterwards nothing more comes from elsewhere. */
static void stand_beside(Pool *pool, int n_threads)
{
    Status status = n_threads > 0 ? pool->job->beside(pool->job->context, pool) : STATUS_MEMORY;
    pthread_mutex_lock(&pool->lock);
    block_book_lose(&pool->book, pool->elsewhere);
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
    pool->takers = n_threads;
    if (n_helpers > 0) {
        helper = calloc((size_t)n_helpers, sizeof *helper);
        if (helper == NULL) return STATUS_MEMORY;
    }
    int n_started = 0;
    while (n_started < n_helpers &&
           pthread_create(&helper[n_started], NULL, thread_main, pool) == 0) {
        n_started++;
    }
    pthread_mutex_lock(&pool->lock);
    lose_takers(pool, n_helpers - n_started);
    pthread_mutex_unlock(&pool->lock);
    if (beside)
        stand_beside(pool, n_started);
    else
        thread_main(pool);
    for (int i = 0; i < n_started; i++) {
        pthread_join(helper[i], NULL);
    }
    free(helper);
    return STATUS_OK;
}

Status parallel_run(const ParallelJob *job)
{
    assert(job->n_threads >= 1 && job->n_blocks >= 0 && job->work != NULL);
    assert(job->window >= 0 && (job->window == 0 || job->next == NULL));
    assert(job->within == NULL || (job->next == NULL && job->beside == NULL));
    if (job->n_blocks == 0) return STATUS_OK;
    Pool pool = {.job = job};
    Status status = block_book_open(&pool.book, job);
    if (status == STATUS_OK && pthread_mutex_init(&pool.lock, NULL) != 0) status = STATUS_MEMORY;
    if (status == STATUS_OK) {
        pthread_cond_init(&pool.changed, NULL);
        if (job->handle != NULL) *job->handle = &pool;
        /* More threads than blocks have something to do at jobs within this one. */
        bool enough = job->handle == NULL && job->n_threads > job->n_blocks;
        if (job->within != NULL)
            run_within(job->within, &pool);
        else
            status = pool_run(&pool, enough ? job->n_blocks : job->n_threads);
        if (status == STATUS_OK) status = block_book_answer(&pool.book);
        pthread_cond_destroy(&pool.changed);
        pthread_mutex_destroy(&pool.lock);
    }
    block_book_close(&pool.book);
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
    return parallel_machine_cores();
}

int parallel_machine_cores(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}
