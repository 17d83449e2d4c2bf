#include "engine/plan_build.h"

#include <stdlib.h>
#include <string.h>

static bool cost_applies(const Cost *cost, const Node *node, int arm, int sex, int age)
{
    return cost->state == node->state && matches(cost->arm, arm) && matches(cost->sex, sex) &&
           covers(cost->age_from, cost->age_to, age) && (node->years == 0 || !cost->per_entry);
}

static bool outcome_applies(const Model *model, const OutcomeRow *row, int state, int sex, int age)
{
    bool counts = row->state == state || (row->state == ANY && state != model->end_state);
    return counts && matches(row->sex, sex) && covers(row->age_from, row->age_to, age);
}

static bool is_same(const int *a, const int *b, int n)
{
    return n == 0 || memcmp(a, b, (size_t)n * sizeof *a) == 0;
}

/* The price row with exactly these cost rows and, after them, outcome rows; made if it is new. */
static Status find_price_row(PlanBuilder *builder, const int *list, int n, int n_outcomes,
                             int *index)
{
    Status status = STATUS_OK;
    Plan *plan = builder->plan;
    int *kept;
    for (int p = 0; p < plan->n_price_rows; p++) {
        const PriceRow *row = &builder->price_row[p];
        if (row->n == n && row->n_outcomes == n_outcomes && is_same(row->cost, list, n) &&
            is_same(row->outcome, list + n, n_outcomes)) {
            *index = p;
            goto out;
        }
    }
    if (plan->n_price_rows == builder->price_row_capacity) {
        PriceRow *grown;
        int capacity = builder->price_row_capacity ? 2 * builder->price_row_capacity : 64;
        ARENA_TRY(builder->arena, grown, capacity);
        if (plan->n_price_rows)
            memcpy(grown, builder->price_row, (size_t)plan->n_price_rows * sizeof *grown);
        builder->price_row = grown;
        builder->price_row_capacity = capacity;
    }
    ARENA_TRY(builder->arena, kept, n + n_outcomes);
    if (n + n_outcomes) memcpy(kept, list, (size_t)(n + n_outcomes) * sizeof *list);
    *index = plan->n_price_rows++;
    builder->price_row[*index] = (PriceRow){n, kept, n_outcomes, kept + n};
out:
    return status;
}

/* The price row of people at a node in an arm. */
static Status price_node(PlanBuilder *builder, const Node *node, int arm, int sex, int age,
                         int *list, int *index)
{
    const Model *model = builder->model;
    int n = 0, n_outcomes = 0;
    for (int c = 0; c < model->n_costs; c++) {
        if (cost_applies(&model->cost[c], node, arm, sex, age)) list[n++] = c;
    }
    for (int o = 0; o < model->n_outcome_rows; o++) {
        if (outcome_applies(model, &model->outcome_row[o], node->state, sex, age))
            list[n + n_outcomes++] = o;
    }
    return find_price_row(builder, list, n, n_outcomes, index);
}

static int find_cell(AgePlan *at, int *state, int *const price[N_ARMS], int wanted_state,
                     const int *wanted_price)
{
    int c = 0;
    while (c < at->n_cells &&
           (state[c] != wanted_state || price[ARM_BASELINE][c] != wanted_price[ARM_BASELINE] ||
            price[ARM_INTERVENTION][c] != wanted_price[ARM_INTERVENTION]))
        c++;
    if (c == at->n_cells) {
        state[c] = wanted_state;
        for (int arm = 0; arm < N_ARMS; arm++) price[arm][c] = wanted_price[arm];
        at->n_cells++;
    }
    return c;
}

static Status lay_cells(PlanBuilder *builder, AgePlan *at)
{
    Status status = STATUS_OK;
    const Model *model = builder->model;
    int *state, *price[N_ARMS], *cell;
    int *list = malloc((size_t)(model->n_costs + model->n_outcome_rows + 1) * sizeof *list);
    if (!list) return STATUS_MEMORY;
    ARENA_TRY(builder->arena, state, N_SEXES * at->n_nodes);
    for (int arm = 0; arm < N_ARMS; arm++)
        ARENA_TRY(builder->arena, price[arm], N_SEXES * at->n_nodes);
    for (int sex = 0; sex < N_SEXES; sex++) {
        ARENA_TRY(builder->arena, cell, at->n_nodes);
        at->cell[sex] = cell;
        for (int v = 0; v < at->n_nodes; v++) {
            const Node *node = &at->node[v];
            int row[N_ARMS];
            for (int arm = 0; arm < N_ARMS; arm++)
                TRY(price_node(builder, node, arm, sex, at->age, list, &row[arm]));
            cell[v] = v == at->n_nodes - 1 ? ANY : find_cell(at, state, price, node->state, row);
        }
    }
    at->cell_state = state;
    for (int arm = 0; arm < N_ARMS; arm++) at->cell_price[arm] = price[arm];
out:
    free(list);
    return status;
}

static Status lay_steps(PlanBuilder *builder, AgePlan *at)
{
    Status status = STATUS_OK;
    for (int sex = 0; sex < N_SEXES; sex++) {
        Step *step;
        ARENA_TRY(builder->arena, step, at->n_nodes);
        for (int v = 0; v < at->n_nodes; v++) {
            int state = at->node[v].state;
            step[v] = (Step){(int16_t)at->cell[sex][v], (uint8_t)state,
                             builder->model->state[state].exclusion};
        }
        at->step[sex] = step;
    }
out:
    return status;
}

Status plan_cells(PlanBuilder *builder, AgePlan *at)
{
    Status status = STATUS_OK;
    TRY(lay_cells(builder, at));
    TRY(lay_steps(builder, at));
out:
    return status;
}
