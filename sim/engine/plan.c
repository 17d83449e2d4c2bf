#include "engine/plan.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What is worked on while a plan is built. */
typedef struct {
    const Model *model;
    const Study *study;
    Arena *arena;
    Plan *plan;
    AgePlan *age;           /* [n_ages] */
    uint32_t remembered;               /* milestones that nodes keep to the last age */
    int matters_until[MAX_MILESTONES]; /* the last age at which a milestone bends anything */
    RowKind *kind;          /* grows */
    int kind_capacity;
    int *bucket;            /* hash table of kinds; kind index + 1 */
    int n_buckets;
    PriceRow *price_row;    /* grows */
    int price_row_capacity;
} Builder;

static bool covers(int from, int to, int age) {
    return from <= age && age <= to;
}

static bool matches(int selector, int value) {
    return selector == ANY || selector == value;
}

static bool open_at(const Model *model, int state, int age) {
    return state == model->end_state ||
           covers(model->state[state].age_from, model->state[state].age_to, age);
}

int plan_band(const State *state, int years) {
    int band = state->n_bands - 1;
    while (band > 0 && years < state->band_from[band]) band--;
    return band;
}

/* The bits of `held` at the places of `bits`, pushed together. */
static uint32_t compress(uint32_t held, uint32_t bits) {
    uint32_t packed = 0;
    int place = 0;
    for (int m = 0; m < MAX_MILESTONES; m++) {
        if (!(bits >> m & 1)) continue;
        packed |= (held >> m & 1) << place++;
    }
    return packed;
}

static uint32_t expand(uint32_t packed, uint32_t bits) {
    uint32_t held = 0;
    int place = 0;
    for (int m = 0; m < MAX_MILESTONES; m++) {
        if (!(bits >> m & 1)) continue;
        held |= (packed >> place++ & 1) << m;
    }
    return held;
}

int plan_node(const Plan *plan, int age, int state, int years, uint32_t held) {
    const AgePlan *at = plan_age(plan, age);
    int first = at->first_node[state];
    if (first == ANY) return ANY;
    int last = plan->n_state_years[state] - 1;
    if (years > last) years = last;
    if (state == plan->model->end_state) return first + years;
    return first + years * at->n_held + (int)compress(held, at->held_bits);
}

/* ---- states and nodes ---- */

static Status count_state_years(Builder *builder) {
    Status status = STATUS_OK;
    const Model *model = builder->model;
    int *n_years;
    ARENA_TRY(builder->arena, n_years, model->n_states);
    for (int s = 0; s < model->n_states; s++) {
        const State *state = &model->state[s];
        n_years[s] = state->band_from[state->n_bands - 1] + 1;
    }
    for (int c = 0; c < model->n_costs; c++) {
        const Cost *cost = &model->cost[c];
        if (cost->per_entry && n_years[cost->state] < 2) n_years[cost->state] = 2;
    }
    builder->plan->n_state_years = n_years;
out:
    return status;
}

static void find_matters_until(Builder *builder) {
    const Model *model = builder->model;
    for (int m = 0; m < model->n_milestones; m++)
        builder->matters_until[m] = builder->remembered >> m & 1 ? model->last_age : -1;
    for (int i = 0; i < model->n_modifiers; i++) {
        const Modifier *modifier = &model->modifier[i];
        if (modifier->milestone == ANY) continue;
        int until = modifier->age_to;
        if (modifier->milestone_target >= 0) {
            const Milestone *target = &model->milestone[modifier->milestone_target];
            until = target->age == ANY ? model->last_age : target->age;
        }
        int *last = &builder->matters_until[modifier->milestone];
        if (until > *last) *last = until;
    }
}

static uint32_t held_bits_at(const Builder *builder, int age) {
    const Model *model = builder->model;
    uint32_t bits = 0;
    for (int m = 0; m < model->n_milestones; m++) {
        const Milestone *milestone = &model->milestone[m];
        int from = milestone->age == ANY ? model->state[milestone->entry_state].age_from
                                         : milestone->age;
        if (covers(from, builder->matters_until[m], age)) bits |= 1u << m;
    }
    return bits;
}

static int bit_count(uint32_t bits) {
    int n = 0;
    for (; bits; bits &= bits - 1) n++;
    return n;
}

/* Lays out the nodes of one age: by state in rank order, years, held. */
static Status lay_nodes(Builder *builder, AgePlan *at) {
    Status status = STATUS_OK;
    const Model *model = builder->model;
    const int *n_years = builder->plan->n_state_years;
    int *first, n = 0;
    Node *node;
    at->held_bits = held_bits_at(builder, at->age);
    at->n_held = 1 << bit_count(at->held_bits);
    ARENA_TRY(builder->arena, first, model->n_states);
    for (int s = 0; s < model->n_states; s++) {
        first[s] = open_at(model, s, at->age) ? n : ANY;
        if (first[s] != ANY) n += n_years[s] * (s == model->end_state ? 1 : at->n_held);
    }
    ARENA_TRY(builder->arena, node, n);
    at->n_nodes = n;
    for (int s = 0; s < model->n_states; s++) {
        if (first[s] == ANY) continue;
        int n_held = s == model->end_state ? 1 : at->n_held;
        for (int i = 0; i < n_years[s] * n_held; i++) {
            node[first[s] + i] = (Node){s, i / n_held, expand((uint32_t)(i % n_held), at->held_bits)};
        }
    }
    at->first_node = first;
    at->node = node;
    for (int m = 0; m < model->n_milestones; m++) {
        if (model->milestone[m].age == at->age) at->decided |= 1u << m;
    }
out:
    return status;
}

/* ---- exits of states ---- */

/* The row from -> to that counts for an arm, sex and age: one that names the arm before one that does
 * not. ANY when there is none. */
static int find_transition(const Model *model, int arm, int sex, int from, int to, int age) {
    int found = ANY;
    for (int t = 0; t < model->n_transitions; t++) {
        const Transition *row = &model->transition[t];
        if (row->from != from || row->to != to) continue;
        if (!matches(row->arm, arm) || !matches(row->sex, sex)) continue;
        if (!covers(row->age_from, row->age_to, age)) continue;
        if (found == ANY || row->arm != ANY) found = t;
    }
    return found;
}

static void mark_targets(const Builder *builder, int state, int age, bool *target) {
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

static bool same_exits(const StateExits *a, const StateExits *b) {
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

static Status find_exits(Builder *builder, int state, int age, StateExits *exits) {
    Status status = STATUS_OK;
    const Model *model = builder->model;
    bool target[MAX_STATES] = {false};
    int *to;
    mark_targets(builder, state, age, target);
    exits->stay = exits->end = ANY;
    ARENA_TRY(builder->arena, to, model->n_states);
    for (int s = 0; s < model->n_states; s++) {
        if (!target[s]) continue;
        if (s == state) exits->stay = exits->n;
        else if (s == model->end_state) exits->end = exits->n;
        to[exits->n++] = s;
    }
    exits->to = to;
    for (int arm = 0; arm < N_ARMS; arm++) {
        for (int sex = 0; sex < N_SEXES; sex++) {
            int *row;
            ARENA_TRY(builder->arena, row, exits->n);
            for (int j = 0; j < exits->n; j++)
                row[j] = find_transition(model, arm, sex, state, to[j], age);
            exits->row[arm][sex] = row;
        }
    }
out:
    return status;
}

/* The exits of every state open at an age; one that equals last age's is the same one. */
static Status lay_exits(Builder *builder, AgePlan *at, const AgePlan *before) {
    Status status = STATUS_OK;
    const Model *model = builder->model;
    StateExits *exits;
    ARENA_TRY(builder->arena, exits, model->n_states);
    for (int s = 0; s < model->n_states; s++) {
        if (at->first_node[s] == ANY || at->age == model->last_age) continue;
        TRY(find_exits(builder, s, at->age, &exits[s]));
        if (before && before->exits[s].n && same_exits(&before->exits[s], &exits[s]))
            exits[s] = before->exits[s]; /* same pointers: recognised as the same by kinds */
    }
    at->exits = exits;
out:
    return status;
}

/* ---- kinds of rows ---- */

static uint64_t kind_hash(const RowKind *kind) {
    uint64_t hash = 1469598103934665603u;
    uint64_t word[4] = {(uint64_t)(uintptr_t)kind->exits->to, (uint64_t)kind->arm,
                        (uint64_t)kind->sex, (uint64_t)kind->n_modifiers};
    for (int i = 0; i < 4; i++) hash = (hash ^ word[i]) * 1099511628211u;
    for (int i = 0; i < kind->n_modifiers; i++)
        hash = (hash ^ (uint64_t)kind->modifier[i]) * 1099511628211u;
    return hash ^ hash >> 29;
}

static bool same_kind(const RowKind *a, const RowKind *b) {
    return a->exits->to == b->exits->to && a->arm == b->arm && a->sex == b->sex &&
           a->n_modifiers == b->n_modifiers &&
           (a->n_modifiers == 0 ||
            memcmp(a->modifier, b->modifier, (size_t)a->n_modifiers * sizeof(int)) == 0);
}

static Status grow_kinds(Builder *builder) {
    Status status = STATUS_OK;
    int n = builder->plan->n_kinds;
    if (n < builder->kind_capacity) goto out;
    RowKind *kind;
    builder->kind_capacity = builder->kind_capacity ? 2 * builder->kind_capacity : 256;
    builder->n_buckets = 4 * builder->kind_capacity;
    ARENA_TRY(builder->arena, kind, builder->kind_capacity);
    if (n) memcpy(kind, builder->kind, (size_t)n * sizeof *kind);
    builder->kind = kind;
    ARENA_TRY(builder->arena, builder->bucket, builder->n_buckets);
    for (int i = 0; i < n; i++) {
        uint64_t b = kind_hash(&kind[i]) % (uint64_t)builder->n_buckets;
        while (builder->bucket[b]) b = (b + 1) % (uint64_t)builder->n_buckets;
        builder->bucket[b] = i + 1;
    }
out:
    return status;
}

/* The index of this kind of row, made if it is new. */
static Status find_kind(Builder *builder, const RowKind *wanted, int *index) {
    Status status = STATUS_OK;
    int *modifier;
    TRY(grow_kinds(builder));
    uint64_t b = kind_hash(wanted) % (uint64_t)builder->n_buckets;
    for (; builder->bucket[b]; b = (b + 1) % (uint64_t)builder->n_buckets) {
        if (!same_kind(&builder->kind[builder->bucket[b] - 1], wanted)) continue;
        *index = builder->bucket[b] - 1;
        goto out;
    }
    RowKind *kind = &builder->kind[builder->plan->n_kinds];
    *kind = *wanted;
    ARENA_TRY(builder->arena, modifier, wanted->n_modifiers);
    if (wanted->n_modifiers)
        memcpy(modifier, wanted->modifier, (size_t)wanted->n_modifiers * sizeof(int));
    kind->modifier = modifier;
    kind->first = builder->plan->n_kind_values;
    kind->leads = true;
    for (int i = 0; i < builder->plan->n_kinds && kind->leads; i++) {
        const RowKind *other = &builder->kind[i];
        kind->leads = other->exits->to != kind->exits->to || other->arm != kind->arm ||
                      other->sex != kind->sex;
    }
    builder->plan->n_kind_values += wanted->exits->n;
    *index = builder->plan->n_kinds++;
    builder->bucket[b] = *index + 1;
out:
    return status;
}

static bool modifier_applies(const Model *model, const Modifier *modifier, const Node *node, int age,
                             int sex, int class_) {
    if (modifier->milestone_target >= 0 || node->state == model->end_state) return false;
    if (!matches(modifier->from, node->state) || !covers(modifier->age_from, modifier->age_to, age))
        return false;
    if (!matches(modifier->sex, sex) || !matches(modifier->class_, class_)) return false;
    if (modifier->milestone != ANY && !(node->held >> modifier->milestone & 1)) return false;
    return modifier->band == ANY ||
           modifier->band == plan_band(&model->state[node->state], node->years);
}

static Status lay_kinds(Builder *builder, AgePlan *at) {
    Status status = STATUS_OK;
    const Model *model = builder->model;
    int n_tables = (builder->plan->arms_differ ? N_ARMS : 1) * N_SEXES * model->n_classes;
    int *kind, *modifier;
    ARENA_TRY(builder->arena, kind, n_tables * at->n_nodes);
    at->kind = kind;
    if (at->age == model->last_age) goto out;
    modifier = malloc((size_t)(model->n_modifiers + 1) * sizeof *modifier);
    if (!modifier) return STATUS_MEMORY;
    for (int table = 0; table < n_tables && status == STATUS_OK; table++) {
        int class_ = table % model->n_classes, sex = table / model->n_classes % N_SEXES;
        for (int v = 0; v < at->n_nodes && status == STATUS_OK; v++) {
            const Node *node = &at->node[v];
            RowKind wanted = {.exits = &at->exits[node->state],
                              .arm = table / model->n_classes / N_SEXES,
                              .sex = sex,
                              .modifier = modifier};
            for (int i = 0; i < model->n_modifiers; i++) {
                if (modifier_applies(model, &model->modifier[i], node, at->age, sex, class_))
                    modifier[wanted.n_modifiers++] = i;
            }
            status = find_kind(builder, &wanted, &kind[table * at->n_nodes + v]);
        }
    }
    free(modifier);
out:
    return status;
}

/* ---- targets ---- */

/* Where a node's people are at the next age if they go to (or stay in) `state`. */
static int target_node(const Builder *builder, const Node *node, int state, int next_age) {
    const Model *model = builder->model;
    bool stays = state == node->state;
    uint32_t held = node->held;
    for (int m = 0; m < model->n_milestones && !stays; m++) {
        if (model->milestone[m].entry_state == state) held |= 1u << m;
    }
    return plan_node(builder->plan, next_age, state, stays ? node->years + 1 : 0, held);
}

static Status lay_targets(Builder *builder, AgePlan *at) {
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
    int n = at->n_nodes * at->stride;
    if (n > builder->plan->max_row) builder->plan->max_row = n;
    if (at->n_nodes > builder->plan->max_nodes) builder->plan->max_nodes = at->n_nodes;
out:
    return status;
}

/* ---- cells ---- */

static bool cost_applies(const Cost *cost, int state, int sex, int age, bool entered) {
    return cost->state == state && matches(cost->sex, sex) &&
           covers(cost->age_from, cost->age_to, age) && (entered || !cost->per_entry);
}

/* The price row with exactly these cost rows, made if it is new. */
static Status find_price_row(Builder *builder, const int *cost, int n, int *index) {
    Status status = STATUS_OK;
    Plan *plan = builder->plan;
    int *kept;
    for (int p = 0; p < plan->n_price_rows; p++) {
        const PriceRow *row = &builder->price_row[p];
        if (row->n == n && (n == 0 || memcmp(row->cost, cost, (size_t)n * sizeof *cost) == 0)) {
            *index = p;
            goto out;
        }
    }
    if (plan->n_price_rows == builder->price_row_capacity) {
        PriceRow *grown;
        int capacity = builder->price_row_capacity ? 2 * builder->price_row_capacity : 64;
        ARENA_TRY(builder->arena, grown, capacity);
        if (plan->n_price_rows)
            memcpy(grown, builder->price_row, (size_t)plan->n_price_rows * sizeof *grown);
        builder->price_row = grown;
        builder->price_row_capacity = capacity;
    }
    ARENA_TRY(builder->arena, kept, n);
    if (n) memcpy(kept, cost, (size_t)n * sizeof *cost);
    *index = plan->n_price_rows++;
    builder->price_row[*index] = (PriceRow){n, kept};
out:
    return status;
}

static int find_cell(AgePlan *at, int *state, int *price, int wanted_state, int wanted_price) {
    int c = 0;
    while (c < at->n_cells && (state[c] != wanted_state || price[c] != wanted_price)) c++;
    if (c == at->n_cells) {
        state[c] = wanted_state;
        price[c] = wanted_price;
        at->n_cells++;
    }
    return c;
}

static Status lay_cells(Builder *builder, AgePlan *at) {
    Status status = STATUS_OK;
    const Model *model = builder->model;
    int *state, *price, *cell;
    int *cost = malloc((size_t)(model->n_costs + 1) * sizeof *cost);
    if (!cost) return STATUS_MEMORY;
    ARENA_TRY(builder->arena, state, N_SEXES * at->n_nodes);
    ARENA_TRY(builder->arena, price, N_SEXES * at->n_nodes);
    for (int sex = 0; sex < N_SEXES; sex++) {
        ARENA_TRY(builder->arena, cell, at->n_nodes);
        at->cell[sex] = cell;
        for (int v = 0; v < at->n_nodes; v++) {
            const Node *node = &at->node[v];
            int n = 0, row;
            for (int c = 0; c < model->n_costs; c++) {
                if (cost_applies(&model->cost[c], node->state, sex, at->age, node->years == 0))
                    cost[n++] = c;
            }
            TRY(find_price_row(builder, cost, n, &row));
            cell[v] = v == at->n_nodes - 1 ? ANY : find_cell(at, state, price, node->state, row);
        }
    }
    at->cell_state = state;
    at->cell_price = price;
out:
    free(cost);
    return status;
}

static Status lay_steps(Builder *builder, AgePlan *at) {
    Status status = STATUS_OK;
    for (int sex = 0; sex < N_SEXES; sex++) {
        Step *step;
        ARENA_TRY(builder->arena, step, at->n_nodes);
        for (int v = 0; v < at->n_nodes; v++) {
            int state = at->node[v].state;
            step[v] = (Step){(int16_t)at->cell[sex][v], (uint8_t)state,
                             builder->model->state[state].exclusion};
        }
        at->step[sex] = step;
    }
out:
    return status;
}

static bool transitions_name_arms(const Model *model) {
    for (int t = 0; t < model->n_transitions; t++) {
        if (model->transition[t].arm != ANY) return true;
    }
    return false;
}

Status plan_build(const Study *study, Arena *arena, Plan *plan) {
    return plan_build_remembering(study, 0, arena, plan);
}

Status plan_build_remembering(const Study *study, uint32_t milestones, Arena *arena, Plan *plan) {
    Status status = STATUS_OK;
    const Model *model = &study->model;
    *plan = (Plan){.study = study,
                   .model = model,
                   .n_ages = model->last_age - model->first_age + 1,
                   .arms_differ = transitions_name_arms(model)};
    Builder builder = {
        .model = model, .study = study, .arena = arena, .plan = plan, .remembered = milestones};
    ARENA_TRY(arena, builder.age, plan->n_ages);
    plan->age = builder.age;
    TRY(count_state_years(&builder));
    find_matters_until(&builder);
    for (int i = 0; i < plan->n_ages; i++) {
        builder.age[i].age = model->first_age + i;
        TRY(lay_nodes(&builder, &builder.age[i]));
    }
    for (int i = 0; i < plan->n_ages; i++) {
        AgePlan *at = &builder.age[i];

        TRY(lay_exits(&builder, at, i ? at - 1 : NULL));
        TRY(lay_kinds(&builder, at));
        TRY(lay_targets(&builder, at));
        TRY(lay_cells(&builder, at));
        TRY(lay_steps(&builder, at));
    }
    plan->kind = builder.kind;
    plan->price_row = builder.price_row;
out:
    return status;
}
