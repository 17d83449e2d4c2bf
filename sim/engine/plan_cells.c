#include "engine/plan_build.h"

#include <stdlib.h>
#include <string.h>

static bool cost_applies(const Cost *cost, int state, int sex, int age, bool entered)
{
    return cost->state == state && matches(cost->sex, sex) &&
           covers(cost->age_from, cost->age_to, age) && (entered || !cost->per_entry);
}

/* The price row with exactly these cost rows, made if it is new. */
static Status find_price_row(PlanBuilder *builder, const int *cost, int n, int *index)
{
    Status status = STATUS_OK;
    Plan *plan = builder->plan;
    int *kept;
    for (int p = 0; p < plan->n_price_rows; p++) {
        const PriceRow *row = &builder->price_row[p];
        if (row->n == n && (n == 0 || memcmp(row->cost, cost, (size_t)n * sizeof *cost) == 0)) {
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
    ARENA_TRY(builder->arena, kept, n);
    if (n) memcpy(kept, cost, (size_t)n * sizeof *cost);
    *index = plan->n_price_rows++;
    builder->price_row[*index] = (PriceRow){n, kept};
out:
    return status;
}

static int find_cell(AgePlan *at, int *state, int *price, int wanted_state, int wanted_price)
{
    int c = 0;
    while (c < at->n_cells && (state[c] != wanted_state || price[c] != wanted_price)) c++;
    if (c == at->n_cells) {
        state[c] = wanted_state;
        price[c] = wanted_price;
        at->n_cells++;
    }
    return c;
}

static Status lay_cells(PlanBuilder *builder, AgePlan *at)
{
    Status status = STATUS_OK;
    const Model *model = builder->model;
    int *state, *price, *cell;
    int *cost = malloc((size_t)(model->n_costs + 1) * sizeof *cost);
    if (!cost) return STATUS_MEMORY;
    ARENA_TRY(builder->arena, state, N_SEXES * at->n_nodes);
    ARENA_TRY(builder->arena, price, N_SEXES * at->n_nodes);
    for (int sex = 0; sex < N_SEXES; sex++) {
        ARENA_TRY(builder->arena, cell, at->n_nodes);
        at->cell[sex] = cell;
        for (int v = 0; v < at->n_nodes; v++) {
            const Node *node = &at->node[v];
            int n = 0, row;
            for (int c = 0; c < model->n_costs; c++) {
                if (cost_applies(&model->cost[c], node->state, sex, at->age, node->years == 0))
                    cost[n++] = c;
            }
            TRY(find_price_row(builder, cost, n, &row));
            cell[v] = v == at->n_nodes - 1 ? ANY : find_cell(at, state, price, node->state, row);
        }
    }
    at->cell_state = state;
    at->cell_price = price;
out:
    free(cost);
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
