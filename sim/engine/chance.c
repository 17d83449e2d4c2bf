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

MilestoneChance chance_milestone(const Chance *chance, const Track *track, int tables, int m)
{
    const World *world = chance->world;
    const Plan *plan = world->plan;
    int first = world_decision_index(world, m, track->sex, track->class_);
    MilestoneChance milestone = {.chance = chance,
                                 .track = track,
                                 .at = plan_age(plan, plan->model->milestone[m].age),
                                 .reached = world->decision + first,
                                 .causal = world->causal + first,
                                 .tables = tables,
                                 .m = m};
    if (tables == ARM_BASELINE) return milestone; /* by which nothing is because of the programme */
    int r = (int)(track - plan->track) * plan->model->n_milestones + m;
    double now = chance->reach[tables][r], before = chance->reach[ARM_BASELINE][r];
    for (int reached = 0; reached < 2; reached++)
        milestone.because[reached] = exact_because(now, before, reached);
    milestone.bent = effects_decide(world, track, m);
    return milestone;
}

int chance_decide(const MilestoneChance *milestone, int node, const uint32_t word[4],
                  uint8_t *level)
{
    const Chance *chance = milestone->chance;
    const AgePlan *at = milestone->at;
    double p = milestone->bent ? world_decision(chance->world, milestone->track, milestone->tables,
                                                milestone->m, node, chance->variant)
                               : milestone->reached[node];
    bool reached = random_uniform(word[0], word[1]) < p, bends = reached;
    bool because = random_uniform(word[2], 0) < milestone->because[reached];
    if (because) bends = reached == (random_uniform(word[3], 0) < milestone->causal[node]);
    *level = reached ? (because ? LEVEL_BECAUSE : LEVEL_REACHED) : LEVEL_NOT_REACHED;
    if (!bends || !(at->held_bits >> milestone->m & 1)) return node;
    const Node *now = &at->node[node];
    return plan_node(chance->world->plan, at->age, now->state, now->years,
                     now->held | 1u << milestone->m);
}
