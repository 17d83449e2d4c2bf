/* accounts.h: payers and the perspectives that add them up.
 * Read by findings, expected and batch. */
#ifndef LIVSBANA_ANALYSIS_ACCOUNTS_H
#define LIVSBANA_ANALYSIS_ACCOUNTS_H

#include "analysis/findings.h"

typedef struct {
    int n;
    Account *account;
    bool *member; /* [account][payer] */
    int municipality, region, state, public_sector, society;
} Accounts;

Status accounts_make(const Study *study, Arena *arena, Accounts *accounts) MUST_USE;

/* The account of that name, or ANY. */
int accounts_find(const Accounts *accounts, const char *name);

/* Society is discounted at the social rate, every other account at the municipal one. */
double accounts_rate(const Accounts *accounts, const Study *study, int account);

/* The discount factors of an account's year (1 is the first): of what states cost, by the timing, and
 * of what the programme costs, at the year's start. */
typedef struct {
    double states, programme;
} AccountDiscount;
AccountDiscount accounts_discount(const Accounts *accounts, const Study *study, int account,
                                  int year);

/* Adds an account's payers in every column: sum[n] = sum over its payers of series[payer][year][n]. */
void accounts_year(const Accounts *accounts, const Study *study, int account, const double *series,
                   int year, size_t n, double *sum);

/* The last programme year with a cost to this account (0: none). */
int accounts_last_cost_year(const Accounts *accounts, const Study *study, int account);

#endif
