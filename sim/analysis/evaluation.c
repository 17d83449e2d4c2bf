#include "analysis/evaluation.h"

#include "analysis/outcomes.h"
#include "economics/saving.h"
#include "engine/making.h"

#include <pthread.h>

#include <stdlib.h>
#include <string.h>

int verdict_years(const Study *study)
{
    return study->economics.horizon < 10 ? study->economics.horizon : 10;
}

const int mark_year[N_MARKS] = {5, 10, 20};
const int reported_age[N_REPORTED_AGES] = {20, 25, 30, 45, 60};

/* What one block adds up, kept apart until all blocks are there: sums run in block order. */
typedef struct {
    double *ledger_full[N_ARMS], *ledger_released[N_ARMS];
    double *occupancy[N_ARMS];
    double *death_full, *death_released;
} BlockSums;

typedef struct {
    Evaluation *evaluation;
    BlockSums *sums;                 /* [n_blocks] */
    const double *scale[N_VARIANTS]; /* [n_effects] */
    bool has_weak;
    int municipal[MAX_CHANNELS], n_municipal; /* payers */
    pthread_mutex_t *lock;                    /* of what follows */
    int failed_block;                         /* the lowest that failed; ANY */
    Problems failed;                          /* its problems: the same for any number of threads */
    const atomic_bool *stop;
} Run;

static int n_sums(const Evaluation *evaluation)
{
    return evaluation->n_life_years * evaluation->setup.prices.n_lines;
}

/* ---- one world ---- */

static void keep_saving(const Evaluation *evaluation, const Worker *worker, int column,
                        int n_columns, double *full, double *released)
{
    int n = evaluation->study->model.n_payers * evaluation->n_years;
    for (int i = 0; i < n; i++) {
        full[(size_t)i * (size_t)n_columns + (size_t)column] = worker->full[i] - worker->cost[i];
        released[(size_t)i * (size_t)n_columns + (size_t)column] = worker->released[i] -
                                                                   worker->cost[i];
    }
}

static void add_occupancy(const Evaluation *evaluation, const double *expected, double *occupancy)
{
    const Plan *plan = &evaluation->setup.plan;
    const Model *model = plan->model;
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        for (int k = 0; k < cohort->n_years; k++) {
            int age = cohort->age + k;
            const AgePlan *at = plan_age(plan, age);
            double *share = occupancy + (age - model->first_age) * model->n_states, alive = 0;
            for (int cell = 0; cell < at->n_cells; cell++) {
                double people = expected[cohort->first_cell[k] + cell];
                if (at->cell_state[cell] == model->end_state) continue;
                share[at->cell_state[cell]] += people;
                alive += people;
            }
            share[model->end_state] += cohort->n_people - alive;
        }
    }
}

/* Early death by payer and year, as the saving would have counted it. */
static void add_early_death(const Run *run, Worker *worker, int world, BlockSums *sums)
{
    Evaluation *evaluation = run->evaluation;
    const PricePlan *prices = &evaluation->setup.prices;
    saving_not_counted(prices, worker->series[ARM_BASELINE], worker->series[ARM_INTERVENTION],
                       worker->early_death, evaluation->n_life_years, sums->death_full,
                       sums->death_released);
    for (int p = 0; p < evaluation->study->model.n_payers; p++) {
        for (int year = 0; year < evaluation->n_years; year++)
            evaluation->early_death[p * evaluation->n_worlds + world] +=
                worker->early_death[year * prices->n_channels + prices->full_of[p]];
    }
}

static void keep_world(const Run *run, Worker *worker, int world, BlockSums *sums)
{
    Evaluation *evaluation = run->evaluation;
    const Setup *setup = &evaluation->setup;
    int n_years = evaluation->n_life_years;
    worker_saving(worker);
    keep_saving(evaluation, worker, world, evaluation->n_worlds, evaluation->knowledge_full,
                evaluation->knowledge_released);
    size_t n_cost = (size_t)(evaluation->study->model.n_payers * evaluation->n_years);
    for (size_t i = 0; i < n_cost; i++)
        evaluation->programme_cost[i * (size_t)evaluation->n_worlds + (size_t)world] =
            worker->cost[i];
    for (int i = 0; i < evaluation->study->n_parameters; i++)
        evaluation->parameter[(size_t)i * (size_t)evaluation->n_worlds + (size_t)world] =
            worker->value[i];
    for (int arm = 0; arm < N_ARMS; arm++) {
        prices_ledger(&worker->prices, arm, worker->expected[arm], n_years, sums->ledger_full[arm],
                      sums->ledger_released[arm]);
        add_occupancy(evaluation, worker->expected[arm], sums->occupancy[arm]);
    }
    saving_steps(&setup->prices, worker->series[ARM_BASELINE], worker->series[ARM_INTERVENTION],
                 n_years, sums->ledger_released[ARM_INTERVENTION]);
    add_early_death(run, worker, world, sums);
}

/* ---- one replicate ---- */

static uint32_t excluded_at(const Evaluation *evaluation, const uint32_t *cell, int age)
{
    const Plan *plan = &evaluation->setup.plan;
    uint32_t n = 0;
    if (age < plan->model->first_age || age > plan->model->last_age) return 0;
    const AgePlan *at = plan_age(plan, age);
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        if (cohort->age > age) continue;
        for (int i = 0; i < at->n_cells; i++) {
            if (plan->model->state[at->cell_state[i]].exclusion)
                n += cell[cohort->first_cell[age - cohort->age] + i];
        }
    }
    return n;
}

static void count_years(const Evaluation *evaluation, const uint32_t *cell, int replicate,
                        uint32_t *years_in)
{
    const Plan *plan = &evaluation->setup.plan;
    size_t n = (size_t)evaluation->n_replicates, r = (size_t)replicate;
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        for (int k = 0; k < cohort->n_years; k++) {
            const AgePlan *at = plan_age(plan, cohort->age + k);
            for (int i = 0; i < at->n_cells; i++)
                years_in[(size_t)at->cell_state[i] * n + r] += cell[cohort->first_cell[k] + i];
        }
    }
}

/* What luck alone does: the simulated baseline against its own expectation, less the cost. */
static void keep_luck(const Run *run, Worker *worker, int replicate)
{
    Evaluation *evaluation = run->evaluation;
    int n_years = evaluation->n_years < mark_year[N_MARKS - 1] ? evaluation->n_years
                                                               : mark_year[N_MARKS - 1];
    double net = 0;
    prices_series(&worker->prices, ARM_BASELINE, NULL, worker->counts.cell[ARM_BASELINE], n_years,
                  worker->lived);
    saving_compute(&evaluation->setup.prices, worker->series[ARM_BASELINE], worker->lived, NULL,
                   n_years, worker->full, worker->released);
    for (int year = 1, mark = 0; year <= n_years; year++) {
        for (int i = 0; i < run->n_municipal; i++) {
            int payer = run->municipal[i];
            net += worker->released[payer * n_years + year - 1] -
                   worker->cost[payer * evaluation->n_years + year - 1];
        }
        if (year == mark_year[mark]) evaluation->by_luck[mark++][replicate] = net;
    }
}

static void keep_people(Evaluation *evaluation, const Counts *counts, int replicate)
{
    const Model *model = &evaluation->study->model;
    size_t n = (size_t)evaluation->n_replicates, r = (size_t)replicate;
    for (int arm = 0; arm < N_ARMS; arm++) {
        for (int s = 0; s < model->n_states; s++)
            evaluation->entered[arm][(size_t)s * n + r] = counts->entered[arm][s];
        for (int i = 0; i < model->n_milestones * N_MILESTONE_LEVELS; i++)
            evaluation->milestone[arm][(size_t)i * n + r] = counts->milestone[arm][i];
        for (int a = 0; a < N_REPORTED_AGES; a++)
            evaluation->excluded_at[arm][(size_t)a * n + r] = excluded_at(
                evaluation, counts->cell[arm], reported_age[a]);
        evaluation->exclusion_years[arm][r] = counts->exclusion_years[arm];
        count_years(evaluation, counts->cell[arm], replicate, evaluation->years_in[arm]);
    }
    evaluation->fewer[r] = counts->fewer;
    evaluation->more[r] = counts->more;
}

/* Municipal released net saving under the other strengths of weak effects. */
static Status keep_variants(const Run *run, Worker *worker, int world)
{
    Status status = STATUS_OK;
    Evaluation *evaluation = run->evaluation;
    for (int v = 0; v < N_VARIANTS && run->has_weak; v++) {
        EffectVariant variant = {.scale = run->scale[v]};
        TRY(worker_change(worker, &variant, evaluation->n_variant_years));
        worker_saving(worker);
        for (int i = 0; i < run->n_municipal; i++) {
            for (int year = 0; year < evaluation->n_variant_years; year++) {
                int at = run->municipal[i] * evaluation->n_years + year;
                evaluation->variant[v][year * evaluation->n_worlds + world] +=
                    worker->released[at] - worker->cost[at];
            }
        }
    }
out:
    return status;
}

static Status run_world(const Run *run, Worker *worker, int world, BlockSums *sums)
{
    Status status = STATUS_OK;
    Evaluation *evaluation = run->evaluation;
    int per_world = evaluation->study->simulation.replicates_per_world;
    TRY(worker_enter(worker, world, worker->value, NULL, N_GRADES));
    keep_world(run, worker, world, sums);
    for (int r = 0; r < per_world; r++) {
        int replicate = world * per_world + r;
        worker_live(worker, r, NULL);
        keep_saving(evaluation, worker, replicate, evaluation->n_replicates, evaluation->luck_full,
                    evaluation->luck_released);
        keep_people(evaluation, &worker->counts, replicate);
        keep_luck(run, worker, replicate);
        outcomes_keep(evaluation, worker, replicate);
    }
    TRY(keep_variants(run, worker, world));
out:
    return status;
}

/* ---- blocks ---- */

static Status make_scratch(void *context, void **scratch)
{
    const Run *run = context;
    *scratch = worker_new(&run->evaluation->setup);
    return *scratch ? STATUS_OK : STATUS_MEMORY;
}

/* Keeps the problems of the lowest block that fails. */
static void keep_problems(Run *run, Worker *worker, int block)
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

static Status look_at_stop(const Run *run)
{
    return run->stop && atomic_load(run->stop) ? STATUS_RUN_FAILED : STATUS_OK;
}

/* Before the first life is lived: are the probabilities of every world possible? */
static Status check_block(void *context, void *scratch, int block)
{
    Status status = STATUS_OK;
    Run *run = context;
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
    Run *run = context;
    Worker *worker = scratch;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        int world = block * WORLDS_PER_BLOCK + i;
        TRY(look_at_stop(run));
        study_draw(run->evaluation->study, world, worker->value);
        TRY(run_world(run, worker, world, &run->sums[block]));
    }
out:
    if (worker->problems.n) keep_problems(run, worker, block);
    return status;
}

static Status make_sums(Run *run, Arena *arena)
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

static void add_blocks(const Run *run)
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

static Status take_variants(Run *run, Arena *arena)
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
    Run *run = NULL;
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
    *run = (Run){
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
