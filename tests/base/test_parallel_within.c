/* Jobs within jobs: the threads of the outer one work at the inner ones' blocks too. */
#include "base/parallel.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

static const int thread_counts[] = {1, 2, 7};
enum { N_COUNTS = sizeof thread_counts / sizeof thread_counts[0] };

enum { N_INNER = 40, N_OUTER = 6 };

typedef struct {
    Parallel *outer;
    ParallelRoom *room; /* NULL: no bound */
    size_t takes;
    int n_threads;
    int fails_at; /* of the inner job 2; -1 */
    double result[N_OUTER][N_INNER];
    atomic_int n_helped; /* inner blocks done by another thread than that of their job */
    atomic_int n_alone;  /* jobs that sit */
    atomic_int most_present;
    bool taken; /* the one seat; under the outer job's lock */
} Nest;

typedef struct {
    Nest *nest;
    int number;
    pthread_t own;
    atomic_int n_present;
} Inner;

static Status work_inside(void *context, void *scratch, int block)
{
    Inner *inner = context;
    const struct timespec a_while = {.tv_nsec = 200000};
    (void)scratch;
    int present = atomic_fetch_add(&inner->n_present, 1) + 1;
    for (int most = atomic_load(&inner->nest->most_present);
         most < present &&
         !atomic_compare_exchange_weak(&inner->nest->most_present, &most, present);) {
    }
    nanosleep(&a_while, NULL);
    inner->nest->result[inner->number][block] += 1000 * inner->number + block;
    if (!pthread_equal(pthread_self(), inner->own)) atomic_fetch_add(&inner->nest->n_helped, 1);
    atomic_fetch_sub(&inner->n_present, 1);
    return inner->number == 2 && block == inner->nest->fails_at ? STATUS_INPUT : STATUS_OK;
}

static Status run_inside(void *context, void *scratch, int number)
{
    Nest *nest = context;
    Inner inner = {.nest = nest, .number = number, .own = pthread_self()};
    (void)scratch;
    ParallelJob job = {.n_threads = nest->n_threads,
                       .n_blocks = N_INNER,
                       .window = 2 * nest->n_threads,
                       .context = &inner,
                       .work = work_inside,
                       .within = nest->outer,
                       .takes = nest->takes};
    return parallel_run(&job);
}

static Status run_nest(Nest *nest, int n_threads, int n_outer,
                       Status (*run)(void *context, void *scratch, int number))
{
    ParallelJob job = {.n_threads = n_threads,
                       .n_blocks = n_outer,
                       .context = nest,
                       .work = run,
                       .handle = &nest->outer,
                       .room = nest->room};
    return parallel_run(&job);
}

Test(parallel_within, every_block_of_every_job_within_a_job_is_run_once)
{
    for (int i = 0; i < N_COUNTS; i++) {
        Nest nest = {.n_threads = thread_counts[i], .fails_at = -1};
        cr_assert_eq(run_nest(&nest, thread_counts[i], N_OUTER, run_inside), STATUS_OK);
        for (int b = 0; b < N_OUTER * N_INNER; b++)
            cr_assert_eq(nest.result[b / N_INNER][b % N_INNER], 1000 * (b / N_INNER) + b % N_INNER);
    }
}

Test(parallel_within, threads_without_a_block_help_at_a_job_within_but_no_more_than_it_takes)
{
    Nest nest = {.n_threads = 7, .fails_at = -1};
    cr_assert_eq(run_nest(&nest, 7, 1, run_inside), STATUS_OK);
    cr_assert_gt(nest.n_helped, 0);
    nest = (Nest){.n_threads = 3, .fails_at = -1};
    cr_assert_eq(run_nest(&nest, 7, 1, run_inside), STATUS_OK);
    cr_assert_gt(nest.n_helped, 0);
    cr_assert_leq(nest.most_present, 3);
}

/* 29 of a hundred are taken: beside the calling thread there is room for three that take twenty each. */
Test(parallel_within, threads_help_as_far_as_there_is_room)
{
    ParallelRoom room = {.limit = 100, .taken = 29};
    Nest nest = {.n_threads = 7, .fails_at = -1, .room = &room, .takes = 20};
    cr_assert_eq(run_nest(&nest, 7, 1, run_inside), STATUS_OK);
    cr_assert_gt(nest.n_helped, 0);
    cr_assert_leq(nest.most_present, 4);
    cr_assert_eq(room.taken, 29, "it is given back");
    room = (ParallelRoom){.limit = 100, .taken = 81};
    nest = (Nest){.n_threads = 7, .fails_at = -1, .room = &room, .takes = 20};
    cr_assert_eq(run_nest(&nest, 7, 1, run_inside), STATUS_OK);
    cr_assert_eq(nest.n_helped, 0);
}

Test(parallel_within, a_job_within_that_fails_is_told_to_the_block_that_runs_it)
{
    for (int i = 0; i < N_COUNTS; i++) {
        Nest nest = {.n_threads = thread_counts[i], .fails_at = 5};
        cr_assert_eq(run_nest(&nest, thread_counts[i], N_OUTER, run_inside), STATUS_INPUT);
    }
}

static bool may_sit(void *context)
{
    Nest *nest = context;
    bool may = !nest->taken;
    nest->taken = true;
    return may;
}

static void stand_up(void *context)
{
    Nest *nest = context;
    nest->taken = false;
}

static Status run_seated(void *context, void *scratch, int number)
{
    Nest *nest = context;
    parallel_await(nest->outer, may_sit, nest);
    cr_assert_eq(atomic_fetch_add(&nest->n_alone, 1), 0);
    Status status = run_inside(context, scratch, number);
    atomic_fetch_sub(&nest->n_alone, 1);
    parallel_change(nest->outer, stand_up, nest);
    return status;
}

Test(parallel_within, who_awaits_something_helps_meanwhile_and_is_woken_when_it_comes)
{
    for (int i = 0; i < N_COUNTS; i++) {
        Nest nest = {.n_threads = thread_counts[i], .fails_at = -1};
        cr_assert_eq(run_nest(&nest, thread_counts[i], N_OUTER, run_seated), STATUS_OK);
        cr_assert(thread_counts[i] == 1 || nest.n_helped > 0);
    }
}
