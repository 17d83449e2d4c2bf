#include "model/solve.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>

typedef double (*SolveFunction)(const void *context, double x);

enum { SOLVE_STEPS = 200 };

static const double TAIL = 0.025;
/* Log and log odds beyond this are 0 or 1 (or 0 and huge) as doubles. */
static const double LOG_LIMIT = 700;

/* A root of a continuous function that changes sign between low and high (Chandrupatla 1997):
 * inverse quadratic steps where they are safe, halving where not. To the last digits of x. */
static double solve_bracketed(SolveFunction function, const void *context, double low, double high)
{
    double a = high, b = low, c = low;
    double fa = function(context, a), fb = function(context, b), fc = fb;
    double t = 0.5;
    for (int step = 0; step < SOLVE_STEPS; step++) {
        double x = a + t * (b - a), fx = function(context, x);
        if ((fx > 0) == (fa > 0)) {
            c = a;
            fc = fa;
        } else {
            c = b;
            fc = fb;
            b = a;
            fb = fa;
        }
        a = x;
        fa = fx;
        double best = fabs(fa) < fabs(fb) ? a : b;
        double limit = 2 * DBL_EPSILON * fabs(best) / fabs(b - a);
        if (limit > 0.5 || fa == 0 || fb == 0 || a == b) return best;
        double xi = (a - b) / (c - b), phi = (fa - fb) / (fc - fb);
        t = 0.5;
        if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)
            t = fa / (fb - fa) * (fc / (fb - fc)) +
                (c - a) / (b - a) * (fa / (fc - fa)) * (fb / (fc - fb));
        t = fmin(fmax(t, limit), 1 - limit);
    }
    return fabs(fa) < fabs(fb) ? a : b;
}

/* The root of a rising function near `guess`: steps of growing width until the sign changes. */
static double solve_near(SolveFunction rising, const void *context, double guess, double width,
                         double low, double high)
{
    double at = fmin(fmax(guess, low), high);
    double direction = rising(context, at) < 0 ? 1 : -1;
    for (double step = width; at > low || direction > 0; step *= 2) {
        double next = fmin(fmax(at + direction * step, low), high);
        double value = rising(context, next);
        if (value == 0) return next;
        if ((value > 0) == (direction > 0))
            return solve_bracketed(rising, context, fmin(at, next), fmax(at, next));
        if (next == at || next == low || next == high) return next;
        at = next;
    }
    return at;
}

typedef struct {
    double alpha, beta; /* gamma: alpha is the shape */
    double p, q;        /* p + q = 1 */
    double log_scale;   /* of the density: log B(alpha, beta), log Gamma(alpha) */
} Target;

/* Cumulants of the logarithm of gamma(shape, 1): psi, psi1, psi2 and psi3 of the shape, to a few
 * digits for small shapes and nearly all of them from 100. */
typedef struct {
    double mean, variance, third, fourth;
} LogMoments;

static LogMoments log_gamma_moments(double shape)
{
    LogMoments moments = {0, 0, 0, 0};
    for (; shape < 4; shape += 1) {
        moments.mean -= 1 / shape;
        moments.variance += 1 / (shape * shape);
        moments.third -= 2 / (shape * shape * shape);
    }
    double r = 1 / shape;
    moments.mean += log(shape) - r * (0.5 + r / 12);
    moments.variance += r * (1 + r * (0.5 + r / 6));
    moments.third -= r * r * (1 + r * (1 + r / 2));
    moments.fourth += r * r * r * (2 + 3 * r);
    return moments;
}

/* logit of beta = difference of two log gammas. */
static LogMoments logit_beta_moments(double alpha, double beta)
{
    LogMoments moments = log_gamma_moments(alpha), other = log_gamma_moments(beta);
    moments.mean -= other.mean;
    moments.variance += other.variance;
    moments.third -= other.third;
    moments.fourth += other.fourth;
    return moments;
}

/* The p-quantile of a distribution with these moments, to the skewness (Cornish and Fisher 1937). */
static double guess_from(LogMoments moments, double p)
{
    double z = gsl_cdf_ugaussian_Pinv(p), sd = sqrt(moments.variance);
    return moments.mean + sd * (z + (z * z - 1) * moments.third / (6 * sd * sd * sd));
}

/* GSL's continued fractions give up above some 1e5. From LARGE on the logarithm is as good as normal
 * but for the skewness and kurtosis of the same expansion; the rest is of the order shape^-1.5. */
static const double LARGE = 2e4;

static double expansion(LogMoments moments, double z, double *slope)
{
    double skew = moments.third / pow(moments.variance, 1.5);
    double excess = moments.fourth / (moments.variance * moments.variance);
    *slope = 1 + z * skew / 3 + (z * z - 1) * excess / 8 - (6 * z * z - 5) * skew * skew / 36;
    return z + (z * z - 1) * skew / 6 + (z * z - 3) * z * excess / 24 -
           (2 * z * z - 5) * z * skew * skew / 36;
}

static double large_quantile(LogMoments moments, double p)
{
    double slope;
    return moments.mean +
           sqrt(moments.variance) * expansion(moments, gsl_cdf_ugaussian_Pinv(p), &slope);
}

/* The standard normal z whose expansion is x. */
static double large_score(LogMoments moments, double x)
{
    static const double FARTHEST = 40; /* beyond it the tail is 0 as a double */
    double y = fmin(fmax((x - moments.mean) / sqrt(moments.variance), -FARTHEST), FARTHEST), z = y;
    for (int i = 0; i < 6; i++) {
        double slope, value = expansion(moments, z, &slope);
        z -= (value - y) / slope;
    }
    return z;
}

/* Halley's steps from `guess`; slope gives the density and its logarithmic derivative. Steps that
 * shrink to SMALL standard deviations leave an error of about its cube. False when they do not. */
typedef void SlopeFunction(const Target *target, double x, double *density, double *bend);

static bool polish(SolveFunction excess, SlopeFunction *slope, const Target *target, double sd,
                   double *x)
{
    enum { POLISH_STEPS = 6 };
    static const double SMALL = 1e-5;
    for (int i = 0; i < POLISH_STEPS; i++) {
        double density, bend;
        slope(target, *x, &density, &bend);
        double newton = excess(target, *x) / density, relax = 1 - newton * bend / 2;
        double step = newton / relax;
        if (!(relax > 0.5) || !(fabs(step) < sd)) return false;
        *x -= step;
        if (fabs(step) <= SMALL * sd) return true;
    }
    return false;
}

static double inverse_logit(double t)
{
    return t < 0 ? exp(t) / (1 + exp(t)) : 1 / (1 + exp(-t));
}

/* Seen from whichever end is nearer, so that neither tail loses digits. */
static double beta_below(double alpha, double beta, double logit)
{
    if (fmin(alpha, beta) > LARGE)
        return gsl_cdf_ugaussian_P(large_score(logit_beta_moments(alpha, beta), logit));
    return logit <= 0 ? gsl_cdf_beta_P(inverse_logit(logit), alpha, beta)
                      : gsl_cdf_beta_Q(inverse_logit(-logit), beta, alpha);
}

static double beta_above(double alpha, double beta, double logit)
{
    return beta_below(beta, alpha, -logit);
}

static double beta_excess(const void *context, double logit)
{
    const Target *target = context;
    return target->p <= 0.5 ? beta_below(target->alpha, target->beta, logit) - target->p
                            : target->q - beta_above(target->alpha, target->beta, logit);
}

static void beta_slope(const Target *target, double logit, double *density, double *bend)
{
    double up = exp(logit), down = exp(-logit), log_x = -log1p(down), log_rest = -log1p(up);
    double x = logit < 0 ? up / (1 + up) : 1 / (1 + down); /* as inverse_logit */
    *density = exp(target->alpha * log_x + target->beta * log_rest - target->log_scale);
    *bend = target->alpha * (1 - x) - target->beta * x;
}

/* The target's p and q are still to be set. */
static double beta_logit_quantile(Target target, LogMoments moments, double p)
{
    target.p = p;
    target.q = 1 - p;
    if (fmin(target.alpha, target.beta) > LARGE) return large_quantile(moments, p);
    double sd = sqrt(moments.variance), guess = guess_from(moments, p), x = guess;
    if (polish(beta_excess, beta_slope, &target, sd, &x)) return x;
    return solve_near(beta_excess, &target, guess, 0.1 * sd, -LOG_LIMIT, LOG_LIMIT);
}

void solve_beta_quantiles(double alpha, double beta, const double *p, int n, double *value)
{
    Target target = {.alpha = alpha, .beta = beta, .log_scale = gsl_sf_lnbeta(alpha, beta)};
    LogMoments moments = logit_beta_moments(alpha, beta);
    for (int i = 0; i < n; i++)
        value[i] = inverse_logit(beta_logit_quantile(target, moments, p[i]));
}

double solve_beta_cdf(double alpha, double beta, double x)
{
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    if (fmin(alpha, beta) > LARGE) return beta_below(alpha, beta, log(x) - log1p(-x));
    return gsl_cdf_beta_P(x, alpha, beta);
}

static double gamma_below(double shape, double log_x)
{
    if (shape > LARGE) return gsl_cdf_ugaussian_P(large_score(log_gamma_moments(shape), log_x));
    return gsl_cdf_gamma_P(exp(log_x), shape, 1);
}

static double gamma_above(double shape, double log_x)
{
    if (shape > LARGE) return gsl_cdf_ugaussian_Q(large_score(log_gamma_moments(shape), log_x));
    return gsl_cdf_gamma_Q(exp(log_x), shape, 1);
}

double solve_gamma_cdf(double shape, double x)
{
    if (x <= 0) return 0;
    return shape > LARGE ? gamma_below(shape, log(x)) : gsl_cdf_gamma_P(x, shape, 1);
}

static double gamma_excess(const void *context, double log_x)
{
    const Target *target = context;
    return target->p <= 0.5 ? gamma_below(target->alpha, log_x) - target->p
                            : target->q - gamma_above(target->alpha, log_x);
}

static void gamma_slope(const Target *target, double log_x, double *density, double *bend)
{
    double x = exp(log_x);
    *density = exp(target->alpha * log_x - x - target->log_scale);
    *bend = target->alpha - x;
}

static double gamma_log_quantile(double shape, double p)
{
    Target target = {shape, 0, p, 1 - p, gsl_sf_lngamma(shape)};
    LogMoments moments = log_gamma_moments(shape);
    if (shape > LARGE) return large_quantile(moments, p);
    double sd = sqrt(moments.variance), guess = guess_from(moments, p), x = guess;
    if (polish(gamma_excess, gamma_slope, &target, sd, &x)) return x;
    return solve_near(gamma_excess, &target, guess, 0.1 * sd, -LOG_LIMIT, LOG_LIMIT);
}

double solve_gamma_quantile(double shape, double p)
{
    return exp(gamma_log_quantile(shape, p));
}

/* Fits of beta: mean and concentration nu = alpha + beta. For each nu the mean that puts the lower
 * tail in place is unique; the upper tail then shrinks as nu grows. */
typedef struct {
    double low, high; /* logits of the interval's ends */
    double nu;
} BetaFit;

static double beta_fit_low(const void *context, double logit_mean)
{
    const BetaFit *fit = context;
    return TAIL - beta_below(fit->nu * inverse_logit(logit_mean),
                             fit->nu * inverse_logit(-logit_mean), fit->low);
}

static double beta_fit_mean(const BetaFit *fit)
{
    return solve_near(beta_fit_low, fit, fit->low, 0.5, -36, 36);
}

static double beta_fit_high(const void *context, double log_nu)
{
    BetaFit fit = *(const BetaFit *)context;
    fit.nu = exp(log_nu);
    double mean = beta_fit_mean(&fit);
    return TAIL - beta_above(fit.nu * inverse_logit(mean), fit.nu * inverse_logit(-mean), fit.high);
}

bool solve_beta_fit(double low, double high, double *alpha, double *beta)
{
    BetaFit fit = {.low = log(low) - log1p(-low), .high = log(high) - log1p(-high)};
    double narrow = log(1e8), wide = log(0.05);
    if (!(beta_fit_high(&fit, wide) < 0) || !(beta_fit_high(&fit, narrow) > 0)) return false;
    fit.nu = exp(solve_bracketed(beta_fit_high, &fit, wide, narrow));
    double mean = beta_fit_mean(&fit);
    *alpha = fit.nu * inverse_logit(mean);
    *beta = fit.nu * inverse_logit(-mean);
    return isfinite(*alpha) && isfinite(*beta) && *alpha > 0 && *beta > 0;
}

/* high/low fixes the shape: the ratio of the two quantiles falls as the shape grows. */
static double gamma_fit_ratio(const void *context, double log_shape)
{
    double shape = exp(log_shape);
    return *(const double *)context -
           (gamma_log_quantile(shape, 1 - TAIL) - gamma_log_quantile(shape, TAIL));
}

bool solve_gamma_fit(double low, double high, double *shape, double *scale)
{
    double log_ratio = log(high) - log(low), wide = log(0.02), narrow = log(1e8);
    if (!(gamma_fit_ratio(&log_ratio, wide) < 0) || !(gamma_fit_ratio(&log_ratio, narrow) > 0))
        return false;
    *shape = exp(solve_bracketed(gamma_fit_ratio, &log_ratio, wide, narrow));
    *scale = exp(log(low) - gamma_log_quantile(*shape, TAIL));
    return isfinite(*shape) && isfinite(*scale);
}

typedef struct {
    double logit_median, sd, nu;
} BetaSpread;

static double beta_spread_median(const void *context, double logit_mean)
{
    const BetaSpread *spread = context;
    return 0.5 - beta_below(spread->nu * inverse_logit(logit_mean),
                            spread->nu * inverse_logit(-logit_mean), spread->logit_median);
}

static double beta_spread_sd(const void *context, double log_nu)
{
    BetaSpread spread = *(const BetaSpread *)context;
    spread.nu = exp(log_nu);
    double mean = solve_near(beta_spread_median, &spread, spread.logit_median, 0.1, -36, 36);
    return spread.sd - sqrt(gsl_sf_psi_1(spread.nu * inverse_logit(mean)) +
                            gsl_sf_psi_1(spread.nu * inverse_logit(-mean)));
}

bool solve_beta_spread(double median, double sd_logit, double *alpha, double *beta)
{
    BetaSpread spread = {.logit_median = log(median) - log1p(-median), .sd = sd_logit};
    double wide = log(0.05), narrow = log(1e12);
    if (!(beta_spread_sd(&spread, wide) < 0) || !(beta_spread_sd(&spread, narrow) > 0))
        return false;
    spread.nu = exp(solve_bracketed(beta_spread_sd, &spread, wide, narrow));
    double mean = solve_near(beta_spread_median, &spread, spread.logit_median, 0.1, -36, 36);
    *alpha = spread.nu * inverse_logit(mean);
    *beta = spread.nu * inverse_logit(-mean);
    return isfinite(*alpha) && isfinite(*beta) && *alpha > 0 && *beta > 0;
}
