/* saving.h: two series of kronor into what each payer does not have to pay, and when it is paid back.
 * Pure functions of yearly series; read by analysis, fund and contract. */
#ifndef LIVSBANA_ECONOMICS_SAVING_H
#define LIVSBANA_ECONOMICS_SAVING_H

#include "economics/prices.h"

/* Why something that is avoided is no saving, in the order in which it is taken off. */
typedef enum {
    CORRECTION_EARLY_DEATH, /* avoided only because fewer are alive */
    CORRECTION_DISPLACED,   /* lost on others whose jobs and places the participants took */
    CORRECTION_SPENDING,    /* more than is spent on it in all */
    N_CORRECTIONS
} Correction;

/* What the participants' better course saves and others lose: the share `displacement` of what is
 * expected to be avoided but for earlier death. Series are [year][channel], displaced too. */
void saving_displaced(double displacement, const double *baseline, const double *intervention,
                      const double *early_death, int n, double *displaced);

/* Saving of every payer by year, before programme cost: full[payer][year] when the cost falls away,
 * released[payer][year] when and as far as a budget feels it. Series are [year][channel]; all
 * corrections together are `taken_off` (NULL: none).
 * A cost released by steps of s cases: with a avoided kronor and q avoided cases, a s trunc(q/s) / q. */
void saving_compute(const PricePlan *prices, const double *baseline, const double *intervention,
                    const double *taken_off, int n_years, double *full, double *released);

/* What a budget feels of channel c when avoided[channel] are the kronor and cases of one year. */
double saving_felt(const PricePlan *prices, int c, const double *avoided);

/* Adds what steps release, by ledger line: released[year][line] of the intervention becomes less. */
void saving_steps(const PricePlan *prices, const double *baseline, const double *intervention,
                  int n_years, double *released);

/* Adds what a correction (series, as above) would have been counted as when those before it,
 * `taken_off` (NULL: none), are off already: full[year][payer] and released[year][payer], in the year
 * it would be felt; the difference it makes to steps. */
void saving_not_counted(const PricePlan *prices, const double *baseline, const double *intervention,
                        const double *taken_off, const double *correction, int n_years,
                        double *full, double *released);

/* What the programme costs every payer by year: cost[payer][year], kronor of the study's price year. */
void saving_programme_cost(const Study *study, const double *parameter_value, int n_years,
                           double *cost);

/* The factor of year k (1 is the first): (1 + rate)^-(k - 1). */
double discount_factor(double rate, int year);

/* A cumulated net saving counts as not negative down to minus half an öre: rounding is no debt. */
static inline bool saving_is_back(double cumulative)
{
    return cumulative >= -0.005;
}

/* The first t (years from the start), not before `last_cost_year`, at which the cumulated net saving is
 * not negative; linear within the year; INFINITY when it never is within n_years. cumulative[i] stands
 * at the end of year i + 1. *relapses tells whether it is negative again at the end of a later year. */
double payback_time(const double *cumulative, int n_years, int last_cost_year, bool *relapses);

#endif
