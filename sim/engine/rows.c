#include "engine/rows.h"

#include <math.h>

typedef int64_t Bits __attribute__((vector_size(8 * ABREAST), aligned(8), may_alias));

void row_bend_hazards(double *p, int n, int stay, const double *hazard)
{
    double stays = stay >= 0 ? p[stay] : 0, leaves = 0, sum = 0;
    for (int j = 0; j < n; j++) {
        if (j == stay) continue;
        leaves += p[j];
        sum += p[j] * hazard[j];
    }
    if (leaves <= 0) return;
    double stays_now = 0;
    if (stays > 0) stays_now = exp(log(stays) * sum / leaves);
    double scale = sum > 0 ? (1 - stays_now) / sum : 0;
    for (int j = 0; j < n; j++) p[j] = j == stay ? stays_now : p[j] * hazard[j] * scale;
}

void row_bend_odds(double *p, int n, const double *odds)
{
    double sum = 0;
    for (int j = 0; j < n; j++) sum += p[j] * odds[j];
    for (int j = 0; j < n; j++) p[j] = p[j] * odds[j] / sum;
}

static int all_ones(const double *ratio, int n, int but)
{
    for (int j = 0; j < n; j++) {
        if (j != but && ratio[j] != 1) return 0;
    }
    return 1;
}

void row_bend(double *p, int n, int stay, const double *hazard, const double *odds)
{
    if (!all_ones(hazard, n, stay)) row_bend_hazards(p, n, stay, hazard);
    if (!all_ones(odds, n, -1)) row_bend_odds(p, n, odds);
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
