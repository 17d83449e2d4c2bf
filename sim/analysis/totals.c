#include "analysis/totals.h"

#include "analysis/spread.h"
#include "economics/saving.h"

#include <math.h>

const char *const total_name[N_TOTALS] = {
    [TOTAL_APART] = "each_alone",
    [TOTAL_TOGETHER] = "shared_clients_once",
    [TOTAL_LIMITED] = "within_spending",
};

/* Rounding of shares that fill a programme exactly. */
static const double ROUNDING = 1e-9;

typedef struct {
    const Programme *programme;
    int n;
    const SharedClients *shared;
    const double *beyond; /* [n_worlds], or NULL */
    int n_shared, n_worlds, n_replicates;
    double *net, *saving, *scratch; /* [n_replicates] */
} Sheet;

static int fewest(int a, int b)
{
    return a < b ? a : b;
}

int totals_crowded(const int *participants, int n, const SharedClients *shared, int n_shared,
                   int n_worlds)
{
    for (int i = 0; i < n; i++) {
        for (int w = 0; w < n_worlds; w++) {
            double sum = 0;
            for (int p = 0; p < n_shared; p++) {
                const SharedClients *pair = &shared[p];
                if (pair->a == i || pair->b == i)
                    sum += pair->share[w] * fewest(participants[pair->a], participants[pair->b]);
            }
            if (sum > participants[i] * (1 + ROUNDING)) return i;
        }
    }
    return ANY;
}

/* One participant's saving before programme cost, as far as it is one. */
static double saving_each(const Programme *programme, Uncertainty uncertainty, size_t column,
                          size_t world)
{
    double saving = programme->net[uncertainty][column] + programme->cost[world];
    return saving > 0 ? saving / programme->participants : 0;
}

double totals_own_share(const Programme *programme, int p, const SharedClients *shared,
                        int n_shared, size_t world)
{
    double own = 1;
    for (int i = 0; i < n_shared; i++) {
        const SharedClients *pair = &shared[i];
        if (pair->a != p && pair->b != p) continue;
        const Programme *a = &programme[pair->a], *b = &programme[pair->b];
        double of_a = saving_each(a, UNCERTAINTY_KNOWLEDGE, world, world);
        double of_b = saving_each(b, UNCERTAINTY_KNOWLEDGE, world, world);
        if (fmin(of_a, of_b) <= 0 || p != (of_a < of_b ? pair->a : pair->b)) continue;
        own -= pair->share[world] * fewest(a->participants, b->participants) /
               programme[p].participants;
    }
    return fmax(0, own); /* rounding of shares that fill a programme exactly */
}

static double counted_twice(const Sheet *sheet, Uncertainty uncertainty, size_t column,
                            size_t world)
{
    double twice = 0;
    for (int p = 0; p < sheet->n_shared; p++) {
        const SharedClients *pair = &sheet->shared[p];
        const Programme *a = &sheet->programme[pair->a], *b = &sheet->programme[pair->b];
        double each = fmin(saving_each(a, uncertainty, column, world),
                           saving_each(b, uncertainty, column, world));
        twice += pair->share[world] * fewest(a->participants, b->participants) * each;
    }
    return twice;
}

static Total add_up(Sheet *sheet, TotalKind kind, Uncertainty uncertainty)
{
    Total total = {.share_nonnegative = 0};
    bool lucky = uncertainty == UNCERTAINTY_LUCK;
    size_t n = (size_t)(lucky ? sheet->n_replicates : sheet->n_worlds);
    size_t per_world = n / (size_t)sheet->n_worlds;
    int n_blocks = sheet->n_worlds / WORLDS_PER_BLOCK;
    for (size_t i = 0; i < n; i++) {
        double net = 0, cost = 0;
        for (int p = 0; p < sheet->n; p++) {
            net += sheet->programme[p].net[uncertainty][i];
            cost += sheet->programme[p].cost[i / per_world];
        }
        if (kind != TOTAL_APART) net -= counted_twice(sheet, uncertainty, i, i / per_world);
        if (kind == TOTAL_LIMITED && sheet->beyond != NULL) net -= sheet->beyond[i / per_world];
        sheet->net[i] = net;
        sheet->saving[i] = net + cost;
        total.share_nonnegative += saving_is_back(net);
    }
    total.share_nonnegative /= (double)n;
    total.net = spread_of(sheet->net, sheet->scratch, n, n_blocks);
    total.saving = spread_of(sheet->saving, sheet->scratch, n, n_blocks);
    return total;
}

static Spread add_costs(Sheet *sheet)
{
    for (int w = 0; w < sheet->n_worlds; w++) {
        sheet->net[w] = 0;
        for (int p = 0; p < sheet->n; p++) sheet->net[w] += sheet->programme[p].cost[w];
    }
    return spread_of(sheet->net, sheet->scratch, (size_t)sheet->n_worlds,
                     sheet->n_worlds / WORLDS_PER_BLOCK);
}

Status totals_make(const Programme *programme, int n, const SharedClients *shared, int n_shared,
                   const double *beyond, int n_worlds, int n_replicates, Totals *totals)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    Sheet sheet = {.programme = programme,
                   .n = n,
                   .shared = shared,
                   .n_shared = n_shared,
                   .beyond = beyond,
                   .n_worlds = n_worlds,
                   .n_replicates = n_replicates};
    *totals = (Totals){0};
    ARENA_TRY(&arena, sheet.net, n_replicates);
    ARENA_TRY(&arena, sheet.saving, n_replicates);
    ARENA_TRY(&arena, sheet.scratch, n_replicates);
    totals->cost = add_costs(&sheet);
    for (int i = 0; i < N_TOTALS * N_UNCERTAINTIES; i++) {
        TotalKind kind = (TotalKind)(i / N_UNCERTAINTIES);
        Uncertainty uncertainty = (Uncertainty)(i % N_UNCERTAINTIES);
        totals->total[kind][uncertainty] = add_up(&sheet, kind, uncertainty);
    }
out:
    arena_free(&arena);
    return status;
}
