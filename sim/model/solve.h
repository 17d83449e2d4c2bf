/* solve.h: quantiles and fits that GSL does not give safely, by roots within brackets.
 * Read by distribution. */
#ifndef LIVSBANA_MODEL_SOLVE_H
#define LIVSBANA_MODEL_SOLVE_H

#include <stdbool.h>

/* The 97.5 % quantile of the standard normal distribution. */
static const double Z975 = 1.959963984540054;

/* The p-quantiles of beta(alpha, beta) and gamma(shape, 1); finite for every p in (0, 1). */
void solve_beta_quantiles(double alpha, double beta, const double *p, int n, double *value);
double solve_gamma_quantile(double shape, double p);

/* P(X <= x) of the same. */
double solve_beta_cdf(double alpha, double beta, double x);
double solve_gamma_cdf(double shape, double x);

/* The distribution with 2.5 % below low and 2.5 % above high; false when none is found within
 * the parameters these functions compute safely. */
bool solve_beta_fit(double low, double high, double *alpha, double *beta);
bool solve_gamma_fit(double low, double high, double *shape, double *scale);

/* The beta distribution with this median whose logit has this standard deviation:
 * var(logit X) = psi1(alpha) + psi1(beta). */
bool solve_beta_spread(double median, double sd_logit, double *alpha, double *beta);

#endif
