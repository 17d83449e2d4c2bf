/* felt.h: where budgets feel what people cost under the rows of the model's spending: every payer on
 * either side of a cost, by its delay.
 * Read by ceilings and analysis. */
#ifndef LIVSBANA_ECONOMICS_FELT_H
#define LIVSBANA_ECONOMICS_FELT_H

#include "economics/prices.h"

/* What is avoided under `row` in one year, `payer` feels `delay` years later. */
typedef struct {
    int row, payer, delay;
    int channel;
} FeltLink;

typedef struct {
    int n_links;
    FeltLink *link;    /* [n_links] by first leg; several may differ in the channel alone (steps) */
    const int *row_of; /* [n_costs] of spending; ANY: none */
    int *link_of;      /* [leg] ANY: under no row */
} FeltPlan;

/* No links for a model without spending. */
Status felt_plan_make(const PricePlan *prices, Arena *arena, FeltPlan *plan) MUST_USE;

#endif
