/* spending.h: savings on an item cannot be larger than what is spent on it. What is spent in all, and
 * which part of savings goes beyond it: pure functions of one world.
 * Read by ceilings, analysis, batch and fund. */
#ifndef LIVSBANA_ECONOMICS_SPENDING_H
#define LIVSBANA_ECONOMICS_SPENDING_H

#include "model/study.h"

/* The row of the model's spending that a cost belongs to; ANY: none, nothing limits it. */
int spending_of(const Model *model, const Cost *cost);

/* What is spent a year on each row at these parameter values, kronor of the study's price year:
 * amount[n_spendings]. */
void spending_amounts(const Study *study, const double *parameter_value, double *amount);

/* The part of every saving above zero that goes beyond `amount` on one row in one year, when savings
 * come to `sum`, those above zero alone to `above_zero`: min(1, max(0, (sum - amount) / above_zero)), and
 * 0 where `sum` is above `amount` by rounding alone. */
double spending_part(double sum, double above_zero, double amount);

/* The part of every saving above zero that goes beyond what is spent, by year and row: beyond[n_years]
 * [n_rows] from saved[n_programmes][n_years][n_rows] and amount[n_rows]. With P the savings above zero
 * of all programmes together and N those below, min(1, max(0, (P + N - amount) / P)): less that part
 * of each saving above zero, they add up to `amount`. All programmes bear it in proportion. True when
 * some of it is above 0. */
bool spending_beyond(const double *saved, int n_programmes, int n_years, int n_rows,
                     const double *amount, double *beyond);

#endif
