#include "analysis/calibration.h"

#include "analysis/calibration_fit.h"
#include "model/draw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PROPOSALS_PER_DRAW = 4, PROPOSALS_PER_BLOCK = 50, MOST_ROUNDS = 4 };

/* The proposals' covariance, in that of the fit: wider, so that no tail is missed. */
static const double INFLATION = 1.3;
/* Below this share of effective proposals the draws rest on too few of them, */
static const double LEAST_EFFECTIVE = 0.1;
/* and below this one another round, laid about the last one's draws, is tried. */
static const double GOOD_EFFECTIVE = 0.3;

/* A round of proposals. */
typedef struct {
    const Calibration *calibration;
    const TargetPlan *plan;
    const bool *wanted;
    const char *stream;
    int round;
    double *centre;     /* [n_free] in u */
    double *factor;     /* [n_free][n_free] lower Cholesky factor of the proposals' covariance */
    double *u;          /* [n_proposals][n_free] */
    double *log_weight; /* [n_proposals]; -INFINITY outside and where the model is impossible */
} Round;

/* ---- proposals ---- */

static Status make_scratch(void *context, void **pointer)
{
    const Round *round = context;
    Evaluator *evaluator = calloc(1, sizeof *evaluator);
    *pointer = evaluator;
    if (evaluator == NULL) return STATUS_MEMORY;
    return evaluator_init(round->calibration, round->plan, round->wanted, evaluator);
}

static void free_scratch(void *pointer)
{
    if (pointer != NULL) evaluator_free(pointer);
    free(pointer);
}

/* Proposal i: u = centre + factor z, weighted by posterior / proposal density. z[n_free] is scratch. */
static void propose(const Round *round, Evaluator *evaluator, int i, double *z)
{
    const Calibration *calibration = round->calibration;
    int n = calibration->n_free;
    double *u = round->u + (size_t)i * (size_t)n, squares = 0;
    bool inside = true;
    Objective objective;
    draw_normals(round->stream, calibration->study->simulation.seed,
                 round->round * calibration->n_proposals + i, n, z);
    for (int j = 0; j < n; j++) {
        u[j] = round->centre[j];
        for (int k = 0; k <= j; k++) u[j] += round->factor[j * n + k] * z[k];
        squares += z[j] * z[j];
        inside = inside && u[j] >= 0 && u[j] <= 1;
    }
    round->log_weight[i] = -INFINITY;
    if (!inside || !evaluate_at(evaluator, u, &objective)) return;
    double best = calibration->after.misfit + calibration->after.prior;
    round->log_weight[i] = (squares - (objective.misfit + objective.prior - best)) / 2;
}

static Status run_block(void *context, void *pointer, int block)
{
    const Round *round = context;
    Evaluator *evaluator = pointer;
    double z[64];
    for (int i = 0; i < PROPOSALS_PER_BLOCK; i++) {
        int index = block * PROPOSALS_PER_BLOCK + i;
        if (index < round->calibration->n_proposals) propose(round, evaluator, index, z);
    }
    return STATUS_OK;
}

static Status run_round(Round *round, const RunOptions *options)
{
    int n = round->calibration->n_proposals;
    return parallel_run(
        &(ParallelJob){.n_threads = options->n_threads > 0 ? options->n_threads : parallel_cores(),
                       .n_blocks = (n + PROPOSALS_PER_BLOCK - 1) / PROPOSALS_PER_BLOCK,
                       .context = round,
                       .scratch_make = make_scratch,
                       .scratch_free = free_scratch,
                       .work = run_block,
                       .progress = options->progress,
                       .progress_context = options->progress_context,
                       .stop = options->stop});
}

/* Log weights become weights that sum to 1; returns the effective share (Kong 1992). */
static double weigh(const Round *round)
{
    int n = round->calibration->n_proposals;
    double most = -INFINITY, sum = 0, squares = 0;
    for (int i = 0; i < n; i++) most = fmax(most, round->log_weight[i]);
    if (most == -INFINITY) return 0;
    for (int i = 0; i < n; i++) sum += exp(round->log_weight[i] - most);
    for (int i = 0; i < n; i++) {
        double weight = exp(round->log_weight[i] - most) / sum;
        round->log_weight[i] = weight;
        squares += weight * weight;
    }
    return 1 / squares / n;
}

/* The next round's proposals: about the weighted mean, as wide as the weighted spread of each parameter
 * asks, the shape of the fit kept. */
static void move_on(Round *round)
{
    const Calibration *calibration = round->calibration;
    int n = calibration->n_free, n_proposals = calibration->n_proposals;
    for (int j = 0; j < n; j++) {
        double mean = 0, variance = 0, proposed = 0;
        for (int i = 0; i < n_proposals; i++)
            mean += round->log_weight[i] * round->u[(size_t)i * (size_t)n + (size_t)j];
        for (int i = 0; i < n_proposals; i++) {
            double away = round->u[(size_t)i * (size_t)n + (size_t)j] - mean;
            variance += round->log_weight[i] * away * away;
        }
        for (int k = 0; k <= j; k++) proposed += pow(round->factor[j * n + k], 2);
        double scale = sqrt(INFLATION * variance / proposed);
        round->centre[j] = mean;
        for (int k = 0; k <= j; k++) round->factor[j * n + k] *= fmax(0.5, fmin(2, scale));
    }
}

/* Systematic resampling: n_draws equally spaced places along the cumulated weights. */
static void resample(const Round *round, Calibration *calibration)
{
    int n = calibration->n_free, i = 0;
    double offset = draw_uniform(round->stream, calibration->study->simulation.seed, -1), upto = 0;
    for (int d = 0; d < calibration->n_draws; d++) {
        double place = (d + offset) / calibration->n_draws;
        while (i < calibration->n_proposals - 1 && upto + round->log_weight[i] < place)
            upto += round->log_weight[i++];
        for (int j = 0; j < n; j++)
            calibration->draw[(size_t)d * (size_t)n + (size_t)j] = value_of(
                &calibration->free_[j], round->u[(size_t)i * (size_t)n + (size_t)j]);
    }
}

static Status draw_all(Round *round, const RunOptions *options, Calibration *calibration,
                       Problems *problems)
{
    Status status = STATUS_OK;
    int n = calibration->n_free;
    for (int i = 0; i < n * n; i++) round->factor[i] *= sqrt(INFLATION);
    for (round->round = 0; round->round < MOST_ROUNDS; round->round++) {
        TRY(run_round(round, options));
        calibration->effective = weigh(round);
        if (calibration->effective >= GOOD_EFFECTIVE || calibration->effective == 0) break;
        if (round->round + 1 < MOST_ROUNDS) move_on(round);
    }
    if (calibration->effective < LEAST_EFFECTIVE) {
        status = problems_fail(problems, STATUS_RUN_FAILED,
                               "the draws would rest on %.1f %% of %d proposals, at least %.0f %% "
                               "are needed: what the "
                               "targets say is too far from a normal distribution; narrow bounds "
                               "or free fewer parameters "
                               "in calibration.csv",
                               100 * calibration->effective, calibration->n_proposals,
                               100 * LEAST_EFFECTIVE);
        goto out;
    }
    resample(round, calibration);
out:
    return status;
}

/* ---- the whole ---- */

static void begin_parameters(Calibration *calibration)
{
    const Study *study = calibration->study;
    for (int i = 0; i < calibration->n_free; i++) {
        const FreeParameter *free_ = &study->model.free_[i];
        const Parameter *parameter = &study->parameter[free_->parameter];
        double sd = distribution_sd(&parameter->distribution);
        double widest = (free_->high - free_->low) / sqrt(12);
        calibration->free_[i] = (FittedParameter){.parameter = free_->parameter,
                                                  .low = free_->low,
                                                  .high = free_->high,
                                                  .start = parameter->estimate,
                                                  .prior_sd = sd > 0 && sd < widest ? sd : widest};
    }
}

static Status begin(Calibration *calibration, int n_draws, bool **wanted, Problems *problems)
{
    Status status = STATUS_OK;
    const Model *model = &calibration->study->model;
    Arena *arena = &calibration->arena;
    size_t n = (size_t)model->n_free;
    if (n == 0)
        return problems_fail(problems, STATUS_INPUT,
                             "%s/calibration.csv: expected the parameters to fit, got none; see "
                             "`livsbana describe calibration`",
                             model->folder);
    calibration->n_free = model->n_free;
    calibration->n_targets = model->n_targets;
    calibration->n_draws = n_draws;
    calibration->n_proposals = n_draws * PROPOSALS_PER_DRAW;
    ARENA_TRY(arena, calibration->free_, n);
    ARENA_TRY(arena, calibration->target, model->n_targets);
    ARENA_TRY(arena, calibration->correlation, n * n);
    ARENA_TRY(arena, calibration->information, n);
    ARENA_TRY(arena, calibration->direction, n * n);
    ARENA_TRY(arena, calibration->draw, n * (size_t)n_draws);
    ARENA_TRY(arena, *wanted, model->n_targets);
    begin_parameters(calibration);
    for (int t = 0; t < model->n_targets; t++) {
        const TargetRow *target = &model->target[t];
        (*wanted)[t] = target->expected_met && target->provenance.grade <= GRADE_C;
        calibration->target[t] = (FittedTarget){.target = target, .used = (*wanted)[t]};
        calibration->n_used += (*wanted)[t];
    }
    if (calibration->n_used == 0)
        status = problems_fail(
            problems, STATUS_INPUT,
            "%s/targets.csv: expected targets of grade A to C that should be met, "
            "got none to fit to",
            model->folder);
out:
    return status;
}

static Status round_init(Calibration *calibration, Round *round)
{
    Status status = STATUS_OK;
    Arena *arena = &calibration->arena;
    size_t n = (size_t)calibration->n_free, n_proposals = (size_t)calibration->n_proposals;
    ARENA_TRY(arena, round->centre, n);
    ARENA_TRY(arena, round->factor, n * n);
    ARENA_TRY(arena, round->u, n * n_proposals);
    ARENA_TRY(arena, round->log_weight, n_proposals);
    round->stream = arena_format(arena, "%s/calibration", calibration->study->model.name);
    if (round->stream == NULL) status = STATUS_MEMORY;
out:
    return status;
}

/* All targets at u, the unused ones too; what is impossible there is noted. */
static Status keep_targets(Evaluator *evaluator, const double *u, bool after,
                           Calibration *calibration, Problems *problems)
{
    Status status = STATUS_OK;
    for (int i = 0; i < calibration->n_free; i++) {
        FittedParameter *free_ = &calibration->free_[i];
        double x = after ? value_of(free_, u[i]) : free_->start;
        evaluator->value[free_->parameter] = x;
        if (after) free_->fitted = x;
    }
    TRY(target_values(&evaluator->worker, -1, evaluator->value, NULL, problems, evaluator->share));
    for (int t = 0; t < calibration->n_targets; t++) {
        double *kept = after ? &calibration->target[t].after : &calibration->target[t].before;
        *kept = evaluator->share[t];
    }
out:
    return status;
}

static Status fit_and_draw(Round *round, const RunOptions *options, Calibration *calibration,
                           Problems *problems)
{
    Status status = STATUS_OK;
    Evaluator evaluator = {0};
    double *u = round->centre;
    TRY(evaluator_init(calibration, round->plan, round->wanted, &evaluator));
    for (int i = 0; i < calibration->n_free; i++)
        u[i] = unit_of(&calibration->free_[i], calibration->free_[i].start);
    TRY(keep_targets(&evaluator, u, false, calibration, problems));
    (void)evaluate_at(&evaluator, u, &calibration->before);
    TRY(fit(&evaluator, options, calibration, u, problems));
    TRY(keep_targets(&evaluator, u, true, calibration, problems));
    TRY(identify(&evaluator, u, calibration, round->factor, problems));
    TRY(draw_all(round, options, calibration, problems));
out:
    evaluator_free(&evaluator);
    return status;
}

Status calibration_make(const Study *study, int n_draws, const RunOptions *options,
                        Problems *problems, Calibration *calibration)
{
    Status status = STATUS_OK;
    TargetPlan plan = {0};
    Round round = {.calibration = calibration, .plan = &plan};
    bool *wanted = NULL;
    *calibration = (Calibration){.study = study};
    TRY(target_plan_make(study, problems, &plan));
    TRY(begin(calibration, n_draws, &wanted, problems));
    round.wanted = wanted;
    TRY(round_init(calibration, &round));
    TRY(fit_and_draw(&round, options, calibration, problems));
out:
    target_plan_free(&plan);
    if (status != STATUS_OK) calibration_free(calibration);
    return status;
}

void calibration_free(Calibration *calibration)
{
    arena_free(&calibration->arena);
    *calibration = (Calibration){0};
}
