/* flow.h: a distribution over nodes carried through a birthday and a year.
 * Read by population and natural; exact does the same for many tracks at once. */
#ifndef LIVSBANA_ENGINE_FLOW_H
#define LIVSBANA_ENGINE_FLOW_H

#include "engine/world.h"

/* Adds where `people` of node v are a year later under a row p and a chance q to die. */
static inline void flow_row(const AgePlan *at, int v, const double *p, double q, double people,
                            double *next)
{
    const int16_t *target = at->target + v * at->stride;
    int n = at->row_n[v];
    double alive = people * (1 - q);
    for (int j = 0; j < n; j++) next[target[j]] += alive * p[j];
    next[target[n - 1]] += people * q;
}

/* Splits the people at a birthday by milestone m with chance p[n_nodes] each; now[n_nodes]. */
void flow_decide(const Plan *plan, const AgePlan *at, int m, const double *p, double *now);
/* The same of four peoples, now[n_nodes][4], by chances each. */
void flow_decide_four(const Plan *plan, const AgePlan *at, int m, const double *const p[4],
                      double *now);
/* Adds where the people of now[n_nodes] are a year later to next[nodes of the next age]. */
void flow_move(const AgePlan *at, const YearTable *table, const double *now, double *next);
/* The same of four peoples at once, now[n_nodes][4] and next[nodes of the next age][4], who live by a
 * table each. */
void flow_move_four(LaneTarget target, const AgePlan *at, const YearTable *const table[4],
                    const double *now, double *next);
/* The people of a track at its start, in persons, into now[n_nodes]. */
void flow_begin(const World *world, const Track *track, int arm, const EffectVariant *variant,
                double *now);

#endif
