/* cells.h: rows that claim the same cell of a model table.
 * Read by the table readers of this room. */
#ifndef LIVSBANA_MODEL_CELLS_H
#define LIVSBANA_MODEL_CELLS_H

#include "base/problems.h"

enum { CELL_KEYS = 8 };

/* What one row claims: a sex (ANY: both) and a span of ages under some keys; where rows that name an
 * arm do not replace those that name none, also an arm (ANY: both). */
typedef struct {
    int key[CELL_KEYS];
    int arm, sex, age_from, age_to;
    Where where;
} Cell;

/* Notes every row that claims a cell which a row above it has claimed. Sorts cell[n]. */
void cells_check(Cell *cell, int n, Problems *problems);

#endif
