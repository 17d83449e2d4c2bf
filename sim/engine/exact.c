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

/* The ways into every node of the next age, in the order in which flow_move adds them up: a node's sum
 * is made in a register, and comes out the same to the last bit. */
struct ExactAge {
    const int *first;     /* [n_nodes of the next age + 1] */
    const int16_t *from;  /* [arcs] node */
    const int32_t *entry; /* [arcs] of its row; ANY: those who die by the mortality table */
};

static Status lay_arcs(const AgePlan *at, const AgePlan *next, Arena *arena, ExactAge *age)
{
    Status status = STATUS_OK;
    int n_arcs = 0, *first;
    int16_t *from;
    int32_t *entry;
    for (int v = 0; v < at->n_nodes; v++) n_arcs += at->row_n[v] + 1;
    ARENA_TRY(arena, first, next->n_nodes + 2);
    ARENA_TRY(arena, from, n_arcs);
    ARENA_TRY(arena, entry, n_arcs);
    for (int v = 0; v < at->n_nodes; v++) { /* count them a place too far on, then fill in */
        const int16_t *target = at->target + v * at->stride;
        for (int j = 0; j < at->row_n[v]; j++) first[target[j] + 2]++;
        first[target[at->row_n[v] - 1] + 2]++;
    }
    for (int u = 0; u < next->n_nodes; u++) first[u + 2] += first[u + 1];
    for (int v = 0; v < at->n_nodes; v++) {
        const int16_t *target = at->target + v * at->stride;
        for (int j = -1; j < at->row_n[v]; j++) {
            int place = first[target[j < 0 ? at->row_n[v] - 1 : j] + 1]++;
            from[place] = (int16_t)v;
            entry[place] = j < 0 ? ANY : v * at->stride + j;
        }
    }
    *age = (ExactAge){first, from, entry};
out:
    return status;
}

static Status lay_ages(const Plan *plan, ExactScratch *scratch)
{
    Status status = STATUS_OK;
    ExactAge *age;
    ARENA_TRY(&scratch->arena, age, plan->n_ages);
    for (int i = 0; i < plan->n_ages - 1; i++)
        TRY(lay_arcs(&plan->age[i], &plan->age[i + 1], &scratch->arena, &age[i]));
    scratch->age = age;
out:
    return status;
}

Status exact_init(const Plan *plan, ExactScratch *scratch)
{
    Status status = STATUS_OK;
    size_t n = (size_t)plan->max_nodes * (size_t)(plan->n_tracks + ABREAST) +
               2 * ABREAST; /* a last vector reads on */
    *scratch = (ExactScratch){.now = NULL};
    ARENA_TRY(&scratch->arena, scratch->now, n);
    ARENA_TRY(&scratch->arena, scratch->next, n);
    ARENA_TRY(&scratch->arena, scratch->alive, n);
    ARENA_TRY(&scratch->arena, scratch->dead, n);
    ARENA_TRY(&scratch->arena, scratch->sum, N_SEXES * n); /* cells: a node may have one a sex */
    ARENA_TRY(&scratch->arena, scratch->column, plan->max_nodes);
    ARENA_TRY(&scratch->arena, scratch->alone, plan->n_tracks);
    TRY(lay_ages(plan, scratch));
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
    int stride = lanes->stride;
    double *sum = lanes->scratch->sum;
    for (int l = 0; l < lanes->n_lanes; l++) {
        const double *count = counts_of(lanes, at, l);
        for (int c = 0; count && c < at->n_cells; c++)
            sum[c * stride + l] = lanes->scratch->alone[l] ? count[c] : 0;
    }
    for (int from = 0; from < lanes->n_lanes; from += ABREAST)
        sum_cells(lanes, at, at->cell[track_of(lanes, 0)->sex], from);
    for (int l = 0; l < lanes->n_lanes; l++) {
        double *count = counts_of(lanes, at, l);
        for (int c = 0; count && c < at->n_cells; c++)
            count[c] = sum[c * stride + l] + (lanes->scratch->alone[l] ? 0 : count[c]);
    }
}

/* Moves the few lanes from .. to - 1, which share a table, on by a year; next year is empty yet. */
static void move_some(const Tracks *lanes, const AgePlan *at, const YearTable *table, int from,
                      int to)
{
    int stride = lanes->stride, n_run = to - from;
    double *restrict alive = lanes->scratch->alive;
    for (int v = 0; v < at->n_nodes; v++) {
        const double *restrict now = lanes->scratch->now + v * stride + from;
        double q = table->q[v], any = 0;
        for (int l = 0; l < n_run; l++) any += now[l];
        if (any == 0) continue;
        int first = v * at->stride, n = at->row_n[v];
        double *restrict end = lanes->scratch->next + at->target[first + n - 1] * stride + from;
        for (int l = 0; l < n_run; l++) {
            alive[l] = now[l] * (1 - q);
            end[l] += now[l] * q;
        }
        for (int j = 0; j < n; j++) {
            double p = table->p[first + j];
            if (p == 0) continue;
            double *restrict next = lanes->scratch->next + at->target[first + j] * stride + from;
            for (int l = 0; l < n_run; l++) next[l] += alive[l] * p;
        }
    }
}

/* Moves up to n * ABREAST lanes from `from` to `to` - 1, which share a table, to the same sums. */
LANES_BODY void move_abreast(const Tracks *lanes, const AgePlan *at, const YearTable *table,
                             int from, int to, int n)
{
    int stride = lanes->stride;
    const ExactAge *age = &lanes->scratch->age[at - lanes->plan->age];
    double *alive = lanes->scratch->alive + from, *dead = lanes->scratch->dead + from;
    double *now = lanes->scratch->now + from, *next = lanes->scratch->next + from;
    for (int v = 0; v < at->n_nodes; v++) {
        for (int i = v * stride; i < v * stride + n * ABREAST; i += ABREAST) {
            *(Abreast *)(alive + i) = *(Abreast *)(now + i) * (1 - table->q[v]);
            *(Abreast *)(dead + i) = *(Abreast *)(now + i) * table->q[v];
        }
    }
    for (int u = 0; u < (at + 1)->n_nodes; u++) {
        Abreast sum[2] = {{0}, {0}};
        for (int arc = age->first[u]; arc < age->first[u + 1]; arc++) {
            int i = age->from[arc] * stride, entry = age->entry[arc];
            for (int j = 0; j < n; j++) {
                if (entry == ANY)
                    sum[j] += *(Abreast *)(dead + i + j * ABREAST);
                else
                    sum[j] += *(Abreast *)(alive + i + j * ABREAST) * table->p[entry];
            }
        }
        for (int j = 0; j < n; j++) { /* neighbours beyond `to` have a table of their own */
            double *place = next + u * stride + j * ABREAST;
            int left = to - from - j * ABREAST;
            if (left >= ABREAST)
                *(Abreast *)place = sum[j];
            else
                memcpy(place, &sum[j], (size_t)left * sizeof *place);
        }
    }
}

#define DEFINE(suffix, attributes)                                                      \
    attributes static void move_many_##suffix(const Tracks *lanes, const AgePlan *at,   \
                                              const YearTable *table, int from, int to) \
    {                                                                                   \
        for (; from + ABREAST < to; from += 2 * ABREAST)                                \
            move_abreast(lanes, at, table, from, to, 2);                                \
        if (from < to) move_abreast(lanes, at, table, from, to, 1);                     \
    }
LANES_EACH(DEFINE)

/* The table that moves a lane on; NULL before its people begin. */
static const YearTable *table_at(const Tracks *lanes, const AgePlan *at, int l)
{
    const Track *track = track_of(lanes, l);
    return at->age < track->age ? NULL
                                : world_year(lanes->world, lanes->arm, track, at->age - track->age);
}

static void move_lanes(const Tracks *lanes, const AgePlan *at)
{
    static void (*const move_many[N_LANE_TARGETS])(
        const Tracks *, const AgePlan *, const YearTable *, int, int) = LANES_TABLE(move_many);
    const int MANY = 4; /* lanes that are worth a vector */
    size_t n_next = (size_t)(at + 1)->n_nodes * (size_t)lanes->stride;
    memset(lanes->scratch->next, 0, n_next * sizeof *lanes->scratch->next);
    for (int from = 0, to; from < lanes->n_lanes; from = to) {
        const YearTable *table = table_at(lanes, at, from);
        for (to = from + 1; to < lanes->n_lanes; to++) {
            if (table_at(lanes, at, to) != table) break;
        }
        if (table && to - from >= MANY)
            move_many[lanes->target](lanes, at, table, from, to);
        else if (table)
            move_some(lanes, at, table, from, to);
    }
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
