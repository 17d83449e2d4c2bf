/* fund_limits.h: what a fund's programmes save together on rows of spending cannot be more than is
 * spent on them in a year.
 * Pure functions of yearly series; read by fund and analysis. */
#ifndef LIVSBANA_ECONOMICS_FUND_LIMITS_H
#define LIVSBANA_ECONOMICS_FUND_LIMITS_H

/* What is saved on `row` in one year, a board feels `delay` years later. */
typedef struct {
    int row, board, delay;
} FundLink;

/* Of one world. Borrowed. */
typedef struct {
    int n_years, n_rows, n_links;
    const double *spent; /* [row] kronor a year in all; INFINITY: not known */
    const FundLink *link;
} FundLimits;

/* What one programme saves, by year since its start; or `times` such programmes. */
typedef struct {
    const double *saved; /* [year][row] */
    const double *felt;  /* [year][link] what boards feel of all of it that is above zero */
} FundSavings;

/* Savings of one year of the fund, row by row. */
typedef struct {
    double *sum, *above_zero; /* [row] */
} FundYear;

void fund_year_begin(const FundLimits *limits, FundYear *year);
/* Adds the year k of `times` programmes. */
void fund_year_add(const FundLimits *limits, const FundSavings *savings, int k, double times,
                   FundYear *year);
/* The part of every saving above zero that is not counted: beyond[row]. */
void fund_year_beyond(const FundLimits *limits, const FundYear *year, double *beyond);

/* What board b does not feel in year k of a programme that began in year `start`, by beyond[year of the
 * fund][row]. */
double fund_lost(const FundLimits *limits, const FundSavings *savings, int start,
                 const double *beyond, int b, int k);

#endif
