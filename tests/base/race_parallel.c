/* A plain main, as Criterion does not start under ThreadSanitizer: blocks, progress, blocks that are worked
 * on elsewhere, a stop from another thread and a failure, many times over. */
#include "base/parallel.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_BLOCKS = 100, N_THREADS = 4, N_REPEATS = 50 };

typedef struct {
    long result[N_BLOCKS];
    int fails_at;
    int n_done; /* written by progress only: one call at a time */
    atomic_bool stop;
} Trial;

static Status make(void *context, void **scratch)
{
    (void)context;
    *scratch = calloc(1, sizeof(long));
    return *scratch != NULL ? STATUS_OK : STATUS_MEMORY;
}

static Status work(void *context, void *scratch, int block)
{
    Trial *trial = context;
    long *sum = scratch;
    *sum = 0;
    for (int i = 0; i <= block * 100; i++) *sum += i;
    trial->result[block] = *sum;
    return block == trial->fails_at ? STATUS_INPUT : STATUS_OK;
}

static void progress(void *context, int done, int n)
{
    Trial *trial = context;
    (void)n;
    trial->n_done = done;
}

static void *stop_soon(void *context)
{
    Trial *trial = context;
    atomic_store(&trial->stop, true);
    return NULL;
}

static ParallelJob job_of(Trial *trial)
{
    return (ParallelJob){.n_threads = N_THREADS,
                         .n_blocks = N_BLOCKS,
                         .context = trial,
                         .scratch_make = make,
                         .scratch_free = free,
                         .work = work,
                         .progress = progress,
                         .progress_context = trial,
                         .stop = &trial->stop};
}

static Status run(Trial *trial)
{
    const ParallelJob job = job_of(trial);
    return parallel_run(&job);
}

/* Takes blocks as for somebody elsewhere, and gives every other one back undone. */
static Status stand(void *context, Parallel *parallel)
{
    Trial *trial = context;
    while (!parallel_is_done(parallel)) {
        int block = parallel_begin_block(parallel);
        if (block >= 0 && block % 2)
            parallel_return_block(parallel, block);
        else if (block >= 0)
            parallel_end_block(parallel, block, work(trial, &(long){0}, block));
    }
    return STATUS_OK;
}

static Status run_beside(Trial *trial)
{
    ParallelJob job = job_of(trial);
    job.window = 2 * N_THREADS;
    job.beside = stand;
    return parallel_run(&job);
}

/* ---- jobs within jobs ---- */

enum { N_OUTER = 5 };

typedef struct {
    Parallel *outer;
    Trial inner[N_OUTER];
    int n_seats; /* under the outer job's lock */
} Nest;

static bool may_sit(void *context)
{
    Nest *nest = context;
    return nest->n_seats > 0 && nest->n_seats-- > 0;
}

static void stand_up(void *context)
{
    Nest *nest = context;
    nest->n_seats++;
}

static Status run_inside(void *context, void *scratch, int number)
{
    Nest *nest = context;
    (void)scratch;
    Trial *trial = &nest->inner[number];
    parallel_await(nest->outer, may_sit, nest);
    ParallelJob job = job_of(trial);
    job.window = 2 * N_THREADS;
    job.within = nest->outer;
    Status status = parallel_run(&job);
    parallel_change(nest->outer, stand_up, nest);
    return status;
}

static Status run_nest(Nest *nest)
{
    ParallelJob job = {.n_threads = N_THREADS,
                       .n_blocks = N_OUTER,
                       .context = nest,
                       .work = run_inside,
                       .handle = &nest->outer};
    return parallel_run(&job);
}

static bool all_is_done(const Trial *trial)
{
    for (long block = 0; block < N_BLOCKS; block++) {
        long n = block * 100;
        if (trial->result[block] != n * (n + 1) / 2) return false;
    }
    return trial->n_done == N_BLOCKS;
}

static int check(bool holds, const char *claim)
{
    if (!holds) printf("FAILED: %s\n", claim);
    return holds ? 0 : 1;
}

static int check_nest(int repeat)
{
    static Nest nest;
    nest = (Nest){.n_seats = 1 + repeat % 3};
    for (int i = 0; i < N_OUTER; i++) nest.inner[i].fails_at = -1;
    bool good = run_nest(&nest) == STATUS_OK;
    for (int i = 0; i < N_OUTER; i++) good = good && all_is_done(&nest.inner[i]);
    return check(good, "every block of jobs within a job is run");
}

int main(void)
{
    int failures = 0;
    for (int repeat = 0; repeat < N_REPEATS; repeat++) {
        static Trial trial;
        pthread_t stopper;
        trial = (Trial){.fails_at = -1};
        failures += check(run(&trial) == STATUS_OK && all_is_done(&trial), "every block is run");
        trial = (Trial){.fails_at = -1};
        failures += check(run_beside(&trial) == STATUS_OK && all_is_done(&trial),
                          "every block is run, here or elsewhere");
        failures += check_nest(repeat);
        trial = (Trial){.fails_at = repeat};
        failures += check(run_beside(&trial) == STATUS_INPUT, "a failed block fails a shared run");
        trial = (Trial){.fails_at = repeat};
        failures += check(run(&trial) == STATUS_INPUT, "a failed block gives its status");
        trial = (Trial){.fails_at = -1};
        if (pthread_create(&stopper, NULL, stop_soon, &trial) != 0) return 1;
        Status status = run(&trial);
        pthread_join(stopper, NULL);
        failures += check(status == STATUS_OK || status == STATUS_RUN_FAILED, "a stop is heeded");
    }
    return failures > 0;
}
