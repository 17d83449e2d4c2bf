#include "analysis/summary.h"

#include "analysis/payback.h"

#include <math.h>
#include <string.h>

/* Rows as they are filled, and space for values of replicates and worlds. */
typedef struct {
    const Round *round;
    const Evaluation *evaluation;
    const Accounts *accounts;
    SummaryRow *row; /* the next */
    double *luck, *knowledge, *scratch, *other;
    double *so_far[N_UNCERTAINTIES][2]; /* [n] net saving to the end of a window; discounted */
    double *released[N_UNCERTAINTIES];  /* [window][n] what of it budgets feel */
} Sheet;

enum { N_WINDOWS = 4 };
static const int window_years[N_WINDOWS] = {5, 10, 20, 0}; /* 0: the horizon */
static const char *const saving_measure[N_WINDOWS] = {"net_saving_5", "net_saving_10",
                                                      "net_saving_20", "net_saving_horizon"};
static const char *const freed_measure[N_WINDOWS] = {"freed_capacity_5", "freed_capacity_10",
                                                     "freed_capacity_20", "freed_capacity_horizon"};

double summary_cost_mean(const Evaluation *evaluation, int cost)
{
    const Study *study = evaluation->study;
    const ProgrammeCost *row = &study->programme_cost[cost];
    double sum = 0;
    for (int w = 0; w < evaluation->n_worlds; w++) {
        double amount = row->amount.constant;
        for (int f = 0; f < row->amount.n; f++) {
            const Factor *factor = &row->amount.factor[f];
            double p =
                evaluation->parameter[(size_t)factor->parameter * (size_t)evaluation->n_worlds +
                                      (size_t)w];
            amount *= factor->complement ? 1 - p : p;
        }
        sum += amount * row->price_factor;
    }
    return sum / evaluation->n_worlds;
}

static bool costs_in(const Study *study, int payer, int year)
{
    for (int i = 0; i < study->n_programme_costs; i++) {
        const ProgrammeCost *cost = &study->programme_cost[i];
        if (cost->payer == payer && year >= cost->year_from && year <= cost->year_to) return true;
    }
    return false;
}

void summary_cost(const Evaluation *evaluation, const Accounts *accounts, int account, int years,
                  double *value)
{
    int n_payers = evaluation->study->model.n_payers;
    size_t n = (size_t)evaluation->n_worlds;
    memset(value, 0, n * sizeof *value);
    for (int p = 0; p < n_payers; p++) {
        if (!accounts->member[account * n_payers + p]) continue;
        for (int y = 0; y < years; y++) {
            const double *cost = evaluation->programme_cost +
                                 (size_t)(p * evaluation->n_years + y) * n;
            if (!costs_in(evaluation->study, p, y + 1)) continue; /* 0 in every world */
            for (size_t w = 0; w < n; w++) value[w] += cost[w];
        }
    }
}

/* The luck of each replicate is its distance from its own world's expectation. */
static double luck_sd(const Sheet *sheet)
{
    int per_world = sheet->evaluation->study->simulation.replicates_per_world;
    size_t n = (size_t)sheet->evaluation->n_replicates;
    for (size_t i = 0; i < n; i++) {
        double away = sheet->luck[i] - sheet->knowledge[i / (size_t)per_world];
        sheet->other[i] = away * away;
    }
    return sqrt(round_sum(sheet->round, sheet->other, n) / round_replicates(sheet->round));
}

/* The next row, which an earlier round may have begun. */
static SummaryRow *next_row(Sheet *sheet, const char *measure, int account, int basis)
{
    SummaryRow *row = sheet->row++;
    row->measure = measure;
    row->account = account;
    row->basis = basis;
    row->unit = "kronor";
    return row;
}

/* Adds a row from luck[n_replicates], where the round has it, and knowledge[n_worlds], which are used
 * up. */
static void add_row(Sheet *sheet, const char *measure, int account, int basis)
{
    SummaryRow *row = next_row(sheet, measure, account, basis);
    double mean;
    if (sheet->round->knowledge)
        spread_moments(sheet->knowledge, (size_t)sheet->evaluation->n_worlds, &mean,
                       &row->sd_knowledge);
    if (!sheet->round->luck) return;
    row->sd_luck = luck_sd(sheet);
    row->spread = round_spread(sheet->round, sheet->luck, sheet->scratch);
}

/* Adds a row of a measure without luck, from knowledge[n_worlds]. */
static void add_known(Sheet *sheet, const char *measure, int account)
{
    const Evaluation *evaluation = sheet->evaluation;
    SummaryRow *row = next_row(sheet, measure, account, ANY);
    if (!sheet->round->knowledge) return;
    row->spread = spread_of(sheet->knowledge, sheet->scratch, (size_t)evaluation->n_worlds,
                            evaluation->n_blocks);
    row->sd_knowledge = row->spread.sd;
}

/* The windows within the horizon, ascending; returns how many. */
static int find_windows(int horizon, int window[N_WINDOWS])
{
    int n = 0;
    for (int i = 0; i < N_WINDOWS; i++)
        if (window_years[i] <= horizon) window[n++] = i;
    return n;
}

/* Copies what there is of an uncertainty to the end of a window, less what stands in `less` (NULL: 0), to
 * where rows take it from. */
static void take_values(Sheet *sheet, Uncertainty uncertainty, bool discounted, const double *less)
{
    size_t n = payback_size(sheet->evaluation, uncertainty);
    double *into = uncertainty == UNCERTAINTY_LUCK ? sheet->luck : sheet->knowledge;
    memcpy(into, sheet->so_far[uncertainty][discounted], n * sizeof *into);
    for (size_t i = 0; less && i < n; i++) into[i] -= less[i];
}

/* Carries an account's net saving on to the end of the next window, on the basis and the one that discounts
 * it: a year's kronor are at hand for both. Keeps what is released, undiscounted. */
static void go_on(Sheet *sheet, int account, Basis basis, int w, int from, int to)
{
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        Uncertainty uncertainty = (Uncertainty)u;
        size_t n = payback_size(sheet->evaluation, uncertainty);
        double *const *so_far = sheet->so_far[u];
        if (uncertainty == UNCERTAINTY_LUCK && !sheet->round->luck) continue;
        for (int d = 0; d < 2 && w == 0; d++) memset(so_far[d], 0, n * sizeof(double));
        for (int year = from; year < to; year++)
            for (int d = 0; d < 2; d++)
                payback_go_on(sheet->evaluation, sheet->accounts, account, basis + (Basis)d,
                              uncertainty, year, year + 1, so_far[d]);
        if (basis == BASIS_RELEASED)
            memcpy(sheet->released[u] + (size_t)w * n, so_far[0], n * sizeof(double));
    }
}

/* Freed capacity: what falls away and leaves no budget. */
static void take_freed(Sheet *sheet, int w)
{
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        size_t n = payback_size(sheet->evaluation, (Uncertainty)u);
        if (u == UNCERTAINTY_LUCK && !sheet->round->luck) continue;
        take_values(sheet, (Uncertainty)u, false, sheet->released[u] + (size_t)w * n);
    }
}

static void take_savings(Sheet *sheet, bool discounted)
{
    for (int u = 0; u < N_UNCERTAINTIES; u++)
        if (u != UNCERTAINTY_LUCK || sheet->round->luck)
            take_values(sheet, (Uncertainty)u, discounted, NULL);
}

/* Rows of net savings by window and basis, then those of freed capacity by window. What is released comes
 * first. */
static void add_savings(Sheet *sheet, int account)
{
    static const Basis undiscounted[] = {BASIS_RELEASED, BASIS_FULL};
    int window[N_WINDOWS], n = find_windows(sheet->evaluation->n_years, window);
    SummaryRow *saving = sheet->row, *freed = saving + n * N_BASES;
    for (int b = 0; b < 2; b++) {
        for (int w = 0, from = 0; w < n; w++) {
            int years = window_years[window[w]] ? window_years[window[w]]
                                                : sheet->evaluation->n_years;
            go_on(sheet, account, undiscounted[b], w, from, years);
            from = years;
            for (int d = 0; d < 2; d++) {
                int basis = (int)undiscounted[b] + d;
                take_savings(sheet, d);
                sheet->row = saving + w * N_BASES + basis;
                add_row(sheet, saving_measure[window[w]], account, basis);
            }
            if (undiscounted[b] != BASIS_FULL) continue;
            take_freed(sheet, w);
            sheet->row = freed + w;
            add_row(sheet, freed_measure[window[w]], account, ANY);
        }
    }
    sheet->row = freed + n;
}

const char *const correction_measure[N_CORRECTIONS] = {
    [CORRECTION_EARLY_DEATH] = "not_counted_earlier_death",
    [CORRECTION_DISPLACED] = "lost_on_others_displacement",
    [CORRECTION_SPENDING] = "not_counted_beyond_spending",
};

static void add_correction(Sheet *sheet, Correction correction, int account)
{
    const Evaluation *evaluation = sheet->evaluation;
    int n_payers = evaluation->study->model.n_payers;
    size_t n = (size_t)evaluation->n_worlds;
    memset(sheet->knowledge, 0, n * sizeof *sheet->knowledge);
    for (int p = 0; p < n_payers; p++) {
        if (!sheet->accounts->member[account * n_payers + p]) continue;
        for (size_t w = 0; w < n; w++)
            sheet->knowledge[w] += evaluation->correction[correction][(size_t)p * n + w];
    }
    add_known(sheet, correction_measure[correction], account);
}

/* Displacement has a line where the scenario tells of it, spending where the model does. */
static bool is_told(const Study *study, Correction correction)
{
    if (correction == CORRECTION_DISPLACED) return study->displacement != ANY;
    if (correction == CORRECTION_SPENDING) return study->model.n_spendings > 0;
    return true;
}

/* An account's rows: the programme's cost, each window on each basis and freed, what is corrected. */
static int rows_of_account(const Evaluation *evaluation)
{
    int window[N_WINDOWS], n = 1 + find_windows(evaluation->n_years, window) * (N_BASES + 1);
    for (int c = 0; c < N_CORRECTIONS; c++) n += is_told(evaluation->study, (Correction)c);
    return n;
}

Status summary_begin(const Evaluation *evaluation, const Accounts *accounts, Findings *findings)
{
    Status status = STATUS_OK;
    if (findings->summary) return STATUS_OK; /* an earlier round's */
    int n = accounts->n * rows_of_account(evaluation);
    ARENA_TRY(&findings->arena, findings->summary, n);
    findings->n_summary = n;
out:
    return status;
}

/* The next n numbers of what is left of memory, which is NULL while only measuring. */
static double *take(double *memory, size_t *used, size_t n)
{
    double *taken = memory ? memory + *used : NULL;
    *used += n;
    return taken;
}

/* Lays the sheet's columns into memory; returns the numbers in them. */
static size_t lay_columns(Sheet *sheet, double *memory)
{
    const Evaluation *evaluation = sheet->evaluation;
    bool luck = sheet->round->luck;
    size_t n = payback_size(evaluation, luck ? UNCERTAINTY_LUCK : UNCERTAINTY_KNOWLEDGE), used = 0;
    sheet->luck = take(memory, &used, n);
    sheet->knowledge = take(memory, &used, n);
    sheet->scratch = take(memory, &used, n);
    sheet->other = take(memory, &used, n);
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        size_t size = payback_size(evaluation, (Uncertainty)u);
        if (u == UNCERTAINTY_LUCK && !luck) continue;
        for (int d = 0; d < 2; d++) sheet->so_far[u][d] = take(memory, &used, size);
        sheet->released[u] = take(memory, &used, N_WINDOWS * size);
    }
    return used;
}

size_t summary_bytes(const Round *round)
{
    Sheet sheet = {.round = round, .evaluation = round->evaluation};
    return lay_columns(&sheet, NULL) * sizeof(double);
}

void summary_table(const Round *round, const Accounts *accounts, int account, double *memory,
                   Findings *findings)
{
    const Evaluation *evaluation = round->evaluation;
    Sheet sheet = {.round = round, .evaluation = evaluation, .accounts = accounts};
    (void)lay_columns(&sheet, memory);
    sheet.row = findings->summary + account * rows_of_account(evaluation);
    summary_cost(evaluation, accounts, account, evaluation->n_years, sheet.knowledge);
    add_known(&sheet, "programme_cost", account);
    add_savings(&sheet, account);
    for (int c = 0; c < N_CORRECTIONS; c++) {
        if (is_told(evaluation->study, (Correction)c))
            add_correction(&sheet, (Correction)c, account);
    }
}
