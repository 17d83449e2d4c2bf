#include "analysis/outcomes.h"

#include "analysis/payback.h"

#include <math.h>

const char *const outcome_side_name[N_OUTCOME_SIDES] = {
    [OUTCOME_BASELINE] = "baseline",
    [OUTCOME_INTERVENTION] = "intervention",
    [OUTCOME_DIFFERENCE] = "difference",
};

/* A part of a sum that is rounding, not a difference. */
static const double ROUNDING = 1e-12;

int outcome_windows(int horizon, int year[N_OUTCOME_WINDOWS])
{
    static const int WANTED[N_OUTCOME_WINDOWS - 1] = {5, 10, 20};
    int n = 0;
    for (int i = 0; i < N_OUTCOME_WINDOWS - 1; i++) {
        if (WANTED[i] < horizon) year[n++] = WANTED[i];
    }
    year[n++] = horizon;
    return n;
}

void outcome_add(const Setup *setup, const double *series, int outcome, double sign,
                 OutcomeSum *sum)
{
    int n_outcomes = setup->study->model.n_outcomes, window[N_OUTCOME_WINDOWS], w = 0;
    (void)outcome_windows(setup->n_years, window);
    OutcomeSum so_far = {0, 0};
    for (int year = 1; year <= setup->n_years; year++) {
        double amount = sign * series[(year - 1) * n_outcomes + outcome];
        so_far.undiscounted += amount;
        so_far.discounted += amount * setup->outcome_factor[year - 1];
        if (year != window[w]) continue;
        sum[w].undiscounted += so_far.undiscounted;
        sum[w++].discounted += so_far.discounted;
    }
}

/* Where the values of an outcome, side, window and basis stand: [n_replicates]. */
static double *column(const Evaluation *evaluation, int outcome, int side, int window,
                      bool discounted)
{
    size_t block = (size_t)((outcome * N_OUTCOME_SIDES + side) * N_OUTCOME_WINDOWS + window);
    return evaluation->outcome + (2 * block + discounted) * (size_t)evaluation->n_replicates;
}

void outcomes_keep(Evaluation *evaluation, const Worker *worker, int replicate)
{
    const Setup *setup = worker->setup;
    int window[N_OUTCOME_WINDOWS], n = outcome_windows(setup->n_years, window);
    double people = setup->plan.n_people;
    for (int o = 0; o < setup->study->model.n_outcomes; o++) {
        OutcomeSum sum[N_OUTCOME_SIDES][N_OUTCOME_WINDOWS] = {{{0, 0}}};
        const double *with = worker->outcome_lived[ARM_INTERVENTION];
        outcome_add(setup, worker->outcome_lived[ARM_BASELINE], o, 1, sum[OUTCOME_BASELINE]);
        outcome_add(setup, with, o, 1, sum[OUTCOME_INTERVENTION]);
        outcome_add(setup, with, o, 1, sum[OUTCOME_DIFFERENCE]);
        outcome_add(setup, worker->outcome[ARM_BASELINE], o, -1, sum[OUTCOME_DIFFERENCE]);
        for (int i = 0; i < N_OUTCOME_SIDES * n; i++) {
            const OutcomeSum *kept = &sum[i / n][i % n];
            column(evaluation, o, i / n, i % n, false)[replicate] = kept->undiscounted / people;
            column(evaluation, o, i / n, i % n, true)[replicate] = kept->discounted / people;
        }
    }
}

double outcome_cost_per_unit(double net_saving, double gained)
{
    return gained != 0 ? -net_saving / gained : NAN;
}

/* Work space and where rows go. */
typedef struct {
    const Round *round;
    const Accounts *accounts;
    const Findings *findings;
    double *scratch; /* [n_replicates] */
} Sheet;

static double mean_saving(const Sheet *sheet, int account, bool discounted, int years)
{
    Basis basis = discounted ? BASIS_FULL_DISCOUNTED : BASIS_FULL;
    return payback_row(sheet->findings, account, basis, UNCERTAINTY_LUCK, years)->spread.mean;
}

static void fill(const Sheet *sheet, int window, OutcomeFinding *row)
{
    const Evaluation *evaluation = sheet->round->evaluation;
    double *value = column(evaluation, row->outcome, (int)row->side, window, row->discounted);
    row->spread = round_spread(sheet->round, value, sheet->scratch);
    row->kronor_per_unit_municipality = row->kronor_per_unit_society = NAN;
    if (row->side != OUTCOME_DIFFERENCE) return;
    double gained = row->spread.mean * evaluation->setup.plan.n_people;
    if (fabs(row->spread.mean) <= ROUNDING) return;
    const Accounts *accounts = sheet->accounts;
    row->kronor_per_unit_municipality = outcome_cost_per_unit(
        mean_saving(sheet, accounts->municipality, row->discounted, row->years), gained);
    row->kronor_per_unit_society = outcome_cost_per_unit(
        mean_saving(sheet, accounts->society, row->discounted, row->years), gained);
}

Status outcomes_table(const Round *round, const Accounts *accounts, Findings *findings)
{
    Status status = STATUS_OK;
    const Evaluation *evaluation = round->evaluation;
    Arena scratch = {0};
    Sheet sheet = {.round = round, .accounts = accounts, .findings = findings};
    int window[N_OUTCOME_WINDOWS], n = outcome_windows(evaluation->n_years, window);
    int n_outcomes = evaluation->study->model.n_outcomes;
    if (!findings->outcome)
        ARENA_TRY(&findings->arena, findings->outcome, n_outcomes * N_OUTCOME_SIDES * n * 2);
    ARENA_TRY(&scratch, sheet.scratch, evaluation->n_replicates);
    OutcomeFinding *row = findings->outcome;
    findings->n_outcomes = n_outcomes * N_OUTCOME_SIDES * n * 2;
    for (int i = 0; i < findings->n_outcomes; i++) {
        row[i] = (OutcomeFinding){.outcome = i / (N_OUTCOME_SIDES * n * 2),
                                  .side = (OutcomeSide)(i / (n * 2) % N_OUTCOME_SIDES),
                                  .years = window[i / 2 % n],
                                  .discounted = i % 2};
        fill(&sheet, i / 2 % n, &row[i]);
    }
out:
    arena_free(&scratch);
    return status;
}
