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
    for (int j = 0; j < n; j += 4) { /* what a row is filled up with adds nothing */
        Two *now = (Two *)(p + j);
        const Two *ratio = (const Two *)(odds + j);
        Two first = now[0] * ratio[0], second = now[1] * ratio[1];
        sum = sum + first[0] + first[1] + second[0] + second[1];
        now[0] = first;
        now[1] = second;
    }
    for (int j = 0; j < n; j += 4) {
        Two *now = (Two *)(p + j);
        now[0] /= sum;
        now[1] /= sum;
    }
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

double odds_times(double p, double ratio)
{
    return p * ratio / (1 - p + p * ratio);
}
