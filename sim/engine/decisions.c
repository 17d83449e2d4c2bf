#include "engine/decisions.h"

#include "engine/rows.h"

#include <math.h>

/* What counts at a milestone's birthday for one sex and class. */
struct Birthday {
    int milestone;
    const int *row; /* [n_states] of the milestone's table; ANY none */
    int n_modifiers;
    const int *modifier; /* [n_modifiers] those that act on it then */
};

/* ---- what counts ---- */

/* The row of the milestone's table that names most of state, class and sex, or ANY. */
static int find_row(const Model *model, int m, int sex, int class_, int state)
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

static int find_modifiers(const Model *model, int m, int sex, int class_, int *modifier)
{
    int n = 0, age = model->milestone[m].age;
    for (int i = 0; i < model->n_modifiers; i++) {
        const Modifier *row = &model->modifier[i];
        bool of = row->class_ == ANY || row->class_ == class_;
        if (row->milestone_target == m && of && (row->sex == ANY || row->sex == sex) &&
            age >= row->age_from && age <= row->age_to)
            modifier[n++] = i;
    }
    return n;
}

Status decisions_init(World *world)
{
    Status status = STATUS_OK;
    const Model *model = world->plan->model;
    int n_peers = N_SEXES * model->n_classes;
    ARENA_TRY(&world->arena, world->birthday, model->n_milestones * n_peers);
    for (int i = 0; i < model->n_milestones * n_peers; i++) {
        int m = i / n_peers, sex = i % n_peers / model->n_classes, class_ = i % model->n_classes;
        int *row, *modifier;
        ARENA_TRY(&world->arena, row, model->n_states);
        ARENA_TRY(&world->arena, modifier, model->n_modifiers);
        for (int s = 0; s < model->n_states; s++) row[s] = find_row(model, m, sex, class_, s);
        int n = find_modifiers(model, m, sex, class_, modifier);
        world->birthday[i] = (Birthday){m, row, n, modifier};
    }
out:
    return status;
}

/* ---- chances ---- */

/* The chance of those who hold `held`, from their row's. */
static double modify(const World *world, const Birthday *birthday, uint32_t held, double p)
{
    for (int i = 0; i < birthday->n_modifiers; i++) {
        const Modifier *row = &world->plan->model->modifier[birthday->modifier[i]];
        double value = world->modifier[birthday->modifier[i]];
        if (row->milestone != ANY && !(held >> row->milestone & 1)) continue;
        p = row->kind == RATIO_HAZARD ? 1 - pow(1 - p, value) : odds_times(p, value);
    }
    return p;
}

static Status impossible(const World *world, const MilestoneRow *row, double p, Problems *problems)
{
    problems_note(problems, row->provenance.where, "probability",
                  "expected the chance of %s to be from 0 to 1, got %.9g in %s",
                  world->plan->model->milestone[row->milestone].label.name, p, world->label);
    return STATUS_INPUT;
}

/* The chances of a state's nodes, which stand by years and what is held: years do not matter. */
static Status decide_state(World *world, const Birthday *birthday, int s, int first,
                           Problems *problems)
{
    const Plan *plan = world->plan;
    const Model *model = plan->model;
    const AgePlan *at = plan_age(plan, model->milestone[birthday->milestone].age);
    int row = s == model->end_state ? ANY : birthday->row[s];
    int n = plan->n_state_years[s] * (s == model->end_state ? 1 : at->n_held);
    double *decision = world->decision + first + at->first_node[s];
    double *causal = world->causal + first + at->first_node[s], p = 0, share = 0;
    if (row != ANY) {
        p = product_value(&model->milestone_row[row].probability, world->parameter);
        share = product_value(&model->milestone_row[row].causal_share, world->parameter);
    }
    for (int i = 0; i < n; i++) {
        uint32_t held = at->node[at->first_node[s] + i].held;
        bool known = i >= at->n_held;
        decision[i] = row == ANY ? 0
                      : known    ? decision[i - at->n_held]
                                 : modify(world, birthday, held, p);
        causal[i] = share;
        if (!(decision[i] >= 0 && decision[i] <= 1))
            return impossible(world, &model->milestone_row[row], decision[i], problems);
    }
    return STATUS_OK;
}

Status decisions_make(World *world, Problems *problems)
{
    Status status = STATUS_OK;
    const Model *model = world->plan->model;
    int n_peers = N_SEXES * model->n_classes;
    for (int i = 0; i < model->n_milestones * n_peers; i++) {
        const Birthday *birthday = &world->birthday[i];
        int m = birthday->milestone, peer = i % n_peers;
        if (model->milestone[m].age == ANY) continue;
        const AgePlan *at = plan_age(world->plan, model->milestone[m].age);
        int first = world_decision_index(world, m, peer / model->n_classes,
                                         peer % model->n_classes);
        for (int s = 0; s < model->n_states; s++)
            if (at->first_node[s] != ANY) TRY(decide_state(world, birthday, s, first, problems));
    }
out:
    return status;
}
