#include "analysis/goal.h"

#include <math.h>

static const uint8_t NOT_DECIDED = 0xff;

/* People looked at, and what they add up to. */
typedef struct {
    int n;
    double sum;
} Look;

/* The state held k years after entry; ANY for the dead and where lives are no longer followed. */
static int state_after(const Plan *plan, const Track *track, const Life *life, int arm, int k)
{
    if (k >= life->n_years || life->node[arm][k] < 0) return ANY;
    return plan_age(plan, track->age + k)->node[life->node[arm][k]].state;
}

static void look_at(const Plan *plan, const Contract *contract, const Track *track,
                    const Life *life, int arm, Look *look)
{
    const ContractCondition *condition = &contract->condition;
    if (condition->kind == CONDITION_MILESTONE) {
        int after = plan->model->milestone[condition->milestone].age - track->age;
        uint8_t level = life->level[arm][condition->milestone];
        if (after < 0 || after > contract->follow_up || level == NOT_DECIDED) return;
        look->sum += level != LEVEL_NOT_REACHED;
    } else if (condition->kind == CONDITION_STATE) {
        look->sum += state_after(plan, track, life, arm, condition->after) == condition->state;
    } else {
        for (int k = 0; k < contract->follow_up; k++)
            look->sum += state_after(plan, track, life, arm, k) == condition->state;
    }
    look->n++;
}

double goal_value(const Plan *plan, const Contract *contract, int arm, const Life *lives)
{
    Look look = {0, 0};
    if (contract->condition.kind == CONDITION_NONE) return NAN;
    for (int t = 0; t < plan->n_tracks; t++) {
        for (int i = 0; i < plan->track[t].n_people; i++)
            look_at(plan, contract, &plan->track[t], lives++, arm, &look);
    }
    return look.n > 0 ? look.sum / look.n : NAN;
}

bool goal_met(const ContractCondition *condition, double participants, double comparison)
{
    if (condition->kind == CONDITION_NONE) return true;
    double above = participants - (condition->compared ? comparison : condition->level);
    return (condition->lower ? -above : above) > condition->by; /* false with a NAN */
}
