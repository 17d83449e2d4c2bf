/* totals.h: several programmes added up, without counting twice what they save on the same people.
 * Read by batch. */
#ifndef LIVSBANA_ANALYSIS_TOTALS_H
#define LIVSBANA_ANALYSIS_TOTALS_H

#include "analysis/findings.h"

/* One programme, for one account after some years. Borrowed. */
typedef struct {
    int participants;
    const double *net[N_UNCERTAINTIES]; /* [n_worlds], [n_replicates] cumulative net saving */
    const double *cost;                 /* [n_worlds] of the programme in it */
} Programme;

/* Programmes a and b share clients: `share` of the smaller one's participants are in both. */
typedef struct {
    int a, b;
    const double *share; /* [n_worlds] */
} SharedClients;

typedef enum {
    TOTAL_APART,
    TOTAL_TOGETHER, /* clients of two programmes once */
    TOTAL_LIMITED,  /* and all together within what is spent */
    N_TOTALS
} TotalKind;
extern const char *const total_name[N_TOTALS]; /* "each_alone" ... */

typedef struct {
    Spread saving, net;       /* before and after programme cost */
    double share_nonnegative; /* of net */
} Total;

typedef struct {
    Spread cost; /* of all programmes: clients in two of them are paid for twice */
    Total total[N_TOTALS][N_UNCERTAINTIES];
} Totals;

/* With S_i the saving before programme cost and s_i = S_i / n_i that of one participant, a pair with k =
 * share * min(n_a, n_b) clients in common saves S_a + S_b - k min(max(s_a, 0), max(s_b, 0)): on a client
 * of both the larger saving counts, not both; what a programme makes dearer is no saving and stays.
 * Nobody is taken to be in three programmes (totals_crowded). Of what is left `beyond`[n_worlds]
 * kronor (NULL: none) go beyond all spending. STATUS_MEMORY. */
Status totals_make(const Programme *programme, int n, const SharedClients *shared, int n_shared,
                   const double *beyond, int n_worlds, int n_replicates, Totals *totals) MUST_USE;

/* The share of what programme p is expected to save in a world that is counted as its own: on a client of
 * two programmes the larger saving counts, and the other's not at all (of equals the first's). */
double totals_own_share(const Programme *programme, int p, const SharedClients *shared,
                        int n_shared, size_t world);

/* A programme of participants[n] whose pairs share more clients than it has in some world, or ANY. */
int totals_crowded(const int *participants, int n, const SharedClients *shared, int n_shared,
                   int n_worlds);

#endif
