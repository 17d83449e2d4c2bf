#include "analysis/evaluation_world.h"

#include "analysis/limited.h"
#include "analysis/outcomes.h"

#include <math.h>
#include <string.h>

/* ---- one world ---- */

/* Net saving as the worker has it last, in row `place` of those that are kept together. */
static void note_saving(const Evaluation *evaluation, Worker *worker, int place)
{
    int n = evaluation->study->model.n_payers * evaluation->n_years;
    double *full = worker->net_full + place * n, *released = worker->net_released + place * n;
    for (int i = 0; i < n; i++) {
        full[i] = worker->full[i] - worker->cost[i];
        released[i] = worker->released[i] - worker->cost[i];
    }
}

/* What was noted in the first rows, into as many columns from `column` on: they lie side by side, and a
 * series' values far apart. */
static void keep_savings_noted(const Evaluation *evaluation, const Worker *worker, int n_noted,
                               int column, int n_columns, double *full, double *released)
{
    int n = evaluation->study->model.n_payers * evaluation->n_years;
    for (int i = 0; i < n; i++) {
        size_t at = (size_t)i * (size_t)n_columns + (size_t)column;
        for (int place = 0; place < n_noted; place++) {
            full[at + (size_t)place] = worker->net_full[place * n + i];
            released[at + (size_t)place] = worker->net_released[place * n + i];
        }
    }
}

/* Adds both arms' people of one cohort at an age to share[arm][state]; the end's are those not alive. */
static void add_people(const LivingPlan *living, int a, const double *const people[N_ARMS],
                       double *const share[N_ARMS])
{
    const double *without = people[ARM_BASELINE], *with = people[ARM_INTERVENTION];
    for (int r = living->first_state[a]; r < living->first_state[a + 1]; r++) {
        int state = living->state[r].state, first = living->state[r].first;
        if (state == living->plan->model->end_state) continue;
        double sum = share[ARM_BASELINE][state], other = share[ARM_INTERVENTION][state];
        for (int cell = first; cell < first + living->state[r].n; cell++) {
            sum += without[cell];
            other += with[cell];
        }
        share[ARM_BASELINE][state] = sum;
        share[ARM_INTERVENTION][state] = other;
    }
}

/* Adds the arms' people by age and state, whose living the prices know. */
static void add_occupancy(const Worker *worker, double *const occupancy[N_ARMS])
{
    const PricePlan *prices = &worker->setup->prices;
    const Plan *plan = prices->plan;
    int end = plan->model->end_state;
    for (int a = 0; a < plan->n_ages; a++) {
        for (int c = 0; c < plan->n_cohorts; c++) {
            const Cohort *cohort = &plan->cohort[c];
            int k = plan->model->first_age + a - cohort->age;
            const double *people[N_ARMS];
            double *share[N_ARMS];
            if (k < 0 || k >= cohort->n_years) continue;
            for (int arm = 0; arm < N_ARMS; arm++) {
                people[arm] = worker->expected[arm] + cohort->first_cell[k];
                share[arm] = occupancy[arm] + a * plan->model->n_states;
                share[arm][end] += cohort->n_people -
                                   worker->prices.alive[arm][cohort->first_time + k];
            }
            add_people(&prices->living, a, people, share);
        }
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

/* What is no saving by payer and year, as the saving would have counted it; worker->taken_off is built
 * up again on the way, correction by correction. */
static void add_corrections(Evaluation *evaluation, Worker *worker, int world)
{
    const PricePlan *prices = &evaluation->setup.prices;
    int n_series = evaluation->n_life_years * prices->n_channels;
    memset(worker->taken_off, 0, (size_t)n_series * sizeof *worker->taken_off);
    for (int c = 0; c < N_CORRECTIONS; c++) {
        const double *correction = worker->correction[c];
        if (!worker->corrects[c]) continue;
        saving_not_counted(prices, worker->series[ARM_BASELINE], worker->series[ARM_INTERVENTION],
                           worker->taken_off, correction, evaluation->n_life_years,
                           evaluation->correction_full[c], evaluation->correction_released[c]);
        for (int p = 0; p < evaluation->study->model.n_payers; p++) {
            for (int year = 0; year < evaluation->n_years; year++)
                evaluation->correction[c][p * evaluation->n_worlds + world] +=
                    correction[year * prices->n_channels + prices->full_of[p]];
        }
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
    note_saving(evaluation, worker, 0);
    keep_savings_noted(evaluation, worker, 1, world, evaluation->n_worlds,
                       evaluation->knowledge_full, evaluation->knowledge_released);
    size_t n_cost = (size_t)(evaluation->study->model.n_payers * evaluation->n_years);
    for (size_t i = 0; i < n_cost; i++)
        evaluation->programme_cost[i * (size_t)evaluation->n_worlds + (size_t)world] =
            worker->cost[i];
    for (int i = 0; i < evaluation->study->n_parameters; i++)
        evaluation->parameter[(size_t)i * (size_t)evaluation->n_worlds + (size_t)world] =
            worker->value[i];
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

/* After worker_live; replicate r of the world. */
static void keep_lived(const Evaluation *evaluation, Worker *worker, int r, int replicate)
{
    int n = worker->crowd.n_replicates, place = r % n;
    bool last = r == evaluation->study->simulation.replicates_per_world - 1;
    note_saving(evaluation, worker, place);
    if (place == n - 1 || last)
        keep_savings_noted(evaluation, worker, place + 1, replicate - place,
                           evaluation->n_replicates, evaluation->luck_full,
                           evaluation->luck_released);
}

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
        keep_lived(block, worker, r, replicate);
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
