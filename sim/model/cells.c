#include "model/cells.h"

#include <stdlib.h>

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

static bool share_choice(int a, int b)
{
    return a == ANY || b == ANY || a == b;
}

static bool share_span(int from_a, int to_a, int from_b, int to_b)
{
    bool empty = from_a > to_a || from_b > to_b; /* noted by its reader */
    return !empty && from_a <= to_b && from_b <= to_a;
}

static bool share_cell(const Cell *a, const Cell *b)
{
    return share_choice(a->arm, b->arm) && share_choice(a->sex, b->sex) &&
           share_span(a->age_from, a->age_to, b->age_from, b->age_to) &&
           share_span(a->born.from, a->born.to, b->born.from, b->born.to);
}

/* Notes cell[i] if one of cell[first .. i - 1], under the same keys, has claimed part of it. */
static void claim(const Cell *cell, int first, int i, Problems *problems)
{
    for (int j = i - 1; j >= first; j--) {
        if (!share_cell(&cell[i], &cell[j])) continue;
        problems_note(problems, cell[i].where, NULL,
                      "expected a cell of its own, got one that line %d has already; part them by "
                      "their selectors",
                      cell[j].where.line);
        return;
    }
}

void cells_check(Cell *cell, int n, Problems *problems)
{
    if (n > 1) qsort(cell, (size_t)n, sizeof *cell, compare_cells);
    for (int i = 0, first = 0; i < n; i++) {
        if (compare_keys(&cell[i], &cell[first]) != 0) first = i;
        claim(cell, first, i, problems);
    }
}
