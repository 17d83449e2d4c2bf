#include "engine/world.h"

#include "engine/decisions.h"
#include "engine/told.h"

#include <stdlib.h>
#include <string.h>

/* ---- memory ---- */

static int ascending(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* The bent rows of a table that no ordinary year has, each once, in their order; returns how many. */
static int find_special(const Plan *plan, const AgePlan *at, const int *kind, int *row)
{
    int n = 0;
    for (int r = 0; r < at->n_rows; r++) {
        const RowKind *of = &plan->kind[kind[at->row_node[r]]];
        int i = 0;
        if (of->ordinary || of->bent == ANY) continue;
        while (i < n && row[i] != of->bent) i++;
        if (i == n) row[n++] = of->bent;
    }
    qsort(row, (size_t)n, sizeof *row, ascending);
    return n;
}

/* These rows, or the same ones of a table at the age before. */
static Status take_special(World *world, const AgePlan *at, int peer, const int *row, int n,
                           SpecialRows **special)
{
    Status status = STATUS_OK;
    const AgePlan *before = at > world->plan->age ? at - 1 : at;
    int n_peers = plan_peers(world->plan), *copy;
    for (int of = before->n_ordinary; of < before->n_tables; of++) {
        *special = world->base[(before->first_table + of) * n_peers + peer].special;
        bool same = *special && (*special)->n == n;
        if (same && memcmp((*special)->row, row, (size_t)n * sizeof *row) == 0) goto out;
    }
    ARENA_TRY(&world->arena, *special, 1);
    ARENA_TRY(&world->arena, copy, n);
    memcpy(copy, row, (size_t)n * sizeof *row);
    **special = (SpecialRows){.n = n, .row = copy};
out:
    return status;
}

/* The tables of an age for one arm, sex and class: every row points at its kind's, and all tables of one
 * population and all arms die alike. */
static Status make_age_tables(World *world, const AgePlan *at, int peer)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    YearTable *tables = world->base + at->first_table * plan_peers(plan);
    bool last = at == plan->age + plan->n_ages - 1; /* nobody moves on from there */
    for (int of = 0; of < at->n_tables; of++) {
        YearTable *table = &tables[of * plan_peers(plan) + peer];
        const YearTable *alike = &tables[at->table_like[of] * plan_peers(plan) +
                                         peer % (N_SEXES * plan->model->n_classes)];
        const int *kind = at->kind[of] + peer * at->n_nodes;
        ARENA_TRY(&world->arena, table->p, at->n_rows);
        ARENA_TRY(&world->arena, table->threshold, plan_n_thresholds(at));
        if (table == alike) ARENA_TRY(&world->arena, table->own_q, at->n_rows);
        table->q = alike->own_q;
        if (of >= at->n_ordinary) {
            int row[MAX_NODES], n = find_special(plan, at, kind, row);
            TRY(take_special(world, at, peer, row, n, &table->special));
        }
        for (int r = 0; r < at->n_rows && !last; r++)
            table->p[r] = world->p + plan->kind[kind[at->row_node[r]]].first;
    }
out:
    return status;
}

static Status make_base_tables(World *world)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    ARENA_TRY(&world->arena, world->base, plan->n_tables * plan_peers(plan));
    ARENA_TRY(&world->arena, world->year_shock, plan->n_years);
    for (int i = 0; i < plan->n_ages * plan_peers(plan); i++)
        TRY(make_age_tables(world, &plan->age[i / plan_peers(plan)], i % plan_peers(plan)));
out:
    return status;
}

static Status make_population(World *world)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    ARENA_TRY(&world->arena, world->death_ratio, plan->n_ages * plan->model->n_states);
    ARENA_TRY(&world->arena, world->first_population, plan->n_ages);
    for (int i = 0; i < plan->n_ages; i++) {
        world->first_population[i] = world->n_population;
        world->n_population += plan->age[i].n_peoples * plan->age[i].n_nodes;
    }
    ARENA_TRY(&world->arena, world->population,
              world_n_lots(plan) * world->n_population * PEERS_ABREAST);
out:
    return status;
}

static Status find_base_years(World *world)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    int n = plan->n_shocks * plan->n_track_years;
    for (int arm = 0; arm < (plan->arms_differ ? N_ARMS : 1); arm++) {
        ARENA_TRY(&world->arena, world->base_year[arm], n);
        for (int i = 0; i < plan->n_shocks * plan->n_tracks; i++) {
            const Track *track = &plan->track[i % plan->n_tracks];
            int shock = i / plan->n_tracks;
            YearTable **year = world->base_year[arm] + shock * plan->n_track_years +
                               track->first_year_table;
            for (int age = track->age; age <= plan->model->last_age; age++) {
                const AgePlan *at = plan_age(plan, age);
                int of = plan_table(plan, at, track->generation, shock);
                *year++ = world_table(world, at, of, arm, track->sex, track->class_);
            }
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
    ARENA_TRY(&world->arena, world->factor, 2 * study->n_parameters + 1);
    ARENA_TRY(&world->arena, world->changed, 2 * study->n_parameters + 1);
    ARENA_TRY(&world->arena, world->modifier, model->n_modifiers);
    ARENA_TRY(&world->arena, world->ratio, plan->n_ratios);
    ARENA_TRY(&world->arena, world->p, plan->n_probabilities + MAX_STATES); /* see YearTable */
    ARENA_TRY(&world->arena, world->flow, plan->max_nodes * PEERS_ABREAST);
    ARENA_TRY(&world->arena, world->leaving, plan->n_bases);
    ARENA_TRY(&world->arena, world->shape_made, plan->n_shapes);
    ARENA_TRY(&world->arena, world->bent_made, plan->n_bent);
    ARENA_TRY(&world->arena, world->unmade, plan->n_bent);
    ARENA_TRY(&world->arena, world->listed_ratio, plan->n_listed);
    ARENA_TRY(&world->arena, world->bends, plan->n_listed / 4);
    world->parameter = world->factor;
    ARENA_TRY(&world->arena, world->decision, n_decisions);
    ARENA_TRY(&world->arena, world->causal, n_decisions);
    ARENA_TRY(&world->arena, world->cumulative, study->n_effects);
    ARENA_TRY(&world->arena, world->effect_ratio, study->n_effects * plan->n_ages);
    ARENA_TRY(&world->arena, world->span, study->n_groups);
    ARENA_TRY(&world->arena, world->take, study->n_groups);
    for (int g = 0; g < study->n_groups; g++) {
        if (study->group[g].n_untreated > world->max_untreated)
            world->max_untreated = study->group[g].n_untreated;
    }
    ARENA_TRY(&world->arena, world->shift, study->n_groups * world->max_untreated);
out:
    return status;
}

/* At most this is what a table of a single year takes. */
static size_t largest_table(const Plan *plan)
{
    size_t rows = (size_t)plan->max_nodes * (sizeof(double *) + sizeof(double));
    size_t few = FEW_THRESHOLDS * FEW_NODES * sizeof(uint32_t);
    size_t entries = (size_t)plan->max_row * (sizeof(double) + sizeof(uint32_t)) + few;
    return pile_size(sizeof(YearTable)) + rows + entries + 4 * pile_size(1);
}

Status world_init(const Plan *plan, World *world)
{
    Status status = STATUS_OK;
    *world = (World){.plan = plan, .own = pile_begin(largest_table(plan)), .lanes = lanes_best()};
    TRY(make_products(world));
    TRY(make_base_tables(world));
    TRY(make_population(world));
    TRY(find_base_years(world));
    TRY(told_init(world));
    TRY(decisions_init(world));
    world->max_held = 1 << plan->model->n_milestones;
    ARENA_TRY(&world->arena, world->start, plan->n_starts * world->max_held);
    ARENA_TRY(&world->arena, world->lived, N_ARMS * plan->n_track_years);
    for (int arm = 0; arm < N_ARMS; arm++) {
        ARENA_TRY(&world->arena, world->year[arm], plan->n_track_years);
        ARENA_TRY(&world->arena, world->departs[arm], plan->study->n_groups);
        for (int g = 0; g < plan->study->n_groups; g++) world->departs[arm][g] = plan->n_ages;
    }
out:
    if (status != STATUS_OK) world_free(world);
    return status;
}

void world_free(World *world)
{
    pile_free(&world->own);
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
                                     track->age)[node * PEERS_ABREAST];
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

bool world_known_at_start(const Plan *plan, const Track *track, int m)
{
    const Group *group = &plan->study->group[track->group];
    return plan->model->milestone[m].age == track->age && ((group->holds | group->lacks) >> m & 1);
}
