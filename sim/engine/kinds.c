#include "engine/kinds.h"

#include "engine/rows.h"

#include <math.h>
#include <string.h>

static const double SUM_TOLERANCE = 1e-9;

/* The parameter of these transitions' products that lies farthest from its median, for a message. */
static const Parameter *suspect(const World *world, const RowKind *kind)
{
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
                     Problems *problems)
{
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
static bool fill_base(World *world, const RowKind *kind, Problems *problems)
{
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

static Status no_way_out(const World *world, const RowKind *kind, Problems *problems)
{
    const Model *model = world->plan->model;
    const Modifier *modifier = &model->modifier[kind->modifier[kind->n_modifiers - 1]];
    int row = kind->exits->row[kind->arm][kind->sex][0];
    const char *name = row == ANY ? "?" : model->state[model->transition[row].from].label.name;
    problems_note(
        problems, modifier->provenance.where, "value",
        "expected ratios that leave people somewhere to go, got 0 on every way out of %s at "
        "an age at which nobody can stay, in %s",
        name, world->label);
    return STATUS_INPUT;
}

/* The kind's probabilities after its modifiers; notes ratios that leave nothing of them. */
static Status fill_kind(World *world, const RowKind *kind, Problems *problems)
{
    const StateExits *exits = kind->exits;
    const Model *model = world->plan->model;
    double *hazard = world->kind_hazard + kind->first, *odds = world->kind_odds + kind->first;
    double *p = world->kind_p + kind->first;
    for (int j = 0; j < exits->n; j++) hazard[j] = odds[j] = 1;
    for (int i = 0; i < kind->n_modifiers; i++) {
        const Modifier *modifier = &model->modifier[kind->modifier[i]];
        plan_multiply(exits, modifier->to, world->modifier[kind->modifier[i]],
                      modifier->kind == RATIO_HAZARD ? hazard : odds);
    }
    memcpy(p, world->kind_base + kind->first, (size_t)exits->n * sizeof *p);
    if (kind->n_modifiers == 0) return STATUS_OK;
    row_bend(p, exits->n, exits->stay, hazard, odds);
    double sum = 0;
    for (int j = 0; j < exits->n; j++) sum += p[j];
    return fabs(sum - 1) <= SUM_TOLERANCE ? STATUS_OK : no_way_out(world, kind, problems);
}

static bool has_changed(const World *world, const RowKind *kind)
{
    const int *row = kind->exits->row[kind->arm][kind->sex];
    if (world->kind_since[kind - world->plan->kind] == 0) return true;
    for (int j = 0; j < kind->exits->n; j++)
        if (row[j] != ANY && world->transition_changed[row[j]]) return true;
    for (int i = 0; i < kind->n_modifiers; i++)
        if (world->modifier_changed[kind->modifier[i]]) return true;
    return false;
}

Status kinds_make(World *world, Problems *problems)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    for (int i = 0; i < plan->n_kinds; i++) {
        if (!has_changed(world, &plan->kind[i])) continue;
        world->kind_since[i] = world->n_made;
        if (!fill_base(world, &plan->kind[i], problems)) return STATUS_INPUT;
        TRY(fill_kind(world, &plan->kind[i], problems));
    }
out:
    return status;
}

Status kinds_check(World *world, Problems *problems)
{
    const Plan *plan = world->plan;
    for (int i = 0; i < plan->n_kinds; i++) {
        if (plan->kind[i].leads && !fill_base(world, &plan->kind[i], problems)) return STATUS_INPUT;
    }
    return STATUS_OK;
}

/* ---- milestones ---- */

static double decide(const World *world, int m, const AgePlan *at, int sex, int class_, int row,
                     int v)
{
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

Status kinds_decisions(World *world, Problems *problems)
{
    const Model *model = world->plan->model;
    for (int m = 0; m < model->n_milestones; m++) {
        if (model->milestone[m].age == ANY) continue;
        const AgePlan *at = plan_age(world->plan, model->milestone[m].age);
        for (int i = 0; i < N_SEXES * model->n_classes; i++) {
            int sex = i / model->n_classes, class_ = i % model->n_classes;
            int first = world_decision_index(world, m, sex, class_);
            const int *rows = world->decision_row +
                              (m * N_SEXES * model->n_classes + i) * model->n_states;
            for (int v = 0; v < at->n_nodes; v++) {
                int row = rows[at->node[v].state];
                bool decided = row != ANY && at->node[v].state != model->end_state;
                double p = decided ? decide(world, m, at, sex, class_, row, v) : 0;
                if (!(p >= 0 && p <= 1)) {
                    problems_note(problems, model->milestone_row[row].provenance.where,
                                  "probability",
                                  "expected the chance of %s to be from 0 to 1, got %.9g in %s",
                                  model->milestone[m].label.name, p, world->label);
                    return STATUS_INPUT;
                }
                world->decision[first + v] = p;
                world->causal[first + v] = decided ? product_value(
                                                         &model->milestone_row[row].causal_share,
                                                         world->parameter)
                                                   : 0;
            }
        }
    }
    return STATUS_OK;
}
