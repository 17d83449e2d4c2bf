/* Distributions: quantiles and their inverses, fits from intervals, guesses that are widened. */
#include "model/distribution.h"

#include "model/grades.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

static void setup(void)
{
    gsl_set_error_handler_off();
}

TestSuite(distribution, .init = setup);

static const Where HERE = {"test.yaml", 3, 7};

static Distribution named(const char *family, double a, double b, double c)
{
    Distribution made = {distribution_family(family), a, b, c};
    cr_assert_not_null(made.family, "%s", family);
    return made;
}

/* Shapes from nearly all mass at an end to nearly none off the mean. */
static const double SHAPES[] = {0.02, 0.1, 0.3, 0.5, 1, 1.5, 2, 5, 8, 30, 100, 980, 1e4, 1e5};
enum { N_SHAPES = sizeof SHAPES / sizeof *SHAPES, N_LEVELS_TRIED = 400 };

/* Quantiles rise, and the cdf of each gives back its probability, for all p that do not lie where
 * the quantile is 0 or 1 as a double. */
static void check_round_trip(Distribution d)
{
    double before = -INFINITY, least = d.family->quantile(&d, 1e-9);
    for (int i = 0; i <= N_LEVELS_TRIED; i++) {
        double p = (i + 0.5) / (N_LEVELS_TRIED + 1), x = distribution_quantile(&d, p);
        cr_assert(isfinite(x), "%s(%g %g %g) at %g", d.family->name, d.a, d.b, d.c, p);
        cr_assert_geq(x, before, "%s(%g %g %g) falls at %g: %.17g after %.17g", d.family->name, d.a,
                      d.b, d.c, p, x, before);
        before = x;
        bool at_an_end = x < 1e-290 || x > 1 - 1e-6;
        if (at_an_end && strcmp(d.family->name, "gamma") != 0) continue;
        if (x < 1e-290) continue;
        double back = d.family->cdf(&d, x);
        cr_assert_float_eq(back, p, 2e-9, "%s(%g %g %g): cdf(quantile(%g)) = %.12g", d.family->name,
                           d.a, d.b, d.c, p, back);
    }
    cr_assert_leq(least, before);
}

Test(distribution, beta_quantiles_invert_the_cdf_over_wide_shapes)
{
    for (int i = 0; i < N_SHAPES; i++)
        for (int j = 0; j < N_SHAPES; j++) check_round_trip(named("beta", SHAPES[i], SHAPES[j], 0));
}

/* gsl_cdf_beta_Pinv gives NaN for this one at about 2 % of probabilities. */
Test(distribution, beta_8_980_has_every_quantile)
{
    Distribution d = named("beta", 8, 980, 0);
    double before = 0;
    for (int i = 0; i < 100000; i++) {
        double p = (i + 0.5) / 100000, x = distribution_quantile(&d, p);
        cr_assert(x > before && x < 1, "at %g: %g after %g", p, x, before);
        cr_assert_float_eq(d.family->cdf(&d, x), p, 1e-12, "at %g", p);
        before = x;
    }
}

Test(distribution, gamma_quantiles_invert_the_cdf_over_wide_shapes)
{
    for (int i = 0; i < N_SHAPES; i++) {
        check_round_trip(named("gamma", SHAPES[i], 1, 0));
        check_round_trip(named("gamma", SHAPES[i], 2500, 0));
    }
    check_round_trip(named("gamma", 1e7, 0.01, 0));
}

Test(distribution, far_tails_keep_their_digits)
{
    static const double P[] = {1e-12, 1e-9, 1e-6, 1e-3};
    static const double SHAPE[][2] = {{2, 5}, {8, 980}, {0.5, 0.5}, {30, 30}, {980, 8}};
    for (size_t k = 0; k < sizeof SHAPE / sizeof *SHAPE; k++) {
        Distribution d = named("beta", SHAPE[k][0], SHAPE[k][1], 0);
        Distribution mirror = named("beta", SHAPE[k][1], SHAPE[k][0], 0);
        for (size_t i = 0; i < sizeof P / sizeof *P; i++) {
            double x = distribution_quantile(&d, P[i]);
            cr_expect_float_eq(d.family->cdf(&d, x) / P[i], 1, 1e-9, "beta %zu at %g", k, P[i]);
            /* 1 - p itself has only so many digits */
            if (P[i] >= 1e-9)
                cr_expect_float_eq(distribution_quantile(&mirror, 1 - P[i]), 1 - x, 1e-7,
                                   "mirror of beta %zu at %g", k, P[i]);
        }
    }
}

/* beta(1 1) is uniform, beta(1 n) has quantile 1 - (1-p)^(1/n), beta(n 1) p^(1/n); gamma(1 s) is
 * exponential; beta(1/2 1/2) is the arcsine law. */
Test(distribution, quantiles_with_closed_forms)
{
    for (int i = 1; i < 100; i++) {
        double p = i / 100.0;
        Distribution flat = named("beta", 1, 1, 0), falling = named("beta", 1, 7, 0);
        Distribution rising = named("beta", 7, 1, 0), arcsine = named("beta", 0.5, 0.5, 0);
        Distribution waiting = named("gamma", 1, 3, 0);
        double s = sin(acos(-1) * p / 2);
        cr_expect_float_eq(distribution_quantile(&flat, p), p, 1e-13);
        cr_expect_float_eq(distribution_quantile(&falling, p), 1 - pow(1 - p, 1 / 7.0), 1e-13);
        cr_expect_float_eq(distribution_quantile(&rising, p), pow(p, 1 / 7.0), 1e-13);
        cr_expect_float_eq(distribution_quantile(&arcsine, p), s * s, 1e-13);
        cr_expect_float_eq(distribution_quantile(&waiting, p), -3 * log1p(-p), 1e-12);
    }
}

Test(distribution, other_families_invert_their_cdf)
{
    check_round_trip(named("normal", -3, 2, 0));
    check_round_trip(named("lognormal", 0.5, 0.7, 0));
    check_round_trip(named("triangular", 0, 0.2, 0.9));
    check_round_trip(named("triangular", 0, 0, 0.9));
    check_round_trip(named("triangular", 0, 0.9, 0.9));
    check_round_trip(named("pert", 0, 0.2, 0.9));
    check_round_trip(named("pert", 0, 0, 0.9));
    check_round_trip(named("pert", 0, 0.9, 0.9));
    check_round_trip(named("uniform", 0.1, 0.9, 0));
}

/* The mean and sd of a family are those of its own quantiles, by the midpoint rule. */
Test(distribution, means_and_sds_are_those_of_the_quantiles)
{
    const Distribution d[] = {
        named("normal", 4, 2, 0),  named("lognormal", 0.5, 0.3, 0), named("beta", 2, 5, 0),
        named("gamma", 3, 2, 0),   named("triangular", 1, 2, 5),    named("pert", 1, 2, 5),
        named("uniform", 1, 3, 0), named("chance", 0.3, 0, 0),      distribution_fixed(7),
    };
    enum { N = 20000 };
    for (size_t k = 0; k < sizeof d / sizeof *d; k++) {
        double sum = 0, squares = 0;
        for (int i = 0; i < N; i++) {
            double x = distribution_quantile(&d[k], (i + 0.5) / N);
            sum += x;
            squares += x * x;
        }
        double mean = sum / N, sd = sqrt(fmax(squares / N - mean * mean, 0));
        cr_expect_float_eq(distribution_mean(&d[k]), mean, 1e-3, "%s", d[k].family->name);
        cr_expect_float_eq(distribution_sd(&d[k]), sd, 5e-3, "%s", d[k].family->name);
    }
}

static void check_fit(const char *family, double low, double high)
{
    Distribution d = {.family = distribution_family(family)};
    const char *reason = d.family->fit(low, high, NAN, &d);
    cr_assert_null(reason, "%s %g..%g: %s", family, low, high, reason);
    cr_expect_float_eq(distribution_quantile(&d, 0.025) / low, 1, 1e-9, "%s %g..%g: low is %.14g",
                       family, low, high, distribution_quantile(&d, 0.025));
    cr_expect_float_eq(distribution_quantile(&d, 0.975) / high, 1, 1e-9, "%s %g..%g: high is %.14g",
                       family, low, high, distribution_quantile(&d, 0.975));
}

Test(distribution, fits_have_the_quantiles_that_were_asked_for)
{
    static const double SHARES[] = {1e-5, 1e-4, 0.001, 0.01, 0.05, 0.1,  0.2,  0.3,  0.45,
                                    0.5,  0.55, 0.7,   0.8,  0.9,  0.95, 0.99, 0.999};
    enum { N = sizeof SHARES / sizeof *SHARES };
    for (int i = 0; i < N; i++) {
        for (int j = i + 1; j < N; j++) {
            check_fit("beta", SHARES[i], SHARES[j]);
            check_fit("lognormal", SHARES[i], SHARES[j]);
            check_fit("normal", SHARES[i], SHARES[j]);
            if (SHARES[j] / SHARES[i] < 1e4) check_fit("gamma", 1e4 * SHARES[i], 1e4 * SHARES[j]);
        }
    }
    check_fit("beta", 0.3, 0.301);
    check_fit("beta", 0.00081, 0.00177);
    check_fit("gamma", 100, 100.5);
}

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

Test(distribution, a_chance_is_one_at_high_percentiles)
{
    Distribution d = distribution_chance(0.3);
    cr_expect_eq(distribution_quantile(&d, 0.69), 0);
    cr_expect_eq(distribution_quantile(&d, 0.71), 1);
    cr_expect_eq(distribution_mean(&d), 0.3);
}

Test(distribution, every_family_says_what_it_is)
{
    for (const Family *const *family = distribution_families; *family != NULL; family++) {
        cr_expect_eq(distribution_family((*family)->name), *family);
        cr_expect(strlen((*family)->formula) > 0 && strlen((*family)->arguments) > 0);
        cr_expect((*family)->n_arguments >= 1 && (*family)->n_arguments <= 3);
    }
    cr_expect_null(distribution_family("cauchy"));
}
