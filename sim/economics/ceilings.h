/* ceilings.h: what people cost under the rows of the model's spending, and what of a saving goes beyond
 * them, in kronor by channel.
 * Read by analysis. */
#ifndef LIVSBANA_ECONOMICS_CEILINGS_H
#define LIVSBANA_ECONOMICS_CEILINGS_H

#include "economics/felt.h"
#include "economics/spending.h"

/* Of one world. Nothing is made for a model without spending. */
typedef struct {
    Prices *prices; /* borrowed; as they were last set */
    int n_rows;     /* of spending */
    FeltPlan felt;
    double *amount;     /* [row] kronor a year */
    FlowTable rows;     /* by row: kronor of one person-year */
    FlowTable channels; /* scratch: the same of one row by channel */
    FlowTable links;    /* scratch: what is felt of one person-year, by link */
    Arena arena;
} Ceilings;

Status ceilings_init(Prices *prices, Ceilings *ceilings) MUST_USE;
void ceilings_free(Ceilings *ceilings); /* safe on {0} and twice */
/* After prices_set at the same values. */
void ceilings_set(Ceilings *ceilings, const double *parameter_value);

/* What people cost in the first n_years, that part of it which is this municipality's: cost[year][row].
 * Gains (amounts below zero) are left out: nothing is spent on them. */
void ceilings_cost(const Ceilings *ceilings, const Flows *flows, int n_years, double *cost);

/* Adds sign times the part beyond[year][row] of what people cost to series[year][channel], on both sides
 * of a transfer. */
void ceilings_part(const Ceilings *ceilings, const Flows *flows, const double *beyond, double sign,
                   int n_years, double *series);

/* What budgets would feel of the savings on rows, were the share left[year][row] of them not counted:
 * felt[year][link], of the year in which they are avoided. What the `missing` (those who died early) would
 * have cost is no saving. What is released by steps is taken off in
 * proportion: series[arm][year][channel] and all corrections together, `taken_off`, tell what it is. */
void ceilings_felt(const Ceilings *ceilings, const Flows flows[N_ARMS], const Flows *missing,
                   const double *left, double *const series[N_ARMS], const double *taken_off,
                   int n_years, double *felt);

#endif
