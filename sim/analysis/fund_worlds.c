#include "analysis/fund_worlds.h"

#include <math.h>
#include <string.h>

/* ---- what is made once ---- */

static int find_board(const int *board, int n_boards, int payer)
{
    for (int b = 0; b < n_boards; b++)
        if (board[b] == payer) return b;
    return ANY;
}

static int find_link(FundShared *shared, FundLink wanted)
{
    for (int l = 0; l < shared->n_links; l++) {
        const FundLink *link = &shared->link[l];
        if (link->row == wanted.row && link->board == wanted.board && link->delay == wanted.delay)
            return l;
    }
    shared->link[shared->n_links] = wanted;
    return shared->n_links++;
}

static void link_study(const FeltPlan *plan, int study, const int *board, int n_boards,
                       FundShared *shared)
{
    for (int l = 0; l < plan->n_links; l++) {
        const FeltLink *own = &plan->link[l];
        int b = find_board(board, n_boards, own->payer);
        FundLink link = {shared->rows.of[study][own->row], b, own->delay};
        shared->link_of[study][l] = b != ANY ? find_link(shared, link) : ANY;
    }
}

static Status link_all(const Fund *fund, const Setup *setup, const int *board, int n_boards,
                       Arena *arena, Arena *scratch, FundShared *shared)
{
    Status status = STATUS_OK;
    FeltPlan *plan;
    int n = 0;
    ARENA_TRY(scratch, plan, fund->n_studies);
    ARENA_TRY(arena, shared->link_of, fund->n_studies);
    for (int s = 0; s < fund->n_studies; s++) {
        TRY(felt_plan_make(&setup[s].prices, scratch, &plan[s]));
        ARENA_TRY(arena, shared->link_of[s], plan[s].n_links);
        n += plan[s].n_links;
    }
    ARENA_TRY(arena, shared->link, n);
    for (int s = 0; s < fund->n_studies; s++) link_study(&plan[s], s, board, n_boards, shared);
out:
    return status;
}

Status fund_shared_make(const Fund *fund, const Setup *setup, const int *board, int n_boards,
                        Arena *arena, FundShared *shared)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    const Study **study;
    *shared = (FundShared){.fund = fund};
    ARENA_TRY(&scratch, study, fund->n_studies);
    for (int s = 0; s < fund->n_studies; s++) study[s] = &fund->study[s];
    TRY(limited_rows_make(study, fund->n_studies, arena, &shared->rows));
    ARENA_TRY(arena, shared->first_of, shared->rows.n);
    for (int s = fund->n_studies - 1; s >= 0; s--) {
        for (int r = 0; r < study[s]->model.n_spendings; r++)
            shared->first_of[shared->rows.of[s][r]] = s;
    }
    TRY(link_all(fund, setup, board, n_boards, arena, &scratch, shared));
out:
    arena_free(&scratch);
    return status;
}

/* ---- a block's worlds ---- */

void fund_worlds_take(const FundShared *shared, Pieces *pieces, FundWorlds *worlds)
{
    const size_t real = sizeof(double), n = WORLDS_PER_BLOCK;
    size_t rows = (size_t)shared->rows.n, links = (size_t)shared->n_links;
    size_t years = (size_t)(shared->fund->n_studies * shared->fund->n_years);
    worlds->shared = shared;
    worlds->spent = pieces_take(pieces, PIECE_SUMS, n * rows, real);
    worlds->saved = pieces_take(pieces, PIECE_SUMS, n * years * rows, real);
    worlds->felt = pieces_take(pieces, PIECE_SUMS, n * years * links, real);
}

static double *row_at(const FundWorlds *worlds, double *all, int width, int study, int world)
{
    const Fund *fund = worlds->shared->fund;
    return all + (size_t)(world * fund->n_studies + study) * (size_t)(fund->n_years * width);
}

void fund_worlds_keep(const FundWorlds *worlds, int study, Worker *worker, int world)
{
    const FundShared *shared = worlds->shared;
    const Ceilings *ceilings = &worker->ceilings;
    int n_years = shared->fund->n_years, n_own = ceilings->n_rows, n_felt = ceilings->felt.n_links;
    double price = shared->fund->price[study];
    if (n_own == 0) return;
    double *spent = worlds->spent + world * shared->rows.n;
    double *saved = row_at(worlds, worlds->saved, shared->rows.n, study, world);
    double *felt = row_at(worlds, worlds->felt, shared->n_links, study, world);
    limited_savings(worker, n_years);
    for (int r = 0; r < n_own; r++) {
        int row = shared->rows.of[study][r];
        double amount = ceilings->amount[r] * price;
        spent[row] = shared->first_of[row] == study ? amount : fmin(spent[row], amount);
    }
    for (int i = 0; i < n_years * n_own; i++)
        saved[i / n_own * shared->rows.n + shared->rows.of[study][i % n_own]] = worker->within[i] *
                                                                                price;
    for (int i = 0; i < n_years * n_felt; i++) {
        int link = shared->link_of[study][i % n_felt];
        if (link != ANY) felt[i / n_felt * shared->n_links + link] += worker->felt[i] * price;
    }
}

FundLimits fund_worlds_limits(const FundWorlds *worlds, int world)
{
    const FundShared *shared = worlds->shared;
    return (FundLimits){.n_years = shared->fund->n_years,
                        .n_rows = shared->rows.n,
                        .n_links = shared->n_links,
                        .spent = worlds->spent + world * shared->rows.n,
                        .link = shared->link};
}

FundSavings fund_worlds_savings(const FundWorlds *worlds, int study, int world)
{
    const FundShared *shared = worlds->shared;
    return (FundSavings){row_at(worlds, worlds->saved, shared->rows.n, study, world),
                         row_at(worlds, worlds->felt, shared->n_links, study, world)};
}

FundSavings fund_worlds_average(const FundWorlds *worlds, int world, double *saved, double *felt)
{
    const FundShared *shared = worlds->shared;
    const Fund *fund = shared->fund;
    int n_saved = fund->n_years * shared->rows.n, n_felt = fund->n_years * shared->n_links;
    memset(saved, 0, (size_t)n_saved * sizeof *saved);
    memset(felt, 0, (size_t)n_felt * sizeof *felt);
    for (int g = 0; g < fund->n_grants; g++) {
        FundSavings own = fund_worlds_savings(worlds, fund->grant[g].study, world);
        for (int i = 0; i < n_saved; i++) saved[i] += own.saved[i] / fund->n_grants;
        for (int i = 0; i < n_felt; i++) felt[i] += own.felt[i] / fund->n_grants;
    }
    return (FundSavings){saved, felt};
}

/* The most of any year. */
static double most_saved(const FundShared *shared, const FundSavings *savings, int row)
{
    double most = 0;
    for (int k = 0; k < shared->fund->n_years; k++)
        most = fmax(most, savings->saved[k * shared->rows.n + row]);
    return most;
}

bool fund_worlds_limited(const FundWorlds *worlds, int world, const FundSavings *average,
                         int n_further)
{
    const FundShared *shared = worlds->shared;
    const Fund *fund = shared->fund;
    for (int row = 0; row < shared->rows.n; row++) {
        double most = n_further * most_saved(shared, average, row);
        for (int g = 0; g < fund->n_grants; g++) {
            FundSavings own = fund_worlds_savings(worlds, fund->grant[g].study, world);
            most += most_saved(shared, &own, row);
        }
        if (most > worlds->spent[world * shared->rows.n + row]) return true;
    }
    return false;
}
