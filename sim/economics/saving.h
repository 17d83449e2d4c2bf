/* saving.h: two series of kronor into what each payer does not have to pay, and when it is paid back.
 * Pure functions of yearly series; read by analysis, fund and contract. */
#ifndef LIVSBANA_ECONOMICS_SAVING_H
#define LIVSBANA_ECONOMICS_SAVING_H

#include "economics/prices.h"

/* Saving of every payer by year, before programme cost: full[payer][year] when the cost falls away,
 * released[payer][year] when and as far as a budget feels it. Series are [year][channel]; `early_death`
 * (NULL: none) is taken off: it is no saving.
 * A cost released by steps of s cases: with a avoided kronor and q avoided cases, a s trunc(q/s) / q. */
void saving_compute(const PricePlan *prices, const double *baseline, const double *intervention,
                    const double *early_death, int n_years, double *full, double *released);

/* Adds what steps release, by ledger line: released[year][line] of the intervention becomes less. */
void saving_steps(const PricePlan *prices, const double *baseline, const double *intervention,
                  int n_years, double *released);

/* Adds what earlier death (series, as above) would have been counted as: full[year][payer] and
 * released[year][payer], in the year it would be felt; the difference it makes to steps. */
void saving_not_counted(const PricePlan *prices, const double *baseline, const double *intervention,
                        const double *early_death, int n_years, double *full, double *released);

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
