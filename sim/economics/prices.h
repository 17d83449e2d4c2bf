/* prices.h: counts of people into kronor by year, payer and item.
 * Read by analysis. */
#ifndef LIVSBANA_ECONOMICS_PRICES_H
#define LIVSBANA_ECONOMICS_PRICES_H

#include "economics/flows.h"
#include "economics/ledger_plan.h"
#include "economics/living.h"

/* Kronor of one payer that behave alike. The full cost of a payer is one channel; what a budget feels
 * of it (share and delay) is one per delay, and only where it differs from the full cost; items that
 * are released by steps have their kronor and their cases apart. */
typedef enum {
    CHANNEL_FULL,
    CHANNEL_RELEASED,
    CHANNEL_STEP_KRONOR,
    CHANNEL_STEP_CASES
} ChannelKind;

enum { MAX_CHANNELS = 1024 };

typedef struct {
    ChannelKind kind;
    int payer;
    int delay;    /* years until it is released */
    int item;     /* steps only; ANY */
    int step;     /* cases */
    int cases;    /* step kronor: the channel of its cases */
    int moved_to; /* the channel that takes what people who moved away cost; ANY: stays */
    bool municipal;
} Channel;

typedef struct {
    const Plan *plan;
    int n_channels;
    int width; /* of a price row: n_channels filled up to whole vectors with 0 */
    const Channel *channel;
    const int *full_of;   /* [payer] its full channel */
    int n_felt;           /* channels that are what budgets feel, full ones of such payers too */
    const int *felt;      /* [n_felt] ascending */
    const int *leg_first; /* [n_price_rows + 1] */
    const Leg *leg;
    LedgerPlan ledger;
    bool moves;        /* people move away */
    const int *moving; /* [n_ages] the model's row that an age's people move by; ANY: they stay */
    int n_parameters;
    const int *parameter; /* those that prices and chances to move rest on, ascending */
    FlowPlan flow;        /* by programme year */
    LivingPlan living;
    FlowColumns columns; /* the channels' */
} PricePlan;

/* STATUS_INPUT, noted, when the model's payers, delays and steps make more than MAX_CHANNELS. */
Status price_plan_build(const Plan *plan, Arena *arena, Problems *problems,
                        PricePlan *prices) MUST_USE;

/* Prices of one world. */
typedef struct {
    const PricePlan *plan;
    bool is_set;
    double *set_at;        /* [n_parameters of the plan] the values at which they were set */
    Grade worst;           /* and the worst grade let in */
    double *amount;        /* [n_costs] kronor a case, of the study's price year */
    double *felt;          /* [n_costs] cashable share of it after backfill */
    FlowTable price;       /* by channel: kronor (or cases) of one person-year */
    FlowTable paid;        /* the same without amounts below zero: what somebody has to pay */
    FlowTable ledger;      /* by the ledger's sums, when priced */
    bool ledger_priced;    /* since they were last set */
    double *chance;        /* [n_movings] of moving away, in a year */
    double *lives_here;    /* [n_times of the plan] chance to live here still; where people move */
    double *part;          /* scratch: as lives_here, of people who count */
    double *alive[N_ARMS]; /* [n_times] as prices_early_death last found them */
    Flows missing;         /* scratch: people who died early */
    Arena arena;
} Prices;

Status prices_init(const PricePlan *plan, Prices *prices) MUST_USE;
void prices_free(Prices *prices); /* safe on {0} and twice */
/* Prices at these parameter values; cost rows of a grade worse than `worst` count for nothing. What was set
 * at the same values of all that it rests on is left as it is. */
void prices_set(Prices *prices, const double *parameter_value, Grade worst);

/* Adds what one leg makes of a person-year to price[channel]; a case counts once, however many rows of
 * costs it meets. */
void prices_add_leg(const Prices *prices, const Leg *leg, double *price);

/* Those people as these prices meet them: expected[n_counts] or counted[n_counts], the other is NULL, with
 * LANES more numbers as FlowPeople has them. */
FlowPeople prices_people(const Prices *prices, int arm, const double *expected,
                         const uint32_t *counted);

/* Kronor of people's first n_years programme years (counted so far at least): series[year][channel]. */
void prices_series(const Prices *prices, const Flows *flows, int n_years, double *series);

/* The same by ledger line: full[year][line], released[year][line] (in the year it is felt; what falls
 * after n_years is lost; items released by steps are left to saving_steps). Both are added to. */
void prices_ledger(Prices *prices, const Flows *flows, int n_years, double *full, double *released);

/* What the programme "saves" only because fewer are alive: for every cohort and year with fewer alive,
 * what is paid in the baseline per living person times the missing people, on both sides of a transfer;
 * gains that are lost with them (amounts below zero) stay lost. Series of the same form. It is an
 * average: who dies is taken to have cost what the living of that age do. */
void prices_early_death(Prices *prices, const double *baseline, const double *intervention,
                        int n_years, double *series);

#endif
