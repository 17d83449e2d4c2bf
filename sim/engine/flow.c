#include "engine/flow.h"

#include "engine/effects.h"

#include <string.h>

void flow_decide(const Plan *plan, const AgePlan *at, int m, const double *p, double *now)
{
    if (!(at->held_bits >> m & 1)) return;
    int step = plan_reach_step(plan, at, m);
    for (int v = 0; v < at->first_node[plan->model->end_state]; v++) {
        if (now[v] <= 0 || at->node[v].held >> m & 1) continue;
        now[v + step] += now[v] * p[v];
        now[v] *= 1 - p[v];
    }
}

void flow_decide_four(const Plan *plan, const AgePlan *at, int m, const double *const p[4],
                      double *now)
{
    if (!(at->held_bits >> m & 1)) return;
    int step = plan_reach_step(plan, at, m) * 4;
    for (int v = 0; v < at->first_node[plan->model->end_state]; v++) {
        if (at->node[v].held >> m & 1) continue;
        for (int l = 0; l < 4; l++) {
            double *people = now + v * 4 + l;
            if (*people <= 0) continue;
            people[step] += *people * p[l][v];
            *people *= 1 - p[l][v];
        }
    }
}

void flow_move(const AgePlan *at, const YearTable *table, const double *now, double *next)
{
    for (int v = 0; v < at->n_nodes; v++) {
        if (now[v] > 0)
            flow_row(at, v, table_row(table, at, v), table->q[at->row[v]], now[v], next);
    }
}

/* flow_row of four peoples, but for the last target, the end for good: everybody's, so it is handed on. */
LANES_BODY void move_four(const AgePlan *at, int v, const double *const *p, const Four *q,
                          const double *now, double *next, Four *end)
{
    const int16_t *target = at->target + v * at->stride;
    int last = at->row_n[v] - 1;
    Four people = *(const Four *)(now + v * 4), alive = people * (1 - *q);
    for (int j = 0; j < last; j++)
        *(Four *)(next + target[j] * 4) += alive * (Four){p[0][j], p[1][j], p[2][j], p[3][j]};
    *end += alive * (Four){p[0][last], p[1][last], p[2][last], p[3][last]};
    *end += people * *q;
}

/* Nodes of one row mostly follow each other. */
LANES_BODY void move_fours(const AgePlan *at, const YearTable *const table[4], const double *now,
                           double *next)
{
    const double *p[4] = {0};
    Four q = {0}, *ends = (Four *)(next + ((at + 1)->n_nodes - 1) * 4), end = *ends;
    for (int v = 0, last = ANY; v < at->n_nodes; v++) {
        int r = at->row[v];
        const double *people = now + v * 4;
        if (!(people[0] > 0 || people[1] > 0 || people[2] > 0 || people[3] > 0)) continue;
        if (r != last) {
            for (int l = 0; l < 4; l++) p[l] = table[l]->p[r];
            q = (Four){table[0]->q[r], table[1]->q[r], table[2]->q[r], table[3]->q[r]};
            last = r;
        }
        move_four(at, v, p, &q, now, next, &end);
    }
    *ends = end;
}

#define DEFINE(suffix, attributes)                                                                 \
    attributes static void move_fours_##suffix(const AgePlan *at, const YearTable *const table[4], \
                                               const double *now, double *next)                    \
    {                                                                                              \
        move_fours(at, table, now, next);                                                          \
    }
LANES_EACH(DEFINE)

void flow_move_four(LaneTarget target, const AgePlan *at, const YearTable *const table[4],
                    const double *now, double *next)
{
    static void (*const move[N_LANE_TARGETS])(const AgePlan *, const YearTable *const[4],
                                              const double *, double *) = LANES_TABLE(move_fours);
    move[target](at, table, now, next);
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
