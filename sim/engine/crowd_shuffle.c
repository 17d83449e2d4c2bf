#include "engine/crowd_tile.h"

#include <string.h>

/* Years of a tile where few nodes are open. The k-th thresholds of all nodes fill one register of eight
 * numbers, or two; a shuffle by the people's nodes fetches each person's own. Eight people at a time
 * live all the years of a block, both lives side by side, and stay in registers. A shuffle heeds the
 * lowest bits of its index only, so what stands above a node's number does not matter. Words and
 * thresholds are moved by THRESHOLD_SIGN, because vector units compare signed numbers. Clang has no shuffle by
 * variables: its builds look up. */

#if defined __GNUC__ && !defined __clang__

#pragma GCC diagnostic ignored "-Wpsabi" /* no vector crosses a call: every body is inlined */

typedef int32_t Signed __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

/* What is to be counted of the ages at hand. Of people who share their cells, so far: a nibble of each
 * lane for every cell. Of others, eight at a time: everybody's place among the counts. */
typedef Lanes Tallies[BLOCK][N_ARMS];

/* One life of eight people: their nodes, what is known of these, and what came of the years so far. */
typedef struct {
    Lanes node, known, entered, excluded;
} Eight;

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

LANES_BODY void count_places(const TileYears *years, Tallies tallies)
{
    for (int j = 0; j < years->n; j++) {
        for (int arm = 0; arm < N_ARMS; arm++) {
            uint32_t *count = years->cell[arm];
            const uint32_t *place = (const uint32_t *)&tallies[j][arm];
            for (int l = 0; l < LANES; l++) count[place[l]]++;
        }
    }
}

/* ---- moving ---- */

LANES_BODY Lanes words_of(const uint32_t *words, int i)
{
    Lanes word = *(const Lanes *)(words + i);
    word += (Lanes)(word == UINT32_MAX); /* -1 or 0: no word passes what rows are filled up with */
    return word ^ THRESHOLD_SIGN;
}

/* Where a year takes eight people: whom the programme does not reach lives the baseline. */
LANES_BODY void find_next(const TileYears *years, int j, Lanes word, Lanes reached,
                          const Eight life[N_ARMS], Lanes next[N_ARMS], CrowdForm form)
{
    const CrowdAge *age = &years->age[j];
    bool wide = form >= BY_WIDE_STEPS;
    int n_lanes = form == BY_WIDE_LANES ? 2 * LANES : LANES;
    Lanes lane[N_ARMS];
    for (int arm = 0; arm < N_ARMS; arm++) {
        next[arm] = life[arm].known;
        lane[arm] = life[arm].node;
        if (form == BY_WIDE_STEPS) lane[arm] = of_node(age->lane, lane[arm], true);
    }
    for (int k = 0; k < age->n_positions; k += 2) {
        for (int l = 0; l < 2 * N_ARMS; l++) {
            int arm = l % N_ARMS, at = k + l / N_ARMS;
            Lanes own = of_node(years->threshold[arm][j] + at * n_lanes, lane[arm],
                                n_lanes > LANES);
            Lanes above = (Lanes)((Signed)own > (Signed)word);
            if (form == BY_ONE)
                next[arm] += above; /* -1 or 0 */
            else
                next[arm] += of_node(age->step[at], life[arm].node, wide) & ~above;
        }
    }
    next[ARM_INTERVENTION] = (next[ARM_INTERVENTION] & reached) | (next[ARM_BASELINE] & ~reached);
}

LANES_BODY void enter_next(const CrowdAge *age, Lanes next, Eight *life, bool wide)
{
    Lanes known = of_node(age[1].node, next, wide);
    life->entered |= known & ~life->known;
    life->excluded += life->known & (1u << NODE_EXCLUDED);
    life->known = known;
    life->node = next;
}

/* The lives of eight people; of the lanes that are not `here` nothing is kept. */
LANES_BODY Eight begin_eight(const TileYears *years, int arm, int i, Lanes here, bool wide)
{
    uint32_t end = (uint32_t)years->age->at->n_nodes - 1; /* not counted, and entered by nobody */
    Lanes node = (*(const Lanes *)(years->tile->node[arm] + i) & here) | (end & ~here);
    return (Eight){.node = node, .known = of_node(years->age->node, node, wide)};
}

/* Those who begin at an age come from where nobody is counted. */
LANES_BODY void join_eight(const TileYears *years, int j, int i, Lanes here, Eight life[N_ARMS],
                           bool wide)
{
    const CrowdAge *age = &years->age[j];
    Lanes begins = *(const Lanes *)(years->tile->age + i) == (uint32_t)age->at->age;
    begins &= here;
    for (int arm = 0; arm < N_ARMS; arm++) {
        Lanes node = *(const Lanes *)(years->tile->node[arm] + i) & begins;
        life[arm].node = node | (life[arm].node & ~begins);
        life[arm].known = of_node(age->node, life[arm].node, wide);
    }
}

LANES_BODY void end_eight(const TileYears *years, int arm, int i, Lanes here, const Eight *life)
{
    CrowdTile *tile = years->tile;
    Lanes *node = (Lanes *)(tile->node[arm] + i);
    *node = (life->node & here & (FEW_NODES - 1)) | (*node & ~here);
    *(Lanes *)(tile->entered[arm] + i) |= life->entered >> NODE_STATE;
    *(Lanes *)(tile->excluded[arm] + i) += life->excluded >> NODE_EXCLUDED;
}

LANES_BODY void live_eight(const TileYears *years, int i, Lanes here, Tallies tallies, bool alike,
                           CrowdForm form)
{
    bool wide = form >= BY_WIDE_STEPS;
    Lanes reached = *(const Lanes *)(years->tile->reached + i);
    Lanes cells = *(const Lanes *)(years->tile->cells + i);
    Eight life[N_ARMS];
    bool late = i + LANES > years->late;
    Lanes begun = here;
    if (late)
        begun &= (Lanes)(*(const Lanes *)(years->tile->age + i) <= (uint32_t)years->age->at->age);
    for (int arm = 0; arm < N_ARMS; arm++) life[arm] = begin_eight(years, arm, i, begun, wide);
    int slot = years->age->at->age % BLOCK;
    const CrowdAge *age = years->age;
    for (int j = 0; j < years->n; j++, age++) {
        Lanes next[N_ARMS];
        if (late && j > 0) join_eight(years, j, i, here, life, wide);
        for (int arm = 0; arm < N_ARMS; arm++) {
            if (alike)
                tallies[j][arm] += of_node(age->nibble[years->sex], life[arm].node, wide);
            else
                tallies[j][arm] = places_of(age->place[years->sex], cells, life[arm].node, wide);
        }
        find_next(years, j, words_of(years->tile->word[slot + j], i), reached, life, next, form);
        for (int arm = 0; arm < N_ARMS; arm++) enter_next(age, next[arm], &life[arm], wide);
    }
    for (int arm = 0; arm < N_ARMS; arm++) end_eight(years, arm, i, here, &life[arm]);
    if (!alike) count_places(years, tallies);
}

LANES_BODY void live_piece(const TileYears *years, int from, int to, bool alike, CrowdForm form)
{
    const Lanes index = {0, 1, 2, 3, 4, 5, 6, 7};
    Tallies tallies;
    for (int j = 0; j < years->n && alike; j++)
        tallies[j][ARM_BASELINE] = tallies[j][ARM_INTERVENTION] = (Lanes){0};
    for (int i = from; i < to; i += LANES) {
        Lanes here = (Lanes)((Signed)index < (Signed)((uint32_t)(to - i) - (Lanes){0}));
        live_eight(years, i, here, tallies, alike, form);
    }
    for (int j = 0; j < years->n && alike; j++) {
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
            live_piece(years, from, to, true, form);
        else
            live_piece(years, from, to, false, form);
    }
}

/* ---- every form ---- */

LANES_BODY void shuffle_years(const TileYears *passed)
{
    const TileYears copy = *passed, *years = &copy; /* which nothing that is written here can change */
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
