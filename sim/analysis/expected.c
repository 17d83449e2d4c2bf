#include "analysis/expected.h"

#include <string.h>

const char *const expected_measure_name[N_EXPECTED_MEASURES] = {
    [EXPECTED_BASELINE_COST] = "baseline_cost",
    [EXPECTED_INTERVENTION_COST] = "intervention_cost",
    [EXPECTED_PROGRAMME_COST] = "programme_cost",
    [EXPECTED_NET_RELEASED] = "net_saving_released",
    [EXPECTED_NET_FULL] = "net_saving_full",
};

typedef struct {
    Expected *expected;
    const RunOptions *options;
    int n_worlds;
} Job;

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
    const Setup *setup = worker->setup;
    const double *const *series = (const double *const *)worker->outcome;
    for (int o = 0; o < setup->study->model.n_outcomes; o++) {
        OutcomeSum *difference = expected_outcome(expected, row, o, OUTCOME_DIFFERENCE);
        outcome_add(setup, series[ARM_BASELINE], o, 1,
                    expected_outcome(expected, row, o, OUTCOME_BASELINE));
        outcome_add(setup, series[ARM_INTERVENTION], o, 1,
                    expected_outcome(expected, row, o, OUTCOME_INTERVENTION));
        outcome_add(setup, series[ARM_INTERVENTION], o, 1, difference);
        outcome_add(setup, series[ARM_BASELINE], o, -1, difference);
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

static Status enter_world(const Expected *expected, Worker *worker, int world, int row)
{
    Status status = STATUS_OK;
    TRY(worker_enter(worker, world, worker->value, NULL, N_GRADES));
    worker_saving(worker);
    for (int a = 0; a < expected->accounts.n; a++) {
        for (int m = 0; m < N_EXPECTED_MEASURES; m++) {
            ExpectedMeasure measure = (ExpectedMeasure)m;
            add_up(expected, worker, a, measure, expected_kronor(expected, row, a, measure));
        }
    }
    add_outcomes(expected, worker, row);
    for (int arm = 0; arm < N_ARMS; arm++) {
        add_person_years(expected, &worker->setup->plan, worker->expected[arm],
                         expected_person_years(expected, row, arm));
    }
out:
    return status;
}

static Status enter_medians(const Expected *expected, const Setup *setup, Problems *problems)
{
    Status status = STATUS_OK;
    Worker worker = {0};
    TRY(worker_init(setup, &worker));
    study_medians(setup->study, worker.value);
    TRY(enter_world(expected, &worker, EXPECTED_MEDIANS - 1, EXPECTED_MEDIANS));
out:
    problems_move(&worker.problems, problems);
    worker_free(&worker);
    return status;
}

/* ---- blocks ---- */

/* Numbers of one row. */
static size_t n_kronor(const Expected *expected)
{
    return (size_t)(expected->n_years * expected->accounts.n * N_EXPECTED_MEASURES);
}

static size_t n_person_years(const Expected *expected)
{
    return (size_t)(expected->n_years * N_ARMS);
}

static size_t n_outcome(const Expected *expected)
{
    return (size_t)(expected->study->model.n_outcomes * N_OUTCOME_SIDES * EXPECTED_YEARS);
}

static size_t block_bytes(const Expected *expected)
{
    return WORLDS_PER_BLOCK * (n_kronor(expected) * sizeof *expected->kronor +
                               n_person_years(expected) * sizeof *expected->person_years +
                               n_outcome(expected) * sizeof *expected->outcome);
}

/* The rows of a block's worlds, from 0, in the block's memory. */
static Expected block_view(const Expected *expected, void *memory)
{
    Expected block = *expected;
    block.kronor = memory;
    block.person_years = (double *)(void *)(block.kronor + WORLDS_PER_BLOCK * n_kronor(expected));
    block.outcome = (OutcomeSum *)(void *)(block.person_years +
                                           WORLDS_PER_BLOCK * n_person_years(expected));
    return block;
}

/* How many worlds of the block are asked for. */
static int n_asked(const Job *job, int number)
{
    int left = job->n_worlds - number * WORLDS_PER_BLOCK;
    return left < WORLDS_PER_BLOCK ? left : WORLDS_PER_BLOCK;
}

static Status run_block(void *context, int study, Worker *worker, int number, void *result)
{
    Status status = STATUS_OK;
    const Job *job = context;
    Expected block = block_view(job->expected, result);
    (void)study;
    for (int i = 0; i < n_asked(job, number); i++) {
        int world = number * WORLDS_PER_BLOCK + i;
        TRY(blocks_stopped(job->options));
        worker_draw(worker, world);
        TRY(enter_world(&block, worker, world, i));
    }
out:
    return status;
}

static Status take_block(void *context, int number, void *result)
{
    const Job *job = context;
    Expected *expected = job->expected;
    Expected block = block_view(expected, result);
    size_t row = 1 + (size_t)number * WORLDS_PER_BLOCK, n = (size_t)n_asked(job, number);
    memcpy(expected->kronor + row * n_kronor(expected), block.kronor,
           n * n_kronor(expected) * sizeof *block.kronor);
    memcpy(expected->person_years + row * n_person_years(expected), block.person_years,
           n * n_person_years(expected) * sizeof *block.person_years);
    memcpy(expected->outcome + row * n_outcome(expected), block.outcome,
           n * n_outcome(expected) * sizeof *block.outcome);
    return STATUS_OK;
}

/* ---- the whole ---- */

static Status take_room(int n_worlds, Expected *expected)
{
    Status status = STATUS_OK;
    expected->n_rows = 1 + n_worlds;
    size_t n = (size_t)expected->n_rows;
    TRY(accounts_make(expected->study, &expected->arena, &expected->accounts));
    ARENA_TRY(&expected->arena, expected->kronor, n * n_kronor(expected));
    ARENA_TRY(&expected->arena, expected->person_years, n * n_person_years(expected));
    ARENA_TRY(&expected->arena, expected->outcome, n * n_outcome(expected));
out:
    return status;
}

Status expected_make(const Study *study, int n_worlds, const RunOptions *options,
                     Problems *problems, Expected *expected)
{
    Status status = STATUS_OK;
    Setup setup = {0};
    Job job = {.expected = expected, .options = options, .n_worlds = n_worlds};
    *expected = (Expected){.study = study};
    expected->n_years = outcome_windows(study->economics.horizon, expected->year);
    TRY(take_room(n_worlds, expected));
    TRY(setup_make(study, problems, &setup));
    TRY(enter_medians(expected, &setup, problems));
    BlockJob blocks = {.n_studies = 1,
                       .setup = &setup,
                       .n_blocks = (n_worlds + WORLDS_PER_BLOCK - 1) / WORLDS_PER_BLOCK,
                       .block_bytes = block_bytes(expected),
                       .context = &job,
                       .work = run_block,
                       .take = take_block};
    TRY(blocks_run(&blocks, options, problems));
out:
    setup_free(&setup);
    if (status != STATUS_OK) expected_free(expected);
    return status;
}

void expected_free(Expected *expected)
{
    arena_free(&expected->arena);
    *expected = (Expected){0};
}
