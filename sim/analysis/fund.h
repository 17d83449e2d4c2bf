/* fund.h: what a fund's run found out, as tables of plain numbers ready to be written.
 * Made by fund_findings (fund -> findings); read by output. Names are borrowed from the Fund. */
#ifndef LIVSBANA_ANALYSIS_FUND_H
#define LIVSBANA_ANALYSIS_FUND_H

#include "analysis/findings.h"
#include "analysis/limited.h"
#include "economics/fund.h"

/* Kronor are real, of the fund's price year; shares are of all replicates. `year` is a calendar year. */
typedef struct {
    Regime regime;
    int year;
    double granted, returned; /* means */
    Spread balance;           /* at the year's end */
    double cannot_pay;        /* share in which a grant was asked for and not covered */
    double below_zero;        /* share in which the balance at the year's end is negative */
    double next_unpaid;       /* share in which the balance does not cover the next grant */
    Spread affordable;        /* programmes of the average grant that the balance would pay */
    double none_affordable;   /* share in which it would pay none */
    double further;           /* such programmes granted so far from what is left, mean */
} FundYearRow;

typedef struct {
    Regime regime;
    Spread balance, returned; /* at the end, and in all years */
    Spread programmes; /* granted in all years, those among them that what is left pays for */
    double ever_short; /* share in which some grant was not covered when it was asked for */
    /* Less than under full återföring in the same replicate: kronor returned to the fund if every grant
     * were paid in its year, and programmes. */
    Spread less_returned, less_programmes;
} FundRuleRow;

/* A board whose frame is cut, by the file's rules. */
typedef struct {
    int payer, year;   /* year ANY: all years together */
    double cut, fall;  /* means: of the frame, and what its cost fell by */
    double not_fallen; /* share in which the frame is cut although the cost did not fall */
    double beyond;     /* share in which it is cut by more than the cost fell */
    Spread uncovered;  /* kronor cut beyond what the cost fell by */
} FundBoardRow;

typedef struct {
    const FundGrant *grant;
    const Study *study;
    double expected; /* saving of the boards expected at the decision, within the fund's years */
    double saved;    /* the same as it came out, of those that were made; mean over all */
    double returned; /* mean */
    double made, on_time; /* shares */
    double start;         /* mean calendar year of those that were made; NAN when none was */
} FundGrantRow;

typedef struct {
    const Fund *fund; /* borrowed */
    int n_worlds, n_replicates;
    double average; /* grant */
    int n_years;
    const FundYearRow *year; /* [n_years] by regime and year */
    FundRuleRow rule[N_REGIMES];
    int n_boards;
    const FundBoardRow *board; /* [n_boards] rows by board and year, all years last of each */
    const FundGrantRow *grant; /* [fund->n_grants] */
    int n_limited;
    const LimitedYear *limited; /* what all save on rows of spending, file's rules; by row, year */
    Arena arena;
} FundFindings;

/* Carries every programme through the same worlds and follows the fund under all regimes. STATUS_INPUT
 * when a world is impossible (noted), STATUS_RUN_FAILED when stopped, STATUS_MEMORY. */
Status fund_findings(const Fund *fund, const RunOptions *options, Problems *problems,
                     FundFindings *findings) MUST_USE;
void fund_findings_free(FundFindings *findings); /* safe on {0} and twice */

#endif
