#include "engine/natural.h"

#include "engine/kinds.h"
#include "engine/trial.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

static const double WIDEST = 12; /* of log odds and log ratios */
static const double SHARE_TOLERANCE = 1e-11;
static const double LOOSE_TOLERANCE = 1e-9; /* where rounding allows no better */

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
    trial->shifted = group;
    trial->solving = u;
    trial->shift = world->shift[g * world->max_untreated + u];
}

/* Solves each shift of a group with the others in place: alone it is the solution. */
static Status solve_each(World *world, int g, Trial *trial, Problems *problems)
{
    const Group *group = &world->plan->study->group[g];
    for (int u = 0; u < group->n_untreated; u++) {
        const Untreated *known = &group->untreated[u];
        double wanted = world->parameter[known->share];
        aim(trial, g, u);
        if (!solve_trial(trial, &trial->shift, wanted))
            return cannot(world, known->provenance.where, "untreated",
                          world->plan->model->state[known->state].label.name, wanted, known->after,
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
    const Cumulative *known = &effect->cumulative;
    double treated = world->parameter[known->treated],
           untreated = world->parameter[known->untreated];
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
    trial->state = known->state;
    trial->after = known->after;
    trial->effect = NULL;
    trial->shifted = NULL;
    const char *state = world->plan->model->state[known->state].label.name;
    if (!solve_trial(trial, &trial->shift, untreated))
        return cannot(world, effect->provenance.where, "untreated", state, untreated, known->after,
                      problems);
    trial->effect = effect;
    if (!solve_trial(trial, &trial->log_ratio, treated))
        return cannot(world, effect->provenance.where, "treated", state, treated, known->after,
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
