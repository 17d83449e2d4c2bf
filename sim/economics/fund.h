/* fund.h: the money of a social investment fund over its years, from what its programmes avoid.
 * Pure functions of yearly series; read by analysis.
 *
 * A year of the fund: grants are paid when it begins, out of what is there; what boards return comes in
 * when its accounts are closed, and can be granted the year after:
 *   closing = opening + returned - granted.
 * A programme that begins in year s returns, for every board b and year s + k with lag <= k < lag +
 * years of the rule that holds for b and s,
 *   share * max(0, avoided[b][k])    (negotiated: share * per_year),
 * and as much less, every board in the same proportion, as would take what the programme has returned
 * in all above the cap times its grant. Where the programmes that have begun would save more together
 * on a row of spending than is spent on it in a year, as much less is avoided by all of them in
 * proportion (what was expected at the decision stays). Everything is real kronor: cash keeps its
 * value. */
#ifndef LIVSBANA_ECONOMICS_FUND_H
#define LIVSBANA_ECONOMICS_FUND_H

#include "economics/fund_limits.h"
#include "model/fund.h"

/* The rules that are compared on the same lives. */
typedef enum {
    REGIME_FILE,    /* the file's rules */
    REGIME_FULL,    /* those of its first start year for every start, at share 1 where they ask for
                       something: återföring that is never abolished */
    REGIME_PARTIAL, /* the same at the fund's `partial` share */
    REGIME_NONE,    /* nothing is returned */
    N_REGIMES
} Regime;
extern const char *const regime_name[N_REGIMES]; /* "file", "full", "partial", "none" */

/* A rule as it holds for one board. */
typedef struct {
    double share, cap, per_year;
    int lag, last; /* the first year that counts and the one after the last, from the start */
    ReturnBasis basis;
} BoardRule;

/* What a fund goes by under one regime. */
typedef struct {
    double opening, average; /* the average grant, kronor */
    int n_years, n_boards;
    const BoardRule *rule; /* [start year][board] */
    WhenShort when_short;
    int further_from, further_per_year;
    const FundLimits *limits; /* NULL: none */
} FundTerms;

/* Boards are the payers that some rule asks to return something (all that are named when none does):
 * board[n_boards] in the model's order. */
Status fund_boards(const Fund *fund, Arena *arena, int **board, int *n_boards) MUST_USE;
Status fund_terms(const Fund *fund, Regime regime, const int *board, int n_boards, Arena *arena,
                  FundTerms *terms) MUST_USE;

typedef struct {
    int year;      /* of the fund, in which it asks */
    double amount; /* of its grant */
    const double
        *avoided[N_RETURN_BASES]; /* [board][year since its start], n_years each; NULL where no
                                              rule needs it */
    FundSavings savings;          /* read with limits only */
} FundProgramme;

enum { NOT_STARTED = -1 };

/* What happened; the caller gives the memory, which need not be cleared. */
typedef struct {
    double *granted, *returned, *closing; /* [year] */
    double *cut;                          /* [board][year] what the board's frame is cut by */
    double *of;                           /* [programme] what it returned in all */
    int *started;                         /* [programme] year of the fund; NOT_STARTED */
    bool *cannot_pay;   /* [year] a grant that was asked for was more than there was */
    bool *next_unpaid;  /* [year] what is left at its end is less than the next grant, or than the
                           average one when none is to come */
    int *further;       /* [year] further programmes granted */
    bool ever_short;    /* cannot_pay in some year */
    int n_further;      /* in all years */
    double *of_further; /* [year] what each of the further ones of that year returned in all */
    double *beyond;     /* [year][row] part of savings that is not counted; NULL without limits */
    FundYear savings;   /* with limits: scratch */
} FundBooks;

/* Follows the fund. Programmes stand in the order in which they are paid. With `average` (else NULL) what
 * is left from terms->further_from on buys further programmes like it, while nobody waits. */
void fund_follow(const FundTerms *terms, const FundProgramme *programme, int n,
                 const FundProgramme *average, FundBooks *books);

#endif
