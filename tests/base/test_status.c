#include "base/status.h"

#include <criterion/criterion.h>

static Status answer(Status first, Status second, int *n_calls)
{
    Status status = STATUS_OK;
    TRY((++*n_calls, first));
    TRY((++*n_calls, second));
out:
    return status;
}

Test(status, try_leaves_at_the_first_failure)
{
    int n_calls = 0;
    cr_assert_eq(answer(STATUS_FILE, STATUS_INPUT, &n_calls), STATUS_FILE);
    cr_assert_eq(n_calls, 1);
    cr_assert_eq(answer(STATUS_OK, STATUS_INPUT, &n_calls), STATUS_INPUT);
    cr_assert_eq(answer(STATUS_OK, STATUS_OK, &n_calls), STATUS_OK);
}

Test(status, values_are_the_exit_codes_of_the_manual)
{
    cr_assert_eq(STATUS_OK, 0);
    cr_assert_eq(STATUS_RUN_FAILED, 1);
    cr_assert_eq(STATUS_USAGE, 2);
    cr_assert_eq(STATUS_INPUT, 3);
    cr_assert_eq(STATUS_FILE, 4);
    cr_assert_eq(STATUS_MEMORY, 5);
}
