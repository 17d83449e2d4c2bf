#include "support/moments.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* First and second raw moments of the rest of a life, by node. */
typedef struct {
    double *first, *second;
} Rest;

/* What the recursion of one track in one arm's tables works with. */
typedef struct {
    const Run *run;
    const Track *track;
    int arm;
    const CellPrices *prices;
    Rest now, next;
} Recursion;

static double cell_price(const Recursion *r, const AgePlan *at, int node)
{
    int cell = at->cell[r->track->sex][node];
    int age = at->age - r->run->plan.model->first_age;
    return cell == ANY ? 0 : r->prices->price[age * r->prices->stride + cell];
}

/* A year in a node adds its price; then its people move on. */
static void live_year(Recursion *r, const AgePlan *at)
{
    bool last = at->age == r->run->plan.model->last_age;
    const YearTable *table = world_year(&r->run->world, r->arm, r->track, at->age - r->track->age);
    for (int v = 0; v < at->n_nodes; v++) {
        double price = cell_price(r, at, v), first = 0, second = 0;
        for (int j = 0; !last && j < at->row_n[v]; j++) {
            double p = (1 - table->q[at->row[v]]) * table_row(table, at, v)[j];
            if (j == at->row_n[v] - 1) p += table->q[at->row[v]];
            first += p * r->next.first[at->target[v * at->stride + j]];
            second += p * r->next.second[at->target[v * at->stride + j]];
        }
        r->now.first[v] = price + first;
        r->now.second[v] = price * price + 2 * price * first + second;
    }
}

/* The chance that a node's person bends by milestone m from this birthday on. */
static double bend_chance(const Recursion *r, int m, int node)
{
    const World *world = &r->run->world;
    int index = (int)(r->track - r->run->plan.track) * r->run->plan.model->n_milestones + m;
    double p = world_decision(world, r->track, r->arm, m, node, NULL);
    if (r->arm == ARM_BASELINE) return p;
    double base = r->run->reach[ARM_BASELINE][index], now = r->run->reach[ARM_INTERVENTION][index];
    double causal =
        world->causal[world_decision_index(world, m, r->track->sex, r->track->class_) + node];
    if (now > base) return p * (base / now + (1 - base / now) * causal);
    if (now < base) return p + (1 - p) * (1 - (1 - base) / (1 - now)) * (1 - causal);
    return p;
}

static void decide(Recursion *r, const AgePlan *at, int m)
{
    int end = at->first_node[r->run->plan.model->end_state];
    if (!(at->held_bits >> m & 1)) return;
    for (int v = 0; v < end; v++) {
        const Node *node = &at->node[v];
        if (node->held >> m & 1) continue;
        int held = plan_node(&r->run->plan, at->age, node->state, node->years,
                             node->held | 1u << m);
        double p = bend_chance(r, m, v);
        r->now.first[v] += p * (r->now.first[held] - r->now.first[v]);
        r->now.second[v] += p * (r->now.second[held] - r->now.second[v]);
    }
}

/* Runs a track backward from its last age to its start. */
static void run_back(Recursion *r)
{
    const Plan *plan = &r->run->plan;
    for (int age = plan->model->last_age; age >= r->track->age; age--) {
        const AgePlan *at = plan_age(plan, age);
        live_year(r, at);
        for (int m = plan->model->n_milestones - 1; m >= 0; m--) {
            bool told = age == r->track->age && world_known_at_start(plan, r->track, m);
            if (at->decided >> m & 1 && !told) decide(r, at, m);
        }
        Rest swap = r->now;
        r->now = r->next;
        r->next = swap;
    }
}

/* Adds the moments of one person of start cell s, times `weight`. */
static void add_start(const Recursion *r, int s, double weight, double *first, double *second)
{
    const Plan *plan = &r->run->plan;
    const StartCell *start = &plan->start[s];
    const double *chance = r->run->world.start + s * r->run->world.max_held;
    int node = plan_node(plan, r->track->age, start->state, start->years, 0);
    for (int h = 0; h < plan_age(plan, r->track->age)->n_held; h++) {
        int placed = world_placed(&r->run->world, r->track, r->arm, node + h, NULL);
        *first += weight * chance[h] * r->next.first[placed];
        *second += weight * chance[h] * r->next.second[placed];
    }
}

static void make_rest(const Run *run, Rest *rest)
{
    rest->first = calloc((size_t)run->plan.max_nodes, sizeof(double));
    rest->second = calloc((size_t)run->plan.max_nodes, sizeof(double));
    cr_assert(rest->first != NULL && rest->second != NULL);
}

static void free_rest(Rest *rest)
{
    free(rest->first);
    free(rest->second);
}

static Recursion run_track_back(const Run *run, const Track *track, int arm,
                                const CellPrices *prices)
{
    Recursion r = {run, track, arm, prices, {NULL, NULL}, {NULL, NULL}};
    make_rest(run, &r.now);
    make_rest(run, &r.next);
    run_back(&r);
    return r;
}

static void end(Recursion *r)
{
    free_rest(&r->now);
    free_rest(&r->next);
}

Moments moments_of_total(const Run *run, int arm, double share_reached, const CellPrices *prices)
{
    Moments total = {0, 0};
    double reached = arm == ARM_BASELINE ? 0 : share_reached;
    for (int t = 0; t < run->plan.n_tracks; t++) {
        const Track *track = &run->plan.track[t];
        Recursion without = run_track_back(run, track, ARM_BASELINE, prices);
        Recursion with = run_track_back(run, track, ARM_INTERVENTION, prices);
        for (int s = track->first_start; s < track->first_start + track->n_starts; s++) {
            double first = 0, second = 0;
            add_start(&without, s, 1 - reached, &first, &second);
            add_start(&with, s, reached, &first, &second);
            total.mean += run->plan.start[s].n_people * first;
            total.variance += run->plan.start[s].n_people * (second - first * first);
        }
        end(&with);
        end(&without);
    }
    return total;
}

/* The sum over all cells of price times people, from expected or counted people. */
static double add_cells(const Run *run, const CellPrices *prices, const double *expected,
                        const uint32_t *counted)
{
    double sum = 0;
    for (int c = 0; c < run->plan.n_cohorts; c++) {
        const Cohort *cohort = &run->plan.cohort[c];
        for (int k = 0; k < cohort->n_years; k++) {
            int age = cohort->age + k, n = plan_age(&run->plan, age)->n_cells;
            const double *price = prices->price +
                                  (age - run->plan.model->first_age) * prices->stride;
            for (int i = 0; i < n; i++) {
                int cell = cohort->first_cell[k] + i;
                sum += price[i] * (expected != NULL ? expected[cell] : counted[cell]);
            }
        }
    }
    return sum;
}

double moments_expected(const Run *run, int arm, double share_reached, const CellPrices *prices)
{
    double baseline = add_cells(run, prices, run->count[ARM_BASELINE], NULL);
    if (arm == ARM_BASELINE) return baseline;
    double reached = add_cells(run, prices, run->count[ARM_INTERVENTION], NULL);
    return share_reached * reached + (1 - share_reached) * baseline;
}

double moments_counted(const Run *run, int arm, const CellPrices *prices)
{
    return add_cells(run, prices, NULL, run->counts.cell[arm]);
}
