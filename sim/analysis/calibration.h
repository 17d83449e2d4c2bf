/* calibration.h: free parameters fitted to the targets, how well the targets pin them down, and draws
 * of them that keep the correlations of the fit.
 * Read by cli (`calibrate`). */
#ifndef LIVSBANA_ANALYSIS_CALIBRATION_H
#define LIVSBANA_ANALYSIS_CALIBRATION_H

#include "analysis/evaluation.h"
#include "analysis/target_values.h"

typedef struct {
    int parameter; /* of the study */
    double low, high;
    double start, fitted;
    double
        prior_sd; /* what is known beforehand; within the bounds alone it is their width / sqrt 12 */
    double sd;    /* what is left of it once the targets are known (Laplace) */
} FittedParameter;

typedef struct {
    const TargetRow *target; /* borrowed */
    bool used;               /* expected to be met, and of grade A to C */
    double before, after;    /* the model's value at the start and at the fit */
} FittedTarget;

/* -2 log posterior but for a constant: the sum of ((model - value) / tolerance)^2 over the targets used,
 * and -2 log of the priors' density relative to that at the start. */
typedef struct {
    double misfit, prior;
} Objective;

typedef struct {
    const Study *study; /* borrowed */
    int n_free;
    FittedParameter *free_; /* [n_free] */
    int n_targets, n_used;
    FittedTarget *target; /* [n_targets] */
    Objective before, after;
    int n_evaluations;
    double *correlation; /* [n_free][n_free] at the fit */
    /* Directions in which the parameters can move together, in prior sds, most informed first: how many
     * times more the targets say than was known beforehand, and the unit vectors. */
    double *information; /* [n_free] */
    double *direction;   /* [direction][n_free] */
    int n_draws, n_proposals;
    double effective; /* effective sample size, as a share of the proposals */
    double *draw;     /* [n_draws][n_free] equally likely */
    Arena arena;
} Calibration;

/* Fits and draws, from study->simulation.seed; the numbers do not depend on the threads. Progress counts
 * steps: fits from new starts, then blocks of proposals. STATUS_INPUT when there are no free parameters
 * or targets, STATUS_RUN_FAILED when stopped, or when the draws would rest on too few proposals. */
Status calibration_make(const Study *study, int n_draws, const RunOptions *options,
                        Problems *problems, Calibration *calibration) MUST_USE;
void calibration_free(Calibration *calibration); /* safe on {0} and twice */

#endif
