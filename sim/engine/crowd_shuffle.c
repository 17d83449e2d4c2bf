#include "engine/crowd_tile.h"

/* A year of a tile where few nodes are open. The k-th thresholds of all nodes fill one register of
 * eight numbers, or two; a shuffle by the people's nodes fetches each person's own. Words and thresholds
 * are moved by SIGN, because vector units compare signed numbers. Clang has no shuffle by variables:
 * its builds look up. */

#if defined __GNUC__ && !defined __clang__

#pragma GCC diagnostic ignored "-Wpsabi" /* no vector crosses a call: every body is inlined */

typedef int32_t Signed __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

static const uint32_t SIGN = 0x80000000;

/* The thresholds of a year's two tables by position and node. */
typedef struct {
    NodeValues threshold[N_ARMS][SHUFFLED_THRESHOLDS];
} Shuffles;

/* A node's value for every person. */
LANES_BODY Lanes of_node(const uint32_t *value, Lanes node, bool wide)
{
    Lanes low = *(const Lanes *)value;
    if (!wide) return __builtin_shuffle(low, node);
    return __builtin_shuffle(low, *(const Lanes *)(value + LANES), node);
}

LANES_BODY Lanes next_node(const CrowdAge *age, const NodeValues *threshold, Lanes word, Lanes node,
                           bool wide, bool by_one)
{
    Lanes next = of_node(age->first, node, wide);
    if (by_one) next += (uint32_t)(age->most - 1);
    for (int k = 0; k < age->most - 1; k++) {
        Lanes above = (Lanes)((Signed)of_node(threshold[k], node, wide) > (Signed)word);
        if (by_one)
            next += above; /* -1 or 0 */
        else
            next += of_node(age->step[k], node, wide) & ~above;
    }
    return next;
}

/* ---- counting ---- */

/* The sum of 16-bit halves over the eight. */
LANES_BODY uint32_t sum_halves(Lanes x)
{
    x += __builtin_shuffle(x, (Lanes){4, 5, 6, 7, 0, 1, 2, 3});
    x += __builtin_shuffle(x, (Lanes){2, 3, 0, 1, 2, 3, 0, 1});
    x += __builtin_shuffle(x, (Lanes){1, 0, 1, 0, 1, 0, 1, 0});
    return x[0];
}

/* People who count in the same places: a byte of each lane counts a node, and is emptied at the end; a
 * tile is too small for it to overflow. */
LANES_BODY void count_alike(const TileYear *year, int arm, int from, int n)
{
    const CrowdAge *age = year->age;
    const uint32_t *node = year->tile->node[arm] + from;
    const Lanes index = {0, 1, 2, 3, 4, 5, 6, 7};
    Lanes sum[2] = {{0}, {0}};
    int i = 0;
    for (; i + LANES <= n; i += LANES) {
        for (int j = 0; j < 2; j++)
            sum[j] += of_node(age->one[j], *(const Lanes *)(node + i), false);
    }
    for (int j = 0; j < 2 && i < n; j++)
        sum[j] += of_node(age->one[j], *(const Lanes *)(node + i), false) &
                  (Lanes)(index < (uint32_t)(n - i));
    uint32_t *count = year->cell[arm];
    uint32_t cells = year->tile->cells[from] + age->cells_before;
    for (int j = 0; j < 2; j++) {
        uint32_t even = sum_halves(sum[j] & 0x00ff00ff), odd = sum_halves(sum[j] >> 8 & 0x00ff00ff);
        uint32_t people[4] = {even & 0xffff, odd & 0xffff, even >> 16, odd >> 16};
        for (int v = 4 * j; v < 4 * j + 4 && v < age->at->n_nodes; v++) {
            uint32_t cell = age->cell[year->sex][v];
            if (cell != (uint32_t)ANY) count[cells + cell] += people[v % 4];
        }
    }
}

LANES_BODY void count_each(const TileYear *year, int arm, int from, int n, bool wide)
{
    const CrowdAge *age = year->age;
    uint32_t *count = year->cell[arm];
    for (int i = from; i < from + n; i += LANES) {
        uint32_t place[LANES];
        Lanes cell = of_node(age->cell[year->sex], *(const Lanes *)(year->tile->node[arm] + i),
                             wide);
        Lanes at = *(const Lanes *)(year->tile->cells + i) + age->cells_before + cell;
        *(Lanes *)place = at & ~(Lanes)((Signed)cell < 0);
        for (int l = 0; l < LANES && i + l < from + n; l++) count[place[l]]++;
    }
}

LANES_BODY void count_people(const TileYear *year, bool wide)
{
    const CrowdTile *tile = year->tile;
    for (int p = 0; p < tile->n_pieces; p++) {
        const TilePiece *piece = &tile->piece[p];
        int from = piece->first > year->from ? piece->first : year->from;
        int to = piece->first + piece->n < year->to ? piece->first + piece->n : year->to;
        for (int arm = 0; arm < N_ARMS && from < to; arm++) {
            if (piece->alike && !wide)
                count_alike(year, arm, from, to - from);
            else
                count_each(year, arm, from, to - from, wide);
        }
    }
}

/* ---- moving ---- */

/* Moves eight people of an arm on; `here` are those of them who are meant. */
LANES_BODY void step_arm(const TileYear *year, const Shuffles *shuffles, int arm, int i, Lanes word,
                         Lanes here, bool wide, bool by_one)
{
    CrowdTile *tile = year->tile;
    const CrowdAge *age = year->age;
    Lanes *at = (Lanes *)(tile->node[arm] + i), node = *at;
    Lanes next = next_node(age, shuffles->threshold[arm], word, node, wide, by_one);
    if (arm == ARM_INTERVENTION) { /* whom the programme does not reach lives the baseline */
        Lanes reached = *(const Lanes *)(tile->reached + i);
        next = (next & reached) | (*(const Lanes *)(tile->node[ARM_BASELINE] + i) & ~reached);
    }
    Lanes entered = of_node(year->next->state, next, wide) & ~of_node(age->state, node, wide);
    *(Lanes *)(tile->entered[arm] + i) |= entered & here;
    *(Lanes *)(tile->excluded[arm] + i) += of_node(age->excluded, node, wide) & here;
    *at = (next & here) | (node & ~here);
}

LANES_BODY void step_people(const TileYear *year, const Shuffles *shuffles, bool wide, bool by_one)
{
    count_people(year, wide);
    const uint32_t *words = year->tile->word[year->age->at->age % 4];
    const Lanes index = {0, 1, 2, 3, 4, 5, 6, 7};
    for (int i = year->from; i < year->to; i += LANES) {
        int n = year->to - i;
        Lanes word = *(const Lanes *)(words + i) ^ SIGN;
        for (int arm = 0; arm < N_ARMS; arm++) {
            if (n >= LANES)
                step_arm(year, shuffles, arm, i, word, ~(Lanes){0}, wide, by_one);
            else
                step_arm(year, shuffles, arm, i, word, (Lanes)(index < (uint32_t)n), wide, by_one);
        }
    }
}

/* Thresholds stand by node in a table; here by position. Eight rows of eight are turned in three rounds,
 * each of which swaps halves of a larger square. */
LANES_BODY void turn_thresholds(const CrowdAge *age, const YearTable *table, NodeValues *threshold)
{
    Lanes row[LANES], half[LANES];
    for (int v = 0; v < LANES; v++) {
        int of = age->at->row[v < age->at->n_nodes ? v : 0];
        row[v] = *(const Lanes *)(table->threshold + of * LANES) ^ SIGN;
    }
    for (int v = 0; v < LANES; v += 2) {
        half[v] = __builtin_shuffle(row[v], row[v + 1], (Lanes){0, 8, 2, 10, 4, 12, 6, 14});
        half[v + 1] = __builtin_shuffle(row[v], row[v + 1], (Lanes){1, 9, 3, 11, 5, 13, 7, 15});
    }
    for (int v = 0; v < LANES; v++) {
        if (v & 2) continue;
        row[v] = __builtin_shuffle(half[v], half[v + 2], (Lanes){0, 1, 8, 9, 4, 5, 12, 13});
        row[v + 2] = __builtin_shuffle(half[v], half[v + 2], (Lanes){2, 3, 10, 11, 6, 7, 14, 15});
    }
    for (int k = 0; k < LANES / 2; k++) {
        *(Lanes *)threshold[k] = __builtin_shuffle(row[k], row[k + 4],
                                                   (Lanes){0, 1, 2, 3, 8, 9, 10, 11});
        *(Lanes *)threshold[k + 4] = __builtin_shuffle(row[k], row[k + 4],
                                                       (Lanes){4, 5, 6, 7, 12, 13, 14, 15});
    }
}

LANES_BODY void lay_thresholds(const CrowdAge *age, const YearTable *table, NodeValues *threshold)
{
    const AgePlan *at = age->at;
    if (at->stride == LANES && at->n_nodes <= LANES) {
        turn_thresholds(age, table, threshold);
        return;
    }
    for (int v = 0; v < at->n_nodes; v++) {
        const uint32_t *row = table->threshold + at->row[v] * at->stride;
        for (int k = 0; k < age->most - 1; k++) threshold[k][v] = row[k] ^ SIGN;
    }
}

LANES_BODY void shuffle_year(const TileYear *year)
{
    Shuffles shuffles;
    const CrowdAge *age = year->age;
    for (int arm = 0; arm < N_ARMS; arm++)
        lay_thresholds(age, year->table[arm], shuffles.threshold[arm]);
    bool wide = age->at->n_nodes > LANES || year->next->at->n_nodes > LANES;
    if (wide)
        step_people(year, &shuffles, true, false);
    else if (age->steps_by_one)
        step_people(year, &shuffles, false, true);
    else
        step_people(year, &shuffles, false, false);
}

#define DEFINE(suffix, attributes)                                     \
    attributes static void shuffle_year_##suffix(const TileYear *year) \
    {                                                                  \
        shuffle_year(year);                                            \
    }
LANES_EACH(DEFINE)

void crowd_shuffle_year(const TileYear *year, LaneTarget target)
{
    crowd_unlist(year->tile, year->age->at);
    static void (*const copy[N_LANE_TARGETS])(const TileYear *) = LANES_TABLE(shuffle_year);
    copy[target](year);
}

bool crowd_can_shuffle(void)
{
    return true;
}

#else

void crowd_shuffle_year(const TileYear *year, LaneTarget target)
{
    (void)target;
    crowd_look_up_year(year);
}

bool crowd_can_shuffle(void)
{
    return false;
}

#endif
