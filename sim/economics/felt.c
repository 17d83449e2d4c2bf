#include "economics/felt.h"

#include "economics/spending.h"

/* The channel in which a leg is felt. */
static int channel_of(const Leg *leg)
{
    if (leg->kronor != ANY) return leg->kronor;
    return leg->released != ANY ? leg->released : leg->full;
}

static int find_link(const PricePlan *prices, int row, int channel, FeltPlan *plan)
{
    const Channel *of = &prices->channel[channel];
    for (int l = 0; l < plan->n_links; l++)
        if (plan->link[l].row == row && plan->link[l].channel == channel) return l;
    plan->link[plan->n_links] = (FeltLink){row, of->payer, of->delay, channel};
    return plan->n_links++;
}

Status felt_plan_make(const PricePlan *prices, Arena *arena, FeltPlan *plan)
{
    Status status = STATUS_OK;
    const Model *model = prices->plan->model;
    int n_legs = prices->leg_first[prices->plan->n_price_rows], *row_of;
    *plan = (FeltPlan){0};
    ARENA_TRY(arena, row_of, model->n_costs);
    ARENA_TRY(arena, plan->link, n_legs);
    ARENA_TRY(arena, plan->link_of, n_legs);
    plan->row_of = row_of;
    for (int c = 0; c < model->n_costs; c++) row_of[c] = spending_of(model, &model->cost[c]);
    for (int i = 0; i < n_legs; i++) {
        const Leg *leg = &prices->leg[i];
        int row = row_of[leg->cost];
        plan->link_of[i] = row != ANY ? find_link(prices, row, channel_of(leg), plan) : ANY;
    }
out:
    return status;
}
