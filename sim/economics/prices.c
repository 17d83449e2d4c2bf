#include "economics/prices.h"

typedef struct {
    const Plan *plan;
    Arena *arena;
    Channel *channel; /* the municipal ones first, then others that cost rows meet, then the rest */
    int n_channels, n_municipal, n_priced;
    Leg *leg;
    int n_legs;
    bool *plain; /* [payer] everything is felt at once */
    int other;   /* payer other_municipality, ANY */
} Builder;

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

static int find_full(Builder *builder, int payer)
{
    return find_channel(builder, (Channel){CHANNEL_FULL, payer, .item = ANY});
}

static void find_channels(Builder *builder, Leg *leg)
{
    const Cost *cost = &builder->plan->model->cost[leg->cost];
    int payer = leg_payer(builder->plan->model, leg);
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
        if (cost_felt_at_once(cost)) continue;
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
            if (is_municipal(builder, leg_payer(builder->plan->model, leg)) != others)
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
    ARENA_TRY(arena, builder.plain, model->n_payers);
    ARENA_TRY(arena, full_of, model->n_payers);
    find_plain(&builder);
    TRY(list_legs(&builder, prices));
    make_channels(&builder);
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
    TRY(find_columns(&builder, &prices->columns));
    TRY(list_felt(&builder, prices));
    TRY(list_parameters(&builder, prices));
    TRY(find_movings(&builder, prices));
    TRY(ledger_plan_build(plan, builder.leg, builder.n_legs, builder.other, arena,
                          &prices->ledger));
    TRY(flow_plan_build(plan, false, arena, &prices->flow));
    TRY(living_plan_build(plan, arena, &prices->living));
out:
    return status;
}
