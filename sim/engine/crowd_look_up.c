#include "engine/crowd_tile.h"

/* ---- one step ---- */

/* Where a word takes a person from a node: past every threshold that is not above it, found by halving
 * and without branches; rows ascend and are filled up with what no word passes. */
static inline uint32_t find_arc(const CrowdAge *age, const YearTable *table, uint32_t node,
                                uint32_t word)
{
    uint32_t at = node * (uint32_t)age->at->stride;
    for (uint32_t n = (uint32_t)age->most; n > 1; n -= n / 2)
        at += n / 2 & -(uint32_t)(table->threshold[at + n / 2 - 1] <= word);
    return age->arc[at];
}

static inline uint32_t entered_by(uint32_t arc)
{
    return (arc >> ARC_ENTERS) << (arc >> ARC_STATE & 31);
}

/* Counts a person of one arm, or nothing after the end. */
static inline uint32_t count(const TileYear *year, int arm, int i, uint32_t node)
{
    uint32_t tally = year->age->tally[year->sex][node], cell = tally & TALLY_CELL;
    uint32_t at = year->tile->cells[i] + year->age->cells_before + cell;
    year->cell[arm][cell == TALLY_CELL ? 0 : at]++;
    return tally >> TALLY_EXCLUDED;
}

/* Both lives of a person in one; returns the next node. */
static inline uint32_t live_together(const TileYear *year, const uint32_t *word, int i)
{
    CrowdTile *tile = year->tile;
    uint32_t node = tile->node[ARM_BASELINE][i];
    uint32_t tally = year->age->tally[year->sex][node];
    uint32_t at = tile->cells[i] + year->age->cells_before + (tally & TALLY_CELL);
    year->cell[ARM_BASELINE][at]++;
    year->cell[ARM_INTERVENTION][at]++;
    tile->excluded[TOGETHER][i] += tally >> TALLY_EXCLUDED;
    uint32_t arc = find_arc(year->age, year->table[ARM_BASELINE], node, word[i]);
    tile->entered[TOGETHER][i] |= entered_by(arc);
    return arc & ARC_NODE;
}

/* One of a person's two lives. */
static inline uint32_t live_arm(const TileYear *year, const uint32_t *word, int arm, int i)
{
    CrowdTile *tile = year->tile;
    uint32_t node = tile->node[arm][i];
    tile->excluded[arm][i] += count(year, arm, i, node);
    uint32_t arc = find_arc(year->age, year->table[arm], node, word[i]);
    tile->entered[arm][i] |= entered_by(arc);
    return tile->node[arm][i] = arc & ARC_NODE;
}

/* ---- a year ---- */

void crowd_look_up_year(const TileYear *year)
{
    CrowdTile *tile = year->tile;
    crowd_unlist(tile, year->age->at);
    const uint32_t *word = tile->word[year->age->at->age % 4];
    uint32_t *a = tile->node[ARM_BASELINE], *b = tile->node[ARM_INTERVENTION];
    uint32_t end = (uint32_t)year->age->at->n_nodes - 1;
    bool one_table = year->table[ARM_BASELINE] == year->table[ARM_INTERVENTION];
    for (int i = year->from; i < year->to; i++) {
        if (a[i] != b[i] || (tile->reached[i] && !one_table)) {
            live_arm(year, word, ARM_BASELINE, i);
            live_arm(year, word, ARM_INTERVENTION, i);
        } else {
            a[i] = b[i] = a[i] == end ? (uint32_t)year->next->at->n_nodes - 1
                                      : live_together(year, word, i);
        }
    }
}

void crowd_unlist(CrowdTile *tile, const AgePlan *at)
{
    uint32_t end = (uint32_t)at->n_nodes - 1;
    bool lives[TILE] = {false};
    if (!tile->listed) return;
    for (int j = 0; j < tile->n_together; j++) lives[tile->together[j]] = true;
    for (int j = 0; j < tile->n_apart; j++) lives[tile->apart[j]] = true;
    for (int i = 0; i < tile->n_begun; i++) {
        if (!lives[i]) tile->node[ARM_BASELINE][i] = tile->node[ARM_INTERVENTION][i] = end;
    }
    tile->listed = false;
}

static void make_lists(const TileYear *year)
{
    CrowdTile *tile = year->tile;
    const uint32_t *a = tile->node[ARM_BASELINE], *b = tile->node[ARM_INTERVENTION];
    uint32_t end = (uint32_t)year->age->at->n_nodes - 1;
    tile->n_together = tile->n_apart = 0;
    for (int i = 0; i < tile->n_begun; i++) {
        if (a[i] != b[i])
            tile->apart[tile->n_apart++] = (uint16_t)i;
        else if (a[i] != end)
            tile->together[tile->n_together++] = (uint16_t)i;
    }
    tile->listed = true;
}

void crowd_alike_year(const TileYear *year)
{
    CrowdTile *tile = year->tile;
    const uint32_t *word = tile->word[year->age->at->age % 4];
    uint32_t end = (uint32_t)year->next->at->n_nodes - 1;
    if (!tile->listed) make_lists(year);
    int n = tile->n_together, n_apart = tile->n_apart, kept = 0;
    for (int j = 0; j < n; j++) {
        int i = tile->together[j];
        uint32_t node = live_together(year, word, i);
        tile->node[ARM_BASELINE][i] = tile->node[ARM_INTERVENTION][i] = node;
        tile->together[kept] = (uint16_t)i;
        kept += node != end;
    }
    tile->n_together = kept;
    tile->n_apart = 0;
    for (int j = 0; j < n_apart; j++) {
        uint16_t i = tile->apart[j];
        uint32_t a = live_arm(year, word, ARM_BASELINE, i);
        uint32_t b = live_arm(year, word, ARM_INTERVENTION, i);
        if (a != b)
            tile->apart[tile->n_apart++] = i;
        else if (a != end)
            tile->together[tile->n_together++] = i;
    }
}

void crowd_count_year(const TileYear *year)
{
    CrowdTile *tile = year->tile;
    crowd_unlist(tile, year->age->at);
    for (int arm = 0; arm < N_ARMS; arm++) {
        for (int i = 0; i < tile->n_begun; i++)
            tile->excluded[arm][i] += count(year, arm, i, tile->node[arm][i]);
    }
}
