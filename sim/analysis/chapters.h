/* chapters.h: the tables that ask every world and every replicate, filled beside each other by the threads
 * that a run has. Read by findings. */
#ifndef LIVSBANA_ANALYSIS_CHAPTERS_H
#define LIVSBANA_ANALYSIS_CHAPTERS_H

#include "analysis/accounts.h"
#include "analysis/evidence.h"
#include "analysis/tallies.h"

/* What is filled, in one round or as replicates pass by. */
typedef struct {
    const RunOptions *options;
    const Accounts *accounts;
    Findings *findings;
    Problems *problems;
    Tallies tallies;       /* where there are several rounds */
    Evidence evidence;     /* of the round that asks worlds */
    double *effect_people; /* [study's effects] the same */
} Chapters;

/* Fills them as far as the round goes: payback, summary and, with worlds, the evidence; people and all others
 * of replicates with luck. */
Status chapters_fill(const Round *round, Chapters *chapters) MUST_USE;

#endif
