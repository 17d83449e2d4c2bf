/* crowd_tile.h: the people of a tile, and what is laid out of an age for them.
 * Read by crowd and its parts, and by their test. */
#ifndef LIVSBANA_ENGINE_CROWD_TILE_H
#define LIVSBANA_ENGINE_CROWD_TILE_H

#include "engine/crowd.h"

enum {
    TILE = 512, /* people; its arrays stay in the nearer caches */
    PACKED = 8, /* most cells whose people are counted in the nibbles of a lane .. */
    PACKED_PEOPLE = 15 * LANES, /* .. and most people, before a nibble overflows */
    WORDS = 4,                  /* of a counter, one for an age */
    BLOCK = 2 * WORDS,          /* ages whose words are drawn at once */
    CACHE_LINE = 64             /* bytes: what is read in whole registers lies at whole lines */
};

/* What a shuffled year needs to know of a node besides: where its row's targets begin, up to FEW_NODES;
 * whether its state is exclusion; the bit of its state, one of FEW_STATES. */
enum { NODE_EXCLUDED = 4, NODE_STATE = 5 };

/* A place among the counts that is not counted. */
static const uint32_t NO_PLACE = 0x80000000;

/* One value of every node, eight to a register. */
typedef uint32_t NodeValues[FEW_NODES] __attribute__((aligned(CACHE_LINE)));

/* How an age is lived: by look-ups, or shuffled: a target's successor in its row is the next node, or
 * some other, or there are more nodes than a register holds, or more lanes of thresholds too. */
typedef enum { LOOKED_UP, BY_ONE, BY_STEPS, BY_WIDE_STEPS, BY_WIDE_LANES, N_FORMS } CrowdForm;

/* What a look-up needs to know of a node, side by side. */
typedef struct {
    uint16_t cell; /* of its age; the end has none */
    uint16_t row;  /* where its first threshold stands, in steps of crowd_row_unit */
    uint8_t state, excluded;
    uint8_t low, high; /* a word that is not below one threshold of the row and is below the other
                          stays in the state. low is the row's last where any word is high enough:
                          less NO_WORD, without sign, words and thresholds keep their order;
                          both are where the state closes */
    int16_t target[];  /* [stride] nodes of the next age; the one to stay in stands at `high` */
} NodeEntry;

struct CrowdAge {
    const AgePlan *at;
    uint32_t cells_before;           /* cells of a cohort at younger ages */
    const void *entry[N_SEXES];      /* [n_nodes]: see crowd_entry */
    bool moves;                      /* not the last age */
    CrowdForm form;                  /* the rest is laid out where this is not LOOKED_UP */
    int n_positions;                 /* of thresholds */
    bool packed;                     /* few cells */
    int n_together;                  /* ages from this one on that are lived in one go */
    NodeValues lane;                 /* of its thresholds */
    NodeValues place[N_SEXES];       /* cells_before and its cell, or NO_PLACE */
    NodeValues nibble[N_SEXES];      /* packed: 1 in its cell's nibble */
    NodeValues node;                 /* see above; also where only the age before is shuffled */
    NodeValues step[FEW_THRESHOLDS]; /* from a target to its successor */
};

/* The people of one track in a tile; alike: those of one replicate. */
typedef struct {
    const Track *track;
    int first, n;
    bool alike;
    int same_from; /* the age from which on its tables are those of the tile's track before */
} TileTrack;

/* At most PACKED_PEOPLE neighbours in a tile who are counted in the same places, or (not alike) any
 * number of others. */
typedef struct {
    int first, n;
    bool alike;
} TilePiece;

/* A track's thresholds of an age that is looked up, and of the next. */
typedef struct {
    const uint32_t *now[N_ARMS], *soon[N_ARMS];
} TrackThresholds;

/* How a course goes on while the two are one (TOGETHER), and in each arm while they are not. */
enum { TOGETHER = N_ARMS, N_COURSES };

typedef uint32_t TileWords[TILE + 2 * LANES] __attribute__((aligned(CACHE_LINE)));

struct CrowdTile {
    int n, n_tracks;             /* people, tracks */
    int n_begun, n_tracks_begun; /* those who have entered, the first in order */
    TileTrack track[TILE];
    int same_from; /* no younger track differs from the one before from this age on */
    int n_pieces;
    TilePiece piece[TILE];
    TileWords world, replicate, person; /* counters of their words */
    TileWords row;                      /* of their replicate: counts[] */
    TileWords start;                    /* start cell */
    TileWords age;                      /* at which they begin */
    TileWords cells;   /* where an age's cells of theirs stand, less cells_before */
    TileWords reached; /* by the programme: all bits or none */
    TileWords node[N_ARMS];
    TileWords entered[N_COURSES];  /* bits of states */
    TileWords excluded[N_COURSES]; /* years */
    TileWords word[BLOCK];         /* of the ages at hand */
    TileWords draw[WORDS];
    TrackThresholds threshold[TILE];  /* [n_tracks] */
    const TrackThresholds *own[TILE]; /* [n] of a person's track */
    int soon;                         /* the age of those to come; ANY at first */
    bool two_tables;                  /* a track's arms differ in the age at hand */
    bool listed; /* the list holds all who have begun and whose courses are apart; of others the
                    second node is not kept */
    int n_apart;
    uint16_t apart[TILE];
    bool is_apart[TILE];   /* is in the list */
    uint32_t leaver[TILE]; /* who leaves a state: the node times TILE, and the person */
};

/* Some ages of a tile, of one block; those that are looked up stand alone. */
typedef struct {
    const CrowdAge *age; /* the first; the others follow it */
    int n;
    const uint32_t *threshold[N_ARMS][BLOCK]; /* of those reached */
    int sex;
    int from, to; /* people */
    int late;     /* those from here on begin after the first age; beyond the tile when nobody */
    uint32_t *const *cell;
    CrowdTile *tile;
} TileYears;

/* What a crowd lives by. */
typedef struct {
    Crowd *crowd;
    const Plan *plan;
    const World *world;
    const LifeStreams *streams;
    Chance chance;
    int first, n; /* replicates */
    double share_reached;
    const LifeStreams *stream; /* of the tile's group */
} CrowdRun;

/* Registers of LANES that n numbers fill. */
static inline int crowd_lanes(int n)
{
    return (n + LANES - 1) / LANES;
}

/* A node's entry among an age's, whose rows are of so many targets. */
static inline const NodeEntry *crowd_entry(const void *entries, uint32_t stride, uint32_t node)
{
    return (const NodeEntry *)((const char *)entries +
                               node * (sizeof(NodeEntry) + stride * sizeof(int16_t)));
}

/* Rows begin at every fourth threshold, except where they stand by position. */
static inline uint32_t crowd_row_unit(const AgePlan *at)
{
    return at->lanes.n_positions ? 1 : 4;
}

/* Lays out every age of a plan. */
Status crowd_ages(const Plan *plan, Arena *arena, const CrowdAge **age) MUST_USE;

/* Those who enter before `until`; the words of everybody for the ages from `age` on, when they are not
 * there yet. */
void crowd_begin(const CrowdRun *run, int age, int until);
/* The milestones of an age's birthday. */
void crowd_decide(const CrowdRun *run, const AgePlan *at);
/* Adds up the courses of the tile's people. */
void crowd_finish(const CrowdRun *run);

/* Counts the people from .. to - 1 and moves them on, age after age. All ages are of one form. */
void crowd_shuffle_years(const TileYears *years, LaneTarget target);
/* A year of everybody who has begun, of the tile's thresholds. What differs from the baseline is counted of
 * the intervention. */
void crowd_look_up_year(const TileYears *year);
/* Only counts. */
void crowd_count_year(const TileYears *year);
/* Gives up the list: everybody who has begun has both nodes again. */
void crowd_unlist(CrowdTile *tile);

/* This build and target have vector shuffles; the compiler makes do without, but then look-ups are sooner
 * done. */
bool crowd_can_shuffle(LaneTarget target);

#endif
