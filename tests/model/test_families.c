/* Families of distributions: quantiles and their inverses, means, fits from intervals. */
#include "named.h"
#include "support/quiet.h"

#include <math.h>
#include <string.h>

QUIET_SUITE(families);

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

Test(families, beta_quantiles_invert_the_cdf_over_wide_shapes)
{
    for (int i = 0; i < N_SHAPES; i++)
        for (int j = 0; j < N_SHAPES; j++) check_round_trip(named("beta", SHAPES[i], SHAPES[j], 0));
}

/* gsl_cdf_beta_Pinv gives NaN for this one at about 2 % of probabilities. */
Test(families, beta_8_980_has_every_quantile)
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

Test(families, gamma_quantiles_invert_the_cdf_over_wide_shapes)
{
    for (int i = 0; i < N_SHAPES; i++) {
        check_round_trip(named("gamma", SHAPES[i], 1, 0));
        check_round_trip(named("gamma", SHAPES[i], 2500, 0));
    }
    check_round_trip(named("gamma", 1e7, 0.01, 0));
}

Test(families, far_tails_keep_their_digits)
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
Test(families, quantiles_with_closed_forms)
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

Test(families, other_families_invert_their_cdf)
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
Test(families, means_and_sds_are_those_of_the_quantiles)
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

Test(families, fits_have_the_quantiles_that_were_asked_for)
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

Test(families, a_chance_is_one_at_high_percentiles)
{
    Distribution d = distribution_chance(0.3);
    cr_expect_eq(distribution_quantile(&d, 0.69), 0);
    cr_expect_eq(distribution_quantile(&d, 0.71), 1);
    cr_expect_eq(distribution_mean(&d), 0.3);
}

Test(families, every_family_says_what_it_is)
{
    for (const Family *const *family = distribution_families; *family != NULL; family++) {
        cr_expect_eq(distribution_family((*family)->name), *family);
        cr_expect(strlen((*family)->formula) > 0 && strlen((*family)->arguments) > 0);
        cr_expect((*family)->n_arguments >= 1 && (*family)->n_arguments <= 3);
    }
    cr_expect_null(distribution_family("cauchy"));
}
