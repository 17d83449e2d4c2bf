#include "ordinary.h"

#include <gsl/gsl_randist.h>
#include <stdlib.h>
#include <string.h>

static void take_table(const Worker *worker, int arm, int age, Ordinary *o)
{
    const AgePlan *at = &worker->setup->plan.age[age];
    /* of the first track, which begins at the model's first age */
    const YearTable *table = world_year(&worker->world, arm, worker->setup->plan.track, age);
    for (int from = 0; from < o->n_states; from++) {
        double *row = o->probability + ((arm * o->n_ages + age) * o->n_states + from) * o->n_states;
        const int16_t *target = at->target + from * at->stride;
        const double *p = table_row(table, at, from);
        for (int j = 0; j < at->row_n[from]; j++) row[target[j]] = p[j];
    }
}

static void take_prices(const Worker *worker, Ordinary *o)
{
    const PricePlan *prices = &worker->setup->prices;
    const AgePlan *at = &worker->setup->plan.age[0];
    for (int s = 0; s < o->n_states - 1; s++) {
        int row = at->cell_price[ARM_BASELINE][at->cell[SEX_FEMALE][s]];
        for (int p = 0; p < o->n_payers; p++)
            o->price[s * o->n_payers + p] = flow_table_row(&worker->prices.price,
                                                           row)[prices->full_of[p]];
    }
}

Status ordinary_make(const Worker *worker, Ordinary *o)
{
    const Plan *plan = &worker->setup->plan;
    int n = plan->model->n_states, n_ages = plan->n_ages, n_payers = plan->model->n_payers;
    size_t n_entries = (size_t)(N_ARMS * n_ages * n * n);
    *o = (Ordinary){.n_ages = n_ages,
                    .n_states = n,
                    .n_payers = n_payers,
                    .probability = calloc(n_entries, sizeof(double)),
                    .cumulative = calloc(n_entries, sizeof(double)),
                    .price = calloc((size_t)(n * n_payers), sizeof(double)),
                    .kronor = calloc((size_t)(N_ARMS * n_ages * n_payers), sizeof(double)),
                    .rng = gsl_rng_alloc(gsl_rng_mt19937)};
    if (!o->probability || !o->cumulative || !o->price || !o->kronor || !o->rng) {
        ordinary_free(o);
        return STATUS_MEMORY;
    }
    for (int i = 0; i < N_ARMS * (n_ages - 1); i++)
        take_table(worker, i / (n_ages - 1), i % (n_ages - 1), o);
    take_prices(worker, o);
    ordinary_draw(o, 0);
    return STATUS_OK;
}

void ordinary_free(Ordinary *o)
{
    free(o->probability);
    free(o->cumulative);
    free(o->price);
    free(o->kronor);
    if (o->rng) gsl_rng_free(o->rng);
    *o = (Ordinary){0};
}

void ordinary_draw(Ordinary *o, double sd)
{
    double factor[MAX_STATES][MAX_STATES];
    int n = o->n_states;
    for (int i = 0; i < n * n; i++)
        factor[i / n][i % n] = sd > 0 ? gsl_ran_lognormal(o->rng, 0, sd) : 1;
    for (int i = 0; i < N_ARMS * o->n_ages * n; i++) {
        const double *p = o->probability + (size_t)i * (size_t)n;
        double *sum = o->cumulative + (size_t)i * (size_t)n, leave = 0, upto = 0;
        int from = i % n;
        for (int to = 0; to < n; to++) leave += to == from ? 0 : p[to] * factor[from][to];
        for (int to = 0; to < n; to++)
            sum[to] = upto += to == from ? 1 - leave : p[to] * factor[from][to];
        sum[n - 1] = 1;
    }
}

void ordinary_run(Ordinary *o, int n_people, int first, int start)
{
    int n = o->n_states;
    for (int i = 0; i < n_people; i++) {
        int state[N_ARMS] = {start, start};
        for (int age = first; age < o->n_ages; age++) {
            double u = gsl_rng_uniform(o->rng);
            for (int arm = 0; arm < N_ARMS; arm++) {
                double *year = o->kronor + (arm * o->n_ages + age - first) * o->n_payers;
                for (int p = 0; p < o->n_payers; p++)
                    year[p] += o->price[state[arm] * o->n_payers + p];
                const double *row = o->cumulative + ((arm * o->n_ages + age) * n + state[arm]) * n;
                int to = 0;
                while (to < n - 1 && u >= row[to]) to++;
                state[arm] = to;
            }
        }
    }
}

/* ---- any model ---- */

Status ordinary_walk_make(const Worker *worker, OrdinaryWalk *walk)
{
    const Plan *plan = &worker->setup->plan;
    int n_channels = worker->setup->prices.n_channels; /* a payer has at least one */
    size_t n = (size_t)(N_ARMS * plan->n_years * n_channels);
    *walk = (OrdinaryWalk){.worker = worker,
                           .kronor = calloc(n, sizeof(double)),
                           .rng = gsl_rng_alloc(gsl_rng_mt19937)};
    if (walk->kronor && walk->rng) return STATUS_OK;
    ordinary_walk_free(walk);
    return STATUS_MEMORY;
}

void ordinary_walk_free(OrdinaryWalk *walk)
{
    free(walk->kronor);
    if (walk->rng) gsl_rng_free(walk->rng);
    *walk = (OrdinaryWalk){0};
}

static int walk_on(const AgePlan *at, const YearTable *table, int node, double u)
{
    const double *p = table_row(table, at, node);
    int last = at->row_n[node] - 1, j = 0;
    double alive = 1 - table->q[at->row[node]], sum = alive * p[0];
    while (j < last && u >= sum) sum += alive * p[++j];
    return at->target[node * at->stride + j];
}

static void pay(OrdinaryWalk *walk, const Track *track, int arm, int k, int node)
{
    const Worker *worker = walk->worker;
    const PricePlan *prices = &worker->setup->prices;
    const Plan *plan = prices->plan;
    const AgePlan *at = plan_age(plan, track->age + k);
    int cell = at->cell[track->sex][node], n_payers = plan->model->n_payers;
    if (cell == ANY) return;
    const double *price = flow_table_row(&worker->prices.price, at->cell_price[arm][cell]);
    int n = walk->all_felt ? prices->n_channels : n_payers;
    double *year = walk->kronor + (arm * plan->n_years + track->enter - 1 + k) * n;
    for (int c = 0; walk->all_felt && c < n; c++) year[c] += price[c];
    for (int p = 0; !walk->all_felt && p < n_payers; p++) year[p] += price[prices->full_of[p]];
}

static int birthday(OrdinaryWalk *walk, const Track *track, int arm, int k, int node,
                    const uint32_t *word)
{
    const World *world = &walk->worker->world;
    const Plan *plan = world->plan;
    const AgePlan *at = plan_age(plan, track->age + k);
    const double *const reach[N_ARMS] = {walk->worker->reach[0], walk->worker->reach[1]};
    Chance chance = {world, reach, NULL};
    for (int m = 0; m < plan->model->n_milestones; m++) {
        uint8_t level;
        if (!(at->decided >> m & 1) || at->node[node].state == plan->model->end_state) continue;
        if (k == 0 && world_known_at_start(plan, track, m)) continue;
        MilestoneChance milestone = chance_milestone(&chance, track, arm, m);
        node = chance_decide(&milestone, node, word + 4 * m, &level);
    }
    return node;
}

static void walk_person(OrdinaryWalk *walk, const Track *track, int start)
{
    const World *world = &walk->worker->world;
    const Plan *plan = world->plan;
    int node[N_ARMS], n_years = plan->cohort[track->cohort].n_years;
    bool reached = gsl_rng_uniform(walk->rng) < walk->worker->share_reached;
    node[0] = node[1] = chance_start(world, track, start, gsl_rng_uniform(walk->rng));
    for (int k = 0; k < n_years; k++) {
        const AgePlan *at = plan_age(plan, track->age + k);
        uint32_t word[4 * MAX_MILESTONES];
        if (at->decided) {
            for (int i = 0; i < 4 * plan->model->n_milestones; i++)
                word[i] = (uint32_t)gsl_rng_get(walk->rng);
        }
        double u = gsl_rng_uniform(walk->rng);
        if (walk->mirror) u = 1 - u;
        for (int arm = 0; arm < N_ARMS; arm++) {
            int tables = reached ? arm : ARM_BASELINE;
            if (at->decided) node[arm] = birthday(walk, track, tables, k, node[arm], word);
            pay(walk, track, arm, k, node[arm]);
            if (k < n_years - 1)
                node[arm] = walk_on(at, world_year(world, tables, track, k), node[arm], u);
        }
    }
}

void ordinary_walk_run(OrdinaryWalk *walk)
{
    const Plan *plan = walk->worker->world.plan;
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        for (int s = track->first_start; s < track->first_start + track->n_starts; s++) {
            for (int i = 0; i < plan->start[s].n_people; i++) walk_person(walk, track, s);
        }
    }
}
