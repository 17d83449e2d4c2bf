#include "engine/bend.h"

#include "engine/rows.h"

#include <math.h>
#include <string.h>

void bend_begin(Bend *bend, const AgePlan *at)
{
    bend->at = at;
    bend->any = false;
    bend->place = ANY;
    memset(bend->touched, 0, sizeof bend->touched);
}

static void touch(Bend *bend, int state)
{
    if (bend->touched[state]) return;
    bend->any = bend->touched[state] = true;
    for (int j = 0; j < MAX_STATES; j++) bend->hazard[state][j] = bend->odds[state][j] = 1;
    bend->death_hazard[state] = bend->death_odds[state] = 1;
}

void bend_outcome(Bend *bend, const Model *model, int state, double log_odds)
{
    if (log_odds == 0) return;
    for (int from = 0; from < model->end_state; from++) {
        const StateExits *exits = &bend->at->exits[from];
        for (int j = 0; j < exits->n; j++) {
            if (exits->to[j] != state) continue;
            touch(bend, from);
            bend->odds[from][j] *= exp(log_odds);
        }
    }
}

void bend_effect(Bend *bend, const Model *model, const Effect *effect, double ratio)
{
    if (ratio == 1) return;
    bool hazard = effect->ratio_kind == RATIO_HAZARD;
    for (int from = 0; from < model->end_state; from++) {
        const StateExits *exits = &bend->at->exits[from];
        if (exits->n == 0 || (effect->from != ANY && effect->from != from)) continue;
        touch(bend, from);
        if (effect->to == model->end_state && model->has_mortality)
            *(hazard ? &bend->death_hazard[from] : &bend->death_odds[from]) *= ratio;
        else
            plan_multiply(exits, effect->to, ratio, hazard ? bend->hazard[from] : bend->odds[from]);
    }
}

void bend_place(Bend *bend, int state)
{
    bend->place = state;
    bend->any = true;
}

/* Everybody who does not die by a transition goes to `place`. */
static void place_all(const StateExits *exits, int place, double *p)
{
    int found = ANY;
    for (int j = 0; j < exits->n; j++) {
        if (exits->to[j] == place) found = j;
    }
    if (found == ANY) return;
    double dies = exits->end != ANY ? p[exits->end] : 0;
    for (int j = 0; j < exits->n; j++) {
        if (j != exits->end) p[j] = j == found ? 1 - dies : 0;
    }
}

static void apply_row(const Bend *bend, const World *world, const RowKind *kind, int state,
                      double *p)
{
    double hazard[MAX_STATES], odds[MAX_STATES];
    int n = kind->exits->n;
    for (int j = 0; j < n; j++) {
        hazard[j] = world->kind_hazard[kind->first + j] * bend->hazard[state][j];
        odds[j] = world->kind_odds[kind->first + j] * bend->odds[state][j];
    }
    memcpy(p, world->kind_base + kind->first, (size_t)n * sizeof *p);
    row_bend(p, n, kind->exits->stay, hazard, odds);
}

void bend_apply(const Bend *bend, const World *world, const Track *track, int arm, int shock,
                bool thresholds, YearTable *table)
{
    const Plan *plan = world->plan;
    const AgePlan *at = bend->at;
    int of = plan_table(plan, at, track->generation, shock);
    const YearTable *base = world_table(world, at, of, arm, track->sex, track->class_);
    const int *kind = plan_kinds(plan, at, of, arm, track->sex, track->class_);
    size_t n_row = (size_t)(at->n_nodes * at->stride);
    memcpy(table->p, base->p, n_row * sizeof *table->p);
    memcpy(table->q, base->q, (size_t)at->n_nodes * sizeof *table->q);
    if (thresholds) memcpy(table->threshold, base->threshold, n_row * sizeof *table->threshold);
    for (int v = 0; v < at->first_node[plan->model->end_state]; v++) {
        int state = at->node[v].state;
        const RowKind *row = &plan->kind[kind[v]];
        double *p = table->p + v * at->stride;
        if (!bend->touched[state] && bend->place == ANY) continue;
        if (bend->touched[state]) {
            apply_row(bend, world, row, state, p);
            double q = -expm1(log1p(-table->q[v]) * bend->death_hazard[state]);
            table->q[v] = odds_times(q, bend->death_odds[state]);
        }
        if (bend->place != ANY) place_all(row->exits, bend->place, p);
        if (thresholds)
            row_thresholds(p, row->exits->n, table->q[v], table->threshold + v * at->stride);
    }
}
