#include "engine/crowd_tile.h"

/* Years of a tile where many nodes are open: thresholds are looked up, person after person. Most people
 * stay in their state, and their two lives are one. So everybody's baseline is lived first as if all
 * stayed, without a branch; those who turn out to leave are put right after. A life with the programme is
 * only lived where it is another, and counted as what differs. What a year reads lies far away, spread
 * over many tables and counts: it is called for a year ahead. */

/* For a stride: thresholds do not stand row by row. */
enum { BY_POSITION = 0 };

/* What of an age's nodes the loops read. */
typedef struct {
    const void *entries;
    uint32_t stride, row_unit;
    uint32_t end; /* the last node */
} Nodes;

/* A year stands in locals: a count that is written might else be any of it. */
typedef struct {
    Nodes now, next;
    ThresholdLanes lanes; /* where thresholds stand by position */
    const uint32_t *word;
    uint32_t *count[N_ARMS]; /* from the age's cells on; a person's begin at their `cells` */
    int n_cells;
    CrowdTile *tile;
} Walk;

static Nodes nodes_of(const CrowdAge *age, int sex)
{
    return (Nodes){age->entry[sex], (uint32_t)age->at->stride, crowd_row_unit(age->at),
                   (uint32_t)age->at->n_nodes - 1};
}

static inline Walk make_walk(const TileYears *year)
{
    const CrowdAge *age = year->age;
    Walk walk = {.now = nodes_of(age, year->sex),
                 .lanes = age->at->lanes,
                 .word = year->tile->word[age->at->age % BLOCK],
                 .n_cells = age->at->n_cells,
                 .tile = year->tile};
    for (int arm = 0; arm < N_ARMS; arm++) walk.count[arm] = year->cell[arm] + age->cells_before;
    if (age->moves) walk.next = nodes_of(age + 1, year->sex);
    return walk;
}

/* ---- one step ---- */

LANES_BODY const NodeEntry *entry_of(const Walk *walk, uint32_t stride, uint32_t node)
{
    return crowd_entry(walk->now.entries, stride == BY_POSITION ? walk->now.stride : stride, node);
}

static inline const NodeEntry *next_entry(const Walk *walk, uint32_t node)
{
    return crowd_entry(walk->next.entries, walk->next.stride, node);
}

static inline uint32_t word_of(const Walk *walk, int i)
{
    return WORD_OF(walk->word[i]);
}

static inline int cell_of(const Walk *walk, int i, const NodeEntry *entry)
{
    return (int)walk->tile->cells[i] + entry->cell;
}

LANES_BODY const uint32_t *row_of(const TrackThresholds *own, int arm, uint32_t stride,
                                  const NodeEntry *entry)
{
    return own->now[arm] + entry->row * (stride == BY_POSITION ? 1 : 4);
}

/* Passes by the first `half` entries of what is left of a row when the last of them is not above the
 * word; without a branch, because a life's turns are not to be guessed. */
LANES_BODY uint32_t pass(const uint32_t *row, uint32_t at, uint32_t half, uint32_t word)
{
    return at + (uint32_t)(row[at + half - 1] <= word) * half;
}

/* Where a word takes a person from a node, of thresholds by position. */
static uint32_t find_by_position(const Walk *walk, const NodeEntry *entry,
                                 const uint32_t *threshold, uint32_t word)
{
    uint32_t past = 0;
    for (int k = 0; k < walk->lanes.n_positions; k++, threshold += walk->lanes.n_lanes)
        past += *threshold <= word;
    return (uint32_t)entry->target[past];
}

/* Where a word takes a person from a node: past every threshold that is not above it. Rows ascend, and
 * are filled up to `stride` (a constant where this is inlined) with what no word passes. */
LANES_BODY uint32_t find_next(const Walk *walk, uint32_t stride, const NodeEntry *entry,
                              const uint32_t *row, uint32_t word)
{
    uint32_t at = 0, left = stride;
    if (stride == BY_POSITION) return find_by_position(walk, entry, row, word);
    if (stride == 4) {
        at = pass(row, at, 2, word);
    } else if (stride == 8) {
        at = pass(row, at, 4, word);
        at = pass(row, at, 2, word);
    } else if (stride == 12) {
        at = pass(row, at, 6, word);
        at = pass(row, at, 3, word);
        at = pass(row, at, 1, word);
    } else {
        for (; left > 2; left -= left / 2) at = pass(row, at, left / 2, word);
    }
    return (uint32_t)entry->target[pass(row, at, 1, word)];
}

/* Takes a course from a node to the next, and calls for its row. */
LANES_BODY void enter(const Walk *walk, int course, int i, const NodeEntry *from, uint32_t next)
{
    const NodeEntry *into = next_entry(walk, next);
    walk->tile->entered[course][i] |= 1u << into->state & ~(1u << from->state);
    __builtin_prefetch(walk->tile->own[i]->soon[ARM_BASELINE] + into->row * walk->next.row_unit +
                       walk->next.stride / 2);
}

/* ---- the baseline of everybody, which is both lives of most ---- */

/* The tile's n leavers, who have been taken for staying. */
LANES_BODY void leave(const Walk *walk, uint32_t stride, uint32_t n)
{
    CrowdTile *tile = walk->tile;
    for (uint32_t j = 0; j < n; j++) {
        int i = (int)(tile->leaver[j] % TILE);
        const NodeEntry *entry = entry_of(walk, stride, tile->leaver[j] / TILE);
        const uint32_t *row = row_of(tile->own[i], ARM_BASELINE, stride, entry);
        uint32_t next = find_next(walk, stride, entry, row, word_of(walk, i));
        tile->node[ARM_BASELINE][i] = next;
        enter(walk, tile->is_apart[i] ? ARM_BASELINE : TOGETHER, i, entry, next);
    }
}

/* Next year's row mostly stands where this year's does, and its cells behind this year's. */
LANES_BODY void live_baseline(const Walk *walk, uint32_t stride)
{
    CrowdTile *tile = walk->tile;
    uint32_t *node = tile->node[ARM_BASELINE];
    uint32_t *a = walk->count[ARM_BASELINE], *b = walk->count[ARM_INTERVENTION];
    const uint32_t *a_soon = a + walk->n_cells, *b_soon = b + walk->n_cells;
    uint32_t n_leavers = 0;
    int n = tile->n_begun;
    for (int i = 0; i < n; i++) {
        uint32_t now = node[i];
        if (now == walk->now.end) {
            node[i] = walk->next.end;
            continue;
        }
        const NodeEntry *entry = entry_of(walk, stride, now);
        int cell = cell_of(walk, i, entry);
        a[cell]++;
        b[cell]++;
        __builtin_prefetch(&a_soon[cell]);
        __builtin_prefetch(&b_soon[cell]);
        tile->excluded[TOGETHER][i] += entry->excluded;
        node[i] = (uint32_t)entry->target[entry->high];
        __builtin_prefetch(next_entry(walk, node[i]));
        tile->leaver[n_leavers] = now * TILE + (uint32_t)i;
        if (stride == BY_POSITION) {
            n_leavers++;
        } else {
            const TrackThresholds *own = tile->own[i];
            const uint32_t *row = row_of(own, ARM_BASELINE, stride, entry);
            uint32_t low = row[entry->low];
            n_leavers += word_of(walk, i) - low >= row[entry->high] - low;
            __builtin_prefetch(own->soon[ARM_BASELINE] + entry->row * 4 + stride / 2);
        }
    }
    leave(walk, stride, n_leavers);
}

/* ---- the life with the programme of those for whom it is another ---- */

/* Counts what differs from the baseline. */
LANES_BODY void count_apart(const Walk *walk, uint32_t stride, int i)
{
    CrowdTile *tile = walk->tile;
    for (int arm = 0; arm < N_ARMS; arm++) {
        uint32_t node = tile->node[arm][i], one = arm == ARM_BASELINE ? UINT32_MAX : 1;
        const NodeEntry *entry = entry_of(walk, stride, node);
        if (node == walk->now.end) continue;
        walk->count[ARM_INTERVENTION][cell_of(walk, i, entry)] += one;
        tile->excluded[ARM_INTERVENTION][i] += entry->excluded * one;
    }
}

LANES_BODY void live_apart(const Walk *walk, uint32_t stride)
{
    CrowdTile *tile = walk->tile;
    uint32_t *node = tile->node[ARM_INTERVENTION];
    int n = tile->n_apart, kept = 0;
    for (int j = 0; j < n; j++) {
        uint16_t i = tile->apart[j];
        const TrackThresholds *own = tile->own[i];
        int arm = tile->reached[i] ? ARM_INTERVENTION : ARM_BASELINE;
        bool apart = node[i] != tile->node[ARM_BASELINE][i];
        tile->is_apart[i] = apart || own->now[arm] != own->now[ARM_BASELINE];
        if (!tile->is_apart[i]) continue;
        tile->apart[kept++] = i;
        if (apart) count_apart(walk, stride, i);
        if (node[i] == walk->now.end) {
            node[i] = walk->next.end;
            continue;
        }
        const NodeEntry *entry = entry_of(walk, stride, node[i]);
        const uint32_t *row = row_of(own, arm, stride, entry);
        node[i] = find_next(walk, stride, entry, row, word_of(walk, i));
        enter(walk, ARM_INTERVENTION, i, entry, node[i]);
    }
    tile->n_apart = kept;
}

/* ---- who is apart ---- */

static void part(CrowdTile *tile, int i)
{
    tile->is_apart[i] = true;
    tile->apart[tile->n_apart++] = (uint16_t)i;
}

static void make_list(CrowdTile *tile)
{
    const uint32_t *a = tile->node[ARM_BASELINE], *b = tile->node[ARM_INTERVENTION];
    int n = tile->n_begun;
    tile->n_apart = 0;
    for (int i = 0; i < n; i++) {
        tile->is_apart[i] = false;
        if (a[i] != b[i]) part(tile, i);
    }
    tile->listed = true;
}

void crowd_unlist(CrowdTile *tile)
{
    const uint32_t *a = tile->node[ARM_BASELINE];
    uint32_t *b = tile->node[ARM_INTERVENTION];
    int n = tile->listed ? tile->n_begun : 0;
    for (int i = 0; i < n; i++) {
        if (!tile->is_apart[i]) b[i] = a[i];
    }
    tile->listed = false;
}

/* Whom the programme reaches lives by tables of their own, where there are any. */
static void part_reached(CrowdTile *tile)
{
    for (int t = 0; t < tile->n_tracks_begun && tile->two_tables; t++) {
        const TileTrack *people = &tile->track[t];
        const uint32_t *const *now = tile->threshold[t].now;
        if (now[ARM_BASELINE] == now[ARM_INTERVENTION]) continue;
        for (int i = people->first; i < people->first + people->n; i++) {
            if (!tile->reached[i] || tile->is_apart[i]) continue;
            tile->node[ARM_INTERVENTION][i] = tile->node[ARM_BASELINE][i];
            part(tile, i);
        }
    }
}

/* ---- rows of every length ---- */

LANES_BODY void live(const TileYears *year, uint32_t stride)
{
    const Walk walk = make_walk(year);
    live_apart(&walk, stride);
    live_baseline(&walk, stride);
}

void crowd_look_up_year(const TileYears *year)
{
    CrowdTile *tile = year->tile;
    const AgePlan *at = year->age->at;
    if (!tile->listed) make_list(tile);
    part_reached(tile);
    switch (at->lanes.n_positions ? BY_POSITION : at->stride) {
    case BY_POSITION: live(year, BY_POSITION); break;
    case 4: live(year, 4); break;
    case 8: live(year, 8); break;
    case 12: live(year, 12); break;
    default: live(year, (uint32_t)at->stride);
    }
}

void crowd_count_year(const TileYears *year)
{
    CrowdTile *tile = year->tile;
    const Walk walk = make_walk(year);
    if (!tile->listed) make_list(tile);
    for (int j = 0; j < tile->n_apart; j++) count_apart(&walk, walk.now.stride, tile->apart[j]);
    for (int i = 0; i < tile->n_begun; i++) {
        uint32_t node = tile->node[ARM_BASELINE][i];
        const NodeEntry *entry = entry_of(&walk, walk.now.stride, node);
        if (node == walk.now.end) continue;
        for (int arm = 0; arm < N_ARMS; arm++) walk.count[arm][cell_of(&walk, i, entry)]++;
        tile->excluded[TOGETHER][i] += entry->excluded;
    }
}
