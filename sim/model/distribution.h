/* distribution.h: the registry of distributions: names, arguments, quantiles (GSL underneath).
 * Read by study (fitting, drawing) and by cli (`describe`). */
#ifndef LIVSBANA_MODEL_DISTRIBUTION_H
#define LIVSBANA_MODEL_DISTRIBUTION_H

#include "base/problems.h"
#include "inputs/quantity.h"

typedef struct Family Family;

/* A fitted distribution; its meaning is the family's. */
typedef struct {
    const Family *family;
    double a, b, c;
} Distribution;

struct Family {
    const char *name;      /* "fixed", "normal", "lognormal", "beta", "gamma", "triangular", "pert",
                              "uniform", "chance" (0 or 1) */
    const char *arguments; /* "mean sd", "min mode max" ... for help and errors */
    int n_arguments;
    const char *formula; /* one line for describe */
    /* The p-quantile, 0 < p < 1: finite, non-decreasing in p. */
    double (*quantile)(const Distribution *distribution, double p);
    double (*cdf)(const Distribution *distribution, double x);
    double (*mean)(const Distribution *distribution);
    double (*sd)(const Distribution *distribution);
    /* NULL or the reason why these arguments are no distribution. */
    const char *(*check)(const double *argument);
    /* From the 2.5 and 97.5 % quantiles; NULL where an interval does not fix the family. */
    const char *(*fit)(double low, double high, double estimate, Distribution *distribution);
    /* Many quantiles at once, to the same bits; NULL: one after the other costs no more. */
    void (*quantiles)(const Distribution *distribution, const double *p, int n, double *value);
};

extern const Family *const distribution_families[]; /* closed by NULL */

const Family *distribution_family(const char *name); /* or NULL */
double distribution_quantile(const Distribution *distribution, double p);
void distribution_quantiles(const Distribution *distribution, const double *p, int n,
                            double *value); /* the p[n]-quantiles into value[n] */
double distribution_mean(const Distribution *distribution);
double distribution_sd(const Distribution *distribution);
/* The logarithm of the density at x, from differences of the cdf within a thousandth of the sd;
 * -INFINITY where there is none. 0 for what has no density (fixed, chance). */
double distribution_log_density(const Distribution *distribution, double x);
Distribution distribution_fixed(double value);
Distribution distribution_chance(
    double p_one); /* 1 with this chance, else 0; 1 at high percentiles */

/* Turns a written quantity into a distribution. The family of an interval follows `unit` (ratio:
 * lognormal; share and probability: beta; else normal) unless `family` is given. An estimate outside
 * the 30 to 70 % quantiles of the distribution its interval fixes is noted as an error that proposes
 * pert (min mode max written out). Values must lie in [low_bound, high_bound]. */
Status distribution_of(const Quantity *quantity, const char *unit, const char *family,
                       double low_bound, double high_bound, Where where, const char *key,
                       Problems *problems, Distribution *distribution) MUST_USE;

/* Widens `distribution` so that its spread is at least what the grade asks of a guess: sd of the log
 * (ratio), of the logit (share, probability), or sd relative to the value (else) of least_sd. Leaves
 * wider ones alone; a value of 0 stays fixed. The median stays. */
void distribution_widen(Distribution *distribution, const char *unit, double least_sd);

#endif
