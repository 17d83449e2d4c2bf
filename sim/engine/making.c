#include "engine/making.h"

#include "engine/decisions.h"
#include "engine/kinds.h"
#include "engine/natural.h"
#include "engine/population.h"
#include "engine/shocks.h"
#include "engine/years.h"

#include <stdio.h>
#include <string.h>

/* The factors of products, and which of them differ from the last world's: all of them when that one was
 * not made whole. */
static void take_values(World *world, int number, const double *value)
{
    const Model *model = world->plan->model;
    int n = world->plan->study->n_parameters;
    world->number = number;
    if (number < 0)
        snprintf(world->label, sizeof world->label, "the medians");
    else
        snprintf(world->label, sizeof world->label, "world %d", number);
    for (int i = 0; i < n; i++) {
        bool changed = !world->stands || value[i] != world->parameter[i];
        world->changed[i] = world->changed[n + i] = changed;
        world->factor[i] = value[i];
        world->factor[n + i] = 1 - value[i];
    }
    world->factor[2 * n] = 1;
    world->changed[2 * n] = world->modifiers_changed = !world->stands;
    for (int i = 0; i < model->n_modifiers; i++) {
        double now = product_value(&model->modifier[i].value, world->parameter);
        world->modifiers_changed |= now != world->modifier[i];
        world->modifier[i] = now;
    }
    world->stands = false; /* until it is made whole */
}

/* The chance of each set of milestones held at the start: as in the population of that age, sex, class
 * and state; milestones by entry to the start state are held. */
static void make_start(World *world, const Track *track, int s)
{
    const Plan *plan = world->plan;
    const Model *model = plan->model;
    const StartCell *cell = &plan->start[s];
    const AgePlan *at = plan_age(plan, track->age);
    const Group *group = &plan->study->group[track->group];
    double *chance = world->start + s * world->max_held, sum = 0;
    int first = at->first_node[cell->state];
    uint32_t entered = group->holds;
    for (int m = 0; m < model->n_milestones; m++) {
        if (model->milestone[m].entry_state == cell->state) entered |= 1u << m;
    }
    memset(chance, 0, (size_t)world->max_held * sizeof *chance);
    if (at->n_held == 1) { /* nothing to hold */
        chance[0] = 1;
        return;
    }
    for (int i = 0; i < plan->n_state_years[cell->state] * at->n_held; i++) {
        uint32_t held = at->node[first + i].held | (entered & at->held_bits);
        int h = plan_node(plan, track->age, cell->state, 0, held) - first;
        double people = world_eligible(world, track, first + i);
        chance[h] += people;
        sum += people;
    }
    if (sum > 0) {
        for (int h = 0; h < at->n_held; h++) chance[h] /= sum;
        return;
    }
    chance[plan_node(plan, track->age, cell->state, 0, entered) - first] = 1;
}

static void make_starts(World *world)
{
    const Plan *plan = world->plan;
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        for (int s = 0; s < track->n_starts; s++) make_start(world, track, track->first_start + s);
    }
}

Status world_make(World *world, int number, const double *value, const EffectVariant *variant,
                  Problems *problems)
{
    Status status = STATUS_OK;
    take_values(world, number, value);
    world->n_made++;
    shocks_draw(world, 0);
    TRY(kinds_make(world, problems));
    TRY(decisions_make(world, problems));
    population_run(world);
    make_starts(world);
    TRY(natural_solve(world, problems));
    TRY(years_make(world, ARM_BASELINE, NULL, world->plan->n_years));
    TRY(years_make(world, ARM_INTERVENTION, variant, world->plan->n_years));
    world->stands = true;
out:
    return status;
}

Status world_check(World *world, int number, const double *value, Problems *problems)
{
    Status status = STATUS_OK;
    take_values(world, number, value);
    TRY(study_check_world(world->plan->study, value, world->label, problems));
    TRY(kinds_check(world, problems));
    TRY(decisions_make(world, problems));
out:
    return status;
}

Status world_change_course(World *world, int course, int n_years)
{
    Status status = STATUS_OK;
    shocks_draw(world, course);
    TRY(years_make(world, ARM_BASELINE, NULL, n_years));
    TRY(years_make(world, ARM_INTERVENTION, NULL, n_years));
out:
    return status;
}

Status world_change_effects(World *world, const EffectVariant *variant, int n_years)
{
    return years_make(world, ARM_INTERVENTION, variant, n_years);
}
