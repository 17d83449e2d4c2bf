#include "analysis/noted.h"

#include <assert.h>

/* Values in a line of memory; of columns that stood a power of two apart few lines would fit the cache. */
enum { LINE = 8 };

Status noted_init(int n_values, Arena *arena, Noted *noted)
{
    Status status = STATUS_OK;
    *noted = (Noted){.stride = ((n_values + LINE - 1) / LINE | 1) * LINE};
    ARENA_TRY(arena, noted->value, NOTED_TOGETHER * noted->stride);
out:
    return status;
}

double *noted_column(Noted *noted, int column)
{
    if (noted->n == 0) noted->first = column;
    assert(!noted_full(noted) && column == noted->first + noted->n);
    return noted->value + noted->n++ * noted->stride;
}

void noted_put(const Noted *noted, int from, int n, double *series, int n_columns)
{
    const double *value = noted->value + from;
    int n_noted = noted->n, stride = noted->stride;
    for (int i = 0; i < n; i++) {
        double *to = series + (size_t)i * (size_t)n_columns + (size_t)noted->first;
        for (int c = 0; c < n_noted; c++) to[c] = value[c * stride + i];
    }
}

void noted_clear(Noted *noted)
{
    noted->n = 0;
}
