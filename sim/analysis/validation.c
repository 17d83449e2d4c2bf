#include "analysis/validation.h"

#include "base/quantile.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>

static const double ROUNDING = 1e-12;

typedef struct {
    const TargetPlan *plan;
    int n_worlds;
    double *central; /* [target] */
    double *share;   /* [target][n_worlds] */
    Problems *problems;
    pthread_mutex_t lock; /* of `problems` */
} Job;

/* One thread's worker and the values of a block's worlds. */
typedef struct {
    TargetWorker worker;
    double *value; /* [WORLDS_PER_BLOCK][n_parameters] */
    double *share; /* [target] */
    Problems problems;
} Scratch;

bool target_is_met(const TargetRow *target, double value)
{
    return fabs(value - target->value) <= target->tolerance + ROUNDING;
}

/* ---- blocks ---- */

static void free_scratch(void *pointer)
{
    Scratch *scratch = pointer;
    if (scratch == NULL) return;
    target_worker_free(&scratch->worker);
    problems_free(&scratch->problems);
    free(scratch->value);
    free(scratch->share);
    free(scratch);
}

static Status make_scratch(void *context, void **pointer)
{
    const Job *job = context;
    const Study *study = job->plan->study;
    Scratch *scratch = calloc(1, sizeof *scratch);
    *pointer = scratch;
    if (scratch == NULL) return STATUS_MEMORY;
    scratch->value = calloc((size_t)study->n_parameters * WORLDS_PER_BLOCK + 1,
                            sizeof *scratch->value);
    scratch->share = calloc((size_t)study->model.n_targets, sizeof *scratch->share);
    if (scratch->value == NULL || scratch->share == NULL) return STATUS_MEMORY;
    return target_worker_init(job->plan, &scratch->worker);
}

/* Hands a thread's problems over. */
static void pass_problems(Job *job, Problems *problems)
{
    pthread_mutex_lock(&job->lock);
    problems_move(problems, job->problems);
    pthread_mutex_unlock(&job->lock);
}

static Status run_worlds(Job *job, Scratch *scratch, int block)
{
    Status status = STATUS_OK;
    const Study *study = job->plan->study;
    int first = block * WORLDS_PER_BLOCK;
    study_draw_block(study, block, scratch->value);
    for (int i = 0; i < WORLDS_PER_BLOCK && first + i < job->n_worlds; i++) {
        const double *value = scratch->value + (size_t)i * (size_t)study->n_parameters;
        TRY(target_values(&scratch->worker, first + i, value, NULL, &scratch->problems,
                          scratch->share));
        for (int t = 0; t < study->model.n_targets; t++)
            job->share[(size_t)t * (size_t)job->n_worlds + (size_t)(first + i)] = scratch->share[t];
    }
out:
    return status;
}

/* Block 0 is the central values, block b the worlds from 50 (b - 1). */
static Status run_block(void *context, void *pointer, int block)
{
    Status status = STATUS_OK;
    Job *job = context;
    Scratch *scratch = pointer;
    if (block == 0) {
        study_medians(job->plan->study, scratch->value);
        TRY(target_values(&scratch->worker, -1, scratch->value, NULL, &scratch->problems,
                          job->central));
    } else {
        TRY(run_worlds(job, scratch, block - 1));
    }
out:
    if (scratch->problems.n > 0) pass_problems(job, &scratch->problems);
    return status;
}

static Status run_job(Job *job, const RunOptions *options)
{
    Status status = STATUS_OK;
    ParallelJob parallel = {
        .n_threads = options->n_threads > 0 ? options->n_threads : parallel_cores(),
        .n_blocks = 1 + (job->n_worlds + WORLDS_PER_BLOCK - 1) / WORLDS_PER_BLOCK,
        .context = job,
        .scratch_make = make_scratch,
        .scratch_free = free_scratch,
        .work = run_block,
        .progress = options->progress,
        .progress_context = options->progress_context,
        .stop = options->stop};
    if (pthread_mutex_init(&job->lock, NULL) != 0) return STATUS_MEMORY;
    TRY(parallel_run(&parallel));
out:
    pthread_mutex_destroy(&job->lock);
    return status;
}

/* ---- the whole ---- */

/* share[n_worlds] is overwritten. */
static ValidationRow judge(const TargetRow *target, double central, double *share, double *scratch,
                           int n_worlds)
{
    static const double ENDS[2] = {0.05, 0.95};
    double end[2];
    ValidationRow row = {.target = target,
                         .value = central,
                         .low = NAN,
                         .high = NAN,
                         .met = target_is_met(target, central)};
    if (n_worlds == 0) return row;
    quantiles_of(share, scratch, (size_t)n_worlds, ENDS, 2, end);
    row.low = end[0];
    row.high = end[1];
    return row;
}

static Status judge_all(const Job *job, Validation *validation)
{
    Status status = STATUS_OK;
    const Model *model = &validation->study->model;
    double *scratch = NULL;
    size_t n = (size_t)job->n_worlds;
    ARENA_TRY(&validation->arena, scratch, n);
    ARENA_TRY(&validation->arena, validation->row, model->n_targets);
    validation->n = model->n_targets;
    for (int t = 0; t < validation->n; t++) {
        ValidationRow *row = &validation->row[t];
        *row = judge(&model->target[t], job->central[t], job->share + (size_t)t * n, scratch,
                     job->n_worlds);
        validation->n_met += row->met;
        validation->n_broken += !row->met && row->target->expected_met;
        validation->n_mended += row->met && !row->target->expected_met;
    }
out:
    return status;
}

Status validation_make(const Study *study, int n_worlds, const RunOptions *options,
                       Problems *problems, Validation *validation)
{
    Status status = STATUS_OK;
    TargetPlan plan = {0};
    Job job = {.plan = &plan, .n_worlds = n_worlds, .problems = problems};
    size_t n_targets = (size_t)study->model.n_targets;
    *validation = (Validation){.study = study, .n_worlds = n_worlds};
    TRY(target_plan_make(study, problems, &plan));
    ARENA_TRY(&validation->arena, job.central, n_targets);
    ARENA_TRY(&validation->arena, job.share, n_targets * (size_t)n_worlds);
    TRY(run_job(&job, options));
    TRY(judge_all(&job, validation));
out:
    target_plan_free(&plan);
    if (status != STATUS_OK) validation_free(validation);
    return status;
}

void validation_free(Validation *validation)
{
    arena_free(&validation->arena);
    *validation = (Validation){0};
}
