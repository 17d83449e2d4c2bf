#include "engine/world.h"

#include "engine/natural.h"
#include "engine/population.h"
#include "engine/rows.h"
#include "engine/years.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double SUM_TOLERANCE = 1e-9;

/* ---- memory ---- */

static Status make_base_tables(World *world) {
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    int n_arms = plan->arms_differ ? N_ARMS : 1;
    int n_tables = n_arms * N_SEXES * plan->model->n_classes;
    ARENA_TRY(&world->arena, world->base, n_tables * plan->n_ages);
    for (int i = 0; i < n_tables * plan->n_ages; i++) {
        const AgePlan *at = &plan->age[i % plan->n_ages];
        int n = at->n_nodes * at->stride;
        ARENA_TRY(&world->arena, world->base[i].p, n);
        ARENA_TRY(&world->arena, world->base[i].q, at->n_nodes);
        ARENA_TRY(&world->arena, world->base[i].threshold, n);
        memset(world->base[i].threshold, 0xff, (size_t)n * sizeof(uint32_t)); /* never passed */
    }
out:
    return status;
}

static Status make_population(World *world) {
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    ARENA_TRY(&world->arena, world->first_population, plan->n_ages);
    for (int i = 0; i < plan->n_ages; i++) {
        world->first_population[i] = world->n_population;
        world->n_population += plan->age[i].n_nodes;
    }
    ARENA_TRY(&world->arena, world->population,
              N_SEXES * plan->model->n_classes * world->n_population);
out:
    return status;
}

/* The row of the milestone's table that names most of state, class and sex, or ANY. */
static int find_decision_row(const Model *model, int m, int sex, int class_, int state) {
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

static Status find_decision_rows(World *world) {
    Status status = STATUS_OK;
    const Model *model = world->plan->model;
    int *row;
    ARENA_TRY(&world->arena, row, model->n_milestones * N_SEXES * model->n_classes * model->n_states);
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

static Status make_products(World *world) {
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    const Study *study = plan->study;
    const Model *model = plan->model;
    int n_decisions = model->n_milestones * N_SEXES * model->n_classes * plan->max_nodes;
    ARENA_TRY(&world->arena, world->parameter, study->n_parameters);
    ARENA_TRY(&world->arena, world->transition, model->n_transitions);
    ARENA_TRY(&world->arena, world->modifier, model->n_modifiers);
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

Status world_init(const Plan *plan, World *world) {
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

void world_free(World *world) {
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

/* ---- rows ---- */

/* The parameter of these transitions' products that lies farthest from its median, for a message. */
static const Parameter *suspect(const World *world, const RowKind *kind) {
    const Study *study = world->plan->study;
    const Parameter *found = NULL;
    double farthest = -1;
    for (int j = 0; j < kind->exits->n; j++) {
        int t = kind->exits->row[kind->arm][kind->sex][j];
        if (t == ANY) continue;
        const Product *product = &study->model.transition[t].probability;
        for (int f = 0; f < product->n; f++) {
            const Parameter *parameter = &study->parameter[product->factor[f].parameter];
            double median = distribution_quantile(&parameter->distribution, 0.5);
            double value = world->parameter[product->factor[f].parameter];
            double away = fabs(value - median) / (fabs(median) + 1e-300);
            if (away > farthest) {
                farthest = away;
                found = parameter;
            }
        }
    }
    return found;
}

static void note_row(const World *world, const RowKind *kind, double sum, bool must_leave,
                     Problems *problems) {
    const Model *model = world->plan->model;
    const Parameter *parameter = suspect(world, kind);
    Where where = {0};
    int state = ANY;
    for (int j = 0; j < kind->exits->n; j++) {
        int t = kind->exits->row[kind->arm][kind->sex][j];
        if (t == ANY) continue;
        where = model->transition[t].provenance.where;
        state = model->transition[t].from;
    }
    if (parameter) where = parameter->provenance.where;
    const char *name = state == ANY ? "?" : model->state[state].label.name;
    problems_note(problems, where, parameter ? parameter->name : "probability",
                  "expected the yearly probabilities of leaving %s to be from 0 to 1 and to sum to "
                  "%s1, got a sum of %.9g in %s; narrow the distribution",
                  name, must_leave ? "" : "at most ", sum, world->label);
}

/* Base probabilities of a kind of row; notes an impossible one. */
static bool fill_base(World *world, const RowKind *kind, Problems *problems) {
    const StateExits *exits = kind->exits;
    const int *row = exits->row[kind->arm][kind->sex];
    double *p = world->kind_base + kind->first, sum = 0;
    bool possible = true;
    for (int j = 0; j < exits->n; j++) {
        p[j] = row[j] == ANY ? 0 : world->transition[row[j]];
        if (!(p[j] >= 0 && p[j] <= 1)) possible = false;
        sum += p[j];
    }
    bool told = exits->stay == ANY || row[exits->stay] != ANY; /* the row is told in full */
    if (exits->end == ANY && exits->n == 1) {
        p[0] = 1; /* the end state keeps its people */
        return true;
    }
    if (told ? fabs(sum - 1) > SUM_TOLERANCE : sum > 1 + SUM_TOLERANCE) possible = false;
    if (!told) p[exits->stay] = sum < 1 ? 1 - sum : 0;
    if (!possible) note_row(world, kind, sum, told, problems);
    return possible;
}

static int find_target(const StateExits *exits, int state) {
    for (int j = 0; j < exits->n; j++) {
        if (exits->to[j] == state) return j;
    }
    return ANY;
}

void rows_multiply(const StateExits *exits, int to, double value, double *ratio) {
    if (to != ANY) {
        int j = find_target(exits, to);
        if (j != ANY && j != exits->stay) ratio[j] *= value;
        return;
    }
    for (int j = 0; j < exits->n; j++) {
        if (j != exits->stay && j != exits->end) ratio[j] *= value;
    }
}

static void fill_kind(World *world, const RowKind *kind) {
    const StateExits *exits = kind->exits;
    const Model *model = world->plan->model;
    double *hazard = world->kind_hazard + kind->first, *odds = world->kind_odds + kind->first;
    double *p = world->kind_p + kind->first;
    for (int j = 0; j < exits->n; j++) hazard[j] = odds[j] = 1;
    for (int i = 0; i < kind->n_modifiers; i++) {
        const Modifier *modifier = &model->modifier[kind->modifier[i]];
        rows_multiply(exits, modifier->to, world->modifier[kind->modifier[i]],
                      modifier->kind == RATIO_HAZARD ? hazard : odds);
    }
    memcpy(p, world->kind_base + kind->first, (size_t)exits->n * sizeof *p);
    row_bend(p, exits->n, exits->stay, hazard, odds);
}

static void take_values(World *world, int number, const double *value) {
    const Model *model = world->plan->model;
    world->number = number;
    if (number < 0)
        snprintf(world->label, sizeof world->label, "the medians");
    else
        snprintf(world->label, sizeof world->label, "world %d", number);
    memcpy(world->parameter, value,
           (size_t)world->plan->study->n_parameters * sizeof *world->parameter);
    for (int t = 0; t < model->n_transitions; t++)
        world->transition[t] = product_value(&model->transition[t].probability, world->parameter);
    for (int i = 0; i < model->n_modifiers; i++)
        world->modifier[i] = product_value(&model->modifier[i].value, world->parameter);
}

static Status make_kinds(World *world, Problems *problems) {
    const Plan *plan = world->plan;
    for (int i = 0; i < plan->n_kinds; i++) {
        if (!fill_base(world, &plan->kind[i], problems)) return STATUS_INPUT;
        fill_kind(world, &plan->kind[i]);
    }
    return STATUS_OK;
}

/* ---- milestones ---- */

static double decide(const World *world, int m, const AgePlan *at, int sex, int class_, int row,
                     int v) {
    const Model *model = world->plan->model;
    const Node *node = &at->node[v];
    double p = product_value(&model->milestone_row[row].probability, world->parameter);
    for (int i = 0; i < model->n_modifiers; i++) {
        const Modifier *modifier = &model->modifier[i];
        if (modifier->milestone_target != m) continue;
        if ((modifier->class_ != ANY && modifier->class_ != class_) ||
            (modifier->sex != ANY && modifier->sex != sex) ||
            (modifier->milestone != ANY && !(node->held >> modifier->milestone & 1)) ||
            at->age < modifier->age_from || at->age > modifier->age_to)
            continue;
        p = modifier->kind == RATIO_HAZARD ? 1 - pow(1 - p, world->modifier[i])
                                           : odds_times(p, world->modifier[i]);
    }
    return p;
}

static Status make_decisions(World *world, Problems *problems) {
    const Model *model = world->plan->model;
    for (int m = 0; m < model->n_milestones; m++) {
        if (model->milestone[m].age == ANY) continue;
        const AgePlan *at = plan_age(world->plan, model->milestone[m].age);
        for (int i = 0; i < N_SEXES * model->n_classes; i++) {
            int sex = i / model->n_classes, class_ = i % model->n_classes;
            int first = world_decision_index(world, m, sex, class_);
            const int *rows =
                world->decision_row + (m * N_SEXES * model->n_classes + i) * model->n_states;
            for (int v = 0; v < at->n_nodes; v++) {
                int row = rows[at->node[v].state];
                bool decided = row != ANY && at->node[v].state != model->end_state;
                double p = decided ? decide(world, m, at, sex, class_, row, v) : 0;
                if (!(p >= 0 && p <= 1)) {
                    problems_note(problems, model->milestone_row[row].provenance.where, "probability",
                                  "expected the chance of %s to be from 0 to 1, got %.9g in %s",
                                  model->milestone[m].label.name, p, world->label);
                    return STATUS_INPUT;
                }
                world->decision[first + v] = p;
                world->causal[first + v] =
                    decided ? product_value(&model->milestone_row[row].causal_share, world->parameter)
                            : 0;
            }
        }
    }
    return STATUS_OK;
}

double world_decision(const World *world, const Track *track, int arm, int m, int node,
                      const EffectVariant *variant) {
    const Plan *plan = world->plan;
    const Study *study = plan->study;
    int age = plan->model->milestone[m].age;
    double p = world->decision[world_decision_index(world, m, track->sex, track->class_) + node];
    if (arm == ARM_BASELINE || p <= 0 || p >= 1) return p;
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        if (effect->kind != EFFECT_MILESTONE || effect->milestone != m) continue;
        if (effect->group != ANY && effect->group != track->group) continue;
        double ratio = world_ratio(world, e, age - track->age + 1, variant);
        p = effect->ratio_kind == RATIO_HAZARD ? 1 - pow(1 - p, ratio) : odds_times(p, ratio);
    }
    return p;
}

/* ---- effects ---- */

double world_strength(const World *world, int effect, int year, const EffectVariant *variant) {
    const Effect *e = &world->plan->study->effect[effect];
    if (year < e->year_from) return 0;
    if (variant && variant->cut_at_follow_up && e->followed_until != ANY && year > e->followed_until)
        return 0;
    double fade = 1;
    if (year > e->year_to && !e->fades_never) {
        double over = world->parameter[e->fades_over];
        fade = over > 0 ? 1 - (year - e->year_to) / over : 0;
        if (fade <= 0) return 0;
    }
    double scale = variant && variant->scale ? variant->scale[effect] : 1;
    return fade * scale * world->parameter[e->causal_share] * world->parameter[e->on];
}

double world_ratio(const World *world, int effect, int year, const EffectVariant *variant) {
    const Effect *e = &world->plan->study->effect[effect];
    double strength = world_strength(world, effect, year, variant);
    if (strength == 0) return 1;
    double log_ratio = e->has_cumulative ? world->cumulative[effect]
                                         : log(world->parameter[e->ratio]);
    return exp(log_ratio * strength);
}

/* ---- starts ---- */

double world_eligible(const World *world, const Track *track, int node) {
    const Plan *plan = world->plan;
    const Group *group = &plan->study->group[track->group];
    const AgePlan *at = plan_age(plan, track->age);
    uint32_t held = at->node[node].held;
    double people = world_population(world, track->sex, track->class_, track->age)[node];
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

bool world_told_at_start(const Plan *plan, const Track *track, int m) {
    const Group *group = &plan->study->group[track->group];
    return plan->model->milestone[m].age == track->age && ((group->holds | group->lacks) >> m & 1);
}

/* The chance of each set of milestones held at the start: as in the population of that age, sex, class
 * and state; milestones by entry to the start state are held. */
static void make_start(World *world, const Track *track, int s) {
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

static void make_starts(World *world) {
    const Plan *plan = world->plan;
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        for (int s = 0; s < track->n_starts; s++) make_start(world, track, track->first_start + s);
    }
}

int world_placed(const World *world, const Track *track, int arm, int node,
                 const EffectVariant *variant) {
    const Plan *plan = world->plan;
    const AgePlan *at = plan_age(plan, track->age);
    if (arm == ARM_BASELINE) return node;
    int place = years_placed(world, track, 1, variant);
    if (place == ANY || place == at->node[node].state) return node;
    uint32_t held = at->node[node].held;
    for (int m = 0; m < plan->model->n_milestones; m++) {
        if (plan->model->milestone[m].entry_state == place) held |= 1u << m;
    }
    int placed = plan_node(plan, track->age, place, 0, held);
    return placed == ANY ? node : placed;
}

Status world_make(World *world, int number, const double *value, const EffectVariant *variant,
                  Problems *problems) {
    Status status = STATUS_OK;
    take_values(world, number, value);
    TRY(make_kinds(world, problems));
    TRY(make_decisions(world, problems));
    TRY(population_run(world, problems));
    make_starts(world);
    TRY(natural_solve(world, problems));
    TRY(years_make(world, ARM_BASELINE, NULL));
    TRY(years_make(world, ARM_INTERVENTION, variant));
out:
    return status;
}

Status world_check(World *world, int number, const double *value, Problems *problems) {
    const Plan *plan = world->plan;
    take_values(world, number, value);
    for (int i = 0; i < plan->n_kinds; i++) {
        if (plan->kind[i].leads && !fill_base(world, &plan->kind[i], problems)) return STATUS_INPUT;
    }
    return make_decisions(world, problems);
}

Status world_change_effects(World *world, const EffectVariant *variant) {
    return years_make(world, ARM_INTERVENTION, variant);
}
