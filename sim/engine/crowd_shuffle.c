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
    for (int k = 0; k < age->most - 1; k++) {
        Signed above = (Signed)of_node(threshold[k], node, wide) > (Signed)word;
        if (by_one)
            next += 1 + (Lanes)above;
        else
            next += of_node(age->step[k], node, wide) & ~(Lanes)above;
    }
    return next;
}

/* Counts eight people of an arm and moves them on; `here` are those of them who are meant. */
LANES_BODY void step_arm(const TileYear *year, const Shuffles *shuffles, int arm, int i, Lanes word,
                         Lanes here, int n, bool wide, bool by_one)
{
    CrowdTile *tile = year->tile;
    const CrowdAge *age = year->age;
    Lanes *at = (Lanes *)(tile->node[arm] + i), node = *at;
    Lanes cell = of_node(age->cell[year->sex], node, wide);
    Lanes place = *(const Lanes *)(tile->cells + i) + age->cells_before + cell;
    place &= ~(Lanes)((Signed)cell < 0);
    uint32_t *counts = year->cell[arm];
    for (int l = 0; l < n; l++) counts[place[l]]++;
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
    const uint32_t *words = year->tile->word[year->age->at->age % 4];
    const Lanes index = {0, 1, 2, 3, 4, 5, 6, 7};
    for (int i = year->from; i < year->to; i += LANES) {
        int n = year->to - i;
        Lanes word = *(const Lanes *)(words + i) ^ SIGN;
        for (int arm = 0; arm < N_ARMS; arm++) {
            if (n >= LANES)
                step_arm(year, shuffles, arm, i, word, ~(Lanes){0}, LANES, wide, by_one);
            else
                step_arm(year, shuffles, arm, i, word, (Lanes)(index < (uint32_t)n), n, wide,
                         by_one);
        }
    }
}

/* Thresholds stand by node in a table; here by position. */
static void lay_thresholds(const CrowdAge *age, const YearTable *table, NodeValues *threshold)
{
    const AgePlan *at = age->at;
    for (int v = 0; v < at->n_nodes; v++) {
        const uint32_t *row = table->threshold + v * at->stride;
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
