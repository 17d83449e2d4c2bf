#include "economics/prices.h"

typedef struct {
    const Plan *plan;
    Arena *arena;
    Channel *channel; /* the municipal ones first, then others that cost rows meet, then the rest */
    int n_channels, n_municipal, n_priced;
    Leg *leg;
    int n_legs;
    LedgerLine *line;
    int n_lines;
    bool *at_once;        /* [line] budgets feel all of its costs at once */
    LedgerColumn *column; /* of the ledger */
    int n_columns, n_sums, n_moving_sums;
    bool *plain; /* [payer] everything is felt at once */
    int other;   /* payer other_municipality, ANY */
} Builder;

static bool is_constant(const Product *product, double value)
{
    return product->n == 0 && product->constant == value;
}

/* Budgets feel all of this cost, at once. */
static bool felt_at_once(const Cost *cost)
{
    return cost->step == 0 && cost->delay == 0 && is_constant(&cost->cashable, 1) &&
           is_constant(&cost->backfill, 0);
}

static bool is_municipal(const Builder *builder, int payer)
{
    return builder->plan->model->payer[payer].level == LEVEL_MUNICIPALITY;
}

static int find_channel(Builder *builder, Channel wanted)
{
    for (int c = 0; c < builder->n_channels; c++) {
        const Channel *have = &builder->channel[c];
        if (have->kind == wanted.kind && have->payer == wanted.payer &&
            have->delay == wanted.delay && have->item == wanted.item && have->step == wanted.step)
            return c;
    }
    wanted.cases = ANY;
    wanted.moved_to = ANY;
    wanted.municipal = is_municipal(builder, wanted.payer);
    builder->channel[builder->n_channels] = wanted;
    return builder->n_channels++;
}

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

static int payer_of(const Builder *builder, const Leg *leg)
{
    const Cost *cost = &builder->plan->model->cost[leg->cost];
    return leg->sign > 0 ? cost->payer : cost->receiver;
}

/* Where the ledger has a leg whose channels are known. */
static void enter_ledger(Builder *builder, Leg *leg)
{
    const Cost *cost = &builder->plan->model->cost[leg->cost];
    int payer = payer_of(builder, leg);
    LedgerColumn column = {.line = find_line(builder, cost->item, payer), .moved_line = ANY};
    if (is_municipal(builder, payer) && builder->other != ANY)
        column.moved_line = find_line(builder, cost->item, builder->other);
    leg->ledger_full = find_column(builder, column);
    builder->at_once[column.line] &= felt_at_once(cost);
    column.is_felt = true;
    column.delay = cost->delay;
    column.by_steps = leg->kronor != ANY;
    leg->ledger_felt = find_column(builder, column);
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

/* The columns as they are entered, see PricePlan: of each kind in their order. */
static Status order_columns(const Builder *builder, PricePlan *prices)
{
    Status status = STATUS_OK;
    LedgerColumn *column;
    int n = 0;
    ARENA_TRY(builder->arena, column, builder->n_columns);
    for (int kind = 0; kind < 3; kind++) {
        for (int c = 0; c < builder->n_columns; c++) {
            const LedgerColumn *of = &builder->column[c];
            if (of->sum != ANY && kind == (stands_alone(builder, of) ? of->is_felt : 2))
                column[n++] = *of;
        }
        if (kind == 0) prices->n_full_columns = n;
        if (kind == 1) prices->n_felt_columns = n - prices->n_full_columns;
    }
    prices->ledger_column = column;
    prices->n_ledger_columns = n;
out:
    return status;
}

static void enter_legs(Builder *builder)
{
    for (int i = 0; i < builder->n_legs; i++) enter_ledger(builder, &builder->leg[i]);
    find_sums(builder);
    for (int i = 0; i < builder->n_legs; i++) {
        Leg *leg = &builder->leg[i];
        int felt = builder->column[leg->ledger_felt].sum;
        leg->ledger_full = builder->column[leg->ledger_full].sum;
        leg->ledger_felt = felt == leg->ledger_full ? ANY : felt;
    }
}

static int find_full(Builder *builder, int payer)
{
    return find_channel(builder, (Channel){CHANNEL_FULL, payer, .item = ANY});
}

static void find_channels(Builder *builder, Leg *leg)
{
    const Cost *cost = &builder->plan->model->cost[leg->cost];
    int payer = payer_of(builder, leg);
    leg->full = find_full(builder, payer);
    if (builder->plain[payer]) return;
    if (cost->step == 0) {
        leg->released = find_channel(
            builder, (Channel){CHANNEL_RELEASED, payer, .delay = cost->delay, .item = ANY});
        return;
    }
    Channel step = {CHANNEL_STEP_KRONOR, payer, .delay = cost->delay, .item = cost->item,
                    .step = cost->step};
    leg->kronor = find_channel(builder, step);
    step.kind = CHANNEL_STEP_CASES;
    int cases = find_channel(builder, step);
    builder->channel[leg->kronor].cases = cases;
}

static void find_plain(Builder *builder)
{
    const Model *model = builder->plan->model;
    bool all_plain = true;
    for (int p = 0; p < model->n_payers; p++) builder->plain[p] = true;
    for (int c = 0; c < model->n_costs; c++) {
        const Cost *cost = &model->cost[c];
        if (felt_at_once(cost)) continue;
        builder->plain[cost->payer] = false;
        if (cost->receiver != ANY) builder->plain[cost->receiver] = false;
        all_plain = false;
    }
    /* Municipal payers and the one that takes their movers' part must keep the same books. */
    for (int p = 0; p < model->n_payers; p++) {
        bool linked = p == builder->other || is_municipal(builder, p);
        if (builder->other != ANY && linked && !all_plain) builder->plain[p] = false;
    }
}

/* Gives every municipal channel the channel of other_municipality that behaves alike. */
static void link_moved(Builder *builder)
{
    if (builder->other == ANY) return;
    int n = builder->n_channels;
    for (int c = 0; c < n; c++) {
        Channel channel = builder->channel[c];
        if (!channel.municipal || channel.kind == CHANNEL_STEP_CASES) continue;
        channel.payer = builder->other;
        if (channel.kind == CHANNEL_STEP_KRONOR) { /* elsewhere no step is waited for */
            channel.kind = CHANNEL_RELEASED;
            channel.item = ANY;
            channel.step = 0;
        }
        builder->channel[c].moved_to = find_channel(builder, channel);
    }
}

/* Whose the channels are. */
static Status find_columns(const Builder *builder, FlowColumns *columns)
{
    Status status = STATUS_OK;
    int *from, *to;
    *columns = (FlowColumns){
        builder->n_channels, builder->n_municipal, builder->n_priced, 0, NULL, NULL};
    ARENA_TRY(builder->arena, from, builder->n_channels);
    ARENA_TRY(builder->arena, to, builder->n_channels);
    for (int t = 0; t < builder->n_channels; t++) {
        for (int c = 0; c < builder->n_channels; c++) {
            if (builder->channel[c].moved_to != t) continue;
            from[columns->n_moved] = c;
            to[columns->n_moved++] = t;
        }
    }
    columns->from = from;
    columns->to = to;
out:
    return status;
}

/* The channels that budgets feel. */
static Status list_felt(const Builder *builder, PricePlan *prices)
{
    Status status = STATUS_OK;
    int *felt;
    ARENA_TRY(builder->arena, felt, builder->n_channels);
    for (int c = 0; c < builder->n_channels; c++) {
        const Channel *channel = &builder->channel[c];
        bool full = channel->kind == CHANNEL_FULL;
        if (channel->kind == CHANNEL_STEP_CASES || (full && !builder->plain[channel->payer]))
            continue;
        felt[prices->n_felt++] = c;
    }
    prices->felt = felt;
out:
    return status;
}

static int find_other(const Model *model)
{
    for (int p = 0; p < model->n_payers && model->n_movings > 0; p++) {
        if (model->payer[p].level == LEVEL_OTHER_MUNICIPALITY) return p;
    }
    return ANY;
}

static void mark(const Product *product, bool *rests_on)
{
    for (int i = 0; i < product->n; i++) rests_on[product->factor[i].parameter] = true;
}

static Status list_parameters(const Builder *builder, PricePlan *prices)
{
    Status status = STATUS_OK;
    const Model *model = builder->plan->model;
    Arena scratch = {0};
    int n = builder->plan->study->n_parameters, *parameter;
    bool *rests_on;
    ARENA_TRY(&scratch, rests_on, n);
    ARENA_TRY(builder->arena, parameter, n);
    for (int c = 0; c < model->n_costs; c++) {
        mark(&model->cost[c].amount, rests_on);
        mark(&model->cost[c].cashable, rests_on);
        mark(&model->cost[c].backfill, rests_on);
    }
    for (int i = 0; i < model->n_movings; i++) mark(&model->moving[i].probability, rests_on);
    for (int p = 0; p < n; p++)
        if (rests_on[p]) parameter[prices->n_parameters++] = p;
    prices->parameter = parameter;
out:
    arena_free(&scratch);
    return status;
}

/* The first row that has an age. */
static Status find_movings(const Builder *builder, PricePlan *prices)
{
    Status status = STATUS_OK;
    const Plan *plan = builder->plan;
    const Model *model = plan->model;
    int *moving;
    ARENA_TRY(builder->arena, moving, plan->n_ages);
    for (int a = 0; a < plan->n_ages; a++) {
        int age = model->first_age + a;
        moving[a] = ANY;
        for (int i = model->n_movings - 1; i >= 0; i--)
            if (model->moving[i].age_from <= age && age <= model->moving[i].age_to) moving[a] = i;
    }
    prices->moving = moving;
out:
    return status;
}

static Status list_legs(Builder *builder, PricePlan *prices)
{
    Status status = STATUS_OK;
    const Plan *plan = builder->plan;
    const Model *model = plan->model;
    int n = 0, *first;
    for (int r = 0; r < plan->n_price_rows; r++) n += 2 * plan->price_row[r].n;
    ARENA_TRY(builder->arena, builder->leg, n);
    ARENA_TRY(builder->arena, first, plan->n_price_rows + 1);
    n = 0;
    for (int r = 0; r < plan->n_price_rows; r++) {
        for (int i = 0; i < plan->price_row[r].n; i++) {
            int c = plan->price_row[r].cost[i];
            Leg leg = {.cost = c, .sign = 1, .released = ANY, .kronor = ANY};
            builder->leg[n++] = leg;
            leg.sign = -1;
            if (model->cost[c].receiver != ANY) builder->leg[n++] = leg;
        }
        first[r + 1] = n;
    }
    builder->n_legs = n;
    prices->leg = builder->leg;
    prices->leg_first = first;
out:
    return status;
}

static void make_channels(Builder *builder)
{
    int n_payers = builder->plan->model->n_payers;
    for (int p = 0; p < n_payers; p++)
        if (is_municipal(builder, p)) find_full(builder, p);
    for (int others = 0; others < 2; others++) {
        for (int i = 0; i < builder->n_legs; i++) {
            Leg *leg = &builder->leg[i];
            if (is_municipal(builder, payer_of(builder, leg)) != others)
                find_channels(builder, leg);
        }
        if (!others) builder->n_municipal = builder->n_channels;
    }
    builder->n_priced = builder->n_channels;
    for (int p = 0; p < n_payers; p++) find_full(builder, p);
    link_moved(builder);
}

Status price_plan_build(const Plan *plan, Arena *arena, Problems *problems, PricePlan *prices)
{
    Status status = STATUS_OK;
    const Model *model = plan->model;
    Builder builder = {.plan = plan, .arena = arena, .other = find_other(model)};
    int *full_of;
    *prices = (PricePlan){.plan = plan, .moves = builder.other != ANY};
    ARENA_TRY(arena, builder.channel, 2 * model->n_payers + 6 * model->n_costs + 2);
    ARENA_TRY(arena, builder.line, 4 * model->n_costs + 1);
    ARENA_TRY(arena, builder.at_once, 4 * model->n_costs + 1);
    ARENA_TRY(arena, builder.column, 4 * model->n_costs + 1);
    ARENA_TRY(arena, builder.plain, model->n_payers);
    ARENA_TRY(arena, full_of, model->n_payers);
    find_plain(&builder);
    TRY(list_legs(&builder, prices));
    make_channels(&builder);
    enter_legs(&builder);
    for (int p = 0; p < model->n_payers; p++) full_of[p] = find_full(&builder, p);
    if (builder.n_channels > MAX_CHANNELS) {
        status = problems_fail(problems, STATUS_INPUT,
                               "expected payers, delays and steps that make at most %d series of "
                               "kronor, got %d; leave out payers or delays",
                               MAX_CHANNELS, builder.n_channels);
        goto out;
    }
    prices->n_channels = builder.n_channels;
    prices->width = flow_width(builder.n_channels);
    prices->channel = builder.channel;
    prices->full_of = full_of;
    prices->n_lines = builder.n_lines;
    prices->line = builder.line;
    prices->n_ledger_sums = builder.n_sums;
    prices->n_moving_sums = builder.n_moving_sums;
    TRY(find_columns(&builder, &prices->columns));
    TRY(list_felt(&builder, prices));
    TRY(list_parameters(&builder, prices));
    TRY(find_movings(&builder, prices));
    TRY(order_columns(&builder, prices));
    TRY(flow_plan_build(plan, false, arena, &prices->flow));
    TRY(living_plan_build(plan, arena, &prices->living));
out:
    return status;
}
