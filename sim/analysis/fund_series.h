/* fund_series.h: a fund's programmes carried through their worlds, and its balances in every replicate.
 * Made by fund_run; read by fund (tables). */
#ifndef LIVSBANA_ANALYSIS_FUND_SERIES_H
#define LIVSBANA_ANALYSIS_FUND_SERIES_H

#include "analysis/blocks.h"
#include "analysis/limited.h"
#include "analysis/pieces.h"
#include "economics/fund.h"

/* What is expected of a programme at the decision is the mean saving of so many blocks of worlds, or of all
 * when there are fewer. */
enum { FORECAST_BLOCKS = 10 };

/* Kronor are real, of the fund's price year; years are the fund's, 0 the first. [replicate] columns hold
 * what quantiles are taken of, all else is means over replicates. Nothing grows with replicates times
 * programmes. What a board's cost falls by is what leaves its budget (released), with luck: what its
 * controller sees against what was to be expected. */
typedef struct {
    const Fund *fund; /* borrowed */
    int n_worlds, n_replicates, n_blocks;
    int n_years, n_boards;
    int *board; /* [n_boards] payers */
    FundTerms terms[N_REGIMES];
    double *expected;     /* [grant][board][year since start] saving expected at the decision, every
                              grant paid in its year */
    double *balance;      /* [regime][year][replicate] closing */
    double *returned_all; /* [regime][replicate] in all years */
    double *programmes;   /* [regime][replicate] granted in all years, further ones among them */
    double *brought;      /* [regime][replicate] returned if every grant were paid in its year */
    double *uncovered; /* [board][year][replicate] cut beyond what the cost fell by; file's rules */
    double *uncovered_all; /* [board][replicate] the same of the sums over all years */
    double *granted, *returned, *cannot_pay, *next_unpaid, *further; /* [regime][year] */
    double *ever_short;                                              /* [regime] */
    double *cut, *fall, *not_fallen, *beyond; /* [board][year]: kronor, kronor, shares */
    double *not_fallen_all, *beyond_all;      /* [board] */
    double *made, *on_time, *start, *given_back,
        *saved;             /* [grant]; start: mean year of those made */
    LimitedRows rows;       /* of spending */
    double *limited_saved;  /* [year][row] by the programmes together, file's rules */
    double *limited_beyond; /* [year][row] of it not counted */
    double *limited_share;  /* [year][row] in which some is not counted */
    double *limited_spent;  /* [row] in all */
    Arena arena;
} FundSeries;

Status fund_run(const Fund *fund, const RunOptions *options, Problems *problems,
                FundSeries *series) MUST_USE;
void fund_series_free(FundSeries *series); /* safe on {0} and twice */

#endif
