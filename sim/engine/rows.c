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
    if (!row_ones(hazard, n, stay)) row_bend_hazards(p, n, stay, row_leaving(p, n, stay), hazard);
    if (!row_ones(odds, n, -1)) row_bend_odds(p, n, odds);
}

static const double LAST_WORD = 4294967295.0;

/* What a row cumulates to, by fours; behind its targets but the last stands the last word. */
LANES_BODY void cumulate(const double *p, int n, double q, int width, double *word)
{
    typedef int64_t Places __attribute__((vector_size(32)));
    const Places last = (Places)((Four){0} + LAST_WORD);
    Places behind = (Places){0, 1, 2, 3} - (n - 1);
    double sum = 0, words = (1 - q) * 4294967296.0;
    for (int j = 0; j < width; j += 4, behind += 4) {
        double first = sum + p[j], second = first + p[j + 1], third = second + p[j + 2];
        sum = third + p[j + 3];
        Four now = (Four){first, second, third, sum} * words + 0.5;
        Places before = behind >> 63; /* all bits of what is not behind */
        *(Four *)(word + j) = (Four)(((Places)now & before) | (last & ~before));
    }
}

/* Words are 0 or more, so their bits are in their own order; see kinds.c. */
LANES_BODY void cut(const double *word, int n, uint32_t *threshold)
{
    const Bits last = (Bits)((Abreast){0} + LAST_WORD);
    for (int i = 0; i < n; i += ABREAST) {
        Bits now = *(const Bits *)(word + i), above = (last - now) >> 63;
        now = (now & ~above) | (last & above);
        *(Lanes *)(threshold + i) = __builtin_convertvector((Abreast)now, Lanes);
    }
}

/* Rows stand far apart: the memory of one so many ahead is asked for already. */
enum { AHEAD = 8 };

#define DEFINE(suffix, attributes)                                                             \
    attributes static void thresholds_##suffix(const ThresholdRows *rows, double *word,        \
                                               uint32_t *threshold)                            \
    {                                                                                          \
        int n = rows->n_rows * rows->width;                                                    \
        for (int r = 0; r < rows->n_rows; r++) {                                               \
            int ahead = r + AHEAD < rows->n_rows ? r + AHEAD : r;                              \
            __builtin_prefetch(rows->p[ahead]);                                                \
            cumulate(rows->p[r], rows->n[r], rows->q[r], rows->width, word + r * rows->width); \
        }                                                                                      \
        cut(word, n, threshold);                                                               \
    }
LANES_EACH(DEFINE)

void row_thresholds(LaneTarget target, const ThresholdRows *rows, double *word, uint32_t *threshold)
{
    static void (*const make[N_LANE_TARGETS])(const ThresholdRows *, double *,
                                              uint32_t *) = LANES_TABLE(thresholds);
    make[target](rows, word, threshold);
}

double odds_times(double p, double ratio)
{
    return p * ratio / (1 - p + p * ratio);
}
