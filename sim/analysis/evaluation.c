#include "analysis/evaluation_world.h"
#include "analysis/outcomes.h"
#include "engine/making.h"

#include <stdlib.h>
#include <string.h>

int verdict_years(const Study *study)
{
    return study->economics.horizon < 10 ? study->economics.horizon : 10;
}

const int mark_year[N_MARKS] = {5, 10, 20};
const int reported_age[N_REPORTED_AGES] = {20, 25, 30, 45, 60};

static int n_sums(const Evaluation *evaluation)
{
    return evaluation->n_life_years * evaluation->setup.prices.n_lines;
}

/* ---- blocks ---- */

static Status make_scratch(void *context, void **scratch)
{
    const EvaluationRun *run = context;
    *scratch = worker_new(&run->evaluation->setup);
    return *scratch ? STATUS_OK : STATUS_MEMORY;
}

/* Keeps the problems of the lowest block that fails. */
static void keep_problems(EvaluationRun *run, Worker *worker, int block)
{
    pthread_mutex_lock(run->lock);
    if (run->failed_block == ANY || block < run->failed_block) {
        problems_free(&run->failed);
        run->failed = (Problems){0};
        problems_move(&worker->problems, &run->failed);
        run->failed_block = block;
    }
    pthread_mutex_unlock(run->lock);
    problems_free(&worker->problems);
    worker->problems = (Problems){0};
}

static Status look_at_stop(const EvaluationRun *run)
{
    return run->stop && atomic_load(run->stop) ? STATUS_RUN_FAILED : STATUS_OK;
}

/* Before the first life is lived: are the probabilities of every world possible? */
static Status check_block(void *context, void *scratch, int block)
{
    Status status = STATUS_OK;
    EvaluationRun *run = context;
    Worker *worker = scratch;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        int world = block * WORLDS_PER_BLOCK + i;
        study_draw(run->evaluation->study, world, worker->value);
        TRY(world_check(&worker->world, world, worker->value, &worker->problems));
    }
out:
    if (worker->problems.n) keep_problems(run, worker, block);
    return status;
}

static Status run_block(void *context, void *scratch, int block)
{
    Status status = STATUS_OK;
    EvaluationRun *run = context;
    Worker *worker = scratch;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        int world = block * WORLDS_PER_BLOCK + i;
        TRY(look_at_stop(run));
        study_draw(run->evaluation->study, world, worker->value);
        TRY(evaluation_world(run, worker, world, &run->sums[block]));
    }
out:
    if (worker->problems.n) keep_problems(run, worker, block);
    return status;
}

static Status make_sums(EvaluationRun *run, Arena *arena)
{
    Status status = STATUS_OK;
    const Evaluation *evaluation = run->evaluation;
    const Model *model = &evaluation->study->model;
    ARENA_TRY(arena, run->sums, evaluation->n_blocks);
    for (int b = 0; b < evaluation->n_blocks; b++) {
        BlockSums *sums = &run->sums[b];
        for (int arm = 0; arm < N_ARMS; arm++) {
            ARENA_TRY(arena, sums->ledger_full[arm], n_sums(evaluation));
            ARENA_TRY(arena, sums->ledger_released[arm], n_sums(evaluation));
            ARENA_TRY(arena, sums->occupancy[arm], evaluation->setup.plan.n_ages * model->n_states);
        }
        ARENA_TRY(arena, sums->death_full, evaluation->n_life_years * model->n_payers);
        ARENA_TRY(arena, sums->death_released, evaluation->n_life_years * model->n_payers);
    }
out:
    return status;
}

static void add_mean(const double *sum, int n, int n_worlds, double *mean)
{
    for (int i = 0; i < n; i++) mean[i] += sum[i] / n_worlds;
}

static void add_blocks(const EvaluationRun *run)
{
    Evaluation *evaluation = run->evaluation;
    const Model *model = &evaluation->study->model;
    int n_worlds = evaluation->n_worlds, n = n_sums(evaluation);
    int n_deaths = evaluation->n_life_years * model->n_payers;
    for (int b = 0; b < evaluation->n_blocks; b++) {
        const BlockSums *sums = &run->sums[b];
        for (int arm = 0; arm < N_ARMS; arm++) {
            add_mean(sums->ledger_full[arm], n, n_worlds, evaluation->ledger_full[arm]);
            add_mean(sums->ledger_released[arm], n, n_worlds, evaluation->ledger_released[arm]);
            add_mean(sums->occupancy[arm], evaluation->setup.plan.n_ages * model->n_states,
                     n_worlds, evaluation->occupancy[arm]);
        }
        add_mean(sums->death_full, n_deaths, n_worlds, evaluation->death_full);
        add_mean(sums->death_released, n_deaths, n_worlds, evaluation->death_released);
    }
}

/* ---- the whole ---- */

static Status take_series(Evaluation *evaluation)
{
    Status status = STATUS_OK;
    Arena *arena = &evaluation->arena;
    const Model *model = &evaluation->study->model;
    size_t cells = (size_t)(model->n_payers * evaluation->n_years);
    size_t n_worlds = (size_t)evaluation->n_worlds, n = (size_t)evaluation->n_replicates;
    ARENA_TRY(arena, evaluation->knowledge_full, cells * n_worlds);
    ARENA_TRY(arena, evaluation->knowledge_released, cells * n_worlds);
    ARENA_TRY(arena, evaluation->luck_full, cells * n);
    ARENA_TRY(arena, evaluation->luck_released, cells * n);
    ARENA_TRY(arena, evaluation->programme_cost, cells * n_worlds);
    ARENA_TRY(arena, evaluation->early_death, (size_t)model->n_payers * n_worlds);
    ARENA_TRY(arena, evaluation->parameter, (size_t)evaluation->study->n_parameters * n_worlds);
    for (int arm = 0; arm < N_ARMS; arm++) {
        ARENA_TRY(arena, evaluation->entered[arm], (size_t)model->n_states * n);
        ARENA_TRY(arena, evaluation->milestone[arm],
                  (size_t)(model->n_milestones * N_MILESTONE_LEVELS) * n);
        ARENA_TRY(arena, evaluation->exclusion_years[arm], n);
        ARENA_TRY(arena, evaluation->years_in[arm], (size_t)model->n_states * n);
        ARENA_TRY(arena, evaluation->excluded_at[arm], (size_t)N_REPORTED_AGES * n);
        ARENA_TRY(arena, evaluation->ledger_full[arm], n_sums(evaluation));
        ARENA_TRY(arena, evaluation->ledger_released[arm], n_sums(evaluation));
        ARENA_TRY(arena, evaluation->occupancy[arm],
                  evaluation->setup.plan.n_ages * model->n_states);
    }
    for (int mark = 0; mark < N_MARKS; mark++) {
        if (mark_year[mark] <= evaluation->n_years) ARENA_TRY(arena, evaluation->by_luck[mark], n);
    }
    ARENA_TRY(arena, evaluation->outcome,
              (size_t)(model->n_outcomes * N_OUTCOME_SIDES * N_OUTCOME_WINDOWS * 2) * n);
    ARENA_TRY(arena, evaluation->fewer, n);
    ARENA_TRY(arena, evaluation->more, n);
    ARENA_TRY(arena, evaluation->death_full, evaluation->n_life_years * model->n_payers);
    ARENA_TRY(arena, evaluation->death_released, evaluation->n_life_years * model->n_payers);
    ARENA_TRY(arena, evaluation->started, evaluation->setup.plan.n_ages);
out:
    return status;
}

static void count_started(Evaluation *evaluation)
{
    const Plan *plan = &evaluation->setup.plan;
    for (int c = 0; c < plan->n_cohorts; c++) {
        for (int i = plan->cohort[c].age - plan->model->first_age; i < plan->n_ages; i++)
            evaluation->started[i] += plan->cohort[c].n_people;
    }
}

static Status take_variants(EvaluationRun *run, Arena *arena)
{
    Status status = STATUS_OK;
    Evaluation *evaluation = run->evaluation;
    const Study *study = evaluation->study;
    static const double factor[N_VARIANTS] = {[VARIANT_HALVED] = 0.5, [VARIANT_DOUBLED] = 2};
    for (int e = 0; e < study->n_effects; e++)
        run->has_weak |= study->effect[e].provenance.grade >= GRADE_C;
    for (int v = 0; v < N_VARIANTS && run->has_weak; v++) {
        double *scale;
        ARENA_TRY(arena, scale, study->n_effects);
        for (int e = 0; e < study->n_effects; e++)
            scale[e] = study->effect[e].provenance.grade >= GRADE_C ? factor[v] : 1;
        run->scale[v] = scale;
        ARENA_TRY(&evaluation->arena, evaluation->variant[v],
                  (size_t)evaluation->n_variant_years * (size_t)evaluation->n_worlds);
    }
    for (int p = 0; p < study->model.n_payers; p++) {
        if (study->model.payer[p].level == LEVEL_MUNICIPALITY)
            run->municipal[run->n_municipal++] = p;
    }
out:
    return status;
}

static bool all_finite(const double *value, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += value[i] * 0; /* 0, or NaN for what is not finite */
    return sum == 0;
}

/* Nothing that is no number may reach a table. */
static Status check_finite(const Evaluation *evaluation, Problems *problems)
{
    size_t cells = (size_t)(evaluation->study->model.n_payers * evaluation->n_years);
    size_t n_worlds = (size_t)evaluation->n_worlds, n = (size_t)evaluation->n_replicates;
    if (all_finite(evaluation->knowledge_full, cells * n_worlds) &&
        all_finite(evaluation->knowledge_released, cells * n_worlds) &&
        all_finite(evaluation->luck_full, cells * n) &&
        all_finite(evaluation->luck_released, cells * n))
        return STATUS_OK;
    return problems_fail(
        problems, STATUS_RUN_FAILED,
        "a result is no number: some value of the model lies too far out; look for "
        "very large or very small rates, ratios and amounts");
}

Status evaluate(const Study *study, const RunOptions *options, Problems *problems,
                Evaluation *evaluation)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    EvaluationRun *run = NULL;
    *evaluation = (Evaluation){.study = study,
                               .n_worlds = study->simulation.worlds,
                               .n_replicates = study->simulation.replicates,
                               .n_blocks = study->simulation.worlds / WORLDS_PER_BLOCK,
                               .n_years = study->economics.horizon};
    TRY(setup_make(study, problems, &evaluation->setup));
    evaluation->n_life_years = evaluation->setup.n_life_years;
    evaluation->n_variant_years = verdict_years(study);
    TRY(take_series(evaluation));
    count_started(evaluation);
    ARENA_TRY(&scratch, run, 1);
    *run = (EvaluationRun){
        .evaluation = evaluation, .lock = &lock, .failed_block = ANY, .stop = options->stop};
    TRY(make_sums(run, &scratch));
    TRY(take_variants(run, &scratch));
    ParallelJob job = {.n_threads = options->n_threads > 0 ? options->n_threads : parallel_cores(),
                       .n_blocks = evaluation->n_blocks,
                       .context = run,
                       .scratch_make = make_scratch,
                       .scratch_free = worker_delete,
                       .work = check_block,
                       .stop = options->stop};
    TRY(parallel_run(&job));
    job.work = run_block;
    job.progress = options->progress;
    job.progress_context = options->progress_context;
    TRY(parallel_run(&job));
    add_blocks(run);
    TRY(check_finite(evaluation, problems));
out:
    if (run) problems_move(&run->failed, problems);
    arena_free(&scratch);
    if (status != STATUS_OK) evaluation_free(evaluation);
    return status;
}

void evaluation_free(Evaluation *evaluation)
{
    setup_free(&evaluation->setup);
    arena_free(&evaluation->arena);
    *evaluation = (Evaluation){0};
}
