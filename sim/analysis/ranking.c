#include "analysis/ranking.h"

#include "analysis/spread.h"
#include "economics/saving.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Values that differ by less than this share of the larger are equal: two ways of adding up the same
 * kronor must not part them. */
static const double EQUAL = 1e-12;

/* What a measure is made of in one world or replicate: two parts, averaged before they are put
 * together. */
typedef struct {
    double of, by;
} Parts;

static Parts back_parts(double net, double avoided, double cost)
{
    (void)avoided;
    (void)cost;
    return (Parts){saving_is_back(net) ? 1 : 0, 1};
}

static Parts net_parts(double net, double avoided, double cost)
{
    (void)avoided;
    (void)cost;
    return (Parts){net, 1};
}

static Parts year_parts(double net, double avoided, double cost)
{
    (void)net;
    return (Parts){cost, avoided};
}

static Parts krona_parts(double net, double avoided, double cost)
{
    (void)avoided;
    return (Parts){net, cost};
}

static double plain(Parts parts)
{
    return parts.of;
}

static double cost_per_year(Parts parts)
{
    return parts.by > 0 ? parts.of / parts.by : INFINITY;
}

static double net_per_krona(Parts parts)
{
    if (parts.by > 0) return parts.of / parts.by;
    return parts.of == 0 ? 0 : copysign(INFINITY, parts.of);
}

static const struct {
    Parts (*parts)(double net, double avoided, double cost);
    double (*value)(Parts parts);
    bool least_first;
} measures[N_RANK_MEASURES] = {
    [RANK_PAYBACK] = {back_parts, plain, false},
    [RANK_NET] = {net_parts, plain, false},
    [RANK_COST_PER_YEAR] = {year_parts, cost_per_year, true},
    [RANK_NET_PER_KRONA] = {krona_parts, net_per_krona, false},
};

const char *const rank_measure_name[N_RANK_MEASURES] = {
    [RANK_PAYBACK] = "chance_of_payback",
    [RANK_NET] = "net_saving",
    [RANK_COST_PER_YEAR] = "cost_per_avoided_year",
    [RANK_NET_PER_KRONA] = "net_saving_per_krona",
};
const char *const rank_measure_unit[N_RANK_MEASURES] = {
    [RANK_PAYBACK] = "share",
    [RANK_NET] = "kronor",
    [RANK_COST_PER_YEAR] = "kronor per year",
    [RANK_NET_PER_KRONA] = "kronor per krona",
};

static bool is_better(RankMeasure measure, double a, double b)
{
    if (measures[measure].least_first) {
        double least = a;
        a = b;
        b = least;
    }
    if (isinf(a) || isinf(b)) return a > b;
    return a - b > EQUAL * fmax(fabs(a), fabs(b));
}

/* A scenario with what it is sorted by: the largest first, equal ones in the order given. */
typedef struct {
    double key;
    int scenario;
} Place;

static int by_key(const void *left, const void *right)
{
    const Place *a = left, *b = right;
    if (a->key != b->key) return a->key > b->key ? -1 : 1;
    return a->scenario - b->scenario;
}

/* One measure and uncertainty under work. */
typedef struct {
    const Contender *contender;
    int n, n_blocks, per_world, n_paired;
    const int *paired; /* [n_paired] */
    size_t n_columns;
    RankMeasure measure;
    Uncertainty uncertainty;
    double *value;          /* [scenario][column] */
    double *scratch, *copy; /* [n_columns] */
    double *holds;          /* [scenario][n] */
    double *beats;          /* [paired][paired] */
    int *rank;              /* [n] in the column under work */
    Place *place;           /* [n] */
    Standing *standing;     /* [n] */
} Sheet;

static Parts parts_at(const Sheet *sheet, int scenario, size_t column)
{
    const Contender *contender = &sheet->contender[scenario];
    return measures[sheet->measure].parts(contender->net[sheet->uncertainty][column],
                                          contender->avoided[sheet->uncertainty][column],
                                          contender->cost[column / (size_t)sheet->per_world]);
}

/* The measure of the means, and its error: the residuals (x - R y) / mean y of a ratio R of means have
 * the error of the ratio to first order (delta method). */
static void value_of_means(Sheet *sheet, int scenario)
{
    Standing *standing = &sheet->standing[scenario];
    Parts mean = {0, 0};
    for (size_t i = 0; i < sheet->n_columns; i++) {
        Parts parts = parts_at(sheet, scenario, i);
        mean.of += parts.of;
        mean.by += parts.by;
    }
    mean.of /= (double)sheet->n_columns;
    mean.by /= (double)sheet->n_columns;
    standing->value = measures[sheet->measure].value(mean);
    standing->mcse = NAN;
    if (!isfinite(standing->value)) return;
    for (size_t i = 0; i < sheet->n_columns; i++) {
        Parts parts = parts_at(sheet, scenario, i);
        sheet->copy[i] = mean.by == 0 ? 0 : (parts.of - standing->value * parts.by) / mean.by;
    }
    standing->mcse = spread_of(sheet->copy, sheet->scratch, sheet->n_columns, sheet->n_blocks).mcse;
}

static void take_values(Sheet *sheet, int scenario)
{
    Standing *standing = &sheet->standing[scenario];
    double *value = sheet->value + (size_t)scenario * sheet->n_columns;
    for (size_t i = 0; i < sheet->n_columns; i++) {
        value[i] = measures[sheet->measure].value(parts_at(sheet, scenario, i));
        sheet->copy[i] = value[i];
    }
    Spread spread = spread_of(sheet->copy, sheet->scratch, sheet->n_columns, 1);
    *standing = (Standing){.p05 = spread.p05,
                           .p25 = spread.p25,
                           .p50 = spread.p50,
                           .p75 = spread.p75,
                           .p95 = spread.p95};
    value_of_means(sheet, scenario);
}

/* A rank is one more than the number of those who are better: in order of their values, a beginning,
 * which only grows from one to the next. */
static void rank_places(const Sheet *sheet)
{
    double sign = measures[sheet->measure].least_first ? -1 : 1;
    Place *place = sheet->place;
    int n_better = 0;
    qsort(place, (size_t)sheet->n, sizeof *place, by_key);
    for (int i = 0; i < sheet->n; i++) {
        while (is_better(sheet->measure, sign * place[n_better].key, sign * place[i].key))
            n_better++;
        sheet->rank[place[i].scenario] = n_better + 1;
    }
}

static void rank_column(const Sheet *sheet, size_t column)
{
    double sign = measures[sheet->measure].least_first ? -1 : 1;
    size_t n = (size_t)sheet->n;
    for (size_t a = 0; a < n; a++)
        sheet->place[a] = (Place){sign * sheet->value[a * sheet->n_columns + column], (int)a};
    rank_places(sheet);
    for (size_t a = 0; a < n; a++) sheet->holds[a * n + (size_t)sheet->rank[a] - 1] += 1;
}

static void compare_pair(const Sheet *sheet, int a, int b)
{
    const double *of_a = sheet->value + (size_t)sheet->paired[a] * sheet->n_columns;
    const double *of_b = sheet->value + (size_t)sheet->paired[b] * sheet->n_columns;
    size_t n_better = 0;
    for (size_t i = 0; i < sheet->n_columns; i++)
        n_better += is_better(sheet->measure, of_a[i], of_b[i]);
    sheet->beats[a * sheet->n_paired + b] = (double)n_better / (double)sheet->n_columns;
}

static int rank_quantile(const double *holds, int n, double p)
{
    double upto = 0;
    for (int i = 0; i < n; i++) {
        upto += holds[i];
        if (upto >= p - 1e-9) return i + 1;
    }
    return n;
}

static void rank_all(Sheet *sheet)
{
    size_t n = (size_t)sheet->n;
    for (size_t i = 0; i < sheet->n_columns; i++) rank_column(sheet, i);
    for (size_t i = 0; i < n * n; i++) sheet->holds[i] /= (double)sheet->n_columns;
    for (int a = 0; a < sheet->n; a++) {
        Standing *standing = &sheet->standing[a];
        const double *holds = sheet->holds + (size_t)a * n;
        standing->rank = 1;
        for (int b = 0; b < sheet->n; b++)
            standing->rank += is_better(sheet->measure, sheet->standing[b].value, standing->value);
        standing->first = holds[0];
        standing->rank_p05 = rank_quantile(holds, sheet->n, 0.05);
        standing->rank_p50 = rank_quantile(holds, sheet->n, 0.50);
        standing->rank_p95 = rank_quantile(holds, sheet->n, 0.95);
    }
}

/* What is kept of the paired ones. */
static Status pair_all(const Sheet *sheet, Arena *arena)
{
    Status status = STATUS_OK;
    size_t n = (size_t)sheet->n;
    for (int a = 0; a < sheet->n_paired; a++)
        for (int b = 0; b < sheet->n_paired; b++) compare_pair(sheet, a, b);
    for (int a = 0; a < sheet->n_paired; a++) {
        Standing *standing = &sheet->standing[sheet->paired[a]];
        double *holds, *beats;
        ARENA_TRY(arena, holds, n);
        ARENA_TRY(arena, beats, n);
        memcpy(holds, sheet->holds + (size_t)sheet->paired[a] * n, n * sizeof *holds);
        for (size_t b = 0; b < n; b++) beats[b] = NAN;
        for (int b = 0; b < sheet->n_paired; b++)
            beats[sheet->paired[b]] = sheet->beats[a * sheet->n_paired + b];
        standing->holds = holds;
        standing->beats = beats;
    }
out:
    return status;
}

static Status rank_by(Sheet *sheet, Ranking *ranking)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    size_t n = (size_t)sheet->n, n_paired = (size_t)sheet->n_paired;
    ARENA_TRY(&ranking->arena, sheet->standing, n);
    ARENA_TRY(&scratch, sheet->holds, n * n);
    ARENA_TRY(&scratch, sheet->beats, n_paired * n_paired);
    ARENA_TRY(&scratch, sheet->value, n * sheet->n_columns);
    ARENA_TRY(&scratch, sheet->scratch, sheet->n_columns);
    ARENA_TRY(&scratch, sheet->copy, sheet->n_columns);
    ARENA_TRY(&scratch, sheet->rank, n);
    ARENA_TRY(&scratch, sheet->place, n);
    for (int i = 0; i < sheet->n; i++) take_values(sheet, i);
    rank_all(sheet);
    TRY(pair_all(sheet, &ranking->arena));
    ranking->standing[sheet->measure][sheet->uncertainty] = sheet->standing;
out:
    arena_free(&scratch);
    return status;
}

static Status choose_paired(const Contender *contender, Ranking *ranking)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    Place *place;
    bool *chosen;
    int n = ranking->n, at = 0;
    ranking->n_paired = n < MOST_PAIRED ? n : MOST_PAIRED;
    ARENA_TRY(&ranking->arena, ranking->paired, ranking->n_paired);
    ARENA_TRY(&scratch, place, n);
    ARENA_TRY(&scratch, chosen, n);
    for (int i = 0; i < n; i++) {
        place[i] = (Place){0, i};
        for (int w = 0; w < ranking->n_worlds; w++)
            place[i].key += contender[i].net[UNCERTAINTY_KNOWLEDGE][w];
    }
    qsort(place, (size_t)n, sizeof *place, by_key);
    for (int i = 0; i < ranking->n_paired; i++) chosen[place[i].scenario] = true;
    for (int i = 0; i < n; i++)
        if (chosen[i]) ranking->paired[at++] = i;
out:
    arena_free(&scratch);
    return status;
}

Status ranking_make(const Contender *contender, int n, int n_worlds, int n_replicates,
                    Ranking *ranking)
{
    Status status = STATUS_OK;
    *ranking = (Ranking){.n = n, .n_worlds = n_worlds, .n_replicates = n_replicates};
    TRY(choose_paired(contender, ranking));
    for (int i = 0; i < N_RANK_MEASURES * N_UNCERTAINTIES; i++) {
        Uncertainty uncertainty = (Uncertainty)(i % N_UNCERTAINTIES);
        bool lucky = uncertainty == UNCERTAINTY_LUCK;
        Sheet sheet = {.contender = contender,
                       .n = n,
                       .n_blocks = n_worlds / WORLDS_PER_BLOCK,
                       .per_world = lucky ? n_replicates / n_worlds : 1,
                       .n_paired = ranking->n_paired,
                       .paired = ranking->paired,
                       .n_columns = (size_t)(lucky ? n_replicates : n_worlds),
                       .measure = (RankMeasure)(i / N_UNCERTAINTIES),
                       .uncertainty = uncertainty};
        TRY(rank_by(&sheet, ranking));
    }
out:
    if (status != STATUS_OK) ranking_free(ranking);
    return status;
}

void ranking_free(Ranking *ranking)
{
    arena_free(&ranking->arena);
    *ranking = (Ranking){0};
}
