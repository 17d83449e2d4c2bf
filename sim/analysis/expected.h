/* expected.h: expected kronor and person-years in every world and at the medians, without simulated
 * people. Read by cli (`exact`, and `check` for the probabilities of the first worlds). */
#ifndef LIVSBANA_ANALYSIS_EXPECTED_H
#define LIVSBANA_ANALYSIS_EXPECTED_H

#include "analysis/outcomes.h"

/* Cumulative from the programme's start. Costs are the whole costs; net savings are those of a run:
 * what is avoided only because people die earlier is not among them. */
typedef enum {
    EXPECTED_BASELINE_COST,
    EXPECTED_INTERVENTION_COST,
    EXPECTED_PROGRAMME_COST,
    EXPECTED_NET_RELEASED,
    EXPECTED_NET_FULL,
    N_EXPECTED_MEASURES
} ExpectedMeasure;
extern const char *const expected_measure_name[N_EXPECTED_MEASURES];

enum { EXPECTED_YEARS = N_OUTCOME_WINDOWS }; /* outcome_windows */
enum { EXPECTED_MEDIANS = 0 }; /* the row of the medians; world w stands in row 1 + w */

/* Of the price year. */
typedef struct {
    double undiscounted, discounted;
} ExpectedKronor;

typedef struct {
    const Study *study; /* borrowed */
    Accounts accounts;
    int n_years;
    int year[EXPECTED_YEARS];
    int n_rows;
    ExpectedKronor *kronor; /* [row][account][measure][n_years] */
    double *person_years;   /* [row][arm][n_years], lived by all participants together */
    OutcomeSum *outcome;    /* [row][outcome][side][EXPECTED_YEARS], of all participants together */
    Arena arena;
} Expected;

/* Evaluates the medians and the first n_worlds worlds, in parallel; the numbers do not depend on
 * the threads. STATUS_INPUT when a world has an impossible probability (noted). */
Status expected_make(const Study *study, int n_worlds, const RunOptions *options,
                     Problems *problems, Expected *expected) MUST_USE;
void expected_free(Expected *expected); /* safe on {0} and twice */

/* Of one row, account and measure: [n_years]. */
static inline ExpectedKronor *expected_kronor(const Expected *expected, int row, int account,
                                              ExpectedMeasure measure)
{
    size_t block = (size_t)row * (size_t)expected->accounts.n + (size_t)account;
    return expected->kronor +
           (block * N_EXPECTED_MEASURES + (size_t)measure) * (size_t)expected->n_years;
}

/* Of one row, outcome and side: [n_years]. */
static inline OutcomeSum *expected_outcome(const Expected *expected, int row, int outcome,
                                           OutcomeSide side)
{
    size_t block = (size_t)(row * expected->study->model.n_outcomes + outcome);
    return expected->outcome + (block * N_OUTCOME_SIDES + (size_t)side) * EXPECTED_YEARS;
}

/* What a unit more of the outcome costs an account at the end of year[y]: its net saving (full) that is
 * lost, divided by the difference; NAN when there is none. */
OutcomeSum expected_cost_per_unit(const Expected *expected, int row, int outcome, int account,
                                  int y);

/* Of one row and arm: [n_years]. */
static inline double *expected_person_years(const Expected *expected, int row, int arm)
{
    return expected->person_years + (size_t)(row * N_ARMS + arm) * (size_t)expected->n_years;
}

#endif
