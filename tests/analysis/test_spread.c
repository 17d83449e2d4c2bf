/* Many values into mean, Monte Carlo error and quantiles: numbers worked out by hand. */
#include "analysis/spread.h"
#include "support/check.h"
#include "support/quiet.h"

#include <criterion/criterion.h>
#include <math.h>

QUIET_SUITE(spread);

/* Mean 2.5; sd sqrt((2.25 + 0.25 + 0.25 + 2.25)/3); the block means of (4, 3) and (2, 1) are 3.5 and
 * 1.5, their sd sqrt(2), so the error of the mean sqrt(2/2) = 1. Quantiles at 1 + 3 p. */
Test(spread, four_values_in_two_blocks)
{
    double value[] = {4, 3, 2, 1}, scratch[4];
    Spread spread = spread_of(value, scratch, 4, 2);
    assert_near(spread.mean, 2.5, 1e-15, "mean");
    assert_near(spread.sd, sqrt(5.0 / 3), 1e-15, "sd");
    assert_near(spread.mcse, 1, 1e-15, "mcse");
    assert_near(spread.p05, 1.15, 1e-14, "p05");
    assert_near(spread.p25, 1.75, 1e-14, "p25");
    assert_near(spread.p50, 2.5, 1e-14, "p50");
    assert_near(spread.p75, 3.25, 1e-14, "p75");
    assert_near(spread.p95, 3.85, 1e-14, "p95");
}

/* Block means 1, 2 and 6: mean 3, variance (4 + 1 + 9)/2 = 7, error sqrt(7/3). */
Test(spread, the_error_is_that_between_blocks_not_within)
{
    double value[] = {0, 2, -98, 102, 6, 6}, scratch[6];
    Spread spread = spread_of(value, scratch, 6, 3);
    assert_near(spread.mean, 3, 1e-14, "mean");
    assert_near(spread.mcse, sqrt(7.0 / 3), 1e-13, "mcse");
}

Test(spread, one_block_does_not_tell_its_error_and_one_value_is_every_quantile)
{
    double two[] = {1, 9}, one[] = {5}, scratch[2];
    Spread of_two = spread_of(two, scratch, 2, 1), of_one = spread_of(one, scratch, 1, 1);
    cr_expect(isnan(of_two.mcse) && isnan(of_one.mcse), "nothing to compare a block with");
    assert_near(of_two.sd, sqrt(32), 1e-14, "sd of 1 and 9");
    assert_near(of_one.sd, 0, 0, "one value");
    assert_near(of_one.p05, 5, 0, "one value is every quantile");
    assert_near(of_one.p95, 5, 0, "one value is every quantile");
}

/* Block means 1e9 and 1e9 + 1: error sqrt(0.5/2) = 0.5, although squares of 1e9 have no room for it;
 * equal values have no error at all. */
Test(spread, small_errors_of_large_sums_are_not_lost)
{
    double value[] = {1e9, 1e9, 1e9 + 1, 1e9 + 1}, scratch[4];
    double same[] = {4.6e9 / 3, 4.6e9 / 3, 4.6e9 / 3, 4.6e9 / 3, 4.6e9 / 3, 4.6e9 / 3};
    double more_scratch[6];
    assert_near(spread_of(value, scratch, 4, 2).mcse, 0.5, 1e-6, "1e9 and 1e9 + 1");
    assert_near(spread_of(same, more_scratch, 6, 3).mcse, 0, 1e-6, "the same everywhere");
}

Test(spread, never_stands_among_the_quantiles)
{
    double value[] = {INFINITY, 2, 4, INFINITY, 3}, scratch[5];
    Spread spread = spread_of(value, scratch, 5, 1);
    assert_near(spread.p25, 3, 0, "sorted 2 3 4 inf inf at 1 + 4/4");
    assert_near(spread.p50, 4, 0, "at 1 + 4/2");
    cr_assert(isinf(spread.p95));
}
