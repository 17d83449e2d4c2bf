/* rows.h: the arithmetic of one row of transitions.
 * Read by plan, world, kinds, told, bend, effects, decisions and years; tested on its own. */
#ifndef LIVSBANA_ENGINE_ROWS_H
#define LIVSBANA_ENGINE_ROWS_H

#include "base/lanes.h"

#include <stdint.h>

enum { FEW_THRESHOLDS = 8 }; /* of a row that may stand by position */

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

/* Rows p[n_rows] of n[n_rows] targets under chances q[n_rows] to go to their last target first. Memory
 * behind a row is read up to `width`, a multiple of 4. */
typedef struct {
    int n_rows, width;
    const double *const *p;
    const int *n;
    const double *q;
} ThresholdRows;

/* The luck of a year: WORD_BITS of a random word, so that words and thresholds are the same numbers with or
 * without a sign, and sums of them keep room above. */
enum { WORD_BITS = 30 };
#define WORD_OF(random) ((random) >> (32 - WORD_BITS)) /* of one or of a vector of them */
static const uint32_t NO_WORD = 0x7fffffff;            /* a threshold that no word passes */

/* Their thresholds, threshold[n_rows][width]: a word w goes to the number of thresholds that are not above
 * it. A cumulated probability of 1 is 2^WORD_BITS, which no word passes. The last target's is NO_WORD, and
 * so are those behind it. */
void row_thresholds(LaneTarget target, const ThresholdRows *rows, uint32_t *threshold);

/* The first n_positions thresholds of rows side by side: row[n_lanes] tells whose stand in a lane,
 * behind[n_lanes] how far its first target stands behind its last (0 or less); n_lanes is a multiple of
 * LANES. */
typedef struct {
    int n_positions, n_lanes;
    const int *row, *behind;
} ThresholdLanes;

/* Those into threshold[n_positions][n_lanes]. */
void row_positions(LaneTarget target, const ThresholdRows *rows, const ThresholdLanes *lanes,
                   uint32_t *threshold);

/* Rows told as products, of tables of eight lanes: of one table, or of two side by side, so that registers are
 * full, where those in the last two lanes can only stay. n targets' constants times n_factors
 * factor[][n][width] each, width being told_width. A row stays, where stay[n][width] has all bits, with what it
 * leaves to staying; full[width] has all bits where no target is that, and the row sums to 1 by itself. Whose
 * these are told_place tells; before[n - 1][LANES] has all bits of the targets before a lane's last. Nobody dies
 * first. */
enum { TOLD_TABLES = 2 };
typedef struct {
    int n, n_factors, n_tables; /* n is odd, and at most FEW_THRESHOLDS + 1 */
    const double *factor;       /* of targets that a row has not, too: their constants are 0 */
    const uint64_t *stay, *full;
    const uint32_t *before;
} ToldRows;

/* Such tables: constant[n][width], as numbers of words (2^WORD_BITS is 1), and where the thresholds of each go:
 * [n - 1][LANES]. */
typedef struct {
    const double *constant;
    uint32_t *threshold[TOLD_TABLES];
} ToldLot;

/* Whose number stands at a place of told rows. */
typedef struct {
    int table, lane;
} ToldPlace;

static inline int told_width(int n_tables)
{
    return LANES / 2 * (n_tables + 1);
}
ToldPlace told_place(int n_tables, int place);

/* The very thresholds that row_positions makes of such rows, of n lots of tables. False where a row may be
 * impossible, for factors from 0 up: its sum is off by more than tolerance. */
bool row_told(LaneTarget target, const ToldRows *rows, const ToldLot *lot, int n, double tolerance);

/* p' with odds p'/(1-p') = ratio p/(1-p). */
double odds_times(double p, double ratio);

#endif
