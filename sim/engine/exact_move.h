/* exact_move.h: some tracks of the exact cohort, side by side in the lanes of a vector, moved on by a
 * year. Read by exact. */
#ifndef LIVSBANA_ENGINE_EXACT_MOVE_H
#define LIVSBANA_ENGINE_EXACT_MOVE_H

#include "engine/world.h"

/* Some of the living at a node come from here: ABREAST times a node of the age before, and an entry of
 * the rows of its table, [n_rows][stride]. */
typedef struct {
    int from, entry;
} Inflow;

/* Where everybody alive at the next age may come from, in the order of nodes. The end state is not among
 * the targets: everybody may come there. */
typedef struct {
    const int *first;     /* [nodes of the next age + 1] where a node's begin */
    const Inflow *inflow; /* of all nodes */
} Inflows;

typedef struct {
    const Plan *plan;
    const Inflows *inflows; /* [n_ages - 1] */
    double *p;              /* [ABREAST][max_row] rows of a year's tables */
    double *q;              /* [ABREAST][max_nodes] their chances to die */
} Mover;

Status mover_init(const Plan *plan, Arena *arena, Mover *mover) MUST_USE;

/* Moves people by a year, lane l by table[l], of one arm or of both by the same tables:
 * now[n_sides] -> [n_nodes][ABREAST], which is used up, to next[n_sides] -> [nodes of the next age][ABREAST].
 * A lane without a table (NULL) has nobody in it whose next year is asked for: it goes along with
 * another. */
void mover_move(const Mover *mover, LaneTarget target, const AgePlan *at,
                const YearTable *const table[ABREAST], int n_sides, double *const *now,
                double *const *next);

#endif
