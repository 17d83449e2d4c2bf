#include "subject.h"

#include <stdio.h>

Status subject_open(const char *scenario, int part, Subject *subject)
{
    Status status = STATUS_OK;
    StudyOptions options = {0};
    Study *study = &subject->study;
    TRY(study_read(scenario, &options, &subject->problems, study));
    Simulation *simulation = &study->simulation;
    int n_blocks = simulation->worlds / WORLDS_PER_BLOCK / part;
    simulation->worlds = (n_blocks > 0 ? n_blocks : 1) * WORLDS_PER_BLOCK;
    simulation->replicates = simulation->worlds * simulation->replicates_per_world;
    TRY(setup_make(study, &subject->problems, &subject->setup));
    TRY(worker_init(&subject->setup, &subject->worker));
    study_medians(study, subject->worker.value);
    TRY(worker_enter(&subject->worker, 0, subject->worker.value, NULL, N_GRADES));
    const Plan *plan = &subject->setup.plan;
    for (int c = 0; c < plan->n_cohorts; c++)
        subject->person_years += (double)N_ARMS * plan->cohort[c].n_people *
                                 plan->cohort[c].n_years;
    subject->replicates = 1 + (int)(2e6 / subject->person_years); /* some hundredths of a second */
out:
    return status;
}

void subject_close(Subject *subject)
{
    for (size_t i = 0; i < subject->problems.n_kept; i++)
        fprintf(stderr, "%s\n", subject->problems.list[i].text);
    worker_free(&subject->worker);
    setup_free(&subject->setup);
    study_free(&subject->study);
    problems_free(&subject->problems);
}

void subject_price(Worker *worker, const Counts *counts)
{
    int n_years = worker->setup->n_life_years;
    for (int arm = 0; arm < N_ARMS; arm++) {
        FlowPeople people = prices_people(&worker->prices, arm, NULL, counts->cell[arm]);
        flows_count(&worker->flows_lived[arm], &people, n_years);
        prices_series(&worker->prices, &worker->flows_lived[arm], n_years, worker->lived);
    }
}

void subject_live(Subject *subject, int n, bool prices)
{
    Worker *worker = &subject->worker;
    const double *const reach[N_ARMS] = {worker->reach[ARM_BASELINE],
                                         worker->reach[ARM_INTERVENTION]};
    for (int r = 0; r < n; r += worker->crowd.n_replicates) {
        int now = n - r < worker->crowd.n_replicates ? n - r : worker->crowd.n_replicates;
        crowd_live(&worker->crowd, &worker->world, subject->setup.streams, r, now,
                   worker->share_reached, reach, NULL);
        for (int i = 0; prices && i < now; i++) subject_price(worker, &worker->crowd.counts[i]);
    }
}
