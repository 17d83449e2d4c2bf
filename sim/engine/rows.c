#include "engine/rows.h"

#include <math.h>

typedef int64_t Bits __attribute__((vector_size(8 * ABREAST), aligned(8), may_alias));

RowLeaving row_leaving(const double *p, int n, int stay)
{
    double stays = stay >= 0 ? p[stay] : 0, leaves = 0;
    for (int j = 0; j < n; j++)
        if (j != stay) leaves += p[j];
    return (RowLeaving){leaves, stays > 0 ? log(stays) : -INFINITY};
}

void row_bend_hazards(double *p, int n, int stay, RowLeaving leaving, const double *hazard)
{
    double sum = 0, stays = 0;
    if (leaving.p <= 0) return;
    for (int j = 0; j < n; j++)
        if (j != stay) sum += p[j] * hazard[j];
    if (leaving.log_stays > -INFINITY) stays = exp(leaving.log_stays * sum / leaving.p);
    double scale = sum > 0 ? (1 - stays) / sum : 0;
    for (int j = 0; j < n; j += 4)
        *(Four *)(p + j) = *(Four *)(p + j) * *(const Four *)(hazard + j) * scale;
    if (stay >= 0) p[stay] = stays;
}

void row_bend_odds(double *p, int n, const double *odds)
{
    double sum = 0;
    for (int j = 0; j < n; j += 4) {
        Four now = *(Four *)(p + j) * *(const Four *)(odds + j);
        for (int l = 0; l < 4 && j + l < n; l++) sum += now[l];
        *(Four *)(p + j) = now;
    }
    for (int j = 0; j < n; j += 4) *(Four *)(p + j) /= sum;
}

bool row_ones(const double *ratio, int n, int stay)
{
    bool ones = true;
    for (int j = 0; j < n; j++) ones &= j == stay || ratio[j] == 1;
    return ones;
}

void row_bend(double *p, int n, int stay, const double *hazard, const double *odds)
{
    if (!row_ones(hazard, n, stay))
        row_bend_hazards(p, n, stay, row_leaving(p, n, stay), hazard);
    if (!row_ones(odds, n, -1)) row_bend_odds(p, n, odds);
}

static const double LAST_WORD = 4294967295.0;

void row_cumulate(const double *p, int n, double q, int width, double *word)
{
    double cumulated = 0, words = (1 - q) * 4294967296.0;
    for (int j = 0; j < n - 1; j++) {
        cumulated += p[j];
        word[j] = cumulated * words + 0.5;
    }
    for (int j = n > 0 ? n - 1 : 0; j < width; j++) word[j] = LAST_WORD;
}

/* Words are 0 or more, so their bits are in their own order; see kinds.c. */
LANES_BODY void round_lanes(const double *word, int n, uint32_t *threshold)
{
    const Bits last = (Bits)((Abreast){0} + LAST_WORD);
    for (int i = 0; i < n; i += ABREAST) {
        Bits now = *(const Bits *)(word + i), above = (last - now) >> 63;
        now = (now & ~above) | (last & above);
        *(Lanes *)(threshold + i) = __builtin_convertvector((Abreast)now, Lanes);
    }
}

#define DEFINE(suffix, attributes)                                                             \
    attributes static void round_##suffix(const double *word, int n, uint32_t *threshold)      \
    {                                                                                          \
        round_lanes(word, n, threshold);                                                       \
    }
LANES_EACH(DEFINE)

void words_round(LaneTarget target, const double *word, int n, uint32_t *threshold)
{
    static void (*const round[N_LANE_TARGETS])(const double *, int,
                                               uint32_t *) = LANES_TABLE(round);
    round[target](word, n, threshold);
}

double odds_times(double p, double ratio)
{
    return p * ratio / (1 - p + p * ratio);
}
