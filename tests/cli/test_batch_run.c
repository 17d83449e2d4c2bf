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

/* A part of 0.17 is serial, so by one thread a scenario takes 1, and by four ranks of one thread 0.3775: two
 * of them take less than one, three take more. With four threads a rank they take 0.3775 and 0.221875. */
Test(batch_run, what_is_left_over_is_shared_where_a_whole_one_lasts_longer)
{
    cr_assert_eq(batch_run_shared(1, 4, 1), 1);
    cr_assert_eq(batch_run_shared(6, 4, 1), 2);
    cr_assert_eq(batch_run_shared(7, 4, 1), 0);
    cr_assert_eq(batch_run_shared(5, 4, 4), 1);
    cr_assert_eq(batch_run_shared(6, 4, 4), 0);
    cr_assert_eq(batch_run_shared(2320, 1000, 1), 0);
}
