/* contract.h: what an outcome contract pays, and to whom the money goes year by year.
 * Pure functions; read by analysis.
 *
 * With I drawn, g guaranteed, s the share, c the cap and S the measured saving:
 *   guaranteed   g I
 *   shared       min(s max(S, 0), (1 - g) I): until the investor has the money back, at S = B = (1 - g) I / s
 *   above it     min(max(S - B, 0), c I), if the condition is met
 * For g = 0.4, s = 0.6 and c = 0.2 it is 0.4 I + 0.6 min(max(S, 0), I), and above S = I min(S - I, 0.2 I).
 * What is drawn comes in even parts at the start of the years drawn_from to drawn_to; everything is paid back at the
 * start of year `settled`. */
#ifndef LIVSBANA_ECONOMICS_CONTRACT_H
#define LIVSBANA_ECONOMICS_CONTRACT_H

#include "model/contract.h"

typedef struct {
    double guaranteed, shared, above;
} ContractPayment;

ContractPayment contract_payment(const ContractTerms *terms, double saving, bool condition);
double contract_paid(const ContractTerms *terms, double saving, bool condition); /* all of it */
/* B; INFINITY when nothing is shared and not all is guaranteed. */
double contract_break_even(const ContractTerms *terms);

/* Yearly flows, year 1 first: what the investor gets (below zero: puts in), and the municipality, which
 * pays the programme's cost[n_years] and keeps what is saved[n_years] (NULL: nothing). In every year the
 * two sum to saved - cost: a contract moves money and makes none. */
void contract_flows(const ContractTerms *terms, double paid, const double *cost,
                    const double *saved, int n_years, double *investor, double *municipality);

/* sum of flow[i] (1 + rate)^-i */
double contract_present_value(const double *flow, int n, double rate);

/* The yearly rate at which the flows are worth nothing today. It exists, and is the only one above -1, when
 * the flows change sign once, from out to in; else NAN: nothing comes back, or nothing is put in. */
double contract_return(const double *flow, int n);

/* What a comparison group costs for every krona that the participants would cost without the programme:
 * bias (1 + drift)^-years / (1 - regression). */
double contract_comparison_factor(double bias, double drift, double years, double regression);

#endif
