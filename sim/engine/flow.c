#include "engine/flow.h"

#include "engine/effects.h"

#include <string.h>

void flow_decide(const Plan *plan, const AgePlan *at, int m, const double *p, double *now)
{
    if (!(at->held_bits >> m & 1)) return;
    for (int v = 0; v < at->first_node[plan->model->end_state]; v++) {
        const Node *node = &at->node[v];
        if (now[v] <= 0 || node->held >> m & 1) continue;
        int reached = plan_node(plan, at->age, node->state, node->years, node->held | 1u << m);
        now[reached] += now[v] * p[v];
        now[v] *= 1 - p[v];
    }
}

void flow_move(const AgePlan *at, const YearTable *table, const double *now, double *next)
{
    for (int v = 0; v < at->n_nodes; v++) {
        if (now[v] > 0)
            flow_row(at, v, table_row(table, at, v), table->q[at->row[v]], now[v], next);
    }
}

void flow_begin(const World *world, const Track *track, int arm, const EffectVariant *variant,
                double *now)
{
    const Plan *plan = world->plan;
    const AgePlan *at = plan_age(plan, track->age);
    memset(now, 0, (size_t)at->n_nodes * sizeof *now);
    for (int s = track->first_start; s < track->first_start + track->n_starts; s++) {
        const StartCell *cell = &plan->start[s];
        const double *chance = world->start + s * world->max_held;
        int first = plan_node(plan, track->age, cell->state, cell->years, 0);
        for (int h = 0; h < at->n_held; h++) {
            int node = world_placed(world, track, arm, first + h, variant);
            now[node] += cell->n_people * chance[h];
        }
    }
}
