#include "analysis/tallies.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void tallies_free(Tallies *tallies)
{
    free(tallies->tally);
    arena_free(&tallies->arena);
    *tallies = (Tallies){0};
}

/* The tally of the next question; NULL when memory runs out. */
static Tally *next_tally(Tallies *tallies)
{
    if (tallies->next < tallies->n) return &tallies->tally[tallies->next++];
    if (tallies->n == tallies->capacity) {
        int wanted = tallies->capacity ? 2 * tallies->capacity : 256;
        Tally *grown = realloc(tallies->tally, (size_t)wanted * sizeof *grown);
        if (!grown) {
            tallies->out_of_memory = true;
            return NULL;
        }
        tallies->tally = grown;
        tallies->capacity = wanted;
    }
    memset(&tallies->tally[tallies->n++], 0, sizeof(Tally));
    return &tallies->tally[tallies->next++];
}

void round_begin(const Round *round)
{
    if (round->tallies) round->tallies->next = 0;
}

double round_replicates(const Round *round)
{
    return (double)round->evaluation->n_replicates * (round->number + 1);
}

Spread round_spread(const Round *round, double *value, double *scratch)
{
    Tallies *tallies = round->tallies;
    size_t n = (size_t)round->evaluation->n_replicates;
    if (!tallies) return spread_of(value, scratch, n, round->evaluation->n_blocks);
    Tally *tally = next_tally(tallies);
    if (!tally) return (Spread){0};
    moments_add(&tally->moments, value, n);
    for (size_t i = 0; i < n; i++) tallies->strange |= !(value[i] > -INFINITY);
    for (size_t i = 0; i < n && !tallies->out_of_memory && !tallies->strange; i++)
        tallies->out_of_memory = !sketch_add(&tally->sketch, &tallies->arena, value[i]);
    Spread spread = moments_spread(&tally->moments);
    if (round->number + 1 < round->n || tallies->strange || tallies->out_of_memory) return spread;
    spread.p05 = sketch_quantile(&tally->sketch, 0.05);
    spread.p25 = sketch_quantile(&tally->sketch, 0.25);
    spread.p50 = sketch_quantile(&tally->sketch, 0.50);
    spread.p75 = sketch_quantile(&tally->sketch, 0.75);
    spread.p95 = sketch_quantile(&tally->sketch, 0.95);
    return spread;
}

double round_sum(const Round *round, const double *value, size_t n)
{
    Tally *tally = round->tallies ? next_tally(round->tallies) : NULL;
    double sum = tally ? tally->sum : 0;
    for (size_t i = 0; i < n; i++) sum += value[i];
    if (tally) tally->sum = sum;
    return sum;
}

double round_count(const Round *round, size_t count)
{
    double value = (double)count;
    return round_sum(round, &value, 1);
}
