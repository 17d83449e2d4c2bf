/* crowd_tile.h: the people of a tile, and what is laid out of an age for them.
 * Read by crowd and its parts only. */
#ifndef LIVSBANA_ENGINE_CROWD_TILE_H
#define LIVSBANA_ENGINE_CROWD_TILE_H

#include "engine/crowd.h"

enum {
    TILE = 512,             /* people; its arrays stay in the nearer caches */
    SHUFFLED = 2 * LANES,   /* most nodes whose values two registers hold */
    SHUFFLED_THRESHOLDS = 8 /* most thresholds of a row that are worth a shuffle each */
};

/* What is counted of a node. */
enum { TALLY_CELL = 0xffff, TALLY_EXCLUDED = 16, TALLY_STATE = 24 };

/* One value of every node, eight to a register. */
typedef uint32_t NodeValues[SHUFFLED];

struct CrowdAge {
    const AgePlan *at;
    uint32_t cells_before;                /* cells of a cohort at younger ages */
    int most;                             /* targets of a row */
    const uint32_t *arc;                  /* [n_nodes][stride]; NULL at the last age */
    uint32_t *tally[N_SEXES];             /* [n_nodes] */
    bool shuffled;                        /* the rest is laid out: few nodes now and next year */
    bool steps_by_one;                    /* a target's successor in its row is the next node */
    NodeValues cell[N_SEXES];             /* ANY: not counted */
    NodeValues excluded;                  /* 0 or 1 */
    NodeValues state;                     /* the bit of its state */
    NodeValues one[2];                    /* a byte of 1 for the node, nodes 0 .. 3 and 4 .. 7 */
    NodeValues first;                     /* its row's first target */
    NodeValues step[SHUFFLED_THRESHOLDS]; /* from a target to its successor */
};

/* The people of one track in a tile. */
typedef struct {
    const Track *track;
    int first, n;
} TileTrack;

/* Neighbours in a tile who are counted in the same places, or (not alike) any others. */
typedef struct {
    int first, n;
    bool alike;
} TilePiece;

/* How a course goes on while the two are one (TOGETHER), and in each arm while they are not. */
enum { TOGETHER = N_ARMS, N_COURSES };

typedef uint32_t TileWords[TILE + 2 * LANES]; /* whole cache lines, and room for a last vector */

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
    TileWords word[4];             /* of the four ages at hand; never 0xffffffff */
    TileWords draw[4];
    bool listed; /* the lists hold everybody who has begun and lives; the
                                      nodes of others are not kept */
    int n_together, n_apart;
    uint16_t together[TILE], apart[TILE];
};

/* One age of a tile; tables by arm, for those reached. */
typedef struct {
    const CrowdAge *age, *next;
    const YearTable *table[N_ARMS];
    const YearTable *soon[N_ARMS]; /* of the next year, to be fetched in time; NULL at the end */
    int sex;
    int from, to; /* people */
    uint32_t *const *cell;
    CrowdTile *tile;
} TileYear;

/* Lays out every age of a plan. */
Status crowd_ages(const Plan *plan, Arena *arena, const CrowdAge **age) MUST_USE;

/* Counts the people from .. to - 1 and moves them on by a year. */
void crowd_shuffle_year(const TileYear *year, LaneTarget target);
void crowd_look_up_year(const TileYear *year);
/* The same for everybody who has begun, when both arms have one table. */
void crowd_alike_year(const TileYear *year);
/* Only counts. */
void crowd_count_year(const TileYear *year);
/* Gives up the lists at an age: everybody who has begun has a node again. */
void crowd_unlist(CrowdTile *tile, const AgePlan *at);

/* This build has vector shuffles. */
bool crowd_can_shuffle(void);

#endif
