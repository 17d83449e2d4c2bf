/* moments.h: exact mean and variance of what a simulated cohort adds up to, run backward in age from
 * the tables of a plan: a second way, independent of the exact cohort's, which runs forward.
 * Read by tests of engine. */
#ifndef LIVSBANA_TESTS_SUPPORT_MOMENTS_H
#define LIVSBANA_TESTS_SUPPORT_MOMENTS_H

#include "support/run.h"

/* What a year in each counted cell adds: [age index][cell], `stride` cells an age. */
typedef struct {
    int stride;
    double *price;
} CellPrices;

typedef struct {
    double mean, variance;
} Moments;

/* Of the total of one replicate in an arm, when the programme reaches each person with this chance. */
Moments moments_of_total(const Run *run, int arm, double share_reached, const CellPrices *prices);

/* The same total of the exact cohort, the share not reached mixed in, and of the last run_live. */
double moments_expected(const Run *run, int arm, double share_reached, const CellPrices *prices);
double moments_counted(const Run *run, int arm, const CellPrices *prices);

#endif
