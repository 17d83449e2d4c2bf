#include "engine/rows.h"

#include <math.h>

static void bend_hazards(double *p, int n, int stay, const double *hazard)
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

static void bend_odds(double *p, int n, const double *odds)
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
    if (!all_ones(hazard, n, stay)) bend_hazards(p, n, stay, hazard);
    if (!all_ones(odds, n, -1)) bend_odds(p, n, odds);
}

void row_thresholds(const double *p, int n, double q, uint32_t *threshold)
{
    double cumulated = 0, words = (1 - q) * 4294967296.0;
    for (int j = 0; j < n; j++) {
        cumulated += p[j];
        double at = cumulated * words + 0.5;
        threshold[j] = at >= 4294967295.0 ? UINT32_MAX : (uint32_t)at;
    }
    if (n > 0) threshold[n - 1] = UINT32_MAX;
}

double odds_times(double p, double ratio)
{
    return p * ratio / (1 - p + p * ratio);
}
