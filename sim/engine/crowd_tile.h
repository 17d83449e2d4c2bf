/* crowd_tile.h: the people of a tile, and what is laid out of an age for them.
 * Read by crowd and its parts, and by their test. */
#ifndef LIVSBANA_ENGINE_CROWD_TILE_H
#define LIVSBANA_ENGINE_CROWD_TILE_H

#include "engine/crowd.h"

enum {
    TILE = 512, /* people; its arrays stay in the nearer caches */
    PACKED = 8, /* most cells whose people are counted in the nibbles of a lane .. */
    PACKED_PEOPLE = 15 * LANES, /* .. and most people, before a nibble overflows */
    BLOCK = 4,                  /* ages to a counter's block of words */
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
    uint32_t row;      /* where its first stands among a table's thresholds */
    uint32_t place;    /* cells_before and its cell, or NO_PLACE */
    uint32_t state;    /* the bit of its state */
    uint32_t excluded; /* 0 or 1 */
} NodeEntry;

struct CrowdAge {
    const AgePlan *at;
    uint32_t cells_before;           /* cells of a cohort at younger ages */
    const NodeEntry *entry[N_SEXES]; /* [n_nodes] */
    CrowdForm form;                  /* the rest is laid out where this is not LOOKED_UP */
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

/* How a course goes on while the two are one (TOGETHER), and in each arm while they are not. */
enum { TOGETHER = N_ARMS, N_COURSES };

typedef uint32_t TileWords[TILE + 2 * LANES] __attribute__((aligned(CACHE_LINE)));

struct CrowdTile {
    int n, n_tracks;             /* people, tracks */
    int n_begun, n_tracks_begun; /* those who have entered, the first in order */
    TileTrack track[TILE];
    int n_pieces;
    TilePiece piece[TILE];
    TileWords replicate, person; /* counters of their words */
    TileWords row;               /* of their replicate: counts[] */
    TileWords start;             /* start cell */
    TileWords cells;             /* where an age's cells of theirs stand, less cells_before */
    TileWords reached;           /* by the programme: all bits or none */
    TileWords node[N_ARMS];
    TileWords entered[N_COURSES];  /* bits of states */
    TileWords excluded[N_COURSES]; /* years */
    TileWords word[BLOCK];         /* of the ages at hand */
    TileWords draw[BLOCK];
    bool listed; /* the lists hold everybody who has begun and lives; the
                                      nodes of others are not kept */
    int n_together, n_apart;
    uint16_t together[TILE], apart[TILE];
};

/* Some ages of a tile, of one block of words; those that are looked up, and the last, stand alone. */
typedef struct {
    const CrowdAge *age; /* the first; the others follow it */
    int n;
    const YearTable
        *table[N_ARMS][BLOCK + 1]; /* by arm, for those reached; the one after the ages is
                                                  to be fetched in time: NULL at the end */
    int sex;
    int from, to; /* people */
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
void crowd_look_up_year(const TileYears *year);
/* The same for everybody who has begun, when both arms have one table. */
void crowd_alike_year(const TileYears *year);
/* Only counts. */
void crowd_count_year(const TileYears *year);
/* Gives up the lists at an age: everybody who has begun has a node again. */
void crowd_unlist(CrowdTile *tile, const AgePlan *at);

/* This build and target have vector shuffles; the compiler makes do without, but then look-ups are sooner
 * done. */
bool crowd_can_shuffle(LaneTarget target);

#endif
