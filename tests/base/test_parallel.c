#include "base/parallel.h"

#include <criterion/criterion.h>
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
