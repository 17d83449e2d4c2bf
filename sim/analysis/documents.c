#include "analysis/documents.h"

#include "economics/saving.h"

#include <string.h>

static bool is_kronor(const Documented *documented)
{
    return documented->payer != NULL;
}

Status documents_init(const Prices *world, Documents *documents)
{
    Status status = STATUS_OK;
    const PricePlan *prices = world->plan;
    const Study *study = prices->plan->study;
    int n = study->n_documented;
    *documents = (Documents){.prices = prices, .world = world};
    for (int d = 0; d < n; d++) {
        const Documented *of = &study->documented[d];
        if (is_kronor(of) && of->years > documents->n_years) documents->n_years = of->years;
    }
    TRY(flow_table_init(prices->plan, n, &documents->arena, &documents->price));
    ARENA_TRY(&documents->arena, documents->expected, n);
    ARENA_TRY(&documents->arena, documents->full, study->model.n_payers * documents->n_years);
    ARENA_TRY(&documents->arena, documents->released, study->model.n_payers * documents->n_years);
out:
    if (status != STATUS_OK) documents_free(documents);
    return status;
}

void documents_free(Documents *documents)
{
    arena_free(&documents->arena);
    *documents = (Documents){0};
}

int documents_undecided(const Plan *plan, const Milestone *milestone)
{
    int n = 0;
    for (int c = 0; c < plan->n_cohorts; c++) {
        if (milestone->age == ANY || plan->cohort[c].age <= milestone->age)
            n += plan->cohort[c].n_people;
    }
    return n;
}

/* ---- kronor ---- */

static void set_prices(Documents *documents)
{
    const Plan *plan = documents->prices->plan;
    const Model *model = plan->model;
    int n = plan->study->n_documented;
    flow_table_clear(&documents->price);
    for (int r = 0; r < plan->n_price_rows; r++) {
        for (int i = documents->prices->leg_first[r]; i < documents->prices->leg_first[r + 1];
             i++) {
            const Leg *leg = &documents->prices->leg[i];
            const Cost *cost = &model->cost[leg->cost];
            for (int d = 0; d < n && leg->sign > 0; d++) {
                const Documented *of = &plan->study->documented[d];
                if (of->measure == DOCUMENTED_COST && of->item == cost->item &&
                    of->payer[cost->payer])
                    flow_table_row(&documents->price, r)[d] += documents->world->amount[leg->cost];
            }
        }
    }
}

/* Municipal payers meet only those who live here. */
static bool is_municipal(const Model *model, const Documented *of)
{
    bool municipal = false;
    for (int p = 0; p < model->n_payers && of->payer; p++)
        municipal |= of->payer[p] && model->payer[p].level == LEVEL_MUNICIPALITY;
    return municipal;
}

/* Adds what people cost by item, to the end of each result's year, to value[documented]. */
static void add_items(const Documents *documents, const Flows *flows, double *value)
{
    const Study *study = documents->prices->plan->study;
    const FlowTable *table = &documents->price;
    for (int year = 0; year < documents->n_years; year++) {
        flows_sum(flows, year, table);
        for (int d = 0; d < study->n_documented; d++) {
            const Documented *of = &study->documented[d];
            if (of->measure == DOCUMENTED_COST && year < of->years)
                value[d] += is_municipal(&study->model, of) ? table->here[d] : table->all[d];
        }
    }
}

/* A result's payers in its years: [payer][n_years]. */
static double add_up(const Documented *of, int n_payers, int n_years, const double *series)
{
    double sum = 0;
    for (int p = 0; p < n_payers; p++) {
        for (int year = 0; year < of->years && of->payer[p]; year++)
            sum += series[p * n_years + year];
    }
    return sum;
}

/* ---- people ---- */

/* People of year k after entry in the result's states. */
static double people_in(const Plan *plan, const Cohort *cohort, int k, uint32_t states,
                        const double *expected, const uint32_t *counted)
{
    const AgePlan *at = plan_age(plan, cohort->age + k);
    double sum = 0;
    for (int cell = 0; cell < at->n_cells; cell++) {
        int i = cohort->first_cell[k] + cell;
        if (states >> at->cell_state[cell] & 1) sum += expected ? expected[i] : counted[i];
    }
    return sum;
}

static double in_states(const Plan *plan, const Documented *of, const double *expected,
                        const uint32_t *counted)
{
    bool years_in = of->measure == DOCUMENTED_YEARS_IN;
    double sum = 0;
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        int last = years_in ? of->years - 1 : of->years;
        for (int k = years_in ? 0 : of->years; k <= last && k < cohort->n_years; k++)
            sum += people_in(plan, cohort, k, of->states, expected, counted);
    }
    return sum;
}

/* Those expected to reach a milestone by age; of a track as many live to it as of its whole cohort. */
static double expect_milestone(const Plan *plan, int milestone, const double *expected,
                               const double *reach)
{
    double sum = 0;
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        const Cohort *cohort = &plan->cohort[track->cohort];
        int k = plan->model->milestone[milestone].age - track->age;
        if (k < 0 || k >= cohort->n_years) continue;
        double alive = plan_alive(plan, cohort, k, expected) / cohort->n_people;
        sum += track->n_people * alive * reach[t * plan->model->n_milestones + milestone];
    }
    return sum;
}

/* ---- together ---- */

void documents_enter(Documents *documents, const double *expected, const Flows *flows,
                     const double *reach)
{
    const Plan *plan = documents->prices->plan;
    int n = plan->study->n_documented;
    if (n == 0) return;
    memset(documents->expected, 0, (size_t)n * sizeof *documents->expected);
    set_prices(documents);
    add_items(documents, flows, documents->expected);
    for (int d = 0; d < n; d++) {
        const Documented *of = &plan->study->documented[d];
        if (of->measure == DOCUMENTED_STATE || of->measure == DOCUMENTED_YEARS_IN)
            documents->expected[d] = in_states(plan, of, expected, NULL);
        if (of->measure == DOCUMENTED_MILESTONE && plan->model->milestone[of->milestone].age != ANY)
            documents->expected[d] = expect_milestone(plan, of->milestone, expected, reach);
    }
}

/* Kronor or people of the arm, before the unit. */
static double value_of(Documents *documents, const Documented *of, const Counts *counts, int arm,
                       const double *cost)
{
    const Plan *plan = documents->prices->plan;
    int n_payers = plan->model->n_payers, n_years = documents->n_years;
    const double *saving = of->released ? documents->released : documents->full;
    double paid = 0;
    if (is_kronor(of)) paid = add_up(of, n_payers, plan->study->economics.horizon, cost);
    switch (of->measure) {
    case DOCUMENTED_NET_SAVING: return add_up(of, n_payers, n_years, saving) - paid;
    case DOCUMENTED_SAVING: return add_up(of, n_payers, n_years, saving);
    case DOCUMENTED_PROGRAMME_COST: return paid;
    case DOCUMENTED_MILESTONE:
        return counts->milestone[arm][of->milestone * N_MILESTONE_LEVELS + LEVEL_REACHED] +
               counts->milestone[arm][of->milestone * N_MILESTONE_LEVELS + LEVEL_BECAUSE];
    case DOCUMENTED_STATE:
    case DOCUMENTED_YEARS_IN: return in_states(plan, of, NULL, counts->cell[arm]);
    case DOCUMENTED_COST: /* add_items */
    case N_DOCUMENTED_MEASURES: break;
    }
    return 0;
}

/* How many people make one unit of a result. */
static double people_in_unit(const Plan *plan, const Documented *of)
{
    if (is_kronor(of)) return 1;
    if (of->measure == DOCUMENTED_YEARS_IN) return plan->n_people;
    if (of->unit == PEOPLE_PERSONS) return 1;
    if (of->measure == DOCUMENTED_STATE) return plan->n_people;
    int n = documents_undecided(plan, &plan->model->milestone[of->milestone]);
    return n > 0 ? n : 1;
}

void documents_values(Documents *documents, DocumentsSide side, const Counts *counts,
                      const Flows flows[N_ARMS], const double *baseline, const double *lived,
                      const double *cost, double *value, int stride)
{
    const Plan *plan = documents->prices->plan;
    const Study *study = plan->study;
    int n = study->n_documented, with = side == DOCUMENTS_WITH ? ARM_INTERVENTION : ARM_BASELINE;
    double item[2][MAX_DOCUMENTED] = {{0}};
    if (n == 0) return;
    saving_compute(documents->prices, baseline, lived, NULL, documents->n_years, documents->full,
                   documents->released);
    add_items(documents, &flows[with], item[0]);
    add_items(documents, &flows[ARM_BASELINE], item[1]);
    for (int d = 0; d < n; d++) {
        const Documented *of = &study->documented[d];
        bool other = of->arm == ARM_BASELINE;
        double shown = of->measure == DOCUMENTED_COST
                           ? item[other][d]
                           : value_of(documents, of, counts, other ? ARM_BASELINE : with, cost);
        if (of->arm == N_ARMS) shown -= documents->expected[d];
        value[d * stride] = shown / people_in_unit(plan, of);
    }
}
