#include "analysis/expected.h"

#include <pthread.h>
#include <stdlib.h>

const char *const expected_measure_name[N_EXPECTED_MEASURES] = {
    [EXPECTED_BASELINE_COST] = "baseline_cost",
    [EXPECTED_INTERVENTION_COST] = "intervention_cost",
    [EXPECTED_PROGRAMME_COST] = "programme_cost",
    [EXPECTED_NET_RELEASED] = "net_saving_released",
    [EXPECTED_NET_FULL] = "net_saving_full",
};

typedef struct {
    Expected *expected;
    Setup setup;
    int n_worlds;
    Problems *problems;
    pthread_mutex_t lock; /* of `problems` */
} Job;

/* One thread's worker and the values of a block's worlds. */
typedef struct {
    Worker worker;
    double *value; /* [WORLDS_PER_BLOCK][n_parameters] */
} Scratch;

/* ---- one world ---- */

/* Kronor of one payer in one year (0 is the first). */
static double payer_year(const Worker *worker, ExpectedMeasure measure, int payer, int year)
{
    const PricePlan *prices = &worker->setup->prices;
    int channel = year * prices->n_channels + prices->full_of[payer];
    int cell = payer * worker->setup->n_years + year;
    switch (measure) {
    case EXPECTED_BASELINE_COST: return worker->series[ARM_BASELINE][channel];
    case EXPECTED_INTERVENTION_COST: return worker->series[ARM_INTERVENTION][channel];
    case EXPECTED_PROGRAMME_COST: return worker->cost[cell];
    case EXPECTED_NET_RELEASED: return worker->released[cell] - worker->cost[cell];
    case EXPECTED_NET_FULL: return worker->full[cell] - worker->cost[cell];
    case N_EXPECTED_MEASURES: break;
    }
    return 0;
}

static double account_year(const Expected *expected, const Worker *worker, int account,
                           ExpectedMeasure measure, int year)
{
    int n_payers = expected->study->model.n_payers;
    double sum = 0;
    for (int p = 0; p < n_payers; p++) {
        if (expected->accounts.member[account * n_payers + p])
            sum += payer_year(worker, measure, p, year);
    }
    return sum;
}

/* An amount's part that the programme costs is paid at the year's start. */
static double discounted(const Expected *expected, const Worker *worker, int account,
                         ExpectedMeasure measure, int year, double amount)
{
    AccountDiscount discount = accounts_discount(&expected->accounts, expected->study, account,
                                                 year + 1);
    bool net = measure == EXPECTED_NET_RELEASED || measure == EXPECTED_NET_FULL;
    if (measure == EXPECTED_PROGRAMME_COST) return amount * discount.programme;
    if (!net || discount.states == discount.programme) return amount * discount.states;
    double cost = account_year(expected, worker, account, EXPECTED_PROGRAMME_COST, year);
    return (amount + cost) * discount.states - cost * discount.programme;
}

/* The sums to the end of every reported year. */
static void add_up(const Expected *expected, const Worker *worker, int account,
                   ExpectedMeasure measure, ExpectedKronor *kronor)
{
    ExpectedKronor sum = {0, 0};
    int at = 0;
    for (int year = 0; year < expected->study->economics.horizon; year++) {
        double amount = account_year(expected, worker, account, measure, year);
        sum.undiscounted += amount;
        sum.discounted += discounted(expected, worker, account, measure, year, amount);
        if (year + 1 == expected->year[at]) kronor[at++] = sum;
    }
}

static void add_person_years(const Expected *expected, const Plan *plan, const double *people,
                             double *person_years)
{
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        for (int k = 0; k < cohort->n_years; k++) {
            double lived = plan_alive(plan, cohort, k, people);
            for (int i = 0; i < expected->n_years; i++) {
                if (cohort->enter + k <= expected->year[i]) person_years[i] += lived;
            }
        }
    }
}

static void add_outcomes(const Expected *expected, const Worker *worker, int row)
{
    const Study *study = expected->study;
    const double *const *series = (const double *const *)worker->outcome;
    for (int o = 0; o < study->model.n_outcomes; o++) {
        OutcomeSum *difference = expected_outcome(expected, row, o, OUTCOME_DIFFERENCE);
        outcome_add(study, series[ARM_BASELINE], o, 1,
                    expected_outcome(expected, row, o, OUTCOME_BASELINE));
        outcome_add(study, series[ARM_INTERVENTION], o, 1,
                    expected_outcome(expected, row, o, OUTCOME_INTERVENTION));
        outcome_add(study, series[ARM_INTERVENTION], o, 1, difference);
        outcome_add(study, series[ARM_BASELINE], o, -1, difference);
    }
}

OutcomeSum expected_cost_per_unit(const Expected *expected, int row, int outcome, int account,
                                  int y)
{
    const OutcomeSum *gained = &expected_outcome(expected, row, outcome, OUTCOME_DIFFERENCE)[y];
    const ExpectedKronor *saving = &expected_kronor(expected, row, account, EXPECTED_NET_FULL)[y];
    return (OutcomeSum){outcome_cost_per_unit(saving->undiscounted, gained->undiscounted),
                        outcome_cost_per_unit(saving->discounted, gained->discounted)};
}

static Status enter_world(const Job *job, Worker *worker, int row, const double *value)
{
    Status status = STATUS_OK;
    const Expected *expected = job->expected;
    TRY(worker_enter(worker, row - 1, value, NULL, N_GRADES));
    worker_saving(worker);
    for (int a = 0; a < expected->accounts.n; a++) {
        for (int m = 0; m < N_EXPECTED_MEASURES; m++) {
            ExpectedMeasure measure = (ExpectedMeasure)m;
            add_up(expected, worker, a, measure, expected_kronor(expected, row, a, measure));
        }
    }
    add_outcomes(expected, worker, row);
    for (int arm = 0; arm < N_ARMS; arm++) {
        add_person_years(expected, &job->setup.plan, worker->expected[arm],
                         expected_person_years(expected, row, arm));
    }
out:
    return status;
}

/* ---- blocks ---- */

static void free_scratch(void *pointer)
{
    Scratch *scratch = pointer;
    if (scratch == NULL) return;
    worker_free(&scratch->worker);
    free(scratch->value);
    free(scratch);
}

static Status make_scratch(void *context, void **pointer)
{
    const Job *job = context;
    Scratch *scratch = calloc(1, sizeof *scratch);
    *pointer = scratch;
    if (scratch == NULL) return STATUS_MEMORY;
    size_t n = (size_t)job->setup.study->n_parameters * WORLDS_PER_BLOCK;
    scratch->value = calloc(n > 0 ? n : 1, sizeof *scratch->value);
    if (scratch->value == NULL) return STATUS_MEMORY;
    return worker_init(&job->setup, &scratch->worker);
}

/* Hands a worker's problems over. */
static void pass_problems(Job *job, Problems *problems)
{
    pthread_mutex_lock(&job->lock);
    problems_move(problems, job->problems);
    pthread_mutex_unlock(&job->lock);
}

/* Block 0 is the medians, block b the worlds from 50 (b - 1). */
static Status run_block(void *context, void *pointer, int block)
{
    Status status = STATUS_OK;
    Job *job = context;
    Scratch *scratch = pointer;
    const Study *study = job->setup.study;
    if (block == 0) {
        study_medians(study, scratch->value);
        TRY(enter_world(job, &scratch->worker, EXPECTED_MEDIANS, scratch->value));
        goto out;
    }
    int first = (block - 1) * WORLDS_PER_BLOCK;
    study_draw_block(study, block - 1, scratch->value);
    for (int i = 0; i < WORLDS_PER_BLOCK && first + i < job->n_worlds; i++) {
        const double *value = scratch->value + (size_t)i * (size_t)study->n_parameters;
        TRY(enter_world(job, &scratch->worker, 1 + first + i, value));
    }
out:
    if (scratch->worker.problems.n > 0) pass_problems(job, &scratch->worker.problems);
    return status;
}

/* ---- the whole ---- */

static Status take_room(int n_worlds, Expected *expected)
{
    Status status = STATUS_OK;
    expected->n_rows = 1 + n_worlds;
    size_t n = (size_t)expected->n_rows * (size_t)expected->n_years;
    TRY(accounts_make(expected->study, &expected->arena, &expected->accounts));
    ARENA_TRY(&expected->arena, expected->kronor,
              n * (size_t)expected->accounts.n * N_EXPECTED_MEASURES);
    ARENA_TRY(&expected->arena, expected->person_years, n * N_ARMS);
    size_t n_outcomes = (size_t)(expected->n_rows * expected->study->model.n_outcomes);
    ARENA_TRY(&expected->arena, expected->outcome, n_outcomes * N_OUTCOME_SIDES * EXPECTED_YEARS);
out:
    return status;
}

static Status run_job(Job *job, const RunOptions *options)
{
    Status status = STATUS_OK;
    int n_blocks = 1 + (job->n_worlds + WORLDS_PER_BLOCK - 1) / WORLDS_PER_BLOCK;
    ParallelJob parallel = {.n_threads = options->n_threads > 0 ? options->n_threads
                                                                : parallel_cores(),
                            .n_blocks = n_blocks,
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

Status expected_make(const Study *study, int n_worlds, const RunOptions *options,
                     Problems *problems, Expected *expected)
{
    Status status = STATUS_OK;
    Job job = {.expected = expected, .n_worlds = n_worlds, .problems = problems};
    *expected = (Expected){.study = study};
    expected->n_years = outcome_windows(study->economics.horizon, expected->year);
    TRY(take_room(n_worlds, expected));
    TRY(setup_make(study, problems, &job.setup));
    TRY(run_job(&job, options));
out:
    setup_free(&job.setup);
    if (status != STATUS_OK) expected_free(expected);
    return status;
}

void expected_free(Expected *expected)
{
    arena_free(&expected->arena);
    *expected = (Expected){0};
}
