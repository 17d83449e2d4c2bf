#include "analysis/calibration_fit.h"

#include <gsl/gsl_multimin.h>
#include <math.h>
#include <string.h>

enum { MOST_STARTS = 12, ITERATIONS_PER_PARAMETER = 250 };

/* The simplex is small enough when its mean side is this, in the parameters' bounds. */
static const double SMALLEST = 1e-6;
/* A new start that gains less than this ends the fit. */
static const double LEAST_GAIN = 1e-4;
/* The objective of an impossible model, and of a step of one whole bound outside them. */
static const double IMPOSSIBLE = 1e12, OUTSIDE = 1e6;

/* ---- one evaluation ---- */

Status evaluator_init(const Calibration *calibration, const TargetPlan *plan, const bool *wanted,
                      Evaluator *evaluator)
{
    Status status = STATUS_OK;
    const Study *study = calibration->study;
    *evaluator = (Evaluator){.calibration = calibration, .wanted = wanted};
    TRY(target_worker_init(plan, &evaluator->worker));
    ARENA_TRY(&evaluator->arena, evaluator->value, study->n_parameters);
    ARENA_TRY(&evaluator->arena, evaluator->share, study->model.n_targets);
    study_medians(study, evaluator->value);
out:
    if (status != STATUS_OK) evaluator_free(evaluator);
    return status;
}

void evaluator_free(Evaluator *evaluator)
{
    target_worker_free(&evaluator->worker);
    arena_free(&evaluator->arena);
    *evaluator = (Evaluator){0};
}

double unit_of(const FittedParameter *parameter, double x)
{
    return (x - parameter->low) / (parameter->high - parameter->low);
}

double value_of(const FittedParameter *parameter, double u)
{
    return parameter->low + u * (parameter->high - parameter->low);
}

static double prior_at(const Calibration *calibration, int i, double x)
{
    const FittedParameter *free_ = &calibration->free_[i];
    const Distribution *prior = &calibration->study->parameter[free_->parameter].distribution;
    return 2 * (distribution_log_density(prior, free_->start) - distribution_log_density(prior, x));
}

bool evaluate_at(Evaluator *evaluator, const double *u, Objective *objective)
{
    const Calibration *calibration = evaluator->calibration;
    Problems unheard = {0}; /* an impossible model is no mistake of the files' */
    *objective = (Objective){0, 0};
    for (int i = 0; i < calibration->n_free; i++) {
        const FittedParameter *free_ = &calibration->free_[i];
        double x = value_of(free_, u[i]);
        evaluator->value[free_->parameter] = x;
        objective->prior += prior_at(calibration, i, x);
    }
    Status status = target_values(&evaluator->worker, -1, evaluator->value, evaluator->wanted,
                                  &unheard, evaluator->share);
    problems_free(&unheard);
    if (status != STATUS_OK || !isfinite(objective->prior)) return false;
    for (int t = 0; t < calibration->n_targets; t++) {
        if (!evaluator->wanted[t]) continue;
        const TargetRow *target = calibration->target[t].target;
        double off = (evaluator->share[t] - target->value) / target->tolerance;
        objective->misfit += off * off;
    }
    return true;
}

/* ---- the least ---- */

typedef struct {
    Evaluator *evaluator;
    double *inside; /* [n_free] scratch */
    int n_evaluations;
} Search;

/* The objective for GSL, which knows no bounds: at the nearest point inside, and more the farther out. */
static double search_value(const gsl_vector *at, void *pointer)
{
    Search *search = pointer;
    Objective objective;
    double outside = 0;
    for (size_t i = 0; i < at->size; i++) {
        double u = gsl_vector_get(at, i);
        search->inside[i] = fmin(fmax(u, 0), 1);
        outside += (u - search->inside[i]) * (u - search->inside[i]);
    }
    search->n_evaluations++;
    bool possible = evaluate_at(search->evaluator, search->inside, &objective);
    return (possible ? objective.misfit + objective.prior : IMPOSSIBLE) + OUTSIDE * outside;
}

static bool is_stopped(const RunOptions *options)
{
    return options->stop != NULL && atomic_load(options->stop);
}

/* Runs the simplex from `at`, its sides `step`, until it is small; *best is its objective. */
static Status run_simplex(gsl_multimin_fminimizer *simplex, gsl_multimin_function *function,
                          gsl_vector *at, const gsl_vector *step, const RunOptions *options,
                          double *best)
{
    if (gsl_multimin_fminimizer_set(simplex, function, at, step) != 0) return STATUS_RUN_FAILED;
    int most = ITERATIONS_PER_PARAMETER * (int)at->size;
    for (int i = 0; i < most; i++) {
        if (is_stopped(options)) return STATUS_RUN_FAILED;
        if (gsl_multimin_fminimizer_iterate(simplex) != 0) break;
        if (gsl_multimin_fminimizer_size(simplex) < SMALLEST) break;
    }
    gsl_vector_memcpy(at, simplex->x);
    *best = simplex->fval;
    return STATUS_OK;
}

/* Sides of a fresh simplex: a part of what is known beforehand, turned about and smaller each time. */
static void set_step(const Calibration *calibration, int start, gsl_vector *step)
{
    for (int i = 0; i < calibration->n_free; i++) {
        const FittedParameter *free_ = &calibration->free_[i];
        double side = 0.5 * free_->prior_sd / (free_->high - free_->low) / (1 + start / 2);
        gsl_vector_set(step, (size_t)i, start % 2 == 0 ? side : -side);
    }
}

static Status search(Search *made, gsl_multimin_fminimizer *simplex, gsl_vector *at,
                     gsl_vector *step, const RunOptions *options)
{
    Status status = STATUS_OK;
    const Calibration *calibration = made->evaluator->calibration;
    gsl_multimin_function function = {search_value, (size_t)calibration->n_free, made};
    double before = INFINITY, best = INFINITY;
    for (int start = 0; start < MOST_STARTS; start++) {
        set_step(calibration, start, step);
        TRY(run_simplex(simplex, &function, at, step, options, &best));
        if (start > 1 && before - best < LEAST_GAIN) break;
        before = best;
    }
out:
    return status;
}

Status fit(Evaluator *evaluator, const RunOptions *options, Calibration *calibration, double *u,
           Problems *problems)
{
    Status status = STATUS_MEMORY;
    size_t n = (size_t)calibration->n_free;
    gsl_vector *at = gsl_vector_alloc(n), *step = gsl_vector_alloc(n);
    gsl_multimin_fminimizer *simplex = gsl_multimin_fminimizer_alloc(
        gsl_multimin_fminimizer_nmsimplex2, n);
    Search made = {.evaluator = evaluator};
    if (at == NULL || step == NULL || simplex == NULL) goto out;
    ARENA_TRY(&evaluator->arena, made.inside, n);
    for (size_t i = 0; i < n; i++) gsl_vector_set(at, i, u[i]);
    TRY(search(&made, simplex, at, step, options));
    for (size_t i = 0; i < n; i++) u[i] = fmin(fmax(gsl_vector_get(at, i), 0), 1);
    calibration->n_evaluations = made.n_evaluations;
    if (!evaluate_at(evaluator, u, &calibration->after))
        status = problems_fail(
            problems, STATUS_RUN_FAILED,
            "no values of the free parameters give a possible model; look at the "
            "bounds in calibration.csv");
out:
    if (simplex != NULL) gsl_multimin_fminimizer_free(simplex);
    if (step != NULL) gsl_vector_free(step);
    if (at != NULL) gsl_vector_free(at);
    return status;
}
