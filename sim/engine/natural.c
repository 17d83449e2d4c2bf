#include "engine/natural.h"

#include "engine/bend.h"
#include "engine/flow.h"
#include "engine/kinds.h"
#include "engine/years.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double WIDEST = 12; /* of log odds and log ratios */
static const double SHARE_TOLERANCE = 1e-11;
static const double LOOSE_TOLERANCE = 1e-9; /* where rounding allows no better */

/* Tracks that go the same way, followed together: the first of them, and the people of all at their
 * start. */
typedef struct {
    const Track *track;
    const double *start; /* [n_nodes] */
} Followed;

/* One trial: the people of a group (ANY: all) followed some years under a shift of an outcome and
 * perhaps an effect. */
typedef struct {
    World *world;
    int n_followed;
    Followed *followed; /* [n_followed] */
    double *start;      /* of all of them */
    int group, state, after;
    double shift;         /* log odds of being in `state` */
    const Effect *effect; /* NULL: none */
    double log_ratio;
    const Group *told;    /* its other untreated shifts work too; NULL: none do */
    int solving;          /* the untreated row that `shift` stands for */
    double *step, *slope; /* [n], [n][n] of a group's n shifts, solved together */
    double *now, *next;   /* scratch */
} Trial;

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

static Status trial_init(World *world, Trial *trial)
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

static void trial_free(Trial *trial)
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
    if (trial->told) {
        for (int u = 0; u < trial->told->n_untreated; u++) {
            const Untreated *other = &trial->told->untreated[u];
            double shift = world->shift[trial->group * world->max_untreated + u];
            if (u != trial->solving)
                bend_outcome(bend, model, other->state,
                             shift * years_untreated_fade(world, other, k + 1));
        }
    }
    bend_outcome(bend, model, trial->state, trial->shift);
    const Effect *effect = trial->effect;
    if (effect && k + 1 >= effect->year_from && k + 1 <= effect->year_to)
        bend_effect(bend, model, effect, exp(trial->log_ratio));
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
            bool told = k == 0 && world_told_at_start(plan, track, m);
            if (at->decided >> m & 1 && !told)
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

static double trial_share(Trial *trial)
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

static double logit(double p)
{
    return log(p / (1 - p));
}

/* The secant through the last two log odds of the share, which are nearly linear in the unknown and rise about
 * as it does. False when it does not get there: that says nothing. */
static bool solve_by_secant(Trial *trial, double *unknown, double wanted)
{
    double x = 0, missed = 0, last_x = 0, last_missed;
    for (int i = 0; i < 12 && fabs(x) <= WIDEST; i++) {
        *unknown = x;
        double share = trial_share(trial);
        if (fabs(share - wanted) <= SHARE_TOLERANCE) return true;
        last_missed = missed;
        missed = logit(share) - logit(wanted);
        double slope = i > 0 ? (missed - last_missed) / (x - last_x) : 1;
        last_x = x;
        x -= missed / slope;
    }
    return false;
}

/* Regula falsi with the Illinois rule, kept in its bracket. False when no value within WIDEST does it. */
static bool solve_in_bracket(Trial *trial, double *unknown, double wanted)
{
    double low = -WIDEST, high = WIDEST;
    *unknown = low;
    double at_low = trial_share(trial) - wanted;
    *unknown = high;
    double at_high = trial_share(trial) - wanted;
    bool flat = fabs(at_low) <= SHARE_TOLERANCE && fabs(at_high) <= SHARE_TOLERANCE;
    if (flat) *unknown = 0; /* the share is as wanted whatever the change */
    if (flat || !(at_low * at_high <= 0)) return flat;
    int side = 0;
    for (int i = 0; i < 200; i++) {
        *unknown = (low * at_high - high * at_low) / (at_high - at_low);
        if (i % 3 == 2) *unknown = (low + high) / 2; /* the share is flat far out */
        double at = trial_share(trial) - wanted;
        if (fabs(at) <= SHARE_TOLERANCE) return true;
        if (high - low < 1e-14) return fabs(at) <= LOOSE_TOLERANCE;
        bool below = (at < 0) == (at_low < 0);
        if (below) {
            low = *unknown;
            at_low = at;
            if (side == 1) at_high /= 2;
            side = 1;
        } else {
            high = *unknown;
            at_high = at;
            if (side == -1) at_low /= 2;
            side = -1;
        }
    }
    return fabs(trial_share(trial) - wanted) <= LOOSE_TOLERANCE;
}

/* Finds the value of *unknown at which the trial's share is `wanted`; false when no value within WIDEST is. */
static bool solve_trial(Trial *trial, double *unknown, double wanted)
{
    return solve_by_secant(trial, unknown, wanted) || solve_in_bracket(trial, unknown, wanted);
}

static Status cannot(const World *world, Where where, const char *key, const char *state,
                     double share, int after, Problems *problems)
{
    problems_note(problems, where, key,
                  "expected a share that yearly changes can bring about, got %.4g in %s after %d "
                  "year%s in %s; these people cannot be there then",
                  share, state, after, after == 1 ? "" : "s", world->label);
    return STATUS_INPUT;
}

static Status cannot_together(const World *world, const Group *group, Problems *problems)
{
    problems_note(problems, group->untreated[0].provenance.where, "untreated",
                  "expected shares that yearly changes can bring about together, got %d of which "
                  "each undoes the others in %s",
                  group->n_untreated, world->label);
    return STATUS_INPUT;
}

/* Makes the trial that of a group's outcome u, under the group's shifts as they are. */
static void aim(Trial *trial, int g, int u)
{
    const World *world = trial->world;
    const Group *group = &world->plan->study->group[g];
    trial->group = g;
    trial->state = group->untreated[u].state;
    trial->after = group->untreated[u].after;
    trial->effect = NULL;
    trial->told = group;
    trial->solving = u;
    trial->shift = world->shift[g * world->max_untreated + u];
}

/* Solves each shift of a group with the others in place: alone it is the solution. */
static Status solve_each(World *world, int g, Trial *trial, Problems *problems)
{
    const Group *group = &world->plan->study->group[g];
    for (int u = 0; u < group->n_untreated; u++) {
        const Untreated *told = &group->untreated[u];
        double wanted = world->parameter[told->share];
        aim(trial, g, u);
        if (!solve_trial(trial, &trial->shift, wanted))
            return cannot(world, told->provenance.where, "untreated",
                          world->plan->model->state[told->state].label.name, wanted, told->after,
                          problems);
        world->shift[g * world->max_untreated + u] = trial->shift;
    }
    return STATUS_OK;
}

/* What the log odds of each outcome's share miss, into trial->step; returns the largest share missed. */
static double find_misses(World *world, int g, Trial *trial)
{
    const Group *group = &world->plan->study->group[g];
    double most = 0;
    for (int u = 0; u < group->n_untreated; u++) {
        double wanted = world->parameter[group->untreated[u].share];
        aim(trial, g, u);
        double share = trial_share(trial);
        trial->step[u] = share == wanted ? 0 : logit(wanted) - logit(share);
        if (!(fabs(share - wanted) <= most)) most = fabs(share - wanted);
    }
    return most;
}

/* How the log odds of each outcome's share follow each shift, into trial->slope. */
static void find_slopes(World *world, int g, Trial *trial)
{
    const double NUDGE = 1e-5;
    int n = world->plan->study->group[g].n_untreated;
    double *shift = world->shift + g * world->max_untreated;
    for (int v = 0; v < n; v++) {
        double at = shift[v], share[2];
        for (int u = 0; u < n; u++) {
            for (int side = 0; side < 2; side++) {
                shift[v] = at + (side ? NUDGE : -NUDGE);
                aim(trial, g, u);
                share[side] = trial_share(trial);
            }
            trial->slope[u * n + v] = (logit(share[1]) - logit(share[0])) / (2 * NUDGE);
        }
        shift[v] = at;
    }
}

/* Newton's method on the log odds of all shares of a group, which are nearly linear in its shifts. */
static bool solve_together(World *world, int g, Trial *trial)
{
    const double LONGEST = 3;
    int n = world->plan->study->group[g].n_untreated;
    double *shift = world->shift + g * world->max_untreated;
    for (int round = 0; round < 50; round++) {
        if (find_misses(world, g, trial) <= SHARE_TOLERANCE) return true;
        find_slopes(world, g, trial);
        gsl_matrix_view slope = gsl_matrix_view_array(trial->slope, (size_t)n, (size_t)n);
        gsl_vector_view step = gsl_vector_view_array(trial->step, (size_t)n);
        if (gsl_linalg_HH_svx(&slope.matrix, &step.vector) != GSL_SUCCESS) return false;
        for (int u = 0; u < n; u++) {
            if (!isfinite(trial->step[u])) return false;
            shift[u] += fmax(-LONGEST, fmin(LONGEST, trial->step[u]));
            if (fabs(shift[u]) > WIDEST) return false;
        }
    }
    return false;
}

static Status solve_group(World *world, int g, Trial *trial, Problems *problems)
{
    Status status = STATUS_OK;
    const Group *group = &world->plan->study->group[g];
    for (int u = 0; u < group->n_untreated; u++) world->shift[g * world->max_untreated + u] = 0;
    TRY(solve_each(world, g, trial, problems));
    if (group->n_untreated > 1 && !solve_together(world, g, trial))
        status = cannot_together(world, group, problems);
out:
    return status;
}

static Status solve_cumulative(World *world, int e, Trial *trial, Problems *problems)
{
    const Effect *effect = &world->plan->study->effect[e];
    const Cumulative *told = &effect->cumulative;
    double treated = world->parameter[told->treated], untreated = world->parameter[told->untreated];
    if (effect->kind == EFFECT_MILESTONE) {
        world->cumulative[e] = effect->ratio_kind == RATIO_ODDS
                                   ? logit(treated) - logit(untreated)
                                   : log(log1p(-treated) / log1p(-untreated));
        if (isfinite(world->cumulative[e])) return STATUS_OK;
        problems_note(problems, effect->provenance.where, "cumulative",
                      "expected shares above 0 and below 1 of a milestone, got treated %.4g and "
                      "untreated %.4g in %s",
                      treated, untreated, world->label);
        return STATUS_INPUT;
    }
    trial->group = effect->group;
    trial->state = told->state;
    trial->after = told->after;
    trial->effect = NULL;
    trial->told = NULL;
    const char *state = world->plan->model->state[told->state].label.name;
    if (!solve_trial(trial, &trial->shift, untreated))
        return cannot(world, effect->provenance.where, "untreated", state, untreated, told->after,
                      problems);
    trial->effect = effect;
    if (!solve_trial(trial, &trial->log_ratio, treated))
        return cannot(world, effect->provenance.where, "treated", state, treated, told->after,
                      problems);
    world->cumulative[e] = trial->log_ratio;
    return STATUS_OK;
}

Status natural_solve(World *world, Problems *problems)
{
    Status status = STATUS_OK;
    const Study *study = world->plan->study;
    Trial trial = {0};
    bool any = false;
    for (int g = 0; g < study->n_groups; g++) any |= study->group[g].n_untreated > 0;
    for (int e = 0; e < study->n_effects; e++) any |= study->effect[e].has_cumulative;
    if (!any || world->plan->n_tracks == 0) return STATUS_OK; /* nobody to follow yet */
    kinds_rows(world);
    TRY(trial_init(world, &trial));
    for (int g = 0; g < study->n_groups; g++) {
        if (!study->group[g].untouched) TRY(solve_group(world, g, &trial, problems));
    }
    for (int e = 0; e < study->n_effects; e++) {
        if (study->effect[e].has_cumulative) TRY(solve_cumulative(world, e, &trial, problems));
    }
out:
    trial_free(&trial);
    return status;
}
