#include "engine/bend.h"

#include "engine/flow.h"
#include "engine/rows.h"

#include <math.h>
#include <string.h>

void bend_begin(Bend *bend, const AgePlan *at)
{
    bend->at = at;
    bend->most = BY_NOTHING;
    bend->deaths = false;
    bend->place = ANY;
    memset(bend->touched, 0, sizeof bend->touched);
}

static void touch(Bend *bend, int state, Touch by)
{
    Touch before = bend->touched[state];
    if (by > before) bend->touched[state] = by;
    if (by > bend->most) bend->most = by;
    if (before != BY_NOTHING) return;
    bend->by_hazard[state] = bend->dies_other[state] = false;
    for (int j = 0; j < bend->at->exits[state].n; j += 4) {
        *(Four *)&bend->hazard[state][j] = (Four){1, 1, 1, 1};
        *(Four *)&bend->odds[state][j] = (Four){1, 1, 1, 1};
    }
    bend->death_hazard[state] = bend->death_odds[state] = 1;
}

void bend_outcome(Bend *bend, const Model *model, int state, double log_odds)
{
    if (log_odds == 0) return;
    double ratio = exp(log_odds);
    for (int from = 0; from < model->end_state; from++) {
        int j = bend->at->exit[from * model->n_states + state];
        if (j == ANY) continue;
        touch(bend, from, BY_COURSE);
        bend->odds[from][j] *= ratio;
    }
}

void bend_effect(Bend *bend, const Model *model, const Effect *effect, double ratio)
{
    if (ratio == 1) return;
    bool hazard = effect->ratio_kind == RATIO_HAZARD;
    for (int from = 0; from < model->end_state; from++) {
        const StateExits *exits = &bend->at->exits[from];
        if (exits->n == 0 || (effect->from != ANY && effect->from != from)) continue;
        touch(bend, from, BY_EFFECT);
        bool dies = effect->to == model->end_state && model->has_mortality;
        if (dies)
            *(hazard ? &bend->death_hazard[from] : &bend->death_odds[from]) *= ratio;
        else
            plan_multiply(exits, effect->to, ratio, hazard ? bend->hazard[from] : bend->odds[from]);
        bend->dies_other[from] |= dies;
        bend->deaths |= dies;
        bend->by_hazard[from] |= hazard && !dies;
    }
}

void bend_place(Bend *bend, int state)
{
    bend->place = state;
    bend->most = BY_EFFECT;
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

/* Hazards come before odds: the row begins anew from its base. */
static void bend_hazards(const Bend *bend, const World *world, const RowKind *kind, int state,
                         double *p)
{
    double hazard[MAX_STATES], odds[MAX_STATES];
    int n = kind->exits->n;
    for (int j = n; j % 4 != 0; j++) hazard[j] = odds[j] = 1; /* rows are bent by fours */
    for (int j = 0; j < n; j++) {
        hazard[j] = (kind->hazard ? world->ratio[kind->hazard[j]] : 1) * bend->hazard[state][j];
        odds[j] = (kind->odds ? world->ratio[kind->odds[j]] : 1) * bend->odds[state][j];
    }
    row_copy(world->p + world->plan->base[kind->base].first, n, p);
    row_bend(p, n, kind->exits->stay, hazard, odds);
}

/* The table's rows that a bend changes. */
typedef struct {
    const Bend *bend;
    const World *world;
    YearTable *base;
    const int *kind;
} Rows;

static Rows rows_of(const Bend *bend, const World *world, const Track *track, int arm, int shock)
{
    const Plan *plan = world->plan;
    int of = plan_table(plan, bend->at, track->generation, shock);
    return (Rows){bend, world, world_table(world, bend->at, of, arm, track->sex, track->class_),
                  plan_kinds(plan, bend->at, of, arm, track->sex, track->class_)};
}

static bool is_bent(const Bend *bend, const Model *model, Touch least, int row)
{
    int state = bend->at->row_state[row];
    return state != model->end_state && (bend->touched[state] >= least || bend->place != ANY);
}

/* Bends a row; returns its chance to die. */
static double bend_row(const Rows *rows, int row, double *p)
{
    const Bend *bend = rows->bend;
    const AgePlan *at = bend->at;
    int state = at->row_state[row];
    const StateExits *exits = &at->exits[state];
    double q = rows->base->q[row];
    int n = exits->n;
    row_copy(rows->base->p[row], n, p);
    if (bend->touched[state]) {
        if (bend->by_hazard[state])
            bend_hazards(bend, rows->world, &rows->world->plan->kind[rows->kind[at->row_node[row]]],
                         state, p);
        else if (!row_ones(bend->odds[state], n, ANY)) /* upon odds: the row as it stands goes on */
            row_bend_odds(p, n, bend->odds[state]);
        if (bend->dies_other[state])
            q = odds_times(-expm1(log1p(-q) * bend->death_hazard[state]), bend->death_odds[state]);
    }
    if (bend->place != ANY) place_all(exits, bend->place, p);
    return q;
}

void bend_rows(const Bend *bend, const Model *model, Touch least, BentRows *rows)
{
    rows->n = 0;
    for (int r = 0; r < bend->at->n_rows; r++)
        if (is_bent(bend, model, least, r)) rows->row[rows->n++] = r;
}

void bend_apply(const Bend *bend, const BentRows *rows, const World *world, const Track *track,
                int arm, int shock, const YearTable *like, YearTable *table)
{
    size_t n_rows = (size_t)bend->at->n_rows;
    Rows all = rows_of(bend, world, track, arm, shock);
    double *p = table->own_p;
    memcpy(table->p, like->p, n_rows * sizeof *table->p);
    if (bend->deaths) memcpy(table->own_q, like->q, n_rows * sizeof *table->q);
    table->q = bend->deaths ? table->own_q : like->q;
    table->threshold_made = 0;
    for (int i = 0; i < rows->n; i++, p += bend->at->stride) {
        int r = rows->row[i];
        double q = bend_row(&all, r, p);
        if (bend->deaths) table->own_q[r] = q;
        table->p[r] = p;
    }
}

void bend_move(const Bend *bend, const World *world, const Track *track, int arm, int shock,
               const double *now, double *next)
{
    const AgePlan *at = bend->at;
    Rows rows = rows_of(bend, world, track, arm, shock);
    double row[MAX_STATES], dies = 0;
    for (int v = 0, last = ANY; v < at->n_nodes; v++) {
        if (now[v] <= 0) continue;
        int r = at->row[v];
        if (!is_bent(bend, world->plan->model, BY_COURSE, r)) {
            flow_row(at, v, rows.base->p[r], rows.base->q[r], now[v], next);
            continue;
        }
        if (r != last)
            dies = bend_row(&rows, r, row); /* nodes of one row mostly follow each other */
        last = r;
        flow_row(at, v, row, dies, now[v], next);
    }
}
