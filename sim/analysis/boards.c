#include "analysis/boards.h"

#include "analysis/payback.h"
#include "analysis/spread.h"
#include "analysis/summary.h"

#include <math.h>

/* Society's gain is tiny when it is less than this part of what changes hands, or of what the programme
 * costs: its share would be a ratio of two numbers near nothing. */
static const double TINY = 0.1;

/* Boards, then the sums beside each other, then payers outside them, society last. Returns how many. */
static int order_accounts(const Study *study, const Accounts *accounts, int *order)
{
    const int sum[] = {accounts->municipality, accounts->region, accounts->state};
    int n = 0, n_payers = study->model.n_payers;
    for (int a = 0; a < n_payers; a++) {
        if (accounts->account[a].board && a != accounts->municipality) order[n++] = a;
    }
    for (int i = 0; i < 3; i++) order[n++] = sum[i];
    for (int a = 0; a < n_payers; a++) {
        bool placed = accounts->account[a].board || a == accounts->public_sector ||
                      a == accounts->society;
        for (int i = 0; i < 3; i++) placed |= a == sum[i];
        if (!placed) order[n++] = a;
    }
    order[n++] = accounts->public_sector;
    order[n++] = accounts->society;
    return n;
}

static double mean_to(const Findings *findings, int account, Basis basis, int year)
{
    const PaybackRow *row = payback_row(findings, account, basis, UNCERTAINTY_KNOWLEDGE, year);
    return row ? row->spread.mean : 0;
}

static double cost_to(const Evaluation *evaluation, const Accounts *accounts, int account, int year,
                      double *cost)
{
    double mean, sd;
    summary_cost(evaluation, accounts, account, year, cost);
    spread_moments(cost, (size_t)evaluation->n_worlds, &mean, &sd);
    return mean;
}

static BoardRow board_row(const Findings *findings, int account, int year, double cost)
{
    const PaybackRow *lucky = payback_row(findings, account, BASIS_RELEASED, UNCERTAINTY_LUCK,
                                          year);
    const PaybackRow *known = payback_row(findings, account, BASIS_RELEASED, UNCERTAINTY_KNOWLEDGE,
                                          year);
    double net = known->spread.mean - mean_to(findings, account, BASIS_RELEASED, year - 1);
    double full = mean_to(findings, account, BASIS_FULL, year) -
                  mean_to(findings, account, BASIS_FULL, year - 1);
    return (BoardRow){.year = year,
                      .account = account,
                      .programme_cost = cost,
                      .saving_released = net + cost,
                      .saving_full = full + cost,
                      .net = net,
                      .cumulative_net = known->spread.mean,
                      .share_nonnegative = lucky->share_nonnegative,
                      .share_nonnegative_knowledge = known->share_nonnegative,
                      .p05 = lucky->spread.p05,
                      .p50 = lucky->spread.p50,
                      .p95 = lucky->spread.p95};
}

Status boards_table(const Evaluation *evaluation, const Accounts *accounts, Findings *findings)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    BoardRow *row;
    double *cost;
    int *order, n_years = evaluation->n_years;
    ARENA_TRY(&scratch, order, accounts->n + 5);
    ARENA_TRY(&scratch, cost, evaluation->n_worlds);
    int n = order_accounts(evaluation->study, accounts, order);
    ARENA_TRY(&findings->arena, row, n * n_years);
    findings->board = row;
    for (int i = 0; i < n; i++) {
        double paid = 0;
        int last = accounts_last_cost_year(accounts, evaluation->study, order[i]);
        for (int year = 1; year <= n_years; year++) {
            double to = year > last ? paid : cost_to(evaluation, accounts, order[i], year, cost);
            *row++ = board_row(findings, order[i], year, to - paid);
            paid = to;
        }
    }
    findings->n_boards = n * n_years;
out:
    arena_free(&scratch);
    return status;
}

/* ---- the municipality's part ---- */

/* An account's rows, from the first year. */
static const BoardRow *rows_of(const Findings *findings, int account)
{
    int at = 0;
    while (findings->board[at].account != account) at += findings->study->economics.horizon;
    return &findings->board[at];
}

static double saved_to(const Findings *findings, int account, int years)
{
    const BoardRow *row = rows_of(findings, account);
    double sum = 0;
    for (int y = 0; y < years; y++) sum += row[y].saving_released;
    return sum;
}

static double paid_to(const Findings *findings, int account, int years)
{
    const BoardRow *row = rows_of(findings, account);
    double sum = 0;
    for (int y = 0; y < years; y++) sum += row[y].programme_cost;
    return sum;
}

Sharing sharing_of(double municipality, double society, double scale, double *share)
{
    *share = NAN;
    if (society < 0 && municipality < 0) return SHARING_ALL_LOSE;
    if (society <= 0) return SHARING_NO_GAIN;
    if (society < TINY * scale) return SHARING_TINY;
    if (municipality < 0) return SHARING_LOSES;
    if (municipality > society) return SHARING_MORE;
    *share = municipality / society;
    return SHARING_TOLD;
}

void boards_sharing(const Accounts *accounts, int years, const Findings *findings,
                    Headline *headline)
{
    double moved = 0, cost = paid_to(findings, accounts->society, years);
    for (int p = 0; p < findings->study->model.n_payers; p++)
        moved += fabs(saved_to(findings, p, years));
    headline->society_saving = saved_to(findings, accounts->society, years);
    headline->sharing = sharing_of(saved_to(findings, accounts->municipality, years),
                                   headline->society_saving, fmax(moved, cost),
                                   &headline->municipality_share);
}
