#include "engine/population.h"

#include "engine/flow.h"
#include "engine/rows.h"

#include <math.h>
#include <string.h>

/* The ratios of one age: what follows the state, and what rests with the class. */
typedef struct {
    double follows[MAX_STATES];
    double rests[MAX_STATES];
} Ratios;

static double fade_at(const MortalityRatio *ratio, int age) {
    if (age <= ratio->fade_from) return 1;
    if (age >= ratio->fade_to) return 0;
    return 1 - (double)(age - ratio->fade_from) / (ratio->fade_to - ratio->fade_from);
}

static void find_ratios(const World *world, int age, Ratios *ratios) {
    const Model *model = world->plan->model;
    for (int s = 0; s < model->n_states; s++) ratios->follows[s] = ratios->rests[s] = 1;
    for (int i = 0; i < model->n_mortality_ratios; i++) {
        const MortalityRatio *row = &model->mortality_ratio[i];
        double causal = product_value(&row->causal_share, world->parameter);
        double ratio = log(product_value(&row->ratio, world->parameter)) * fade_at(row, age);
        ratios->follows[row->state] = exp(ratio * causal);
        ratios->rests[row->state] = exp(ratio * (1 - causal));
    }
}

/* The mean over the living of a class of what rests with the class; 1 when nobody lives. */
static double class_ratio(const World *world, int sex, int class_, int age, const Ratios *ratios) {
    const AgePlan *at = plan_age(world->plan, age);
    const double *share = world_population(world, sex, class_, age);
    double sum = 0, living = 0;
    for (int v = 0; v < at->first_node[world->plan->model->end_state]; v++) {
        living += share[v];
        sum += share[v] * ratios->rests[at->node[v].state];
    }
    return living > 0 ? sum / living : 1;
}

/* How the rate m of the reference makes the population's survival miss the life table's, and the
 * slope of that in m. */
static void survival_miss(const World *world, int sex, int age, const Ratios *ratios,
                          const double *of_class, double m, double *miss, double *slope) {
    const Model *model = world->plan->model;
    const AgePlan *at = plan_age(world->plan, age);
    double living = 0, survive = 0;
    *slope = 0;
    for (int c = 0; c < model->n_classes; c++) {
        const double *share = world_population(world, sex, c, age);
        double weight = product_value(&model->class_[c].share, world->parameter);
        for (int v = 0; v < at->first_node[model->end_state]; v++) {
            double ratio = ratios->follows[at->node[v].state] * of_class[c];
            double stays = weight * share[v] * exp(-m * ratio);
            living += weight * share[v];
            survive += stays;
            *slope -= ratio * stays;
        }
    }
    *miss = living > 0 ? survive / living - exp(-model->mortality[sex][age]) : 0;
    *slope = living > 0 ? *slope / living : -1;
}

/* The reference rate of one sex and age. The rate divided by the mean ratio is its first
 * approximation; Newton's method makes survival exact (the function is convex and decreasing). */
static double reference_rate(const World *world, int sex, int age, const Ratios *ratios,
                             const double *of_class) {
    double m = 0, miss, slope;
    for (int i = 0; i < 50; i++) {
        survival_miss(world, sex, age, ratios, of_class, m, &miss, &slope);
        double step = miss / slope;
        m -= step;
        if (fabs(step) <= 1e-15 + 1e-14 * m) break;
    }
    return m;
}

static void fill_table(World *world, int arm, int sex, int class_, const AgePlan *at,
                       const double *rate) {
    const Plan *plan = world->plan;
    YearTable *table = (YearTable *)world_base(world, arm, sex, class_, at->age);
    const int *kind = plan_kinds(plan, at, arm, sex, class_);
    if (at->age == plan->model->last_age) return;
    for (int v = 0; v < at->n_nodes; v++) {
        const RowKind *row = &plan->kind[kind[v]];
        double *p = table->p + at->row_first[v];
        memcpy(p, world->kind_p + row->first, (size_t)row->exits->n * sizeof *p);
        table->q[v] = -expm1(-rate[at->node[v].state]);
        row_thresholds(p, row->exits->n, table->q[v], table->threshold + at->row_first[v]);
    }
}

/* Mortality of one sex at one age, and with it the base tables. */
static void fill_age(World *world, int sex, int age) {
    const Plan *plan = world->plan;
    const Model *model = plan->model;
    double of_class[MAX_CLASSES], rate[MAX_STATES] = {0};
    Ratios ratios;
    double m = 0;
    if (model->has_mortality) {
        find_ratios(world, age, &ratios);
        for (int c = 0; c < model->n_classes; c++)
            of_class[c] = class_ratio(world, sex, c, age, &ratios);
        m = reference_rate(world, sex, age, &ratios, of_class);
    }
    for (int c = 0; c < model->n_classes; c++) {
        for (int s = 0; model->has_mortality && s < model->end_state; s++)
            rate[s] = m * ratios.follows[s] * of_class[c];
        for (int arm = 0; arm < (plan->arms_differ ? N_ARMS : 1); arm++)
            fill_table(world, arm, sex, c, plan_age(plan, age), rate);
    }
}

Status population_run(World *world, Problems *problems) {
    const Plan *plan = world->plan;
    const Model *model = plan->model;
    double now[1 << 12];
    if (plan->max_nodes > (int)(sizeof now / sizeof *now))
        return problems_fail(problems, STATUS_INPUT,
                             "the model has %d kinds of memory at one age; at most %d fit",
                             plan->max_nodes, (int)(sizeof now / sizeof *now));
    memset(world->population, 0,
           (size_t)(N_SEXES * model->n_classes * world->n_population) * sizeof *world->population);
    for (int sex = 0; sex < N_SEXES; sex++) {
        for (int c = 0; c < model->n_classes; c++) {
            double *first = world_population(world, sex, c, model->first_age);
            for (int s = 0; s < model->end_state; s++) {
                int node = plan_node(plan, model->first_age, s, 0, 0);
                if (node != ANY) first[node] = model->state[s].start;
            }
        }
        for (int age = model->first_age; age < model->last_age; age++) {
            const AgePlan *at = plan_age(plan, age);
            fill_age(world, sex, age);
            for (int c = 0; c < model->n_classes; c++) {
                memcpy(now, world_population(world, sex, c, age), (size_t)at->n_nodes * sizeof *now);
                for (int m = 0; m < model->n_milestones; m++) {
                    if (at->decided >> m & 1)
                        flow_decide(plan, at, m,
                                    world->decision + world_decision_index(world, m, sex, c), now);
                }
                flow_move(at, world_base(world, ARM_BASELINE, sex, c, age), now,
                          world_population(world, sex, c, age + 1));
            }
        }
    }
    return STATUS_OK;
}
