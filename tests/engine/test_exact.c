/* The exact cohort's lanes against people carried on one track at a time, to the bit: whatever stands
 * beside a track in its vector, both arms together or one, with every set of instructions, and however few
 * years are asked for. */
#include "engine/effects.h"
#include "engine/exact.h"
#include "engine/flow.h"
#include "support/random_model.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { N_MODELS = 60 };

/* One track of an arm without lanes. */
typedef struct {
    const World *world;
    const Track *track;
    int arm;
    double *now, *next, *reach;
    const double *reach_baseline;
} Alone;

static void decide_alone(const Alone *alone, const AgePlan *at, int m)
{
    const World *world = alone->world;
    const Plan *plan = world->plan;
    const Track *track = alone->track;
    int end = at->first_node[plan->model->end_state];
    int r = (int)(track - plan->track) * plan->model->n_milestones + m;
    double living = 0, reaching = 0, gain = 0, loss = 0, *now = alone->now;
    for (int v = 0; v < end; v++) {
        if (now[v] <= 0) continue;
        living += now[v];
        reaching += now[v] * world_decision(world, track, alone->arm, m, v, NULL);
    }
    alone->reach[r] = living > 0 ? reaching / living : 0;
    if (alone->arm == ARM_INTERVENTION) {
        gain = exact_because(alone->reach[r], alone->reach_baseline[r], true);
        loss = exact_because(alone->reach[r], alone->reach_baseline[r], false);
    }
    for (int v = 0; v < end && at->held_bits >> m & 1; v++) {
        const Node *node = &at->node[v];
        if (now[v] <= 0 || node->held >> m & 1) continue;
        double p = world_decision(world, track, alone->arm, m, v, NULL), people = now[v];
        double causal =
            world->causal[world_decision_index(world, m, track->sex, track->class_) + v];
        double bends = p * (1 - gain * (1 - causal)) + (1 - p) * loss * (1 - causal);
        now[plan_node(plan, at->age, node->state, node->years, node->held | 1u << m)] += people *
                                                                                         bends;
        now[v] -= people * bends;
    }
}

/* Deaths by the table come before the row's own end. */
static void move_alone(Alone *alone, const AgePlan *at)
{
    const YearTable *table = world_year(alone->world, alone->arm, alone->track,
                                        at->age - alone->track->age);
    double *swap = alone->now;
    memset(alone->next, 0, (size_t)(at + 1)->n_nodes * sizeof(double));
    for (int v = 0; v < at->n_nodes; v++) {
        const double *p = table_row(table, at, v);
        const int16_t *target = at->target + v * at->stride;
        double q = table->q[at->row[v]], alive = alone->now[v] * (1 - q);
        int n = at->row_n[v];
        alone->next[target[n - 1]] += alone->now[v] * q;
        for (int j = 0; j < n; j++) alone->next[target[j]] += alive * p[j];
    }
    alone->now = alone->next;
    alone->next = swap;
}

/* The people of a track in its cells: added to what others counted there, node by node unless people
 * of its own sex and class count there too. */
static void count_alone(const Alone *alone, const AgePlan *at, bool apart, double *count)
{
    const int *cell = at->cell[alone->track->sex];
    for (int c = 0; c < at->n_cells; c++) {
        double sum = apart ? 0 : count[c];
        for (int v = 0; v < at->n_nodes - 1; v++)
            if (cell[v] == c) sum += alone->now[v];
        count[c] = sum + (apart ? count[c] : 0);
    }
}

static bool has_peers(const Plan *plan, const Track *track)
{
    for (const Track *other = plan->track; other < plan->track + plan->n_tracks; other++) {
        if (other != track && other->cohort == track->cohort && other->sex == track->sex &&
            other->class_ == track->class_)
            return true;
    }
    return false;
}

static void run_alone(Alone *alone, int n_years, double *count)
{
    const Plan *plan = alone->world->plan;
    const Track *track = alone->track;
    int last = track->age + n_years - track->enter;
    if (last > plan->model->last_age) last = plan->model->last_age;
    flow_begin(alone->world, track, alone->arm, NULL, alone->now);
    for (int age = track->age; age <= last; age++) {
        const AgePlan *at = plan_age(plan, age);
        for (int m = 0; m < plan->model->n_milestones; m++) {
            bool told = age == track->age && world_known_at_start(plan, track, m);
            if (at->decided >> m & 1 && !told) decide_alone(alone, at, m);
        }
        count_alone(alone, at, has_peers(plan, track),
                    count + plan->cohort[track->cohort].first_cell[age - track->age]);
        if (age < last) move_alone(alone, at);
    }
}

/* What an arm's lanes met, so that the claim is not about nothing. */
typedef struct {
    int shared, apart; /* lanes whose neighbour goes by the same table, by another */
    int alike, unlike; /* years of a track in which both arms go by the same table, by others */
} Met;

static void look_around(const World *world, int arm, Met *met)
{
    const Plan *plan = world->plan;
    for (int l = 0; l + 1 < plan->n_tracks; l++) {
        const Track *a = &plan->track[plan->lane[l]], *b = &plan->track[plan->lane[l + 1]];
        int age = a->age > b->age ? a->age : b->age;
        if (a->sex != b->sex || a->class_ != b->class_) continue;
        for (; age < plan->model->last_age; age++) {
            bool same = world_year(world, arm, a, age - a->age) ==
                        world_year(world, arm, b, age - b->age);
            met->shared += same;
            met->apart += !same;
        }
    }
}

/* The people of every track alone: count[arm], reach[arm]. */
static void expect_alone(const Run *run, int n_years, double *const *count, double *const *reach)
{
    const Plan *plan = &run->plan;
    size_t n_nodes = (size_t)plan->max_nodes;
    double *now = calloc(n_nodes, sizeof *now), *next = calloc(n_nodes, sizeof *next);
    cr_assert(now && next);
    for (int arm = 0; arm < N_ARMS; arm++) {
        for (int l = 0; l < plan->n_tracks; l++) {
            Alone alone = {&run->world, &plan->track[plan->lane[l]], arm, now, next,
                           reach[arm],  reach[ARM_BASELINE]};
            if (alone.track->enter <= n_years) run_alone(&alone, n_years, count[arm]);
        }
    }
    free(next);
    free(now);
}

/* Carries the arms of these bits, with every set of instructions, from numbers that nobody expects. The
 * intervention alone goes by the baseline's reach. */
static void check_arms(Run *run, int arms, int n_years, double *const *count, double *const *reach)
{
    size_t n_counts = (size_t)run->plan.n_counts;
    size_t n_reach = (size_t)(run->plan.n_tracks * run->plan.model->n_milestones);
    LaneTarget best = run->world.lanes;
    for (LaneTarget target = 0; target < N_LANE_TARGETS; target++) {
        double *carried[N_ARMS] = {NULL};
        if (!lanes_has(target)) continue;
        run->world.lanes = target;
        for (int arm = 0; arm < N_ARMS; arm++) {
            memcpy(run->reach[arm], reach[arm], n_reach * sizeof(double));
            if (!(arms >> arm & 1)) continue;
            carried[arm] = run->count[arm];
            for (size_t i = 0; i < n_reach; i++) run->reach[arm][i] = 7;
            for (size_t i = 0; i < n_counts; i++) carried[arm][i] = 7;
        }
        exact_run(&run->world, NULL, n_years, carried, run->reach, &run->scratch);
        for (int arm = 0; arm < N_ARMS; arm++) {
            for (size_t i = 0; carried[arm] && i < n_counts; i++)
                cr_assert_eq(carried[arm][i], count[arm][i],
                             "%s, arm %d of %d, count %zu: %.17g, alone %.17g", lanes_name(target),
                             arm, arms, i, carried[arm][i], count[arm][i]);
            for (size_t i = 0; i < n_reach; i++)
                cr_assert_eq(run->reach[arm][i], reach[arm][i], "%s, arm %d of %d, reach %zu",
                             lanes_name(target), arm, arms, i);
        }
    }
    run->world.lanes = best;
}

/* The first n_years of a run: the arms side by side, and each of them by itself. */
static void check_years(Run *run, int n_years)
{
    size_t n_counts = (size_t)run->plan.n_counts;
    size_t n_reach = (size_t)(run->plan.n_tracks * run->plan.model->n_milestones);
    double *count[N_ARMS], *reach[N_ARMS];
    for (int arm = 0; arm < N_ARMS; arm++) {
        count[arm] = calloc(n_counts, sizeof(double));
        reach[arm] = calloc(n_reach + 1, sizeof(double));
        cr_assert(count[arm] && reach[arm]);
    }
    expect_alone(run, n_years, count, reach);
    for (int arms = 1; arms < 1 << N_ARMS; arms++) check_arms(run, arms, n_years, count, reach);
    for (int arm = 0; arm < N_ARMS; arm++) {
        free(count[arm]);
        free(reach[arm]);
    }
}

static void look_across(const World *world, Met *met)
{
    for (const Track *track = world->plan->track;
         track < world->plan->track + world->plan->n_tracks; track++) {
        for (int age = track->age; age < world->plan->model->last_age; age++) {
            bool same = world_year(world, ARM_BASELINE, track, age - track->age) ==
                        world_year(world, ARM_INTERVENTION, track, age - track->age);
            met->alike += same;
            met->unlike += !same;
        }
    }
}

Test(exact, every_lane_has_the_people_of_its_track_alone)
{
    static RandomModel model;
    Met met = {0};
    for (uint64_t number = 0; number < N_MODELS; number++) {
        FixtureTexts texts = random_model(&model, number);
        Fixture fixture;
        Run run;
        fixture_open(&fixture, &texts);
        run_prepare(&run, &fixture.study);
        if (run_try(&run, NULL) == STATUS_OK) {
            for (int arm = 0; arm < N_ARMS; arm++) look_around(&run.world, arm, &met);
            look_across(&run.world, &met);
            check_years(&run, run.plan.n_years);
            check_years(&run, 1 + run.plan.n_years / 2);
            check_years(&run, 1);
        }
        run_close(&run);
        fixture_close(&fixture);
    }
    cr_assert(met.shared > 100 && met.apart > 100, "%d lanes shared, %d apart", met.shared,
              met.apart);
    cr_assert(met.alike > 100 && met.unlike > 100, "arms alike %d times, unlike %d", met.alike,
              met.unlike);
}
