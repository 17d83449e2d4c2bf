/* cells.h: rows that claim the same cell of a model table.
 * Read by the table readers of this room. */
#ifndef LIVSBANA_MODEL_CELLS_H
#define LIVSBANA_MODEL_CELLS_H

#include "model/study.h"

enum { CELL_KEYS = 8 };

/* What one row claims: a sex (ANY: both), a span of ages and of birth years under some keys; where rows that name an
 * arm do not replace those that name none, also an arm (ANY: both). A table that knows no birth years
 * leaves `born` 0. */
typedef struct {
    int key[CELL_KEYS];
    int arm, sex, age_from, age_to;
    BirthYears born;
    Where where;
} Cell;

/* Notes every row that claims a cell which a row above it has claimed. Sorts cell[n]. */
void cells_check(Cell *cell, int n, Problems *problems);

#endif
