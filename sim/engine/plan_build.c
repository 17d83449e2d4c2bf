#include "engine/plan_build.h"

/* The milestones whose bits stand in `packed`, at the places of `bits`. */
static uint32_t expand(uint32_t packed, uint32_t bits)
{
    uint32_t held = 0;
    int place = 0;
    for (int m = 0; m < MAX_MILESTONES; m++) {
        if (!(bits >> m & 1)) continue;
        held |= (packed >> place++ & 1) << m;
    }
    return held;
}

static Status count_state_years(PlanBuilder *builder)
{
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

static void find_matters_until(PlanBuilder *builder)
{
    const Model *model = builder->model;
    for (int m = 0; m < model->n_milestones; m++)
        builder->matters_until[m] = builder->wishes->milestones >> m & 1 ? model->last_age : -1;
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

static uint32_t held_bits_at(const PlanBuilder *builder, int age)
{
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

static int bit_count(uint32_t bits)
{
    int n = 0;
    for (; bits; bits &= bits - 1) n++;
    return n;
}

/* Lays out the nodes of one age: by state in rank order, years, held. */
static Status lay_nodes(PlanBuilder *builder, AgePlan *at)
{
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
    if (n > MAX_NODES) {
        status = problems_fail(builder->problems, STATUS_INPUT,
                               "%s: expected states, bands and milestones that make at most %d "
                               "kinds of memory at one age, got %d at age %d; use fewer or shorter "
                               "bands in states.csv, or milestones that bend fewer ages",
                               model->folder, MAX_NODES, n, at->age);
        goto out;
    }
    ARENA_TRY(builder->arena, node, n);
    at->n_nodes = n;
    for (int s = 0; s < model->n_states; s++) {
        if (first[s] == ANY) continue;
        int n_held = s == model->end_state ? 1 : at->n_held;
        for (int i = 0; i < n_years[s] * n_held; i++) {
            node[first[s] + i] = (Node){s, i / n_held,
                                        expand((uint32_t)(i % n_held), at->held_bits)};
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

static bool transitions_name_arms(const Model *model)
{
    for (int t = 0; t < model->n_transitions; t++) {
        if (model->transition[t].arm != ANY) return true;
    }
    return false;
}

Status plan_build(const Study *study, Arena *arena, Problems *problems, Plan *plan)
{
    return plan_build_for(study, &(PlanWishes){0}, arena, problems, plan);
}

Status plan_build_for(const Study *study, const PlanWishes *wishes, Arena *arena,
                      Problems *problems, Plan *plan)
{
    Status status = STATUS_OK;
    const Model *model = &study->model;
    *plan = (Plan){.study = study,
                   .model = model,
                   .n_ages = model->last_age - model->first_age + 1,
                   .arms_differ = transitions_name_arms(model)};
    PlanBuilder builder = {.model = model,
                           .study = study,
                           .arena = arena,
                           .plan = plan,
                           .problems = problems,
                           .wishes = wishes};
    ARENA_TRY(arena, builder.age, plan->n_ages);
    plan->age = builder.age;
    TRY(count_state_years(&builder));
    TRY(plan_keep_generations(&builder));
    plan_keep_shocks(&builder);
    find_matters_until(&builder);
    for (int i = 0; i < plan->n_ages; i++) {
        builder.age[i].age = model->first_age + i;
        TRY(lay_nodes(&builder, &builder.age[i]));
    }
    for (int i = 0; i < plan->n_ages; i++) {
        AgePlan *at = &builder.age[i];
        TRY(plan_exits(&builder, at));
        TRY(plan_lay_tables(&builder, at, i ? at - 1 : NULL));
        TRY(plan_targets(&builder, at));
        TRY(plan_share_rows(&builder, at));
        TRY(plan_cells(&builder, at));
    }
    for (int i = 0; i < plan->n_ages - 1; i++) /* nobody moves on from the last age */
        TRY(plan_lanes(&builder, &builder.age[i], &builder.age[i + 1]));
    TRY(plan_lay_shapes(&builder));
    plan->price_row = builder.price_row;
out:
    return status;
}
