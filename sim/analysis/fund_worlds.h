/* fund_worlds.h: what a fund's programmes are expected to save on rows of spending, world by world, so that
 * all of them together save no more than is spent.
 * Read by fund_lives and fund_series. */
#ifndef LIVSBANA_ANALYSIS_FUND_WORLDS_H
#define LIVSBANA_ANALYSIS_FUND_WORLDS_H

#include "analysis/limited.h"
#include "analysis/pieces.h"
#include "economics/fund.h"

/* What is the same in all worlds. */
typedef struct {
    const Fund *fund; /* borrowed */
    LimitedRows rows;
    int n_links;
    FundLink *link; /* [n_links] boards only */
    int **link_of;  /* [study][link of its own ceilings] ANY: no board feels it */
    int *first_of;  /* [row] the first study that has it */
} FundShared;

/* Of the studies' setups and the boards of the fund. */
Status fund_shared_make(const Fund *fund, const Setup *setup, const int *board, int n_boards,
                        Arena *arena, FundShared *shared) MUST_USE;

/* The worlds of one block; kronor of the fund's price year. */
typedef struct {
    const FundShared *shared;
    double *spent; /* [world][row] in all; the least where studies differ */
    double *saved; /* [world][study][year since start][row] */
    double *felt;  /* [world][study][year since start][link] */
} FundWorlds;

/* Lays them out behind what the pieces hold already. */
void fund_worlds_take(const FundShared *shared, Pieces *pieces, FundWorlds *worlds);
/* Keeps a study in the world that the worker has entered; studies come in order. */
void fund_worlds_keep(const FundWorlds *worlds, int study, Worker *worker, int world);

/* Of the block's `world`: */
FundLimits fund_worlds_limits(const FundWorlds *worlds, int world);
FundSavings fund_worlds_savings(const FundWorlds *worlds, int study, int world);
/* The average grant's savings, into saved[year][row] and felt[year][link]. */
FundSavings fund_worlds_average(const FundWorlds *worlds, int world, double *saved, double *felt);
/* Could the grants and so many average ones ever save more than is spent? */
bool fund_worlds_limited(const FundWorlds *worlds, int world, const FundSavings *average,
                         int n_further);

#endif
