#include "ordinary.h"

#include <gsl/gsl_rng.h>
#include <stdlib.h>

Status ordinary_make(const Worker *worker, Ordinary *ordinary)
{
    const Plan *plan = &worker->setup->plan;
    const Model *model = plan->model;
    int n = model->n_states, n_ages = plan->n_ages;
    *ordinary = (Ordinary){model->first_age,
                           n_ages,
                           n,
                           model->n_payers,
                           calloc((size_t)(N_ARMS * n_ages * n * n), sizeof(double)),
                           calloc((size_t)(n * model->n_payers), sizeof(double))};
    if (!ordinary->cumulative || !ordinary->price) {
        ordinary_free(ordinary);
        return STATUS_MEMORY;
    }
    for (int i = 0; i < N_ARMS * (n_ages - 1); i++) {
        int arm = i / (n_ages - 1), age = i % (n_ages - 1);
        const AgePlan *at = &plan->age[age];
        const YearTable *table = world_base(&worker->world, 0, arm, SEX_FEMALE, 0, at->age);
        for (int from = 0; from < n; from++) {
            double *row = ordinary->cumulative + ((arm * n_ages + age) * n + from) * n, sum = 0;
            int first = from * at->stride;
            for (int j = first; j < first + at->row_n[from]; j++) row[at->target[j]] = table->p[j];
            for (int to = 0; to < n; to++) row[to] = sum += row[to];
            row[n - 1] = 1;
        }
    }
    const PricePlan *prices = &worker->setup->prices;
    const AgePlan *at = &plan->age[0];
    for (int s = 0; s < n - 1; s++) {
        for (int p = 0; p < model->n_payers; p++)
            ordinary->price[s * model->n_payers + p] =
                worker->prices.price[at->cell_price[ARM_BASELINE][at->cell[SEX_FEMALE][s]] *
                                         prices->n_channels +
                                     prices->full_of[p]];
    }
    return STATUS_OK;
}

void ordinary_free(Ordinary *ordinary)
{
    free(ordinary->cumulative);
    free(ordinary->price);
}

void ordinary_run(const Ordinary *o, unsigned long seed, int n_people, int start, double *kronor)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    int n = o->n_states;
    gsl_rng_set(rng, seed);
    for (int i = 0; i < n_people; i++) {
        int state[N_ARMS] = {start, start};
        for (int age = 0; age < o->n_ages; age++) {
            double u = gsl_rng_uniform(rng);
            for (int arm = 0; arm < N_ARMS; arm++) {
                double *year = kronor + (arm * o->n_ages + age) * o->n_payers;
                for (int p = 0; p < o->n_payers; p++)
                    year[p] += o->price[state[arm] * o->n_payers + p];
                const double *row = o->cumulative + ((arm * o->n_ages + age) * n + state[arm]) * n;
                int to = 0;
                while (to < n - 1 && u >= row[to]) to++;
                state[arm] = to;
            }
        }
    }
    gsl_rng_free(rng);
}
