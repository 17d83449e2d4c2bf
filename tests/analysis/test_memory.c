#include "analysis/memory.h"

#include <criterion/criterion.h>
#include <string.h>

enum { MEGA = 1000000 };
static const MemoryNeed need = {
    .columns = 100 * MEGA, .rounds = 40 * MEGA, .block = 2 * MEGA, .worker = MEGA};
/* A thread takes 1 + 2 * 2 MB. */

static MemoryPlan fit(size_t megabytes, int n_threads)
{
    Problems problems = {0};
    MemoryPlan plan;
    cr_assert_eq(memory_fit(&need, megabytes * MEGA, n_threads, &problems, &plan), STATUS_OK);
    problems_free(&problems);
    return plan;
}

Test(memory, replicates_stay_as_long_as_they_fit_with_one_thread)
{
    cr_assert(!fit(105, 1).in_rounds);
    cr_assert(fit(104, 1).in_rounds);
    cr_assert(!fit(105, 64).in_rounds, "the tables must not depend on the threads");
    cr_assert_eq(fit(105, 1).results, 100 * MEGA);
    cr_assert_eq(fit(104, 1).results, 40 * MEGA);
    cr_assert_eq(fit(104, 1).each_thread, 5 * MEGA);
    cr_assert(!fit(0, 8).in_rounds, "without a limit: two gigabytes");
}

Test(memory, threads_that_do_not_fit_are_done_without)
{
    cr_assert_eq(fit(114, 64).n_threads, 2);
    cr_assert_eq(fit(115, 64).n_threads, 3);
    cr_assert_eq(fit(50, 64).n_threads, 2);
    cr_assert_eq(fit(500, 3).n_threads, 3);
}

Test(memory, what_cannot_fit_is_told_with_both_sizes)
{
    Problems problems = {0};
    MemoryPlan plan;
    cr_assert_eq(memory_fit(&need, 44 * MEGA, 1, &problems, &plan), STATUS_RUN_FAILED);
    const char *text = problems.list[0].text;
    cr_assert_not_null(strstr(text, "at most 44 MB"), "%s", text);
    cr_assert_not_null(strstr(text, "about 45 MB"), "%s", text);
    problems_free(&problems);
}
