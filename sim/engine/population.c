#include "engine/population.h"

#include "base/elementary.h"
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

/* Both sexes side by side. */
_Static_assert(N_SEXES == 2, "a Two holds both sexes");

/* The states open at an age, and which of their ratios that follow the state differ. */
typedef struct {
    int n, state[MAX_STATES], like[MAX_STATES]; /* [n] the number of its ratio */
    int n_different;
    DeathRatio ratio[MAX_STATES]; /* [n] */
    double different[MAX_STATES];
} Open;

enum { MAX_RATIOS = MAX_CLASSES * MAX_STATES };

/* Those of one age who live. */
typedef struct {
    int n_ratios;
    Two ratio[MAX_RATIOS]; /* [class][n_different] of a person's rate to the reference rate */
    int n;                 /* classes and states that hold anybody */
    Two share[MAX_RATIOS];
    int at[MAX_RATIOS]; /* [n] its ratio */
    Two living;
} Living;

static void find_open(const World *world, const AgePlan *at, Open *open)
{
    const Model *model = world->plan->model;
    const DeathRatio *ratio = world->death_ratio + (at - world->plan->age) * model->n_states;
    open->n = open->n_different = 0;
    for (int s = 0; s < model->end_state; s++) {
        int i = 0;
        if (at->first_node[s] == ANY) continue;
        while (i < open->n_different && open->different[i] != ratio[s].follows) i++;
        if (i == open->n_different) open->different[open->n_different++] = ratio[s].follows;
        open->state[open->n] = s;
        open->ratio[open->n] = ratio[s];
        open->like[open->n++] = i;
    }
}

/* The people of a state, who stand together, times a weight. */
static Two sum_state(const Plan *plan, const AgePlan *at, int s, double weight,
                     const double *people)
{
    Two sum = {0};
    int n = plan->n_state_years[s] * at->n_held;
    people += at->first_node[s] * PEERS_ABREAST;
    for (int v = 0; v < n; v++) sum += weight * *(const Two *)(people + v * PEERS_ABREAST);
    return sum;
}

static void add_living(Living *living, Two share, int at)
{
    if (share[0] <= NOBODY && share[1] <= NOBODY) return;
    for (int sex = 0; sex < N_SEXES; sex++)
        if (share[sex] <= NOBODY) share[sex] = 0;
    living->share[living->n] = share;
    living->at[living->n++] = at;
}

/* A class carries the mean over its living of what rests with the class; 1 when nobody lives. */
static void find_living(const World *world, const AgePlan *at, int of, const Open *open,
                        Living *living)
{
    const Plan *plan = world->plan;
    const Model *model = plan->model;
    living->living = (Two){0};
    living->n = living->n_ratios = 0;
    for (int c = 0; c < model->n_classes; c++) {
        const double *people = world_people(world, at, of, c / CLASSES_ABREAST) +
                               c % CLASSES_ABREAST * N_SEXES;
        double weight = product_value(&model->class_[c].share, world->parameter);
        Two share[MAX_STATES], sum = {0}, rests = {0}, carries;
        for (int i = 0; i < open->n; i++) {
            share[i] = sum_state(plan, at, open->state[i], weight, people);
            sum += share[i];
            rests += share[i] * open->ratio[i].rests;
        }
        for (int sex = 0; sex < N_SEXES; sex++)
            carries[sex] = sum[sex] > 0 ? rests[sex] / sum[sex] : 1;
        for (int i = 0; i < open->n; i++)
            add_living(living, share[i], living->n_ratios + open->like[i]);
        for (int d = 0; d < open->n_different; d++)
            living->ratio[living->n_ratios++] = open->different[d] * carries;
        living->living += sum;
    }
}

/* exp(-m ratio) or, less_one, exp(-m ratio) - 1 of each ratio. */
static void find_lives(const Living *living, Two m, LaneTarget target, bool less_one, Two *lives)
{
    int n = living->n_ratios * N_SEXES;
    for (int i = 0; i < living->n_ratios; i++) lives[i] = -m * living->ratio[i];
    (less_one ? expm1_many : exp_many)(target, (double *)lives, n);
}

/* The reference rate m of both sexes at one age: sum share exp(-m ratio) = exp(-rate). The rate divided by
 * the mean ratio is its first approximation; Newton's method makes survival exact (the sum is convex
 * and decreasing in m, and m = 0 lies below the root). Where nobody lives, the rate itself. */
static Two reference_rates(const Living *living, LaneTarget target, Two rate)
{
    Two m = {0}, wanted, lives[MAX_RATIOS];
    bool found[N_SEXES];
    for (int sex = 0; sex < N_SEXES; sex++) {
        wanted[sex] = exp(-rate[sex]) * living->living[sex];
        found[sex] = living->living[sex] <= NOBODY;
        if (found[sex]) m[sex] = rate[sex];
    }
    for (int i = 0; i < living->n_ratios; i++) lives[i] = (Two){1, 1};
    for (int i = 0; i < 50 && !(found[0] && found[1]); i++) {
        Two survive = {0}, slope = {0};
        if (i > 0) find_lives(living, m, target, false, lives);
        for (int g = 0; g < living->n; g++) {
            Two stays = living->share[g] * lives[living->at[g]];
            survive += stays;
            slope -= living->ratio[living->at[g]] * stays;
        }
        Two step = (survive - wanted) / slope;
        for (int sex = 0; sex < N_SEXES; sex++) {
            if (found[sex]) continue;
            m[sex] -= step[sex];
            found[sex] = fabs(step[sex]) <= 1e-15 + 1e-14 * m[sex];
        }
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

/* Mortality at one age in the population of one table, and with it that table. */
static void fill_tables(World *world, const AgePlan *at, int of, const Open *open)
{
    const Model *model = world->plan->model;
    double death[MAX_STATES] = {0};
    Two lives[MAX_RATIOS]; /* less 1 */
    Living living;
    find_living(world, at, at->table_people[of], open, &living);
    Two rate = {model->mortality[0][at->age], model->mortality[1][at->age]};
    find_lives(&living, reference_rates(&living, world->lanes, rate), world->lanes, true, lives);
    for (int peer = 0; peer < N_SEXES * model->n_classes; peer++) {
        int sex = peer / model->n_classes, c = peer % model->n_classes;
        const Two *own = lives + c * open->n_different;
        for (int i = 0; i < open->n; i++) death[open->state[i]] = -own[open->like[i]][sex];
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

static void begin_population(const World *world)
{
    const Plan *plan = world->plan;
    const Model *model = plan->model;
    int n_lots = world_n_lots(plan);
    double *first = world_people(world, plan->age, 0, 0);
    memset(first, 0, (size_t)(n_lots * plan->age->n_nodes * PEERS_ABREAST) * sizeof *first);
    for (int i = 0; i < N_SEXES * model->n_classes; i++) {
        double *people = world_people(world, plan->age, 0, i / PEERS_ABREAST) + i % PEERS_ABREAST;
        for (int s = 0; s < model->end_state; s++) {
            int node = plan_node(plan, model->first_age, s, 0, entered_by(model, s));
            if (node != ANY) people[node * PEERS_ABREAST] = model->state[s].start;
        }
    }
}

/* Moves on the people of one lot: they are the populations of a table's number at the next age. */
static void move_lot(World *world, const AgePlan *at, int of, int lot)
{
    const Plan *plan = world->plan;
    double *now = world_people(world, at, at->table_people[of], lot),
           *next = world_people(world, at + 1, of, lot);
    const YearTable *table[PEERS_ABREAST];
    const double *chance[PEERS_ABREAST];
    size_t size = (size_t)(PEERS_ABREAST * at->n_nodes) * sizeof *now;
    int class_[PEERS_ABREAST];
    for (int l = 0; l < PEERS_ABREAST; l++) {
        class_[l] = lot * CLASSES_ABREAST + l / N_SEXES;
        if (class_[l] >= plan->model->n_classes) class_[l] = 0; /* nobody, who goes any way */
        table[l] = world_table(world, at, of, ARM_BASELINE, l % N_SEXES, class_[l]);
    }
    if (at->decided) now = memcpy(world->flow, now, size);
    for (int m = 0; m < plan->model->n_milestones; m++) {
        if (!(at->decided >> m & 1)) continue;
        for (int l = 0; l < PEERS_ABREAST; l++)
            chance[l] = world->decision + world_decision_index(world, m, l % N_SEXES, class_[l]);
        flow_decide_four(plan, at, m, chance, now);
    }
    memset(next, 0, (size_t)(PEERS_ABREAST * (at + 1)->n_nodes) * sizeof *next);
    flow_move_four(world->lanes, at, table, now, next);
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
    begin_population(world);
    for (const AgePlan *at = plan->age; at < plan->age + plan->n_ages - 1; at++) {
        Open open;
        if (model->has_mortality) find_open(world, at, &open);
        for (int of = 0; of < at->n_ordinary; of++) {
            if (model->has_mortality) fill_tables(world, at, of, &open);
            for (int lot = 0; lot < world_n_lots(plan); lot++) move_lot(world, at, of, lot);
        }
    }
}
