/* limited.h: what programmes save on the rows of spending that they share, so that the sum can be limited,
 * too: of one world of one study, and the rows of several studies side by side.
 * Read by evaluation_world, fund and batch. */
#ifndef LIVSBANA_ANALYSIS_LIMITED_H
#define LIVSBANA_ANALYSIS_LIMITED_H

#include "analysis/worker.h"

/* In the world that the worker has entered, of the first n_years: what is saved on each row within the
 * programme's own limit into worker->within, and what budgets feel of those that are above zero into
 * worker->felt. */
void limited_savings(Worker *worker, int n_years);

/* Rows of the same name and payer are one. Borrowed from the studies. */
typedef struct {
    const Spending *spending;
    const Payer *payer;
} LimitedRow;
typedef struct {
    int n;
    LimitedRow *row; /* [n] in the order in which studies have them */
    int **of;        /* [study][row of its model] */
} LimitedRows;
Status limited_rows_make(const Study *const *study, int n, Arena *arena,
                         LimitedRows *rows) MUST_USE;

/* A row in a calendar year: kronor, means over worlds or replicates. */
typedef struct {
    LimitedRow of;
    int year;
    double saved;        /* by all programmes together, each within its own limit */
    double spent;        /* in all */
    double beyond;       /* of ->saved not counted */
    double share_beyond; /* of the worlds or replicates in which some is beyond */
} LimitedYear;

#endif
