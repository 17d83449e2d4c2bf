#include "model/cells.h"

#include "model/study.h"

#include <stdlib.h>
#include <string.h>

static int compare_keys(const Cell *a, const Cell *b)
{
    for (int i = 0; i < CELL_KEYS; i++)
        if (a->key[i] != b->key[i]) return a->key[i] < b->key[i] ? -1 : 1;
    return 0;
}

static int compare_cells(const void *left, const void *right)
{
    const Cell *a = left, *b = right;
    int order = compare_keys(a, b);
    return order != 0 ? order : (a->where.line > b->where.line) - (a->where.line < b->where.line);
}

/* owner[arm, sex][age]: the line of the row that has the cell, 0 for none. */
static void claim(const Cell *cell, int owner[N_ARMS * N_SEXES][MAX_AGE + 1], Problems *problems)
{
    int earlier = 0;
    for (int i = 0; i < N_ARMS * N_SEXES; i++) {
        if (cell->arm != ANY && cell->arm != i / N_SEXES) continue;
        if (cell->sex != ANY && cell->sex != i % N_SEXES) continue;
        for (int age = cell->age_from; age <= cell->age_to && age <= MAX_AGE; age++) {
            if (age < 0) continue;
            if (owner[i][age] != 0)
                earlier = owner[i][age];
            else
                owner[i][age] = cell->where.line;
        }
    }
    if (earlier != 0)
        problems_note(problems, cell->where, NULL,
                      "expected a cell of its own, got one that line %d has already; part them by "
                      "their selectors",
                      earlier);
}

void cells_check(Cell *cell, int n, Problems *problems)
{
    int owner[N_ARMS * N_SEXES][MAX_AGE + 1];
    if (n > 1) qsort(cell, (size_t)n, sizeof *cell, compare_cells);
    for (int i = 0; i < n; i++) {
        if (i == 0 || compare_keys(&cell[i], &cell[i - 1]) != 0) memset(owner, 0, sizeof owner);
        claim(&cell[i], owner, problems);
    }
}
