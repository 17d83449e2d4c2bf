#include "analysis/comparison.h"

/* Whole people for every group: the whole part of its share, and one more for the largest remainders, the
 * first of equals before. */
static void spread_number(const Study *study, int number, Group *group)
{
    int all = study_participants(study), left = number;
    for (int g = 0; g < study->n_groups; g++) {
        group[g] = study->group[g];
        if (group[g].untouched) continue;
        group[g].number = (int)((long long)study->group[g].number * number / all);
        left -= group[g].number;
    }
    for (; left > 0; left--) {
        int most = 0;
        long long largest = -1;
        for (int g = 0; g < study->n_groups; g++) {
            if (group[g].untouched) continue;
            long long missing = (long long)study->group[g].number * number -
                                (long long)group[g].number * all;
            if (missing > largest) {
                largest = missing;
                most = g;
            }
        }
        group[most].number++;
    }
    for (int g = 0; g < study->n_groups; g++)
        if (group[g].number == 0) group[g].n_untreated = 0; /* nobody to solve it for */
}

Status comparison_make(const Study *study, int number, Problems *problems, Comparison *comparison)
{
    Status status = STATUS_OK;
    Group *group;
    *comparison = (Comparison){.study = *study, .number = number};
    Study *own = &comparison->study;
    own->arena = (Arena){0}; /* the scenario's stays the scenario's */
    own->n_effects = own->n_programme_costs = own->n_claims = 0;
    own->name = arena_format(&comparison->arena, "%s, comparison", study->name); /* its luck */
    if (!own->name) {
        status = STATUS_MEMORY;
        goto out;
    }
    ARENA_TRY(&comparison->arena, group, study->n_groups);
    spread_number(study, number, group);
    own->group = group;
    TRY(setup_make(own, problems, &comparison->setup));
out:
    if (status != STATUS_OK) comparison_free(comparison);
    return status;
}

void comparison_free(Comparison *comparison)
{
    setup_free(&comparison->setup);
    arena_free(&comparison->arena);
    *comparison = (Comparison){0};
}

void comparison_expect(Worker *worker, Measured *measured, double *series)
{
    measured_series(measured, &worker->prices, ARM_BASELINE, worker->expected[ARM_BASELINE], NULL,
                    series);
}

void comparison_live(Worker *worker, int replicate, Measured *measured, Life *lives, double *series)
{
    const double *const reach[N_ARMS] = {worker->reach[ARM_BASELINE],
                                         worker->reach[ARM_INTERVENTION]};
    lives_run(&worker->world, worker->setup->streams, replicate, worker->share_reached, reach, NULL,
              &worker->counts, lives);
    measured_series(measured, &worker->prices, ARM_BASELINE, NULL,
                    worker->counts.cell[ARM_BASELINE], series);
}

void comparison_saving(const double *comparison, int n_comparison, const double *participants,
                       int n_participants, const double *rounding, int n, double *saving)
{
    for (int i = 0; i < n; i++) {
        double head = comparison[i] / n_comparison - (rounding ? rounding[i] : 0);
        saving[i] = (head - participants[i] / n_participants) * n_participants;
    }
}
