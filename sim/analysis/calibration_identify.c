/* What the targets say of the free parameters at the fit. With residuals r_t = (model_t - value_t) /
 * tolerance_t, their derivatives J, and prior sds s, all in u, the covariance that is left is
 * (J'J + diag(1/s^2))^-1 (Laplace's approximation), and the eigenvalues of diag(s) J'J diag(s) say how
 * many times more the targets tell along a direction than was known of it beforehand. */
#include "analysis/calibration_fit.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

/* The step of derivatives, in prior sds. */
static const double STEP = 0.01;

typedef struct {
    Evaluator *evaluator;
    Calibration *calibration;
    int n;
    double *u;               /* [n] */
    double *s;               /* [n] prior sds in u */
    double *ahead, *behind;  /* [n_targets] */
    gsl_matrix *jacobian;    /* [n_used][n] */
    gsl_matrix *information; /* [n][n] J'J */
    gsl_matrix *covariance;  /* [n][n] */
    gsl_matrix *vectors;     /* [n][n] */
    gsl_vector *values;      /* [n] */
    gsl_eigen_symmv_workspace *eigen;
} Shape;

static Status shape_init(Shape *shape)
{
    Status status = STATUS_OK;
    Arena *arena = &shape->evaluator->arena;
    size_t n = (size_t)shape->n, n_targets = (size_t)shape->calibration->n_targets;
    ARENA_TRY(arena, shape->u, n);
    ARENA_TRY(arena, shape->s, n);
    ARENA_TRY(arena, shape->ahead, n_targets);
    ARENA_TRY(arena, shape->behind, n_targets);
    shape->jacobian = gsl_matrix_alloc((size_t)shape->calibration->n_used, n);
    shape->information = gsl_matrix_alloc(n, n);
    shape->covariance = gsl_matrix_alloc(n, n);
    shape->vectors = gsl_matrix_alloc(n, n);
    shape->values = gsl_vector_alloc(n);
    shape->eigen = gsl_eigen_symmv_alloc(n);
    bool all = shape->jacobian && shape->information && shape->covariance && shape->vectors &&
               shape->values && shape->eigen;
    if (!all) status = STATUS_MEMORY;
out:
    return status;
}

static void shape_free(Shape *shape)
{
    if (shape->jacobian != NULL) gsl_matrix_free(shape->jacobian);
    if (shape->information != NULL) gsl_matrix_free(shape->information);
    if (shape->covariance != NULL) gsl_matrix_free(shape->covariance);
    if (shape->vectors != NULL) gsl_matrix_free(shape->vectors);
    if (shape->values != NULL) gsl_vector_free(shape->values);
    if (shape->eigen != NULL) gsl_eigen_symmv_free(shape->eigen);
}

/* The targets at u with u[i] replaced; false where the model is impossible. */
static bool look(Shape *shape, int i, double at, double *share)
{
    Objective objective;
    double kept = shape->u[i];
    shape->u[i] = at;
    bool possible = evaluate_at(shape->evaluator, shape->u, &objective);
    shape->u[i] = kept;
    memcpy(share, shape->evaluator->share, (size_t)shape->calibration->n_targets * sizeof *share);
    return possible;
}

/* One column of the derivatives: central differences, one-sided at a bound. */
static bool fill_column(Shape *shape, int i)
{
    double step = STEP * shape->s[i];
    double high = fmin(shape->u[i] + step, 1), low = fmax(shape->u[i] - step, 0);
    if (!look(shape, i, high, shape->ahead) || !look(shape, i, low, shape->behind)) return false;
    size_t row = 0;
    for (int t = 0; t < shape->calibration->n_targets; t++) {
        if (!shape->evaluator->wanted[t]) continue;
        double slope = (shape->ahead[t] - shape->behind[t]) / (high - low);
        gsl_matrix_set(shape->jacobian, row++, (size_t)i,
                       slope / shape->calibration->target[t].target->tolerance);
    }
    return true;
}

static bool invert(Shape *shape)
{
    gsl_matrix_memcpy(shape->covariance, shape->information);
    for (size_t i = 0; i < (size_t)shape->n; i++) {
        double *diagonal = gsl_matrix_ptr(shape->covariance, i, i);
        *diagonal += 1 / (shape->s[i] * shape->s[i]);
    }
    return gsl_linalg_cholesky_decomp1(shape->covariance) == 0 &&
           gsl_linalg_cholesky_invert(shape->covariance) == 0;
}

static void keep_spread(const Shape *shape)
{
    Calibration *calibration = shape->calibration;
    const gsl_matrix *covariance = shape->covariance;
    for (int i = 0; i < shape->n; i++) {
        FittedParameter *free_ = &calibration->free_[i];
        double variance = gsl_matrix_get(covariance, (size_t)i, (size_t)i);
        free_->sd = sqrt(variance) * (free_->high - free_->low);
        for (int j = 0; j < shape->n; j++) {
            double other = gsl_matrix_get(covariance, (size_t)j, (size_t)j);
            double both = gsl_matrix_get(covariance, (size_t)i, (size_t)j);
            calibration->correlation[i * shape->n + j] = both / sqrt(variance * other);
        }
    }
}

/* Eigenvalues of the information in prior sds, most first. */
static bool keep_directions(const Shape *shape)
{
    Calibration *calibration = shape->calibration;
    for (size_t i = 0; i < (size_t)shape->n; i++)
        for (size_t j = 0; j < (size_t)shape->n; j++)
            *gsl_matrix_ptr(shape->information, i, j) *= shape->s[i] * shape->s[j];
    if (gsl_eigen_symmv(shape->information, shape->values, shape->vectors, shape->eigen) != 0)
        return false;
    gsl_eigen_symmv_sort(shape->values, shape->vectors, GSL_EIGEN_SORT_VAL_DESC);
    for (int d = 0; d < shape->n; d++) {
        calibration->information[d] = fmax(gsl_vector_get(shape->values, (size_t)d), 0);
        for (int i = 0; i < shape->n; i++)
            calibration->direction[d * shape->n + i] = gsl_matrix_get(shape->vectors, (size_t)i,
                                                                      (size_t)d);
    }
    return true;
}

static bool keep_factor(const Shape *shape, double *factor)
{
    if (gsl_linalg_cholesky_decomp1(shape->covariance) != 0) return false;
    for (int i = 0; i < shape->n; i++)
        for (int j = 0; j < shape->n; j++)
            factor[i * shape->n + j] = j <= i
                                           ? gsl_matrix_get(shape->covariance, (size_t)i, (size_t)j)
                                           : 0;
    return true;
}

Status identify(Evaluator *evaluator, const double *u, Calibration *calibration, double *factor,
                Problems *problems)
{
    Status status = STATUS_OK;
    Shape shape = {.evaluator = evaluator, .calibration = calibration, .n = calibration->n_free};
    bool sound = true;
    TRY(shape_init(&shape));
    for (int i = 0; i < shape.n; i++) {
        const FittedParameter *free_ = &calibration->free_[i];
        shape.u[i] = u[i];
        shape.s[i] = free_->prior_sd / (free_->high - free_->low);
    }
    for (int i = 0; i < shape.n; i++) sound = sound && fill_column(&shape, i);
    if (sound)
        gsl_blas_dgemm(CblasTrans, CblasNoTrans, 1, shape.jacobian, shape.jacobian, 0,
                       shape.information);
    sound = sound && invert(&shape);
    if (sound) keep_spread(&shape);
    sound = sound && keep_directions(&shape) && keep_factor(&shape, factor);
    if (!sound)
        status = problems_fail(
            problems, STATUS_RUN_FAILED,
            "the model is impossible near the fit, so nothing can be said of its "
            "uncertainty; narrow the bounds in calibration.csv");
out:
    shape_free(&shape);
    return status;
}
