/* ranking.h: scenarios that live in the same worlds, put in order: a pure function of what each one
 * came to in every world and replicate.
 * Read by batch. */
#ifndef LIVSBANA_ANALYSIS_RANKING_H
#define LIVSBANA_ANALYSIS_RANKING_H

#include "analysis/findings.h"

/* What scenarios are ranked by; a new one is its row in ranking.c. In one world (knowledge) or
 * replicate (with luck), with C the account's cumulative net saving after the years asked for: */
typedef enum {
    RANK_PAYBACK,       /* 1 when C >= 0, else 0: its mean is the chance */
    RANK_NET,           /* C */
    RANK_COST_PER_YEAR, /* the whole programme's cost by avoided year of exclusion; INFINITY when none is
                           avoided; the least is first */
    RANK_NET_PER_KRONA, /* C by krona of the whole programme's cost; without a cost -INFINITY, 0 or
                           INFINITY as C is negative, 0 or positive */
    N_RANK_MEASURES
} RankMeasure;
extern const char *const rank_measure_name[N_RANK_MEASURES]; /* "chance_of_payback" ... */
extern const char *const rank_measure_unit[N_RANK_MEASURES];

/* What one scenario came to. Borrowed. */
typedef struct {
    const double *net[N_UNCERTAINTIES];     /* [n_worlds], [n_replicates] C */
    const double *avoided[N_UNCERTAINTIES]; /* [n_worlds], [n_replicates] years of exclusion */
    const double *cost;                     /* [n_worlds] of the whole programme */
} Contender;

/* One scenario by one measure. The value is the measure of what is expected (of ratios, the ratio of
 * the means), mcse its Monte Carlo error between blocks (NAN where it is not finite), p05 .. p95 the
 * quantiles over worlds or replicates. */
typedef struct {
    double value, mcse, p05, p25, p50, p75, p95;
    int rank;            /* by the value; 1 is best, equal values share a rank: 1, 1, 3 */
    double first;        /* share of the worlds or replicates in which it holds rank 1 */
    const double *holds; /* [n] share in which it holds rank i + 1; NULL unless it is paired */
    const double *beats; /* [n] share in which it is better than scenario i, NAN unless i is paired,
                            too; NULL unless it is */
    int rank_p05, rank_p50, rank_p95;
} Standing;

/* Ranks and quantiles are of all scenarios; what takes n * n numbers is kept of so many only, those of
 * the largest expected net saving, the first given among equals. */
enum { MOST_PAIRED = 100 };

typedef struct {
    int n, n_worlds, n_replicates;
    int n_paired; /* n, or MOST_PAIRED */
    int *paired;  /* [n_paired] scenarios, in the order given */
    Standing *standing[N_RANK_MEASURES][N_UNCERTAINTIES]; /* [n] */
    Arena arena;
} Ranking;

/* Puts n scenarios in order. All must have the same numbers of worlds (whole blocks) and
 * replicates; replicate r lives in world r / (n_replicates / n_worlds). STATUS_MEMORY. */
Status ranking_make(const Contender *contender, int n, int n_worlds, int n_replicates,
                    Ranking *ranking) MUST_USE;
void ranking_free(Ranking *ranking); /* safe on {0} and twice */

#endif
