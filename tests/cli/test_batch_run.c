/* Which scenarios of a batch are left for all ranks together. */
#include "cli/batch_run.h"

#include <criterion/criterion.h>

Test(batch_run, scenarios_that_go_round_are_nobodys_to_share)
{
    for (int n_ranks = 1; n_ranks <= 8; n_ranks++)
        for (int n_threads = 1; n_threads <= 64; n_threads *= 2)
            cr_assert_eq(batch_run_shared(3 * n_ranks, n_ranks, n_threads), 0);
    cr_assert_eq(batch_run_shared(7, 1, 2), 0);
}

/* 0.03 is one thread's, 0.15 the leader's threads', 0.82 all ranks'. By one thread a scenario takes 1, and by four
 * ranks of one thread 0.18 + 0.205 = 0.385: two of them take less than one, three take more. With four threads a
 * rank they take 0.2725 and 0.03 + 0.0375 + 0.05125 = 0.11875: again two. With 64 a rank 0.045 and 0.0355. */
Test(batch_run, what_is_left_over_is_shared_where_a_whole_one_lasts_longer)
{
    cr_assert_eq(batch_run_shared(1, 4, 1), 1);
    cr_assert_eq(batch_run_shared(6, 4, 1), 2);
    cr_assert_eq(batch_run_shared(7, 4, 1), 0);
    cr_assert_eq(batch_run_shared(5, 4, 4), 1);
    cr_assert_eq(batch_run_shared(6, 4, 4), 2);
    cr_assert_eq(batch_run_shared(7, 4, 4), 0);
    cr_assert_eq(batch_run_shared(5, 4, 64), 1);
    cr_assert_eq(batch_run_shared(6, 4, 64), 0);
    cr_assert_eq(batch_run_shared(2320, 1000, 1), 0);
}
