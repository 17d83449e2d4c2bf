/* noted.h: columns of numbers noted one after the other, each in a row of its own, and put then where the
 * columns' values of one kind lie side by side: a row of those lies far from the next, so some columns are
 * put at a time.
 * Read by worker and evaluation_world. */
#ifndef LIVSBANA_ANALYSIS_NOTED_H
#define LIVSBANA_ANALYSIS_NOTED_H

#include "base/arena.h"

#include <stdbool.h>

enum { NOTED_TOGETHER = 8 };

typedef struct {
    int stride;   /* from one column's values to the next's */
    int first, n; /* columns noted since they were last put */
    double *value;
} Noted;

/* Memory of the arena for columns of n_values. STATUS_MEMORY. */
Status noted_init(int n_values, Arena *arena, Noted *noted) MUST_USE;

/* Room for the values of a column, which follows the one before unless none are noted. At most
 * NOTED_TOGETHER are. */
double *noted_column(Noted *noted, int column);
static inline bool noted_full(const Noted *noted)
{
    return noted->n == NOTED_TOGETHER;
}

/* Values from .. from + n - 1 of the columns noted into series[n][n_columns]. */
void noted_put(const Noted *noted, int from, int n, double *series, int n_columns);
/* Forgets them. */
void noted_clear(Noted *noted);

#endif
