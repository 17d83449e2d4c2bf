/* legs.h: rows of costs as they meet one payer each.
 * Read by prices and ledger_plan. */
#ifndef LIVSBANA_ECONOMICS_LEGS_H
#define LIVSBANA_ECONOMICS_LEGS_H

#include "model/model.h"

/* One cost row as it meets one payer (sign +1) or its receiver (-1). */
typedef struct {
    int cost;
    double sign;
    int full;     /* channels of the prices */
    int released; /* ANY: the full channel is what a budget feels */
    int kronor;   /* by steps; ANY */
} Leg;

/* Whom it meets. */
static inline int leg_payer(const Model *model, const Leg *leg)
{
    const Cost *cost = &model->cost[leg->cost];
    return leg->sign > 0 ? cost->payer : cost->receiver;
}

static inline bool product_is(const Product *product, double value)
{
    return product->n == 0 && product->constant == value;
}

/* Budgets feel all of this cost, at once. */
static inline bool cost_felt_at_once(const Cost *cost)
{
    return cost->step == 0 && cost->delay == 0 && product_is(&cost->cashable, 1) &&
           product_is(&cost->backfill, 0);
}

#endif
