#include "analysis/stories.h"

#include "analysis/worker.h"

#include <stdlib.h>

/* Where a participant stands in the plan. */
typedef struct {
    const Track *track;
    const StartCell *start;
} Place;

static Place find_person(const Plan *plan, int person)
{
    Place place = {plan->track, plan->start};
    while (person >= place.start->n_people) {
        person -= place.start->n_people;
        place.start++;
        if (place.start == plan->start + place.track->first_start + place.track->n_starts)
            place.track++;
    }
    return place;
}

/* Adds `by` to the person's cell of every year they are counted in. */
static void count_person(const Plan *plan, const Track *track, const int16_t *node, uint32_t *cell,
                         uint32_t by)
{
    const Cohort *cohort = &plan->cohort[track->cohort];
    for (int k = 0; k < cohort->n_years && node[k] >= 0; k++) {
        int local = plan_age(plan, track->age + k)->cell[track->sex][node[k]];
        if (local != ANY) cell[cohort->first_cell[k] + local] += by;
    }
}

/* What the years in series[year][channel] cost the municipality. */
static double municipal_kronor(const Setup *setup, const double *series)
{
    const Model *model = &setup->study->model;
    const PricePlan *prices = &setup->prices;
    double sum = 0;
    for (int year = 0; year < setup->n_life_years; year++) {
        for (int p = 0; p < model->n_payers; p++) {
            if (model->payer[p].level == LEVEL_MUNICIPALITY)
                sum += series[year * prices->n_channels + prices->full_of[p]];
        }
    }
    return sum;
}

/* `alone` holds nobody, before and after. */
static void tell_arm(Worker *worker, const Track *track, const Life *life, int arm, uint32_t *alone,
                     StoryArm *told)
{
    const Plan *plan = &worker->setup->plan;
    const Model *model = plan->model;
    for (int k = 0; k < life->n_years; k++) {
        int node = life->node[arm][k];
        told->state[k] = node >= 0 ? plan_age(plan, track->age + k)->node[node].state
                                   : model->end_state;
    }
    for (int m = 0; m < model->n_milestones; m++) {
        uint8_t level = life->level[arm][m];
        told->milestone[m] = level < N_MILESTONE_LEVELS ? level : MILESTONE_UNDECIDED;
    }
    count_person(plan, track, life->node[arm], alone, 1);
    FlowPeople people = prices_people(&worker->prices, arm, NULL, alone);
    flows_count(&worker->flows_lived[arm], &people, worker->setup->n_life_years);
    prices_series(&worker->prices, &worker->flows_lived[arm], worker->setup->n_life_years,
                  worker->lived);
    told->municipal = municipal_kronor(worker->setup, worker->lived);
    count_person(plan, track, life->node[arm], alone, (uint32_t)-1);
}

static void tell(Worker *worker, int person, const Life *life, uint32_t *alone, Story *story)
{
    Place place = find_person(&worker->setup->plan, person);
    const Track *track = place.track;
    *story = (Story){.person = person,
                     .group = track->group,
                     .sex = track->sex,
                     .class_ = track->class_,
                     .age = track->age,
                     .enter = track->enter,
                     .years_before = place.start->years,
                     .n_years = life->n_years,
                     .reached = life->reached_by_programme};
    for (int arm = 0; arm < N_ARMS; arm++) {
        tell_arm(worker, track, life, arm, alone, &story->arm[arm]);
    }
}

/* The i-th of n people evenly picked from all. */
static int pick(int i, int n, int n_people)
{
    return (int)(((2 * (int64_t)i + 1) * n_people) / (2 * (int64_t)n));
}

static Status tell_all(Worker *worker, int person, Stories *stories)
{
    Status status = STATUS_OK;
    const Plan *plan = &worker->setup->plan;
    Arena scratch = {0};
    Life *life;
    uint32_t *alone;
    ARENA_TRY(&scratch, life, plan->n_people);
    ARENA_TRY(&scratch, alone, plan->n_counts + LANES);
    worker_live(worker, 0, life);
    for (int i = 0; i < stories->n; i++) {
        int chosen = person != ANY ? person : pick(i, stories->n, plan->n_people);
        tell(worker, chosen, &life[chosen], alone, &stories->story[i]);
    }
out:
    arena_free(&scratch);
    return status;
}

Status stories_make(const Study *study, int world, int n, int person, Problems *problems,
                    Stories *stories)
{
    Status status = STATUS_OK;
    Setup setup = {0};
    Worker worker = {0};
    *stories = (Stories){.study = study, .world = world};
    TRY(setup_make(study, problems, &setup));
    stories->n_people = setup.plan.n_people;
    stories->n = n < stories->n_people ? n : stories->n_people;
    if (person != ANY) stories->n = 1;
    ARENA_TRY(&stories->arena, stories->story, stories->n);
    TRY(worker_init(&setup, &worker));
    study_draw(study, world, worker.value);
    TRY(worker_enter(&worker, world, worker.value, NULL, N_GRADES));
    TRY(tell_all(&worker, person, stories));
out:
    problems_move(&worker.problems, problems);
    worker_free(&worker);
    setup_free(&setup);
    if (status != STATUS_OK) stories_free(stories);
    return status;
}

void stories_free(Stories *stories)
{
    arena_free(&stories->arena);
    *stories = (Stories){0};
}
