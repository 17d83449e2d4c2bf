/* Runs that go on at once share memory: a seat is free while all results and a block's work for every thread
 * fit. */
#include "analysis/company.h"

#include <criterion/criterion.h>
#include <time.h>

enum { MEGA = 1000000, N_RUNS = 12 };

typedef struct {
    Company company;
    MemoryPlan plan[N_RUNS];
    atomic_int n_seated, most_seated, n_preparing, most_preparing;
    atomic_long results, most_results; /* of those seated */
    int wants_seated;                  /* whoever sits waits for so many at once .. */
    atomic_int patience;               /* .. in all for so many whiles */
} Trial;

static const struct timespec A_WHILE = {.tv_nsec = 3000000};

static void await_company(Trial *trial)
{
    while (atomic_load(&trial->most_seated) < trial->wants_seated &&
           atomic_fetch_sub(&trial->patience, 1) > 0)
        nanosleep(&A_WHILE, NULL);
}

static void keep_most(atomic_long *most, long value)
{
    for (long old = atomic_load(most);
         old < value && !atomic_compare_exchange_weak(most, &old, value);) {
    }
}

static Status sit_a_while(void *context, void *scratch, int i)
{
    Trial *trial = context;
    Seat seat = {.company = &trial->company};
    (void)scratch;
    seat_prepare(&seat);
    int n = atomic_fetch_add(&trial->n_preparing, 1) + 1;
    if (n > atomic_load(&trial->most_preparing)) atomic_store(&trial->most_preparing, n);
    nanosleep(&A_WHILE, NULL);
    atomic_fetch_sub(&trial->n_preparing, 1);
    if (trial->plan[i].n_threads < 0) { /* it fails before it has a seat */
        seat_leave(&seat);
        return STATUS_OK;
    }
    seat_take(&seat, &trial->plan[i]);
    long results = (long)trial->plan[i].results;
    keep_most(&trial->most_results, atomic_fetch_add(&trial->results, results) + results);
    n = atomic_fetch_add(&trial->n_seated, 1) + 1;
    if (n > atomic_load(&trial->most_seated)) atomic_store(&trial->most_seated, n);
    nanosleep(&A_WHILE, NULL);
    await_company(trial);
    atomic_fetch_sub(&trial->n_seated, 1);
    atomic_fetch_sub(&trial->results, results);
    seat_leave(&seat);
    seat_leave(&seat);
    return STATUS_OK;
}

static Status run(Trial *trial, int n_threads, size_t megabytes)
{
    trial->company.n_threads = n_threads;
    trial->company.memory = megabytes * MEGA;
    ParallelJob job = {.n_threads = n_threads,
                       .n_blocks = N_RUNS,
                       .context = trial,
                       .work = sit_a_while,
                       .handle = &trial->company.parallel};
    return parallel_run(&job);
}

Test(company, no_more_sit_than_fit_with_a_block_for_every_thread)
{
    Trial trial = {.wants_seated = 3, .patience = 5000};
    for (int i = 0; i < N_RUNS; i++)
        trial.plan[i] = (MemoryPlan){.results = 100 * MEGA, .each_thread = 10 * MEGA};
    /* Four threads take 40 MB; beside them there is room for three times 100. */
    cr_assert_eq(run(&trial, 4, 399), STATUS_OK);
    cr_assert_eq(trial.most_results, 300 * MEGA);
    cr_assert_eq(trial.most_seated, 3);
    trial = (Trial){.plan = {{0}}};
    for (int i = 0; i < N_RUNS; i++)
        trial.plan[i] = (MemoryPlan){.results = 100 * MEGA,
                                     .each_thread = (i == 3 ? 20 : 10) * MEGA};
    cr_assert_eq(run(&trial, 4, 379), STATUS_OK);
    cr_assert_leq(trial.most_results, 300 * MEGA);
    cr_assert_eq(trial.company.n, 0);
    cr_assert_eq(trial.company.results, 0);
}

Test(company, one_too_large_for_company_sits_alone)
{
    Trial trial = {.plan = {[5] = {.results = 1000 * MEGA, .each_thread = MEGA}}};
    for (int i = 0; i < N_RUNS; i++)
        if (i != 5) trial.plan[i] = (MemoryPlan){.results = MEGA, .each_thread = MEGA};
    cr_assert_eq(run(&trial, 4, 1002), STATUS_OK);
    cr_assert_eq(trial.most_results, 1000 * MEGA);
}

Test(company, two_gigabytes_where_nothing_else_is_told)
{
    Trial trial = {.most_seated = 0};
    for (int i = 0; i < N_RUNS; i++) trial.plan[i] = (MemoryPlan){.results = 1100L * MEGA};
    cr_assert_eq(run(&trial, 4, 0), STATUS_OK);
    cr_assert_eq(trial.most_seated, 1);
}

/* What is made ready has no seat yet: one at a time, also after one that fails. */
Test(company, one_at_a_time_is_made_ready, .timeout = 30)
{
    Trial trial = {.most_seated = 0};
    for (int i = 0; i < N_RUNS; i++)
        trial.plan[i] = (MemoryPlan){
            .results = MEGA, .each_thread = MEGA, .n_threads = i % 3 == 0 ? -1 : 1};
    cr_assert_eq(run(&trial, 6, 1000), STATUS_OK);
    cr_assert_eq(atomic_load(&trial.most_preparing), 1);
    cr_assert_eq(trial.company.n, 0);
    cr_assert(!trial.company.preparing);
}
