#include "engine/exact.h"

#include "engine/effects.h"
#include "engine/flow.h"

#include <stdlib.h>
#include <string.h>

/* Tracks of one sex and class, side by side: lane l of node v stands at now[v * n_lanes + l]. */
typedef struct {
    const World *world;
    const Plan *plan;
    int arm;
    const EffectVariant *variant;
    int n_years;
    const int *lane; /* [n_lanes] tracks */
    int n_lanes;
    double *count, *reach;
    const double *reach_baseline;
    ExactScratch *scratch;
} Lanes;

Status exact_init(const Plan *plan, ExactScratch *scratch)
{
    size_t n = (size_t)plan->max_nodes * (size_t)(plan->n_tracks + 1);
    *scratch = (ExactScratch){.now = malloc(n * sizeof(double)),
                              .next = malloc(n * sizeof(double)),
                              .alive = malloc((size_t)(plan->n_tracks + 1) * sizeof(double)),
                              .column = malloc((size_t)plan->max_nodes * sizeof(double))};
    if (scratch->now && scratch->next && scratch->alive && scratch->column) return STATUS_OK;
    exact_free(scratch);
    return STATUS_MEMORY;
}

void exact_free(ExactScratch *scratch)
{
    free(scratch->now);
    free(scratch->next);
    free(scratch->alive);
    free(scratch->column);
    *scratch = (ExactScratch){0};
}

double exact_because(double now, double baseline, bool reached)
{
    if (reached) return now > baseline ? 1 - baseline / now : 0;
    return now < baseline ? 1 - (1 - baseline) / (1 - now) : 0;
}

static const Track *track_of(const Lanes *lanes, int l)
{
    return &lanes->plan->track[lanes->lane[l]];
}

/* Puts the tracks that begin at this age into their lanes. */
static void begin_lanes(Lanes *lanes, const AgePlan *at)
{
    for (int l = 0; l < lanes->n_lanes; l++) {
        const Track *track = track_of(lanes, l);
        if (track->age != at->age) continue;
        flow_begin(lanes->world, track, lanes->arm, lanes->variant, lanes->scratch->column);
        for (int v = 0; v < at->n_nodes; v++)
            lanes->scratch->now[v * lanes->n_lanes + l] = lanes->scratch->column[v];
    }
}

/* One lane's people at the birthday of milestone m. */
static void decide_lane(Lanes *lanes, const AgePlan *at, int m, int l)
{
    const World *world = lanes->world;
    const Track *track = track_of(lanes, l);
    int n_milestones = lanes->plan->model->n_milestones;
    int end = at->first_node[lanes->plan->model->end_state];
    int r = (int)(track - lanes->plan->track) * n_milestones + m;
    const double *causal = world->causal +
                           world_decision_index(world, m, track->sex, track->class_);
    double *now = lanes->scratch->now, *p = lanes->scratch->column, living = 0, reaching = 0;
    for (int v = 0; v < end; v++) {
        double people = now[v * lanes->n_lanes + l];
        p[v] = people > 0 ? world_decision(world, track, lanes->arm, m, v, lanes->variant) : 0;
        living += people;
        reaching += people * p[v];
    }
    lanes->reach[r] = living > 0 ? reaching / living : 0;
    double gain = 0, loss = 0;
    if (lanes->arm == ARM_INTERVENTION) {
        gain = exact_because(lanes->reach[r], lanes->reach_baseline[r], true);
        loss = exact_because(lanes->reach[r], lanes->reach_baseline[r], false);
    }
    if (!(at->held_bits >> m & 1)) return;
    for (int v = 0; v < end; v++) {
        const Node *node = &at->node[v];
        double people = now[v * lanes->n_lanes + l];
        if (people <= 0 || node->held >> m & 1) continue;
        double bends = p[v] * (1 - gain * (1 - causal[v])) + (1 - p[v]) * loss * (1 - causal[v]);
        int held = plan_node(lanes->plan, at->age, node->state, node->years, node->held | 1u << m);
        now[held * lanes->n_lanes + l] += people * bends;
        now[v * lanes->n_lanes + l] -= people * bends;
    }
}

static void decide_lanes(Lanes *lanes, const AgePlan *at)
{
    for (int m = 0; m < lanes->plan->model->n_milestones; m++) {
        if (!(at->decided >> m & 1)) continue;
        for (int l = 0; l < lanes->n_lanes; l++) {
            const Track *track = track_of(lanes, l);
            bool told = at->age == track->age && world_told_at_start(lanes->plan, track, m);
            if (at->age >= track->age && !told) decide_lane(lanes, at, m, l);
        }
    }
}

/* The programme year in which a track's people are at an age. */
static int year_of(const Track *track, int age)
{
    return track->enter + age - track->age;
}

static void count_lanes(const Lanes *lanes, const AgePlan *at)
{
    for (int l = 0; l < lanes->n_lanes; l++) {
        const Track *track = track_of(lanes, l);
        if (at->age < track->age || year_of(track, at->age) > lanes->n_years) continue;
        const Cohort *cohort = &lanes->plan->cohort[track->cohort];
        double *count = lanes->count + cohort->first_cell[at->age - track->age];
        const int *cell = at->cell[track->sex];
        for (int v = 0; v < at->n_nodes - 1; v++)
            count[cell[v]] += lanes->scratch->now[v * lanes->n_lanes + l];
    }
}

/* Moves lanes from .. to - 1, which share a table, on by a year. */
static void move_run(const Lanes *lanes, const AgePlan *at, const YearTable *table, int from,
                     int to)
{
    int n_lanes = lanes->n_lanes, n_run = to - from;
    double *restrict alive = lanes->scratch->alive;
    for (int v = 0; v < at->n_nodes; v++) {
        const double *restrict now = lanes->scratch->now + v * n_lanes + from;
        double q = table->q[v], any = 0;
        for (int l = 0; l < n_run; l++) any += now[l];
        if (any == 0) continue;
        int first = v * at->stride, n = at->row_n[v];
        double *restrict end = lanes->scratch->next + at->target[first + n - 1] * n_lanes + from;
        for (int l = 0; l < n_run; l++) {
            alive[l] = now[l] * (1 - q);
            end[l] += now[l] * q;
        }
        for (int j = 0; j < n; j++) {
            double p = table->p[first + j];
            if (p == 0) continue;
            double *restrict next = lanes->scratch->next + at->target[first + j] * n_lanes + from;
            for (int l = 0; l < n_run; l++) next[l] += alive[l] * p;
        }
    }
}

/* The table that moves a lane on; NULL before its people begin. */
static const YearTable *table_at(const Lanes *lanes, const AgePlan *at, int l)
{
    const Track *track = track_of(lanes, l);
    return at->age < track->age ? NULL
                                : world_year(lanes->world, lanes->arm, track, at->age - track->age);
}

static void move_lanes(const Lanes *lanes, const AgePlan *at)
{
    size_t n_next = (size_t)(at + 1)->n_nodes * (size_t)lanes->n_lanes;
    memset(lanes->scratch->next, 0, n_next * sizeof *lanes->scratch->next);
    for (int from = 0, to; from < lanes->n_lanes; from = to) {
        const YearTable *table = table_at(lanes, at, from);
        for (to = from + 1; to < lanes->n_lanes; to++) {
            if (table_at(lanes, at, to) != table) break;
        }
        if (table) move_run(lanes, at, table, from, to);
    }
}

static void run_lanes(Lanes *lanes)
{
    const Model *model = lanes->plan->model;
    memset(lanes->scratch->now, 0,
           (size_t)lanes->plan->max_nodes * (size_t)lanes->n_lanes * sizeof(double));
    int first_age = model->last_age, last_age = model->first_age;
    for (int l = 0; l < lanes->n_lanes; l++) {
        const Track *track = track_of(lanes, l);
        int last = track->age + lanes->n_years - track->enter;
        if (last > last_age) last_age = last;
        if (track->age < first_age) first_age = track->age;
    }
    if (last_age > model->last_age) last_age = model->last_age;
    for (int age = first_age; age <= last_age; age++) {
        const AgePlan *at = plan_age(lanes->plan, age);
        begin_lanes(lanes, at);
        decide_lanes(lanes, at);
        count_lanes(lanes, at);
        if (age == last_age) break;
        move_lanes(lanes, at);
        double *swap = lanes->scratch->now;
        lanes->scratch->now = lanes->scratch->next;
        lanes->scratch->next = swap;
    }
}

void exact_run(const World *world, int arm, const EffectVariant *variant, int n_years,
               double *count, double *reach, const double *reach_baseline, ExactScratch *scratch)
{
    const Plan *plan = world->plan;
    memset(count, 0, (size_t)plan->n_counts * sizeof *count);
    memset(reach, 0, (size_t)(plan->n_tracks * plan->model->n_milestones) * sizeof *reach);
    for (int from = 0, to; from < plan->n_tracks; from = to) {
        const Track *track = &plan->track[from];
        for (to = from + 1; to < plan->n_tracks; to++) {
            if (plan->track[to].sex != track->sex || plan->track[to].class_ != track->class_) break;
        }
        Lanes lanes = {world,     plan,  arm,   variant,        n_years, plan->lane + from,
                       to - from, count, reach, reach_baseline, scratch};
        run_lanes(&lanes);
    }
}
