#include "engine/exact.h"

#include "base/lanes.h"
#include "engine/effects.h"
#include "engine/flow.h"

#include <stdlib.h>
#include <string.h>

/* Tracks of one sex and class, side by side: lane l of node v stands at now[v * stride + l],
 * where the stride makes whole vectors. */
typedef struct {
    const World *world;
    const Plan *plan;
    int arm;
    const EffectVariant *variant;
    int n_years;
    const int *lane; /* [n_lanes] tracks */
    int n_lanes, stride;
    double *count, *reach;
    const double *reach_baseline;
    ExactScratch *scratch;
    LaneTarget target;
} Tracks;

Status exact_init(const Plan *plan, ExactScratch *scratch)
{
    Status status = STATUS_OK;
    size_t n = (size_t)plan->max_nodes * (size_t)(plan->n_tracks + ABREAST) +
               2 * ABREAST; /* a last vector reads on */
    *scratch = (ExactScratch){.now = NULL};
    ARENA_TRY(&scratch->arena, scratch->now, n);
    ARENA_TRY(&scratch->arena, scratch->next, n);
    ARENA_TRY(&scratch->arena, scratch->moved, plan->max_nodes * ABREAST);
    ARENA_TRY(&scratch->arena, scratch->sum, N_SEXES * n); /* cells: a node may have one a sex */
    ARENA_TRY(&scratch->arena, scratch->column, plan->max_nodes);
    ARENA_TRY(&scratch->arena, scratch->alone, plan->n_tracks);
out:
    if (status != STATUS_OK) exact_free(scratch);
    return status;
}

void exact_free(ExactScratch *scratch)
{
    arena_free(&scratch->arena);
    *scratch = (ExactScratch){0};
}

double exact_because(double now, double baseline, bool reached)
{
    if (reached) return now > baseline ? 1 - baseline / now : 0;
    return now < baseline ? 1 - (1 - baseline) / (1 - now) : 0;
}

static const Track *track_of(const Tracks *lanes, int l)
{
    return &lanes->plan->track[lanes->lane[l]];
}

/* Puts the tracks that begin at this age into their lanes. */
static void begin_lanes(Tracks *lanes, const AgePlan *at)
{
    for (int l = 0; l < lanes->n_lanes; l++) {
        const Track *track = track_of(lanes, l);
        if (track->age != at->age) continue;
        flow_begin(lanes->world, track, lanes->arm, lanes->variant, lanes->scratch->column);
        for (int v = 0; v < at->n_nodes; v++)
            lanes->scratch->now[v * lanes->stride + l] = lanes->scratch->column[v];
    }
}

/* One lane's people at the birthday of milestone m. */
static void decide_lane(Tracks *lanes, const AgePlan *at, int m, int l)
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
        double people = now[v * lanes->stride + l];
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
        double people = now[v * lanes->stride + l];
        if (people <= 0 || node->held >> m & 1) continue;
        double bends = p[v] * (1 - gain * (1 - causal[v])) + (1 - p[v]) * loss * (1 - causal[v]);
        int held = plan_node(lanes->plan, at->age, node->state, node->years, node->held | 1u << m);
        now[held * lanes->stride + l] += people * bends;
        now[v * lanes->stride + l] -= people * bends;
    }
}

static void decide_lanes(Tracks *lanes, const AgePlan *at)
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

/* The counts of a lane's cells at an age; NULL before its people begin and beyond the years asked for. */
static double *counts_of(const Tracks *lanes, const AgePlan *at, int l)
{
    const Track *track = track_of(lanes, l);
    if (at->age < track->age || year_of(track, at->age) > lanes->n_years) return NULL;
    return lanes->count + lanes->plan->cohort[track->cohort].first_cell[at->age - track->age];
}

/* Nodes of one cell stand side by side, so that their sum waits in a register. */
LANES_BODY void sum_cells(const Tracks *lanes, const AgePlan *at, const int *cell, int from)
{
    int stride = lanes->stride, c = cell[0];
    const double *now = lanes->scratch->now + from;
    double *scratch = lanes->scratch->sum + from;
    Abreast sum = *(Abreast *)(scratch + c * stride);
    for (int v = 0; v < at->n_nodes - 1; v++) {
        if (cell[v] != c) {
            *(Abreast *)(scratch + c * stride) = sum;
            c = cell[v];
            sum = *(Abreast *)(scratch + c * stride);
        }
        sum += *(const Abreast *)(now + v * stride);
    }
    *(Abreast *)(scratch + c * stride) = sum;
}

#define DEFINE(suffix, attributes)                                                        \
    attributes static void sum_all_cells_##suffix(const Tracks *lanes, const AgePlan *at, \
                                                  const int *cell)                        \
    {                                                                                     \
        for (int from = 0; from < lanes->n_lanes; from += ABREAST)                        \
            sum_cells(lanes, at, cell, from);                                             \
    }
LANES_EACH(DEFINE)
#undef DEFINE

/* Starts from what is counted already, so that sums are made in one order; two lanes of one cohort must
 * not both do so. */
static bool is_alone(const Tracks *lanes, int l)
{
    for (int other = 0; other < lanes->n_lanes; other++) {
        if (other != l && track_of(lanes, other)->cohort == track_of(lanes, l)->cohort)
            return false;
    }
    return true;
}

static void count_lanes(const Tracks *lanes, const AgePlan *at)
{
    static void (*const sum_all_cells[N_LANE_TARGETS])(const Tracks *, const AgePlan *,
                                                       const int *) = LANES_TABLE(sum_all_cells);
    int stride = lanes->stride;
    double *sum = lanes->scratch->sum;
    for (int l = 0; l < lanes->n_lanes; l++) {
        const double *count = counts_of(lanes, at, l);
        for (int c = 0; count && c < at->n_cells; c++)
            sum[c * stride + l] = lanes->scratch->alone[l] ? count[c] : 0;
    }
    sum_all_cells[lanes->target](lanes, at, at->cell[track_of(lanes, 0)->sex]);
    for (int l = 0; l < lanes->n_lanes; l++) {
        double *count = counts_of(lanes, at, l);
        for (int c = 0; count && c < at->n_cells; c++)
            count[c] = sum[c * stride + l] + (lanes->scratch->alone[l] ? 0 : count[c]);
    }
}

/* Moves one lane on by a year; next year is empty yet. */
static void move_alone(const Tracks *lanes, const AgePlan *at, const YearTable *table, int l)
{
    int stride = lanes->stride;
    const double *now = lanes->scratch->now + l;
    double *next = lanes->scratch->next + l;
    for (int v = 0; v < at->n_nodes; v++) {
        double people = now[v * stride], q = table->q[at->row[v]], alive = people * (1 - q);
        if (people == 0) continue;
        const double *p = table_row(table, at, v);
        const int16_t *target = at->target + v * at->stride;
        int n = at->row_n[v];
        next[target[n - 1] * stride] += people * q;
        for (int j = 0; j < n; j++) next[target[j] * stride] += alive * p[j];
    }
}

/* Lanes of a vector: all bits of those that are meant. */
typedef int64_t Meant __attribute__((vector_size(8 * ABREAST), aligned(8), may_alias));

/* Moves those of the ABREAST lanes from `from` on that are meant, which share a table, to the same
 * sums; next year is empty yet. */
LANES_BODY void move_abreast(const Tracks *lanes, const AgePlan *at, const YearTable *table,
                             int from, const Meant *meant)
{
    int stride = lanes->stride, n_next = (at + 1)->n_nodes;
    const double *now = lanes->scratch->now + from;
    double *sum = lanes->scratch->moved, *next = lanes->scratch->next + from;
    int end_state = lanes->plan->model->end_state, first_end = at->first_node[end_state];
    Abreast end = {0}; /* where all the living may go: it waits in a register */
    for (int u = 0; u < n_next; u++) *(Abreast *)(sum + u * ABREAST) = (Abreast){0};
    for (int v = 0; v < first_end; v++) {
        double q = table->q[at->row[v]];
        Abreast people = *(const Abreast *)(now + v * stride), alive = people * (1 - q);
        const double *p = table_row(table, at, v);
        const int16_t *target = at->target + v * at->stride;
        int n = at->row_n[v];
        end += people * q;
        for (int j = 0; j < n - 1; j++) *(Abreast *)(sum + target[j] * ABREAST) += alive * p[j];
        end += alive * p[n - 1];
    }
    *(Abreast *)(sum + (at + 1)->first_node[end_state] * ABREAST) = end;
    for (int v = first_end; v < at->n_nodes; v++)
        *(Abreast *)(sum + at->target[v * at->stride] * ABREAST) += *(const Abreast *)(now +
                                                                                       v * stride);
    for (int u = 0; u < n_next; u++)
        *(Meant *)(next + u * stride) |= *(const Meant *)(sum + u * ABREAST) & *meant;
}

#define DEFINE(suffix, attributes)                                                    \
    attributes static void move_many_##suffix(const Tracks *lanes, const AgePlan *at, \
                                              const YearTable *table, int from,       \
                                              const Meant *meant)                     \
    {                                                                                 \
        move_abreast(lanes, at, table, from, meant);                                  \
    }
LANES_EACH(DEFINE)

/* The table that moves a lane on; NULL where there is no lane, before its people begin, and after the
 * years asked for. */
static const YearTable *table_at(const Tracks *lanes, const AgePlan *at, int l)
{
    if (l >= lanes->n_lanes) return NULL;
    const Track *track = track_of(lanes, l);
    if (at->age < track->age || year_of(track, at->age) >= lanes->n_years) return NULL;
    return world_year(lanes->world, lanes->arm, track, at->age - track->age);
}

/* Moves the ABREAST lanes from `from` on: those of one table together. */
static void move_vector(const Tracks *lanes, const AgePlan *at, int from)
{
    static void (*const move_many[N_LANE_TARGETS])(const Tracks *, const AgePlan *,
                                                   const YearTable *, int,
                                                   const Meant *) = LANES_TABLE(move_many);
    const YearTable *table[ABREAST];
    for (int l = 0; l < ABREAST; l++) table[l] = table_at(lanes, at, from + l);
    for (int l = 0; l < ABREAST; l++) {
        const YearTable *shared = table[l];
        Meant meant = {0};
        int n = 0;
        for (int other = l; other < ABREAST && shared; other++) {
            if (table[other] != shared) continue;
            table[other] = NULL;
            meant[other] = -1;
            n++;
        }
        if (n == 1)
            move_alone(lanes, at, shared, from + l);
        else if (n > 1)
            move_many[lanes->target](lanes, at, shared, from, &meant);
    }
}

static void move_lanes(const Tracks *lanes, const AgePlan *at)
{
    size_t n_next = (size_t)(at + 1)->n_nodes * (size_t)lanes->stride;
    memset(lanes->scratch->next, 0, n_next * sizeof *lanes->scratch->next);
    for (int from = 0; from < lanes->n_lanes; from += ABREAST) move_vector(lanes, at, from);
}

static void run_lanes(Tracks *lanes)
{
    const Model *model = lanes->plan->model;
    memset(lanes->scratch->now, 0,
           (size_t)lanes->plan->max_nodes * (size_t)lanes->stride * sizeof(double));
    int first_age = model->last_age, last_age = model->first_age;
    for (int l = 0; l < lanes->n_lanes; l++) {
        const Track *track = track_of(lanes, l);
        int last = track->age + lanes->n_years - track->enter;
        if (last > last_age) last_age = last;
        if (track->age < first_age) first_age = track->age;
        lanes->scratch->alone[l] = is_alone(lanes, l);
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
    LaneTarget target = lanes_best();
    memset(count, 0, (size_t)plan->n_counts * sizeof *count);
    memset(reach, 0, (size_t)(plan->n_tracks * plan->model->n_milestones) * sizeof *reach);
    for (int from = 0, to; from < plan->n_tracks; from = to) {
        const Track *track = &plan->track[from];
        for (to = from + 1; to < plan->n_tracks; to++) {
            if (plan->track[to].sex != track->sex || plan->track[to].class_ != track->class_) break;
        }
        Tracks lanes = {.world = world,
                        .plan = plan,
                        .arm = arm,
                        .variant = variant,
                        .n_years = n_years,
                        .lane = plan->lane + from,
                        .n_lanes = to - from,
                        .stride = (to - from + ABREAST - 1) / ABREAST * ABREAST,
                        .count = count,
                        .reach = reach,
                        .reach_baseline = reach_baseline,
                        .scratch = scratch,
                        .target = target};
        run_lanes(&lanes);
    }
}
