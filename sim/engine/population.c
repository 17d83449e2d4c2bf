#include "engine/population.h"

#include "engine/flow.h"
#include "engine/kinds.h"

#include <math.h>
#include <string.h>

/* A share so small that its products underflow. */
static const double NOBODY = 1e-290;

static double fade_at(const MortalityRatio *ratio, int age)
{
    if (age <= ratio->fade_from) return 1;
    if (age >= ratio->fade_to) return 0;
    return 1 - (double)(age - ratio->fade_from) / (ratio->fade_to - ratio->fade_from);
}

/* Every state's ratios at every age; those that fade no more are last age's. */
static void find_ratios(World *world)
{
    const Plan *plan = world->plan;
    const Model *model = plan->model;
    DeathRatio *ratio = world->death_ratio;
    int n = model->n_states;
    for (int i = 0; i < plan->n_ages * n; i++) ratio[i] = (DeathRatio){1, 1};
    for (int i = 0; i < model->n_mortality_ratios; i++) {
        const MortalityRatio *row = &model->mortality_ratio[i];
        double causal = product_value(&row->causal_share, world->parameter);
        double logarithm = log(product_value(&row->ratio, world->parameter)), before = NAN;
        for (int a = 0; a < plan->n_ages; a++) {
            double fade = fade_at(row, plan->age[a].age), faded = logarithm * fade;
            DeathRatio *now = &ratio[a * n + row->state];
            *now = fade == before ? now[-n]
                                  : (DeathRatio){exp(faded * causal), exp(faded * (1 - causal))};
            before = fade;
        }
    }
}

/* Those of one sex and age who live, by the classes and states that hold anybody. */
typedef struct {
    double ratio[MAX_CLASSES][MAX_STATES]; /* of a person's rate to the reference rate */
    int n;
    double share[MAX_CLASSES * MAX_STATES], own[MAX_CLASSES * MAX_STATES]; /* [n] its ratio */
    int like[MAX_CLASSES * MAX_STATES]; /* [n] the number of that ratio among all different ones */
    int n_different;
    double different[MAX_CLASSES * MAX_STATES];
    double living;
} Living;

static void add_living(Living *living, double share, double ratio)
{
    int i = 0;
    if (share <= NOBODY) return;
    while (i < living->n_different && living->different[i] != ratio) i++;
    if (i == living->n_different) living->different[living->n_different++] = ratio;
    living->share[living->n] = share;
    living->own[living->n] = ratio;
    living->like[living->n++] = i;
}

/* The people of a state, who stand together, times a weight. */
static double sum_state(const Plan *plan, const AgePlan *at, int s, double weight,
                        const double *people)
{
    double sum = 0;
    if (at->first_node[s] == ANY) return 0;
    int end = at->first_node[s] + plan->n_state_years[s] * at->n_held;
    for (int v = at->first_node[s]; v < end; v++) sum += weight * people[v];
    return sum;
}

/* A class carries the mean over its living of what rests with the class; 1 when nobody lives. */
static void find_living(const World *world, const AgePlan *at, int of, int sex, Living *living)
{
    const Plan *plan = world->plan;
    const Model *model = plan->model;
    const DeathRatio *ratio = world->death_ratio + (at - plan->age) * model->n_states;
    living->living = 0;
    living->n = living->n_different = 0;
    for (int c = 0; c < model->n_classes; c++) {
        const double *people = world_people(world, at, of, sex, c);
        double weight = product_value(&model->class_[c].share, world->parameter);
        double share[MAX_STATES], sum = 0, rests = 0;
        for (int s = 0; s < model->end_state; s++) {
            share[s] = sum_state(plan, at, s, weight, people);
            sum += share[s];
            rests += share[s] * ratio[s].rests;
        }
        for (int s = 0; s < model->end_state; s++) {
            living->ratio[c][s] = ratio[s].follows * (sum > 0 ? rests / sum : 1);
            add_living(living, share[s], living->ratio[c][s]);
        }
        living->living += sum;
    }
}

/* The reference rate m of one sex and age: sum share exp(-m ratio) = exp(-rate). The rate divided by
 * the mean ratio is its first approximation; Newton's method makes survival exact (the sum is convex
 * and decreasing in m, and m = 0 lies below the root). Where nobody lives, the rate itself. */
static double reference_rate(const Living *living, double rate)
{
    double m = 0, wanted = exp(-rate) * living->living, lives[MAX_CLASSES * MAX_STATES];
    if (living->living <= NOBODY) return rate;
    for (int i = 0; i < 50; i++) {
        double survive = 0, slope = 0;
        for (int r = 0; r < living->n_different; r++)
            lives[r] = m == 0 ? 1 : exp(-m * living->different[r]);
        for (int g = 0; g < living->n; g++) {
            double stays = living->share[g] * lives[living->like[g]];
            survive += stays;
            slope -= living->own[g] * stays;
        }
        double step = (survive - wanted) / slope;
        m -= step;
        if (fabs(step) <= 1e-15 + 1e-14 * m) break;
    }
    return m;
}

/* All that die alike share the first arm's ordinary table's chances. */
static void fill_table(World *world, const AgePlan *at, int of, int sex, int class_,
                       const double *death)
{
    double *q = world_table(world, at, of, ARM_BASELINE, sex, class_)->own_q;
    for (int r = 0; r < at->n_rows; r++) q[r] = death[at->row_state[r]];
}

/* Mortality of one sex at one age in the population of one table, and with it that table. */
static void fill_tables(World *world, const AgePlan *at, int of, int sex)
{
    const Plan *plan = world->plan;
    const Model *model = plan->model;
    double death[MAX_STATES] = {0};
    Living living;
    if (!model->has_mortality) return;
    find_living(world, at, at->table_people[of], sex, &living);
    double m = reference_rate(&living, model->mortality[sex][at->age]);
    for (int c = 0; c < model->n_classes; c++) {
        for (int s = 0; s < model->end_state; s++) {
            bool same = s > 0 && living.ratio[c][s] == living.ratio[c][s - 1];
            death[s] = same ? death[s - 1] : -expm1(-m * living.ratio[c][s]);
        }
        fill_table(world, at, of, sex, c, death);
    }
}

/* The milestones that whoever is in a state has reached by entering it. */
static uint32_t entered_by(const Model *model, int state)
{
    uint32_t held = 0;
    for (int m = 0; m < model->n_milestones; m++) {
        if (model->milestone[m].entry_state == state) held |= 1u << m;
    }
    return held;
}

static void begin_population(const World *world, int sex, int class_)
{
    const Plan *plan = world->plan;
    const Model *model = plan->model;
    double *first = world_people(world, plan->age, 0, sex, class_);
    for (int s = 0; s < model->end_state; s++) {
        int node = plan_node(plan, model->first_age, s, 0, entered_by(model, s));
        if (node != ANY) first[node] = model->state[s].start;
    }
}

/* The people of one table on their birthday, after its milestones. */
static void decide_population(const World *world, const AgePlan *at, int of, int sex, int class_,
                              double *now)
{
    const Plan *plan = world->plan;
    memcpy(now, world_people(world, at, at->table_people[of], sex, class_),
           (size_t)at->n_nodes * sizeof *now);
    for (int m = 0; m < plan->model->n_milestones; m++) {
        if (at->decided >> m & 1)
            flow_decide(plan, at, m, world->decision + world_decision_index(world, m, sex, class_),
                        now);
    }
}

/* Moves on the people of one table of four sexes and classes from `first` on, as far as there are: they are
 * the populations of its number at the next age. */
static void move_four(World *world, const AgePlan *at, int of, int first)
{
    const Plan *plan = world->plan;
    int n_classes = plan->model->n_classes, n = N_SEXES * n_classes - first;
    double *now = world->flow, *next = now + 4 * plan->max_nodes,
           *column = next + 4 * plan->max_nodes;
    const YearTable *table[4];
    int n_next = (at + 1)->n_nodes;
    for (int l = 0; l < 4; l++) {
        int peer = first + (l < n ? l : 0), sex = peer / n_classes, class_ = peer % n_classes;
        table[l] = world_table(world, at, of, ARM_BASELINE, sex, class_);
        if (l < n) decide_population(world, at, of, sex, class_, column);
        for (int v = 0; v < at->n_nodes; v++) now[v * 4 + l] = l < n ? column[v] : 0;
    }
    memset(next, 0, (size_t)(4 * n_next) * sizeof *next);
    flow_move_four(world->lanes, at, table, now, next);
    for (int l = 0; l < 4 && l < n; l++) {
        double *people = world_people(world, at + 1, of, (first + l) / n_classes,
                                      (first + l) % n_classes);
        for (int v = 0; v < n_next; v++) people[v] = next[v * 4 + l];
    }
}

/* Does anything of a world rest on its population? Mortality does, and milestones held at the start; and
 * a world without people is made for the sake of its population. */
static bool is_wanted(const Plan *plan)
{
    return plan->model->has_mortality || plan->model->n_milestones > 0 || plan->n_tracks == 0;
}

void population_run(World *world)
{
    const Plan *plan = world->plan;
    const Model *model = plan->model;
    if (!is_wanted(plan)) return;
    kinds_rows(world);
    if (model->has_mortality) find_ratios(world);
    memset(world->population, 0,
           (size_t)(N_SEXES * model->n_classes * world->n_population) * sizeof *world->population);
    int n_peers = N_SEXES * model->n_classes;
    for (int peer = 0; peer < n_peers; peer++)
        begin_population(world, peer / model->n_classes, peer % model->n_classes);
    for (const AgePlan *at = plan->age; at < plan->age + plan->n_ages - 1; at++) {
        for (int of = 0; of < at->n_ordinary; of++) {
            for (int sex = 0; sex < N_SEXES; sex++) fill_tables(world, at, of, sex);
            for (int first = 0; first < n_peers; first += 4) move_four(world, at, of, first);
        }
    }
}
