/* calibration_fit.h: the objective of a calibration, its least value, and its shape there.
 * Read by calibration. Free parameters are moved within their bounds as u = (x - low) / (high - low). */
#ifndef LIVSBANA_ANALYSIS_CALIBRATION_FIT_H
#define LIVSBANA_ANALYSIS_CALIBRATION_FIT_H

#include "analysis/calibration.h"

/* One thread's means to evaluate the objective. */
typedef struct {
    const Calibration *calibration;
    const bool *wanted; /* [n_targets] the targets used */
    TargetWorker worker;
    double *value; /* [n_parameters] central values; free ones are replaced */
    double *share; /* [n_targets] */
    Arena arena;
} Evaluator;

Status evaluator_init(const Calibration *calibration, const TargetPlan *plan, const bool *wanted,
                      Evaluator *evaluator) MUST_USE;
void evaluator_free(Evaluator *evaluator); /* safe on {0} and twice */

/* The objective at u[n_free], all within 0..1; evaluator->share holds the targets used. False where the
 * model is impossible. */
bool evaluate_at(Evaluator *evaluator, const double *u, Objective *objective);

/* Where x stands within its bounds. */
double unit_of(const FittedParameter *parameter, double x);
double value_of(const FittedParameter *parameter, double u);

/* Moves u[n_free] to the least objective that is found: the simplex method of Nelder and Mead, begun
 * anew from its best point until that no longer helps. */
Status fit(Evaluator *evaluator, const RunOptions *options, Calibration *calibration, double *u,
           Problems *problems) MUST_USE;

/* Fills sd, correlation, information and direction from the derivatives of the targets used at u, and
 * the lower Cholesky factor of the covariance in u: factor[n_free][n_free]. */
Status identify(Evaluator *evaluator, const double *u, Calibration *calibration, double *factor,
                Problems *problems) MUST_USE;

#endif
