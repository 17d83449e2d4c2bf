#include "analysis/corrections.h"

#include <string.h>

/* What goes beyond all spending on an item, of what the first n years save on it when what earlier death
 * avoids and what others lose is off already. */
static void limit_to_spending(Worker *worker, int n)
{
    Ceilings *ceilings = &worker->ceilings;
    const Flows *missing = &worker->prices.missing;
    int n_rows = ceilings->n_rows;
    double kept = 1 - worker->displacement, *series = worker->correction[CORRECTION_SPENDING];
    ceilings_cost(ceilings, &worker->flows[ARM_INTERVENTION], n, worker->spent[ARM_INTERVENTION]);
    ceilings_cost(ceilings, missing, n, worker->saved);
    for (int i = 0; i < n * n_rows; i++)
        worker->saved[i] = kept * (worker->spent[ARM_BASELINE][i] -
                                   worker->spent[ARM_INTERVENTION][i] - worker->saved[i]);
    memset(series, 0, (size_t)(n * worker->setup->prices.n_channels) * sizeof *series);
    worker->corrects[CORRECTION_SPENDING] = spending_beyond(worker->saved, 1, n, n_rows,
                                                            ceilings->amount, worker->beyond);
    if (!worker->corrects[CORRECTION_SPENDING]) return;
    for (int arm = 0; arm < N_ARMS; arm++)
        ceilings_part(ceilings, &worker->flows[arm], worker->beyond,
                      arm == ARM_BASELINE ? kept : -kept, n, series);
    ceilings_part(ceilings, missing, worker->beyond, -kept, n, series);
}

static void add_series(const double *restrict series, int n, double *restrict sum)
{
    for (int i = 0; i < n; i++) sum[i] += series[i];
}

void corrections_make(Worker *worker, int n)
{
    double *const *correction = worker->correction;
    int n_series = n * worker->setup->prices.n_channels;
    prices_early_death(&worker->prices, worker->expected[ARM_BASELINE],
                       worker->expected[ARM_INTERVENTION], n, correction[CORRECTION_EARLY_DEATH]);
    saving_displaced(worker->displacement, worker->series[ARM_BASELINE],
                     worker->series[ARM_INTERVENTION], correction[CORRECTION_EARLY_DEATH], n_series,
                     correction[CORRECTION_DISPLACED]);
    worker->corrects[CORRECTION_EARLY_DEATH] = true;
    worker->corrects[CORRECTION_DISPLACED] = worker->displacement != 0;
    limit_to_spending(worker, n);
    memset(worker->taken_off, 0, (size_t)n_series * sizeof *worker->taken_off);
    for (int c = 0; c < N_CORRECTIONS; c++)
        if (worker->corrects[c]) add_series(correction[c], n_series, worker->taken_off);
}
