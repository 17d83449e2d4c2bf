/* measured.h: kronor of some cost items by year and payer, as an evaluation finds them in the books: the
 * whole cost, whatever a budget feels of it later.
 * Read by comparison, fund and contract. */
#ifndef LIVSBANA_ECONOMICS_MEASURED_H
#define LIVSBANA_ECONOMICS_MEASURED_H

#include "economics/prices.h"

typedef enum {
    MEASURED_BY_YEAR,    /* programme years */
    MEASURED_SINCE_ENTRY /* years since each person's own entry */
} MeasuredYears;

/* What is measured. */
typedef struct {
    const bool *item; /* [n_items] those that count; NULL: all */
    MeasuredYears years;
    int n_years;
} Measure;

typedef struct {
    const PricePlan *plan;
    Measure measure;
    int other;       /* the payer that takes what people who moved away cost; ANY */
    FlowTable price; /* by payer: kronor of one person-year */
    FlowPlan flow;   /* by the measure's years */
    Flows flows;     /* scratch */
    Arena arena;
} Measured;

Status measured_init(const PricePlan *plan, const Measure *measure, Measured *measured) MUST_USE;
void measured_free(Measured *measured); /* safe on {0} and twice */
/* Takes over a world's prices, after prices_set. */
void measured_set(Measured *measured, const Prices *prices);
/* Kronor of all people of an arm together: series[year][payer], a receiver's gain below zero, from
 * expected or counted people; the other is NULL. `prices` are those of measured_set. */
void measured_series(Measured *measured, const Prices *prices, int arm, const double *expected,
                     const uint32_t *counted, double *series);

#endif
