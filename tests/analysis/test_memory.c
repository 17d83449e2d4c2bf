#include "analysis/memory.h"

#include <criterion/criterion.h>
#include <string.h>

enum { MEGA = 1000000 };
/* The first thread takes 0.9 + 0.1 + 2 MB beside 100 or 40 and the 10 that are held, each further one
 * 0.9 + 0.1 + 3 * 2. */
static const MemoryNeed plain = {.held = 10 * MEGA,
                                 .columns = 100 * MEGA,
                                 .rounds = 40 * MEGA,
                                 .block = 2 * MEGA,
                                 .worker = MEGA - MEMORY_THREAD};

static MemoryPlan fit_need(const MemoryNeed *need, size_t megabytes, int n_threads)
{
    Problems problems = {0};
    MemoryPlan plan;
    cr_assert_eq(memory_fit(need, megabytes * MEGA, n_threads, &problems, &plan), STATUS_OK);
    problems_free(&problems);
    return plan;
}

static MemoryPlan fit(size_t megabytes, int n_threads)
{
    return fit_need(&plain, megabytes, n_threads);
}

static void assert_refused(const MemoryNeed *need, size_t megabytes, const char *least)
{
    Problems problems = {0};
    MemoryPlan plan;
    cr_assert_eq(memory_fit(need, megabytes * MEGA, 1, &problems, &plan), STATUS_RUN_FAILED);
    cr_assert_not_null(strstr(problems.list[0].text, least), "%s", problems.list[0].text);
    problems_free(&problems);
}

Test(memory, replicates_stay_as_long_as_they_fit_with_one_thread)
{
    cr_assert(!fit(113, 1).in_rounds);
    cr_assert(fit(112, 1).in_rounds);
    cr_assert(!fit(113, 64).in_rounds, "the tables must not depend on the threads");
    cr_assert_eq(fit(113, 1).results, 100 * MEGA);
    cr_assert_eq(fit(113, 1).alone, 103 * MEGA);
    cr_assert_eq(fit(112, 1).results, 40 * MEGA);
    cr_assert_eq(fit(112, 1).alone, 43 * MEGA);
    cr_assert_eq(fit(112, 1).each_thread, 7 * MEGA);
    cr_assert(!fit(0, 8).in_rounds, "without a limit: two gigabytes");
}

Test(memory, threads_that_do_not_fit_are_done_without)
{
    cr_assert_eq(fit(113, 64).n_threads, 1);
    cr_assert_eq(fit(119, 64).n_threads, 1);
    cr_assert_eq(fit(120, 64).n_threads, 2);
    cr_assert_eq(fit(62, 64).n_threads, 2);
    cr_assert_eq(fit(500, 3).n_threads, 3);
}

/* As many as there are threads, and one more in 2 MB more. */
Test(memory, blocks_wait_where_there_is_room)
{
    cr_assert_eq(fit(113, 1).window, 1);
    cr_assert_eq(fit(127, 3).window, 3);
    cr_assert_eq(fit(129, 3).window, 4);
}

Test(memory, what_comes_after_the_blocks_counts_where_it_is_more)
{
    MemoryNeed need = plain;
    need.tables = 8 * MEGA;
    cr_assert_eq(fit_need(&need, 118, 64).n_threads, 1);
    cr_assert_eq(fit_need(&need, 118, 64).alone, 108 * MEGA);
    assert_refused(&need, 57, "about 58 MB");
    need.apart = 120 * MEGA;
    cr_assert_eq(fit_need(&need, 130, 1).alone, 120 * MEGA);
    assert_refused(&need, 129, "about 130 MB");
}

Test(memory, replicates_that_pass_by_must_save_something)
{
    MemoryNeed need = plain;
    need.rounds = 101 * MEGA;
    assert_refused(&need, 112, "about 113 MB");
}

Test(memory, what_cannot_fit_is_told_with_both_sizes)
{
    assert_refused(&plain, 52, "at most 52 MB");
    assert_refused(&plain, 52, "about 53 MB with one thread");
}
