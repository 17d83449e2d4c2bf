/* Written quantities become distributions, and guesses are widened. */
#include "model/grades.h"
#include "named.h"
#include "support/quiet.h"

#include <math.h>
#include <string.h>

QUIET_SUITE(distribution);

static const Where HERE = {"test.yaml", 3, 7};

static Status make(const Quantity *quantity, const char *unit, const char *family, double low,
                   double high, Problems *problems, Distribution *distribution)
{
    return distribution_of(quantity, unit, family, low, high, HERE, "key", problems, distribution);
}

Test(distribution, an_interval_takes_the_family_of_its_unit)
{
    static const struct {
        const char *unit, *family;
        Quantity quantity;
    } rows[] = {
        {"ratio", "lognormal", {QUANTITY_INTERVAL, .estimate = 1.6, .low = 1.1, .high = 2.4}},
        {"share", "beta", {QUANTITY_INTERVAL, .estimate = 0.45, .low = 0.3, .high = 0.6}},
        {"probability", "beta", {QUANTITY_INTERVAL, .estimate = 0.45, .low = 0.3, .high = 0.6}},
        {"kronor", "normal", {QUANTITY_INTERVAL, .estimate = 100, .low = 80, .high = 120}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Problems problems = {0};
        Distribution d;
        cr_assert_eq(
            make(&rows[i].quantity, rows[i].unit, NULL, -INFINITY, INFINITY, &problems, &d),
            STATUS_OK);
        cr_expect_str_eq(d.family->name, rows[i].family, "%s", rows[i].unit);
        cr_expect_float_eq(distribution_quantile(&d, 0.975) / rows[i].quantity.high, 1, 1e-9);
        problems_free(&problems);
    }
}

Test(distribution, pert_takes_the_interval_as_its_ends)
{
    Problems problems = {0};
    Distribution d;
    Quantity q = {QUANTITY_INTERVAL, .estimate = 0.9, .low = 0.2, .high = 0.95};
    cr_assert_eq(make(&q, "share", "pert", 0, 1, &problems, &d), STATUS_OK);
    cr_expect_float_eq(distribution_mean(&d), (0.2 + 4 * 0.9 + 0.95) / 6, 1e-14);
    cr_expect_eq(d.a, 0.2);
    cr_expect_eq(d.c, 0.95);
}

static const struct {
    const char *unit, *family;
    Quantity quantity;
    double low, high;
    const char *part;
} REFUSED[] = {
    {"share",
     NULL,
     {QUANTITY_INTERVAL, .estimate = 0.25, .low = 0.2, .high = 0.97},
     0,
     1,
     "write pert(0.2 0.25 0.97)"},
    {"share",
     NULL,
     {QUANTITY_INTERVAL, .estimate = 0.95, .low = 0.2, .high = 0.97},
     0,
     1,
     "write pert(0.2 0.95 0.97)"},
    {"share", NULL, {QUANTITY_FIXED, .estimate = 1.2}, 0, 1, "between 0 and 1, got \"1.2\""},
    {"share",
     NULL,
     {QUANTITY_INTERVAL, .estimate = 0.5, .low = 0, .high = 0.9},
     0,
     1,
     "inside 0 and 1, ends excluded"},
    {"share",
     NULL,
     {QUANTITY_INTERVAL, .estimate = 0.5, .low = 0.3, .high = 1.2},
     0,
     1,
     "a high end between 0 and 1"},
    {"ratio",
     NULL,
     {QUANTITY_INTERVAL, .estimate = 1, .low = -1, .high = 2},
     -INFINITY,
     9,
     "must lie above 0"},
    {"share",
     NULL,
     {QUANTITY_NAMED, .family = "bata", .argument = {1, 2}, .n_arguments = 2},
     0,
     1,
     "did you mean \"beta\""},
    {"share",
     NULL,
     {QUANTITY_NAMED, .family = "beta", .argument = {1}, .n_arguments = 1},
     0,
     1,
     "beta(alpha beta), got 1 number"},
    {"share",
     NULL,
     {QUANTITY_NAMED, .family = "beta", .argument = {0, 2}, .n_arguments = 2},
     0,
     1,
     "alpha and beta must lie between"},
    {"share",
     NULL,
     {QUANTITY_NAMED, .family = "normal", .argument = {0.9, 0.1}, .n_arguments = 2},
     0,
     1,
     "keeps within them"},
    {"kronor",
     NULL,
     {QUANTITY_NAMED, .family = "pert", .argument = {3, 2, 4}, .n_arguments = 3},
     -INFINITY,
     INFINITY,
     "must rise"},
    {"kronor",
     "triangular",
     {QUANTITY_INTERVAL, .estimate = 9, .low = 2, .high = 4},
     -INFINITY,
     INFINITY,
     "an estimate between low and high"},
};

Test(distribution, what_fits_nothing_is_refused_with_a_next_step)
{
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        Problems problems = {0};
        Distribution d;
        cr_assert_eq(make(&REFUSED[i].quantity, REFUSED[i].unit, REFUSED[i].family, REFUSED[i].low,
                          REFUSED[i].high, &problems, &d),
                     STATUS_INPUT, "row %zu", i);
        cr_expect_eq(problems.n, 1, "row %zu: %zu problems", i, problems.n);
        cr_expect_not_null(strstr(problems.list[0].text, REFUSED[i].part), "row %zu: %s", i,
                           problems.list[0].text);
        cr_expect_eq(strncmp(problems.list[0].text, "test.yaml:3:7: key: expected", 28), 0, "%s",
                     problems.list[0].text);
        problems_free(&problems);
    }
}

Test(distribution, default_causal_shares_fit_their_intervals)
{
    for (int i = 0; i < N_DESIGNS; i++) {
        Arena arena = {0};
        Problems problems = {0};
        Quantity quantity;
        Distribution d;
        cr_assert_eq(
            quantity_read(design_rules[i].causal_share, HERE, "key", &arena, &problems, &quantity),
            STATUS_OK);
        cr_expect_eq(make(&quantity, "share", NULL, 0, 1, &problems, &d), STATUS_OK, "%s: %s",
                     design_rules[i].name, problems.n > 0 ? problems.list[0].text : "");
        problems_free(&problems);
        arena_free(&arena);
    }
}

/* (q(97.5 %) - q(2.5 %)) / 3.92 of a transformed value. */
static double spread(const Distribution *d, double (*scale)(double))
{
    return (scale(distribution_quantile(d, 0.975)) - scale(distribution_quantile(d, 0.025))) /
           (2 * 1.959963984540054);
}

static double logit(double x)
{
    return log(x) - log1p(-x);
}

static double same(double x)
{
    return x;
}

Test(distribution, a_guess_is_widened_around_its_median)
{
    Distribution ratio = distribution_fixed(1.6), share = distribution_fixed(0.93);
    Distribution amount = distribution_fixed(-5000), rare = distribution_fixed(7e-6);
    distribution_widen(&ratio, "ratio", 0.2);
    distribution_widen(&share, "share", 0.2);
    distribution_widen(&amount, "kronor", 0.2);
    distribution_widen(&rare, "probability", 0.1);
    cr_expect_float_eq(distribution_quantile(&ratio, 0.5), 1.6, 1e-12);
    cr_expect_float_eq(spread(&ratio, log), 0.2, 1e-12);
    cr_expect_float_eq(distribution_quantile(&share, 0.5), 0.93, 1e-12);
    cr_expect_float_eq(spread(&share, logit), 0.2, 0.002);
    cr_expect_float_eq(distribution_quantile(&amount, 0.5), -5000, 1e-9);
    cr_expect_float_eq(spread(&amount, same), 1000, 1e-9);
    cr_expect_float_eq(distribution_quantile(&rare, 0.5) / 7e-6, 1, 1e-9);
    cr_expect_float_eq(spread(&rare, logit), 0.1, 0.001);
}

Test(distribution, widening_leaves_wider_ones_zero_and_certainty_alone)
{
    Distribution wide = named("lognormal", 0.5, 0.7, 0), none = distribution_fixed(0);
    Distribution sure = distribution_fixed(1), chance = distribution_chance(0.6);
    Distribution register_total = distribution_fixed(0.4);
    distribution_widen(&wide, "ratio", 0.2);
    distribution_widen(&none, "share", 0.2);
    distribution_widen(&sure, "share", 0.2);
    distribution_widen(&chance, "chance", 0.2);
    distribution_widen(&register_total, "share", 0);
    cr_expect_eq(wide.b, 0.7);
    cr_expect_str_eq(none.family->name, "fixed");
    cr_expect_str_eq(sure.family->name, "fixed");
    cr_expect_str_eq(chance.family->name, "chance");
    cr_expect_str_eq(register_total.family->name, "fixed");
}

Test(distribution, narrow_distributions_are_widened_too)
{
    Distribution narrow = named("lognormal", log(2), 0.01, 0), beta = named("beta", 3e4, 7e4, 0);
    double median = distribution_quantile(&beta, 0.5);
    distribution_widen(&narrow, "ratio", 0.1);
    distribution_widen(&beta, "share", 0.1);
    cr_expect_float_eq(distribution_quantile(&narrow, 0.5), 2, 1e-12);
    cr_expect_float_eq(spread(&narrow, log), 0.1, 1e-12);
    cr_expect_float_eq(distribution_quantile(&beta, 0.5), median, 1e-11);
    cr_expect_float_eq(spread(&beta, logit), 0.1, 0.001);
}

Test(distribution, any_share_can_be_widened)
{
    for (double share = 1e-300; share < 1; share *= 7) {
        Distribution d = distribution_fixed(share), mirror = distribution_fixed(1 - share);
        distribution_widen(&d, "probability", 0.2);
        distribution_widen(&mirror, "probability", 0.05);
        cr_expect_float_eq(distribution_quantile(&d, 0.5) / share, 1, 1e-8, "%g", share);
        for (int i = 1; i < 50; i++) {
            double x = distribution_quantile(&mirror, i / 50.0);
            cr_expect(x >= 0 && x <= 1, "1 - %g at %d", share, i);
        }
    }
}
