/* rows.h: the arithmetic of one row of transitions.
 * Read by world, kinds, bend, bent, effects, decisions and years; tested on its own. */
#ifndef LIVSBANA_ENGINE_ROWS_H
#define LIVSBANA_ENGINE_ROWS_H

#include "base/lanes.h"

/* Rows and the ratios upon them are filled up to a multiple of 4: what stands there is 0 in a row, and
 * any finite number among ratios. */

/* How people leave a row: by hazard ratios it bends as this tells. */
typedef struct {
    double p, log_stays; /* -INFINITY where nobody stays */
} RowLeaving;

RowLeaving row_leaving(const double *p, int n, int stay);
/* The two steps of row_bend. */
void row_bend_hazards(double *p, int n, int stay, RowLeaving leaving, const double *hazard);
void row_bend_odds(double *p, int n, const double *odds);
static inline void row_copy(const double *from, int n, double *to)
{
    for (int j = 0; j < n; j += 4) *(Four *)(to + j) = *(const Four *)(from + j);
}

/* Are all ratios 1, but for that upon staying? */
bool row_ones(const double *ratio, int n, int stay);
/* Bends the row p[n] (sums to 1) whose staying probability stands at `stay` (-1: nobody may stay).
 * First hazard ratios: cause-specific yearly hazards l_j = -ln(p_stay) p_j / (1 - p_stay), times
 * hazard[j]; p_stay = exp(-sum l), p_j = (1 - p_stay) l_j / sum l. Then odds ratios: p_j odds[j],
 * renormalised (against staying, whose odds[stay] is 1 unless an outcome is staying itself). */
void row_bend(double *p, int n, int stay, const double *hazard, const double *odds);

/* p' with odds p'/(1-p') = ratio p/(1-p). */
double odds_times(double p, double ratio);

#endif
