#include "analysis/net_series.h"

#include "analysis/payback.h"
#include "analysis/summary.h"

#include <assert.h>
#include <string.h>

/* Keeps the years ascending and each once; those beyond the horizon are left out. */
static void add_year(NetSeries *net, int year, int horizon)
{
    int at = net->n_years;
    if (year < 1 || year > horizon) return;
    for (int i = 0; i < net->n_years; i++)
        if (net->year[i] == year) return;
    assert(net->n_years < MOST_NET_YEARS);
    for (; at > 0 && net->year[at - 1] > year; at--) net->year[at] = net->year[at - 1];
    net->year[at] = year;
    net->n_years++;
}

/* A perspective with one payer of its own name is that payer. */
static bool is_kept(const Accounts *accounts, int i, const char *asked)
{
    const Account *account = &accounts->account[i];
    return account->perspective || account->board || i == accounts->municipality ||
           i == accounts->region || i == accounts->state || i == accounts->public_sector ||
           i == accounts->society || (asked != NULL && strcmp(account->label.name, asked) == 0);
}

/* Fills in when it is told of, and where. */
static void begin(const Evaluation *evaluation, const NetRequest *request, NetSeries *net)
{
    *net = (NetSeries){.n_worlds = evaluation->n_worlds, .n_replicates = evaluation->n_replicates};
    for (int i = 0; i < N_MARKS; i++) add_year(net, mark_year[i], evaluation->n_years);
    add_year(net, evaluation->n_years, evaluation->n_years);
    add_year(net, request->years, evaluation->n_years);
}

size_t net_series_bytes(const Evaluation *evaluation, const Accounts *accounts,
                        const NetRequest *request)
{
    NetSeries net;
    size_t n_columns = 1,
           n_worlds = (size_t)evaluation->n_worlds; /* 1: the cost, and what is avoided */
    begin(evaluation, request, &net);
    size_t n_both = n_worlds + (size_t)evaluation->n_replicates;
    for (int i = 0; i < accounts->n; i++)
        if (is_kept(accounts, i, request->account)) n_columns += (size_t)net.n_years;
    size_t n_savings = (size_t)(evaluation->study->model.n_spendings * (evaluation->n_years + 1) +
                                evaluation->felt.n_links * evaluation->n_years);
    return (n_columns * (n_worlds + n_both) + n_savings * n_worlds) * sizeof(double);
}

static Status keep_account(const Evaluation *evaluation, const Accounts *accounts, int account,
                           Arena *arena, NetSeries *net)
{
    Status status = STATUS_OK;
    NetAccount *kept = &net->account[net->n_accounts++];
    kept->account = account;
    ARENA_TRY(arena, kept->cost, net->n_years * net->n_worlds);
    for (int y = 0; y < net->n_years; y++)
        summary_cost(evaluation, accounts, account, net->year[y],
                     kept->cost + (size_t)y * (size_t)net->n_worlds);
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        size_t n = payback_size(evaluation, (Uncertainty)u);
        ARENA_TRY(arena, kept->net[u], (size_t)net->n_years * n);
        for (int y = 0; y < net->n_years; y++) {
            double *value = kept->net[u] + (size_t)y * n;
            if (y > 0) memcpy(value, value - n, n * sizeof *value);
            payback_go_on(evaluation, accounts, account, BASIS_RELEASED, (Uncertainty)u,
                          y > 0 ? net->year[y - 1] : 0, net->year[y], value);
        }
    }
out:
    return status;
}

static void keep_avoided(const Evaluation *evaluation, NetSeries *net)
{
    int per_world = evaluation->study->simulation.replicates_per_world;
    const double *without = evaluation->exclusion[ARM_BASELINE];
    for (int w = 0; w < net->n_worlds; w++)
        net->avoided[UNCERTAINTY_KNOWLEDGE][w] = without[w] -
                                                 evaluation->exclusion[ARM_INTERVENTION][w];
    for (int r = 0; r < net->n_replicates; r++)
        net->avoided[UNCERTAINTY_LUCK][r] = without[r / per_world] -
                                            evaluation->exclusion_years[ARM_INTERVENTION][r];
}

static Status copy_worlds(const double *from, int n_rows, Arena *arena, const NetSeries *net,
                          double **to)
{
    Status status = STATUS_OK;
    size_t n = (size_t)n_rows * (size_t)net->n_worlds;
    ARENA_TRY(arena, *to, n);
    if (n > 0) memcpy(*to, from, n * sizeof *from);
out:
    return status;
}

static Status keep_savings(const Evaluation *evaluation, Arena *arena, NetSeries *net)
{
    Status status = STATUS_OK;
    int n_rows = evaluation->study->model.n_spendings, n_years = evaluation->n_years;
    int n_links = evaluation->felt.n_links;
    WorldSavings *savings = &net->savings;
    FeltLink *link;
    if (!evaluation->keeps_savings) return STATUS_OK;
    ARENA_TRY(arena, link, n_links);
    if (n_links > 0) memcpy(link, evaluation->felt.link, (size_t)n_links * sizeof *link);
    *savings = (WorldSavings){.n_years = n_years, .n_links = n_links, .link = link};
    TRY(copy_worlds(evaluation->row_spent, n_rows, arena, net, &savings->spent));
    TRY(copy_worlds(evaluation->row_saved, n_years * n_rows, arena, net, &savings->saved));
    TRY(copy_worlds(evaluation->row_felt, n_years * n_links, arena, net, &savings->felt));
out:
    return status;
}

Status net_series_make(const Evaluation *evaluation, const Accounts *accounts,
                       const NetRequest *request, Findings *findings)
{
    Status status = STATUS_OK;
    Arena *arena = &findings->arena;
    NetSeries *net = &findings->net;
    begin(evaluation, request, net);
    ARENA_TRY(arena, net->account, accounts->n);
    ARENA_TRY(arena, net->programme_cost, net->n_worlds);
    for (int u = 0; u < N_UNCERTAINTIES; u++)
        ARENA_TRY(arena, net->avoided[u], payback_size(evaluation, (Uncertainty)u));
    for (int i = 0; i < accounts->n; i++) {
        if (is_kept(accounts, i, request->account))
            TRY(keep_account(evaluation, accounts, i, arena, net));
    }
    summary_cost(evaluation, accounts, accounts->society, evaluation->n_years, net->programme_cost);
    keep_avoided(evaluation, net);
    TRY(keep_savings(evaluation, arena, net));
out:
    return status;
}
