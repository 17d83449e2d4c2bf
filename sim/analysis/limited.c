#include "analysis/limited.h"

#include <string.h>

void limited_savings(Worker *worker, int n_years)
{
    Ceilings *ceilings = &worker->ceilings;
    int n = n_years * ceilings->n_rows;
    double kept = 1 - worker->displacement, *left = worker->within;
    for (int i = 0; i < n; i++) left[i] = worker->saved[i] > 0 ? kept * (1 - worker->beyond[i]) : 0;
    ceilings_felt(ceilings, worker->flows, &worker->prices.missing, left, worker->series,
                  worker->taken_off, n_years, worker->felt);
    for (int i = 0; i < n; i++)
        worker->within[i] = worker->saved[i] * (worker->saved[i] > 0 ? 1 - worker->beyond[i] : 1);
}

static int find_row(const Model *model, const Spending *spending, LimitedRows *rows)
{
    const Payer *payer = &model->payer[spending->payer];
    for (int i = 0; i < rows->n; i++) {
        if (strcmp(rows->row[i].spending->label.name, spending->label.name) == 0 &&
            strcmp(rows->row[i].payer->label.name, payer->label.name) == 0)
            return i;
    }
    rows->row[rows->n] = (LimitedRow){spending, payer};
    return rows->n++;
}

Status limited_rows_make(const Study *const *study, int n, Arena *arena, LimitedRows *rows)
{
    Status status = STATUS_OK;
    int most = 0;
    *rows = (LimitedRows){0};
    for (int s = 0; s < n; s++) most += study[s]->model.n_spendings;
    ARENA_TRY(arena, rows->row, most);
    ARENA_TRY(arena, rows->of, n);
    for (int s = 0; s < n; s++) {
        const Model *model = &study[s]->model;
        ARENA_TRY(arena, rows->of[s], model->n_spendings);
        for (int r = 0; r < model->n_spendings; r++)
            rows->of[s][r] = find_row(model, &model->spending[r], rows);
    }
out:
    return status;
}
