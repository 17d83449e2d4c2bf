#include "analysis/payback.h"

#include "economics/saving.h"

#include <math.h>
#include <string.h>

const char *const basis_name[N_BASES] = {
    [BASIS_RELEASED] = "released",
    [BASIS_RELEASED_DISCOUNTED] = "released_discounted",
    [BASIS_FULL] = "full",
    [BASIS_FULL_DISCOUNTED] = "full_discounted",
};

const char *const uncertainty_name[N_UNCERTAINTIES] = {
    [UNCERTAINTY_KNOWLEDGE] = "knowledge",
    [UNCERTAINTY_LUCK] = "with_luck",
};

static bool is_full(Basis basis)
{
    return basis == BASIS_FULL || basis == BASIS_FULL_DISCOUNTED;
}

static bool is_discounted(Basis basis)
{
    return basis == BASIS_RELEASED_DISCOUNTED || basis == BASIS_FULL_DISCOUNTED;
}

size_t payback_size(const Evaluation *evaluation, Uncertainty uncertainty)
{
    return (size_t)(uncertainty == UNCERTAINTY_KNOWLEDGE ? evaluation->n_worlds
                                                         : evaluation->n_replicates);
}

static const double *series_of(const Evaluation *evaluation, Basis basis, Uncertainty uncertainty)
{
    if (uncertainty == UNCERTAINTY_KNOWLEDGE)
        return is_full(basis) ? evaluation->knowledge_full : evaluation->knowledge_released;
    return is_full(basis) ? evaluation->luck_full : evaluation->luck_released;
}

static AccountDiscount discount_of(const Evaluation *evaluation, const Accounts *accounts,
                                   int account, Basis basis, int year)
{
    if (!is_discounted(basis)) return (AccountDiscount){1, 1};
    return accounts_discount(accounts, evaluation->study, account, year);
}

/* A net saving is discounted as what states cost; the programme's cost in it is paid at the year's
 * start: adds to value[n] what that makes. */
static void add_cost_paid_earlier(const Evaluation *evaluation, int payer, int year,
                                  Uncertainty uncertainty, AccountDiscount discount, double *value)
{
    if (discount.states == discount.programme) return;
    size_t n = payback_size(evaluation, uncertainty), n_worlds = (size_t)evaluation->n_worlds;
    size_t per_world = n / n_worlds;
    const double *cost = evaluation->programme_cost +
                         (size_t)(payer * evaluation->n_years + year - 1) * n_worlds;
    for (size_t i = 0; i < n; i++)
        value[i] += (discount.states - discount.programme) * cost[i / per_world];
}

void payback_go_on(const Evaluation *evaluation, const Accounts *accounts, int account, Basis basis,
                   Uncertainty uncertainty, int from, int to, double *value)
{
    const Study *study = evaluation->study;
    const double *series = series_of(evaluation, basis, uncertainty);
    size_t n = payback_size(evaluation, uncertainty);
    int n_payers = study->model.n_payers;
    for (int year = from + 1; year <= to; year++) {
        AccountDiscount discount = discount_of(evaluation, accounts, account, basis, year);
        for (int p = 0; p < n_payers; p++) {
            if (!accounts->member[account * n_payers + p]) continue;
            const double *column = series + (size_t)(p * evaluation->n_years + year - 1) * n;
            for (size_t i = 0; i < n; i++) value[i] += discount.states * column[i];
            add_cost_paid_earlier(evaluation, p, year, uncertainty, discount, value);
        }
    }
}

void payback_after(const Evaluation *evaluation, const Accounts *accounts, int account, Basis basis,
                   Uncertainty uncertainty, int years, double *value)
{
    memset(value, 0, payback_size(evaluation, uncertainty) * sizeof *value);
    payback_go_on(evaluation, accounts, account, basis, uncertainty, 0, years, value);
}

/* Work space of one account, basis and uncertainty, in one piece of memory. */
typedef struct {
    double *cumulative;             /* [year][n] */
    double *value, *scratch, *time; /* [n] */
    double *path;                   /* [AT_ONCE][year] of some worlds or replicates */
    double *reached;                /* [year] how many are back by its end */
} Space;

enum { AT_ONCE = 64 }; /* as many stand beside each other in memory, year by year */

/* Worlds are never more than replicates. */
static size_t most_values(const Round *round)
{
    return payback_size(round->evaluation, round->luck ? UNCERTAINTY_LUCK : UNCERTAINTY_KNOWLEDGE);
}

size_t payback_bytes(const Round *round)
{
    enum { COLUMNS = 3 }; /* beside the years */
    size_t n_years = (size_t)round->evaluation->n_years;
    return ((n_years + COLUMNS) * most_values(round) + (AT_ONCE + 1) * n_years) * sizeof(double);
}

static Space space_in(const Round *round, double *memory)
{
    size_t n = most_values(round), n_years = (size_t)round->evaluation->n_years;
    Space space = {.cumulative = memory, .value = memory + n_years * n};
    space.scratch = space.value + n;
    space.time = space.scratch + n;
    space.path = space.time + n;
    space.reached = space.path + AT_ONCE * n_years;
    return space;
}

/* The cumulative net saving at the end of one more year, from 0. */
static void cumulate(const Evaluation *evaluation, const Accounts *accounts, int account,
                     Basis basis, Uncertainty uncertainty, int y, Space *space)
{
    size_t n = payback_size(evaluation, uncertainty);
    const double *series = series_of(evaluation, basis, uncertainty);
    int n_payers = evaluation->study->model.n_payers;
    double *now = space->cumulative + (size_t)y * n;
    AccountDiscount discount = discount_of(evaluation, accounts, account, basis, y + 1);
    accounts_year(accounts, evaluation->study, account, series, y, n, now);
    for (size_t i = 0; i < n; i++) now[i] = now[i] * discount.states + (y ? (now - n)[i] : 0);
    for (int p = 0; p < n_payers; p++) {
        if (accounts->member[account * n_payers + p])
            add_cost_paid_earlier(evaluation, p, y + 1, uncertainty, discount, now);
    }
}

/* The spread, exact of worlds. */
static Spread spread_in(const Round *round, Uncertainty uncertainty, double *value, double *scratch)
{
    const Evaluation *evaluation = round->evaluation;
    if (uncertainty == UNCERTAINTY_LUCK) return round_spread(round, value, scratch);
    return spread_of(value, scratch, (size_t)evaluation->n_worlds, evaluation->n_blocks);
}

/* How many up to this round; there is one round of worlds. */
static double count_in(const Round *round, Uncertainty uncertainty, size_t count)
{
    return uncertainty == UNCERTAINTY_LUCK ? round_count(round, count) : (double)count;
}

static double size_in(const Round *round, Uncertainty uncertainty)
{
    return uncertainty == UNCERTAINTY_LUCK ? round_replicates(round) : round->evaluation->n_worlds;
}

/* The paths of those from `first` on; returns how many there are. */
static size_t take_paths(const Evaluation *evaluation, size_t first, size_t n, Space *space)
{
    size_t n_paths = n - first < AT_ONCE ? n - first : AT_ONCE;
    size_t n_years = (size_t)evaluation->n_years;
    for (size_t y = 0; y < n_years; y++)
        for (size_t i = 0; i < n_paths; i++)
            space->path[i * n_years + y] = space->cumulative[y * n + first + i];
    return n_paths;
}

/* Counts whose time has come, by the years' ends. */
static void count_reached(const Evaluation *evaluation, size_t n, Space *space)
{
    memset(space->reached, 0, (size_t)evaluation->n_years * sizeof *space->reached);
    for (size_t i = 0; i < n; i++)
        if (!isinf(space->time[i])) space->reached[(int)ceil(space->time[i]) - 1]++;
    for (int y = 1; y < evaluation->n_years; y++) space->reached[y] += space->reached[y - 1];
}

static PaybackTimeRow time_row(const Round *round, const Accounts *accounts, int account,
                               Basis basis, Uncertainty uncertainty, Space *space)
{
    const Evaluation *evaluation = round->evaluation;
    size_t n = payback_size(evaluation, uncertainty), never = 0, relapse = 0;
    int last = accounts_last_cost_year(accounts, evaluation->study, account);
    for (size_t first = 0; first < n; first += AT_ONCE) {
        size_t n_paths = take_paths(evaluation, first, n, space);
        for (size_t i = 0; i < n_paths; i++) {
            bool relapses;
            const double *path = space->path + i * (size_t)evaluation->n_years;
            double time = payback_time(path, evaluation->n_years, last, &relapses);
            space->time[first + i] = time;
            never += isinf(time) != 0;
            relapse += relapses;
        }
    }
    count_reached(evaluation, n, space);
    memcpy(space->value, space->time, n * sizeof *space->value);
    Spread spread = spread_in(round, uncertainty, space->value, space->scratch);
    double size = size_in(round, uncertainty), n_never = count_in(round, uncertainty, never);
    double n_relapse = count_in(round, uncertainty, relapse);
    PaybackTimeRow row = {account,
                          basis,
                          uncertainty,
                          .p05 = spread.p05,
                          .p25 = spread.p25,
                          .p50 = spread.p50,
                          .p75 = spread.p75,
                          .p95 = spread.p95,
                          .share_never = n_never / size,
                          .share_relapse = size > n_never ? n_relapse / (size - n_never) : 0,
                          .gains_without_paying = last == 0,
                          .counted_from = last};
    return row;
}

/* All of a year's row but how many are back by then. */
static PaybackRow year_row(const Round *round, int account, Basis basis, Uncertainty uncertainty,
                           int year, Space *space)
{
    size_t n = payback_size(round->evaluation, uncertainty), nonnegative = 0;
    const double *cumulative = space->cumulative + (size_t)(year - 1) * n;
    for (size_t i = 0; i < n; i++) {
        nonnegative += saving_is_back(cumulative[i]);
        space->value[i] = cumulative[i];
    }
    double size = size_in(round, uncertainty);
    PaybackRow row = {.year = year, .account = account, .basis = basis, .uncertainty = uncertainty};
    row.spread = spread_in(round, uncertainty, space->value, space->scratch);
    row.share_nonnegative = count_in(round, uncertainty, nonnegative) / size;
    return row;
}

Status payback_begin(const Evaluation *evaluation, const Accounts *accounts, Findings *findings)
{
    Status status = STATUS_OK;
    int n_series = accounts->n * N_BASES * N_UNCERTAINTIES, n_years = evaluation->n_years;
    if (findings->payback) return STATUS_OK; /* an earlier round's */
    ARENA_TRY(&findings->arena, findings->payback, n_series * n_years);
    ARENA_TRY(&findings->arena, findings->payback_time, n_series);
    findings->n_payback = n_series * n_years;
    findings->n_payback_time = n_series;
out:
    return status;
}

/* Do budgets feel all of an account's cost at once, in every year and case? */
static bool is_all_felt(const Evaluation *evaluation, const Accounts *accounts, int account,
                        Uncertainty uncertainty)
{
    int n_payers = evaluation->study->model.n_payers;
    size_t n = payback_size(evaluation, uncertainty) * (size_t)evaluation->n_years;
    const double *full = series_of(evaluation, BASIS_FULL, uncertainty),
                 *released = series_of(evaluation, BASIS_RELEASED, uncertainty);
    for (int p = 0; p < n_payers; p++) {
        size_t at = (size_t)p * n;
        if (accounts->member[account * n_payers + p] &&
            memcmp(full + at, released + at, n * sizeof *full) != 0)
            return false;
    }
    return true;
}

/* The rows of a full basis from those of the released one, with which they agree. */
static void copy_rows(int from, int to, Basis basis, int n_years, Findings *findings)
{
    findings->payback_time[to] = findings->payback_time[from];
    findings->payback_time[to].basis = basis;
    for (int y = 0; y < n_years; y++) {
        PaybackRow *row = &findings->payback[to * n_years + y];
        *row = findings->payback[from * n_years + y];
        row->basis = basis;
    }
}

/* The rows of one series: an account on a basis, with or without luck. */
static void fill_series(const Round *round, const Accounts *accounts, int series, Space *space,
                        Findings *findings)
{
    const Evaluation *evaluation = round->evaluation;
    int account = series / (N_BASES * N_UNCERTAINTIES), n_years = evaluation->n_years;
    Basis basis = (Basis)(series / N_UNCERTAINTIES % N_BASES);
    Uncertainty uncertainty = (Uncertainty)(series % N_UNCERTAINTIES);
    if (!(uncertainty == UNCERTAINTY_LUCK ? round->luck : round->knowledge)) return;
    /* Other rounds may not agree: where there are many, all are asked. */
    if (!round->tallies && is_full(basis) &&
        is_all_felt(evaluation, accounts, account, uncertainty)) {
        int back = (BASIS_FULL - BASIS_RELEASED) * N_UNCERTAINTIES;
        copy_rows(series - back, series, basis, n_years, findings);
        return;
    }
    PaybackRow *row = findings->payback + (size_t)series * (size_t)n_years;
    for (int y = 0; y < n_years; y++) {
        cumulate(evaluation, accounts, account, basis, uncertainty, y, space);
        row[y] = year_row(round, account, basis, uncertainty, y + 1, space);
    }
    findings->payback_time[series] = time_row(round, accounts, account, basis, uncertainty, space);
    for (int y = 0; y < n_years; y++)
        row[y].share_reached = count_in(round, uncertainty, (size_t)space->reached[y]) /
                               size_in(round, uncertainty);
}

void payback_table(const Round *round, const Accounts *accounts, int account, double *memory,
                   Findings *findings)
{
    enum { N_SERIES = N_BASES * N_UNCERTAINTIES };
    Space space = space_in(round, memory);
    for (int i = 0; i < N_SERIES; i++)
        fill_series(round, accounts, account * N_SERIES + i, &space, findings);
}

const PaybackRow *payback_row(const Findings *findings, int account, Basis basis,
                              Uncertainty uncertainty, int year)
{
    int n_years = findings->study->economics.horizon;
    if (year < 1 || year > n_years) return NULL;
    int series = (account * N_BASES + (int)basis) * N_UNCERTAINTIES + (int)uncertainty;
    return &findings->payback[series * n_years + year - 1];
}
