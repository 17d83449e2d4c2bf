/* ledger_plan.h: the ledger's lines, an item of a payer each, and what a year comes to in them.
 * Read by prices and analysis. */
#ifndef LIVSBANA_ECONOMICS_LEDGER_PLAN_H
#define LIVSBANA_ECONOMICS_LEDGER_PLAN_H

#include "economics/legs.h"
#include "engine/plan.h"

typedef struct {
    int item, payer;
} LedgerLine;

/* Costs that stand alike in the ledger. */
typedef struct {
    int line;
    int moved_line; /* the same item at other_municipality; ANY */
    bool is_felt;   /* what a budget feels of them; else the full cost */
    int delay;      /* years until it is felt */
    bool by_steps;  /* what is felt here is left to saving_steps */
    int sum;        /* what a year comes to; others may come to the same; ANY: nothing is entered */
} LedgerColumn;

/* The sums that a leg is part of. */
typedef struct {
    int full;
    int felt; /* ANY: what is felt is not summed for itself */
} LegSums;

typedef struct {
    int n_lines;
    const LedgerLine *line;
    /* Full costs whose lines nobody else's movers meet, the same as they are felt, and the rest; those in
     * which nothing is entered are left out. */
    int n_full, n_felt, n_rest;
    const LedgerColumn *column;
    int n_sums;
    int n_moving_sums;  /* the first ones: of those who moved away something is entered elsewhere */
    const LegSums *leg; /* [n_legs] */
} LedgerPlan;

/* Of legs whose channels are known; `other` is the payer other_municipality, ANY. */
Status ledger_plan_build(const Plan *plan, const Leg *leg, int n_legs, int other, Arena *arena,
                         LedgerPlan *ledger) MUST_USE;

#endif
