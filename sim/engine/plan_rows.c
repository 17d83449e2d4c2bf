#include "engine/plan_build.h"

#include <assert.h>
#include <string.h>

/* ---- exits of states ---- */

/* The row from -> to that counts for an arm, sex, age and birth year: one that names the arm before one
 * that does not. ANY when there is none. */
static int find_transition(const Model *model, int arm, int sex, int from, int to, int age,
                           int born)
{
    int found = ANY;
    for (int t = 0; t < model->n_transitions; t++) {
        const Transition *row = &model->transition[t];
        if (row->from != from || row->to != to) continue;
        if (!matches(row->arm, arm) || !matches(row->sex, sex)) continue;
        if (!covers(row->age_from, row->age_to, age)) continue;
        if (!covers(row->born.from, row->born.to, born)) continue;
        if (found == ANY || row->arm != ANY) found = t;
    }
    return found;
}

static void mark_targets(const PlanBuilder *builder, int state, int age, bool *target)
{
    const Model *model = builder->model;
    if (open_at(model, state, age + 1)) target[state] = true;
    target[model->end_state] = true;
    if (state == model->end_state) return;
    for (int t = 0; t < model->n_transitions; t++) {
        const Transition *row = &model->transition[t];
        if (row->from == state && covers(row->age_from, row->age_to, age)) target[row->to] = true;
    }
    for (int e = 0; e < builder->study->n_effects; e++) {
        const Effect *effect = &builder->study->effect[e];
        if (effect->kind == EFFECT_PLACE && open_at(model, effect->place, age + 1))
            target[effect->place] = true;
    }
}

static bool same_exits(const StateExits *a, const StateExits *b)
{
    if (a->n != b->n || a->stay != b->stay || a->end != b->end) return false;
    if (memcmp(a->to, b->to, (size_t)a->n * sizeof *a->to) != 0) return false;
    for (int arm = 0; arm < N_ARMS; arm++) {
        for (int sex = 0; sex < N_SEXES; sex++) {
            if (memcmp(a->row[arm][sex], b->row[arm][sex], (size_t)a->n * sizeof(int)) != 0)
                return false;
        }
    }
    return true;
}

static Status find_exits(PlanBuilder *builder, int state, int age, int born, StateExits *exits)
{
    Status status = STATUS_OK;
    const Model *model = builder->model;
    bool target[MAX_STATES] = {false};
    int *to;
    mark_targets(builder, state, age, target);
    exits->stay = exits->end = ANY;
    ARENA_TRY(builder->arena, to, model->n_states);
    for (int s = 0; s < model->n_states; s++) {
        if (!target[s]) continue;
        if (s == state)
            exits->stay = exits->n;
        else if (s == model->end_state)
            exits->end = exits->n;
        to[exits->n++] = s;
    }
    exits->to = to;
    for (int arm = 0; arm < N_ARMS; arm++) {
        for (int sex = 0; sex < N_SEXES; sex++) {
            int *row;
            ARENA_TRY(builder->arena, row, exits->n);
            for (int j = 0; j < exits->n; j++)
                row[j] = find_transition(model, arm, sex, state, to[j], age, born);
            exits->row[arm][sex] = row;
        }
    }
out:
    return status;
}

/* Exits that are already there and equal these: of this age before generation `upto`, of the last age.
 * The same pointers are recognised as the same by kinds. */
static const StateExits *find_same(const PlanBuilder *builder, int upto, int state,
                                   const StateExits *exits)
{
    for (int i = 0; i < upto; i++) {
        const StateExits *other = &builder->exits[i][state];
        if (same_exits(other, exits)) return other;
    }
    for (int g = 0; g < builder->plan->n_generations; g++) {
        const StateExits *other = builder->exits_before[g] ? &builder->exits_before[g][state]
                                                           : NULL;
        if (other && other->n && same_exits(other, exits)) return other;
    }
    return NULL;
}

static Status exits_of_generation(PlanBuilder *builder, const AgePlan *at, int g)
{
    Status status = STATUS_OK;
    const Model *model = builder->model;
    StateExits *exits;
    ARENA_TRY(builder->arena, exits, model->n_states);
    for (int s = 0; s < model->n_states; s++) {
        if (at->first_node[s] == ANY || at->age == model->last_age) continue;
        TRY(find_exits(builder, s, at->age, builder->plan->generation[g].from, &exits[s]));
        const StateExits *same = find_same(builder, g, s, &exits[s]);
        if (same) exits[s] = *same;
    }
    builder->exits[g] = exits;
out:
    return status;
}

/* Does a row of this age name birth years? */
static bool names_birth_years(const Model *model, int age)
{
    bool names = false;
    for (int t = 0; t < model->n_transitions; t++) {
        const Transition *row = &model->transition[t];
        bool all = row->born.from == EARLIEST_BORN && row->born.to == LATEST_BORN;
        names |= !all && covers(row->age_from, row->age_to, age);
    }
    for (int i = 0; i < model->n_modifiers; i++) {
        const Modifier *row = &model->modifier[i];
        bool all = row->born.from == EARLIEST_BORN && row->born.to == LATEST_BORN;
        names |= !all && covers(row->age_from, row->age_to, age);
    }
    return names;
}

/* Where every state stands among the others' exits. */
static Status find_places(PlanBuilder *builder, AgePlan *at)
{
    Status status = STATUS_OK;
    int n = builder->model->n_states;
    int8_t *exit;
    ARENA_TRY(builder->arena, exit, n * n);
    memset(exit, ANY, (size_t)(n * n));
    for (int s = 0; s < n; s++)
        for (int j = 0; j < at->exits[s].n; j++) exit[s * n + at->exits[s].to[j]] = (int8_t)j;
    at->exit = exit;
out:
    return status;
}

Status plan_exits(PlanBuilder *builder, AgePlan *at)
{
    Status status = STATUS_OK;
    int n = builder->plan->n_generations;
    const StateExits **last = builder->exits_before;
    builder->exits_before = builder->exits;
    builder->exits = last;
    bool last_age = at->age == builder->model->last_age;
    builder->alike = n == 1 || last_age || !names_birth_years(builder->model, at->age);
    TRY(exits_of_generation(builder, at, 0));
    for (int g = 1; g < n; g++) {
        builder->exits[g] = builder->exits[0];
        if (!builder->alike) TRY(exits_of_generation(builder, at, g));
    }
    at->exits = builder->exits[0];
    TRY(find_places(builder, at));
out:
    return status;
}

/* ---- targets ---- */

/* Where a node's people are at the next age if they go to (or stay in) `state`. */
static int target_node(const PlanBuilder *builder, const Node *node, int state, int next_age)
{
    const Model *model = builder->model;
    bool stays = state == node->state;
    uint32_t held = node->held;
    for (int m = 0; m < model->n_milestones && !stays; m++) {
        if (model->milestone[m].entry_state == state) held |= 1u << m;
    }
    return plan_node(builder->plan, next_age, state, stays ? node->years + 1 : 0, held);
}

Status plan_targets(PlanBuilder *builder, AgePlan *at)
{
    Status status = STATUS_OK;
    int *row_n, most = 1;
    int16_t *target;
    ARENA_TRY(builder->arena, row_n, at->n_nodes);
    for (int v = 0; v < at->n_nodes; v++) {
        row_n[v] = at->exits[at->node[v].state].n;
        if (row_n[v] > most) most = row_n[v];
    }
    at->stride = (most + 3) / 4 * 4;
    ARENA_TRY(builder->arena, target, at->n_nodes * at->stride);
    for (int v = 0; v < at->n_nodes; v++) {
        const StateExits *exits = &at->exits[at->node[v].state];
        for (int j = 0; j < exits->n; j++) {
            int to = target_node(builder, &at->node[v], exits->to[j], at->age + 1);
            assert(to != ANY && to <= INT16_MAX);
            target[v * at->stride + j] = (int16_t)to;
        }
    }
    at->row_n = row_n;
    at->target = target;
    if (at->n_nodes > builder->plan->max_nodes) builder->plan->max_nodes = at->n_nodes;
out:
    return status;
}

/* ---- lanes ---- */

/* Few nodes have a lane each; of more the rows do, when they are few. Other lanes are as the end's. */
static void lay_lanes(const AgePlan *at, int n_lanes, int *row, int *lane)
{
    bool by_row = at->n_nodes > n_lanes;
    int n = by_row ? at->n_rows : at->n_nodes, end = at->row[at->n_nodes - 1];
    for (int l = 0; l < n_lanes; l++) row[l] = l >= n ? end : by_row ? l : at->row[l];
    for (int v = 0; v < at->n_nodes; v++) lane[v] = by_row ? at->row[v] : v;
}

Status plan_lanes(PlanBuilder *builder, AgePlan *at, const AgePlan *next)
{
    Status status = STATUS_OK;
    int most = 1, *row, *behind, *lane;
    for (int v = 0; v < at->n_nodes; v++) {
        if (at->row_n[v] > most) most = at->row_n[v];
    }
    if (at->n_nodes > FEW_NODES || next->n_nodes > FEW_NODES || most - 1 > FEW_THRESHOLDS ||
        builder->model->n_states > FEW_STATES)
        return STATUS_OK;
    int n_lanes = at->n_nodes <= LANES || at->n_rows <= LANES ? LANES : 2 * LANES;
    ARENA_TRY(builder->arena, row, n_lanes);
    ARENA_TRY(builder->arena, behind, n_lanes);
    ARENA_TRY(builder->arena, lane, at->n_nodes);
    lay_lanes(at, n_lanes, row, lane);
    for (int l = 0; l < n_lanes; l++) behind[l] = 1 - at->row_targets[row[l]];
    at->lanes = (ThresholdLanes){most / 2 * 2, n_lanes, row, behind};
    at->lane = lane;
out:
    return status;
}
