/* The distributions themselves: a new one is a row at the end of this file. */
#include "model/distribution.h"
#include "model/solve.h"

#include "base/elementary.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

/* ---- fixed ---- */

static double fixed_quantile(const Distribution *d, double p)
{
    (void)p;
    return d->a;
}
static double fixed_cdf(const Distribution *d, double x)
{
    return x >= d->a ? 1 : 0;
}
static double fixed_mean(const Distribution *d)
{
    return d->a;
}
static double fixed_sd(const Distribution *d)
{
    (void)d;
    return 0;
}
static const char *fixed_check(const double *argument)
{
    (void)argument;
    return NULL;
}

/* ---- normal ---- */

static double normal_quantile(const Distribution *d, double p)
{
    return d->a + d->b * gsl_cdf_ugaussian_Pinv(p);
}
static double normal_cdf(const Distribution *d, double x)
{
    return gsl_cdf_ugaussian_P((x - d->a) / d->b);
}
static double normal_mean(const Distribution *d)
{
    return d->a;
}
static double normal_sd(const Distribution *d)
{
    return d->b;
}
static const char *normal_check(const double *argument)
{
    return argument[1] > 0 ? NULL : "its sd must be above 0";
}
static const char *normal_fit(double low, double high, double estimate, Distribution *d)
{
    (void)estimate;
    d->a = low + (high - low) / 2;
    d->b = (high - low) / 2 / Z975;
    return NULL;
}

/* ---- lognormal ---- */

static double lognormal_quantile(const Distribution *d, double p)
{
    return exp(normal_quantile(d, p));
}
static void lognormal_quantiles(const Distribution *d, const double *p, int n, double *value)
{
    for (int i = 0; i < n; i++) value[i] = normal_quantile(d, p[i]);
    exp_many(lanes_best(), value, n);
}
static double lognormal_cdf(const Distribution *d, double x)
{
    return x > 0 ? normal_cdf(d, log(x)) : 0;
}
static double lognormal_mean(const Distribution *d)
{
    return exp(d->a + d->b * d->b / 2);
}
static double lognormal_sd(const Distribution *d)
{
    return lognormal_mean(d) * sqrt(expm1(d->b * d->b));
}
static const char *lognormal_check(const double *argument)
{
    if (fabs(argument[0]) > 100) return "its mean_log must lie between -100 and 100";
    return argument[1] > 0 && argument[1] <= 10 ? NULL
                                                : "its sd_log must be above 0 and at most 10";
}
static const char *lognormal_fit(double low, double high, double estimate, Distribution *d)
{
    if (low <= 0) return "a lognormal interval must lie above 0";
    return normal_fit(log(low), log(high), estimate, d);
}

/* ---- beta ---- */

static void beta_quantiles(const Distribution *d, const double *p, int n, double *value)
{
    solve_beta_quantiles(d->a, d->b, p, n, value);
}
static double beta_quantile(const Distribution *d, double p)
{
    double value;
    beta_quantiles(d, &p, 1, &value);
    return value;
}
static double beta_cdf(const Distribution *d, double x)
{
    return solve_beta_cdf(d->a, d->b, x);
}
static double beta_mean(const Distribution *d)
{
    return d->a / (d->a + d->b);
}
static double beta_sd(const Distribution *d)
{
    return sqrt(d->a * d->b / (d->a + d->b + 1)) / (d->a + d->b);
}
static const char *beta_check(const double *argument)
{
    for (int i = 0; i < 2; i++)
        if (!(argument[i] >= 1e-3 && argument[i] <= 1e9))
            return "alpha and beta must lie between 0.001 and 1e9";
    return NULL;
}
static const char *beta_fit(double low, double high, double estimate, Distribution *d)
{
    (void)estimate;
    if (low <= 0 || high >= 1) return "a beta interval must lie inside 0 and 1, ends excluded";
    return solve_beta_fit(low, high, &d->a, &d->b) ? NULL
                                                   : "no beta distribution has such quantiles";
}

/* ---- gamma ---- */

static double gamma_quantile(const Distribution *d, double p)
{
    return d->b * solve_gamma_quantile(d->a, p);
}
static double gamma_cdf(const Distribution *d, double x)
{
    return solve_gamma_cdf(d->a, x / d->b);
}
static double gamma_mean(const Distribution *d)
{
    return d->a * d->b;
}
static double gamma_sd(const Distribution *d)
{
    return sqrt(d->a) * d->b;
}
static const char *gamma_check(const double *argument)
{
    if (!(argument[0] >= 1e-3 && argument[0] <= 1e9)) return "shape must lie between 0.001 and 1e9";
    return argument[1] > 0 ? NULL : "scale must be above 0";
}
static const char *gamma_fit(double low, double high, double estimate, Distribution *d)
{
    (void)estimate;
    if (low <= 0) return "a gamma interval must lie above 0";
    return solve_gamma_fit(low, high, &d->a, &d->b) ? NULL
                                                    : "no gamma distribution has such quantiles";
}

/* ---- triangular (a min, b mode, c max) ---- */

static double triangular_cdf(const Distribution *d, double x)
{
    double span = d->c - d->a;
    if (x <= d->a) return 0;
    if (x >= d->c) return 1;
    if (x < d->b) return (x - d->a) / span * ((x - d->a) / (d->b - d->a));
    return 1 - (d->c - x) / span * ((d->c - x) / (d->c - d->b));
}
static double triangular_quantile(const Distribution *d, double p)
{
    double span = d->c - d->a;
    return p * span < d->b - d->a ? d->a + sqrt(p * span * (d->b - d->a))
                                  : d->c - sqrt((1 - p) * span * (d->c - d->b));
}
static double triangular_mean(const Distribution *d)
{
    return (d->a + d->b + d->c) / 3;
}
static double triangular_sd(const Distribution *d)
{
    double u = d->b - d->a, v = d->c - d->a;
    return sqrt((u * u + v * v - u * v) / 18);
}
static const char *triangular_check(const double *argument)
{
    return argument[0] <= argument[1] && argument[1] <= argument[2] && argument[0] < argument[2]
               ? NULL
               : "min, mode and max must rise";
}

/* ---- pert (a min, b mode, c max): beta(1 + 4 (mode - min)/span, 1 + 4 (max - mode)/span) ---- */

static Distribution pert_beta(const Distribution *d)
{
    double span = d->c - d->a;
    return (Distribution){.a = 1 + 4 * (d->b - d->a) / span, .b = 1 + 4 * (d->c - d->b) / span};
}
static double pert_quantile(const Distribution *d, double p)
{
    Distribution beta = pert_beta(d);
    return d->a + (d->c - d->a) * beta_quantile(&beta, p);
}
static double pert_cdf(const Distribution *d, double x)
{
    Distribution beta = pert_beta(d);
    return beta_cdf(&beta, (x - d->a) / (d->c - d->a));
}
static double pert_mean(const Distribution *d)
{
    return (d->a + 4 * d->b + d->c) / 6;
}
static double pert_sd(const Distribution *d)
{
    Distribution beta = pert_beta(d);
    return (d->c - d->a) * beta_sd(&beta);
}

/* ---- uniform ---- */

static double uniform_quantile(const Distribution *d, double p)
{
    return d->a + (d->b - d->a) * p;
}
static double uniform_cdf(const Distribution *d, double x)
{
    return fmin(fmax((x - d->a) / (d->b - d->a), 0), 1);
}
static double uniform_mean(const Distribution *d)
{
    return d->a + (d->b - d->a) / 2;
}
static double uniform_sd(const Distribution *d)
{
    return (d->b - d->a) / sqrt(12);
}
static const char *uniform_check(const double *argument)
{
    return argument[0] < argument[1] ? NULL : "min must lie below max";
}

/* ---- chance ---- */

static double chance_quantile(const Distribution *d, double p)
{
    return p > 1 - d->a ? 1 : 0;
}
static double chance_cdf(const Distribution *d, double x)
{
    return x < 0 ? 0 : x < 1 ? 1 - d->a : 1;
}
static double chance_mean(const Distribution *d)
{
    return d->a;
}
static double chance_sd(const Distribution *d)
{
    return sqrt(d->a * (1 - d->a));
}
static const char *chance_check(const double *argument)
{
    return argument[0] >= 0 && argument[0] <= 1 ? NULL : "its share must lie between 0 and 1";
}

static const Family FIXED = {
    "fixed",        "value",   1,          "always this value",
    fixed_quantile, fixed_cdf, fixed_mean, fixed_sd,
    fixed_check,    NULL,      NULL,
};
static const Family NORMAL = {
    "normal",        "mean sd",  2,           "mean + sd * z",
    normal_quantile, normal_cdf, normal_mean, normal_sd,
    normal_check,    normal_fit, NULL,
};
static const Family LOGNORMAL = {
    "lognormal",
    "mean_log sd_log",
    2,
    "exp(mean_log + sd_log * z)",
    lognormal_quantile,
    lognormal_cdf,
    lognormal_mean,
    lognormal_sd,
    lognormal_check,
    lognormal_fit,
    lognormal_quantiles,
};
static const Family BETA = {
    "beta",
    "alpha beta",
    2,
    "density x^(alpha-1) (1-x)^(beta-1) on 0..1",
    beta_quantile,
    beta_cdf,
    beta_mean,
    beta_sd,
    beta_check,
    beta_fit,
    beta_quantiles,
};
static const Family GAMMA = {
    "gamma",        "shape scale", 2,          "density x^(shape-1) exp(-x/scale) above 0",
    gamma_quantile, gamma_cdf,     gamma_mean, gamma_sd,
    gamma_check,    gamma_fit,     NULL,
};
static const Family TRIANGULAR = {
    "triangular",
    "min mode max",
    3,
    "density rising from min to mode, falling to max",
    triangular_quantile,
    triangular_cdf,
    triangular_mean,
    triangular_sd,
    triangular_check,
    NULL,
    NULL,
};
static const Family PERT = {
    "pert",
    "min mode max",
    3,
    "beta on min..max with mean (min + 4 mode + max) / 6",
    pert_quantile,
    pert_cdf,
    pert_mean,
    pert_sd,
    triangular_check,
    NULL,
    NULL,
};
static const Family UNIFORM = {
    "uniform",
    "min max",
    2,
    "equal density from min to max",
    uniform_quantile,
    uniform_cdf,
    uniform_mean,
    uniform_sd,
    uniform_check,
    NULL,
    NULL,
};
static const Family CHANCE = {
    "chance",        "share",    1,           "1 with this chance, else 0",
    chance_quantile, chance_cdf, chance_mean, chance_sd,
    chance_check,    NULL,       NULL,
};

const Family *const distribution_families[] = {
    &FIXED, &NORMAL, &LOGNORMAL, &BETA, &GAMMA, &TRIANGULAR, &PERT, &UNIFORM, &CHANCE, NULL,
};

Distribution distribution_fixed(double value)
{
    return (Distribution){.family = &FIXED, .a = value};
}

Distribution distribution_chance(double p_one)
{
    assert(p_one >= 0 && p_one <= 1);
    return (Distribution){.family = &CHANCE, .a = p_one};
}
