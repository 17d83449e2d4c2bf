#include "engine/world.h"

#include <stdlib.h>
#include <string.h>

/* ---- memory ---- */

static Status make_base_tables(World *world)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    ARENA_TRY(&world->arena, world->base, plan->n_tables * plan_peers(plan));
    ARENA_TRY(&world->arena, world->made, plan->n_tables * plan_peers(plan));
    ARENA_TRY(&world->arena, world->year_shock, plan->n_years);
    for (const AgePlan *at = plan->age; at < plan->age + plan->n_ages; at++) {
        YearTable *table = world->base + at->first_table * plan_peers(plan);
        int n = at->n_rows * at->stride;
        for (YearTable *end = table + at->n_tables * plan_peers(plan); table < end; table++) {
            ARENA_TRY(&world->arena, table->p, n);
            ARENA_TRY(&world->arena, table->q, at->n_rows);
            ARENA_TRY(&world->arena, table->threshold, n);
            memset(table->threshold, 0xff, (size_t)n * sizeof(uint32_t)); /* never passed */
        }
    }
out:
    return status;
}

static Status make_population(World *world)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    ARENA_TRY(&world->arena, world->first_population, plan->n_ages);
    for (int i = 0; i < plan->n_ages; i++) {
        world->first_population[i] = world->n_population;
        world->n_population += plan->age[i].n_peoples * plan->age[i].n_nodes;
    }
    ARENA_TRY(&world->arena, world->population,
              N_SEXES * plan->model->n_classes * world->n_population);
out:
    return status;
}

/* The row of the milestone's table that names most of state, class and sex, or ANY. */
static int find_decision_row(const Model *model, int m, int sex, int class_, int state)
{
    int found = ANY, most = -1;
    for (int i = 0; i < model->n_milestone_rows; i++) {
        const MilestoneRow *row = &model->milestone_row[i];
        if (row->milestone != m || (row->state != ANY && row->state != state) ||
            (row->class_ != ANY && row->class_ != class_) || (row->sex != ANY && row->sex != sex))
            continue;
        int named = 4 * (row->state != ANY) + 2 * (row->class_ != ANY) + (row->sex != ANY);
        if (named > most) {
            most = named;
            found = i;
        }
    }
    return found;
}

static Status find_decision_rows(World *world)
{
    Status status = STATUS_OK;
    const Model *model = world->plan->model;
    int *row;
    ARENA_TRY(&world->arena, row,
              model->n_milestones * N_SEXES * model->n_classes * model->n_states);
    world->decision_row = row;
    for (int m = 0; m < model->n_milestones; m++) {
        for (int i = 0; i < N_SEXES * model->n_classes; i++) {
            for (int s = 0; s < model->n_states; s++)
                *row++ = find_decision_row(model, m, i / model->n_classes, i % model->n_classes, s);
        }
    }
out:
    return status;
}

static Status make_products(World *world)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    const Study *study = plan->study;
    const Model *model = plan->model;
    int n_decisions = model->n_milestones * N_SEXES * model->n_classes * plan->max_nodes;
    ARENA_TRY(&world->arena, world->parameter, study->n_parameters);
    ARENA_TRY(&world->arena, world->transition, model->n_transitions);
    ARENA_TRY(&world->arena, world->modifier, model->n_modifiers);
    ARENA_TRY(&world->arena, world->transition_changed, model->n_transitions);
    ARENA_TRY(&world->arena, world->modifier_changed, model->n_modifiers);
    ARENA_TRY(&world->arena, world->kind_since, plan->n_kinds);
    ARENA_TRY(&world->arena, world->kind_base, plan->n_kind_values);
    ARENA_TRY(&world->arena, world->kind_hazard, plan->n_kind_values);
    ARENA_TRY(&world->arena, world->kind_odds, plan->n_kind_values);
    ARENA_TRY(&world->arena, world->kind_p, plan->n_kind_values);
    ARENA_TRY(&world->arena, world->decision, n_decisions);
    ARENA_TRY(&world->arena, world->causal, n_decisions);
    ARENA_TRY(&world->arena, world->cumulative, study->n_effects);
    for (int g = 0; g < study->n_groups; g++) {
        if (study->group[g].n_untreated > world->max_untreated)
            world->max_untreated = study->group[g].n_untreated;
    }
    ARENA_TRY(&world->arena, world->shift, study->n_groups * world->max_untreated);
out:
    return status;
}

Status world_init(const Plan *plan, World *world)
{
    Status status = STATUS_OK;
    *world = (World){.plan = plan};
    TRY(make_products(world));
    TRY(make_base_tables(world));
    TRY(make_population(world));
    TRY(find_decision_rows(world));
    world->max_held = 1 << plan->model->n_milestones;
    ARENA_TRY(&world->arena, world->start, plan->n_starts * world->max_held);
    for (int arm = 0; arm < N_ARMS; arm++)
        ARENA_TRY(&world->arena, world->year[arm], plan->n_track_years);
out:
    if (status != STATUS_OK) world_free(world);
    return status;
}

void world_free(World *world)
{
    for (int i = 0; i < world->own_made; i++) {
        free(world->own[i]->p);
        free(world->own[i]->q);
        free(world->own[i]->threshold);
        free(world->own[i]);
    }
    free(world->own);
    arena_free(&world->arena);
    *world = (World){0};
}

/* ---- who starts how ---- */

double world_eligible(const World *world, const Track *track, int node)
{
    const Plan *plan = world->plan;
    const Group *group = &plan->study->group[track->group];
    const AgePlan *at = plan_age(plan, track->age);
    uint32_t held = at->node[node].held;
    double people = world_population(world, track->generation, track->sex, track->class_,
                                     track->age)[node];
    for (int m = 0; m < plan->model->n_milestones; m++) {
        uint32_t bit = 1u << m;
        bool holds = group->holds & bit, lacks = group->lacks & bit;
        if ((!holds && !lacks) || !(at->held_bits & bit)) continue;
        if (at->decided & bit) {
            int first = world_decision_index(world, m, track->sex, track->class_);
            double p = world->decision[first + node];
            people *= holds ? p : 1 - p;
        } else if (holds != (bool)(held & bit)) {
            people = 0;
        }
    }
    return people;
}

bool world_told_at_start(const Plan *plan, const Track *track, int m)
{
    const Group *group = &plan->study->group[track->group];
    return plan->model->milestone[m].age == track->age && ((group->holds | group->lacks) >> m & 1);
}
