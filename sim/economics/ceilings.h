/* ceilings.h: what people cost under the rows of the model's spending, and what of a saving goes beyond
 * them, in kronor by channel.
 * Read by analysis. */
#ifndef LIVSBANA_ECONOMICS_CEILINGS_H
#define LIVSBANA_ECONOMICS_CEILINGS_H

#include "economics/prices.h"
#include "economics/spending.h"

/* Of one world. Nothing is made for a model without spending. */
typedef struct {
    Prices *prices;   /* borrowed; as they were last set */
    int n_rows;       /* of spending */
    int *row_of;      /* [n_costs] ANY: none */
    double *amount;   /* [row] kronor a year */
    double *price;    /* [price row][row] kronor of one person-year */
    double *channels; /* [price row][channel] the same of one row: scratch */
    double *sum;      /* [row] or [channel] scratch */
    Arena arena;
} Ceilings;

Status ceilings_init(Prices *prices, Ceilings *ceilings) MUST_USE;
void ceilings_free(Ceilings *ceilings); /* safe on {0} and twice */
/* After prices_set at the same values. */
void ceilings_set(Ceilings *ceilings, const double *parameter_value);

/* What expected people cost in the first n_years, that part of it which is this municipality's:
 * cost[year][row]. Gains (amounts below zero) are left out: nothing is spent on them. */
void ceilings_cost(Ceilings *ceilings, int arm, const double *expected, int n_years, double *cost);

/* Adds sign times the part beyond[year][row] of what people cost to series[year][channel], on both sides
 * of a transfer. */
void ceilings_part(Ceilings *ceilings, int arm, const double *expected, const double *beyond,
                   double sign, int n_years, double *series);

#endif
