#include "engine/chance.h"

#include "base/random.h"
#include "engine/effects.h"
#include "engine/exact.h"

int chance_start(const World *world, const Track *track, int start, double u)
{
    const Plan *plan = world->plan;
    const StartCell *cell = &plan->start[start];
    const double *chance = world->start + start * world->max_held;
    int n_held = plan_age(plan, track->age)->n_held, h = 0;
    for (; h < n_held - 1 && u >= chance[h]; h++) u -= chance[h];
    return plan_node(plan, track->age, cell->state, cell->years, 0) + h;
}

int chance_decide(const Chance *chance, const Track *track, int tables, int m, int node,
                  const uint32_t word[4], uint8_t *level)
{
    const World *world = chance->world;
    const Plan *plan = world->plan;
    const AgePlan *at = plan_age(plan, plan->model->milestone[m].age);
    int r = (int)(track - plan->track) * plan->model->n_milestones + m;
    double p = world_decision(world, track, tables, m, node, chance->variant);
    bool reached = random_uniform(word[0], word[1]) < p, because = false, bends = reached;
    if (tables == ARM_INTERVENTION) {
        double share = exact_because(chance->reach[tables][r], chance->reach[ARM_BASELINE][r],
                                     reached);
        because = random_uniform(word[2], 0) < share;
    }
    if (because) {
        int first = world_decision_index(world, m, track->sex, track->class_);
        bool causal = random_uniform(word[3], 0) < world->causal[first + node];
        bends = reached == causal;
    }
    *level = reached ? (because ? LEVEL_BECAUSE : LEVEL_REACHED) : LEVEL_NOT_REACHED;
    if (!bends || !(at->held_bits >> m & 1)) return node;
    const Node *now = &at->node[node];
    return plan_node(plan, at->age, now->state, now->years, now->held | 1u << m);
}
