#include "analysis/worker.h"

#include "analysis/corrections.h"
#include "economics/timing.h"
#include "engine/making.h"

#include <stdlib.h>
#include <string.h>

/* Replicates lived together: those of a world, as far as their counts stay near; of more, parts of one size. */
static int crowd_size(const Study *study)
{
    const int MOST = 8;
    int n = study->simulation.replicates_per_world, n_crowds = (n + MOST - 1) / MOST;
    return n < 1 ? 1 : (n + n_crowds - 1) / n_crowds;
}

Status worker_init(const Setup *setup, Worker *worker)
{
    Status status = STATUS_OK;
    const Plan *plan = &setup->plan;
    int n_series = setup->n_life_years * setup->prices.n_channels;
    int n_saving = plan->model->n_payers * setup->n_years;
    int n_outcomes = plan->model->n_outcomes * setup->n_years;
    int n_spent = plan->model->n_spendings * setup->n_life_years;
    *worker = (Worker){.setup = setup, .drawn_block = ANY};
    TRY(world_init(plan, &worker->world));
    TRY(exact_init(plan, &worker->exact));
    TRY(counts_init(plan, &worker->counts));
    TRY(crowd_init(plan, crowd_size(setup->study), &worker->crowd));
    TRY(prices_init(&setup->prices, &worker->prices));
    TRY(ceilings_init(&worker->prices, &worker->ceilings));
    TRY(documents_init(&worker->prices, &worker->documents));
    TRY(outcomes_init(plan, &worker->outcomes));
    TRY(census_init(plan, &worker->arena, &worker->census));
    for (int arm = 0; arm < N_ARMS; arm++) {
        ARENA_TRY(&worker->arena, worker->expected[arm], plan->n_counts + LANES);
        ARENA_TRY(&worker->arena, worker->reach[arm], plan->n_tracks * plan->model->n_milestones);
        TRY(flows_init(&setup->prices.flow, setup->n_life_years, &worker->arena,
                       &worker->flows[arm]));
        TRY(flows_init(&setup->prices.flow, setup->n_life_years, &worker->arena,
                       &worker->flows_lived[arm]));
        ARENA_TRY(&worker->arena, worker->series[arm], n_series);
        ARENA_TRY(&worker->arena, worker->spent[arm], n_spent);
        ARENA_TRY(&worker->arena, worker->outcome[arm], n_outcomes);
        ARENA_TRY(&worker->arena, worker->outcome_lived[arm], n_outcomes);
    }
    ARENA_TRY(&worker->arena, worker->lived, n_series);
    for (int c = 0; c < N_CORRECTIONS; c++)
        ARENA_TRY(&worker->arena, worker->correction[c], n_series);
    ARENA_TRY(&worker->arena, worker->taken_off, n_series);
    ARENA_TRY(&worker->arena, worker->saved, n_spent);
    ARENA_TRY(&worker->arena, worker->beyond, n_spent);
    ARENA_TRY(&worker->arena, worker->within, n_spent);
    ARENA_TRY(&worker->arena, worker->felt, worker->ceilings.felt.n_links * setup->n_life_years);
    ARENA_TRY(&worker->arena, worker->full, n_saving);
    ARENA_TRY(&worker->arena, worker->released, n_saving);
    ARENA_TRY(&worker->arena, worker->cost, n_saving);
    TRY(noted_init(3 * n_saving + setup->study->n_parameters, &worker->arena, &worker->worlds));
    TRY(noted_init(2 * n_saving, &worker->arena, &worker->replicates));
    ARENA_TRY(&worker->arena, worker->value, setup->study->n_parameters);
    ARENA_TRY(&worker->arena, worker->drawn, WORLDS_PER_BLOCK * setup->study->n_parameters);
out:
    if (status != STATUS_OK) worker_free(worker);
    return status;
}

void worker_free(Worker *worker)
{
    world_free(&worker->world);
    exact_free(&worker->exact);
    counts_free(&worker->counts);
    crowd_free(&worker->crowd);
    prices_free(&worker->prices);
    ceilings_free(&worker->ceilings);
    documents_free(&worker->documents);
    outcomes_free(&worker->outcomes);
    problems_free(&worker->problems);
    arena_free(&worker->arena);
    *worker = (Worker){0};
}

Worker *worker_new(const Setup *setup)
{
    Worker *worker = calloc(1, sizeof *worker);
    if (worker && worker_init(setup, worker) != STATUS_OK) {
        free(worker);
        worker = NULL;
    }
    return worker;
}

void worker_delete(void *worker)
{
    if (!worker) return;
    worker_free(worker);
    free(worker);
}

/* Tables of single years are made as worlds want them: most want as many as the medians do, some half as
 * many again. */
size_t worker_bytes(Worker *worker)
{
    const Plan *plan = &worker->setup->plan;
    study_medians(worker->setup->study, worker->value);
    if (worker_enter(worker, -1, worker->value, NULL, N_GRADES) != STATUS_OK)
        problems_free(&worker->problems); /* the check of all worlds tells of it */
    size_t years = pile_bytes(&worker->world.own) * 3 / 2 + worker->world.own.chunk_size;
    return worker->arena.used + worker->world.arena.used + years + worker->exact.arena.used +
           worker->crowd.arena.used + worker->prices.arena.used + worker->ceilings.arena.used +
           worker->documents.arena.used + worker->outcomes.arena.used +
           (size_t)(N_ARMS * plan->n_counts) * sizeof(uint32_t);
}

void worker_draw(Worker *worker, int world)
{
    size_t n = (size_t)worker->setup->study->n_parameters;
    int block = world / WORLDS_PER_BLOCK;
    if (block != worker->drawn_block)
        drawn_block(&worker->setup->drawn, worker->setup->study, block, worker->drawn);
    worker->drawn_block = block;
    memcpy(worker->value, worker->drawn + (size_t)(world % WORLDS_PER_BLOCK) * n,
           n * sizeof *worker->value);
}

/* Takes in those whom the programme does not reach, in the years that the first n_years may count. */
static void mix(const Plan *plan, const double *baseline, double share, int n_years, double *people)
{
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        int last = living_years(plan, cohort, n_years) - 1;
        if (last < 0) continue;
        int end = cohort->first_cell[last] + plan_age(plan, cohort->age + last)->n_cells;
        for (int i = cohort->first_cell[0]; i < end; i++)
            people[i] = baseline[i] +
                        share * (people[i] - baseline[i]); /* no effect: no rounding */
    }
}

/* The expected people of the first years, in the intervention those whom the programme does not reach
 * among them; the baseline's only if asked for, else they are there. */
static void expect(Worker *worker, const EffectVariant *variant, int n_years, bool baseline_too)
{
    const Plan *plan = &worker->setup->plan;
    const double *baseline = worker->expected[ARM_BASELINE];
    double *people = worker->expected[ARM_INTERVENTION], share = worker->share_reached;
    double *const count[N_ARMS] = {baseline_too ? worker->expected[ARM_BASELINE] : NULL,
                                   worker->without_effect ? NULL : people};
    int ahead = timing_ahead(plan->study->economics.timing);
    exact_run(&worker->world, variant, n_years + ahead, count, worker->reach, &worker->exact);
    if (worker->without_effect) {
        size_t n_reach = (size_t)(plan->n_tracks * plan->model->n_milestones);
        memcpy(people, baseline, (size_t)plan->n_counts * sizeof *people);
        memcpy(worker->reach[ARM_INTERVENTION], worker->reach[ARM_BASELINE],
               n_reach * sizeof(double));
        return;
    }
    if (share < 1) mix(plan, baseline, share, n_years, people);
}

/* The person-years and kronor of an arm's expected people in the first n years. */
static void price_arm(Worker *worker, int arm, int n)
{
    FlowPeople people = prices_people(&worker->prices, arm, worker->expected[arm], NULL);
    flows_count(&worker->flows[arm], &people, n);
    prices_series(&worker->prices, &worker->flows[arm], n, worker->series[arm]);
}

static void price_intervention(Worker *worker, int n)
{
    price_arm(worker, ARM_INTERVENTION, n);
    corrections_make(worker, n);
}

/* The share lost on others, unless it rests on worse evidence than is let in. */
static double displacement_of(const Study *study, const double *value, Grade worst)
{
    if (study->displacement == ANY) return 0;
    bool let_in = study->parameter[study->displacement].provenance.grade <= worst;
    return let_in ? value[study->displacement] : 0;
}

static bool is_nil(const Effect *effect, const double *value)
{
    return value[effect->on] * value[effect->causal_share] == 0;
}

/* In some worlds all effects are nil. A chance to reach a milestone is worked out anew also then, and may
 * differ in its last bit. */
static bool is_without_effect(const Plan *plan, const double *value)
{
    for (int e = 0; e < plan->study->n_effects; e++) {
        const Effect *effect = &plan->study->effect[e];
        if (!is_nil(effect, value) || effect->kind == EFFECT_MILESTONE) return false;
    }
    return !plan->arms_differ;
}

/* The variant bends only effects that are nil in this world, which is there as all of them make it. */
static bool changes_nothing(const Worker *worker, const EffectVariant *variant)
{
    const Study *study = worker->setup->study;
    if (!worker->as_entered) return false;
    for (int e = 0; e < study->n_effects; e++) {
        bool bent = variant &&
                    (variant->cut_at_follow_up || (variant->scale && variant->scale[e] != 1));
        if (bent && !is_nil(&study->effect[e], worker->world.parameter)) return false;
    }
    return true;
}

Status worker_enter(Worker *worker, int number, const double *value, const EffectVariant *variant,
                    Grade worst)
{
    Status status = STATUS_OK;
    const Setup *setup = worker->setup;
    worker->crowd_first = ANY;
    TRY(world_make(&worker->world, number, value, variant, &worker->problems));
    worker->share_reached = value[setup->study->reached];
    worker->without_effect = is_without_effect(&setup->plan, value);
    worker->as_entered = variant == NULL;
    worker->displacement = displacement_of(setup->study, value, worst);
    expect(worker, variant, setup->n_life_years, true);
    prices_set(&worker->prices, value, worst);
    ceilings_set(&worker->ceilings, value);
    saving_programme_cost(setup->study, value, setup->n_years, worker->cost);
    price_arm(worker, ARM_BASELINE, setup->n_life_years);
    ceilings_cost(&worker->ceilings, &worker->flows[ARM_BASELINE], setup->n_life_years,
                  worker->spent[ARM_BASELINE]);
    price_intervention(worker, setup->n_life_years);
    documents_enter(&worker->documents, worker->expected[ARM_BASELINE],
                    &worker->flows[ARM_BASELINE], worker->reach[ARM_BASELINE]);
    outcomes_set(&worker->outcomes, value);
    for (int arm = 0; arm < N_ARMS; arm++)
        outcomes_series(&worker->outcomes, &worker->flows[arm], setup->n_years,
                        worker->outcome[arm]);
out:
    return status;
}

Status worker_change(Worker *worker, const EffectVariant *variant, int n_years)
{
    Status status = STATUS_OK;
    worker->crowd_first = ANY;
    if (worker->without_effect || changes_nothing(worker, variant))
        return STATUS_OK; /* its first years are there */
    worker->as_entered = false;
    int ahead = timing_ahead(worker->setup->study->economics.timing);
    TRY(world_change_effects(&worker->world, variant, n_years + ahead));
    expect(worker, variant, n_years, false);
    price_intervention(worker, n_years);
out:
    return status;
}

Status worker_change_course(Worker *worker, int course, int n_years)
{
    Status status = STATUS_OK;
    worker->crowd_first = ANY;
    int ahead = timing_ahead(worker->setup->study->economics.timing);
    TRY(world_change_course(&worker->world, course, n_years + ahead));
    expect(worker, NULL, n_years, true);
    price_arm(worker, ARM_BASELINE, n_years);
    price_intervention(worker, n_years);
    worker->as_entered = false;
    worker->without_effect = false; /* a change of effects from here is worked out */
out:
    return status;
}

void worker_saving(Worker *worker)
{
    saving_compute(&worker->setup->prices, worker->series[ARM_BASELINE],
                   worker->series[ARM_INTERVENTION], worker->taken_off, worker->setup->n_years,
                   worker->full, worker->released);
}

/* The counts of a replicate: of single lives when they are to be kept, else of a crowd. */
static const Counts *live(Worker *worker, int replicate, Life *lives)
{
    const Setup *setup = worker->setup;
    const double *const reach[N_ARMS] = {worker->reach[ARM_BASELINE],
                                         worker->reach[ARM_INTERVENTION]};
    if (lives) {
        lives_run(&worker->world, setup->streams, replicate, worker->share_reached, reach, NULL,
                  &worker->counts, lives);
        return &worker->counts;
    }
    int n = worker->crowd.n_replicates, first = replicate - replicate % n;
    if (worker->crowd_first != first)
        crowd_live(&worker->crowd, &worker->world, setup->streams, first, n, worker->share_reached,
                   reach, NULL);
    worker->crowd_first = first;
    return &worker->crowd.counts[replicate - first];
}

void worker_live(Worker *worker, int replicate, Life *lives)
{
    const Setup *setup = worker->setup;
    worker->counted = live(worker, replicate, lives);
    for (int arm = 0; arm < N_ARMS; arm++) {
        FlowPeople people = prices_people(&worker->prices, arm, NULL, worker->counted->cell[arm]);
        flows_count(&worker->flows_lived[arm], &people, setup->n_years);
    }
    prices_series(&worker->prices, &worker->flows_lived[ARM_INTERVENTION], setup->n_years,
                  worker->lived);
    saving_compute(&setup->prices, worker->series[ARM_BASELINE], worker->lived, worker->taken_off,
                   setup->n_years, worker->full, worker->released);
    for (int arm = 0; arm < N_ARMS; arm++)
        outcomes_series(&worker->outcomes, &worker->flows_lived[arm], setup->n_years,
                        worker->outcome_lived[arm]);
}
