#include "engine/crowd_tile.h"

#include <string.h>

/* A year by look-ups, person after person. What the loops read of it stands in locals: a count that is
 * written might else be any of it. */
typedef struct {
    const NodeEntry *now, *next; /* [n_nodes] of this age and the next */
    const uint32_t *threshold[N_ARMS], *word;
    const uint32_t *soon[N_ARMS]; /* thresholds of the next year */
    const int16_t *target;
    int stride;           /* of targets */
    ThresholdLanes lanes; /* by position */
    uint32_t *count[N_ARMS];
    uint32_t end, end_next;
    CrowdTile *tile;
} Walk;

static inline Walk make_walk(const TileYears *year)
{
    const CrowdAge *age = year->age;
    Walk walk = {.now = age->entry[year->sex],
                 .target = age->at->target,
                 .stride = age->at->stride,
                 .lanes = age->at->lanes,
                 .word = year->tile->word[age->at->age % BLOCK],
                 .end = (uint32_t)age->at->n_nodes - 1,
                 .tile = year->tile};
    for (int arm = 0; arm < N_ARMS; arm++) {
        const YearTable *table = year->table[arm][0], *soon = year->table[arm][1];
        if (table) walk.threshold[arm] = table->threshold;
        walk.soon[arm] = soon ? soon->threshold : walk.threshold[arm];
        walk.count[arm] = year->cell[arm];
    }
    if (!walk.threshold[ARM_BASELINE]) return walk; /* the last age */
    walk.next = (age + 1)->entry[year->sex];
    walk.end_next = (uint32_t)(age + 1)->at->n_nodes - 1;
    return walk;
}

/* ---- one step ---- */

/* For a stride: thresholds do not stand row by row. */
enum { BY_POSITION = 0 };

/* Passes by the first `half` entries of what is left of a row when the last of them is not above the
 * word; without a branch, because a life's turns are not to be guessed. */
LANES_BODY uint32_t pass(const uint32_t *threshold, uint32_t at, uint32_t half, uint32_t word)
{
    return at + (uint32_t)(threshold[at + half - 1] <= word) * half;
}

/* Where a word takes a person from a node, of thresholds by position. */
static uint32_t find_by_position(const Walk *walk, const uint32_t *threshold, uint32_t node,
                                 uint32_t word)
{
    uint32_t past = 0;
    for (int k = 0; k < walk->lanes.n_positions; k++, threshold += walk->lanes.n_lanes)
        past += (*threshold ^ THRESHOLD_SIGN) <= word;
    return (uint32_t)walk->target[node * (uint32_t)walk->stride + past];
}

/* Where a word takes a person from a node: past every threshold that is not above it. Rows ascend, and
 * are filled up to `stride` (a constant where this is inlined) with what no word passes. */
LANES_BODY uint32_t find_next(const Walk *walk, uint32_t stride, int arm, uint32_t node,
                              uint32_t word)
{
    const uint32_t *threshold = walk->threshold[arm] + walk->now[node].row;
    uint32_t at = 0, left = stride;
    if (stride == BY_POSITION) return find_by_position(walk, threshold, node, word);
    if (stride == 4) {
        at = pass(threshold, at, 2, word);
    } else if (stride == 8) {
        at = pass(threshold, at, 4, word);
        at = pass(threshold, at, 2, word);
    } else if (stride == 12) {
        at = pass(threshold, at, 6, word);
        at = pass(threshold, at, 3, word);
        at = pass(threshold, at, 1, word);
    } else {
        for (; left > 2; left -= left / 2) at = pass(threshold, at, left / 2, word);
    }
    return (uint32_t)walk->target[node * stride + pass(threshold, at, 1, word)];
}

/* Takes a course to its next node. A row lies far away until somebody is there; by the next year it will
 * have come. */
LANES_BODY void enter(const Walk *walk, int arm, int course, int i, uint32_t node, uint32_t next)
{
    const NodeEntry *into = &walk->next[next];
    __builtin_prefetch(walk->soon[arm] + into->row);
    walk->tile->entered[course][i] |= into->state & ~walk->now[node].state;
    walk->tile->node[arm][i] = next;
}

/* A person's word; none passes what rows are filled up with. */
LANES_BODY uint32_t word_of(const Walk *walk, int i)
{
    uint32_t word = walk->word[i];
    return word - (word == UINT32_MAX);
}

/* Both lives of a living person in one; returns the next node. */
LANES_BODY uint32_t live_together(const Walk *walk, uint32_t stride, int i)
{
    uint32_t node = walk->tile->node[ARM_BASELINE][i];
    const NodeEntry *entry = &walk->now[node];
    uint32_t at = walk->tile->cells[i] + entry->place;
    walk->count[ARM_BASELINE][at]++;
    walk->count[ARM_INTERVENTION][at]++;
    walk->tile->excluded[TOGETHER][i] += entry->excluded;
    uint32_t next = find_next(walk, stride, ARM_BASELINE, node, word_of(walk, i));
    enter(walk, ARM_BASELINE, TOGETHER, i, node, next);
    return next;
}

/* Counts a person of one arm, or nothing after the end. */
LANES_BODY void count(const Walk *walk, int arm, int i, const NodeEntry *entry)
{
    if (entry->place == NO_PLACE) return;
    walk->count[arm][walk->tile->cells[i] + entry->place]++;
    walk->tile->excluded[arm][i] += entry->excluded;
}

/* One of a person's two lives. */
LANES_BODY uint32_t live_arm(const Walk *walk, uint32_t stride, int arm, int i)
{
    uint32_t node = walk->tile->node[arm][i];
    count(walk, arm, i, &walk->now[node]);
    uint32_t next = find_next(walk, stride, arm, node, word_of(walk, i));
    enter(walk, arm, arm, i, node, next);
    return next;
}

/* ---- a year in which arms or tracks differ ---- */

LANES_BODY void look_up(const TileYears *year, uint32_t stride)
{
    const Walk walk = make_walk(year);
    const uint32_t *reached = year->tile->reached;
    uint32_t *a = walk.tile->node[ARM_BASELINE], *b = walk.tile->node[ARM_INTERVENTION];
    bool one_table = walk.threshold[ARM_BASELINE] == walk.threshold[ARM_INTERVENTION];
    for (int i = year->from; i < year->to; i++) {
        if (a[i] != b[i] || (reached[i] && !one_table)) {
            live_arm(&walk, stride, ARM_BASELINE, i);
            live_arm(&walk, stride, ARM_INTERVENTION, i);
        } else {
            b[i] = a[i] = a[i] == walk.end ? walk.end_next : live_together(&walk, stride, i);
        }
    }
}

/* ---- a year alike for all ---- */

/* In the lists the second node of those who are together is not kept. */
static void make_lists(const TileYears *year)
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

void crowd_unlist(CrowdTile *tile, const AgePlan *at)
{
    uint32_t *a = tile->node[ARM_BASELINE], *b = tile->node[ARM_INTERVENTION];
    bool apart[TILE], together[TILE];
    if (!tile->listed) return;
    memset(apart, 0, sizeof apart);
    memset(together, 0, sizeof together);
    for (int j = 0; j < tile->n_together; j++) together[tile->together[j]] = true;
    for (int j = 0; j < tile->n_apart; j++) apart[tile->apart[j]] = true;
    for (int i = 0; i < tile->n_begun; i++) {
        if (apart[i]) continue;
        if (!together[i]) a[i] = (uint32_t)at->n_nodes - 1;
        b[i] = a[i];
    }
    tile->listed = false;
}

LANES_BODY void live_alike(const TileYears *year, uint32_t stride)
{
    CrowdTile *tile = year->tile;
    const Walk walk = make_walk(year);
    uint16_t *together = tile->together, *apart = tile->apart;
    int n = tile->n_together, n_apart = tile->n_apart, kept = 0, kept_apart = 0;
    for (int j = 0; j < n; j++) {
        uint16_t i = together[j];
        uint32_t node = live_together(&walk, stride, i);
        together[kept] = i;
        kept += node != walk.end_next;
    }
    for (int j = 0; j < n_apart; j++) {
        uint16_t i = apart[j];
        uint32_t a = live_arm(&walk, stride, ARM_BASELINE, i);
        uint32_t b = live_arm(&walk, stride, ARM_INTERVENTION, i);
        if (a != b)
            apart[kept_apart++] = i;
        else if (a != walk.end_next)
            together[kept++] = i;
    }
    tile->n_together = kept;
    tile->n_apart = kept_apart;
}

/* ---- rows of every length ---- */

static int stride_of(const AgePlan *at)
{
    return at->lanes.n_positions ? BY_POSITION : at->stride;
}

void crowd_look_up_year(const TileYears *year)
{
    crowd_unlist(year->tile, year->age->at);
    switch (stride_of(year->age->at)) {
    case BY_POSITION: look_up(year, BY_POSITION); break;
    case 4: look_up(year, 4); break;
    case 8: look_up(year, 8); break;
    case 12: look_up(year, 12); break;
    default: look_up(year, (uint32_t)year->age->at->stride);
    }
}

void crowd_alike_year(const TileYears *year)
{
    if (!year->tile->listed) make_lists(year);
    switch (stride_of(year->age->at)) {
    case BY_POSITION: live_alike(year, BY_POSITION); break;
    case 4: live_alike(year, 4); break;
    case 8: live_alike(year, 8); break;
    case 12: live_alike(year, 12); break;
    default: live_alike(year, (uint32_t)year->age->at->stride);
    }
}

void crowd_count_year(const TileYears *year)
{
    CrowdTile *tile = year->tile;
    crowd_unlist(tile, year->age->at);
    const Walk walk = make_walk(year);
    for (int arm = 0; arm < N_ARMS; arm++) {
        for (int i = 0; i < tile->n_begun; i++) count(&walk, arm, i, &walk.now[tile->node[arm][i]]);
    }
}
