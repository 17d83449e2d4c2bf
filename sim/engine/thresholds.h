/* thresholds.h: rows of transitions as whole numbers that random words are held against.
 * Read by plan, told, years, crowd and lives; tested on its own. */
#ifndef LIVSBANA_ENGINE_THRESHOLDS_H
#define LIVSBANA_ENGINE_THRESHOLDS_H

#include "base/lanes.h"

enum { FEW_THRESHOLDS = 8 }; /* of a row that may stand by position */

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

#endif
