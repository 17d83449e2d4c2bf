#include "base/parallel.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { N_BLOCKS = 200 };
static const int thread_counts[] = {1, 2, 7};
enum { N_COUNTS = sizeof thread_counts / sizeof thread_counts[0] };

typedef struct {
    double result[N_BLOCKS];
    atomic_int n_made;
    atomic_int n_freed;
    atomic_int n_begun;
    int fails_at[2]; /* blocks that fail; -1 for none */
    bool scratch_fails;
    atomic_bool stop;
    int stops_at;
    int last_done;
} Trial;

static Trial *counted; /* whose scratch is freed: scratch_free gets no context */

static Status make(void *context, void **scratch)
{
    Trial *trial = context;
    atomic_fetch_add(&trial->n_made, 1);
    if (trial->scratch_fails) return STATUS_MEMORY;
    *scratch = malloc(sizeof(double));
    return *scratch != NULL ? STATUS_OK : STATUS_MEMORY;
}

static void release(void *scratch)
{
    atomic_fetch_add(&counted->n_freed, 1);
    free(scratch);
}

static Status work(void *context, void *scratch, int block)
{
    Trial *trial = context;
    double *sum = scratch;
    *sum = 0;
    for (int i = 1; i <= 1000; i++) *sum += 1.0 / (block + i);
    trial->result[block] = *sum;
    atomic_fetch_add(&trial->n_begun, 1);
    if (block == trial->stops_at) atomic_store(&trial->stop, true);
    if (block == trial->fails_at[0]) return STATUS_INPUT;
    if (block == trial->fails_at[1]) return STATUS_FILE;
    return STATUS_OK;
}

static void progress(void *context, int done, int n)
{
    Trial *trial = context;
    cr_assert_eq(n, N_BLOCKS);
    cr_assert_eq(done, ++trial->last_done);
}

static void trial_begin(Trial *trial)
{
    memset(trial, 0, sizeof *trial);
    trial->fails_at[0] = trial->fails_at[1] = trial->stops_at = -1;
    counted = trial;
}

static Status trial_run(Trial *trial, int n_threads)
{
    ParallelJob job = {.n_threads = n_threads,
                       .n_blocks = N_BLOCKS,
                       .context = trial,
                       .scratch_make = make,
                       .scratch_free = release,
                       .work = work,
                       .progress = progress,
                       .progress_context = trial,
                       .stop = &trial->stop};
    return parallel_run(&job);
}

Test(parallel, results_do_not_depend_on_the_threads)
{
    static Trial one, many;
    trial_begin(&one);
    cr_assert_eq(trial_run(&one, 1), STATUS_OK);
    for (int i = 0; i < N_COUNTS; i++) {
        trial_begin(&many);
        cr_assert_eq(trial_run(&many, thread_counts[i]), STATUS_OK);
        cr_assert_arr_eq(many.result, one.result, sizeof one.result);
        cr_assert_eq(many.n_begun, N_BLOCKS);
        cr_assert_eq(many.last_done, N_BLOCKS);
        cr_assert_eq(many.n_made, many.n_freed);
        cr_assert_leq(many.n_made, thread_counts[i]);
    }
}

Test(parallel, the_lowest_failed_block_gives_the_status)
{
    static Trial trial;
    for (int repeat = 0; repeat < 50; repeat++) {
        for (int i = 0; i < N_COUNTS; i++) {
            trial_begin(&trial);
            trial.fails_at[0] = 21;
            trial.fails_at[1] = 20;
            cr_assert_eq(trial_run(&trial, thread_counts[i]), STATUS_FILE);
            cr_assert_lt(trial.n_begun, 21 + thread_counts[i] + 1);
            cr_assert_eq(trial.n_made, trial.n_freed);
        }
    }
}

/* Block 1 fails only when block 2 has failed and been recorded. */
static Status fail_in_reverse(void *context, void *scratch, int block)
{
    atomic_bool *second_failed = context;
    const struct timespec a_while = {.tv_nsec = 20000000};
    (void)scratch;
    if (block == 2) {
        atomic_store(second_failed, true);
        return STATUS_INPUT;
    }
    while (block == 1 && !atomic_load(second_failed)) {
        if (nanosleep(&a_while, NULL) != 0) break;
    }
    if (block == 1) nanosleep(&a_while, NULL);
    return block == 1 ? STATUS_FILE : STATUS_OK;
}

Test(parallel, the_lowest_failed_block_gives_the_status_though_it_fails_last)
{
    atomic_bool second_failed = false;
    ParallelJob job = {
        .n_threads = 3, .n_blocks = 3, .context = &second_failed, .work = fail_in_reverse};
    cr_assert_eq(parallel_run(&job), STATUS_FILE);
}

Test(parallel, a_stop_lets_no_new_block_begin)
{
    static Trial trial;
    for (int i = 0; i < N_COUNTS; i++) {
        trial_begin(&trial);
        trial.stops_at = 5;
        cr_assert_eq(trial_run(&trial, thread_counts[i]), STATUS_RUN_FAILED);
        cr_assert_lt(trial.n_begun, N_BLOCKS);
        trial_begin(&trial);
        trial.stops_at = N_BLOCKS - 1; /* too late to matter */
        cr_assert_eq(trial_run(&trial, thread_counts[i]), STATUS_OK);
    }
}

Test(parallel, a_scratch_that_cannot_be_made_fails_the_run)
{
    static Trial trial;
    for (int i = 0; i < N_COUNTS; i++) {
        trial_begin(&trial);
        trial.scratch_fails = true;
        cr_assert_eq(trial_run(&trial, thread_counts[i]), STATUS_MEMORY);
        cr_assert_eq(trial.n_begun, 0);
        cr_assert_eq(trial.n_made, trial.n_freed);
    }
}

static Status count(void *context, void *scratch, int block)
{
    cr_assert_null(scratch);
    (void)block;
    atomic_fetch_add((atomic_int *)context, 1);
    return STATUS_OK;
}

Test(parallel, only_work_must_be_given)
{
    atomic_int n = 0;
    ParallelJob job = {.n_threads = 3, .n_blocks = 10, .context = &n, .work = count};
    cr_assert_eq(parallel_run(&job), STATUS_OK);
    cr_assert_eq(n, 10);
    job.n_blocks = 0;
    cr_assert_eq(parallel_run(&job), STATUS_OK);
    cr_assert_geq(parallel_cores(), 1);
}

/* ---- the window ---- */

enum { WINDOW = 6 };

typedef struct {
    atomic_bool ended[N_BLOCKS];
    atomic_int n_ended;
    atomic_int furthest; /* how far above the lowest unended block one began */
} Race;

/* Block 0 lasts until the window lets nobody else begin. */
static Status race(void *context, void *scratch, int block)
{
    Race *r = context;
    const struct timespec a_while = {.tv_nsec = 1000000};
    int lowest = 0;
    (void)scratch;
    while (lowest < N_BLOCKS && atomic_load(&r->ended[lowest])) lowest++;
    int far = block - lowest;
    for (int old = atomic_load(&r->furthest);
         old < far && !atomic_compare_exchange_weak(&r->furthest, &old, far);) {
    }
    for (int i = 0; block == 0 && atomic_load(&r->n_ended) < WINDOW - 1 && i < 5000; i++)
        nanosleep(&a_while, NULL);
    for (int i = 0; block == 0 && i < 20; i++) nanosleep(&a_while, NULL);
    atomic_store(&r->ended[block], true);
    atomic_fetch_add(&r->n_ended, 1);
    return STATUS_OK;
}

Test(parallel, no_block_begins_beyond_the_window_of_one_that_lasts)
{
    static Race r;
    ParallelJob job = {
        .n_threads = 3, .n_blocks = N_BLOCKS, .window = WINDOW, .context = &r, .work = race};
    cr_assert_eq(parallel_run(&job), STATUS_OK);
    cr_assert_eq(r.n_ended, N_BLOCKS);
    cr_assert_eq(r.furthest, WINDOW - 1);
}

/* ---- blocks that are worked on elsewhere ---- */

typedef struct {
    pthread_t desk;
    atomic_int n_here, n_at_desk;
    int gives_back; /* the desk gives back so many blocks, then ends or loses the others */
    bool loses;
    int fails_at; /* here */
} Desk;

static Status work_here(void *context, void *scratch, int block)
{
    Desk *desk = context;
    (void)scratch;
    atomic_fetch_add(&desk->n_here, 1);
    if (pthread_equal(pthread_self(), desk->desk)) atomic_fetch_add(&desk->n_at_desk, 1);
    return block == desk->fails_at ? STATUS_INPUT : STATUS_OK;
}

/* Takes what it can before it gives anything back: the threads have nothing else to do by then. */
static Status stand(void *context, Parallel *parallel)
{
    Desk *desk = context;
    const struct timespec a_while = {.tv_nsec = 1000000};
    int mine[N_BLOCKS], n = 0, block;
    desk->desk = pthread_self();
    while ((block = parallel_begin_block(parallel)) >= 0) mine[n++] = block;
    nanosleep(&a_while, NULL);
    if (desk->loses && n > 0) parallel_lose_blocks(parallel, n, STATUS_FILE);
    for (int i = 0; i < n && !desk->loses; i++) {
        if (i < desk->gives_back)
            parallel_return_block(parallel, mine[i]);
        else
            parallel_end_block(parallel, mine[i], STATUS_OK);
    }
    while (!parallel_is_done(parallel)) nanosleep(&a_while, NULL);
    return STATUS_OK;
}

static Status stand_at(Desk *desk, int window)
{
    ParallelJob job = {.n_threads = 2,
                       .n_blocks = N_BLOCKS,
                       .window = window,
                       .context = desk,
                       .work = work_here,
                       .beside = stand};
    return parallel_run(&job);
}

Test(parallel, a_block_that_comes_back_is_worked_on_by_the_threads_here)
{
    for (int repeat = 0; repeat < 50; repeat++) {
        Desk desk = {.gives_back = N_BLOCKS, .fails_at = -1};
        cr_assert_eq(stand_at(&desk, 0), STATUS_OK);
        cr_assert_eq(desk.n_here, N_BLOCKS);
        cr_assert_eq(desk.n_at_desk, 0);
        desk = (Desk){.gives_back = 3, .fails_at = -1};
        cr_assert_eq(stand_at(&desk, WINDOW), STATUS_OK);
        desk = (Desk){.gives_back = N_BLOCKS, .fails_at = 7};
        cr_assert_eq(stand_at(&desk, 0), STATUS_INPUT);
    }
}

Test(parallel, blocks_that_are_lost_fail_the_run_and_leave_nobody_waiting)
{
    Desk desk = {.loses = true, .fails_at = -1};
    Status status = stand_at(&desk, WINDOW);
    cr_assert(status == STATUS_FILE || (status == STATUS_OK && desk.n_here == N_BLOCKS));
}

/* The desk has blocks before any thread finds that it has nothing to work with; all come back after. */
typedef struct {
    atomic_bool desk_has_some;
    atomic_int n_failed;
    int n_threads;
    bool ended;
} Nobody;

static Status fail_when_the_desk_has_some(void *context, void **scratch)
{
    Nobody *nobody = context;
    const struct timespec a_while = {.tv_nsec = 1000000};
    (void)scratch;
    while (!atomic_load(&nobody->desk_has_some)) nanosleep(&a_while, NULL);
    atomic_fetch_add(&nobody->n_failed, 1);
    return STATUS_MEMORY;
}

static void hurry(const atomic_int *n, int until)
{
    const struct timespec a_while = {.tv_nsec = 1000000};
    for (int i = 0; i < 5000 && atomic_load(n) < until; i++) nanosleep(&a_while, NULL);
}

static Status give_all_back(void *context, Parallel *parallel)
{
    Nobody *nobody = context;
    const struct timespec a_while = {.tv_nsec = 1000000};
    int mine[3];
    for (int i = 0; i < 3; i++) mine[i] = parallel_begin_block(parallel);
    atomic_store(&nobody->desk_has_some, true);
    parallel_return_block(parallel, mine[0]); /* perhaps before the threads fail */
    hurry(&nobody->n_failed, nobody->n_threads);
    parallel_return_block(parallel, mine[1]); /* perhaps after */
    nanosleep(&a_while, NULL);
    parallel_return_block(parallel, mine[2]);
    for (int i = 0; i < 5000 && !nobody->ended; i++) {
        nobody->ended = parallel_is_done(parallel);
        nanosleep(&a_while, NULL);
    }
    return STATUS_OK;
}

Test(parallel, blocks_that_come_back_when_no_thread_could_begin_end_the_run)
{
    for (int n_threads = 1; n_threads <= 3; n_threads++) {
        Nobody nobody = {.n_threads = n_threads};
        ParallelJob job = {.n_threads = n_threads,
                           .n_blocks = N_BLOCKS,
                           .context = &nobody,
                           .scratch_make = fail_when_the_desk_has_some,
                           .work = work_here,
                           .beside = give_all_back};
        cr_assert_eq(parallel_run(&job), STATUS_MEMORY);
        cr_assert(nobody.ended, "the desk waits for ever beside %d threads", n_threads);
    }
}

static Status work_after_the_desk(void *context, void *scratch, int block)
{
    const atomic_bool *taken = context;
    const struct timespec a_while = {.tv_nsec = 1000000};
    (void)scratch;
    (void)block;
    while (!atomic_load(taken)) nanosleep(&a_while, NULL);
    return STATUS_OK;
}

static Status take_one_and_go(void *context, Parallel *parallel)
{
    cr_assert_geq(parallel_begin_block(parallel), 0);
    atomic_store((atomic_bool *)context, true);
    return STATUS_RUN_FAILED;
}

Test(parallel, nobody_waits_for_blocks_of_a_desk_that_was_left, .timeout = 20)
{
    atomic_bool taken = false;
    Parallel *handle;
    ParallelJob job = {.n_threads = 2,
                       .n_blocks = N_BLOCKS,
                       .context = &taken,
                       .work = work_after_the_desk,
                       .beside = take_one_and_go,
                       .handle = &handle};
    cr_assert_eq(parallel_run(&job), STATUS_RUN_FAILED);
}
