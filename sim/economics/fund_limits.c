#include "economics/fund_limits.h"

#include "economics/spending.h"

#include <math.h>

void fund_year_begin(const FundLimits *limits, FundYear *year)
{
    for (int r = 0; r < limits->n_rows; r++) year->sum[r] = year->above_zero[r] = 0;
}

void fund_year_add(const FundLimits *limits, const FundSavings *savings, int k, double times,
                   FundYear *year)
{
    const double *saved = savings->saved + k * limits->n_rows;
    for (int r = 0; r < limits->n_rows; r++) {
        year->sum[r] += times * saved[r];
        year->above_zero[r] += times * fmax(0, saved[r]);
    }
}

void fund_year_beyond(const FundLimits *limits, const FundYear *year, double *beyond)
{
    for (int r = 0; r < limits->n_rows; r++)
        beyond[r] = spending_part(year->sum[r], year->above_zero[r], limits->spent[r]);
}

double fund_lost(const FundLimits *limits, const FundSavings *savings, int start,
                 const double *beyond, int b, int k)
{
    double lost = 0;
    for (int l = 0; l < limits->n_links; l++) {
        const FundLink *link = &limits->link[l];
        int avoided = k - link->delay;
        if (link->board != b || avoided < 0) continue;
        lost += beyond[(start + avoided) * limits->n_rows + link->row] *
                savings->felt[avoided * limits->n_links + l];
    }
    return lost;
}
