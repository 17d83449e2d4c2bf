#include "engine/rows.h"

#include <math.h>

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

typedef int64_t Bits __attribute__((vector_size(32)));
typedef uint32_t FourWords __attribute__((vector_size(16), aligned(4), may_alias));

static const double WHOLE = 4503599627370496.0; /* 2^52 */

/* The whole part of numbers from 0 to 2^32, in the low bits: 2^52 more, a number's last digits are its
 * nearest whole number, of which 1 is taken where that lies above. */
LANES_BODY void cut(Bits *word)
{
    Four number = (Four)*word, moved = number + WHOLE, over = number - (moved - WHOLE);
    *word = (Bits)moved + ((Bits)over >> 63);
}

/* A row's thresholds, by fours. Numbers from 0 up are in the order of their bits (see kinds.c). */
LANES_BODY void make_row(const double *p, int n, double q, int width, uint32_t *threshold)
{
    const Bits last = (Bits)((Four){0} + LAST_WORD);
    Bits behind = (Bits){0, 1, 2, 3} - (n - 1); /* below 0 before the last target */
    double sum = 0, words = (1 - q) * 4294967296.0;
    for (int j = 0; j < width; j += 4, behind += 4) {
        double first = sum + p[j], second = first + p[j + 1], third = second + p[j + 2];
        sum = third + p[j + 3];
        Bits word = (Bits)((Four){first, second, third, sum} * words + 0.5);
        Bits stays = (behind >> 63) & ~((last - word) >> 63);
        word = (word & stays) | (last & ~stays);
        cut(&word);
        *(FourWords *)(threshold + j) = __builtin_convertvector(word, FourWords);
    }
}

/* Rows stand far apart: the memory of one so many ahead is asked for already. */
enum { AHEAD = 8 };

#define DEFINE(suffix, attributes)                                                             \
    attributes static void thresholds_##suffix(const ThresholdRows *rows, uint32_t *threshold) \
    {                                                                                          \
        for (int r = 0; r < rows->n_rows; r++, threshold += rows->width) {                     \
            __builtin_prefetch(rows->p[r + AHEAD < rows->n_rows ? r + AHEAD : r]);             \
            make_row(rows->p[r], rows->n[r], rows->q[r], rows->width, threshold);              \
        }                                                                                      \
    }
LANES_EACH(DEFINE)

void row_thresholds(LaneTarget target, const ThresholdRows *rows, uint32_t *threshold)
{
    static void (*const make[N_LANE_TARGETS])(const ThresholdRows *,
                                              uint32_t *) = LANES_TABLE(thresholds);
    make[target](rows, threshold);
}

double odds_times(double p, double ratio)
{
    return p * ratio / (1 - p + p * ratio);
}
