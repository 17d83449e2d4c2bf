/* Tails of beta distributions, against closed forms and another library. */
#include "model/beta_tail.h"

#include "support/check.h"

#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

static void setup(void)
{
    gsl_set_error_handler_off();
}

TestSuite(beta_tail, .init = setup);

/* Below x: beta(a, 1) has x^a, beta(1, b) has 1 - (1 - x)^b, beta(2, 2) has 3 x^2 - 2 x^3. */
Test(beta_tail, closed_forms_are_met)
{
    static const double x = 0.3;
    const BetaTail power[] = {{3, 1, x, false}, {1, 3, 1 - x, true}};
    const BetaTail other[] = {{1, 3, x, false}, {3, 1, 1 - x, true}};
    const BetaTail arch[] = {{2, 2, x, false}, {2, 2, x, true}, {2, 2, 0.5, true}};
    double chance[3];
    beta_tails(lanes_best(), power, 2, -log(3), chance);
    for (int i = 0; i < 2; i++) assert_near(chance[i], x * x * x, 1e-15, "x^3, %d", i);
    beta_tails(lanes_best(), other, 2, -log(3), chance);
    for (int i = 0; i < 2; i++) assert_near(chance[i], 1 - 0.343, 1e-15, "1 - 0.7^3, %d", i);
    beta_tails(lanes_best(), arch, 3, -log(6), chance);
    assert_near(chance[0], 0.216, 1e-15, "below");
    assert_near(chance[1], 0.784, 1e-15, "above");
    assert_near(chance[2], 0.5, 1e-15, "above the middle");
}

Test(beta_tail, all_or_nothing_lies_beyond_the_ends)
{
    const BetaTail tail[] = {{2, 3, 0, false}, {2, 3, 0, true}, {2, 3, 1, false}, {2, 3, 1, true}};
    static const double expected[] = {0, 1, 1, 0};
    double chance[4];
    beta_tails(lanes_best(), tail, 4, -log(12), chance);
    for (int i = 0; i < 4; i++) cr_assert_eq(chance[i], expected[i], "%d", i);
}

/* Shapes from 1e-2 to 9e4, points from one far tail to the other; both tails of both ways round, and one
 * that fills no vector. */
static int make_tails(double alpha, double beta, BetaTail *tail)
{
    double mean = alpha / (alpha + beta), sd = sqrt(mean * (1 - mean) / (alpha + beta + 1));
    int n = 0;
    for (int i = -5; i <= 5; i++) {
        double x = fmin(fmax(mean + i * sd, mean / 8), 1 - (1 - mean) / 8);
        for (int above = 0; above < 2; above++) {
            tail[n++] = (BetaTail){alpha, beta, x, above};
            tail[n++] = (BetaTail){beta, alpha, 1 - x, above};
        }
    }
    return n - 1;
}

Test(beta_tail, agrees_with_gsl)
{
    for (int i = 0; i < 8; i++) {
        for (int j = 0; j < 8; j++) {
            double alpha = 0.01 * pow(9.86, i), beta = 0.01 * pow(9.86, j), chance[BETA_TAILS];
            BetaTail tail[BETA_TAILS];
            int n = make_tails(alpha, beta, tail);
            beta_tails(lanes_best(), tail, n, gsl_sf_lnbeta(alpha, beta), chance);
            for (int t = 0; t < n; t++) {
                double gsl = (tail[t].above ? gsl_cdf_beta_Q : gsl_cdf_beta_P)(
                    tail[t].x, tail[t].alpha, tail[t].beta);
                assert_near(chance[t], gsl, 1e-12 * gsl + 1e-300, "beta(%g, %g) at %g",
                            tail[t].alpha, tail[t].beta, tail[t].x);
            }
        }
    }
}

Test(beta_tail, not_a_bit_depends_on_instructions_or_neighbours)
{
    BetaTail tail[BETA_TAILS];
    double chance[BETA_TAILS], alone;
    int n = make_tails(2.5, 37, tail);
    double log_beta = gsl_sf_lnbeta(2.5, 37);
    beta_tails(LANES_PORTABLE, tail, n, log_beta, chance);
    for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
        for (int t = 0; t < n && lanes_has(target); t++) {
            beta_tails(target, &tail[t], 1, log_beta, &alone);
            cr_assert_eq(alone, chance[t], "%s, %d", lanes_name(target), t);
        }
    }
}
