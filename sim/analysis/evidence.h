/* evidence.h: what the answer rests on: grades, years, follow-up; and the naive before-after payback.
 * All at the medians. Read by findings. */
#ifndef LIVSBANA_ANALYSIS_EVIDENCE_H
#define LIVSBANA_ANALYSIS_EVIDENCE_H

#include "analysis/accounts.h"

/* Shares of the value are NAN where nothing at all is saved, those of the variance where there is none. */
typedef struct {
    double saved;              /* the municipality's released saving, sum of |year|, kronor */
    double cost;               /* of the programme to the municipality, all years, kronor */
    double value[N_GRADES];    /* shares of the municipality's released saving, sum 1 */
    double variance[N_GRADES]; /* shares of the knowledge variance of C after `years` */
    double course;    /* the part of the course of calendar years; NAN also where years are alike */
    double interplay; /* the rest of it: parameters together, and none alone */
    double years[4];  /* shares of the saving in years 1-5, 6-10, 11-20, 21+ */
    double beyond_follow_up; /* share of the saving that no study saw */
    double naive_payback;    /* years; INFINITY never */
} Evidence;

/* Value of grade g: how much the saving grows when cost rows and effects of that grade are let in, after
 * all better ones (absolute, as a share of all such steps); effect years beyond what a study followed
 * are grade E. Variance of grade g: squared correlations of its parameters with the saving over the
 * worlds, less what chance alone would give (1 / (n - 1) each). Of the course of calendar years: what
 * would go if it were known and all parameters were not: half the mean squared difference between two
 * courses in the same world (Jansen 1999), as a share of the variance. Naive: people cost for ever what they
 * cost in their first year as long as that state is open (what entering it costs only then), less what
 * they cost in exclusion with the programme. */
Status evidence_find(const Evaluation *evaluation, const Accounts *accounts, int years,
                     Problems *problems, Evidence *evidence) MUST_USE;

#endif
