#include "analysis/effect_people.h"

#include "analysis/worker.h"

#include <math.h>

/* The last year since entry in which an effect still does something. */
static int last_year(const double *value, const Effect *effect)
{
    if (effect->fades_never) return MAX_AGE;
    if (effect->fades_over == ANY) return effect->year_to;
    return effect->year_to + (int)ceil(fmin(value[effect->fades_over], MAX_AGE));
}

/* Does somebody of the effect's group begin with this cohort? */
static bool is_in(const Plan *plan, const Effect *effect, int cohort)
{
    for (int t = 0; t < plan->n_tracks; t++)
        if (plan->track[t].cohort == cohort &&
            (effect->group == ANY || effect->group == plan->track[t].group))
            return true;
    return false;
}

/* Of one cohort, from year `first` to `last` since entry (1 is the first). */
static double person_years(const Plan *plan, const Effect *effect, const Cohort *cohort, int first,
                           int last, const double *people)
{
    double sum = 0;
    for (int k = first - 1; k < last && k < cohort->n_years; k++) {
        const AgePlan *at = plan_age(plan, cohort->age + k);
        for (int c = 0; c < at->n_cells; c++) {
            bool from = effect->from == ANY ? at->cell_state[c] != plan->model->end_state
                                            : at->cell_state[c] == effect->from;
            if (from) sum += people[cohort->first_cell[k] + c];
        }
    }
    return sum;
}

Status effect_people(const Setup *setup, Problems *problems, double *found)
{
    Status status = STATUS_OK;
    const Study *study = setup->study;
    const Plan *plan = &setup->plan;
    Worker worker = {0};
    TRY(worker_init(setup, &worker));
    study_medians(study, worker.value);
    TRY(worker_enter(&worker, -1, worker.value, NULL, N_GRADES));
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        found[e] = effect->kind == EFFECT_TRANSITION ? 0 : NAN;
        for (int c = 0; c < plan->n_cohorts; c++)
            if (is_in(plan, effect, c))
                found[e] += person_years(plan, effect, &plan->cohort[c], effect->year_from,
                                         last_year(worker.value, effect),
                                         worker.expected[ARM_INTERVENTION]);
    }
out:
    problems_move(&worker.problems, problems);
    worker_free(&worker);
    return status;
}
