#include "engine/trial.h"

#include "engine/bend.h"
#include "engine/effects.h"
#include "engine/flow.h"
#include "engine/years.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Tracks that differ in nothing but when they enter go the same way in ordinary years. */
static bool goes_along(const Track *track, const Track *other)
{
    return other->group == track->group && other->sex == track->sex &&
           other->class_ == track->class_ && other->age == track->age &&
           other->generation == track->generation;
}

/* The tracks that others go along with; returns how many nodes they begin in. */
static size_t find_followed(Trial *trial)
{
    const Plan *plan = trial->world->plan;
    size_t n_nodes = 0;
    for (const Track *track = plan->track; track < plan->track + plan->n_tracks; track++) {
        int i = 0;
        while (i < trial->n_followed && !goes_along(trial->followed[i].track, track)) i++;
        if (i < trial->n_followed) continue;
        trial->followed[trial->n_followed++].track = track;
        n_nodes += (size_t)plan_age(plan, track->age)->n_nodes;
    }
    return n_nodes;
}

/* The people of every followed track and of all that go along with it, at their start. */
static void gather_people(Trial *trial)
{
    const Plan *plan = trial->world->plan;
    double *start = trial->start;
    for (Followed *of = trial->followed; of < trial->followed + trial->n_followed; of++) {
        int n_nodes = plan_age(plan, of->track->age)->n_nodes;
        memset(start, 0, (size_t)n_nodes * sizeof *start);
        for (const Track *other = of->track; other < plan->track + plan->n_tracks; other++) {
            if (!goes_along(of->track, other)) continue;
            flow_begin(trial->world, other, ARM_BASELINE, NULL, trial->next);
            for (int v = 0; v < n_nodes; v++) start[v] += trial->next[v];
        }
        of->start = start;
        start += n_nodes;
    }
}

Status trial_init(World *world, Trial *trial)
{
    const Plan *plan = world->plan;
    *trial = (Trial){.world = world, .group = ANY};
    trial->now = malloc((size_t)plan->max_nodes * sizeof *trial->now);
    trial->next = malloc((size_t)plan->max_nodes * sizeof *trial->next);
    size_t n = (size_t)world->max_untreated + 1;
    trial->step = malloc(n * sizeof *trial->step);
    trial->slope = malloc(n * n * sizeof *trial->slope);
    trial->followed = malloc((size_t)plan->n_tracks * sizeof *trial->followed);
    if (!trial->now || !trial->next || !trial->step || !trial->slope || !trial->followed)
        return STATUS_MEMORY;
    trial->start = malloc(find_followed(trial) * sizeof *trial->start);
    if (!trial->start) return STATUS_MEMORY;
    gather_people(trial);
    return STATUS_OK;
}

void trial_free(Trial *trial)
{
    free(trial->followed);
    free(trial->start);
    free(trial->now);
    free(trial->next);
    free(trial->step);
    free(trial->slope);
}

static void gather_trial(const Trial *trial, int k, Bend *bend)
{
    const World *world = trial->world;
    const Model *model = world->plan->model;
    if (trial->shifted) {
        for (int u = 0; u < trial->shifted->n_untreated; u++) {
            const Untreated *other = &trial->shifted->untreated[u];
            double shift = world->shift[trial->group * world->max_untreated + u];
            if (u != trial->solving)
                bend_outcome(bend, model, other->state,
                             shift * years_untreated_fade(world, other, k + 1));
        }
    }
    bend_outcome(bend, model, trial->state, trial->shift);
    const Effect *effect = trial->effect;
    double fade = effect ? world_fade(world, effect, k + 1) : 0;
    if (fade > 0) bend_effect(bend, model, effect, exp(trial->log_ratio * fade));
}

/* Carries the people of one track and of those that go along through the trial's years; returns how many
 * are in the state at the end. */
static double follow_track(Trial *trial, const Followed *followed)
{
    const World *world = trial->world;
    const Plan *plan = world->plan;
    const Track *track = followed->track;
    double in_state = 0;
    memcpy(trial->now, followed->start,
           (size_t)plan_age(plan, track->age)->n_nodes * sizeof *trial->now);
    for (int k = 0; k <= trial->after && track->age + k <= plan->model->last_age; k++) {
        const AgePlan *at = plan_age(plan, track->age + k);
        for (int m = 0; m < plan->model->n_milestones; m++) {
            bool known = k == 0 && world_known_at_start(plan, track, m);
            if (at->decided >> m & 1 && !known)
                flow_decide(plan, at, m,
                            world->decision +
                                world_decision_index(world, m, track->sex, track->class_),
                            trial->now);
        }
        if (k == trial->after) {
            for (int v = 0; v < at->n_nodes; v++)
                in_state += at->node[v].state == trial->state ? trial->now[v] : 0;
            break;
        }
        if (at->age == plan->model->last_age) break;
        Bend bend;
        bend_begin(&bend, at);
        gather_trial(trial, k, &bend);
        memset(trial->next, 0, (size_t)(at + 1)->n_nodes * sizeof *trial->next);
        bend_move(&bend, world, track, ARM_BASELINE, 0, trial->now, trial->next);
        double *swap = trial->now;
        trial->now = trial->next;
        trial->next = swap;
    }
    return in_state;
}

double trial_share(Trial *trial)
{
    const Plan *plan = trial->world->plan;
    double in_state = 0, people = 0;
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        if (trial->group != ANY && track->group != trial->group) continue;
        people += track->n_people;
    }
    for (int i = 0; i < trial->n_followed; i++) {
        int group = trial->followed[i].track->group;
        if (trial->group == ANY || trial->group == group)
            in_state += follow_track(trial, &trial->followed[i]);
    }
    return in_state / people;
}
