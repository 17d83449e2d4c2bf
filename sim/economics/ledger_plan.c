#include "economics/ledger_plan.h"

/* The columns of a leg. */
typedef struct {
    int full, felt;
} LegColumns;

typedef struct {
    const Model *model;
    int n_legs;
    int other; /* payer other_municipality, ANY */
    LedgerLine *line;
    int n_lines;
    bool *at_once; /* [line] budgets feel all of its costs at once */
    LedgerColumn *column;
    int n_columns, n_sums, n_moving_sums;
    LegColumns *entered; /* [n_legs] */
} Builder;

static int find_line(Builder *builder, int item, int payer)
{
    for (int l = 0; l < builder->n_lines; l++) {
        if (builder->line[l].item == item && builder->line[l].payer == payer) return l;
    }
    builder->line[builder->n_lines] = (LedgerLine){item, payer};
    builder->at_once[builder->n_lines] = true;
    return builder->n_lines++;
}

static int find_column(Builder *builder, LedgerColumn wanted)
{
    for (int c = 0; c < builder->n_columns; c++) {
        const LedgerColumn *have = &builder->column[c];
        if (have->line == wanted.line && have->is_felt == wanted.is_felt &&
            have->delay == wanted.delay && have->by_steps == wanted.by_steps)
            return c;
    }
    builder->column[builder->n_columns] = wanted;
    return builder->n_columns++;
}

static void enter_leg(Builder *builder, const Leg *leg, LegColumns *entered)
{
    const Model *model = builder->model;
    const Cost *cost = &model->cost[leg->cost];
    int payer = leg_payer(model, leg);
    LedgerColumn column = {.line = find_line(builder, cost->item, payer), .moved_line = ANY};
    if (model->payer[payer].level == LEVEL_MUNICIPALITY && builder->other != ANY)
        column.moved_line = find_line(builder, cost->item, builder->other);
    entered->full = find_column(builder, column);
    builder->at_once[column.line] &= cost_felt_at_once(cost);
    column.is_felt = true;
    column.delay = cost->delay;
    column.by_steps = leg->kronor != ANY;
    entered->felt = find_column(builder, column);
}

/* What is felt all at once comes to the same as the full cost, and what is left to steps to nothing, unless
 * something of it is entered where people moved to. */
static void find_sums(Builder *builder)
{
    for (int moves = 1; moves >= 0; moves--) {
        for (int c = 0; c < builder->n_columns; c++) {
            LedgerColumn *column = &builder->column[c];
            LedgerColumn full = {.line = column->line};
            if ((column->moved_line != ANY) != moves) continue;
            if (column->by_steps && !moves)
                column->sum = ANY;
            else if (column->is_felt && builder->at_once[column->line])
                column->sum = builder->column[find_column(builder, full)].sum;
            else
                column->sum = builder->n_sums++;
        }
        if (moves) builder->n_moving_sums = builder->n_sums;
    }
}

/* Whether a line of the ledger is met in one way only in each year. */
static bool stands_alone(const Builder *builder, const LedgerColumn *column)
{
    for (int c = 0; c < builder->n_columns; c++)
        if (builder->column[c].moved_line == column->line) return false;
    return column->moved_line == ANY;
}

/* The columns as they are entered, see LedgerPlan: of each kind in their order. */
static Status order_columns(const Builder *builder, Arena *arena, LedgerPlan *ledger)
{
    Status status = STATUS_OK;
    int *const n_of_kind[] = {&ledger->n_full, &ledger->n_felt, &ledger->n_rest};
    LedgerColumn *column;
    int n = 0;
    ARENA_TRY(arena, column, builder->n_columns);
    for (int kind = 0; kind < 3; kind++) {
        for (int c = 0; c < builder->n_columns; c++) {
            const LedgerColumn *of = &builder->column[c];
            if (of->sum == ANY || kind != (stands_alone(builder, of) ? of->is_felt : 2)) continue;
            column[n++] = *of;
            ++*n_of_kind[kind];
        }
    }
    ledger->column = column;
out:
    return status;
}

static Status find_leg_sums(const Builder *builder, Arena *arena, LedgerPlan *ledger)
{
    Status status = STATUS_OK;
    LegSums *leg;
    ARENA_TRY(arena, leg, builder->n_legs);
    for (int i = 0; i < builder->n_legs; i++) {
        int full = builder->column[builder->entered[i].full].sum;
        int felt = builder->column[builder->entered[i].felt].sum;
        leg[i] = (LegSums){full, felt == full ? ANY : felt};
    }
    ledger->leg = leg;
out:
    return status;
}

Status ledger_plan_build(const Plan *plan, const Leg *leg, int n_legs, int other, Arena *arena,
                         LedgerPlan *ledger)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    Builder builder = {.model = plan->model, .n_legs = n_legs, .other = other};
    int most = 4 * plan->model->n_costs + 1; /* of lines, of columns */
    *ledger = (LedgerPlan){0};
    ARENA_TRY(arena, builder.line, most);
    ARENA_TRY(&scratch, builder.at_once, most);
    ARENA_TRY(&scratch, builder.column, most);
    ARENA_TRY(&scratch, builder.entered, n_legs);
    for (int i = 0; i < n_legs; i++) enter_leg(&builder, &leg[i], &builder.entered[i]);
    find_sums(&builder);
    TRY(order_columns(&builder, arena, ledger));
    TRY(find_leg_sums(&builder, arena, ledger));
    ledger->n_lines = builder.n_lines;
    ledger->line = builder.line;
    ledger->n_sums = builder.n_sums;
    ledger->n_moving_sums = builder.n_moving_sums;
out:
    arena_free(&scratch);
    return status;
}
