/* fund_lives.h: one block of a fund: the lives of every programme's people, then the books of every
 * replicate. Read by fund_series only. */
#ifndef LIVSBANA_ANALYSIS_FUND_LIVES_H
#define LIVSBANA_ANALYSIS_FUND_LIVES_H

#include "analysis/comparison.h"
#include "analysis/fund_series.h"
#include "analysis/fund_worlds.h"

/* What lives when: a study's people, or before them a comparison group of another number. One of the same
 * number are the study's own people in other replicates: the same chances, luck of their own. */
typedef struct {
    int study;
    const Comparison *comparison; /* NULL: the study's people */
    bool compares;                /* the study's people are their own comparison group */
} Turn;

/* What is the same for all blocks. */
typedef struct {
    FundSeries *series;
    const RunOptions *options;
    int per_world; /* replicates */
    int n_setups;  /* of the fund's studies */
    Setup *setup;  /* [n_setups] */
    bool measures; /* some rule does */
    int n_comparisons;
    Comparison *comparison; /* [n_comparisons] of another number than the participants */
    int n_lived;
    Setup *
        lived; /* [n_lived] the studies, each after its comparison if it has one; borrowed insides */
    Turn *turn;              /* [n_lived] */
    int n_channels, n_again; /* the most of any study: channels, grants */
    FundShared shared;
    double *average_expected; /* [board][year since start] mean over the grants */
    Pieces whole;
} FundRun;

Status fund_setups(FundRun *run, Arena *arena, Problems *problems) MUST_USE;
void fund_setups_free(FundRun *run);
Status fund_average_expected(FundRun *run, Arena *arena) MUST_USE;

/* The series with the columns of one block alone, in a block's memory (NULL: only measured). */
Pieces fund_block(const FundRun *run, void *memory, FundSeries *block);

/* What a block needs only while it is worked on; stands behind the series in its memory. */
typedef struct {
    double *fall; /* [replicate][grant][board][year since start] what the board's cost fell by */
    double *measured; /* the same as the comparison group shows it */
    double *
        deviation; /* [replicate][grant of the study][year since start][channel] what the comparison
                          group costs above its expected cost, for as many as the participants; of the
                          study under work */
    double
        *average; /* [board][year since start] measured, of one replicate, mean over the grants */
    double *fell; /* [board][year] of all programmes together */
    double *
        counted; /* [grant][board][year since start] of one replicate, ->fall within what is spent */
    FundWorlds worlds;
    double *average_saved, *average_felt; /* [year since start][row or link] of one world */
    FundProgramme *programme;             /* [n_grants] */
    FundBooks books;
} FundScratch;

/* Lays it out behind the series in a block's memory (NULL: only measured); its bytes. */
size_t fund_scratch(const FundRun *run, void *memory, FundScratch *scratch);

/* A replicate's and a grant's [board][year since start] of scratch->fall or ->measured. */
double *fund_avoided(const FundRun *run, double *all, int replicate, int grant);

/* As blocks_run calls them. */
/* `lived` is an index of run->lived and run->turn. */
Status fund_live_block(void *context, int lived, Worker *worker, int number, void *result) MUST_USE;
void fund_follow_block(void *context, int number, void *result);

#endif
