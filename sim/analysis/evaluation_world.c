#include "analysis/evaluation_world.h"

#include "analysis/limited.h"
#include "analysis/outcomes.h"

#include <math.h>
#include <string.h>

/* ---- what is kept of worlds and replicates ---- */

/* A column's values: net savings in full and as released, [payer][year] each; of worlds also the programme's
 * cost and the parameters. */
static int n_savings(const Evaluation *evaluation)
{
    return evaluation->study->model.n_payers * evaluation->n_years;
}

static void note_saving(const Evaluation *evaluation, const Worker *worker, double *value)
{
    int n = n_savings(evaluation);
    for (int i = 0; i < n; i++) {
        value[i] = worker->full[i] - worker->cost[i];
        value[n + i] = worker->released[i] - worker->cost[i];
    }
}

static void put_worlds(const Evaluation *evaluation, Worker *worker)
{
    Noted *noted = &worker->worlds;
    int n = n_savings(evaluation), n_worlds = evaluation->n_worlds;
    noted_put(noted, 0, n, evaluation->knowledge_full, n_worlds);
    noted_put(noted, n, n, evaluation->knowledge_released, n_worlds);
    noted_put(noted, 2 * n, n, evaluation->programme_cost, n_worlds);
    noted_put(noted, 3 * n, evaluation->study->n_parameters, evaluation->parameter, n_worlds);
    noted_clear(noted);
}

static void put_replicates(const Evaluation *evaluation, Worker *worker)
{
    Noted *noted = &worker->replicates;
    int n = n_savings(evaluation);
    noted_put(noted, 0, n, evaluation->luck_full, evaluation->n_replicates);
    noted_put(noted, n, n, evaluation->luck_released, evaluation->n_replicates);
    noted_clear(noted);
}

void evaluation_put(const Evaluation *block, Worker *worker)
{
    put_worlds(block, worker);
    put_replicates(block, worker);
}

static void note_world(const Evaluation *evaluation, Worker *worker, int world)
{
    size_t n = (size_t)n_savings(evaluation), n_values = (size_t)evaluation->study->n_parameters;
    double *value = noted_column(&worker->worlds, world);
    note_saving(evaluation, worker, value);
    memcpy(value + 2 * n, worker->cost, n * sizeof *value);
    memcpy(value + 3 * n, worker->value, n_values * sizeof *value);
    if (noted_full(&worker->worlds)) put_worlds(evaluation, worker);
}

/* After worker_live. */
static void note_replicate(const Evaluation *evaluation, Worker *worker, int replicate)
{
    note_saving(evaluation, worker, noted_column(&worker->replicates, replicate));
    if (noted_full(&worker->replicates)) put_replicates(evaluation, worker);
}

/* ---- one world ---- */

/* Adds the people of an age to share[arm][state], cohort by cohort: a state's sum waits in a register, and
 * those of other states and the other arm need not wait for it. */
static void add_people(const Worker *worker, int a, double *const share[N_ARMS])
{
    const LivingPlan *living = &worker->setup->prices.living;
    const double *const *people = (const double *const *)worker->expected;
    for (int s = living->first_state[a]; s < living->first_state[a + 1]; s++) {
        const StateCells *of = &living->state[s];
        const int *cell = living->cell + of->first;
        if (of->state == living->plan->model->end_state) continue;
        double sum = share[ARM_BASELINE][of->state], other = share[ARM_INTERVENTION][of->state];
        for (int i = living->first_ager[a]; i < living->first_ager[a + 1]; i++) {
            const double *without = people[ARM_BASELINE] + living->ager[i].cell;
            const double *with = people[ARM_INTERVENTION] + living->ager[i].cell;
            for (int j = 0; j < of->n; j++) {
                sum += without[cell[j]];
                other += with[cell[j]];
            }
        }
        share[ARM_BASELINE][of->state] = sum;
        share[ARM_INTERVENTION][of->state] = other;
    }
}

/* Adds the arms' people by age and state; the end's are those whom the prices do not know alive. */
static void add_occupancy(const Worker *worker, double *const occupancy[N_ARMS])
{
    const LivingPlan *living = &worker->setup->prices.living;
    const Model *model = living->plan->model;
    for (int a = 0; a < living->plan->n_ages; a++) {
        double *share[N_ARMS];
        for (int arm = 0; arm < N_ARMS; arm++) share[arm] = occupancy[arm] + a * model->n_states;
        for (int i = living->first_ager[a]; i < living->first_ager[a + 1]; i++) {
            const Ager *ager = &living->ager[i];
            for (int arm = 0; arm < N_ARMS; arm++)
                share[arm][model->end_state] += ager->n_people -
                                                worker->prices.alive[arm][ager->time];
        }
        add_people(worker, a, share);
    }
}

/* Person-years in exclusion of both arms, as lives_run counts them: every sum is one chain of additions, so
 * the arms go side by side. */
static void sum_excluded(const Worker *worker, double excluded[N_ARMS])
{
    const LivingPlan *living = &worker->setup->prices.living;
    const double *without = worker->expected[ARM_BASELINE],
                 *with = worker->expected[ARM_INTERVENTION];
    double sum = 0, other = 0;
    for (int i = 0; i < living->n_excluded; i++) {
        sum += without[living->excluded[i]];
        other += with[living->excluded[i]];
    }
    excluded[ARM_BASELINE] = sum;
    excluded[ARM_INTERVENTION] = other;
}

/* Full kronor of every payer in the first n_years of a series. */
static void sum_payers(const PricePlan *prices, const double *series, int n_years, double *sum)
{
    int n_payers = prices->plan->model->n_payers;
    memset(sum, 0, (size_t)n_payers * sizeof *sum);
    for (int year = 0; year < n_years; year++, series += prices->n_channels)
        for (int p = 0; p < n_payers; p++) sum[p] += series[prices->full_of[p]];
}

/* What is no saving by payer and year, as the saving would have counted it; worker->taken_off is built
 * up again on the way, correction by correction. */
static void add_corrections(Evaluation *evaluation, Worker *worker, int world)
{
    const PricePlan *prices = &evaluation->setup.prices;
    int n_series = evaluation->n_life_years * prices->n_channels,
        n_payers = prices->plan->model->n_payers;
    double sum[MAX_CHANNELS];
    memset(worker->taken_off, 0, (size_t)n_series * sizeof *worker->taken_off);
    for (int c = 0; c < N_CORRECTIONS; c++) {
        const double *correction = worker->correction[c];
        if (!worker->corrects[c]) continue;
        saving_not_counted(prices, worker->series[ARM_BASELINE], worker->series[ARM_INTERVENTION],
                           worker->taken_off, correction, evaluation->n_life_years,
                           evaluation->correction_full[c], evaluation->correction_released[c]);
        sum_payers(prices, correction, evaluation->n_years, sum);
        for (int p = 0; p < n_payers; p++)
            evaluation->correction[c][p * evaluation->n_worlds + world] = sum[p];
        for (int i = 0; i < n_series; i++) worker->taken_off[i] += correction[i];
    }
}

static void add_spending(const Worker *worker, Evaluation *evaluation)
{
    int n_rows = worker->ceilings.n_rows;
    for (int r = 0; r < n_rows; r++) evaluation->spending[r] += worker->ceilings.amount[r];
    for (int i = 0; i < evaluation->n_years * n_rows; i++) {
        double beyond = fmax(0, worker->saved[i]) * worker->beyond[i];
        evaluation->spending_saved[i] += worker->saved[i];
        evaluation->spending_beyond[i] += beyond;
        evaluation->spending_worlds[i] += beyond > 0;
    }
}

/* For the sum of several programmes. */
static void keep_savings(Worker *worker, int world, Evaluation *evaluation)
{
    const Ceilings *ceilings = &worker->ceilings;
    size_t n = (size_t)evaluation->n_worlds, at = (size_t)world;
    if (!evaluation->keeps_savings || ceilings->n_rows == 0) return;
    limited_savings(worker, evaluation->n_years);
    for (int r = 0; r < ceilings->n_rows; r++)
        evaluation->row_spent[(size_t)r * n + at] = ceilings->amount[r];
    for (int i = 0; i < evaluation->n_years * ceilings->n_rows; i++)
        evaluation->row_saved[(size_t)i * n + at] = worker->within[i];
    for (int i = 0; i < evaluation->n_years * ceilings->felt.n_links; i++)
        evaluation->row_felt[(size_t)i * n + at] = worker->felt[i];
}

static void keep_world(Evaluation *evaluation, Worker *worker, int world)
{
    const Setup *setup = &evaluation->setup;
    int n_years = evaluation->n_life_years;
    worker_saving(worker);
    note_world(evaluation, worker, world);
    double excluded[N_ARMS];
    add_occupancy(worker, evaluation->occupancy);
    sum_excluded(worker, excluded);
    for (int arm = 0; arm < N_ARMS; arm++) {
        prices_ledger(&worker->prices, &worker->flows[arm], n_years, evaluation->ledger_full[arm],
                      evaluation->ledger_released[arm]);
        evaluation->exclusion[arm][world] = excluded[arm];
    }
    saving_steps(&setup->prices, worker->series[ARM_BASELINE], worker->series[ARM_INTERVENTION],
                 n_years, evaluation->ledger_released[ARM_INTERVENTION]);
    keep_savings(worker, world, evaluation);
    add_corrections(evaluation, worker, world);
    add_spending(worker, evaluation);
}

/* ---- one replicate ---- */

/* After the side's kronor were put into worker->lived. */
static void keep_documented(Worker *worker, DocumentsSide side, int replicate,
                            Evaluation *evaluation)
{
    if (evaluation->study->n_documented == 0) return;
    documents_values(&worker->documents, side, worker->counted, worker->flows_lived,
                     worker->series[ARM_BASELINE], worker->lived, worker->cost,
                     evaluation->documented[side] + replicate, evaluation->n_replicates);
}

/* What luck alone does: the simulated baseline against its own expectation, less the cost. */
static void keep_luck(const EvaluationRun *run, Worker *worker, int replicate,
                      Evaluation *evaluation)
{
    int n_years = evaluation->n_years < mark_year[N_MARKS - 1] ? evaluation->n_years
                                                               : mark_year[N_MARKS - 1];
    double net = 0;
    int n_asked = worker->documents.n_years > n_years ? worker->documents.n_years : n_years;
    prices_series(&worker->prices, &worker->flows_lived[ARM_BASELINE], n_asked, worker->lived);
    saving_compute(&evaluation->setup.prices, worker->series[ARM_BASELINE], worker->lived, NULL,
                   n_years, worker->full, worker->released);
    for (int year = 1, mark = 0; year <= n_years; year++) {
        for (int i = 0; i < run->n_municipal; i++) {
            int payer = run->municipal[i];
            net += worker->released[payer * n_years + year - 1] -
                   worker->cost[payer * evaluation->n_years + year - 1];
        }
        if (year == mark_year[mark]) evaluation->by_luck[mark++][replicate] = net;
    }
}

static void keep_people(Evaluation *evaluation, Worker *worker, int replicate)
{
    const Counts *counts = worker->counted;
    const Model *model = &evaluation->study->model;
    size_t n = (size_t)evaluation->n_replicates, r = (size_t)replicate;
    for (int arm = 0; arm < N_ARMS; arm++) {
        census_count(&worker->census, counts->cell[arm]);
        for (int s = 0; s < model->n_states; s++) {
            evaluation->entered[arm][(size_t)s * n + r] = counts->entered[arm][s];
            evaluation->years_in[arm][(size_t)s * n + r] = census_years_in(&worker->census, s);
        }
        for (int i = 0; i < model->n_milestones * N_MILESTONE_LEVELS; i++)
            evaluation->milestone[arm][(size_t)i * n + r] = counts->milestone[arm][i];
        for (int a = 0; a < N_REPORTED_AGES; a++)
            evaluation->excluded_at[arm][(size_t)a * n + r] = census_excluded(&worker->census,
                                                                              reported_age[a]);
        evaluation->exclusion_years[arm][r] = counts->exclusion_years[arm];
    }
    evaluation->fewer[r] = counts->fewer;
    evaluation->more[r] = counts->more;
}

/* Municipal released net saving of a year (0 is the first) as the worker has it. */
static double municipal_net(const EvaluationRun *run, const Worker *worker, int year)
{
    int n_years = run->evaluation->n_years;
    double net = 0;
    for (int i = 0; i < run->n_municipal; i++) {
        int at = run->municipal[i] * n_years + year;
        net += worker->released[at] - worker->cost[at];
    }
    return net;
}

/* The same world in another course of calendar years: what of the spread lies in the course. */
static Status keep_course(const EvaluationRun *run, Worker *worker, int world, int column,
                          Evaluation *evaluation)
{
    Status status = STATUS_OK;
    if (!evaluation->other_course || world % evaluation->course_every != 0) return STATUS_OK;
    TRY(worker_change_course(worker, 1, evaluation->n_variant_years));
    worker_saving(worker);
    for (int year = 0; year < evaluation->n_variant_years; year++)
        evaluation->other_course[column] += municipal_net(run, worker, year);
out:
    return status;
}

/* Municipal released net saving under the other strengths of weak effects. */
static Status keep_variants(const EvaluationRun *run, Worker *worker, int world,
                            Evaluation *evaluation)
{
    Status status = STATUS_OK;
    for (int v = 0; v < N_VARIANTS && evaluation->has_weak; v++) {
        EffectVariant variant = {.scale = run->scale[v]};
        TRY(worker_change(worker, &variant, evaluation->n_variant_years));
        worker_saving(worker);
        for (int year = 0; year < evaluation->n_variant_years; year++)
            evaluation->variant[v][year * evaluation->n_worlds + world] = municipal_net(run, worker,
                                                                                        year);
    }
out:
    return status;
}

Status evaluation_world(const EvaluationRun *run, Worker *worker, int world, int column,
                        Evaluation *block)
{
    Status status = STATUS_OK;
    int per_world = block->study->simulation.replicates_per_world;
    TRY(worker_enter(worker, world, worker->value, NULL, N_GRADES));
    keep_world(block, worker, column);
    for (int r = 0; r < per_world; r++) {
        int replicate = column * per_world + r;
        worker_live(worker, r, NULL);
        note_replicate(block, worker, replicate);
        keep_people(block, worker, replicate);
        keep_documented(worker, DOCUMENTS_WITH, replicate, block);
        keep_luck(run, worker, replicate, block);
        keep_documented(worker, DOCUMENTS_NO_EFFECT, replicate, block);
        outcomes_keep(block, worker, replicate);
    }
    TRY(keep_variants(run, worker, column, block));
    TRY(keep_course(run, worker, world, column, block));
out:
    return status;
}
