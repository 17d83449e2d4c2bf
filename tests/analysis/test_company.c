/* Runs that go on at once share memory: a seat is free while there is room for all that it takes, and a thread
 * helps where there is room for its work. */
#include "analysis/company.h"

#include <criterion/criterion.h>
#include <time.h>

enum { MEGA = 1000000, N_RUNS = 12 };

/* Megabytes. */
typedef struct {
    long ready, stands, alone, later; /* ready < 0: it fails before it has a seat */
} Need;

typedef struct {
    Company company;
    Need need[N_RUNS];
    atomic_int n_seated, most_seated, n_preparing, most_preparing;
    atomic_long taken, most_taken; /* of those seated or made ready */
    int wants_seated;              /* whoever sits waits for so many at once .. */
    atomic_int patience;           /* .. in all for so many whiles */
} Trial;

static void keep_most(atomic_long *most, long value)
{
    for (long old = atomic_load(most);
         old < value && !atomic_compare_exchange_weak(most, &old, value);) {
    }
}

static void keep_count(atomic_int *most, int value)
{
    for (int old = atomic_load(most);
         old < value && !atomic_compare_exchange_weak(most, &old, value);) {
    }
}

static void take(Trial *trial, long more)
{
    keep_most(&trial->most_taken, atomic_fetch_add(&trial->taken, more) + more);
}

static void wait_a_while(void)
{
    const struct timespec a_while = {.tv_nsec = 3000000};
    nanosleep(&a_while, NULL);
}

static void await_company(Trial *trial)
{
    while (atomic_load(&trial->most_seated) < trial->wants_seated &&
           atomic_fetch_sub(&trial->patience, 1) > 0)
        wait_a_while();
}

static Status sit_a_while(void *context, void *scratch, int i)
{
    Trial *trial = context;
    const Need *need = &trial->need[i];
    Seat seat = {.company = &trial->company};
    (void)scratch;
    seat_prepare(&seat);
    keep_count(&trial->most_preparing, atomic_fetch_add(&trial->n_preparing, 1) + 1);
    if (need->ready > 0) take(trial, need->ready);
    wait_a_while();
    atomic_fetch_sub(&trial->n_preparing, 1);
    if (need->ready < 0) {
        seat_leave(&seat);
        return STATUS_OK;
    }
    take(trial, need->stands - need->ready);
    seat_take(&seat, (size_t)need->ready * MEGA, (size_t)need->stands * MEGA,
              (size_t)need->alone * MEGA);
    take(trial, need->alone - need->stands);
    keep_count(&trial->most_seated, atomic_fetch_add(&trial->n_seated, 1) + 1);
    wait_a_while();
    await_company(trial);
    take(trial, need->later - need->alone);
    seat_shrink(&seat, (size_t)need->later * MEGA);
    wait_a_while();
    atomic_fetch_sub(&trial->n_seated, 1);
    take(trial, -need->later);
    seat_leave(&seat);
    seat_leave(&seat);
    return STATUS_OK;
}

static Status run(Trial *trial, int n_threads, size_t megabytes)
{
    size_t threads = (size_t)n_threads * MEMORY_THREAD;
    trial->company = company_within((megabytes + 10) * MEGA + threads, 10 * MEGA, n_threads);
    ParallelJob job = {.n_threads = n_threads,
                       .n_blocks = N_RUNS,
                       .context = trial,
                       .work = sit_a_while,
                       .handle = &trial->company.parallel,
                       .room = &trial->company.room};
    Status status = parallel_run(&job);
    cr_assert_eq(trial->company.n, 0);
    cr_assert_eq(trial->company.room.taken, 0);
    cr_assert(!trial->company.preparing);
    return status;
}

static void need_all(Trial *trial, Need need)
{
    *trial = (Trial){.most_seated = 0};
    for (int i = 0; i < N_RUNS; i++) trial->need[i] = need;
}

Test(company, no_more_sit_than_fit)
{
    Trial trial;
    need_all(&trial, (Need){2, 1, 100, 100});
    trial.wants_seated = 2;
    trial.patience = 5000;
    cr_assert_eq(run(&trial, 4, 299), STATUS_OK);
    cr_assert_leq(trial.most_taken, 299);
    cr_assert_eq(trial.most_seated, 2);
    cr_assert(trial.company.room.was_full);
    need_all(&trial, (Need){2, 1, 100, 100});
    cr_assert_eq(run(&trial, 4, 1000), STATUS_OK);
    cr_assert(!trial.company.room.was_full);
}

/* The first, the largest, is made ready alone, so that there is room for those that follow. */
Test(company, what_making_ready_takes_is_there_before)
{
    Trial trial;
    need_all(&trial, (Need){60, 10, 50, 20});
    trial.need[0].ready = 80;
    cr_assert_eq(run(&trial, 4, 150), STATUS_OK);
    cr_assert_leq(trial.most_taken, 150);
    cr_assert_gt(trial.most_taken, 100, "they go on at once where they can");
}

Test(company, one_too_large_for_company_sits_alone)
{
    Trial trial;
    need_all(&trial, (Need){1, 1, 1, 1});
    trial.need[5].alone = trial.need[5].later = 1000;
    cr_assert_eq(run(&trial, 4, 1000), STATUS_OK);
    cr_assert_eq(trial.most_taken, 1000);
}

Test(company, two_gigabytes_where_nothing_else_is_told)
{
    Company company = company_within(0, 500 * MEGA, 10);
    cr_assert_eq(company.room.limit, 1500L * MEGA - 10 * MEMORY_THREAD);
}

/* What is made ready has no seat yet: one at a time, also after one that fails. */
Test(company, one_at_a_time_is_made_ready, .timeout = 30)
{
    Trial trial;
    need_all(&trial, (Need){1, 1, 1, 1});
    for (int i = 0; i < N_RUNS; i += 3) trial.need[i].ready = -1;
    cr_assert_eq(run(&trial, 6, 1000), STATUS_OK);
    cr_assert_eq(atomic_load(&trial.most_preparing), 1);
}
