#include "engine/crowd_tile.h"

#include <string.h>

/* Years of a tile where few nodes are open. The k-th thresholds of all nodes fill one register of eight
 * numbers, or two; a shuffle by the people's nodes fetches each person's own. Eight people at a time
 * live all the years of a block, both lives side by side, and stay in registers. A shuffle heeds the
 * lowest bits of its index only, so what stands above a node's number does not matter. Words and
 * thresholds are below 2^31, because vector units compare signed numbers. Clang has no shuffle by variables: its
 * builds look up. */

#if defined __GNUC__ && !defined __clang__

#pragma GCC diagnostic ignored "-Wpsabi" /* no vector crosses a call: every body is inlined */

typedef int32_t Signed __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

/* What is to be counted of a year: of people who share their cells, so far, a nibble of each lane for every cell;
 * of eight others everybody's place among the counts. */
typedef Lanes Tally[N_ARMS];

/* One life of eight people: their nodes, what is known of these, and what came of the years so far. */
typedef struct {
    Lanes node, known, entered, excluded;
} Eight;

/* Both lives of eight people: who of them is to be lived, and whom the programme reaches; where their cells
 * stand; the year's word, and where it takes them. */
typedef struct {
    Lanes here, reached, cells, word;
    Eight life[N_ARMS];
    Lanes next[N_ARMS];
} Eights;

/* So many live in step where registers hold them: one alone waits for its nodes, year after year. */
enum { IN_STEP = 2 };

/* A node's value for every person. */
LANES_BODY Lanes of_node(const uint32_t *value, Lanes node, bool wide)
{
    Lanes low = *(const Lanes *)value;
    if (!wide) return __builtin_shuffle(low, node);
    return __builtin_shuffle(low, *(const Lanes *)(value + LANES), node);
}

/* ---- counting ---- */

/* Adds the nibbles to the counts: cells stand in a row. Even cells' bytes end up in the lower four
 * lanes, odd ones' in the upper four; nibble_of has numbered them so that the cells are in order. */
LANES_BODY void flush(uint32_t *count, Lanes sum)
{
    Lanes even = sum & 0x0f0f0f0f, odd = sum >> 4 & 0x0f0f0f0f;
    Lanes both = __builtin_shuffle(even, odd, (Lanes){0, 1, 2, 3, 8, 9, 10, 11}) +
                 __builtin_shuffle(even, odd, (Lanes){4, 5, 6, 7, 12, 13, 14, 15});
    both += __builtin_shuffle(both, (Lanes){2, 3, 0, 1, 6, 7, 4, 5});
    both += __builtin_shuffle(both, (Lanes){1, 0, 3, 2, 5, 4, 7, 6});
    *(Lanes *)count += both >> (Lanes){0, 8, 16, 24, 0, 8, 16, 24} & 0xff;
}

/* Every lane that is not counted has a place of its own, so that no count waits for the last. */
LANES_BODY Lanes places_of(const uint32_t *place, Lanes cells, Lanes node, bool wide)
{
    const Lanes index = {0, 1, 2, 3, 4, 5, 6, 7};
    Lanes cell = of_node(place, node, wide), nowhere = (Lanes)((Signed)cell < 0);
    return ((cells + cell) & ~nowhere) | (index & nowhere);
}

/* Adds one in everybody's place, in both arms. */
LANES_BODY void count_places(const TileYears *years, const Lanes places[N_ARMS])
{
    for (int arm = 0; arm < N_ARMS; arm++) {
        uint32_t *count = years->cell[arm];
        const uint32_t *place = (const uint32_t *)&places[arm];
        for (int l = 0; l < LANES; l++) count[place[l]]++;
    }
}

/* ---- moving ---- */

/* What the k-th thresholds add to where an arm's year takes n eights. */
LANES_BODY void pass(const TileYears *years, int j, int arm, int k, int n, Eights *eight,
                     CrowdForm form)
{
    const CrowdAge *age = &years->age[j];
    bool wide = form >= BY_WIDE_STEPS;
    int n_lanes = form == BY_WIDE_LANES ? 2 * LANES : LANES;
    for (int e = 0; e < n; e++) {
        Lanes node = eight[e].life[arm].node;
        Lanes lane = form == BY_WIDE_STEPS ? of_node(age->lane, node, true) : node;
        Lanes own = of_node(years->threshold[arm][j] + k * n_lanes, lane, n_lanes > LANES);
        Lanes above = (Lanes)((Signed)own > (Signed)eight[e].word);
        if (form == BY_ONE)
            eight[e].next[arm] += above; /* -1 or 0 */
        else
            eight[e].next[arm] += of_node(age->step[k], node, wide) & ~above;
    }
}

/* Where a year takes n eights: whom the programme does not reach lives the baseline. */
LANES_BODY void find_next(const TileYears *years, int j, int n, Eights *eight, CrowdForm form)
{
    for (int e = 0; e < n; e++) {
        for (int arm = 0; arm < N_ARMS; arm++) eight[e].next[arm] = eight[e].life[arm].known;
    }
    for (int k = 0; k < years->age[j].n_positions; k += 2) {
        for (int l = 0; l < 2 * N_ARMS; l++)
            pass(years, j, l % N_ARMS, k + l / N_ARMS, n, eight, form);
    }
    for (int e = 0; e < n; e++) {
        Lanes *next = eight[e].next, reached = eight[e].reached;
        next[ARM_INTERVENTION] = (next[ARM_INTERVENTION] & reached) |
                                 (next[ARM_BASELINE] & ~reached);
    }
}

LANES_BODY void enter_next(const CrowdAge *age, Lanes next, Eight *life, bool wide)
{
    Lanes known = of_node(age[1].node, next, wide);
    life->entered |= known & ~life->known;
    life->excluded += life->known & (1u << NODE_EXCLUDED);
    life->known = known;
    life->node = next;
}

/* The people from i on, before `to`, as they begin the first year; of other lanes nothing is kept. */
LANES_BODY void begin_eights(const TileYears *years, int i, int to, bool late, bool wide,
                             Eights *eight)
{
    const Lanes index = {0, 1, 2, 3, 4, 5, 6, 7};
    const CrowdTile *tile = years->tile;
    uint32_t end = (uint32_t)years->age->at->n_nodes - 1; /* not counted, and entered by nobody */
    Lanes here = (Lanes)((Signed)index < (Signed)((uint32_t)(to - i) - (Lanes){0})), begun = here;
    if (late) begun &= (Lanes)(*(const Lanes *)(tile->age + i) <= (uint32_t)years->age->at->age);
    eight->here = here;
    eight->reached = *(const Lanes *)(tile->reached + i);
    eight->cells = *(const Lanes *)(tile->cells + i);
    for (int arm = 0; arm < N_ARMS; arm++) {
        Lanes node = (*(const Lanes *)(tile->node[arm] + i) & begun) | (end & ~begun);
        Eight *life = &eight->life[arm];
        life->node = node;
        life->known = of_node(years->age->node, node, wide);
        life->entered = life->excluded = begun ^ begun;
    }
}

/* Those who begin at an age come from where nobody is counted. */
LANES_BODY void join_eights(const TileYears *years, int j, int i, bool wide, Eights *eight)
{
    const CrowdAge *age = &years->age[j];
    Lanes begins = *(const Lanes *)(years->tile->age + i) == (uint32_t)age->at->age;
    begins &= eight->here;
    for (int arm = 0; arm < N_ARMS; arm++) {
        Eight *life = &eight->life[arm];
        Lanes node = *(const Lanes *)(years->tile->node[arm] + i) & begins;
        life->node = node | (life->node & ~begins);
        life->known = of_node(age->node, life->node, wide);
    }
}

LANES_BODY void end_eights(const TileYears *years, int i, const Eights *eight)
{
    CrowdTile *tile = years->tile;
    for (int arm = 0; arm < N_ARMS; arm++) {
        const Eight *life = &eight->life[arm];
        Lanes *node = (Lanes *)(tile->node[arm] + i);
        *node = (life->node & eight->here & (FEW_NODES - 1)) | (*node & ~eight->here);
        *(Lanes *)(tile->entered[arm] + i) |= life->entered >> NODE_STATE;
        *(Lanes *)(tile->excluded[arm] + i) += life->excluded >> NODE_EXCLUDED;
    }
}

/* n eights from `from` on, of whom only the last may not be full; alike, they are counted in the
 * tallies, else everybody in a place of their own. */
LANES_BODY void live_eights(const TileYears *years, int from, int to, int n, bool alike,
                            Tally *tallies, CrowdForm form)
{
    bool wide = form >= BY_WIDE_STEPS, late = from + n * LANES > years->late;
    int slot = years->age->at->age % BLOCK;
    const CrowdAge *age = years->age;
    Eights eight[IN_STEP];
    Tally place[BLOCK][IN_STEP]; /* by year, and so in memory: they are read one by one */
    for (int e = 0; e < n; e++) begin_eights(years, from + e * LANES, to, late, wide, &eight[e]);
    for (int j = 0; j < years->n; j++, age++) {
        for (int e = 0; e < n; e++) {
            if (late && j > 0) join_eights(years, j, from + e * LANES, wide, &eight[e]);
            eight[e].word = WORD_OF(
                *(const Lanes *)(years->tile->word[slot + j] + from + e * LANES));
            for (int arm = 0; arm < N_ARMS; arm++) {
                Lanes node = eight[e].life[arm].node;
                if (alike)
                    tallies[j][arm] += of_node(age->nibble[years->sex], node, wide);
                else
                    place[j][e][arm] = places_of(age->place[years->sex], eight[e].cells, node,
                                                 wide);
            }
        }
        find_next(years, j, n, eight, form);
        for (int e = 0; e < n && !alike; e++) count_places(years, place[j][e]);
        for (int e = 0; e < n; e++) {
            for (int arm = 0; arm < N_ARMS; arm++)
                enter_next(age, eight[e].next[arm], &eight[e].life[arm], wide);
        }
    }
    for (int e = 0; e < n; e++) end_eights(years, from + e * LANES, &eight[e]);
}

LANES_BODY void live_all(const TileYears *years, int from, int to, bool alike, Tally *tallies,
                         CrowdForm form)
{
    int i = from;
    for (; form < BY_WIDE_STEPS && to - i > (IN_STEP - 1) * LANES; i += IN_STEP * LANES)
        live_eights(years, i, to, IN_STEP, alike, tallies, form);
    for (; i < to; i += LANES) live_eights(years, i, to, 1, alike, tallies, form);
}

/* People who are counted alike. */
LANES_BODY void live_alike(const TileYears *years, int from, int to, CrowdForm form)
{
    Tally tallies[BLOCK];
    for (int j = 0; j < years->n; j++)
        tallies[j][ARM_BASELINE] = tallies[j][ARM_INTERVENTION] = (Lanes){0};
    live_all(years, from, to, true, tallies, form);
    int before = (int)years->tile->age[from] - years->age->at->age; /* years before they begin */
    for (int j = before > 0 ? before : 0; j < years->n; j++) {
        uint32_t at = years->tile->cells[from] +
                      years->age[j].cells_before; /* may wrap on the way */
        for (int arm = 0; arm < N_ARMS; arm++) flush(years->cell[arm] + at, tallies[j][arm]);
    }
}

LANES_BODY void live_pieces(const TileYears *years, CrowdForm form)
{
    const CrowdTile *tile = years->tile;
    for (int p = 0; p < tile->n_pieces; p++) {
        const TilePiece *piece = &tile->piece[p];
        int from = piece->first > years->from ? piece->first : years->from;
        int to = piece->first + piece->n < years->to ? piece->first + piece->n : years->to;
        if (from >= to) continue;
        if (piece->alike && years->age->packed)
            live_alike(years, from, to, form);
        else
            live_all(years, from, to, false, NULL, form);
    }
}

/* ---- every form ---- */

LANES_BODY void shuffle_years(const TileYears *passed)
{
    const TileYears copy = *passed,
                    *years = &copy; /* which nothing that is written here can change */
    switch (years->age->form) {
    case BY_ONE: live_pieces(years, BY_ONE); break;
    case BY_STEPS: live_pieces(years, BY_STEPS); break;
    case BY_WIDE_STEPS: live_pieces(years, BY_WIDE_STEPS); break;
    default: live_pieces(years, BY_WIDE_LANES);
    }
}

#define DEFINE(suffix, attributes)                                        \
    attributes static void shuffle_years_##suffix(const TileYears *years) \
    {                                                                     \
        shuffle_years(years);                                             \
    }
LANES_EACH(DEFINE)

void crowd_shuffle_years(const TileYears *years, LaneTarget target)
{
    static void (*const copy[N_LANE_TARGETS])(const TileYears *) = LANES_TABLE(shuffle_years);
    crowd_unlist(years->tile);
    copy[target](years);
}

bool crowd_can_shuffle(LaneTarget target)
{
    return target != LANES_PORTABLE;
}

#else

void crowd_shuffle_years(const TileYears *years, LaneTarget target)
{
    (void)target;
    crowd_look_up_year(years);
}

bool crowd_can_shuffle(LaneTarget target)
{
    (void)target;
    return false;
}

#endif
