/* The exact cohort's lanes against people carried on one track at a time, to the bit: whatever stands
 * beside a track in its vector, with every set of instructions, and however few years are asked for. */
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
            bool told = age == track->age && world_told_at_start(plan, track, m);
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

/* Both arms' first n_years of a run, with every set of instructions. */
static void check_years(Run *run, int n_years)
{
    const Plan *plan = &run->plan;
    size_t n_counts = (size_t)plan->n_counts, n_nodes = (size_t)plan->max_nodes;
    size_t n_reach = (size_t)(plan->n_tracks * plan->model->n_milestones);
    double *reach[N_ARMS] = {calloc(n_reach + 1, sizeof(double)),
                             calloc(n_reach + 1, sizeof(double))};
    double *now = calloc(n_nodes, sizeof *now), *next = calloc(n_nodes, sizeof *next);
    LaneTarget best = run->world.lanes;
    for (int arm = 0; arm < N_ARMS; arm++) {
        double *count = calloc(n_counts, sizeof *count);
        cr_assert(count && now && next && reach[arm]);
        for (int l = 0; l < plan->n_tracks; l++) {
            Alone alone = {&run->world, &plan->track[plan->lane[l]], arm, now, next,
                           reach[arm],  reach[ARM_BASELINE]};
            if (alone.track->enter <= n_years) run_alone(&alone, n_years, count);
        }
        for (LaneTarget target = 0; target < N_LANE_TARGETS; target++) {
            if (!lanes_has(target)) continue;
            run->world.lanes = target;
            exact_run(&run->world, arm, NULL, n_years, run->count[arm], run->reach[arm],
                      reach[ARM_BASELINE], &run->scratch);
            for (size_t i = 0; i < n_counts; i++)
                cr_assert_eq(run->count[arm][i], count[i],
                             "%s, arm %d, count %zu: %.17g, alone %.17g", lanes_name(target), arm,
                             i, run->count[arm][i], count[i]);
            for (size_t i = 0; i < n_reach; i++)
                cr_assert_eq(run->reach[arm][i], reach[arm][i], "%s, arm %d, reach %zu",
                             lanes_name(target), arm, i);
        }
        free(count);
    }
    run->world.lanes = best;
    for (int arm = 0; arm < N_ARMS; arm++) free(reach[arm]);
    free(next);
    free(now);
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
            check_years(&run, run.plan.n_years);
            check_years(&run, 1 + run.plan.n_years / 2);
            check_years(&run, 1);
        }
        run_close(&run);
        fixture_close(&fixture);
    }
    cr_assert(met.shared > 100 && met.apart > 100, "%d lanes shared, %d apart", met.shared,
              met.apart);
}
